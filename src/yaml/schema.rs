//! JSON Schema (2020-12) from the tables of shapes, for editors that help while one writes.

use super::shape::{Field, Shape};
use serde_json::{Map, Value as Json, json};

/// Whether a map may have keys that no table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKeys {
    /// They are mistakes.
    Refused,
    /// They are kept.
    Kept,
}

/// The schema of a document that is a map with these fields. `others` is about the document's own keys; maps inside of
/// it have only the keys of their tables.
pub fn document(title: &str, description: &str, fields: &[Field], others: OtherKeys) -> Json {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(title));
    schema.insert("description".to_owned(), json!(description));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), properties(fields));
    schema.insert("additionalProperties".to_owned(), json!(others == OtherKeys::Kept));
    Json::Object(schema)
}

fn properties(fields: &[Field]) -> Json {
    let mut properties = Map::new();
    for field in fields {
        properties.insert(field.name.to_owned(), property(field));
    }
    for field in fields {
        for name in field.also {
            let mut other = property(field);
            other["description"] = json!(format!("Read as `{}`. {}", field.name, field.doc));
            properties.entry(*name).or_insert(other);
        }
    }
    Json::Object(properties)
}

fn property(field: &Field) -> Json {
    let mut property = match value(&field.shape) {
        Json::Object(schema) => schema,
        _ => Map::new(),
    };
    allow_nothing(&mut property);
    property.insert("description".to_owned(), json!(field.doc));
    if let Some(default) = field.default.and_then(as_json) {
        property.insert("default".to_owned(), default);
    }
    if let Some(example) = Some(field.example).filter(|text| !text.is_empty()).and_then(as_json) {
        property.insert("examples".to_owned(), json!([example]));
    }
    Json::Object(property)
}

/// A key without a value is read as if it were not there.
fn allow_nothing(schema: &mut Map<String, Json>) {
    if let Some(kinds) = schema.get_mut("type") {
        match kinds.as_array_mut() {
            Some(kinds) => kinds.push(json!("null")),
            None => *kinds = json!([kinds.take(), "null"]),
        }
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema.get_mut(choice).and_then(Json::as_array_mut) {
            choices.push(json!({"type": "null"}));
        }
    }
}

fn as_json(yaml: &str) -> Option<Json> {
    super::parse(yaml).ok().map(|document| document.root.to_json())
}

fn value(shape: &Shape) -> Json {
    match shape {
        // What looks like a number or a boolean is read as it was written.
        Shape::Text => json!({"type": ["string", "number", "boolean"]}),
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Integer { min, max: i64::MAX } => json!({"type": "integer", "minimum": min}),
        Shape::Integer { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Shape::Number => json!({"type": "number"}),
        Shape::Date => json!({"type": ["string", "number"]}),
        Shape::OneOf(choices) => {
            let choices = choices.iter().map(|(word, doc)| json!({"const": word, "description": doc}));
            json!({"oneOf": choices.collect::<Vec<_>>()})
        }
        Shape::List(items) => json!({"type": "array", "items": value(items)}),
        Shape::Map(fields) => {
            json!({"type": "object", "properties": properties(fields), "additionalProperties": false})
        }
        Shape::MapOf(values) => json!({"type": "object", "additionalProperties": value(values)}),
        Shape::Any => json!({}),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(value).collect::<Vec<_>>()}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::new("title", Shape::Text, "The headline.").also(&["headline"]).example("Harbour opens"),
        Field::new("paginate", Shape::Integer { min: 1, max: i64::MAX }, "How many.").default("20"),
        Field::new("expired", Shape::OneOf(&[("show", "Shown.")]), "Old ones."),
        Field::new("extra", Shape::MapOf(&Shape::Any), "Anything."),
    ];

    #[test]
    fn a_table_becomes_a_schema() {
        let schema = document("Front matter", "Of an article.", FIELDS, OtherKeys::Kept);
        assert_eq!(schema["additionalProperties"], json!(true));
        let properties = &schema["properties"];
        assert_eq!(properties["title"]["examples"], json!(["Harbour opens"]));
        assert_eq!(properties["headline"]["description"], json!("Read as `title`. The headline."));
        assert_eq!(
            properties["paginate"],
            json!({"type": ["integer", "null"], "minimum": 1, "description": "How many.", "default": 20})
        );
        let choices = json!([{"const": "show", "description": "Shown."}, {"type": "null"}]);
        assert_eq!(properties["expired"]["oneOf"], choices);
        assert_eq!(properties["extra"]["additionalProperties"], json!({}));
    }
}
