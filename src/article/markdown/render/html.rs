//! Raw HTML in a body: kept with its addresses resolved, or shown as text.

use super::super::raw::{self, Token};
use super::super::survey::is_more_mark;
use super::super::text::decode;
use super::{Piece, RawHtml, Writer, may_be_inside, push_address, push_text};

impl Writer<'_, '_> {
    /// Writes raw HTML, a single tag or a whole block. The mark `<!--more-->` is never shown.
    pub(super) fn raw(&mut self, html: &str, is_block: bool) {
        if is_more_mark(html.trim()) {
            return;
        }
        self.content("");
        match self.options.html {
            RawHtml::Keep => {
                raw::tokens(html).for_each(|token| self.raw_token(token));
            }
            RawHtml::Escape => {
                let text = self.masked.restore(html);
                if is_block {
                    self.out.push_str("<p>");
                    push_text(&mut self.out, text.trim());
                    self.out.push_str("</p>\n");
                } else {
                    push_text(&mut self.out, &text);
                }
            }
        }
    }

    fn raw_token(&mut self, token: Token) {
        let masked = self.masked;
        match token {
            Token::Hidden(hidden) if is_more_mark(hidden) => {}
            Token::Hidden(hidden) => self.out.push_str(&masked.restore(hidden)),
            Token::Text(text) => {
                for piece in masked.pieces(text) {
                    match piece {
                        Piece::Text(text) => self.out.push_str(text),
                        Piece::Tag(number) => self.shortcode(masked.tag(number)),
                    }
                }
            }
            Token::Tag(tag) => self.raw_tag(&tag),
        }
    }

    fn raw_tag(&mut self, tag: &raw::Tag) {
        let mut from = 0;
        for address in raw::addresses(tag) {
            let written = &tag.whole[address.range.clone()];
            if self.masked.has_tag(written) {
                continue;
            }
            let decoded = decode(written);
            let resolved =
                if may_be_inside(&decoded) { (self.resolve)(&decoded, address.kind) } else { None };
            if let Some(resolved) = resolved {
                self.raw_attributes(&tag.whole[from..address.range.start]);
                push_address(&mut self.out, &resolved);
                from = address.range.end;
            }
        }
        self.raw_attributes(&tag.whole[from..]);
    }

    /// A part of a tag as written; tags of other generators in it are escaped so that they cannot end it.
    fn raw_attributes(&mut self, part: &str) {
        let masked = self.masked;
        for piece in masked.pieces(part) {
            match piece {
                Piece::Text(text) => self.out.push_str(text),
                Piece::Tag(number) => push_text(&mut self.out, masked.tag(number)),
            }
        }
    }
}
