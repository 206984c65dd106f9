//! Theme files from disk, or from the program when the site has no theme of that name.
#![allow(clippy::disallowed_methods, reason = "this file is where themes are read from disk")]

use super::{Layer, ThemeFile, builtin, manifest};
use crate::diagnostic::join;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::source::text::place_of_key;
use crate::source::{self, plain_reason};
use crate::yaml::suggest::did_you_mean;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of a site that stand before its theme.
const OWN_FOLDERS: [&str; 3] = ["templates", "assets", "i18n"];

/// The layers for a site at `site` (shown as `shown`) whose configuration, at `config_path`, names `theme`:
/// the site's own folders, the theme, its parents.
///
/// # Errors
/// When a theme is missing or is its own parent.
pub fn layers(
    site: &Path,
    shown: &str,
    theme: &str,
    config_path: &str,
    report: &mut Vec<Diagnostic>,
) -> Result<Vec<Layer>, Diagnostic> {
    let mut own = Layer { name: "site".to_owned(), files: Vec::new() };
    for folder in OWN_FOLDERS {
        read_folder(&site.join(folder), folder, &join(shown, folder), &mut own.files, report);
    }
    let mut layers = vec![own];
    let mut next = Some((theme.to_owned(), (config_path.to_owned(), site.join("config.yaml"), "theme")));
    while let Some((name, wanted_by)) = next {
        if layers.iter().skip(1).any(|l| l.name == name) {
            return Err(catalogue::parent_circle(&wanted_by.0, &name));
        }
        let layer = layer(site, shown, &name, report).ok_or_else(|| missing(&name, wanted_by, site))?;
        let manifest = layer.files.iter().find(|f| f.path == "theme.yaml");
        next = manifest.and_then(|file| {
            let parent = manifest::parent_of(&String::from_utf8_lossy(&file.bytes))?;
            Some((parent, (file.shown.clone(), site.join("themes").join(&name).join("theme.yaml"), "parent")))
        });
        layers.push(layer);
    }
    Ok(layers)
}

/// A theme that is not there, with the line that wants it.
fn missing(name: &str, wanted_by: (String, PathBuf, &str), site: &Path) -> Diagnostic {
    let (shown, path, key) = wanted_by;
    let text = fs::read_to_string(path).unwrap_or_default();
    let place = place_of_key(&shown, &text, &[key]);
    let folders = fs::read_dir(site.join("themes")).into_iter().flatten();
    let own = folders.filter_map(|f| Some(f.ok()?.file_name().to_string_lossy().into_owned()));
    let known: Vec<String> = own.chain(builtin::names().iter().map(|n| (*n).to_owned())).collect();
    let near = did_you_mean(name, known.iter().map(String::as_str));
    catalogue::theme_missing(name, place, near, &builtin::names().join(", "))
}

fn layer(site: &Path, shown: &str, name: &str, report: &mut Vec<Diagnostic>) -> Option<Layer> {
    let folder = site.join("themes").join(name);
    if !folder.is_dir() {
        return builtin::layer(name);
    }
    let mut files = Vec::new();
    read_folder(&folder, "", &join(shown, &format!("themes/{name}")), &mut files, report);
    Some(Layer { name: name.to_owned(), files })
}

/// Reads all files below `folder`; their paths start with `prefix`.
fn read_folder(
    folder: &Path,
    prefix: &str,
    shown: &str,
    files: &mut Vec<ThemeFile>,
    report: &mut Vec<Diagnostic>,
) {
    for source::SourceFile { path: relative, .. } in source::list(folder, shown, report) {
        match fs::read(folder.join(&*relative)) {
            Ok(bytes) => files.push(ThemeFile {
                path: join(prefix, &relative),
                shown: join(shown, &relative),
                bytes: bytes.into(),
            }),
            Err(error) => {
                report.push(catalogue::cannot_read(&join(shown, &relative), &plain_reason(&error)));
            }
        }
    }
}
