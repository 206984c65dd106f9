//! Problems of the body room.
use super::codes;
use crate::diagnostic::{Diagnostic, Place};

codes! {
    W201 Warning "A body holds tags of another generator" "Write what they stood for in Markdown or HTML; until then they are shown as they are written";
}

/// Tags of one kind in the whole archive, at the place of the first.
pub fn foreign_tags(kind: &str, count: u32, first: Place) -> Diagnostic {
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times, here first") };
    Diagnostic::new(&W201, format!("`{kind}` is a tag of another generator; it stands in the archive {times}"))
        .at(first)
        .help("it is shown as it is written: say the same in Markdown or HTML")
}
