//! What a body holds: words, links, its first words, foreign tags.

use super::address::{is_dangerous, may_be_inside};
use super::raw::{self, Token};
use super::shortcode::{self, Masked, Piece};
use super::text::{TAG, decode, tidy};
use super::words::Words;
use super::{LinkKind, Options, Survey, holds, syntax};
use crate::article::body::BodyLink;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Bytes of a paragraph, or of what stands before `<!--more-->`, that are looked at.
const LONGEST_EXCERPT: usize = 16 * 1024;

/// Surveys a body: everything that can be known of it without showing it.
pub fn survey(body: &str, options: &Options) -> Survey {
    let masked = Masked::new(body);
    let mut surveyor = Surveyor::new(body, &masked);
    for (event, range) in syntax::body(masked.text(), options.smart_punctuation) {
        surveyor.event(event, range);
    }
    surveyor.finish()
}

struct Surveyor<'a> {
    body: &'a str,
    masked: &'a Masked<'a>,
    found: Survey,
    words: Words,
    /// How many quotations, lists, footnotes and tables the current place is inside.
    depth: u32,
    in_code: bool,
    in_picture: u32,
    is_first_block: bool,
    heading: Option<(String, Range<usize>)>,
    /// The paragraph being read, and whether it stands in nothing else.
    paragraph: Option<(String, bool)>,
    /// First paragraph inside a quotation or list, for a body that has no other.
    inner_paragraph: String,
    /// Text before the mark that has not come yet; none when there is no mark, or it has passed.
    before_more: Option<String>,
    /// A block of raw HTML being gathered: tags may go over several lines.
    html: Option<(String, Range<usize>)>,
    /// Where the search for the last address ended, so that equal addresses get places of their own.
    located: usize,
}

impl<'a> Surveyor<'a> {
    fn new(body: &'a str, masked: &'a Masked<'a>) -> Self {
        Self {
            body,
            masked,
            found: Survey::default(),
            words: Words::default(),
            depth: 0,
            in_code: false,
            in_picture: 0,
            is_first_block: true,
            heading: None,
            paragraph: None,
            inner_paragraph: String::new(),
            before_more: has_more_mark(body).then(String::new),
            html: None,
            located: 0,
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.excerpt(&self.masked.restore(&text)),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                let text = self.masked.restore(&text);
                self.words.text(&text);
                self.excerpt(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.gap(),
            Event::Html(html) => match &mut self.html {
                Some((block, _)) => block.push_str(&html),
                None => self.raw(&html, range),
            },
            Event::InlineHtml(html) => self.raw(&html, range),
            Event::Rule => self.is_first_block = false,
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                if link_type != LinkType::Email {
                    self.link(&dest_url, false, range);
                }
                return;
            }
            Tag::Image { dest_url, .. } => {
                self.link(&dest_url, true, range);
                self.in_picture += 1;
                return;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            _ => {}
        }
        self.gap();
        match tag {
            Tag::Paragraph => self.open_paragraph(),
            Tag::Heading { .. } if self.is_first_block => {
                self.heading = Some((String::new(), self.masked.source_range(range)));
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.close_paragraph();
                self.depth += 1;
            }
            Tag::Item => self.open_paragraph(),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.found.has_code |= matches!(kind, CodeBlockKind::Fenced(info) if !info.trim().is_empty());
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range)),
            _ => {}
        }
        self.is_first_block = false;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Image => {
                self.in_picture = self.in_picture.saturating_sub(1);
                return;
            }
            TagEnd::Paragraph | TagEnd::Item => self.close_paragraph(),
            TagEnd::Heading(_) => {
                if let Some((text, range)) = self.heading.take() {
                    self.found.first_heading =
                        Some((tidy(&text), range)).filter(|(text, _)| !text.is_empty());
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.raw(&html, range);
                }
            }
            _ => {}
        }
        self.gap();
    }

    fn link(&mut self, address: &CowStr, picture: bool, range: Range<usize>) {
        let kind = if picture { LinkKind::Picture } else { LinkKind::Link };
        if may_be_inside(address) && !self.masked.has_tag(address) {
            let within = self.masked.source_range(range);
            self.keep_link(address, address, picture, within);
        } else if is_dangerous(address, kind) {
            self.found.refused.push((address.to_string(), self.masked.source_range(range)));
        }
    }

    /// Keeps a link, with its place where the address can be found as written.
    fn keep_link(&mut self, address: &str, written: &str, picture: bool, within: Range<usize>) {
        let from = self.located.clamp(within.start, within.end);
        let span = match self.body.get(from..within.end).and_then(|text| text.find(written)) {
            Some(at) => from + at..from + at + written.len(),
            None => within.clone(),
        };
        if span != within {
            self.located = span.end;
        }
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.found.links.push(BodyLink {
            address: address.into(),
            picture,
            span: at(span.start)..at(span.end),
        });
    }

    fn text(&mut self, text: &str) {
        let masked = self.masked;
        for piece in masked.pieces(text) {
            match piece {
                Piece::Text(text) => {
                    self.words.text(text);
                    self.excerpt(text);
                }
                Piece::Tag(number) => {
                    self.shortcode(number);
                    self.words.gap();
                    self.excerpt(TAG.encode_utf8(&mut [0; 3]));
                }
            }
        }
    }

    fn shortcode(&mut self, number: usize) {
        self.found.shortcodes.push((shortcode::kind(self.masked.tag(number)), self.masked.place(number)));
    }

    /// Raw HTML, a tag in a paragraph or a whole block.
    fn raw(&mut self, html: &str, range: Range<usize>) {
        let masked = self.masked;
        let within = masked.source_range(range);
        for token in raw::tokens(html) {
            match token {
                Token::Text(text) => self.text(&decode(text)),
                Token::Hidden(hidden) if is_more_mark(hidden) => {
                    self.found.before_more =
                        self.before_more.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
                }
                Token::Hidden(_) => {}
                Token::Tag(tag) => {
                    self.raw_links(&tag, within.clone());
                    self.raw_tag(&tag);
                }
            }
        }
    }

    fn raw_links(&mut self, tag: &raw::Tag, within: Range<usize>) {
        for address in raw::addresses(tag) {
            let written = &tag.whole[address.range];
            if self.masked.has_tag(written) {
                for piece in self.masked.pieces(written) {
                    if let Piece::Tag(number) = piece {
                        self.found
                            .shortcodes
                            .push((shortcode::kind(self.masked.tag(number)), self.masked.place(number)));
                    }
                }
            } else if may_be_inside(written) {
                self.keep_link(&decode(written), written, address.kind == LinkKind::Picture, within.clone());
            }
        }
    }

    /// What a tag of raw HTML means for the text around it.
    fn raw_tag(&mut self, tag: &raw::Tag) {
        if raw::INLINE.iter().any(|name| tag.is(name)) {
            return;
        }
        self.gap();
        if tag.is("br") {
            return;
        }
        if tag.is("p") && !tag.closing {
            self.open_paragraph();
        } else {
            self.close_paragraph();
        }
    }

    fn gap(&mut self) {
        self.words.gap();
        self.excerpt(" ");
    }

    /// Adds text to whatever is being gathered.
    fn excerpt(&mut self, text: &str) {
        if self.in_picture > 0 {
            return;
        }
        let paragraph = self.paragraph.as_mut().map(|(text, _)| text);
        let heading = self.heading.as_mut().map(|(text, _)| text);
        for gathered in [paragraph, heading, self.before_more.as_mut()].into_iter().flatten() {
            if gathered.len() + text.len() <= LONGEST_EXCERPT {
                gathered.push_str(text);
            }
        }
    }

    fn open_paragraph(&mut self) {
        self.close_paragraph();
        let outer = self.depth == 0;
        if self.found.first_paragraph.is_empty() && (outer || self.inner_paragraph.is_empty()) {
            self.paragraph = Some((String::new(), outer));
        }
    }

    fn close_paragraph(&mut self) {
        let Some((text, outer)) = self.paragraph.take() else { return };
        let text = tidy(&text);
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        *(if outer { &mut self.found.first_paragraph } else { &mut self.inner_paragraph }) = text;
    }

    fn finish(mut self) -> Survey {
        self.close_paragraph();
        if self.found.first_paragraph.is_empty() {
            self.found.first_paragraph = self.inner_paragraph;
        }
        self.found.words = self.words.total();
        self.found
    }
}

/// Whether a comment is the mark that ends a summary.
pub(super) fn is_more_mark(comment: &str) -> bool {
    let inner = comment.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more"))
}

fn has_more_mark(body: &str) -> bool {
    holds(body.as_bytes(), b'<')
        && body.match_indices('<').any(|(at, _)| {
            let Some(rest) = body[at..].strip_prefix("<!--") else { return false };
            rest.trim_start_matches([' ', '\t'])
                .get(..4)
                .is_some_and(|word| word.eq_ignore_ascii_case("more"))
        })
}

#[cfg(test)]
mod tests;
