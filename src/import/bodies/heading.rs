//! Headings and preformatted text: blocks that hold one run, or lines as they stand.

use super::run::{self, Piece, What};
use super::shape::Shaper;
use dom_query::NodeRef;

impl Shaper<'_> {
    pub(super) fn heading(&mut self, name: &str, node: &NodeRef) {
        self.end_paragraph();
        if self.is_furniture(node) {
            return;
        }
        let pictures = |pieces: &[Piece]| {
            pieces.iter().all(|piece| match &piece.what {
                What::Picture { .. } | What::Break => true,
                What::Text(text) => text.trim().is_empty(),
                What::Code(_) => false,
            })
        };
        match self.run_of(node) {
            Some(pieces) if !pictures(&pieces) => {
                // A heading is one line.
                let line = |piece: Piece| match piece.what {
                    What::Break => Piece { what: What::Text(" ".to_owned()), ..piece },
                    _ => piece,
                };
                if let Some(html) = run::html(pieces.into_iter().map(line).collect()) {
                    self.add(format!("<{name}>{html}</{name}>"), false);
                }
            }
            _ => {
                self.flow(node);
                self.end_paragraph();
            }
        }
    }

    pub(super) fn preformatted(&mut self, node: &NodeRef) {
        let pictures = node.descendants_it().any(|n| n.has_name("img") || n.has_name("a"));
        if pictures {
            return self.keep(node);
        }
        let mut text = String::new();
        for inner in node.descendants_it() {
            match () {
                () if inner.is_text() => text.push_str(&inner.text()),
                () if inner.has_name("br") => text.push('\n'),
                () => {}
            }
        }
        if text.trim().is_empty() {
            return;
        }
        let class = node.descendants_it().find_map(|n| n.class()).or_else(|| node.class());
        let language = class
            .as_ref()
            .and_then(|class| class.split_ascii_whitespace().find_map(|c| c.strip_prefix("language-")));
        let language = language.filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || "+#-".contains(c)));
        let class = language.map_or_else(String::new, |l| format!(" class=\"language-{l}\""));
        let mut html = format!("<pre><code{class}>");
        super::markdown::escape(text.trim_matches('\n'), &mut html);
        html.push_str("</code></pre>");
        self.add(html, false);
    }
}
