//! A check for tests: is a document XML?

use super::escape::xml_characters;
use quick_xml::events::{BytesStart, Event};

/// Fails unless the text is well-formed XML with one root and no character XML cannot hold.
pub fn assert_well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_comments = true;
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(start) => {
                assert_attributes(&start);
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Event::Empty(start) => {
                assert_attributes(&start);
                roots += usize::from(depth == 0);
            }
            Event::End(_) => depth -= 1,
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap();
                let known = ["amp", "lt", "gt", "quot", "apos"].contains(&&*name);
                assert!(known || reference.resolve_char_ref().unwrap().is_some(), "unknown entity {name}");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((depth, roots), (0, 1), "{xml}");
    assert_eq!(xml, &*xml_characters(xml));
}

fn assert_attributes(start: &BytesStart) {
    for attribute in start.attributes() {
        attribute.unwrap().normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
    }
}
