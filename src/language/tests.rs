use super::*;
use crate::article::date::PressDate;
use proptest::prelude::*;

const NOON: PressDate = PressDate {
    instant: 1_443_101_520,
    year: 2015,
    month: 9,
    day: 24,
    time: Some(14 * 3600 + 32 * 60 + 5),
    offset: 3600,
    seconds: true,
    circa: false,
};

fn words() -> DateWords {
    DateWords { circa: "about {date}".to_owned(), undated: "Undated".to_owned() }
}

fn text(date: PressDate, lang: &str) -> String {
    date_view(&date, None, lang, &words()).text
}

fn short(date: PressDate, lang: &str) -> String {
    date_view(&date, None, lang, &words()).short
}

#[test]
fn a_date_with_its_time_in_many_languages() {
    for (lang, long, brief) in [
        ("en-GB", "24 September 2015, 14:32", "24 Sept 2015"),
        ("en-US", "September 24, 2015, 2:32\u{a0}PM", "Sep 24, 2015"),
        ("fr", "24 septembre 2015, 14:32", "24 sept. 2015"),
        ("de", "24. September 2015, 14:32", "24.09.2015"),
        ("he", "24 בספטמבר 2015, 14:32", "24 בספט׳ 2015"),
        ("tr", "24 Eylül 2015 14:32", "24 Eyl 2015"),
        ("zh", "2015年9月24日 14:32", "2015年9月24日"),
        ("ru", "24 сентября 2015\u{a0}г., 14:32", "24 сент. 2015\u{a0}г."),
        ("fa", "۲۴ سپتامبر ۲۰۱۵، ۱۴:۳۲", "۲۴ سپتامبر ۲۰۱۵"),
        ("bg", "24 септември 2015\u{a0}г., 14:32 ч.", "24.09.2015\u{a0}г."),
        ("vi", "14:32 24 tháng 9 2015", "24 thg 9, 2015"),
        ("th", "24 กันยายน ค.ศ. 2015 14:32", "24 ก.ย. 2015"),
    ] {
        assert_eq!(text(NOON, lang), long, "{lang}");
        assert_eq!(short(NOON, lang), brief, "{lang}");
    }
}

#[test]
fn right_to_left_languages_keep_their_digits_and_signs() {
    assert_eq!(text(NOON, "ar"), "24 سبتمبر 2015، 2:32 م");
    assert_eq!(text(NOON, "ar-EG"), "٢٤ سبتمبر ٢٠١٥، ٢:٣٢ م");
    assert_eq!(text(NOON, "iw"), text(NOON, "he"));
    assert_eq!(["ar", "he", "fa", "ur", "yi", "az-Arab"].map(direction), ["rtl"; 6]);
    assert_eq!(["en", "az", "zh", "hi", "sr-Latn", "not a tag", ""].map(direction), ["ltr"; 7]);
}

#[test]
fn a_date_says_no_more_than_is_known() {
    let day = PressDate { time: None, seconds: false, ..NOON };
    let month = PressDate { day: 0, ..day };
    let year = PressDate { month: 0, ..month };
    assert_eq!([text(day, "en-GB"), short(day, "en-GB")], ["24 September 2015", "24 Sept 2015"]);
    assert_eq!([text(month, "en-GB"), short(month, "en-GB")], ["September 2015", "Sept 2015"]);
    assert_eq!([text(month, "de"), short(month, "de")], ["September 2015", "September 2015"]);
    assert_eq!([text(year, "en-GB"), short(year, "en-GB")], ["2015", "2015"]);
    assert_eq!(text(year, "zh"), "2015年");
    assert_eq!(text(month, "pt-BR"), "setembro de 2015");
    let view = date_view(&year, None, "en-GB", &words());
    assert_eq!((view.year, view.month, view.day, view.iso.as_str()), (Some(2015), None, None, "2015"));
}

#[test]
fn approximate_unknown_and_printed_dates() {
    let circa = PressDate { month: 0, day: 0, time: None, circa: true, year: 1937, ..NOON };
    let view = date_view(&circa, None, "en", &words());
    assert_eq!((view.text.as_str(), view.short.as_str(), view.circa), ("about 1937", "about 1937", true));
    let unknown = date_view(&PressDate::UNKNOWN, None, "en", &words());
    assert_eq!((unknown.text.as_str(), unknown.iso.as_str(), unknown.year), ("Undated", "", None));
    let printed = date_view(&circa, Some("Lady Day, 1937"), "fr", &words());
    assert_eq!((printed.text.as_str(), printed.short.as_str()), ("Lady Day, 1937", "Lady Day, 1937"));
    assert_eq!(printed.iso, "1937");
    assert_eq!(date_view(&circa, Some(" "), "en", &words()).text, "about 1937");
}

#[test]
fn tags_that_are_none_are_read_as_english() {
    for tag in ["", "xx", "not a tag", "und", "english", "🗞", "e"] {
        assert_eq!(text(NOON, tag), text(NOON, "en"), "{tag}");
        assert_eq!(plural_category(tag, 1), "one");
    }
    assert_eq!(text(NOON, "en_GB"), text(NOON, "en-GB"));
}

#[test]
fn extensions_of_a_tag_count_where_they_concern_dates() {
    assert_eq!(text(NOON, "en-US-u-hc-h23"), "September 24, 2015, 14:32");
    assert_eq!(text(NOON, "ar-EG-u-nu-latn"), "24 سبتمبر 2015، 2:32 م");
    assert_eq!(text(NOON, "zh-u-nu-hanidec"), text(NOON, "zh"));
    for calendar in ["th-u-ca-buddhist", "fa-u-ca-persian", "he-u-ca-hebrew", "ja-u-ca-japanese"] {
        let plain = calendar.get(..2).unwrap_or_default();
        assert_eq!(text(NOON, calendar), text(NOON, plain));
    }
    assert_eq!(first_weekday("en-US-u-fw-mon"), 0);
}

#[test]
fn days_and_months_by_themselves() {
    assert_eq!(full_date(2015, 9, 24, "en-GB"), "Thursday 24 September 2015");
    assert_eq!(full_date(2015, 9, 24, "en-US"), "Thursday, September 24, 2015");
    assert_eq!(full_date(1889, 7, 14, "fr"), "dimanche 14 juillet 1889");
    assert_eq!(full_date(2015, 9, 24, "tr"), "24 Eylül 2015 Perşembe");
    assert_eq!(long_date(1000, 1, 1, "de"), "1. Januar 1000");
    assert_eq!(long_date(9999, 12, 31, "en-GB"), "31 December 9999");
    assert_eq!(long_date(1899, 5, 1, "fr"), "1er mai 1899");
    assert_eq!(long_date(2015, 10, 3, "ca"), "3 d’octubre del 2015");
    assert_eq!(day_of_year(11, 22, "en-GB"), "22 November");
    assert_eq!(day_of_year(11, 22, "ru"), "22 ноября");
    assert_eq!(month_name(11, "ru"), "ноябрь");
    assert_eq!(month_and_year(2015, 11, "ru"), "ноябрь 2015\u{a0}г.");
    assert_eq!(month_name(13, "en"), "");
    assert_eq!(long_date(2015, 0, 1, "en"), "");
}

#[test]
fn weeks_begin_where_the_region_begins_them() {
    assert_eq!(["en-GB", "en-US", "fr", "ar", "he", "pt-BR"].map(first_weekday), [0, 6, 0, 5, 6, 6]);
    let week = weekdays("en-US");
    assert_eq!(week.first(), Some(&("Sunday".to_owned(), "S".to_owned())));
    assert_eq!(week.last().map(|(full, _)| full.as_str()), Some("Saturday"));
    let narrow = |lang| weekdays(lang).into_iter().map(|(_, narrow)| narrow).collect::<Vec<_>>().join(" ");
    assert_eq!(narrow("de"), "M D M D F S S");
    assert_eq!(narrow("ca"), "dl dt dc dj dv ds dg");
    assert_eq!(narrow("hi"), "र सो मं बु गु शु श");
}

#[test]
fn numbers_and_plurals() {
    assert_eq!(format_number(0, "en"), "0");
    assert_eq!(format_number(1204, "en"), "1,204");
    assert_eq!(format_number(1_234_567, "de"), "1.234.567");
    assert_eq!(format_number(1204, "de-CH"), "1’204");
    assert_eq!(format_number(1204, "fr"), "1\u{a0}204");
    assert_eq!([format_number(1204, "es"), format_number(12_040, "es")], ["1204", "12.040"]);
    assert_eq!(format_number(12_345_678, "hi"), "1,23,45,678");
    assert_eq!([1, 2, 5, 21].map(|n| plural_category("ru", n)), ["one", "few", "many", "one"]);
    assert_eq!(
        [0, 1, 2, 3, 11, 100].map(|n| plural_category("ar", n)),
        ["zero", "one", "two", "few", "many", "other"]
    );
    assert_eq!([0, 1].map(|n| plural_category("fr", n)), ["one", "one"]);
    assert_eq!(plural_category("zh", 1), "other");
}

#[test]
fn languages_in_their_own_words() {
    assert_eq!(name_in_itself("fr"), Some("Français"));
    assert_eq!(name_in_itself("fr-CA"), Some("Français"));
    assert_eq!(name_in_itself("zh-Hant-TW"), Some("繁體中文"));
    assert_eq!(name_in_itself("pt_BR"), Some("Português do Brasil"));
    assert_eq!([name_in_itself("xx"), name_in_itself("")], [None, None]);
}

#[test]
fn an_index_in_order() {
    let mut names =
        ["zebra", "Émile", "“Apple”", "1937", "Öland", "apple pie", "Ebro", "Жук", "北京", "O’Neill"];
    names.sort_by_key(|name| collation_key(name));
    assert_eq!(
        names,
        ["1937", "北京", "“Apple”", "apple pie", "Ebro", "Émile", "Öland", "O’Neill", "zebra", "Жук"]
    );
    let letters = names.map(first_letter);
    assert_eq!(letters, ["#", "#", "A", "A", "E", "E", "O", "O", "Z", "Ж"]);
    assert_eq!(collation_key("Straße"), collation_key("STRASSE"));
}

/// Tags of languages with newspapers, to see that each has patterns that hold together.
const TAGS: &str = "af am ar ar-EG ar-MA as az be bg bn bs ca ckb cs cy da de de-AT de-CH el en en-AU en-CA en-GB \
    en-IN en-US en-ZA eo es es-AR es-MX et eu fa fi fil fo fr fr-BE fr-CA fr-CH ga gd gl gsw gu ha he hi hr hu hy id \
    ig is it it-CH ja jv ka kk km kn ko ku ky lb lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nl-BE nn no oc or pa pl \
    ps pt pt-BR pt-PT ro ru sc sd si sk sl so sq sr sr-Latn sv sw ta te tg th ti tk tr tt ug uk ur uz vi xh yi yo yue \
    zh zh-CN zh-HK zh-Hant zh-TW zu";

#[test]
fn every_language_writes_every_part() {
    for tag in TAGS.split_whitespace() {
        let dates = &language(tag).dates;
        let digits = |n: u32| dates.digits.in_text(&n.to_string());
        let long = long_date(1846, 10, 27, tag);
        let full = full_date(1846, 10, 27, tag);
        let timed = text(NOON, tag);
        assert!(long.contains(&digits(1846)) && long.contains(&digits(27)), "{tag}: {long}");
        assert!(full.contains(&digits(1846)) && full.contains(&digits(27)), "{tag}: {full}");
        assert!(timed.contains(&digits(2015)) && timed.contains(&digits(32)), "{tag}: {timed}");
        assert!(month_and_year(1846, 10, tag).contains(&digits(1846)), "{tag}");
        assert!(day_of_year(10, 27, tag).contains(&digits(27)), "{tag}");
        assert!(!month_name(10, tag).is_empty(), "{tag}");
        assert_eq!(
            weekdays(tag).iter().filter(|(full, narrow)| !full.is_empty() && !narrow.is_empty()).count(),
            7
        );
    }
}

proptest! {
    #[test]
    fn no_date_panics(
        year in any::<i16>(), month in any::<i8>(), day in any::<i8>(), time in proptest::option::of(any::<u32>()),
        circa in any::<bool>(), lang in "[a-z]{2,3}(-[A-Z]{2})?|.{0,8}|en|ar-EG|ja|(ar|en|zh)-u-(nu|hc|ca)-[a-z0-9]{3,8}",
    ) {
        let date = PressDate { year, month, day, time, circa, ..NOON };
        date_view(&date, None, &lang, &words());
        full_date(year, month, day, &lang);
        day_of_year(month, day, &lang);
        month_and_year(year, month, &lang);
        month_name(month, &lang);
        weekdays(&lang);
    }

    #[test]
    fn digits_of_a_number_stay(n in any::<u64>(), lang in "[a-z]{2}(-[A-Z]{2})?") {
        let written: String = format_number(n, &lang).chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(written, n.to_string());
        plural_category(&lang, n);
    }

    #[test]
    fn letters_of_a_sorted_index_stand_together(mut names in proptest::collection::vec("\\PC{1,3}|[ıİiIßẞςΣa-e0-9'” ]{0,4}", 0..40)) {
        names.sort_by_cached_key(|name| collation_key(name));
        let mut letters: Vec<String> = names.iter().map(|name| first_letter(name)).collect();
        letters.dedup();
        let count = letters.len();
        letters.sort();
        letters.dedup();
        prop_assert_eq!(letters.len(), count);
    }
}
