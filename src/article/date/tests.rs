use super::*;
use crate::config::AmbiguousDates;
use proptest::prelude::*;

fn london() -> DateReader {
    DateReader::new("Europe/London", AmbiguousDates::Refuse).unwrap()
}

fn iso(text: &str) -> String {
    let date = london().read(text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
    format!("{}{}", date.iso(), if date.circa { "~" } else { "" })
}

#[test]
fn dates_with_a_time() {
    for (text, expected) in [
        ("2014-01-01 00:01:30+00:00", "2014-01-01T00:01:30+00:00"),
        ("2013-07-15 9:41:47 -0400", "2013-07-15T09:41:47-04:00"),
        ("2015-12-08 10:00:00 -5", "2015-12-08T10:00:00-05:00"),
        ("2017-01-20T09:00:00.000Z", "2017-01-20T09:00:00+00:00"),
        ("2014-02-09 22:15", "2014-02-09T22:15:00+00:00"),
        ("Thursday 24 September 2015 14:32", "2015-09-24T14:32:00+01:00"),
        ("24\u{a0}September\u{a0}2015, 14:32", "2015-09-24T14:32:00+01:00"),
        ("24 Sep 2015 2:32 pm", "2015-09-24T14:32:00+01:00"),
        ("Sept. 24, 2015, 2:32 p.m. EDT", "2015-09-24T14:32:00-04:00"),
        ("Sept. 24, 2015 at 2 p.m. ET", "2015-09-24T14:00:00-04:00"),
        ("24 Sep 2015 12:05 am", "2015-09-24T00:05:00+01:00"),
        ("26-FEB-1987 17:00:56.04", "1987-02-26T17:00:56+00:00"),
        ("Thu, 24 Sep 2015 14:32:00 +0100", "2015-09-24T14:32:00+01:00"),
        ("Thu, 24 Sep 2015 14:32:00 GMT (sent)", "2015-09-24T14:32:00+00:00"),
        ("Thu Sep 24 14:32:00 BST 2015", "2015-09-24T14:32:00+01:00"),
        ("Thu Sep 24 2015 14:32:00 GMT+0100 (BST)", "2015-09-24T14:32:00+01:00"),
        ("Thu Sep 24 14:32:00 2015", "2015-09-24T14:32:00+01:00"),
        ("14:32, 24 September 2015", "2015-09-24T14:32:00+01:00"),
        ("2015-09-24T14:32:00+01:00[Europe/London]", "2015-09-24T14:32:00+01:00"),
        ("2015-09-24 14:32 Europe/Berlin", "2015-09-24T14:32:00+02:00"),
        ("2015-09-24 14:32 America/Argentina/Buenos_Aires", "2015-09-24T14:32:00-03:00"),
        ("2015-09-24 14:32 UTC", "2015-09-24T14:32:00+00:00"),
        ("20150924T143200Z", "2015-09-24T14:32:00+00:00"),
        ("20150924143205", "2015-09-24T14:32:05+01:00"),
        ("24 septembre 2015 à 14h32", "2015-09-24T14:32:00+01:00"),
        ("Donnerstag, 24. September 2015, 14.32 Uhr", "2015-09-24T14:32:00+01:00"),
        ("14:32 am 24. September 2015", "2015-09-24T14:32:00+01:00"),
        ("24 september 2015 kl. 14.32", "2015-09-24T14:32:00+01:00"),
        ("24 September 2015 - 14:32", "2015-09-24T14:32:00+01:00"),
        ("2016-12-31 23:59:60Z", "2016-12-31T23:59:59+00:00"),
        ("1443101520", "2015-09-24T14:32:00+01:00"),
        ("1443101520123", "2015-09-24T14:32:00+01:00"),
        ("1847-12-01 10:00", "1847-12-01T10:00:00+00:00"),
        ("1847-11-01 10:00", "1847-11-01T10:00:00"),
    ] {
        assert_eq!(iso(text), expected, "{text}");
    }
}

#[test]
fn dates_without_a_time() {
    for (text, expected) in [
        ("2015-09-24", "2015-09-24"),
        ("2015/9/24", "2015-09-24"),
        ("2015.9.24", "2015-09-24"),
        ("20150924", "2015-09-24"),
        ("24.9.2015", "2015-09-24"),
        ("24. 9. 2015", "2015-09-24"),
        ("3.4.2015", "2015-04-03"),
        ("24/09/2015", "2015-09-24"),
        ("09/24/2015", "2015-09-24"),
        ("4/4/2015", "2015-04-04"),
        ("Friday, March 2, 2001", "2001-03-02"),
        ("7 Nov 1954", "1954-11-07"),
        ("24. September 2015", "2015-09-24"),
        ("the 24th of September, 2015", "2015-09-24"),
        ("1er janvier 1900", "1900-01-01"),
        ("jeudi 24 septembre 2015", "2015-09-24"),
        ("jueves, 24 de septiembre de 2015", "2015-09-24"),
        ("martes, 3 de mar de 2015", "2015-03-03"),
        ("mar. 3 mar. 2015", "2015-03-03"),
        ("gio 24 set 2015", "2015-09-24"),
        ("quinta-feira, 24 de setembro de 2015", "2015-09-24"),
        ("donderdag 24 september 2015", "2015-09-24"),
        ("den 24 september 2015", "2015-09-24"),
        ("Do, 24.09.2015", "2015-09-24"),
        ("2015. szeptember 24.", "2015-09-24"),
        ("24 сентября 2015 г.", "2015-09-24"),
        ("2015年9月24日", "2015-09-24"),
        ("1937", "1937"),
        ("1937-07", "1937-07"),
        ("July 1937", "1937-07"),
        ("7/1937", "1937-07"),
        ("1937~", "1937~"),
        ("1937?", "1937~"),
        ("c. 1937", "1937~"),
        ("c1937", "1937~"),
        ("circa July 1937", "1937-07~"),
        ("~1937", "1937~"),
        ("1937 (circa)", "1937~"),
        ("1937-XX-XX", "1937"),
        ("1937-07-??", "1937-07"),
        ("1937-00-00 00:00:00", "1937"),
        ("0000-00-00 00:00:00", ""),
        ("unknown", ""),
        ("n.d.", ""),
        ("", ""),
        ("9999-12-31", "9999-12-31"),
        ("1000", "1000"),
    ] {
        assert_eq!(iso(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_says_why() {
    use DateProblem::*;
    let no_day = |day, year, month| NoSuchDay { day, year, month };
    for (text, problem) in [
        ("2021-02-08 16:30-:00+16:30", Unreadable),
        ("2021-02-29", no_day(29, 2021, 2)),
        ("31 June 1999", no_day(31, 1999, 6)),
        ("2015-13-01", NoSuchMonth(13)),
        ("1937-38", NoSuchMonth(38)),
        ("2015-09-24 25:00", NoSuchTime),
        ("2015-09-24 14:60", NoSuchTime),
        ("24 Sep 2015 14:32 am", NoSuchTime),
        ("24/09/15", TwoDigitYear),
        ("26-FEB-87", TwoDigitYear),
        ("Sept. 24, '15", TwoDigitYear),
        ("0215-09-24", YearOutOfRange(215)),
        ("2015-09-24 14:32 BLAH", UnknownZone("BLAH".into())),
        ("1-3 July 1937", Unreadable),
        ("1937 - 1938", Unreadable),
        ("1937/1938", Unreadable),
        ("September-October 1937", Unreadable),
        ("Spring 1937", Unreadable),
        ("yesterday", Unreadable),
        ("14:32", Unreadable),
        ("24 September", Unreadable),
        ("Thursday", Unreadable),
        ("2015-09-24 10:00 - 12:00", Unreadable),
        ("99999999999999999999", Unreadable),
        ("12", Unreadable),
    ] {
        assert_eq!(london().read(text), Err(problem), "{text}");
    }
    assert_eq!(no_day(29, 2021, 2).to_string(), "there is no day 29, February 2021 has 28 days");
}

#[test]
fn the_site_decides_what_the_text_leaves_open() {
    let with = |ambiguous| DateReader::new("America/New_York", ambiguous).unwrap();
    let day = |ambiguous, text| with(ambiguous).read(text).map(|d| d.iso());
    assert_eq!(day(AmbiguousDates::DayFirst, "03/04/2015").as_deref(), Ok("2015-04-03"));
    assert_eq!(day(AmbiguousDates::MonthFirst, "03/04/2015").as_deref(), Ok("2015-03-04"));
    assert_eq!(day(AmbiguousDates::MonthFirst, "13/04/2015").as_deref(), Ok("2015-04-13"));
    let refused = day(AmbiguousDates::Refuse, "03/04/2015").unwrap_err();
    assert_eq!(refused.to_string(), "it can mean `2015-04-03` or `2015-03-04`");
}

#[test]
fn instants_are_those_of_the_place() {
    let read = |text: &str| london().read(text).unwrap();
    assert_eq!(read("24 September 2015 14:32").instant, 1_443_101_520);
    assert_eq!(read("2015-09-24").instant, 1_443_049_200);
    assert_eq!(read("2015").instant, 1_420_070_400);
    assert_eq!(read("9999-12-31").instant, 253_402_214_400);
    assert!(read("1937") < read("1937-07") && read("unknown") < read("1000"));
    assert_eq!(read("unknown"), PressDate::UNKNOWN);
}

#[test]
fn a_day_of_the_week_is_checked() {
    let doubt = |text| london().read_with_doubt(text).unwrap().1.map(|d| d.to_string());
    assert_eq!(doubt("Thursday 24 September 2015"), None);
    assert_eq!(doubt("Friday 24 September 2015").as_deref(), Some("that day was a Thursday, not a Friday"));
}

#[test]
fn formats_for_machines() {
    let read = |text: &str| london().read(text).unwrap();
    let date = read("24 September 2015 14:32");
    assert_eq!(date.rfc3339().as_deref(), Some("2015-09-24T14:32:00+01:00"));
    assert_eq!(date.rfc2822().as_deref(), Some("Thu, 24 Sep 2015 14:32:00 +0100"));
    assert_eq!(read("2015-09-24").rfc2822().as_deref(), Some("Thu, 24 Sep 2015 00:00:00 +0100"));
    assert_eq!(read("1937-07").rfc3339(), None);
    assert_eq!(read("1847-11-01 10:00").rfc3339().as_deref(), Some("1847-11-01T10:01:15+00:00"));
    assert_eq!((date.day_key(), date.precision()), (Some((2015, 9, 24)), Precision::Minute));
}

#[test]
fn moments_for_the_command_line() {
    let at = |text| london().parse_time(text);
    assert_eq!(at("2015-09-24T14:32:00Z"), Ok(1_443_105_120));
    assert_eq!(at("2015-09-24"), Ok(1_443_049_200));
    assert_eq!(at("0"), Ok(0));
    assert_eq!(at("86400"), Ok(86_400));
    assert_eq!(at("1443105120"), Ok(1_443_105_120));
    assert_eq!(at("2015"), Err(DateProblem::Unreadable));
    assert_eq!(at("now"), Err(DateProblem::Unreadable));
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let date = london().read(&text).unwrap_or_default();
        date.iso();
        date.rfc3339();
        date.rfc2822();
        london().from_file_name(&text);
        london().from_folders(&text.split('/').collect::<Vec<_>>());
    }

    #[test]
    fn no_heap_of_pieces_panics(pieces in prop::collection::vec(prop::sample::select(&[
        "2015", "09", "24", "-", "/", ".", ":", ",", " ", "T", "Z", "+", "Sep", "Thu", "am", "pm", "h", "(", ")", "[", "]", "c",
        "~", "?", "GMT", "BST", "Europe", "'", "0", "99", "th", "kl", "x",
    ][..]), 0..12)) {
        let _ = london().read(&pieces.concat());
    }

    #[test]
    fn machine_form_reads_back(instant in -30_000_000_000i64..250_000_000_000, zone in prop::sample::select(&[
        "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC",
    ][..])) {
        let reader = DateReader::new(zone, AmbiguousDates::Refuse).unwrap();
        let date = reader.at_instant(instant);
        let again = reader.read(&date.iso()).unwrap();
        if date.offset % 60 == 0 { prop_assert_eq!(again, date); }
        prop_assert_eq!(again.iso(), date.iso());
        let day = PressDate { time: None, ..date };
        prop_assert_eq!(reader.read(&day.iso()).unwrap().day_key(), date.day_key());
        if let Some(text) = date.rfc2822() {
            prop_assert_eq!(reader.read(&text).unwrap().instant, instant);
        }
    }
}
