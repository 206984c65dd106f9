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
        [] => Cow::Borrowed(""),
        [name] => Cow::Borrowed(*name),
        [names @ .., last] => format!("{} {and} {last}", names.join(", ")).into(),
    };
    let quoted = if title.is_empty() { String::new() } else { ["“", title, "”"].concat() };
    let address = permalink.split_once("://").map_or(permalink, |(_, address)| address);
    let date = isolated(date);
    let mut line = String::with_capacity(names.len() + quoted.len() + newspaper.len() + permalink.len() + 32);
    push_part(&mut line, &names, &names);
    push_part(&mut line, &quoted, title);
    for part in [newspaper, &date, address] {
        push_part(&mut line, part, part);
    }
    line
}

/// Appends a part, its words with one space between them; nothing when it has none. `text` is what of it may have
/// other blanks.
fn push_part(line: &mut String, part: &str, text: &str) {
    let mut between = if line.is_empty() { "" } else { ", " };
    if is_one_line(text) {
        line.push_str(between);
        line.push_str(part);
        return;
    }
    for word in part.split_whitespace() {
        line.push_str(between);
        line.push_str(word);
        between = " ";
    }
}

/// Whether a text surely has one space between its words and none around them, as most have.
fn is_one_line(text: &str) -> bool {
    // All blanks outside of ASCII begin with one of these bytes.
    let is_doubtful = |b: u8| (b < b' ') | matches!(b, 0xC2 | 0xE1..=0xE3);
    let ends = text.starts_with(' ') || text.ends_with(' ');
    !text.is_empty()
        && !ends
        && !text.contains("  ")
        && !text.bytes().fold(false, |any, b| any | is_doubtful(b))
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
    fn blanks_of_any_kind_become_one_space() {
        for title in ["Two\u{a0}lines", "Two\u{2003}\u{3000}lines", " Two  lines ", "Two\u{85}lines"] {
            let line = cite(&Citation { authors: &[], date: "", newspaper: title, title: "", ..CITATION });
            assert_eq!(line, "Two lines, courier.example/2026/11/21/last-coal-ship/");
        }
        let spaced = cite(&Citation { title: " Two lines", authors: &[], ..CITATION });
        assert!(spaced.starts_with("“ Two lines”, "));
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
