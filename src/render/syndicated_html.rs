//! The body of an article, made fit for other people's pages: feed readers.
//!
//! Takes: the body as HTML and the address of its page. Does: makes every address absolute; takes out what acts
//! (scripts, frames, forms, event handlers, styles, addresses that run code) and what refers to the page around it.
//! Gives: HTML. The only module that knows `lol_html`.
//!
//! Nothing is lost in silence: a frame, video, sound or plug-in becomes a link to its address, its fallback text
//! stays, and a task's tick box becomes ☑ or ☐.

mod address;

use super::escape::html as escaped;
use super::html_text::decode;
use address::Addresses;
use lol_html::html_content::{ContentType, Element, SourceLocation, TextChunk, TextType};
use lol_html::{RewriteStrSettings, doc_comments, doc_text, doctype, element, rewrite_str};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Elements that go with all they hold.
const REMOVED: [&str; 22] = [
    "script",
    "style",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "title",
    "textarea",
    "select",
    "datalist",
    "link",
    "meta",
    "base",
    "basefont",
    "bgsound",
    "track",
    "keygen",
    "set",
    "animate",
    "animatemotion",
    "animatetransform",
    "animatecolor",
];

/// Elements that go, while what they hold stays.
const UNWRAPPED: [&str; 8] = ["html", "head", "body", "form", "fieldset", "legend", "label", "button"];

/// Elements that show something from another address, which becomes a link, and the attribute that holds it.
const EMBEDDED: [(&str, &str); 8] = [
    ("iframe", "src"),
    ("frame", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("applet", "code"),
    ("video", "src"),
    ("audio", "src"),
    ("portal", "src"),
];

/// Attributes that hold an address.
const ADDRESSES: [&str; 7] = ["href", "xlink:href", "src", "poster", "cite", "longdesc", "background"];

/// Attributes that go: styles, and what makes elements act. Event handlers (`on…`) go too.
const REMOVED_ATTRIBUTES: [&str; 8] =
    ["style", "srcdoc", "ping", "action", "formaction", "nonce", "integrity", "contenteditable"];

/// A comment put behind the body: when it is met, as comment or as text, every tag before it was complete.
const END: &str = "<!---->";

/// A body as HTML for feeds. `page` is the absolute address of the article's page.
pub fn syndicated_html(body: &str, page: &str) -> String {
    let addresses = Addresses::new(page);
    let body = reveal_noscript(body);
    // A tag or comment that the body never ends would swallow what a reader puts behind it, and so escape the
    // rules here. It is ended by what it lacks: nothing, in all but broken bodies.
    let ends = ["", ">", "\">", "'>", "-->", "]]>"];
    let whole = ends.iter().find_map(|end| rewrite(&format!("{body}{end}{END}"), &addresses));
    whole.unwrap_or_else(|| escaped(&body))
}

/// The body with what browsers show when they run no scripts, as a feed reader does. It is text to parsers that
/// do run scripts, and so would pass unseen.
fn reveal_noscript(body: &str) -> Cow<'_, str> {
    const NAME: &[u8] = b"<noscript";
    if !body.as_bytes().windows(NAME.len()).any(|window| window.eq_ignore_ascii_case(NAME)) {
        return Cow::Borrowed(body);
    }
    let unwrap = element!("noscript", |element| {
        element.remove_and_keep_content();
        Ok(())
    });
    let settings = RewriteStrSettings::new().with_strict(false).append_element_content_handler(unwrap);
    rewrite_str(body, settings).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// One pass over the body, which ends in [`END`]; none when that was not met.
fn rewrite(body: &str, addresses: &Addresses) -> Option<String> {
    let ended = Cell::new(false);
    let at_end = |location: SourceLocation| location.bytes().end == body.len();
    let links = Links { addresses, written: RefCell::default() };
    let settings = RewriteStrSettings::new()
        .with_strict(false)
        .append_element_content_handler(element!("*", |element| {
            clean_element(element, &links);
            Ok(())
        }))
        .append_document_content_handler(doc_comments!(|comment| {
            ended.set(ended.get() || at_end(comment.source_location()));
            comment.remove();
            Ok(())
        }))
        .append_document_content_handler(doctype!(|doctype| {
            doctype.remove();
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|text| {
            let raw = !matches!(text.text_type(), TextType::Data | TextType::CDataSection);
            ended.set(ended.get() || raw && at_end(text.source_location()));
            clean_text(text);
            Ok(())
        }));
    // It fails only where a limit of memory is set, and none is.
    let html = rewrite_str(body, settings).ok().filter(|_| ended.get())?;
    Some(html.strip_suffix(&escaped(END)).map(str::to_owned).unwrap_or(html))
}

/// What elements like `xmp` and CDATA sections hold is markup to some parsers and text to others: here it is text to
/// all. A `<` that begins no tag might begin one with what follows when what stands between them is taken out.
fn clean_text(text: &mut TextChunk) {
    let shown = match text.text_type() {
        TextType::Data if !text.as_str().contains('<') => return,
        TextType::Data => text.as_str().replace('<', "&lt;"),
        _ => escaped(text.as_str()),
    };
    text.set_str(shown);
}

fn clean_element(element: &mut Element, links: &Links) {
    let name = element.tag_name();
    let name = name.as_str();
    if let Some((_, attribute)) = EMBEDDED.iter().find(|(embedded, _)| *embedded == name) {
        links.instead_of(element, attribute);
    } else if name == "param" {
        let movie = element.get_attribute("name").is_some_and(|name| name.eq_ignore_ascii_case("movie"));
        links.instead_of(element, if movie { "value" } else { "" });
    } else if name == "source" && element.has_attribute("src") {
        links.instead_of(element, "src");
    } else if name == "input" {
        replace_input(element);
    } else if REMOVED.contains(&name) {
        element.remove();
    } else if UNWRAPPED.contains(&name) {
        element.remove_and_keep_content();
    } else {
        if ["xmp", "plaintext", "listing"].contains(&name) {
            // All letters: a valid name.
            let _ = element.set_tag_name("pre");
        }
        clean_attributes(element, links.addresses);
    }
}

/// A tick box as a character; other controls as nothing.
fn replace_input(element: &mut Element) {
    if element.get_attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
        let sign = if element.has_attribute("checked") { "☑" } else { "☐" };
        element.before(sign, ContentType::Text);
    }
    element.remove();
}

fn clean_attributes(element: &mut Element, addresses: &Addresses) {
    let mut attributes: Vec<_> = element.attributes().iter().map(|a| (a.name(), a.value())).collect();
    // Of an attribute that stands twice the first counts. The sort keeps its order.
    attributes.sort_by(|(one, _), (other, _)| one.cmp(other));
    attributes.dedup_by(|(later, _), (first, _)| later == first);
    for (name, value) in attributes {
        let absolute = if ADDRESSES.contains(&name.as_str()) {
            addresses.absolute(&decode(&value))
        } else if name == "srcset" {
            addresses.absolute_set(&decode(&value))
        } else if name.starts_with("on") || REMOVED_ATTRIBUTES.contains(&name.as_str()) {
            None
        } else {
            continue;
        };
        // Removed first, which takes repeats too.
        element.remove_attribute(&name);
        if let Some(absolute) = absolute {
            // The name was read from a tag and so is one.
            let _ = element.set_attribute(&name, &escaped(&absolute));
        }
    }
}

/// Links that stand in place of embedded things.
struct Links<'a> {
    addresses: &'a Addresses,
    /// Addresses that have a link already: a plug-in often names its address two or three times.
    written: RefCell<Vec<String>>,
}

impl Links<'_> {
    /// Puts a link in the place of an element, and its still picture before that. Whatever the element holds stays.
    fn instead_of(&self, element: &mut Element, attribute: &str) {
        let read = |name: &str| {
            let value = element.get_attribute(name)?;
            self.addresses.absolute(&decode(&value))
        };
        let (poster, address) = (read("poster"), read(attribute));
        if let Some(poster) = poster {
            element.before(&format!(r#"<img src="{}" alt="">"#, escaped(&poster)), ContentType::Html);
        }
        if let Some(address) = address {
            let shown = escaped(&address);
            if !self.written.borrow().contains(&address) {
                element.before(&format!(r#"<a href="{shown}">{shown}</a>"#), ContentType::Html);
                self.written.borrow_mut().push(address);
            }
        }
        // The text of a frame is never shown; that of the others is for readers that cannot show them.
        if element.tag_name() == "iframe" {
            element.remove();
        } else {
            element.remove_and_keep_content();
        }
    }
}

#[cfg(test)]
mod tests;
