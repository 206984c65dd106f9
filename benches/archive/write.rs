//! Writes the synthetic archive to a folder, so that whole programs can be measured with it.
//!
//! ```text
//! cargo run --release --example archive -- ARTICLES DIR [--seed NUMBER]
//! ```
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a program of its own: no part of the pipeline"
)]

#[path = "mod.rs"]
mod archive;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: archive ARTICLES DIR [--seed NUMBER]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((articles, folder, seed)) = read(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match write(&archive::Archive::new(articles, seed), &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the archive to {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: &[String]) -> Option<(usize, PathBuf, u64)> {
    let (articles, folder, seed) = match arguments {
        [articles, folder] => (articles, folder, 1),
        [articles, folder, flag, seed] if flag == "--seed" => (articles, folder, seed.parse().ok()?),
        _ => return None,
    };
    Some((articles.parse().ok()?, PathBuf::from(folder), seed))
}

fn write(archive: &archive::Archive, folder: &Path) -> std::io::Result<()> {
    for file in archive.files() {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, file.text)?;
    }
    Ok(())
}
