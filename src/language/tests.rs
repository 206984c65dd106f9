use super::*;
use proptest::prelude::*;

const WORDS: DateWords = DateWords { circa: "about {date}", undated: "Undated" };

/// 24 September 2015, 14:32 in London.
const MOMENT: PressDate = PressDate {
    instant: 1_443_101_520,
    year: 2015,
    month: 9,
    day: 24,
    time: Some(14 * 3600 + 32 * 60),
    offset: 3600,
    seconds: false,
    circa: false,
};
const DAY: PressDate = PressDate { time: None, ..MOMENT };

fn text(date: PressDate, lang: &str) -> String {
    date_view(&date, None, lang, WORDS).text
}

#[test]
fn moments_days_and_months_in_many_languages() {
    for (lang, moment, day, month, short) in [
        ("en-GB", "24 September 2015, 14:32", "24 September 2015", "September 2015", "24 Sept 2015"),
        ("en-US", "September 24, 2015, 2:32\u{a0}PM", "September 24, 2015", "September 2015", "Sep 24, 2015"),
        ("fr", "24 septembre 2015, 14:32", "24 septembre 2015", "septembre 2015", "24 sept. 2015"),
        ("de", "24. September 2015, 14:32", "24. September 2015", "September 2015", "24.09.2015"),
        ("tr", "24 Eylül 2015 14:32", "24 Eylül 2015", "Eylül 2015", "24 Eyl 2015"),
        (
            "ru",
            "24 сентября 2015\u{a0}г., 14:32",
            "24 сентября 2015\u{a0}г.",
            "сентябрь 2015\u{a0}г.",
            "24 сент. 2015\u{a0}г.",
        ),
        ("zh", "2015年9月24日 14:32", "2015年9月24日", "2015年9月", "2015年9月24日"),
        ("he", "24 בספטמבר 2015, 14:32", "24 בספטמבר 2015", "ספטמבר 2015", "24 בספט׳ 2015"),
        ("ar", "24 سبتمبر 2015، 2:32 م", "24 سبتمبر 2015", "سبتمبر 2015", "24\u{200f}/09\u{200f}/2015"),
        ("ar-EG", "٢٤ سبتمبر ٢٠١٥، ٢:٣٢ م", "٢٤ سبتمبر ٢٠١٥", "سبتمبر ٢٠١٥", "٢٤\u{200f}/٠٩\u{200f}/٢٠١٥"),
        ("fa", "۲۴ سپتامبر ۲۰۱۵، ۱۴:۳۲", "۲۴ سپتامبر ۲۰۱۵", "سپتامبر ۲۰۱۵", "۲۴ سپتامبر ۲۰۱۵"),
        ("vi", "14:32 24 tháng 9 2015", "24 tháng 9 2015", "tháng 9 năm 2015", "24 thg 9, 2015"),
        ("zh-Hant", "2015年9月24日 下午2:32", "2015年9月24日", "2015年9月", "2015年9月24日"),
    ] {
        assert_eq!(text(MOMENT, lang), moment, "{lang}");
        assert_eq!(text(DAY, lang), day, "{lang}");
        assert_eq!(text(PressDate { day: 0, ..DAY }, lang), month, "{lang}");
        assert_eq!(date_view(&MOMENT, None, lang, WORDS).short, short, "{lang}");
    }
}

#[test]
fn dates_stay_gregorian() {
    for lang in ["th", "th-u-ca-buddhist", "fa-IR", "ar-SA", "ja-u-ca-japanese"] {
        let year: String = text(DAY, lang)
            .chars()
            .filter_map(|c| c.to_digit(10).or(eastern(c)))
            .map(|d| d.to_string())
            .collect();
        assert!(year.contains("2015"), "{lang} {year}");
    }
}

fn eastern(c: char) -> Option<u32> {
    let from = |zero: char| (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10);
    from('٠').or(from('۰'))
}

#[test]
fn precision_is_kept() {
    let year = PressDate { month: 0, day: 0, ..DAY };
    let about = date_view(&PressDate { circa: true, year: 1937, ..year }, None, "en-GB", WORDS);
    assert_eq!(
        (about.text.as_str(), about.short.as_str(), about.iso.as_str()),
        ("about 1937", "about 1937", "1937")
    );
    assert_eq!((about.year, about.month, about.day, about.circa), (Some(1937), None, None, true));
    let month = date_view(&PressDate { day: 0, ..DAY }, None, "en-GB", WORDS);
    assert_eq!((month.short.as_str(), month.iso.as_str()), ("Sept 2015", "2015-09"));
    let unknown = date_view(&PressDate { instant: i64::MIN, ..PressDate::default() }, None, "en-GB", WORDS);
    assert_eq!(
        (unknown.text.as_str(), unknown.short.as_str(), unknown.iso.as_str()),
        ("Undated", "Undated", "")
    );
    assert_eq!((unknown.year, unknown.month, unknown.day), (None, None, None));
    assert_eq!(text(PressDate { year: 1937, ..year }, "zh"), "1937年");
}

#[test]
fn the_printed_date_is_shown_verbatim() {
    let view = date_view(&DAY, Some("Michaelmas <Term> 2015"), "en-GB", WORDS);
    assert_eq!((view.text.as_str(), view.short.as_str()), ("Michaelmas <Term> 2015", "24 Sept 2015"));
    let view = date_view(&PressDate::default(), Some("some time in spring"), "en-GB", WORDS);
    assert_eq!((view.text.as_str(), view.short.as_str()), ("some time in spring", "some time in spring"));
}

#[test]
fn machines_read_an_offset_in_minutes() {
    let iso = |date: PressDate| date_view(&date, None, "en", WORDS).iso;
    assert_eq!(iso(MOMENT), "2015-09-24T14:32:00+01:00");
    assert_eq!(
        iso(PressDate { seconds: true, time: Some(52_321), offset: -16_200, ..MOMENT }),
        "2015-09-24T14:32:01-04:30"
    );
    // Local mean time of London before 1847.
    assert_eq!(iso(PressDate { year: 1840, offset: -75, ..MOMENT }), "1840-09-24T14:32:00-00:01");
    assert_eq!(iso(PressDate { year: 987, ..DAY }), "0987-09-24");
    assert_eq!(iso(PressDate { year: -5, ..DAY }), "");
}

#[test]
fn old_and_first_days() {
    assert_eq!(text(PressDate { year: 1605, ..DAY }, "de"), "24. September 1605");
    assert_eq!(text(PressDate { year: 987, ..DAY }, "en-GB"), "24 September 987");
    assert_eq!(text(PressDate { day: 1, ..DAY }, "fr"), "1er septembre 2015");
    assert_eq!(text(PressDate { day: 1, ..DAY }, "pt-BR"), "1º de setembro de 2015");
    assert_eq!(text(PressDate { day: 1, ..DAY }, "pt-PT"), "1 de setembro de 2015");
    assert_eq!(text(PressDate { time: Some(0), ..MOMENT }, "en-US"), "September 24, 2015, 12:00\u{a0}AM");
}

#[test]
fn names_for_the_calendar() {
    let british = Language::of("en-GB");
    assert_eq!(british.day_name(2015, 9, 24), "Thursday 24 September 2015");
    assert_eq!(british.day_name(1889, 2, 29), "");
    assert_eq!(british.day_name(1702, 3, 11), "Saturday 11 March 1702");
    assert_eq!(british.day_of_year(11, 22), "22 November");
    assert_eq!(british.month_and_year(1889, 9), "September 1889");
    assert_eq!(
        (british.month_name(1), british.month_name(12), british.month_name(0), british.month_name(13)),
        ("January", "December", "", "")
    );
    assert_eq!(Language::of("en-US").day_name(2015, 9, 24), "Thursday, September 24, 2015");
    assert_eq!(Language::of("pt-PT").day_name(2015, 9, 24), "quinta-feira, 24 de setembro de 2015");
    assert_eq!(Language::of("ru").month_name(9), "сентябрь");
    assert_eq!(Language::of("ru").day_of_year(9, 1), "1 сентября");
    assert_eq!(Language::of("fr").day_of_year(5, 1), "1er mai");
}

#[test]
fn weeks_begin_where_the_language_begins_them() {
    for (lang, number, name, narrow) in [
        ("en-GB", 0, "Monday", "M"),
        ("en-US", 6, "Sunday", "S"),
        ("de", 0, "Montag", "M"),
        ("ar-EG", 5, "السبت", "س"),
        ("he", 6, "יום ראשון", "א׳"),
        ("fa", 5, "شنبه", "ش"),
    ] {
        let language = Language::of(lang);
        let days = language.weekdays();
        assert_eq!((days.len(), language.first_weekday()), (7, number), "{lang}");
        assert_eq!((days[0].name.as_str(), days[0].narrow.as_str()), (name, narrow), "{lang}");
    }
}

#[test]
fn plurals() {
    for (lang, n, category) in [
        ("en", 1, "one"),
        ("en", 0, "other"),
        ("ru", 21, "one"),
        ("ru", 3, "few"),
        ("ru", 11, "many"),
        ("ru", 1_002, "few"),
        ("ar", 0, "zero"),
        ("ar", 2, "two"),
        ("ar", 103, "few"),
        ("ar", 1_011, "many"),
        ("he", 2, "two"),
        ("fr", 0, "one"),
        ("fr", 1_000_000, "many"),
        ("zh", 1, "other"),
        ("tlh", 1, "one"),
    ] {
        assert_eq!(plural_category(lang, n), category, "{lang} {n}");
    }
}

#[test]
fn numbers() {
    for (lang, n, written) in [
        ("en", 1_204, "1,204"),
        ("en", 0, "0"),
        ("en", 999, "999"),
        ("en", u64::MAX, "18,446,744,073,709,551,615"),
        ("de", 1_204, "1.204"),
        ("fr", 1_204, "1\u{a0}204"),
        ("es", 1_204, "1204"),
        ("es", 12_040, "12.040"),
        ("hi", 1_234_567, "12,34,567"),
        ("ar-EG", 1_204, "١٬٢٠٤"),
    ] {
        assert_eq!(format_number(n, lang), written, "{lang}");
    }
}

#[test]
fn what_is_no_language_is_english() {
    for tag in ["", "en_GB_oxendict!", "tlh", "klingon-language-of-worf", "x", "und", "🚢"] {
        assert_eq!(text(DAY, tag), "September 24, 2015", "{tag}");
    }
    assert_eq!(text(DAY, "EN_gb"), "24 September 2015");
    assert_eq!(text(DAY, "de-1996"), "24. September 2015");
}

proptest! {
    #[test]
    fn no_date_panics(
        year in any::<i16>(), month in any::<i8>(), day in any::<i8>(), time in proptest::option::of(any::<u32>()),
        offset in any::<i32>(), lang in "(en|fr|ar-EG|zh-Hant|ko|vi|[a-z]{2}(-[A-Z]{2})?)",
    ) {
        let date = PressDate { instant: 0, year, month, day, time, offset, seconds: false, circa: false };
        let view = date_view(&date, None, &lang, WORDS);
        prop_assert!(!view.text.is_empty());
        let language = Language::of(&lang);
        language.day_name(year, month, day);
        language.day_of_year(month, day);
        language.month_and_year(year, month);
    }

    #[test]
    fn numbers_keep_their_digits(n in any::<u64>()) {
        let written = format_number(n, "en");
        prop_assert_eq!(written.replace(',', ""), n.to_string());
    }
}
