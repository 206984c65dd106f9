//! Releases beside each other, and the link that says which of them readers see.

use super::disk;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::manifest::Manifest;
use crate::publish::target::{OWN, Pending};
use crate::source::plain_reason;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// The link.
const CURRENT: &str = "current";
/// The link before it takes the place of the one before.
const NEXT: &str = ".current-next";
/// The folder of the releases.
const RELEASES: &str = "releases";
/// The release that is being made.
pub(super) const PARTIAL: &str = "releases/.partial";

/// Whether a name in the target folder is one that publishing gives.
pub(super) fn is_ours(name: &str) -> bool {
    [CURRENT, NEXT, RELEASES].contains(&name)
}

/// The release that readers see; none before the first.
pub(super) fn current(root: &Path, shown: &str) -> Result<Option<PathBuf>, Diagnostic> {
    let link = root.join(CURRENT);
    match fs::read_link(&link) {
        Ok(to) => {
            let name =
                to.to_str().and_then(|to| to.strip_prefix("releases/")).filter(|name| !name.contains('/'));
            match name {
                Some(name) => Ok(Some(root.join(RELEASES).join(name))),
                None => Err(catalogue::foreign_link(shown, &to.to_string_lossy())),
            }
        }
        Err(e) if disk::is_missing(&e) => Ok(None),
        Err(e) if e.kind() == io::ErrorKind::InvalidInput => Err(catalogue::no_link(shown)),
        Err(e) => Err(catalogue::cannot_read(shown, CURRENT, &plain_reason(&e))),
    }
}

/// Takes up a release that was whole, and not shown yet when its publish was interrupted.
pub(super) fn resume(root: &Path, earlier: Option<&Pending>) -> io::Result<()> {
    fs::create_dir_all(root.join(RELEASES))?;
    let Some(earlier) = earlier else { return Ok(()) };
    let whole = root.join(RELEASES).join(&earlier.id);
    let shown = fs::read_link(root.join(CURRENT)).is_ok_and(|to| to.ends_with(&earlier.id));
    if !shown && whole.is_dir() && !root.join(PARTIAL).exists() {
        fs::rename(&whole, root.join(PARTIAL))?;
    }
    Ok(())
}

/// Removes from a release what an interrupted publish of something else has left in it.
pub(super) fn clear_strays(site: &Path, manifest: &Manifest) -> io::Result<()> {
    for (path, _) in disk::list(site, OWN, usize::MAX)? {
        if manifest.find(&path).is_none() {
            disk::remove(site, &path)?;
        }
    }
    Ok(())
}

/// Gives the release that was made its name.
pub(super) fn name(root: &Path, id: &str) -> io::Result<()> {
    let to = root.join(RELEASES).join(id);
    if to.is_dir() && !fs::read_link(root.join(CURRENT)).is_ok_and(|link| link.ends_with(id)) {
        // The same site in the same second, whole and never shown: an interrupted publish left it.
        fs::remove_dir_all(&to)?;
    }
    fs::rename(root.join(PARTIAL), &to)
}

/// Shows readers a release, from one moment to the next.
pub(super) fn switch(root: &Path, id: &str) -> io::Result<()> {
    let next = root.join(NEXT);
    match fs::remove_file(&next) {
        Err(e) if !disk::is_missing(&e) => return Err(e),
        _ => {}
    }
    symlink(Path::new(RELEASES).join(id), &next)?;
    fs::rename(&next, root.join(CURRENT))?;
    File::open(root)?.sync_all()
}

/// Names of all releases, oldest first: names begin with the time.
pub(super) fn all(root: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(root.join(RELEASES)) {
        Err(e) if disk::is_missing(&e) => return Ok(Vec::new()),
        entries => entries?,
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    Ok(names)
}

/// Removes all but the newest `keep` releases; never the one that readers see. A release is wholly our own.
pub(super) fn prune(root: &Path, keep: usize, shown: &str) -> io::Result<()> {
    let names = all(root)?;
    let old = names.len().saturating_sub(keep);
    for name in names.iter().take(old).filter(|name| *name != shown) {
        // Out of the list first: a removal that is interrupted leaves no half release that could be gone back to.
        let aside = root.join(RELEASES).join(format!(".old-{name}"));
        fs::rename(root.join(RELEASES).join(name), &aside)?;
    }
    for entry in fs::read_dir(root.join(RELEASES))?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(".old-") {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
