//! As much of JSON Schema (2020-12) as the program's own schemas use.

use serde_json::Value;

/// What of `value` the schema does not allow, each with the way to it; none when it fits.
pub fn problems(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let Some(rules) = schema.as_object() else { return Vec::new() };
    let mut found = Vec::new();
    for (rule, wanted) in rules {
        match rule.as_str() {
            "type" => {
                let kinds = wanted.as_array().map_or(std::slice::from_ref(wanted), Vec::as_slice);
                if !kinds.iter().any(|kind| is_of(kind.as_str().expect("a kind"), value)) {
                    found.push(format!("{at}: {value} is not {wanted}"));
                }
            }
            "const" if value != wanted => found.push(format!("{at}: {value} is not {wanted}")),
            "minimum" if value.is_i64() && value.as_i64() < wanted.as_i64() => {
                found.push(format!("{at}: {value} is too small"))
            }
            "maximum" if value.is_i64() && value.as_i64() > wanted.as_i64() => {
                found.push(format!("{at}: {value} is too large"))
            }
            "anyOf" | "oneOf" => {
                let choices = wanted.as_array().expect("choices");
                let fitting = choices.iter().filter(|choice| problems(choice, value, at).is_empty()).count();
                if fitting == 0 || (rule == "oneOf" && fitting > 1) {
                    found.push(format!("{at}: {value} fits {fitting} of {}", choices.len()));
                }
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                found.extend(items.flat_map(|(n, item)| problems(wanted, item, &format!("{at}[{n}]"))));
            }
            "properties" => {}
            "additionalProperties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}.{key}");
                    match (rules.get("properties").and_then(|p| p.get(key)), wanted) {
                        (Some(own), _) => found.extend(problems(own, inner, &at)),
                        (None, Value::Bool(true)) => {}
                        (None, Value::Bool(false)) => found.push(format!("{at} is not known")),
                        (None, schema) => found.extend(problems(schema, inner, &at)),
                    }
                }
            }
            "const" | "minimum" | "maximum" => {}
            "$schema" | "title" | "description" | "default" | "examples" => {}
            other => panic!("the schemas have a rule `{other}`, which this test does not know"),
        }
    }
    found
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("no such kind: {other}"),
    }
}
