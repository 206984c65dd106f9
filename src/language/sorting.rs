//! Order and letters of an index.
//!
//! Takes: names. Gives: keys to sort them by, and the letter they stand under. One order serves all languages of a
//! site: letters with marks stand among those without.

use crate::article::slug::fold::fold;

/// A key that sorts names as a reader looks them up: without regard to case, accents and punctuation. Names that
/// stand under no letter come first. Names that differ only in what the key leaves out have the same key.
pub fn collation_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len() + 1);
    for c in folded.chars() {
        if is_part_of_word(c) {
            key.push(c);
        } else if !is_apostrophe(c) && !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    match key.chars().next() {
        None => format!("#{folded}"),
        Some(first) if has_letter(first) => key,
        Some(_) => format!("#{key}"),
    }
}

/// The letter a name stands under in an index, upper case and without accent: `É` goes to `E`. `#` for names that
/// begin with a digit, with a sign of a script that has no alphabet, or with nothing to read.
pub fn first_letter(text: &str) -> String {
    match collation_key(text).chars().next() {
        Some(first) if has_letter(first) => upper(first),
        _ => "#".to_owned(),
    }
}

/// Whether a name that begins with it stands under a letter: in alphabets, syllabaries and the like, not in Chinese.
fn has_letter(c: char) -> bool {
    let chinese = matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    c.is_alphabetic() && !chinese
}

/// Letters, digits and the marks that belong to a letter.
fn is_part_of_word(c: char) -> bool {
    let indian_sign = matches!(c, '\u{900}'..='\u{dff}') && !c.is_ascii_punctuation();
    c.is_alphanumeric()
        || indian_sign
        || matches!(c, '\u{306}' | '\u{308}' | '\u{3099}' | '\u{309a}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// Upper case of a letter. Georgian has capitals only for whole words, so its letters stay.
fn upper(c: char) -> String {
    if matches!(c, '\u{10d0}'..='\u{10ff}') { c.to_string() } else { c.to_uppercase().collect() }
}
