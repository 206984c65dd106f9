//! Text without case and accents, for comparing and sorting.
//!
//! Takes: a text. Gives: it in lower case, without the marks that most readers overlook when they look up a name.

use unicode_normalization::UnicodeNormalization;

/// The text in lower case without accents: `Élysée` and `elysee` give the same. Letters that only look like a letter
/// with a mark go to their nearest (`ø` to `o`, `ß` to `ss`, `ı` to `i`), Arabic and Hebrew vowel points go, and
/// marks that make another letter stay (Cyrillic `й`, Japanese `が`, the vowel signs of India).
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut base = ' ';
    for c in text.nfkd().flat_map(char::to_lowercase).nfd() {
        if is_mark(c) {
            let breve = c == '\u{306}' && matches!(base, 'и' | 'у');
            let yi = c == '\u{308}' && base == 'і';
            if breve || yi {
                out.push(c);
            }
            continue;
        }
        base = c;
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            _ => out.push(c),
        }
    }
    out.nfc().collect()
}

/// Marks that go: the combining ones of European scripts, and the points of Hebrew and Arabic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}'
        | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}')
}
