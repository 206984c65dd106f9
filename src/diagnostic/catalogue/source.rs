//! Problems of walking and reading folders (05x to 09x).

use super::codes;
use crate::diagnostic::Diagnostic;

codes! {
    E051 Error "A folder, file or link could not be read while looking for files" "Give the account that runs the build the right to read it, or repair or remove the broken link";
    E052 Error "A symbolic link leads back to a folder above it" "Remove the link; everything else was read";
    E053 Error "A file name is not valid UTF-8" "Rename the file";
    E054 Error "A file could not be read" "Give the account that runs the build the right to read it";
    E055 Error "A text file is far too large to be an article" "Split it, or move it out of the content folder if it is not an article";
}

/// A step of the walk failed.
pub fn cannot_walk(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E051, format!("cannot read this: {reason}"))
        .in_file(path)
        .help("it is missing from the site until it can be read")
}

/// A symbolic link to something that is not there.
pub fn link_to_nothing(path: &str) -> Diagnostic {
    Diagnostic::new(&E051, "this link leads to something that does not exist")
        .in_file(path)
        .help("repair or remove the link; until then what it stood for is missing from the site")
}

/// A pipe, a socket or a device.
pub fn not_a_file(path: &str) -> Diagnostic {
    Diagnostic::new(&E051, "this is neither a file nor a folder, so it is not read")
        .in_file(path)
        .help("remove it from the folder")
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
