//! Regular expressions (PCRE) that match one text and no other.

use std::fmt::Write;

/// A path as a regular expression without anchors. It holds no quote, no two backslashes in a row and no `${`, so
/// that it can stand between double quotes in the files of Apache and nginx as it is.
pub fn literal(bytes: &[u8]) -> String {
    let mut pattern = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => push_byte(&mut pattern, c as u8),
                '\0'..='\u{1F}' | '\u{7F}' => push_byte(&mut pattern, c as u8),
                '^' | '$' | '.' | '|' | '?' | '*' | '+' | '(' | ')' | '[' | ']' | '{' | '}' => {
                    pattern.push('\\');
                    pattern.push(c);
                }
                _ => pattern.push(c),
            }
        }
        chunk.invalid().iter().for_each(|&byte| push_byte(&mut pattern, byte));
    }
    pattern
}

fn push_byte(pattern: &mut String, byte: u8) {
    // Writing to a string cannot fail.
    let _ = write!(pattern, "\\x{byte:02X}");
}
