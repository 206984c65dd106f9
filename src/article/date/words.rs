//! Words of dates in the languages of newspapers: months, days of the week, and what may stand between.
//!
//! Takes: a word in lower case without a full stop. Gives: what it stands for.

/// Names of the months, January first: full names, genitives and usual abbreviations, with and without accents.
/// Languages: English, Catalan, Czech, Danish, Dutch, Finnish, French, German, Hungarian, Indonesian, Italian,
/// Norwegian, Polish, Portuguese, Romanian, Russian, Spanish, Swedish, Turkish, Ukrainian, Welsh.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jaenner januari janvier janv enero ene gennaio gen janeiro gener ianuarie ian leden ledna \
     stycznia styczeń styczen sty tammikuu tammikuuta tammi január ocak января январь янв січня січень ionawr",
    "february feb febr februar februari februarie feber février fevrier févr fevr fév fev febrero febbraio fevereiro febrer únor \
     února unor unora luty lutego lut helmikuu helmikuuta helmi február şubat subat февраля февраль фев февр лютого лютий peb \
     pebruari chwefror",
    "march mar mär märz maerz marz mrz maart mrt mars marts marzo março marco març martie březen března brezen brezna marca \
     marzec maaliskuu maaliskuuta maalis március marcius márc mart maret марта март мар березня березень mawrth",
    "april apr aprilie avril avr abril abr aprile duben dubna kwiecień kwietnia kwiecien kwi huhtikuu huhtikuuta huhti április \
     aprilis ápr nisan апреля апрель апр квітня квітень ebrill",
    "may mai maj mei mayo maio maig maggio mag květen května kveten kvetna maja toukokuu toukokuuta touko május majus máj \
     mayıs mayis мая май травня травень",
    "june jun juni juin junio jun giugno giu junho juny iunie iun červen června cerven cervna czerwiec czerwca cze kesäkuu \
     kesäkuuta kesä kesakuu június junius jún haziran июня июнь июн червня червень mehefin",
    "july jul juli juillet juil julio luglio lug julho juliol iulie iul červenec července cervenec cervence lipiec lipca lip \
     heinäkuu heinäkuuta heinä heinakuu július julius júl temmuz июля июль июл липня липень gorffennaf",
    "august aug augusti augustus août aout agosto ago agost srpen srpna sierpień sierpnia sierpien sie elokuu elokuuta elo \
     augusztus ağustos agustos agustus agt августа август авг серпня серпень awst",
    "september sep sept septembre septiembre setiembre settembre set setembro setembre septembrie září zari wrzesień września \
     wrzesien wrzesnia wrz syyskuu syyskuuta syys szeptember szept eylül eylul сентября сентябрь сен сент вересня вересень medi",
    "october oct okt oktober octobre octubre ottobre ott outubro out octombrie říjen října rijen rijna październik października \
     pazdziernik paź lokakuu lokakuuta loka október ekim oktobri октября октябрь окт жовтня жовтень hydref",
    "november nov novembre noviembre novembro noiembrie noi listopad listopadu listopada lis marraskuu marraskuuta marras \
     kasım kasim nopember ноября ноябрь ноя нояб листопада листопад tachwedd",
    "december dec dez dezember décembre decembre déc diciembre dic dicembre dezembro desembre desember des decembrie prosinec \
     prosince grudzień grudnia grudzien gru joulukuu joulukuuta joulu december aralık aralik desember декабря декабрь дек \
     грудня грудень rhagfyr",
];

/// Names of the days of the week, Monday first, in the same languages.
const WEEKDAYS: [&str; 7] = [
    "monday mon montag mo lundi lun lunes lunedì lunedi segunda maandag ma måndag mandag man mån maanantai maanantaina \
     poniedziałek pondělí pondeli dilluns luni pazartesi senin понедельник пн понеділок",
    "tuesday tue tues dienstag di mardi mar martes martedì martedi terça terca dinsdag tisdag tirsdag tis tir tiistai \
     tiistaina wtorek úterý utery dimarts marți salı selasa вторник вт вівторок",
    "wednesday wed weds mittwoch mi mercredi mer miércoles miercoles mié mercoledì mercoledi quarta woensdag wo onsdag \
     ons keskiviikko keskiviikkona środa sroda středa streda dimecres miercuri çarşamba rabu среда ср середа",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì giovedi gio quinta donderdag torsdag tors tor \
     torstai torstaina czwartek čtvrtek ctvrtek dijous joi perşembe kamis четверг чт четвер",
    "friday fri freitag fr vendredi ven viernes vie venerdì venerdi sexta vrijdag vr fredag fre perjantai perjantaina \
     piątek piatek pátek patek divendres vineri cuma jumat пятница пт п'ятниця",
    "saturday sat samstag sa sonnabend samedi sam sábado sabado sáb sabato sab zaterdag za lördag lørdag lör lør lauantai lauantaina \
     sobota dissabte sâmbătă cumartesi sabtu суббота сб субота",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo söndag søndag sön søn sunnuntai sunnuntaina niedziela neděle \
     nedele diumenge duminică pazar minggu воскресенье вс неділя",
];

/// Words that join the parts of a date and say nothing.
const JOINING: &str = "of the at on and in de del di do da la las le les el den der dem des à a am alle ore um kl klo klockan op om te dia \
     día dne roku г года року feira t";

/// Words before or after an approximate date.
const CIRCA: &str = "c ca circa cca approx approximately about around vers environ etwa um";

/// Texts that say that the date is not known, in lower case with neither spaces nor full stops.
const UNKNOWN: &str = "unknown undated nodate nd sd od sf unbekannt inconnu inconnue desconocido desconocida undatiert sansdate \
     senzadata sinfecha semdata tbd none null n/a na ? ?? - –";

/// Words and endings behind the number of a day: `24th`, `1er`, `1º`.
const ORDINALS: &str = "st nd rd th er ère e ème eme º ª o a de te ste";

/// Month of a word, 1 to 12.
pub fn month(word: &str) -> Option<i8> {
    position(&MONTHS, word).map(|i| i as i8 + 1)
}

/// Day of the week of a word, 1 for Monday to 7 for Sunday.
pub fn weekday(word: &str) -> Option<u8> {
    position(&WEEKDAYS, word).map(|i| i as u8 + 1)
}

/// Whether a word only joins.
pub fn joins(word: &str) -> bool {
    listed(JOINING, word)
}

/// Whether a word says that the date is approximate.
pub fn is_circa(word: &str) -> bool {
    listed(CIRCA, word)
}

/// Whether a word is the ending of an ordinal number.
pub fn is_ordinal(word: &str) -> bool {
    listed(ORDINALS, word)
}

/// Whether a whole text says that the date is not known.
pub fn is_unknown(text: &str) -> bool {
    let bare: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    bare.is_empty() || listed(UNKNOWN, &bare)
}

fn position(table: &[&str], word: &str) -> Option<usize> {
    table.iter().position(|names| listed(names, word))
}

fn listed(names: &str, word: &str) -> bool {
    names.split_ascii_whitespace().any(|name| name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_months_or_two_days() {
        for table in [&MONTHS[..], &WEEKDAYS[..]] {
            for (i, names) in table.iter().enumerate() {
                for name in names.split_ascii_whitespace() {
                    assert_eq!(position(table, name), Some(i), "{name}");
                }
            }
        }
    }

    #[test]
    fn reads_several_languages() {
        for (word, number) in [
            ("september", 9),
            ("sept", 9),
            ("août", 8),
            ("märz", 3),
            ("enero", 1),
            ("maggio", 5),
            ("outubro", 10),
            ("mei", 5),
            ("maj", 5),
            ("grudnia", 12),
            ("сентября", 9),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!((weekday("donnerstag"), weekday("jeudi"), weekday("september")), (Some(4), Some(4), None));
    }

    #[test]
    fn knows_how_people_say_that_they_do_not_know() {
        for text in ["unknown", "n.d.", "N. D.", "s.d.", "?", "", " ", "no date"] {
            assert!(is_unknown(text), "{text}");
        }
        assert!(!is_unknown("1937"));
    }
}
