//! Cargo's build script: gives the program a digest of its own source.
//!
//! A page is rendered again when the program that made it was another one, since any change in the program may change
//! a page. A version number would have to be raised by hand for that, and one day it would be forgotten.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "Cargo's scripts read files and print"
)]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut hasher = DefaultHasher::new();
    for root in ["src", "themes", "Cargo.lock", "Cargo.toml"] {
        println!("cargo:rerun-if-changed={root}");
        add(Path::new(root), &mut hasher);
    }
    println!("cargo:rustc-env=DATELINE_PROGRAM={:016x}", hasher.finish());
}

/// Adds a file, or the files of a folder in order of name.
fn add(path: &Path, hasher: &mut DefaultHasher) {
    if !path.is_dir() {
        path.to_string_lossy().hash(hasher);
        fs::read(path).expect("the program's own source can be read").hash(hasher);
        return;
    }
    let entries = fs::read_dir(path).expect("the program's own source can be listed");
    let mut entries: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    entries.iter().for_each(|entry| add(entry, hasher));
}
