//! Language tags: their writing direction, and the names of languages in themselves.

use icu_locale::{LanguageIdentifier, Locale, LocaleDirectionality};

/// Writing direction of a language (BCP 47 tag), by its script: `ltr` or `rtl`. Unknown ones are `ltr`.
pub fn direction(tag: &str) -> &'static str {
    let id = identifier(tag);
    if id.is_some_and(|id| LocaleDirectionality::new_extended().is_right_to_left(&id)) {
        "rtl"
    } else {
        "ltr"
    }
}

/// The name of a language in itself, `Français` for `fr-CA`; none for a language that is not in the table.
pub fn name_in_itself(tag: &str) -> Option<&'static str> {
    let id = identifier(tag)?;
    let script = id.script.as_ref().map(|script| script.as_str());
    let region = id.region.as_ref().map(|region| region.as_str());
    match (id.language.as_str(), script, region) {
        ("zh", Some("Hant"), _) | ("zh", None, Some("TW" | "HK" | "MO")) => return Some("繁體中文"),
        ("zh", Some("Hans"), _) | ("zh", None, Some("CN" | "SG")) => return Some("简体中文"),
        ("sr", Some("Latn"), _) => return Some("Srpski"),
        ("pt", _, Some("BR")) => return Some("Português (Brasil)"),
        _ => {}
    }
    let at = NAMES.binary_search_by_key(&id.language.as_str(), |(tag, _)| tag).ok()?;
    NAMES.get(at).map(|(_, name)| *name)
}

fn identifier(tag: &str) -> Option<LanguageIdentifier> {
    Locale::try_from_str(&tag.replace('_', "-")).ok().map(|locale| locale.id)
}

/// Names by language, sorted by tag.
static NAMES: [(&str, &str); 96] = [
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("br", "Brezhoneg"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("co", "Corsu"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("dv", "ދިވެހި"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fo", "Føroyskt"),
    ("fr", "Français"),
    ("fy", "Frysk"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("gsw", "Schwiizertüütsch"),
    ("gu", "ગુજરાતી"),
    ("ha", "Hausa"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ភាសាខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("ky", "Кыргызча"),
    ("la", "Latina"),
    ("lb", "Lëtzebuergesch"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mi", "Māori"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("mt", "Malti"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("oc", "Occitan"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("rm", "Rumantsch"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("yi", "ייִדיש"),
    ("yo", "Yorùbá"),
    ("zh", "中文"),
    ("zu", "IsiZulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions() {
        for tag in ["ar", "ar-EG", "he", "fa", "ur", "yi", "ps", "ckb", "dv", "az-Arab", "he_IL"] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in ["en", "de", "zh-Hant", "ru", "az", "ar-Latn", "", "not a tag", "xx-yy-zz-1"] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn names() {
        assert!(NAMES.is_sorted());
        assert_eq!(name_in_itself("fr-CA"), Some("Français"));
        assert_eq!(name_in_itself("zh-TW"), Some("繁體中文"));
        assert_eq!(name_in_itself("zh"), Some("中文"));
        assert_eq!(name_in_itself("pt_BR"), Some("Português (Brasil)"));
        assert_eq!(name_in_itself("tlh"), None);
        assert_eq!(name_in_itself("?"), None);
    }
}
