//! Problems of the body room.
use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    W201 Warning "A body holds tags of another generator" "Write what they stood for in Markdown or HTML; until then they are shown as they are written";
    W202 Warning "A link or picture has an address that would run a script; its text is kept and the address left out" "Give the address of a page or file, or remove the link";
}

/// Tags of one kind in the whole archive, at the place of the first.
pub fn foreign_tags(kind: &str, count: u32, first: Place) -> Diagnostic {
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times, here first") };
    Diagnostic::new(
        &W201,
        format!("`{kind}` is a tag of another generator; it stands in the archive {times}"),
    )
    .at(first)
    .help("it is shown as it is written: say the same in Markdown or HTML")
}

/// An address that would run a script.
pub fn address_runs_script(address: &str, place: Place) -> Diagnostic {
    let shown: String = address.chars().take(60).collect();
    Diagnostic::new(&W202, format!("this address would run a script: `{shown}`")).at(place).help(
        "its text is kept and the address left out: give the address of a page or file, or remove the link",
    )
}
