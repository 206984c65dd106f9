//! Last parts of addresses: made from a headline, or made safe when an author wrote one.
//!
//! Takes: a text. Gives: a non-empty part of a path that is safe as a part of an address and as a file name on
//! Linux, macOS and Windows. [`slug`] makes one of ASCII letters, digits and hyphens; [`given_slug`] changes as
//! little as it can; [`percent_encode_path`] writes either into an address. [`fold`] and [`reading`] give what terms
//! are compared by. The only room that knows `deunicode`
//! and `unicode_normalization`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest generated slug, in characters.
const LONGEST_GENERATED: usize = 80;
/// Longest given slug, in bytes: file systems stop at 255, and an extension or a number may follow.
const LONGEST_GIVEN: usize = 200;

/// A slug for a headline: small ASCII letters, digits and single hyphens, at most 80 characters, cut at a word.
///
/// `lang` is the language of the text (BCP 47). It decides the spellings that readers of that language expect:
///
/// | language | spelling |
/// | --- | --- |
/// | German | ä ö ü ß → ae oe ue ss |
/// | Danish, Norwegian | æ ø å → ae oe aa |
/// | Swedish, Finnish and all others | å ä ö → a a o, æ → ae, ø → o |
/// | Turkish, Azerbaijani | ı İ → i, ə → e |
/// | Ukrainian | и → y, г → h, ї → i, й → i, є → ie, щ → shch (the official table of 2010) |
/// | Bulgarian | щ → sht, ъ → a, х → h, ц → ts, ю → yu, я → ya |
/// | French, Italian, Catalan | an apostrophe parts words: `l'été` → `l-ete`; elsewhere it goes: `it's` → `its` |
///
/// Other scripts are transliterated letter by letter; Chinese characters by their Mandarin reading, in Japanese too.
/// A text without a letter or digit gets `n-` and eight hexadecimal digits that are always the same for it.
pub fn slug(text: &str, lang: Option<&str>) -> String {
    let rules = Rules::of(lang);
    let mut out = String::with_capacity(text.len().min(2 * LONGEST_GENERATED));
    let mut separate = false;
    // A fraction is not to run into the number before it: `3½` is `3 1/2`.
    let apart = text.chars().flat_map(|c| [is_fraction(c).then_some(' '), Some(c)].into_iter().flatten());
    for c in apart.nfkc() {
        // Somewhat more than is kept, to see whether the last word is whole.
        if out.len() > LONGEST_GENERATED {
            break;
        }
        let spelled = match c {
            'a'..='z' | '0'..='9' | 'A'..='Z' => None,
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '`' => {
                separate |= rules.apostrophe_parts;
                continue;
            }
            // Soft hyphen, joiners, direction marks, the middle dot of `l·l`: inside words.
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '·' => continue,
            c if is_combining_mark(c) => Some(transliterate(c)),
            c if c.is_alphanumeric() => Some(rules.spelling(c).unwrap_or_else(|| transliterate(c))),
            _ => {
                separate = true;
                continue;
            }
        };
        let mut own = [0; 4];
        let spelled = spelled.unwrap_or_else(|| c.encode_utf8(&mut own));
        // A reading that ends in a space is a word of its own: `Bei `.
        push_spelling(&mut out, spelled.trim_end(), &mut separate);
        separate |= spelled.ends_with(' ');
    }
    cut_at_word(&mut out);
    if out.is_empty() { fallback(text) } else { out }
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '\u{2150}'..='\u{215F}')
}

fn push_spelling(out: &mut String, spelled: &str, separate: &mut bool) {
    for c in spelled.chars() {
        if !c.is_ascii_alphanumeric() {
            continue;
        }
        if std::mem::take(separate) && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
}

fn cut_at_word(out: &mut String) {
    if out.len() <= LONGEST_GENERATED {
        return;
    }
    let word_ends = out.as_bytes().get(LONGEST_GENERATED) == Some(&b'-');
    let end = if word_ends {
        None
    } else {
        out[..LONGEST_GENERATED].rfind('-').filter(|at| *at >= LONGEST_GENERATED / 2)
    };
    out.truncate(end.unwrap_or(LONGEST_GENERATED));
    out.truncate(out.trim_end_matches('-').len());
}

fn transliterate(c: char) -> &'static str {
    deunicode::deunicode_char(c).unwrap_or("")
}

/// How a language spells its letters in ASCII where that differs from the common way.
struct Rules {
    letters: &'static [(char, &'static str)],
    apostrophe_parts: bool,
}

impl Rules {
    fn of(lang: Option<&str>) -> Self {
        let language = lang.unwrap_or("").split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let letters: &[(char, &str)] = match language.as_str() {
            "de" | "gsw" | "lb" => &[('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss")],
            "da" | "no" | "nb" | "nn" | "fo" => &[('æ', "ae"), ('ø', "oe"), ('å', "aa")],
            "tr" | "az" => &[('ı', "i"), ('ə', "e")],
            "uk" => &UKRAINIAN,
            "bg" => &BULGARIAN,
            _ => &[('ə', "e")],
        };
        Self { letters, apostrophe_parts: matches!(language.as_str(), "fr" | "it" | "ca") }
    }

    fn spelling(&self, c: char) -> Option<&'static str> {
        // A capital of these languages has exactly one small letter; `İ` has two and needs no rule.
        let mut small = c.to_lowercase();
        let (small, None) = (small.next()?, small.next()) else { return None };
        self.letters.iter().find(|(letter, _)| *letter == small).map(|(_, spelled)| *spelled)
    }
}

static UKRAINIAN: [(char, &str); 12] = [
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

static BULGARIAN: [(char, &str); 7] =
    [('х', "h"), ('ц', "ts"), ('щ', "sht"), ('ъ', "a"), ('ь', "y"), ('ю', "yu"), ('я', "ya")];

/// A stable name for a text that has no letters.
fn fallback(text: &str) -> String {
    // FNV-1a, 32 bits: short, and the same for ever.
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("n-{hash:08x}")
}

/// The slug that an author wrote, kept in its own script and case, and made safe.
///
/// Changed are: the form of composed letters (NFC); spaces and what cannot stand in an address or in a file name
/// (`/ \ ? # % : * " < > |`, control characters), to a hyphen; invisible direction marks, dropped; dots, hyphens
/// and spaces at either end, dropped; names that Windows keeps for devices (`con`, `nul.txt`), with `-1` after them;
/// what is longer than 200 bytes, cut between characters. Nothing left gives what [`slug`] gives for no letters.
pub fn given_slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST_GIVEN + 8));
    for c in text.nfc() {
        if out.len() > LONGEST_GIVEN {
            break;
        }
        match c {
            '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' => {}
            '/' | '\\' | '?' | '#' | '%' | ':' | '*' | '"' | '<' | '>' | '|' => push_hyphen(&mut out),
            c if c.is_whitespace() || c.is_control() => push_hyphen(&mut out),
            c => out.push(c),
        }
    }
    let out = trimmed(&out, LONGEST_GIVEN);
    if out.is_empty() {
        return fallback(text);
    }
    let stem = out.split('.').next().unwrap_or(out);
    if is_device(stem) {
        let named = format!("{stem}-1{}", &out[stem.len()..]);
        return trimmed(&named, LONGEST_GIVEN).to_owned();
    }
    out.to_owned()
}

/// Cut to so many bytes, without hyphens, dots and spaces at the ends.
fn trimmed(text: &str, longest: usize) -> &str {
    let ends = |c: char| matches!(c, '.' | '-') || c.is_whitespace();
    let text = text.trim_start_matches(ends);
    text[..text.floor_char_boundary(longest)].trim_end_matches(ends)
}

fn push_hyphen(out: &mut String) {
    if !out.ends_with('-') {
        out.push('-');
    }
}

/// Whether Windows keeps this name for a device, whatever its case.
fn is_device(stem: &str) -> bool {
    let name = stem.to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let number = name.strip_prefix(prefix).map(|rest| rest.chars());
        number.is_some_and(|mut digits| {
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    };
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// A path as it stands in an address: every character that RFC 3986 does not allow in a path is percent-encoded,
/// a percent sign too. Slashes part the path and stay.
pub fn percent_encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            // unreserved, sub-delims, and what else `pchar` allows (RFC 3986, section 3.3)
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' => {
                out.push(byte as char)
            }
            b':' | b'@' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A text for comparing: small letters, without accents on Latin and Greek letters and without the points of Hebrew
/// and Arabic, ligatures as their letters, digits of every script as `0` to `9`, forms for compatibility (full width, superscript) as plain ones.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' => out.push(c),
            // What a small letter such as that of `İ` leaves behind; points; vowel signs.
            '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'þ' => out.push_str("th"),
            'ё' => out.push('е'),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ς' => out.push('σ'),
            c if c.is_numeric() => match transliterate(c) {
                digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                    out.push_str(digits)
                }
                _ => out.push(c),
            },
            '\u{C0}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}' => {
                out.extend(std::iter::once(c).nfd().filter(|part| !is_combining_mark(*part)));
            }
            c => out.push(c),
        }
    }
    out
}

/// How a Chinese character is read, in small ASCII letters, and the character itself so that readings shared by many
/// stay apart.
pub fn reading(c: char) -> String {
    let mut out = transliterate(c).trim().to_ascii_lowercase();
    out.push(c);
    out
}

#[cfg(test)]
mod tests;
