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

mod footnote;
mod heading;
mod html;
mod picture;
mod table;

use super::address::{is_dangerous, may_be_inside};
use super::escape::{push_address, push_text};
use super::shortcode::{Masked, Piece};
use super::{LinkKind, Options, Rendered, syntax};
use crate::article::highlight;
use crate::config::RawHtml;
use footnote::Footnotes;
use heading::Headings;
use picture::{Paragraph, Picture};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::fmt::Write;
use table::Table;

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

/// A short text, such as a standfirst or a caption, as HTML without block elements. Addresses stay as written and raw
/// HTML is shown as text. Blank lines become line breaks.
pub fn inline(text: &str) -> String {
    inline_with(text, &|_, _| None)
}

/// The same, with addresses passed through a resolver as [`render`] does.
pub fn inline_with(text: &str, resolve: Resolve) -> String {
    let options = Options { html: RawHtml::Escape, smart_punctuation: false, highlight: false };
    let mut out = String::with_capacity(text.len() + 16);
    let mut paragraph = String::new();
    // One blank line more ends the last paragraph.
    for line in text.trim().lines().chain([""]) {
        if !line.trim().is_empty() {
            paragraph.push_str(line);
            paragraph.push('\n');
        } else if !paragraph.is_empty() {
            if !out.is_empty() {
                out.push_str("<br>");
            }
            out.push_str(&inline_paragraph(&std::mem::take(&mut paragraph), options, resolve));
        }
    }
    out
}

fn inline_paragraph(text: &str, options: Options, resolve: Resolve) -> String {
    let masked = Masked::new(text);
    let line = syntax::as_line(masked.text());
    let mut writer = Writer::new(&masked, options, resolve, text.len());
    for event in syntax::inline(&line) {
        if !matches!(event, Event::Start(Tag::Heading { .. }) | Event::End(TagEnd::Heading(_))) {
            writer.event(event);
        }
    }
    writer.out
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
    /// Language and text of the code block being read.
    code: Option<(Option<String>, String)>,
    /// The block of raw HTML being read: its tags may go over several lines.
    html: Option<String>,
    table: Option<Table>,
    headings: Headings,
    footnotes: Footnotes<'m>,
    /// Where the label of an unfinished task goes, and its text so far.
    task: Option<(usize, String)>,
}

/// A link being read.
struct Link {
    /// Address as written.
    address: String,
    /// Where its content starts in the output.
    content: usize,
    /// Whether there is a start tag to be closed.
    open: bool,
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
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => highlight::language(&info),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((language, String::new()));
            }
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
        if let Some((_, code)) = &mut self.code {
            code.push_str(&masked.restore(text));
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

    fn start_link(&mut self, kind: LinkType, address: &str, title: &str) {
        let address = self.masked.restore(address);
        let open = !is_dangerous(&address, LinkKind::Link);
        if open {
            self.out.push_str("<a href=\"");
            if kind == LinkType::Email {
                self.out.push_str("mailto:");
                push_address(&mut self.out, &address);
            } else {
                self.push_resolved(&address, LinkKind::Link);
            }
            self.out.push('"');
            self.push_title(title);
            self.out.push('>');
        }
        self.link = Some(Link { address: address.into_owned(), content: self.out.len(), open });
    }

    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        // A link without text could not be followed.
        if self.out.len() == link.content {
            self.content(&link.address);
            push_text(&mut self.out, &link.address);
        }
        if link.open {
            self.out.push_str("</a>");
        }
    }

    fn push_resolved(&mut self, address: &str, kind: LinkKind) {
        let resolved = if may_be_inside(address) { (self.resolve)(address, kind) } else { None };
        push_address(&mut self.out, resolved.as_deref().unwrap_or(address));
    }

    fn push_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            push_text(&mut self.out, &self.masked.restore(title));
            self.out.push('"');
        }
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        // Long lines scroll, so the keyboard must reach the block.
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Some(language) = &language {
            let _ = write!(self.out, " class=\"language-{language}\""); // writing to a string cannot fail
        }
        self.out.push('>');
        let marked =
            language.filter(|_| self.options.highlight).and_then(|name| highlight::highlight(&name, &code));
        match marked {
            Some(html) => {
                self.has_code = true;
                self.out.push_str(&html);
            }
            None => push_text(&mut self.out, &code),
        }
        self.out.push_str("</code></pre>\n");
    }

    /// A check box that shows the state of a task. Its label is the text of the task, known only at its end.
    fn start_task(&mut self, done: bool) {
        self.content("");
        let checked = if done { " checked" } else { "" };
        let _ = write!(self.out, "<input class=\"task\" type=\"checkbox\" disabled{checked} aria-label=\""); // cannot fail
        self.task = Some((self.out.len(), String::new()));
        self.out.push_str("\"> ");
    }

    fn end_task(&mut self) {
        let Some((at, label)) = self.task.take() else { return };
        let label = super::text::cut(&super::text::tidy(&label), 100);
        let mut escaped = String::new();
        push_text(&mut escaped, if label.is_empty() { "☐" } else { &label });
        self.out.insert_str(at, &escaped);
    }
}

/// The text of an owned or borrowed string of the parser that outlives the event.
fn owned(text: CowStr) -> String {
    text.into_string()
}

#[cfg(test)]
mod tests;
