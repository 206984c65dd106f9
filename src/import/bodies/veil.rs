//! Signs of text, kept apart from the signs of Markdown until the Markdown is written.
//!
//! Takes: text. Does: puts a character that nobody uses in place of every sign that Markdown could take for its own, so that the writer
//! of Markdown has nothing to escape, and takes it away again when it is known where the sign stands. Gives: Markdown in which
//! just those signs have a backslash that need one.

/// Where the veiled signs lie, in the last plane for private use.
const VEIL: u32 = 0x10_F000;
/// Where the signs lie that are written as they are, wherever they stand.
const LITERAL: u32 = 0x10_F100;

const SIGNS: &str = "\\*_`[]<>&#+-=~|{}!.):";

fn veiled(c: char) -> char {
    char::from_u32(VEIL + c as u32).unwrap_or(c)
}

/// Text with its signs veiled, to stand in HTML; in an attribute when `attribute` says so.
pub(super) fn text(text: &str, attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '"' if attribute => out.push_str("&quot;"),
            c if SIGNS.contains(c) => out.push(veiled(c)),
            // Somebody does use it: it is written by its number.
            c if (VEIL..VEIL + 0x200).contains(&(c as u32)) => {
                let reference = format!("&#{};", c as u32);
                out.extend(reference.chars().map(|c| char::from_u32(LITERAL + c as u32).unwrap_or(c)));
            }
            c => out.push(c),
        }
    }
}

/// A character of Markdown, and whether it is one of the text.
#[derive(Clone, Copy)]
struct Sign {
    c: char,
    veiled: bool,
}

/// Markdown with its text unveiled.
pub(super) fn lifted(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        if !line.contains(|c: char| c as u32 >= VEIL) {
            out.push_str(line);
            continue;
        }
        let signs: Vec<Sign> = line.chars().map(sign).collect();
        let heading = line.trim_start_matches([' ', '>']).starts_with('#');
        // As long as nothing but marks of blocks stands before.
        let mut start = true;
        let mut digits = 0;
        for (at, sign) in signs.iter().enumerate() {
            let after = &signs[at + 1..];
            let escape = match sign.c {
                _ if !sign.veiled => false,
                '.' | ')' => {
                    start && (1..=9).contains(&digits) && after.first().is_none_or(|s| s.c.is_whitespace())
                }
                '#' if heading => true,
                '#' | '>' | '=' | '+' | ':' | '-' => start && digits == 0,
                c => anywhere(c, at.checked_sub(1).map(|at| signs[at].c), after, heading),
            };
            if escape {
                out.push('\\');
            }
            out.push(sign.c);
            digits = if sign.c.is_ascii_digit() { digits + 1 } else { 0 };
            let mark = matches!(sign.c, ' ' | '>' | '*' | '-' | '#' | '.' | '0'..='9') && !sign.veiled;
            start &= mark;
        }
    }
    out
}

fn sign(c: char) -> Sign {
    match (c as u32).checked_sub(VEIL).and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => return Sign { c: char::from(byte), veiled: true },
        None if (c as u32) < LITERAL => return Sign { c, veiled: false },
        None => {}
    }
    let literal = (c as u32 - LITERAL.min(c as u32)) as u8;
    Sign { c: if (c as u32) < LITERAL + 0x100 { char::from(literal) } else { c }, veiled: false }
}

/// Whether a sign needs a backslash where it does not begin a line.
fn anywhere(c: char, before: Option<char>, after: &[Sign], heading: bool) -> bool {
    let next = after.first().map(|sign| sign.c);
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '*' | '`' | '[' | ']' | '|' => true,
        '\\' => next.is_none_or(|c| c.is_ascii_punctuation() || c == '\n'),
        '_' => !(in_word(before) && in_word(next)),
        '~' => next == Some('~') || before == Some('~') || before.is_none(),
        '<' => next.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => is_reference(after),
        '{' => heading || next.is_none_or(|c| matches!(c, '%' | '{' | '<' | '#' | '.')),
        '!' => after.first().is_some_and(|sign| sign.c == '[' && !sign.veiled),
        _ => false,
    }
}

/// Whether `amp;` or `#8217;` follows.
fn is_reference(after: &[Sign]) -> bool {
    let length = after.iter().take_while(|sign| sign.c.is_ascii_alphanumeric() || sign.c == '#').count();
    length > 0 && after.get(length).is_some_and(|sign| sign.c == ';')
}
