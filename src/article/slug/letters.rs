//! How languages write their own letters in ASCII, where that differs from the general transliteration.
//!
//! Takes: a text in composed form (NFKC) and its language. Gives: the text with those letters replaced. What stays
//! is left to the general transliteration, which drops accents and knows most scripts.
//!
//! Sources: for German, DIN 5007-2; for Danish and Norwegian, the spelling with *aa*, *oe*, *ae* that ICAO Doc 9303
//! and most of their newspapers use in addresses, while Swedish and Finnish newspapers drop the marks (*a*, *o*),
//! as the general transliteration does; for Ukrainian, resolution 55 of the Cabinet of Ministers of 2010; for
//! Bulgarian, the Transliteration Act of 2009; for modern Greek, ELOT 743.

/// Letter by letter: composed, lower case, and what is written instead.
type Letters = &'static [(char, &'static str)];

const GERMAN: Letters = &[('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss"), ('ẞ', "ss")];
const DANISH: Letters = &[('å', "aa"), ('ø', "oe"), ('æ', "ae"), ('ö', "oe"), ('ä', "ae")];
const ICELANDIC: Letters = &[('ö', "o"), ('þ', "th"), ('ð', "d"), ('æ', "ae")];
const TURKISH: Letters = &[('ı', "i"), ('ə', "e")];
const CROATIAN: Letters =
    &[('đ', "dj"), ('ђ', "dj"), ('ј', "j"), ('љ', "lj"), ('њ', "nj"), ('џ', "dz"), ('ц', "c")];
const CATALAN: Letters = &[('·', "")];
const RUSSIAN: Letters = &[('й', "y"), ('ё', "yo"), ('ъ', ""), ('ь', ""), ('х', "kh")];
const UKRAINIAN: Letters = &[
    ('г', "h"),
    ('ґ', "g"),
    ('є', "ie"),
    ('и', "y"),
    ('і', "i"),
    ('ї', "i"),
    ('й', "i"),
    ('х', "kh"),
    ('щ', "shch"),
    ('ь', ""),
    ('ю', "iu"),
    ('я', "ia"),
];
const BULGARIAN: Letters = &[
    ('ж', "zh"),
    ('й', "y"),
    ('х', "h"),
    ('ц', "ts"),
    ('щ', "sht"),
    ('ъ', "a"),
    ('ь', "y"),
    ('ю', "yu"),
    ('я', "ya"),
];
const GREEK: Letters = &[
    ('β', "v"),
    ('η', "i"),
    ('ή', "i"),
    ('υ', "y"),
    ('ύ', "y"),
    ('ϋ', "y"),
    ('ΰ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
];

/// Letters of every language: the general transliteration writes these with signs that an address drops.
const ANY: Letters = &[('ə', "e"), ('ŋ', "ng")];

/// The habits of one language.
pub struct Rules {
    letters: Letters,
    /// Whether an apostrophe stands between two words (*l’eau*), not inside one (*don’t*).
    elision: bool,
    greek: bool,
}

impl Rules {
    /// The rules of a language by its tag; the general ones for a language that has none.
    pub fn of(lang: &str) -> Self {
        let language = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let letters = match language.as_str() {
            "de" | "gsw" | "nds" | "lb" => GERMAN,
            "da" | "nb" | "nn" | "no" | "fo" => DANISH,
            "is" => ICELANDIC,
            "tr" | "az" => TURKISH,
            "hr" | "bs" | "sr" => CROATIAN,
            "ca" => CATALAN,
            "ru" => RUSSIAN,
            "uk" => UKRAINIAN,
            "bg" => BULGARIAN,
            "el" => GREEK,
            _ => &[],
        };
        let elision = matches!(language.as_str(), "fr" | "it" | "ca" | "oc" | "lb");
        Self { letters, elision, greek: language == "el" }
    }

    /// The text with the letters of the language replaced. Case is lost where a letter is replaced.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut before = ' ';
        for c in text.chars() {
            if is_apostrophe(c) {
                if self.elision {
                    out.push('-');
                }
            } else {
                self.letter(before, c, &mut out);
            }
            before = c;
        }
        out
    }

    /// Writes one letter; `before` is the one in front of it.
    fn letter(&self, before: char, c: char, out: &mut String) {
        // Only `İ` has a lower case of two characters, and its first is all that counts here.
        let lower = c.to_lowercase().next().unwrap_or(c);
        if self.greek && matches!(lower, 'υ' | 'ύ') && matches!(before, 'ο' | 'Ο') {
            out.push('u');
            return;
        }
        match self.letters.iter().chain(ANY).find(|(letter, _)| *letter == lower) {
            Some((_, instead)) => out.push_str(instead),
            None => out.push(c),
        }
    }
}

/// Apostrophes and the signs typed for them, also as letters of Hawaiian, Hebrew and others.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | '′' | '׳' | '＇')
}
