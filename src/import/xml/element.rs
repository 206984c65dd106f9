//! One element as a tree.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deepest nesting of an item. Nothing that holds an article comes near it.
const DEEPEST: usize = 256;

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Name with its prefix, in lower case: `content:encoded`.
    pub name: String,
    /// Attributes.
    pub attributes: Vec<(String, String)>,
    /// Text that is right in it, with references replaced.
    pub text: String,
    /// Elements that are right in it.
    pub children: Vec<Element>,
    /// What is inside it as it stands in the document, for what is a page by itself.
    pub inner: String,
}

/// What is wrong with an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Byte of the text where that was seen.
    pub at: usize,
    /// What it is.
    pub why: String,
}

impl Element {
    /// The text of the first child of a name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The value of an attribute; empty when there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Reads a text that is one element.
///
/// # Errors
/// When it is not well-formed.
pub fn read(text: &str) -> Result<Element, Fault> {
    let mut reader = Reader::from_str(text);
    let mut stack: Vec<(Element, usize)> = vec![(Element::default(), 0)];
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| {
            let at = (reader.error_position() as usize).min(text.len());
            Fault { at, why: error.to_string() }
        })?;
        match event {
            Event::Start(start) => {
                if stack.len() > DEEPEST {
                    return Err(Fault {
                        at: before,
                        why: format!("elements are nested more than {DEEPEST} deep"),
                    });
                }
                stack.push((opened(&start), reader.buffer_position() as usize));
            }
            Event::Empty(start) => {
                let element = opened(&start);
                if let Some((parent, _)) = stack.last_mut() {
                    parent.children.push(element);
                }
            }
            Event::End(_) => {
                if let Some((mut element, from)) = stack.pop() {
                    element.inner = text.get(from..before).unwrap_or_default().to_owned();
                    match stack.last_mut() {
                        Some((parent, _)) => parent.children.push(element),
                        None => {
                            return Err(Fault {
                                at: before,
                                why: "an element ends that never began".to_owned(),
                            });
                        }
                    }
                }
            }
            Event::Text(part) => push(&mut stack, &String::from_utf8_lossy(&part)),
            Event::CData(part) => push(&mut stack, &String::from_utf8_lossy(&part)),
            Event::GeneralRef(reference) => push(&mut stack, &character(&reference)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match (stack.len(), stack.pop()) {
        (1, Some((mut root, _))) if root.children.len() == 1 => Ok(root.children.remove(0)),
        (1, _) => Err(Fault { at: 0, why: "it is not one element".to_owned() }),
        (_, Some((open, from))) => Err(Fault { at: from, why: format!("`{}` never ends", open.name) }),
        (_, None) => Err(Fault { at: 0, why: "it is empty".to_owned() }),
    }
}

fn push(stack: &mut [(Element, usize)], text: &str) {
    if let Some((element, _)) = stack.last_mut() {
        element.text.push_str(text);
    }
}

fn opened(start: &BytesStart) -> Element {
    let name = String::from_utf8_lossy(start.name().as_ref()).to_ascii_lowercase();
    let mut written = start.html_attributes();
    let attributes = written.with_checks(false).flatten().map(|attribute| {
        let key = String::from_utf8_lossy(attribute.key.as_ref()).to_ascii_lowercase();
        (key, crate::article::markdown::decode(&String::from_utf8_lossy(&attribute.value)))
    });
    Element { name, attributes: attributes.collect(), ..Element::default() }
}

/// The character that a reference stands for. What only the document itself could explain is kept as it is written.
fn character(reference: &BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let written = format!("&{};", String::from_utf8_lossy(reference));
    crate::article::markdown::decode(&written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_text_and_children() {
        let element = read(
            "<item a='1&amp;2'><t>A &amp; &#66;&nbsp;&x;</t><c:e><![CDATA[<p>]]>]]&gt;</c:e><e/></item>",
        )
        .expect("xml");
        assert_eq!(element.attribute("a"), "1&2");
        assert_eq!(element.get("t"), "A & B\u{a0}&x;");
        assert_eq!(element.get("c:e"), "<p>]]>");
        assert_eq!(element.children.len(), 3);
    }

    #[test]
    fn faults_are_named() {
        assert!(read("<a><b></a>").is_err());
        assert!(read("<a>").is_err());
        assert!(read("").is_err());
        assert!(read(&"<a>".repeat(1000)).is_err());
    }
}
