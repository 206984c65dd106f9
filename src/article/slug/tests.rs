use super::given::is_device;
use super::*;
use proptest::prelude::*;

#[test]
fn headlines_become_plain_words() {
    assert_eq!(slug("Police drop “Joti”: what’s next?", Some("en")), "police-drop-joti-whats-next");
    assert_eq!(slug("  1,204 dead — & counting  ", None), "1-204-dead-counting");
    assert_eq!(slug("Ｆｕｌｌ ｗｉｄｔｈ ﬁre", None), "full-width-fire");
    assert_eq!(slug("Kraków zażółć", Some("pl")), "krakow-zazolc");
}

#[test]
fn languages_have_their_own_letters() {
    assert_eq!(slug("Größe der Äpfel", Some("de")), "groesse-der-aepfel");
    assert_eq!(slug("GRÖẞE", Some("de-AT")), "groesse");
    assert_eq!(slug("Größe", None), "grosse");
    assert_eq!(slug("På Østerbro i Ærø", Some("da")), "paa-oesterbro-i-aeroe");
    assert_eq!(slug("Åre på höjden", Some("sv")), "are-pa-hojden");
    assert_eq!(slug("IŞIK İstanbul’da ılık", Some("tr")), "isik-istanbulda-ilik");
    assert_eq!(slug("Bakı şəhəri", Some("az")), "baki-seheri");
    assert_eq!(slug("L’eau d'Évian", Some("fr")), "l-eau-d-evian");
    assert_eq!(slug("Щука", Some("bg")), "shtuka");
    assert_eq!(slug("Київ і Харків", Some("uk")), "kyiv-i-kharkiv");
    assert_eq!(slug("Ήλιος του Αιγαίου", Some("el")), "ilios-tou-aigaiou");
    assert_eq!(slug("北京新闻", Some("zh")), "bei-jing-xin-wen");
}

#[test]
fn long_slugs_end_at_a_word() {
    let long = slug(&"seventeen trawlers ".repeat(9), None);
    assert_eq!(long, "seventeen-trawlers-seventeen-trawlers-seventeen-trawlers-seventeen-trawlers");
    assert_eq!(slug(&"x".repeat(200), None).len(), 80);
    assert_eq!(slug(&format!("{} tail", "y".repeat(80)), None), "y".repeat(80));
}

#[test]
fn a_text_without_letters_gets_a_number() {
    let name = slug("…!?", None);
    assert!(name.starts_with("n-") && name.len() == 10, "{name}");
    assert_eq!(name, slug("…!?", Some("de")));
    assert_ne!(name, slug("?!…", None));
    assert!(given_slug(" ../.. ").starts_with("n-"));
}

#[test]
fn given_slugs_stay_as_they_are() {
    for kept in ["Über-uns", "новости", "新闻", "a--b", "v1.2", "_draft", "naïve", "می‌خواهم", "C++", "it's"]
    {
        assert_eq!(given_slug(kept), kept);
    }
    assert_eq!(given_slug("nai\u{308}ve"), "naïve");
}

#[test]
fn what_a_path_cannot_hold_goes() {
    assert_eq!(given_slug(" what? 100% a/b\\c "), "what-100-a-b-c");
    assert_eq!(given_slug("..a..b.."), "a.b");
    assert_eq!(given_slug("a\u{0}b\u{202e}c"), "a-bc");
    assert_eq!(given_slug("CON"), "n-CON");
    assert_eq!(given_slug("com1.txt"), "n-com1.txt");
    assert_eq!(given_slug("console"), "console");
    assert_eq!(slug("Aux", None), "n-aux");
    assert_eq!(given_slug(&"я".repeat(300)), "я".repeat(100));
}

#[test]
fn paths_are_encoded_by_the_rfc() {
    assert_eq!(percent_encode_path("/2015/über uns/a+b@c;d=1,2/"), "/2015/%C3%BCber%20uns/a+b@c;d=1,2/");
    assert_eq!(percent_encode_path("100%?#[x]"), "100%25%3F%23%5Bx%5D");
}

#[test]
fn folding_drops_case_and_accents() {
    assert_eq!(fold::fold("ÉLYSÉE Straße Ørsted"), "elysee strasse orsted");
    assert_eq!(fold::fold("Йод Ёлка"), "йод елка");
    assert_eq!(fold::fold("Όμηρος"), "ομηροσ");
    assert_eq!(fold::fold("が"), "が");
}

const LANGS: [&str; 8] = ["", "de", "da", "tr", "fr", "el", "uk", "zh-Hant"];

proptest! {
    #[test]
    fn generated_slugs_are_safe_and_stable(text in any::<String>(), lang in 0usize..LANGS.len()) {
        let lang = LANGS.get(lang).copied();
        let once = slug(&text, lang);
        prop_assert!(!once.is_empty() && once.len() <= 82);
        prop_assert!(once.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!once.starts_with('-') && !once.ends_with('-') && !once.contains("--"));
        prop_assert_eq!(slug(&once, lang), once.clone());
        prop_assert_eq!(given_slug(&once), once);
    }

    #[test]
    fn given_slugs_are_safe_and_stable(text in "\\PC{0,12}|.{0,12}|[./ \\-a-cé\u{301}:]{0,12}|[a.é-]{190,230}") {
        let once = given_slug(&text);
        prop_assert!(!once.is_empty() && once.len() <= 202);
        prop_assert!(!once.contains(['/', '\\', '?', '#', '%', ':', '*', '"', '<', '>', '|', ' ']));
        prop_assert!(!once.chars().any(char::is_control));
        prop_assert!(!once.starts_with('.') && !once.ends_with('.') && !once.contains(".."));
        prop_assert!(!is_device(&once));
        prop_assert_eq!(given_slug(&once), once);
    }

    #[test]
    fn encoded_paths_decode_to_the_same(path in any::<String>()) {
        let encoded = percent_encode_path(&path);
        prop_assert!(encoded.is_ascii());
        let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8();
        prop_assert_eq!(decoded.unwrap_or_default(), path);
    }

    #[test]
    fn folding_never_panics(text in any::<String>()) {
        let once = fold::fold(&text);
        prop_assert_eq!(fold::fold(&once), once);
    }
}
