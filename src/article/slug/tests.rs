use super::*;
use proptest::prelude::*;

#[test]
fn headlines_become_slugs() {
    assert_eq!(
        slug("The last coal ship leaves, and it's quiet", None),
        "the-last-coal-ship-leaves-and-its-quiet"
    );
    assert_eq!(slug("  “Quoted” — £5m & 3½% (again) ", None), "quoted-5m-3-1-2-again");
    assert_eq!(slug("Cafe\u{301} Ñandú", None), "cafe-nandu");
    assert_eq!(slug("ﬁnal ２０２４ x²", None), "final-2024-x2");
    assert_eq!(slug("well\u{AD}known co\u{200B}op", None), "wellknown-coop");
}

#[test]
fn languages_spell_their_own_way() {
    assert_eq!(slug("Größe über ÄRGER", Some("de-AT")), "groesse-ueber-aerger");
    assert_eq!(slug("Größe über", None), "grosse-uber");
    assert_eq!(slug("Blåbær på Ærø", Some("da")), "blaabaer-paa-aeroe");
    assert_eq!(slug("Smörgås på ön", Some("sv")), "smorgas-pa-on");
    assert_eq!(slug("IŞIK İstanbul'da ılık", Some("tr")), "isik-istanbulda-ilik");
    assert_eq!(slug("L'été à l’Élysée", Some("fr")), "l-ete-a-l-elysee");
    assert_eq!(slug("Київ і Запоріжжя", Some("uk")), "kyiv-i-zaporizhzhia");
    assert_eq!(slug("Къща на площада", Some("bg")), "kashta-na-ploshtada");
    assert_eq!(slug("Причал закрыт", Some("ru")), "prichal-zakryt");
    assert_eq!(slug("Azərbaycan", Some("az")), "azerbaycan");
}

#[test]
fn every_script_gives_something() {
    assert_eq!(slug("北京 2024", Some("zh")), "bei-jing-2024");
    assert_eq!(slug("Αθήνα", Some("el")), "athena");
    for text in ["ميناء", "נמל", "ท่าเรือ", "बंदरगाह", "港", "항구", "نوشته‌ها"]
    {
        let made = slug(text, None);
        assert!(!made.is_empty() && !made.starts_with("n-"), "{text} {made}");
    }
}

#[test]
fn nothing_to_spell_gives_a_stable_name() {
    assert_eq!(slug("", None), "n-811c9dc5");
    assert_eq!(slug("!!!", None), slug("!!!", Some("de")));
    assert_ne!(slug("!!!", None), slug("???", None));
    assert!(slug("🚢🚢", None).starts_with("n-"));
}

#[test]
fn long_headlines_are_cut_at_a_word() {
    let long = slug(&"harbour council ".repeat(20), None);
    assert_eq!(long, "harbour-council-harbour-council-harbour-council-harbour-council-harbour-council");
    assert_eq!(slug(&"x".repeat(500), None).len(), 80);
    assert_eq!(slug(&format!("{} y", "x".repeat(80)), None), "x".repeat(80));
}

#[test]
fn a_given_slug_keeps_its_letters() {
    assert_eq!(given_slug("Причал-Закрыт"), "Причал-Закрыт");
    assert_eq!(given_slug("北京"), "北京");
    assert_eq!(given_slug("cafe\u{301}"), "café");
    assert_eq!(given_slug("two words  here"), "two-words-here");
    assert_eq!(given_slug("a--b_c.d~e"), "a--b_c.d~e");
}

#[test]
fn a_given_slug_is_safe() {
    assert_eq!(given_slug("../../etc/passwd"), "etc-passwd".to_owned());
    assert_eq!(given_slug("a/../b\\c?d#e%f:g*h\"i<j>k|l\0m"), "a-..-b-c-d-e-f-g-h-i-j-k-l-m");
    assert_eq!(given_slug(".htaccess "), "htaccess");
    assert_eq!(given_slug("CON"), "CON-1");
    assert_eq!(given_slug("nul.txt"), "nul-1.txt");
    assert_eq!(given_slug("com1"), "com1-1");
    assert_eq!(given_slug("console"), "console");
    assert_eq!(given_slug("\u{202E}abc"), "abc");
    assert!(given_slug("..").starts_with("n-"));
    assert!(given_slug(&"港".repeat(100)).len() <= LONGEST_GIVEN);
}

#[test]
fn paths_are_encoded() {
    assert_eq!(
        percent_encode_path("/2015/a b/100%/é:@!$&'()*+,;=/"),
        "/2015/a%20b/100%25/%C3%A9:@!$&'()*+,;=/"
    );
    assert_eq!(percent_encode_path("?#[]\"<>\\^`{|}"), "%3F%23%5B%5D%22%3C%3E%5C%5E%60%7B%7C%7D");
}

fn decode(address: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            out.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &after[2..];
        } else {
            out.push(*first);
        }
    }
    out
}

proptest! {
    #[test]
    fn any_text_gives_a_slug(text in "(\\PC|[-./\\\\ \n'’]|[äßıİ北щ\u{301}])*", lang in "(de|tr|fr|uk|xx|)") {
        let made = slug(&text, Some(&lang));
        prop_assert!(!made.is_empty() && made.len() <= LONGEST_GENERATED);
        prop_assert!(made.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!made.starts_with('-') && !made.ends_with('-') && !made.contains("--"));
        prop_assert_eq!(slug(&made, Some(&lang)), made.clone());
        prop_assert_eq!(given_slug(&made), made);
    }

    #[test]
    fn any_text_gives_a_safe_name(text in "(\\PC|[-./\\\\ \n:?#%*\"<>|\0\u{202E}\u{301}]|con|com1|\\.\\.|北{30})*") {
        let made = given_slug(&text);
        prop_assert!(!made.is_empty() && made.len() <= LONGEST_GIVEN);
        prop_assert!(!made.contains(['/', '\\', '?', '#', '%', ':', '*', '"', '<', '>', '|', '\0', '\n', ' ']));
        prop_assert!(!made.starts_with('.') && !made.ends_with('.'));
        prop_assert!(!is_device(made.split('.').next().unwrap()));
        prop_assert_eq!(given_slug(&made), made);
    }

    #[test]
    fn encoding_round_trips(path in "(\\PC|[/%?#. ])*") {
        let encoded = percent_encode_path(&path);
        prop_assert!(encoded.is_ascii());
        prop_assert_eq!(decode(&encoded), path.as_bytes());
        prop_assert_eq!(encoded.matches('/').count(), path.matches('/').count());
    }
}
