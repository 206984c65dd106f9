//! Front matter in every form that generators read: YAML, TOML, JSON, header lines, none. With `site` the only module that knows `toml`.
//!
//! Takes: the text of a file. Does: finds where its front matter ends, and reads it. Gives: keys and values in order, and the body;
//! or the place of the mistake.

use crate::article::{repair, split};
use crate::source::text::place;
use crate::yaml::{self, Node};
use serde_json::{Map, Value};
use std::ops::Range;

/// A file taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Matter {
    /// Keys and values, in order.
    pub(super) keys: Vec<(String, Value)>,
    /// Where the body starts, in bytes.
    pub(super) body: usize,
    /// What was read past.
    pub(super) notes: Vec<String>,
}

/// Why front matter cannot be read.
#[derive(Debug, PartialEq)]
pub(super) struct Mistake {
    /// Line, from 1; 0 for the file as a whole.
    pub(super) line: u32,
    /// Column, from 1.
    pub(super) column: u32,
    /// What is wrong.
    pub(super) because: String,
}

/// Takes a text apart.
pub(super) fn read(text: &str) -> Result<Matter, Mistake> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    match rest.lines().next().map(str::trim_end) {
        Some("+++") => toml(text, start),
        Some(first) if first.starts_with('{') && rest[1..].trim_start().starts_with('"') => json(text, start),
        _ => by_dashes(text),
    }
}

fn mistake(text: &str, span: Range<usize>, because: impl Into<String>) -> Mistake {
    let spot = place("", text, span).spot;
    let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
    Mistake { line, column, because: because.into() }
}

fn by_dashes(text: &str) -> Result<Matter, Mistake> {
    if text.trim().is_empty() {
        return Err(Mistake { line: 0, column: 0, because: "it is empty".to_owned() });
    }
    let parts = match split::split("", text) {
        Ok((parts, _)) => parts,
        Err(problem) => {
            let spot = problem.place.as_ref().and_then(|place| place.spot.as_ref());
            let (line, column) = spot.map_or((0, 0), |spot| (spot.line, spot.column));
            return Err(Mistake { line, column, because: problem.message });
        }
    };
    let Some(front) = parts.front else { return Ok(headers(text)) };
    let (document, slips) = repair::read(text, front).map_err(|e| mistake(text, e.span, e.message))?;
    let mut matter = Matter { body: parts.body, ..Matter::default() };
    if !slips.is_empty() {
        matter.notes.push("its front matter has slips in it that were read past".to_owned());
    }
    match &document.root.value {
        yaml::Value::Map(entries) => {
            matter.keys = entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect();
        }
        yaml::Value::Null => {}
        _ => return Err(mistake(text, document.root.span.clone(), "the front matter has no keys")),
    }
    Ok(matter)
}

/// A value of YAML; numbers that would lose what was written are text.
pub(super) fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::List(items) => items.iter().map(value).collect(),
        yaml::Value::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.to_string(), value(&entry.value))).collect())
        }
        yaml::Value::Integer(number, text) if number.to_string() == **text => Value::from(*number),
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value, _) => Value::from(*value),
        _ => node.as_text().map_or(Value::Null, Value::from),
    }
}

fn toml(text: &str, start: usize) -> Result<Matter, Mistake> {
    let from = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    let mut at = from;
    let end = text[from..].split_inclusive('\n').find_map(|line| {
        let here = at;
        at += line.len();
        (line.trim_end() == "+++").then_some(here)
    });
    let Some(end) = end else {
        return Err(mistake(text, start..start + 3, "the front matter that opens here never closes"));
    };
    let table = text[from..end].parse::<toml::Table>().map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        mistake(
            text,
            from + span.start..from + span.end,
            format!("the front matter is no TOML: {}", error.message()),
        )
    })?;
    Ok(Matter {
        keys: table.into_iter().map(|(key, value)| (key, from_toml(value))).collect(),
        body: at,
        notes: Vec::new(),
    })
}

/// A value of TOML.
pub(super) fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is) => is.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, from_toml(value))).collect::<Map<_, _>>().into()
        }
    }
}

fn json(text: &str, start: usize) -> Result<Matter, Mistake> {
    let mut stream = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Map<String, Value>>();
    match stream.next() {
        Some(Ok(map)) => Ok(Matter {
            keys: map.into_iter().collect(),
            body: start + stream.byte_offset(),
            notes: Vec::new(),
        }),
        Some(Err(error)) => {
            let before = text[..start].matches('\n').count();
            let because = format!("the front matter is no JSON: {error}");
            let because = because.rsplit_once(" at line ").map_or(because.clone(), |(why, _)| why.to_owned());
            Err(Mistake { line: (error.line() + before) as u32, column: error.column() as u32, because })
        }
        None => Ok(headers(text)),
    }
}

/// Lines of Pelican: `Title: The quay`, continued by lines that are set in. Only where a title stands among them.
fn headers(text: &str) -> Matter {
    let mut keys: Vec<(String, Value)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let continued = line.starts_with([' ', '\t']) && !bare.trim().is_empty();
        let key = bare.split_once(':').filter(|(key, _)| {
            key.starts_with(char::is_alphabetic)
                && key.len() <= 30
                && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        });
        match (continued, key, keys.last_mut()) {
            (true, _, Some((_, Value::String(last)))) => {
                last.push(' ');
                last.push_str(bare.trim());
            }
            (false, Some((key, value)), _) => keys.push((key.to_lowercase(), value.trim().into())),
            _ => break,
        }
        at += line.len();
    }
    let blank = text[at..].lines().next().is_none_or(|line| line.trim().is_empty());
    match keys.iter().any(|(key, _)| key == "title") && blank {
        true => Matter { keys, body: at, notes: Vec::new() },
        false => Matter::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> String {
        let matter = read(text).unwrap_or_else(|m| panic!("{}:{} {}", m.line, m.column, m.because));
        format!("{} | {}", Value::Object(matter.keys.into_iter().collect()), text[matter.body..].trim())
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(keys("---\ntitle: A\nn: 007\n---\nText"), r#"{"n":"007","title":"A"} | Text"#);
        assert_eq!(
            keys("+++\ntitle = \"A\"\ndate = 2015-09-24\n+++\nText"),
            r#"{"date":"2015-09-24","title":"A"} | Text"#
        );
        assert_eq!(keys("{\n\"title\": \"A\"\n}\n\nText"), r#"{"title":"A"} | Text"#);
        assert_eq!(keys("Title: A: b\nTags: x,\n  y\n\nText"), r#"{"tags":"x, y","title":"A: b"} | Text"#);
        assert_eq!(keys("Note: this is text\n"), "{} | Note: this is text");
    }

    #[test]
    fn mistakes_have_a_place() {
        for (text, line) in [
            ("+++\ntitle = A\n+++\n", 2),
            ("{\"title\": }\n", 1),
            ("---\ntitle: [\n---\nx", 3),
            ("+++\na = 1\n", 1),
        ] {
            assert_eq!(read(text).map_err(|m| m.line), Err(line), "{text}");
        }
    }
}
