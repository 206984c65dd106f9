//! Bodies and inline texts: from Markdown to facts, to HTML and to plain text; the only room that knows `pulldown_cmark`.
//!
//! Takes: the Markdown of a body (what follows the front matter) or of a field such as the standfirst.
//! Gives, by function:
//!
//! 1. [`survey`]: what a body holds, for an [`Article`](super::Article)'s facts;
//! 2. [`render`]: the body as HTML, with every address passed through a resolver;
//! 3. [`inline`]: a short text as HTML without block elements;
//! 4. [`plain_text`] and [`cut`]: a short text without markup, and at a length.
//!
//! The dialect is CommonMark with tables, footnotes, strikethrough, task lists, heading attributes and
//! definition lists. Tags of other generators (`{{< figure >}}`, `{% include %}`, `[caption]`) are shown as written.
//!
//! No input makes any of these panic, and time and memory grow in proportion to the input.

mod address;
mod eighths;
mod escape;
mod raw;
mod render;
mod shortcode;
mod survey;
mod syntax;
mod text;
mod words;

use crate::article::body::BodyLink;
use crate::config::RawHtml;
use std::ops::Range;

pub(super) use escape::push_text;
pub use render::{inline, inline_with, render};
pub use survey::survey;
pub use text::{cut, decode, plain_text};

/// Whether a text has a byte in it. Where it mostly has not, this is the quicker way to know: many bytes are compared
/// in one step, and none is skipped.
pub(super) fn holds(text: &[u8], byte: u8) -> bool {
    text.iter().fold(false, |found, b| found | (*b == byte))
}

/// How bodies are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What becomes of raw HTML.
    pub html: RawHtml,
    /// `"x"` to “x”, `--` to –.
    pub smart_punctuation: bool,
    /// Whether source code is highlighted.
    pub highlight: bool,
}

/// What an address in a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Something to go to.
    Link,
    /// A picture, or another medium that is shown in the page.
    Picture,
}

/// A body as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// Whether there is highlighted source code in it.
    pub has_code: bool,
}

/// What a body holds. All ranges are in bytes of the body.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// Number of words a reader reads; a Chinese or Japanese character counts as a word, code blocks don't count.
    pub words: u32,
    /// Addresses that may be inside the site: no scheme, no host, not only a fragment. In order, as written.
    pub links: Vec<BodyLink>,
    /// Addresses of links and pictures that would run a script and are left out: as written, and where.
    pub refused: Vec<(String, Range<usize>)>,
    /// Text and place of the heading that the body opens with, when it opens with one.
    pub first_heading: Option<(String, Range<usize>)>,
    /// Text of the first paragraph that says something (not a figure, not a shortcode); empty when there is none.
    pub first_paragraph: String,
    /// Text before `<!--more-->`, when the body has that mark and something stands before it.
    pub before_more: Option<String>,
    /// Whether there is a fenced code block that names its language.
    pub has_code: bool,
    /// Tags of other generators outside code: kind, such as `{{< youtube >}}`, `{% raw %}`, `{{ … }}` or `[caption]`, and place.
    pub shortcodes: Vec<(String, Range<usize>)>,
}
