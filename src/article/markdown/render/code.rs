//! Code blocks.

use super::super::escape::push_text;
use super::{Writer, highlight};
use pulldown_cmark::CodeBlockKind;
use std::fmt::Write;

/// A code block being read.
pub(super) struct Code {
    language: Option<String>,
    text: String,
}

impl Code {
    /// Code without text yet, in the language its fence names.
    pub(super) fn new(kind: &CodeBlockKind) -> Self {
        let language = match kind {
            CodeBlockKind::Fenced(info) => highlight::language(info),
            CodeBlockKind::Indented => None,
        };
        Self { language, text: String::new() }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl Writer<'_, '_> {
    pub(super) fn end_code(&mut self) {
        let Some(Code { language, text }) = self.code.take() else { return };
        // Long lines scroll, so the keyboard must reach the block.
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Some(language) = &language {
            let _ = write!(self.out, " class=\"language-{language}\""); // writing to a string cannot fail
        }
        self.out.push('>');
        let marked =
            language.filter(|_| self.options.highlight).and_then(|name| highlight::highlight(&name, &text));
        match marked {
            Some(html) => {
                self.has_code = true;
                self.out.push_str(&html);
            }
            None => push_text(&mut self.out, &text),
        }
        self.out.push_str("</code></pre>\n");
    }
}
