//! The tables of shapes as pages of the manual, in Markdown.

use super::shape::{Choice, Field, Shape};
use std::fmt::Write;

/// One section for each field: what it means, what its value may be, its default, an example, and a table of the keys
/// inside of it. `level` is the number of `#` of the headings.
pub fn sections(fields: &[Field], level: usize) -> String {
    let mut out = String::new();
    for field in fields {
        let _ = section(&mut out, field, level);
    }
    out
}

/// A table of fields, one line each: key, value, default, meaning.
pub fn table(fields: &[Field]) -> String {
    let mut rows = Vec::new();
    for field in fields {
        rows.push((field.name.to_owned(), *field));
        inner(field.name, &field.shape, &mut rows);
    }
    let mut out = String::new();
    let _ = write_table(&mut out, &rows);
    out
}

fn section(out: &mut String, field: &Field, level: usize) -> std::fmt::Result {
    writeln!(out, "{} `{}`\n\n{}\n", "#".repeat(level), field.name, field.doc)?;
    write!(out, "Value: {}.", field.shape.name())?;
    if let Some(default) = field.default {
        write!(out, " Default: `{default}`.")?;
    }
    if !field.also.is_empty() {
        write!(out, " Also read: {}.", names(field.also))?;
    }
    writeln!(out, "\n")?;
    for (word, doc) in choices(&field.shape) {
        writeln!(out, "- `{word}`: {doc}")?;
    }
    if !choices(&field.shape).is_empty() {
        writeln!(out)?;
    }
    let mut rows = Vec::new();
    inner("", &field.shape, &mut rows);
    if !rows.is_empty() {
        write_table(out, &rows)?;
        writeln!(out)?;
    }
    if !field.example.is_empty() {
        writeln!(out, "```yaml\n{}\n```\n", entry(field))?;
    }
    Ok(())
}

/// `key: value`, the value on lines of its own when it is a list or map in block style.
fn entry(field: &Field) -> String {
    let block = field.example.contains(": ") && !field.example.starts_with(['{', '[', '"', '\'']);
    if block || field.example.contains('\n') || field.example.starts_with("- ") {
        let lines: Vec<String> = field.example.lines().map(|line| format!("  {line}")).collect();
        format!("{}:\n{}", field.name, lines.join("\n"))
    } else {
        format!("{}: {}", field.name, field.example)
    }
}

/// The fields inside of a shape with the keys that lead to them. A free key is called `NAME`.
fn inner(path: &str, shape: &Shape, rows: &mut Vec<(String, Field)>) {
    let step = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match shape {
        Shape::Map(fields) => {
            for field in *fields {
                let path = step(field.name);
                rows.push((path.clone(), *field));
                inner(&path, &field.shape, rows);
            }
        }
        Shape::MapOf(values) => inner(&step("NAME"), values, rows),
        Shape::List(items) => inner(path, items, rows),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| inner(path, shape, rows)),
        _ => {}
    }
}

fn write_table(out: &mut String, rows: &[(String, Field)]) -> std::fmt::Result {
    writeln!(out, "| key | value | default | meaning |\n| --- | --- | --- | --- |")?;
    for (path, field) in rows {
        let default = field.default.map(|default| format!("`{default}`")).unwrap_or_default();
        let mut meaning = field.doc.replace('\n', " ");
        if !field.also.is_empty() {
            write!(meaning, " Also read: {}.", names(field.also))?;
        }
        for (word, doc) in choices(&field.shape) {
            write!(meaning, " `{word}`: {doc}")?;
        }
        writeln!(out, "| `{path}` | {} | {default} | {} |", field.shape.name(), meaning.replace('|', "\\|"))?;
    }
    Ok(())
}

fn names(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The choices of a shape, wherever in it they are.
fn choices(shape: &Shape) -> Vec<Choice> {
    match shape {
        Shape::OneOf(choices) => choices.to_vec(),
        Shape::List(shape) | Shape::MapOf(shape) => choices(shape),
        Shape::Either(shapes) => {
            let mut all: Vec<Choice> = Vec::new();
            for choice in shapes.iter().flat_map(choices) {
                if !all.contains(&choice) {
                    all.push(choice);
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::new("expired", Shape::OneOf(&[("show", "Shown."), ("hide", "Left out.")]), "Old ones.")
            .default("show"),
        Field::new(
            "people",
            Shape::MapOf(&Shape::Map(&[Field::new("role", Shape::Text, "A|B").also(&["job"])])),
            "Who.",
        )
        .example("ines:\n  role: editor"),
        Field::new("options", Shape::MapOf(&Shape::Any), "Any.").example("motto: x"),
    ];

    #[test]
    fn sections_say_everything() {
        let text = sections(FIELDS, 2);
        assert!(text.starts_with("## `expired`\n\nOld ones.\n\nValue: `show` or `hide`. Default: `show`.\n\n- `show`: Shown.\n- `hide`: Left out.\n"));
        assert!(text.contains("| `NAME.role` | text |  | A\\|B Also read: `job`. |"));
        assert!(text.contains("```yaml\npeople:\n  ines:\n    role: editor\n```"));
        assert!(text.contains("options:\n  motto: x\n"));
    }

    #[test]
    fn a_table_has_a_line_for_each_key_at_any_depth() {
        assert_eq!(table(FIELDS).lines().count(), 6);
    }
}
