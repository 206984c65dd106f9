//! Problems of walking and reading folders (05x to 09x).

use super::codes;
use crate::diagnostic::Diagnostic;

codes! {
    E051 Error "A folder or file could not be read while looking for articles" "Give the account that runs the build the right to read it, or repair or remove the broken link";
    E052 Error "A symbolic link leads back to a folder above it" "Remove the link; everything else was read";
    E053 Error "A file name is not valid UTF-8" "Rename the file";
    E054 Error "A file could not be read" "Give the account that runs the build the right to read it";
    E055 Error "A text file is far too large to be an article" "Split it, or move it out of the content folder if it is not an article";
}

/// A step of the walk failed.
pub fn cannot_walk(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E051, format!("cannot read this: {reason}"))
        .in_file(path)
        .help("what is inside is missing from the site until it can be read")
}

/// A symbolic link makes a loop.
pub fn link_loop(path: &str) -> Diagnostic {
    Diagnostic::new(&E052, "this link leads back to a folder above it")
        .in_file(path)
        .help("remove the link; everything else was read")
}

/// A name that is not text.
pub fn name_not_utf8(path: &str) -> Diagnostic {
    Diagnostic::new(&E053, "the name of this file is not valid UTF-8").in_file(path).help("rename the file")
}

/// A file that cannot be read.
pub fn cannot_read(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E054, format!("cannot read this file: {reason}"))
        .in_file(path)
        .help("it is left out until it can be read")
}

/// A file that is too large; sizes in bytes.
pub fn too_large(path: &str, size: u64, limit: u64) -> Diagnostic {
    let mib = |bytes: u64| bytes.div_ceil(1024 * 1024);
    Diagnostic::new(&E055, format!("this file has {} MiB; an article may have {}", mib(size), mib(limit)))
        .in_file(path)
        .help("split it, or move it out of the content folder if it is not an article")
}
