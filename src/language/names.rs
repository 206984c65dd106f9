//! Names of languages in themselves, and narrow names of weekdays.
//!
//! Takes: a tag; the short names of the week. Gives: names for people.

use std::collections::BTreeSet;

/// Name of a language in itself: `Français`. By language, and by region or script where those write it another way;
/// none for a language that is not in the table.
pub fn name_in_itself(lang: &str) -> Option<&'static str> {
    let tag = lang.trim().replace('_', "-").to_ascii_lowercase();
    let mut wanted = tag.as_str();
    loop {
        if let Ok(found) = NAMES.binary_search_by_key(&wanted, |(tag, _)| tag) {
            return NAMES.get(found).map(|(_, name)| *name);
        }
        (wanted, _) = wanted.rsplit_once('-')?;
    }
}

/// Tags in lower case, in order.
const NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("an", "Aragonés"),
    ("ar", "العربية"),
    ("as", "অসমীয়া"),
    ("ast", "Asturianu"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bo", "བོད་ཡིག"),
    ("br", "Brezhoneg"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("co", "Corsu"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("dsb", "Dolnoserbšćina"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fo", "Føroyskt"),
    ("fr", "Français"),
    ("fur", "Furlan"),
    ("fy", "Frysk"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("gsw", "Schwiizertüütsch"),
    ("gu", "ગુજરાતી"),
    ("gv", "Gaelg"),
    ("ha", "Hausa"),
    ("haw", "ʻŌlelo Hawaiʻi"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hsb", "Hornjoserbšćina"),
    ("ht", "Kreyòl ayisyen"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("ia", "Interlingua"),
    ("id", "Bahasa Indonesia"),
    ("ig", "Igbo"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("iw", "עברית"),
    ("ja", "日本語"),
    ("jv", "Jawa"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("kl", "Kalaallisut"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("kw", "Kernewek"),
    ("ky", "Кыргызча"),
    ("la", "Latina"),
    ("lb", "Lëtzebuergesch"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mg", "Malagasy"),
    ("mi", "Māori"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("mt", "Malti"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("nds", "Plattdüütsch"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nl-be", "Vlaams"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("oc", "Occitan"),
    ("or", "ଓଡ଼ିଆ"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("pt-br", "Português do Brasil"),
    ("qu", "Runasimi"),
    ("rm", "Rumantsch"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sc", "Sardu"),
    ("sd", "سنڌي"),
    ("se", "Davvisámegiella"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tg", "Тоҷикӣ"),
    ("th", "ไทย"),
    ("ti", "ትግርኛ"),
    ("tk", "Türkmençe"),
    ("tl", "Filipino"),
    ("tr", "Türkçe"),
    ("tt", "Татар"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("xh", "IsiXhosa"),
    ("yi", "ייִדיש"),
    ("yo", "Yorùbá"),
    ("yue", "粵語"),
    ("zh", "中文"),
    ("zh-cn", "简体中文"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("zh-hk", "繁體中文（香港）"),
    ("zh-tw", "繁體中文"),
    ("zu", "IsiZulu"),
];

/// Narrow names of the week from Monday. Most languages take the first letter of the short name. Where that tells
/// nothing they take the short name (Catalan), and some have a table, as their names begin with an article, with the
/// word for day or with a vowel sign.
pub fn narrow_weekdays(language: &str, short: &[String]) -> Vec<String> {
    let table = match language {
        "ar" => ["ن", "ث", "ر", "خ", "ج", "س", "ح"],
        "cy" => ["Ll", "M", "M", "I", "G", "S", "S"],
        "he" => ["ב׳", "ג׳", "ד׳", "ה׳", "ו׳", "ש׳", "א׳"],
        "th" => ["จ", "อ", "พ", "พฤ", "ศ", "ส", "อา"],
        "vi" => ["T2", "T3", "T4", "T5", "T6", "T7", "CN"],
        "zh" | "yue" => ["一", "二", "三", "四", "五", "六", "日"],
        _ => return first_signs(short),
    };
    table.map(str::to_owned).to_vec()
}

fn first_signs(short: &[String]) -> Vec<String> {
    let signs: Vec<String> = short.iter().map(|name| first_sign(name)).collect();
    let different: BTreeSet<&String> = signs.iter().collect();
    if different.len() > 2 {
        signs
    } else {
        short.iter().map(|name| name.trim_end_matches('.').to_owned()).collect()
    }
}

/// First letter in upper case, with the signs that hang on it in Indian scripts.
fn first_sign(name: &str) -> String {
    let mut chars = name.chars();
    let Some(first) = chars.next() else { return String::new() };
    let hangs = |c: &char| matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{980}'..='\u{983}' | '\u{9bc}'..='\u{9cd}' | '\u{300}'..='\u{36f}');
    first.to_uppercase().chain(chars.take_while(hangs)).collect()
}
