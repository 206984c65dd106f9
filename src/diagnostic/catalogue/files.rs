//! Problems of a text file as such, before its front matter is read (001 to 049).

use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    E001 Error "A file is not in UTF-8" "Open it in a text editor and save it as UTF-8";
    E002 Error "A file with the name of a text holds something else" "Move it out of the content folder, or give it the name that fits what it is";
    E003 Error "A file holds nothing" "Write the article, or remove the file";
    W004 Warning "A file starts with a byte order mark" "Save it as UTF-8 without a byte order mark";
    W005 Warning "The lines of a file end the way old Windows or Macintosh programs end them" "Save it with line ends of the Unix kind (LF)";
    W006 Warning "Blank lines stand before the front matter" "Remove them: `---` belongs into the first line";
    W007 Warning "A file seems to have front matter without the lines of dashes around it" "Put `---` above and below it";
    E008 Error "Front matter opens and never closes" "Put `---` on a line of its own below it";
    E009 Error "The front matter is in TOML" "Rewrite it in YAML";
    E010 Error "The front matter is in JSON" "Put `---` above and below it: JSON between such lines is read";
}

/// Bytes that are not UTF-8; `likely` names the encoding they look like.
pub fn not_utf8(place: Place, byte: u8, likely: Option<&str>) -> Diagnostic {
    let help = match likely {
        Some(name) => {
            format!("it looks like {name}: open it with that encoding in a text editor and save it as UTF-8")
        }
        None => {
            "open it in a text editor with the encoding it was written in and save it as UTF-8".to_owned()
        }
    };
    Diagnostic::new(
        &E001,
        format!("this file is not in UTF-8: byte {byte:02X} is no part of a character here"),
    )
    .at(place)
    .help(help)
}

/// A file in UTF-16.
pub fn utf16(path: &str) -> Diagnostic {
    Diagnostic::new(&E001, "this file is not in UTF-8 but in UTF-16")
        .in_file(path)
        .help("open it in a text editor and save it as UTF-8")
}

/// A NUL byte.
pub fn binary(place: Place) -> Diagnostic {
    Diagnostic::new(&E002, "this is no text: a NUL byte stands here")
        .at(place)
        .help("if it is a picture or a document, give it the name that fits it; if it is a text, save it again as UTF-8")
}

/// Neither front matter nor body.
pub fn empty(path: &str) -> Diagnostic {
    Diagnostic::new(&E003, "this file is empty").in_file(path).help("write the article, or remove the file")
}

/// A byte order mark.
pub fn byte_order_mark(path: &str) -> Diagnostic {
    Diagnostic::new(&W004, "this file starts with a byte order mark")
        .in_file(path)
        .help("it was read all the same; save it as UTF-8 without a byte order mark (BOM)")
}

/// Line ends of Windows, or with `macintosh` those of an old Macintosh.
pub fn line_ends(place: Place, macintosh: bool) -> Diagnostic {
    let kind = if macintosh { "an old Macintosh (CR)" } else { "Windows (CRLF)" };
    Diagnostic::new(&W005, format!("the lines of this file end as on {kind}"))
        .at(place)
        .help("it was read all the same; save it with line ends of the Unix kind (LF)")
}

/// Blank lines before `---`.
pub fn blank_lines_first(place: Place, lines: usize) -> Diagnostic {
    let what =
        if lines == 1 { "a blank line stands".to_owned() } else { format!("{lines} blank lines stand") };
    Diagnostic::new(&W006, format!("{what} before the front matter"))
        .at(place)
        .help("it was read all the same; `---` belongs into the first line")
}

/// Keys without `---`.
pub fn no_dashes(place: Place) -> Diagnostic {
    Diagnostic::new(
        &W007,
        "this looks like front matter, but there is no `---` above it, so it was read as text",
    )
    .at(place)
    .help("put a line `---` above it and another below it")
}

/// Front matter that never closes.
pub fn never_closes(place: Place) -> Diagnostic {
    Diagnostic::new(&E008, "the front matter that opens here never closes")
        .at(place)
        .help("put `---` on a line of its own between the front matter and the text")
}

/// TOML.
pub fn toml(place: Place) -> Diagnostic {
    Diagnostic::new(&E009, "this front matter is in TOML, and only YAML is read")
        .at(place)
        .help("write `---` in place of `+++`, and `title: \"…\"` in place of `title = \"…\"`, and so on for each line")
}

/// JSON.
pub fn json(place: Place) -> Diagnostic {
    Diagnostic::new(&E010, "this front matter is in JSON, and only YAML is read")
        .at(place)
        .help("put a line `---` above the opening brace and another below the closing one; the JSON itself can stay")
}
