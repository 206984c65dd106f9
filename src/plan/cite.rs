//! How to cite an article: one line of text.
//!
//! Takes: the names, title, newspaper, date and address as they are shown. Gives: what they make in a footnote, such
//! as `Ines Falk and T. Rede, “The last coal ship leaves”, The Harbour Courier, 21 November 2026,
//! courier.example/2026/11/21/last-coal-ship/`.
//!
//! Names stand as the byline has them. Turning them round and shortening them would need to know which part is the
//! family name, and whether it is a person at all.

use std::borrow::Cow;

/// What a citation is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Names of the byline, in order.
    pub authors: &'a [&'a str],
    /// The word between the last two names, `and`, in the language of the page.
    pub and: &'a str,
    /// Headline.
    pub title: &'a str,
    /// Name of the newspaper.
    pub newspaper: &'a str,
    /// Date of first publication for people, without the time of day; empty when undated.
    pub date: &'a str,
    /// Absolute address.
    pub permalink: &'a str,
}

/// The citation as a line of text.
pub fn cite(citation: &Citation) -> String {
    let Citation { authors, and, title, newspaper, date, permalink } = *citation;
    let names = match authors {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [names @ .., last] => format!("{} {and} {last}", names.join(", ")),
    };
    let title = if title.is_empty() { String::new() } else { format!("“{title}”") };
    let address = permalink.split_once("://").map_or(permalink, |(_, address)| address);
    let parts = [&names, &title, newspaper, &isolated(date), address];
    let mut line = String::with_capacity(parts.iter().map(|part| part.len() + 2).sum());
    for part in parts {
        push_part(&mut line, part);
    }
    line
}

/// Appends a part, its words with one space between them; nothing when it has none.
fn push_part(line: &mut String, part: &str) {
    let mut between = if line.is_empty() { "" } else { ", " };
    for word in part.split_whitespace() {
        line.push_str(between);
        line.push_str(word);
        between = " ";
    }
}

/// A date that is written from right to left, kept together among words from left to right: marked off with the
/// characters that Unicode has for this. Others as they are.
fn isolated(date: &str) -> Cow<'_, str> {
    let is_rtl = |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if date.contains(is_rtl) { format!("\u{2068}{date}\u{2069}").into() } else { date.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CITATION: Citation = Citation {
        authors: &["Ines Falk", "T. Rede"],
        and: "and",
        title: "The last coal ship leaves",
        newspaper: "The Harbour Courier",
        date: "21 November 2026",
        permalink: "https://courier.example/2026/11/21/last-coal-ship/",
    };

    #[test]
    fn everything_stands_in_order() {
        assert_eq!(
            cite(&CITATION),
            "Ines Falk and T. Rede, “The last coal ship leaves”, The Harbour Courier, 21 November 2026, \
             courier.example/2026/11/21/last-coal-ship/"
        );
        let three = Citation { authors: &["A", "B", "C"], and: "et", ..CITATION };
        assert!(cite(&three).starts_with("A, B et C, “"));
    }

    #[test]
    fn a_date_from_right_to_left_is_kept_together() {
        let arabic = Citation { date: "8 أكتوبر 2022", ..CITATION };
        assert!(cite(&arabic).contains(", \u{2068}8 أكتوبر 2022\u{2069}, "));
    }

    #[test]
    fn what_is_not_known_leaves_no_gap() {
        let bare = Citation { authors: &[], date: "", title: "Two\nlines", ..CITATION };
        assert_eq!(
            cite(&bare),
            "“Two lines”, The Harbour Courier, courier.example/2026/11/21/last-coal-ship/"
        );
    }
}
