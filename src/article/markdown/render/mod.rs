//! A body as HTML, written from the Markdown parser's events.
//!
//! Takes: Markdown, options and a resolver of addresses. Gives: HTML that stands below a page's own `<h1>`.
//! What differs from the common way of writing Markdown as HTML:
//!
//! - headings begin at `<h2>` and have ids (`heading`);
//! - a picture alone in its paragraph is a figure (`picture`);
//! - tables can be scrolled by keyboard (`table`);
//! - footnotes come at the end, with links back (`footnote`);
//! - addresses are resolved, and those that would run a script are left out;
//! - the classes a theme may style are `footnotes`, `footnote-ref`, `table`, `num`, `center`, `task`, `shortcode`
//!   and those of [`highlight`].
//!
//! Elements are nested at most [`DEEPEST`] deep: browsers flatten what is deeper, and some fail.

mod code;
mod footnote;
mod heading;
mod html;
mod inline;
mod link;
mod picture;
mod table;
mod task;

use super::address::{is_dangerous, may_be_inside};
use super::escape::{push_address, push_text};
use super::shortcode::{Masked, Piece};
use super::{LinkKind, Options, Rendered, syntax};
use crate::article::highlight;
use crate::config::RawHtml;
use code::Code;
use footnote::Footnotes;
use heading::Headings;
use link::Link;
use picture::{Paragraph, Picture};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use table::Table;

pub use inline::{inline, inline_with};

/// How many quotations and lists, and how many marks within a line, are nested at most; what is deeper keeps its text.
const DEEPEST: usize = 64;

/// What an address becomes; `None` leaves it as it is written.
pub(super) type Resolve<'r> = &'r dyn Fn(&str, LinkKind) -> Option<String>;

/// Renders a body. `resolve` is asked about each address that may be inside the site (see [`super::Survey::links`]),
/// given as written with character references replaced; it answers with the address to write, or `None` to leave it.
pub fn render(body: &str, options: &Options, resolve: Resolve) -> Rendered {
    let masked = Masked::new(body);
    let mut writer = Writer::new(&masked, *options, resolve, body.len());
    for (event, _) in syntax::body(masked.text(), options.smart_punctuation) {
        match writer.footnotes.keep(event) {
            Some(event) => writer.event(event),
            None => continue,
        }
    }
    writer.finish()
}

/// The state of writing.
struct Writer<'m, 'r> {
    masked: &'m Masked<'m>,
    options: Options,
    resolve: Resolve<'r>,
    out: String,
    has_code: bool,
    /// Quotations, lists and definition lists around the current place.
    depth: usize,
    /// Marks (emphasis and so on) around the current place.
    marks: usize,
    paragraph: Option<Paragraph>,
    picture: Option<Picture>,
    link: Option<Link>,
    code: Option<Code>,
    /// The block of raw HTML being read: its tags may go over several lines.
    html: Option<String>,
    table: Option<Table>,
    headings: Headings,
    footnotes: Footnotes<'m>,
    /// Where the label of an unfinished task goes, and its text so far.
    task: Option<(usize, String)>,
}

impl<'m, 'r> Writer<'m, 'r> {
    fn new(masked: &'m Masked<'m>, options: Options, resolve: Resolve<'r>, length: usize) -> Self {
        Self {
            masked,
            options,
            resolve,
            out: String::with_capacity(length + length / 4),
            has_code: false,
            depth: 0,
            marks: 0,
            paragraph: None,
            picture: None,
            link: None,
            code: None,
            html: None,
            table: None,
            headings: Headings::default(),
            footnotes: Footnotes::default(),
            task: None,
        }
    }

    fn finish(mut self) -> Rendered {
        self.headings.settle(&mut self.out);
        self.write_footnotes();
        Rendered { html: self.out, has_code: self.has_code }
    }

    fn event(&mut self, event: Event<'m>) {
        if self.picture.is_some() && self.picture_event(&event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.content(&code);
                self.out.push_str("<code>");
                push_text(&mut self.out, &self.masked.restore(&code));
                self.out.push_str("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.raw(&html, false),
            },
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::SoftBreak => {
                self.gap();
                self.out.push('\n');
            }
            Event::HardBreak => {
                self.gap();
                self.out.push_str("<br>\n");
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.start_task(done),
            // The extension is off.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'m>) {
        match tag {
            Tag::Emphasis => self.open_mark("<em>"),
            Tag::Strong => self.open_mark("<strong>"),
            Tag::Strikethrough => self.open_mark("<del>"),
            Tag::Superscript => self.open_mark("<sup>"),
            Tag::Subscript => self.open_mark("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => self.start_picture(&dest_url, &title),
            block => {
                self.end_task();
                self.start_block(block);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'m>) {
        match tag {
            Tag::Paragraph => {
                self.paragraph = Some(Paragraph::at(self.out.len()));
                self.out.push_str("<p>");
            }
            Tag::Heading { level, id, classes, .. } => self.start_heading(level, id, classes),
            Tag::BlockQuote(_) => self.open_container("<blockquote>\n"),
            Tag::List(None) => self.open_container("<ul>\n"),
            Tag::List(Some(1)) => self.open_container("<ol>\n"),
            Tag::List(Some(start)) => self.open_container(&format!("<ol start=\"{start}\">\n")),
            Tag::DefinitionList => self.open_container("<dl>\n"),
            Tag::Item => self.inside_container("<li>"),
            Tag::DefinitionListTitle => self.inside_container("<dt>"),
            Tag::DefinitionListDefinition => self.inside_container("<dd>"),
            Tag::CodeBlock(kind) => self.code = Some(Code::new(&kind)),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.out.push_str("<thead>\n<tr>"),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            // Kept for the end; metadata blocks are off; the rest are marks.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.close_mark("</em>"),
            TagEnd::Strong => self.close_mark("</strong>"),
            TagEnd::Strikethrough => self.close_mark("</del>"),
            TagEnd::Superscript => self.close_mark("</sup>"),
            TagEnd::Subscript => self.close_mark("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {}
            block => {
                self.end_task();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.close_container("</blockquote>\n"),
            TagEnd::List(true) => self.close_container("</ol>\n"),
            TagEnd::List(false) => self.close_container("</ul>\n"),
            TagEnd::DefinitionList => self.close_container("</dl>\n"),
            TagEnd::Item => self.inside_container("</li>\n"),
            TagEnd::DefinitionListTitle => self.inside_container("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.inside_container("</dd>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.raw(&html, true);
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.out.push_str("</tr>\n</thead>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            _ => {}
        }
    }

    fn open_container(&mut self, tag: &str) {
        self.depth += 1;
        self.inside_container(tag);
    }

    fn close_container(&mut self, tag: &str) {
        self.inside_container(tag);
        self.depth = self.depth.saturating_sub(1);
    }

    fn inside_container(&mut self, tag: &str) {
        if self.depth <= DEEPEST {
            self.out.push_str(tag);
        }
    }

    fn open_mark(&mut self, tag: &str) {
        self.marks += 1;
        if self.marks <= DEEPEST {
            self.out.push_str(tag);
        }
    }

    fn close_mark(&mut self, tag: &str) {
        if self.marks <= DEEPEST {
            self.out.push_str(tag);
        }
        self.marks = self.marks.saturating_sub(1);
    }

    /// Notes text for whatever is named after its content: a heading's id, a task's label.
    fn content(&mut self, text: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.holds_text();
        }
        self.headings.content(text);
        if let Some((_, label)) = &mut self.task {
            label.push_str(text);
        }
    }

    fn gap(&mut self) {
        self.headings.content(" ");
        if let Some((_, label)) = &mut self.task {
            label.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        let masked = self.masked;
        if let Some(code) = &mut self.code {
            code.push(&masked.restore(text));
            return;
        }
        for piece in masked.pieces(text) {
            match piece {
                Piece::Text(text) => {
                    if !text.trim().is_empty() {
                        self.content(text);
                    }
                    push_text(&mut self.out, text);
                }
                Piece::Tag(number) => {
                    self.content("");
                    self.shortcode(masked.tag(number));
                }
            }
        }
    }

    /// A tag of another generator, as written.
    fn shortcode(&mut self, tag: &str) {
        self.out.push_str("<code class=\"shortcode\">");
        push_text(&mut self.out, tag);
        self.out.push_str("</code>");
    }
}

/// The text of an owned or borrowed string of the parser that outlives the event.
fn owned(text: CowStr) -> String {
    text.into_string()
}

#[cfg(test)]
mod tests;
