//! A page as a row of blocks.
//!
//! Takes: an element. Does: walks through it, opens boxes that only lay out, gathers text into runs, and hands figures, lists and tables
//! to those who know them. Gives: blocks, of which each is either HTML for the writer of Markdown or HTML that stays.

use super::run::{self, Piece, What};
use super::{How, clean, embed, figure, list, raw, table};
use crate::import::item::Removed;
use dom_query::{NodeData, NodeRef};

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) html: String,
    /// Whether it stays HTML.
    pub(super) raw: bool,
    /// Whether it is one paragraph.
    pub(super) paragraph: bool,
}

/// What came of a body.
pub(super) struct Shaped {
    pub(super) blocks: Vec<Block>,
    pub(super) removed: Vec<Removed>,
    pub(super) pictures: Vec<String>,
}

/// Walks through a body.
pub(super) struct Shaper<'a> {
    pub(super) how: &'a How<'a>,
    pub(super) blocks: Vec<Block>,
    run: Vec<Piece>,
    marks: u16,
    link: Option<(String, String)>,
    depth: usize,
    pub(super) removed: Vec<(&'static str, String)>,
    furniture: Vec<Removed>,
    pub(super) pictures: Vec<String>,
    /// Whether line ends count here.
    lines: bool,
}

/// Most bytes of a block that may be furniture: what is longer is not even looked at.
const FURNITURE: usize = 4000;

/// Deepest nesting that is followed; deeper down only the text counts.
const DEEPEST: usize = 200;

impl<'a> Shaper<'a> {
    pub(super) fn new(how: &'a How<'a>) -> Self {
        Self {
            how,
            blocks: Vec::new(),
            run: Vec::new(),
            marks: 0,
            link: None,
            depth: 0,
            removed: Vec::new(),
            furniture: Vec::new(),
            pictures: Vec::new(),
            lines: how.lines_count,
        }
    }

    /// One that walks through a part of what this one walks through.
    pub(super) fn inside(&self) -> Shaper<'a> {
        let mut inner = Shaper::new(self.how);
        (inner.depth, inner.lines) = (self.depth + 1, self.lines);
        inner
    }

    /// Takes over what one inside took out and found.
    pub(super) fn take_over(&mut self, inner: &mut Shaper<'a>) {
        self.removed.append(&mut inner.removed);
        self.furniture.append(&mut inner.furniture);
        self.pictures.append(&mut inner.pictures);
    }

    /// Everything inside an element.
    pub(super) fn flow(&mut self, node: &NodeRef) {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.text(&raw::text(node));
        } else {
            node.children_it(false).for_each(|child| self.node(&child));
        }
        self.depth -= 1;
    }

    /// What was shaped, once everything went through.
    pub(super) fn finish(mut self) -> Shaped {
        self.end_paragraph();
        let mut removed: Vec<Removed> =
            self.removed.into_iter().map(|(what, text)| Removed { what: what.to_owned(), text }).collect();
        removed.append(&mut self.furniture);
        Shaped { blocks: self.blocks, removed, pictures: self.pictures }
    }

    /// An element, text or comment.
    pub(super) fn node(&mut self, node: &NodeRef) {
        if node.is_text() {
            return self.text(&node.text());
        }
        if node.is_comment() {
            return self.comment(node);
        }
        let Some(name) = node.node_name() else { return };
        if let Some(what) = clean::is_removed(node, self.how.keep_all) {
            // A script does not part a paragraph.
            self.removed.push((what, raw::text(node)));
            return;
        }
        match &*name {
            "br" => {
                self.line_end();
                if let Some(piece) = self.run.last_mut().filter(|piece| piece.what == What::Break) {
                    piece.marks |= WRITTEN;
                }
            }
            "wbr" => {}
            "img" | "amp-img" => self.picture(node),
            "code" | "tt" | "samp" if node.children_it(false).all(|c| c.is_text()) => {
                let text = raw::text(node);
                if !text.is_empty() {
                    self.push(What::Code(text));
                }
            }
            "a" => self.anchor(node),
            name if run::mark(name) != 0 => {
                let before = self.marks;
                self.marks |= run::mark(name);
                self.flow(node);
                self.marks = before;
            }
            "span" | "font" | "small" | "big" | "abbr" | "acronym" | "cite" | "time" | "bdi" | "bdo"
            | "data" | "label" | "tt" | "samp" | "code" | "address" | "blink" | "nobr" | "picture"
            | "ruby" => self.flow(node),
            name => self.block(name, node),
        }
    }

    fn block(&mut self, name: &str, node: &NodeRef) {
        match name {
            "pre" | "listing" | "xmp" => self.preformatted(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(name, node),
            "hr" => self.add("<hr>".to_owned(), false),
            "ul" | "ol" | "dir" => list::list(self, node),
            "blockquote" if embed::is_embed(node) => self.keep(node),
            "blockquote" => list::quotation(self, node),
            "table" => table::table(self, node),
            "figure" => figure::figure(self, node),
            "div" | "dl" | "p" | "center" if figure::is_caption_box(node) => figure::figure(self, node),
            "dl" => self.keep(node),
            "iframe" | "video" | "audio" | "object" | "embed" | "amp-youtube" | "amp-iframe"
            | "amp-video" | "amp-twitter" | "details" | "svg" | "math" | "map" | "canvas" => {
                embed::embed(self, node)
            }
            _ => {
                self.end_paragraph();
                if !self.is_furniture(node) {
                    self.flow(node);
                }
                self.end_paragraph();
            }
        }
    }

    /// Takes out a block that stands around articles.
    pub(super) fn is_furniture(&mut self, node: &NodeRef) -> bool {
        let Some(furniture) = self.how.furniture.filter(|_| !self.how.keep_all) else { return false };
        let Some(text) = raw::text_within(node, FURNITURE).filter(|text| !text.is_empty()) else {
            return false;
        };
        let Some(what) = furniture(&text) else { return false };
        self.furniture.push(Removed { what, text });
        true
    }

    /// Text; where line ends count, blank lines part paragraphs.
    fn text(&mut self, text: &str) {
        if !self.lines || !text.contains('\n') {
            return self.push(What::Text(text.to_owned()));
        }
        for (number, line) in text.split('\n').enumerate() {
            // `<br>` at the end of a line is one line end, not two.
            if number > 0 && !self.was_written() {
                self.line_end();
            }
            if !line.trim().is_empty() {
                self.push(What::Text(line.to_owned()));
            }
        }
    }

    /// Whether the last piece is a line end that stood as `<br>`; the next time it is not.
    fn was_written(&mut self) -> bool {
        let Some(piece) = self.run.last_mut().filter(|piece| piece.what == What::Break) else { return false };
        let written = piece.marks & WRITTEN != 0;
        piece.marks &= !WRITTEN;
        written
    }

    /// A line end; the second in a row ends the paragraph.
    fn line_end(&mut self) {
        let pieces = self.run.iter().rev();
        let mut blank = pieces.skip_while(
            |p| matches!(&p.what, What::Text(text) if text.trim_matches([' ', '\n', '\t', '\r']).is_empty()),
        );
        match blank.next() {
            None => {}
            Some(piece) if piece.what == What::Break => self.end_paragraph(),
            Some(_) => self.push(What::Break),
        }
    }

    pub(super) fn push(&mut self, what: What) {
        self.run.push(Piece { what, marks: self.marks, link: self.link.clone() });
    }

    fn anchor(&mut self, node: &NodeRef) {
        let href = node.attr("href").map(|href| (self.how.address)(href.trim()));
        let href =
            href.filter(|href| !href.is_empty() && !href.to_ascii_lowercase().starts_with("javascript:"));
        let before = self.link.clone();
        if let Some(href) = href {
            self.link =
                Some((destination(&href), node.attr("title").map(|t| t.to_string()).unwrap_or_default()));
        }
        self.flow(node);
        self.link = before;
    }

    fn picture(&mut self, node: &NodeRef) {
        let Some(picture) = figure::of_image(node, self.how) else { return };
        self.pictures.push(picture.src.clone());
        self.push(What::Picture { src: picture.src, alt: picture.alt, title: String::new() });
    }

    /// Ends the run, as a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        let pieces = std::mem::take(&mut self.run);
        if pieces.is_empty() {
            return;
        }
        let pieces = self.own_lines(pieces);
        let words = run::words(&pieces);
        let bare = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(what) =
            self.how.furniture.filter(|_| !self.how.keep_all && !bare.is_empty()).and_then(|f| f(&bare))
        {
            self.furniture.push(Removed { what, text: words.trim().to_owned() });
            return;
        }
        if let Some(block) = embed::of_address(&words, self.how) {
            self.blocks.push(block);
        } else if let Some(html) = run::html(pieces) {
            self.blocks.push(Block { html: format!("<p>{html}</p>"), raw: false, paragraph: true });
        }
    }

    /// The lines of a paragraph without those that stand around articles.
    fn own_lines(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let Some(furniture) = self.how.furniture.filter(|_| !self.how.keep_all) else { return pieces };
        if !pieces.iter().any(|piece| piece.what == What::Break) {
            return pieces;
        }
        let mut kept: Vec<Piece> = Vec::new();
        for line in pieces.split_inclusive(|piece| piece.what == What::Break) {
            let text = run::words(line).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            match furniture(&text).filter(|_| !text.is_empty()) {
                Some(what) => self.furniture.push(Removed { what, text }),
                None => kept.extend_from_slice(line),
            }
        }
        kept
    }

    /// The pieces of an element that is one run; none when there are blocks in it.
    pub(super) fn run_of(&mut self, node: &NodeRef) -> Option<Vec<Piece>> {
        let mut inner = self.inside();
        inner.lines = false;
        inner.flow(node);
        let pieces = (inner.blocks.is_empty()).then(|| std::mem::take(&mut inner.run));
        if pieces.is_some() {
            self.take_over(&mut inner);
        }
        pieces
    }

    fn comment(&mut self, node: &NodeRef) {
        let more = node.query_or(false, |n| match &n.data {
            NodeData::Comment { contents } => contents.trim() == "more",
            _ => false,
        });
        if more {
            self.add("<!--more-->".to_owned(), true);
        }
    }

    /// An element as HTML.
    pub(super) fn keep(&mut self, node: &NodeRef) {
        let html = raw::html(node, self.how, &mut self.removed);
        self.pictures.extend(figure::sources(node, self.how));
        self.add(html, true);
    }

    /// A block.
    pub(super) fn add(&mut self, html: String, raw: bool) {
        self.end_paragraph();
        if !html.is_empty() {
            self.blocks.push(Block { html, raw, paragraph: false });
        }
    }
}

/// A mark of line ends that stand as `<br>`; it is none that anybody sees.
const WRITTEN: u16 = 1 << 15;

/// An address that needs no brackets in Markdown.
pub(super) fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '"' | '\\' | '`' | '\t' | '\n' | '\r' => {
                out.push_str(&format!("%{:02X}", c as u32))
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
