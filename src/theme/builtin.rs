//! The themes inside the program: the same files as in `themes/` of its repository.

use super::{Layer, ThemeFile};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;

static BROADSHEET: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/broadsheet");
static PLAIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/plain");

/// The theme of a site that names none.
pub const DEFAULT: &str = "broadsheet";

/// Names of the themes inside the program.
pub fn names() -> Vec<&'static str> {
    vec![DEFAULT, "plain"]
}

/// A theme inside the program.
pub fn layer(name: &str) -> Option<Layer> {
    let dir = match name {
        DEFAULT => &BROADSHEET,
        "plain" => &PLAIN,
        _ => return None,
    };
    let mut files = Vec::new();
    gather(dir, name, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(Layer { name: name.to_owned(), files })
}

fn gather(dir: &'static Dir<'static>, theme: &str, files: &mut Vec<ThemeFile>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let shown = format!("(built-in theme) {theme}/{path}");
        files.push(ThemeFile { path, shown, bytes: Cow::Borrowed(file.contents()) });
    }
    for inner in dir.dirs() {
        gather(inner, theme, files);
    }
}
