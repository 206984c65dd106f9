//! Pictures, and the paragraphs that hold nothing else.

use super::super::escape::push_text;
use super::{LinkKind, Writer, is_dangerous};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A paragraph being read.
pub(super) struct Paragraph {
    /// Where its start tag begins in the output.
    start: usize,
    pictures: u32,
    /// Whether it holds anything besides pictures and links around them.
    text: bool,
    /// Where the title attribute of its picture stands, and the title.
    title: Option<(Range<usize>, String)>,
}

impl Paragraph {
    pub(super) fn at(start: usize) -> Self {
        Self { start, pictures: 0, text: false, title: None }
    }

    pub(super) fn holds_text(&mut self) {
        self.text = true;
    }
}

/// A picture being read: what stands in it is its alternative text.
pub(super) struct Picture {
    address: String,
    title: String,
    alternative: String,
    /// Pictures inside pictures, which are no more than their text.
    depth: u32,
}

impl Writer<'_, '_> {
    pub(super) fn start_picture(&mut self, address: &str, title: &str) {
        self.picture = Some(Picture {
            address: self.masked.restore(address).into_owned(),
            title: self.masked.restore(title).into_owned(),
            alternative: String::new(),
            depth: 0,
        });
    }

    /// Takes an event inside a picture. Always true, but at the picture's own end, when it is written.
    pub(super) fn picture_event(&mut self, event: &Event) -> bool {
        let Some(picture) = &mut self.picture else { return false };
        match event {
            Event::Text(text) | Event::Code(text) => picture.alternative.push_str(&self.masked.restore(text)),
            Event::SoftBreak | Event::HardBreak => picture.alternative.push(' '),
            Event::Start(Tag::Image { .. }) => picture.depth += 1,
            Event::End(TagEnd::Image) if picture.depth > 0 => picture.depth -= 1,
            Event::End(TagEnd::Image) => {
                if let Some(picture) = self.picture.take() {
                    self.write_picture(picture);
                }
            }
            _ => {}
        }
        true
    }

    fn write_picture(&mut self, picture: Picture) {
        if is_dangerous(&picture.address, LinkKind::Picture) || picture.address.is_empty() {
            self.content(&picture.alternative);
            push_text(&mut self.out, &picture.alternative);
            return;
        }
        self.headings.content(&picture.alternative);
        if let Some((_, label)) = &mut self.task {
            label.push_str(&picture.alternative);
        }
        self.out.push_str("<img src=\"");
        self.push_resolved(&picture.address, LinkKind::Picture);
        self.out.push_str("\" alt=\"");
        push_text(&mut self.out, picture.alternative.trim());
        self.out.push('"');
        let start = self.out.len();
        if !picture.title.is_empty() {
            self.out.push_str(" title=\"");
            push_text(&mut self.out, &picture.title);
            self.out.push('"');
        }
        let end = self.out.len();
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.pictures += 1;
            paragraph.title = Some((start..end, picture.title));
        }
    }

    /// Ends a paragraph; one that holds a single picture and nothing else becomes a figure, the picture's title its caption.
    pub(super) fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let Some((attribute, title)) = paragraph.title.filter(|_| paragraph.pictures == 1 && !paragraph.text)
        else {
            self.out.push_str("</p>\n");
            return;
        };
        self.out.replace_range(attribute, "");
        self.out.replace_range(paragraph.start..paragraph.start + "<p>".len(), "<figure>");
        if !title.trim().is_empty() {
            self.out.push_str("<figcaption>");
            push_text(&mut self.out, title.trim());
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }
}
