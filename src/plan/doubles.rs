//! Files that cannot stand beside each other in one folder.

use super::files::Planned;
use crate::archive::owners::lower;
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue};
use rapidhash::v3::rapidhash_v3;
use rapidhash::{RapidHashMap, RapidHashSet};
use rayon::prelude::*;

/// The files without those that cannot stand beside an earlier one: two of one path, or a file where a folder must be.
/// Each is reported under the name that `shown` gives it.
pub fn without_doubles(
    files: Vec<Planned>,
    shown: impl Fn(&Planned) -> String,
    report: &mut Vec<Diagnostic>,
) -> Vec<Planned> {
    if all_fit(&files) {
        return files;
    }
    let mut taken: RapidHashMap<String, usize> = RapidHashMap::default();
    let mut folders: RapidHashMap<String, usize> = RapidHashMap::default();
    let mut kept: Vec<Planned> = Vec::with_capacity(files.len());
    for planned in files {
        let path = lower(planned.path()).into_owned();
        let first = taken.get(&path).or_else(|| folders.get(&path));
        let first = first.or_else(|| above(&path).find_map(|folder| taken.get(folder))).copied();
        match first {
            Some(first) => {
                let first = shown(&kept[first]);
                let place = format!("/{}", planned.path());
                report.push(catalogue::two_at_one_place(&shown(&planned), &first, &place));
            }
            None => {
                for folder in above(&path) {
                    if !folders.contains_key(folder) {
                        folders.insert(folder.to_owned(), kept.len());
                    }
                }
                taken.insert(path, kept.len());
                kept.push(planned);
            }
        }
    }
    kept
}

/// Whether all files can stand beside each other: no two hashes of paths are equal, nor are those of a path and of a
/// folder. Nearly always so, and much quicker to find out than which it is that cannot.
fn all_fit(files: &[Planned]) -> bool {
    let hash = |text: &str| rapidhash_v3(text.as_bytes());
    let paths: Vec<u64> = files.par_iter().map(|f| hash(&lower(f.path()))).collect();
    let taken: RapidHashSet<u64> = paths.iter().copied().collect();
    let is_free = |file: &Planned| !above(&lower(file.path())).any(|folder| taken.contains(&hash(folder)));
    taken.len() == files.len() && files.par_iter().all(is_free)
}

/// The folders above a file.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}
