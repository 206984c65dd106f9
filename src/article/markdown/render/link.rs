//! Links, with their addresses resolved.

use super::super::address::{is_dangerous, may_be_inside};
use super::super::escape::{push_address, push_text};
use super::{LinkKind, Writer};
use pulldown_cmark::LinkType;

/// A link being read.
pub(super) struct Link {
    /// Address as written.
    address: String,
    /// Where its content starts in the output.
    content: usize,
    /// Whether there is a start tag to be closed.
    open: bool,
}

impl Writer<'_, '_> {
    pub(super) fn start_link(&mut self, kind: LinkType, address: &str, title: &str) {
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

    pub(super) fn end_link(&mut self) {
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

    pub(super) fn push_resolved(&mut self, address: &str, kind: LinkKind) {
        let resolved = if may_be_inside(address) { (self.resolve)(address, kind) } else { None };
        push_address(&mut self.out, resolved.as_deref().unwrap_or(address));
    }

    pub(super) fn push_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.push_str(" title=\"");
            push_text(&mut self.out, &self.masked.restore(title));
            self.out.push('"');
        }
    }
}
