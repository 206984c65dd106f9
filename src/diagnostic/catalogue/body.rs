//! Problems of the body room.

use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    W201 Warning
        "Bodies hold tags of another site generator, which Dateline does not run and shows as written"
        "Replace the tags with Markdown or HTML, or leave them as a record of what was there";
    W202 Warning
        "A link or picture has an address that would run a script; its text is kept and the address left out"
        "Give the address of a page or file, or remove the link";
}

/// Tags of one kind in bodies, reported once: how many there are in how many files, and where the first stands.
pub fn foreign_tags(kind: &str, tags: usize, files: usize, first: Place) -> Diagnostic {
    let count =
        |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let (tags, files) = (count(tags, "place", "places"), count(files, "file", "files"));
    Diagnostic::new(
        &W201,
        format!("tag of another generator, shown as written in {tags} in {files}: `{kind}`"),
    )
    .at(first)
    .help("replace it with Markdown or HTML; search the content folder for its beginning to find the others")
}

/// An address that would run a script.
pub fn address_runs_script(address: &str, place: Place) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    Diagnostic::new(&W202, format!("address would run a script and is left out: `{shown}`"))
        .at(place)
        .help("give the address of a page or file, or remove the link")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::text::place;

    #[test]
    fn messages_count_in_plain_words() {
        let first = || place("content/a.md", "x {{< ref >}}", 2..13);
        assert_eq!(
            foreign_tags("{{< ref >}}", 2731, 512, first()).message,
            "tag of another generator, shown as written in 2731 places in 512 files: `{{< ref >}}`"
        );
        assert!(foreign_tags("[gallery]", 1, 1, first()).message.contains("in 1 place in 1 file:"));
        assert_eq!(address_runs_script("javascript:x", first()).code.name, "W202");
    }
}
