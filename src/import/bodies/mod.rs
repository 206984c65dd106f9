//! The HTML body of an article as clean Markdown.
//!
//! Takes: HTML as a browser would show it, from anybody. Does: reads it with the parser of a browser, takes out what is no text
//! ([`clean`]), brings the rest into the few shapes that Markdown has ([`shape`], [`run`], [`figure`], [`list`], [`table`]), lets `htmd` write
//! those ([`markdown`]), and leaves the others as HTML ([`raw`], [`embed`]). Gives: Markdown that shows the same words in the same order,
//! what was taken out, and the pictures in it. What it gives stays the same when it is rendered and read again.

mod clean;
mod embed;
mod figure;
mod heading;
mod list;
mod markdown;
mod raw;
mod run;
mod shallow;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod veil;

pub use clean::{is_credit, is_removed};
pub use figure::{Picture, is_picture_box, picture};
pub use raw::{leaves, text};

use super::item::Removed;
use dom_query::{Document, Matcher, NodeRef, Selection};
use std::cell::RefCell;
use std::collections::HashMap;

/// What a block of text is that stands around articles, by the text; none for text of the article.
pub type Furniture<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How a body is to be read.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Share buttons, comment boxes and other furniture stay.
    pub keep_all: bool,
    /// Line ends are line ends, and blank lines part paragraphs, as WordPress has it.
    pub lines_count: bool,
    /// The address that a link or picture is to have.
    pub address: &'a dyn Fn(&str) -> String,
    /// A line that is nothing but the address of a film becomes its player, one that is another address becomes a link.
    pub players: bool,
    /// What a block of text is that stands around articles, by the text; none for text of the article.
    pub furniture: Option<Furniture<'a>>,
}

impl How<'_> {
    /// Everything as it stands.
    pub const PLAIN: How<'static> = How {
        keep_all: false,
        lines_count: false,
        address: &|address: &str| address.to_owned(),
        furniture: None,
        players: false,
    };
}

/// A body as Markdown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Made {
    /// Markdown.
    pub markdown: String,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// Addresses of pictures, as the Markdown has them.
    pub pictures: Vec<String>,
}

/// A page.
pub fn page(html: &str) -> Document {
    Document::from(&*shallow::shallow(html))
}

/// The elements of a page that fit a selector. Reading a selector takes longer than using it, so that each thread reads each once.
pub fn select<'a>(page: &'a Document, selector: &'static str) -> Selection<'a> {
    thread_local! {
        static KNOWN: RefCell<HashMap<&'static str, Option<Matcher>>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        let matcher = known.entry(selector).or_insert_with(|| Matcher::new(selector).ok());
        matcher.as_ref().map_or_else(Selection::default, |matcher| page.select_matcher(matcher))
    })
}

/// A part of a page.
pub fn fragment(html: &str) -> Document {
    Document::fragment(&*shallow::shallow(html))
}

/// How much a text says: its words, and letters of scripts that part none.
pub fn size(text: &str) -> usize {
    let whole =
        |c: &char| matches!(*c as u32, 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0x0E00..=0x0EFF);
    text.split_whitespace().count() + text.chars().filter(whole).count() / 2
}

/// Text as HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    markdown::escape(text, &mut out);
    out
}

/// Reads a body that is a text of HTML.
pub fn convert(html: &str, how: &How) -> Made {
    let document = fragment(html);
    convert_node(&document.root(), how)
}

/// Reads what is inside an element of a page.
pub fn convert_node(node: &NodeRef, how: &How) -> Made {
    let mut shaper = shape::Shaper::new(how);
    shaper.flow(node);
    let shape::Shaped { blocks, removed, pictures } = shaper.finish();
    Made { markdown: markdown::write(&blocks), removed, pictures }
}
