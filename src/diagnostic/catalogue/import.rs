//! Problems of importing (8xx). What is wrong with single things that are imported stands in the report.

use super::codes;
use crate::diagnostic::Diagnostic;

codes! {
    E801 Error "What is to be imported cannot be read" "Correct its name, or see to it that it can be read";
    E802 Error "The record of earlier imports cannot be used" "Restore it from your version control, or move it away: then files that are there count as nobody's and are left alone";
    E803 Error "The record or the report of an import cannot be written" "See to space and rights there, and import again: what is written already is left as it is";
    E804 Error "The folder to import into cannot be used" "Name a folder with --into";
    E805 Error "There is no room for what was read" "Make room where temporary files lie, or import a part at a time";
}

/// A source that is not there.
pub fn cannot_read(source: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E801, format!("cannot import this: {reason}"))
        .in_file(source)
        .help("name a file, a folder, a pattern in quotation marks, or - for standard input")
}

/// A record that is damaged or of a later version.
pub fn record_unusable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E802, format!("the record of earlier imports cannot be used: {reason}"))
        .in_file(path)
        .help("nothing was imported: restore it, or move it away; then files that are there are left alone")
}

/// The record or report has no place.
pub fn cannot_keep(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E803, format!("cannot write this: {reason}"))
        .in_file(path)
        .help("the articles are written; make room and import again, which changes nothing else")
}

/// `--into` names something that is no folder.
pub fn into_unusable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E804, format!("cannot import into this: {reason}"))
        .in_file(path)
        .help("nothing was imported: name a folder with --into")
}

/// What was read has no place until it is written.
pub fn no_room(reason: &str) -> Diagnostic {
    Diagnostic::new(&E805, format!("cannot put aside what was read: {reason}"))
        .help("nothing was imported: make room where temporary files lie")
}
