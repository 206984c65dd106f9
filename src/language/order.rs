//! The order of terms in an index, and the letters they stand under.
//!
//! Case, accents and what stands before the first letter (quotation marks, hyphens) do not count, so that
//! `“Élysée”` stands between `Elysium` and `Ember`. Chinese terms stand by their reading.

use crate::article::slug;

/// What to sort a term by, in a language (BCP 47 tag): compared as strings, terms come in the order of an index.
/// Terms that differ only in case or accents have different keys, so that the order never depends on the input's.
pub fn collation_key(term: &str, lang: &str) -> String {
    let mut key = folded(term, lang);
    key.push('\0');
    key.push_str(term);
    key
}

/// The letter a term stands under in an index, as a capital: `E` for `Élysée`, `0–9` for a digit, `#` for a term
/// without letters. Korean terms stand under the first consonant of their first syllable, Chinese ones under the
/// first letter of their reading. Terms sorted by [`collation_key`] have equal letters side by side.
pub fn first_letter(term: &str, lang: &str) -> String {
    let Some(first) = folded(term, lang).chars().next() else { return "#".to_owned() };
    match first {
        '0'..='9' => "0–9".to_owned(),
        // Georgian has capitals in Unicode that its readers do not use.
        'ა'..='ჿ' => first.to_string(),
        '가'..='힣' => initial(first).to_string(),
        first => first.to_uppercase().collect(),
    }
}

fn folded(term: &str, lang: &str) -> String {
    let reads_chinese = lang.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("zh"));
    let mut out = String::with_capacity(term.len());
    for c in slug::fold(term).chars().skip_while(|c| !c.is_alphanumeric()) {
        match c {
            '\u{3400}'..='\u{9FFF}' if reads_chinese => out.push_str(&slug::reading(c)),
            c => out.push(c),
        }
    }
    out
}

/// The first consonant of a Korean syllable (Unicode, section 3.12, "Conjoining Jamo Behavior"), without doubling:
/// dictionaries for readers put `까` under `ㄱ`.
fn initial(syllable: char) -> char {
    const INITIALS: [char; 19] = [
        'ㄱ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅂ', 'ㅅ', 'ㅅ', 'ㅇ', 'ㅈ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ',
        'ㅍ', 'ㅎ',
    ];
    let number = (syllable as usize).saturating_sub(0xAC00) / 588;
    INITIALS.get(number).copied().unwrap_or(syllable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted<'a>(mut terms: Vec<&'a str>, lang: &str) -> Vec<&'a str> {
        terms.sort_by_key(|term| collation_key(term, lang));
        terms
    }

    #[test]
    fn case_accents_and_quotes_do_not_count() {
        assert_eq!(
            sorted(vec!["Ember", "“Élysée”", "elysium", "Eland", "18F", "Zoo", "Übersee", "Unrest"], "en"),
            ["18F", "Eland", "“Élysée”", "elysium", "Ember", "Übersee", "Unrest", "Zoo"]
        );
        assert_eq!(
            sorted(vec!["Ёлка", "жук", "Ель", "Йод", "Игла"], "ru"),
            ["Ёлка", "Ель", "жук", "Игла", "Йод"]
        );
        assert_ne!(collation_key("Isis", "en"), collation_key("ISIS", "en"));
    }

    #[test]
    fn letters_of_an_index() {
        for (term, lang, letter) in [
            ("élysée", "fr", "E"),
            ("“Ærø”", "da", "A"),
            ("ß", "de", "S"),
            ("18F", "en", "0–9"),
            ("…", "en", "#"),
            ("", "en", "#"),
            ("йод", "ru", "Й"),
            ("ёлка", "ru", "Е"),
            ("أخبار", "ar", "ا"),
            ("נמל", "he", "נ"),
            ("서울", "ko", "ㅅ"),
            ("까치", "ko", "ㄱ"),
            ("北京", "zh-Hans", "B"),
            ("東京", "ja", "東"),
            ("istanbul", "tr", "I"),
            ("تهران", "fa", "ت"),
            ("۱۸", "fa", "0–9"),
            ("თბილისი", "ka", "თ"),
        ] {
            assert_eq!(first_letter(term, lang), letter, "{term}");
        }
    }

    proptest! {
        #[test]
        fn equal_letters_stand_together(mut terms in proptest::collection::vec("\\PC{0,6}", 0..30), lang in "(en|zh|ko)") {
            terms.sort_by_key(|term| collation_key(term, &lang));
            let mut letters: Vec<String> = terms.iter().map(|term| first_letter(term, &lang)).collect();
            letters.dedup();
            let runs = letters.len();
            letters.sort();
            letters.dedup();
            prop_assert_eq!(runs, letters.len());
        }
    }
}
