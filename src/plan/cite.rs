//! How to cite an article.

use super::desk::Desk;
use super::view::{CreditView, DateView};
use crate::archive::Entry;

impl Desk<'_> {
    /// One line: who, headline, newspaper, date, address. Names stand as they are printed: which part of a name is
    /// the surname is not for a program to guess.
    pub fn cite(&self, entry: &Entry, authors: &[CreditView], date: &DateView) -> String {
        let names: Vec<&str> = authors.iter().map(|a| a.name.as_str()).collect();
        let print = entry.article.rare.as_ref().and_then(|r| r.publication.as_deref());
        let permalink = self.permalink(&entry.address);
        let address = permalink.split_once("://").map_or(permalink.as_str(), |(_, rest)| rest);
        let title = format!("“{}”", entry.article.title);
        let parts = [names.join(", "), title, print.unwrap_or(&self.config.title).to_owned(), date.text.clone()];
        let known: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        format!("{}, {address}", known.join(", "))
    }
}
