//! What a document may hold, said once as constant data.
//!
//! From the same tables come the check of a document ([`super::check`]), the pages of the manual ([`super::manual`])
//! and the JSON Schema that editors use ([`super::schema`]).

/// A key that a map may have.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Other names that are read as this one.
    pub also: &'static [&'static str],
    /// What other tools call the same thing; not read, but whoever writes it is shown the right name.
    pub elsewhere: &'static [&'static str],
    /// What its value may be.
    pub shape: Shape,
    /// What it means: sentences in Markdown.
    pub doc: &'static str,
    /// The value that holds when the key is missing, as YAML on one line; none where `doc` says it in words.
    pub default: Option<&'static str>,
    /// A value as YAML, on one line or several; empty for none.
    pub example: &'static str,
}

impl Field {
    /// A field without default, example or other names.
    pub const fn new(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, also: &[], elsewhere: &[], shape, doc, default: None, example: "" }
    }

    /// The same with a default.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// The same with an example.
    pub const fn example(mut self, value: &'static str) -> Self {
        self.example = value;
        self
    }

    /// The same with other names that are read too.
    pub const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// The same with the names it has in other tools.
    pub const fn elsewhere(mut self, names: &'static [&'static str]) -> Self {
        self.elsewhere = names;
        self
    }

    /// Whether a key is the field's name or one that is read as it.
    pub fn answers_to(&self, key: &str) -> bool {
        self.name == key || self.also.contains(&key)
    }
}

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text; numbers, booleans and dates count as what was written.
    Text,
    /// `true` or `false`.
    Boolean,
    /// An integer, both bounds included.
    Integer {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// Any number.
    Number,
    /// A date or date-time; only that it is written as one value is checked here.
    Date,
    /// One of some words, each with what it means.
    OneOf(&'static [Choice]),
    /// A list with items of one shape.
    List(&'static Shape),
    /// A map with known keys.
    Map(&'static [Field]),
    /// A map whose keys are free and whose values have one shape.
    MapOf(&'static Shape),
    /// Anything.
    Any,
    /// The first of these that fits.
    Either(&'static [Shape]),
}

/// A word and what it means.
pub type Choice = (&'static str, &'static str);

impl Shape {
    /// What is expected, in plain words: `a list of text`.
    pub fn name(&self) -> String {
        match self {
            Shape::Text => "text".to_owned(),
            Shape::Boolean => "true or false".to_owned(),
            Shape::Integer { min, max: i64::MAX } => format!("a whole number from {min}"),
            Shape::Integer { min, max } => format!("a whole number from {min} to {max}"),
            Shape::Number => "a number".to_owned(),
            Shape::Date => "a date".to_owned(),
            Shape::OneOf(choices) => either(choices.iter().map(|(word, _)| format!("`{word}`")).collect()),
            Shape::List(Shape::Any) => "a list".to_owned(),
            Shape::List(Shape::Text) => "a list of text".to_owned(),
            Shape::List(Shape::Map(_)) => "a list of groups of keys".to_owned(),
            Shape::List(items) => format!("a list, each item {}", items.name()),
            Shape::Map(_) | Shape::MapOf(_) => "a group of keys".to_owned(),
            Shape::Any => "anything".to_owned(),
            Shape::Either([Shape::OneOf(choices), Shape::List(Shape::OneOf(_))]) => {
                format!("{}, or a list of these", Shape::OneOf(choices).name())
            }
            Shape::Either(shapes) => either(shapes.iter().map(Shape::name).collect()),
        }
    }
}

/// `a, b or c`, without repeats; with a comma before the last where one of them has an `or` of its own.
fn either(mut names: Vec<String>) -> String {
    names.dedup();
    let comma = if names.iter().any(|name| name.contains(" or ")) { "," } else { "" };
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}{comma} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The field a key stands for.
pub fn find<'a>(fields: &'a [Field], key: &str) -> Option<&'a Field> {
    fields.iter().find(|field| field.answers_to(key))
}

/// The name that was most likely meant by a key that no field answers to: what other tools call a field counts first,
/// then what is spelt nearly alike.
pub fn suggest(fields: &[Field], key: &str) -> Option<&'static str> {
    let elsewhere = |field: &&Field| field.elsewhere.iter().any(|name| name.eq_ignore_ascii_case(key));
    if let Some(field) = fields.iter().find(elsewhere) {
        return Some(field.name);
    }
    let names = fields.iter().flat_map(|field| std::iter::once(field.name).chain(field.also.iter().copied()));
    super::suggest::did_you_mean(key, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field::new("base_url", Shape::Text, "").elsewhere(&["baseURL", "url"]),
        Field::new("tags", Shape::List(&Shape::Text), "").also(&["keywords"]),
    ];

    #[test]
    fn suggests_by_foreign_name_and_by_spelling() {
        assert_eq!(suggest(FIELDS, "baseUrl"), Some("base_url"));
        assert_eq!(suggest(FIELDS, "keyword"), Some("keywords"));
        assert_eq!(suggest(FIELDS, "weather"), None);
        assert_eq!(find(FIELDS, "keywords").map(|field| field.name), Some("tags"));
    }

    #[test]
    fn names_read_as_words() {
        let either = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text), Shape::Map(&[])]);
        assert_eq!(either.name(), "text, a list of text or a group of keys");
        assert_eq!(Shape::Integer { min: 1, max: i64::MAX }.name(), "a whole number from 1");
        const WORDS: Shape = Shape::OneOf(&[("show", ""), ("hide", "")]);
        assert_eq!(WORDS.name(), "`show` or `hide`");
        assert_eq!(
            Shape::Either(&[WORDS, Shape::List(&WORDS)]).name(),
            "`show` or `hide`, or a list of these"
        );
        assert_eq!(
            Shape::Either(&[Shape::Boolean, Shape::Map(&[])]).name(),
            "true or false, or a group of keys"
        );
    }
}
