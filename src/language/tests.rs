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
        ("fa", "۲۴ سپتامبر ۲۰۱۵, ۱۴:۳۲", "۲۴ سپتامبر ۲۰۱۵"),
        ("th", "24 กันยายน ค.ศ. 2015 14:32", "24 ก.ย. 2015"),
    ] {
        assert_eq!(text(NOON, lang), long, "{lang}");
        assert_eq!(short(NOON, lang), brief, "{lang}");
    }
}

#[test]
fn probe(){
    for l in ["en-GB","en-US","fr","de","ar","ar-EG","he","tr","zh","ru","fa","th","pt","pt-BR","ja","ko","es","ca","hi","bn","iw","xx","en_GB","","vi","ks", "zh-TW","lt","hu","bg","de-AT","sr-Latn"] {
        println!("{l}: {} | {} | {} | {} | {} | {:?} {} {}", text(NOON,l), short(NOON,l), full_date(2015,9,24,l), month_and_year(2015,9,l), text(PressDate{month:0,day:0,time:None,..NOON},l), weekdays(l), direction(l), format_number(1234567,l));
        println!("    {} | {} | {} | {}", short(PressDate{day:0,time:None,..NOON},l), day_of_year(1,1,l), month_name(5,l), long_date(1789,10,3,l));
    }
}
