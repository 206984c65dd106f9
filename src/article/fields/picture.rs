//! Pictures of the front matter.

use super::reader::{Reader, inside};
use super::shapes::PICTURE_KEYS;
use super::text;
use crate::article::Picture;
use crate::yaml::{Node, Value};

/// The picture of a field; none when there is none, and neither a caption nor a credit of a lost one.
/// Of several it is the first; the field as a whole is then kept for the theme.
pub fn picture<'a>(reader: &mut Reader<'a>, field: &str) -> Option<Box<Picture>> {
    let entry = reader.entry(field)?;
    let node = match entry.value.as_list() {
        Some(items) => {
            if items.len() > 1 {
                reader.rest.push(entry);
            }
            items.iter().find(|item| !item.is_null())?
        }
        None => &entry.value,
    };
    let beside = |key: &str| reader.line(&format!("image_{key}")).unwrap_or_default();
    let within = |key: &str| inside(node, PICTURE_KEYS, key).and_then(Node::as_text);
    let part = |key: &str| match within(key) {
        Some(written) => text::line(written),
        None if field == "image" => beside(key),
        None => Box::default(),
    };
    let (src, span) = match (&node.value, inside(node, PICTURE_KEYS, "src")) {
        (Value::Map(_), Some(src)) => (src.as_text(), &src.span),
        // `image: false` says that there is none.
        (Value::Map(_) | Value::Bool(..), _) => (None, &node.span),
        _ => (node.as_text(), &node.span),
    };
    let src = src.map(str::trim).filter(|src| !src.is_empty());
    let picture = Picture {
        src: src.map(Into::into),
        place: reader.file.place(span),
        alt: part("alt"),
        caption: caption(reader, node, field),
        credit: part("credit").into(),
        license: part("license").into(),
    };
    let says_nothing = picture.src.is_none() && picture.caption.is_empty() && picture.credit.is_empty();
    (!says_nothing).then(|| Box::new(picture))
}

/// The caption as written: it is Markdown.
fn caption(reader: &Reader, node: &Node, field: &str) -> Box<str> {
    let within = inside(node, PICTURE_KEYS, "caption").and_then(Node::as_text).map(|t| t.trim().into());
    within
        .or_else(|| (field == "image").then(|| reader.written("image_caption")).flatten())
        .unwrap_or_default()
}
