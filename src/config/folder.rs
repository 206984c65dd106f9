//! The site's folders: inside of the site, and apart from each other.

use super::Config;
use super::reader::{self, Reader};
use crate::diagnostic::catalogue::config as problem;
use crate::yaml::Node;

/// Folders that belong to something else.
const TAKEN: [&str; 4] = ["themes", "templates", ".dateline", ".git"];

/// `content`, `output` and `static`.
pub(super) fn folders(reader: &mut Reader, root: &Node, config: &mut Config) {
    let mut usable = true;
    for key in ["content", "output", "static"] {
        let Some((node, written)) = reader::text(root, key) else { continue };
        match folder(written) {
            Ok(folder) => match key {
                "content" => config.content = folder,
                "output" => config.output = folder,
                _ => config.static_folder = folder,
            },
            Err(reason) => {
                usable = false;
                let place = reader.place(&node.span);
                reader.report(problem::folder(key, &reason, place));
            }
        }
    }
    if usable {
        overlaps(reader, root, config);
    }
}

/// A folder as a path with `/` and without needless parts, or why it cannot be one.
fn folder(written: &str) -> Result<String, String> {
    let drive = written.as_bytes().get(1) == Some(&b':');
    if written.starts_with(['/', '\\', '~']) || drive {
        return Err(format!("must be relative to the site: {written}"));
    }
    if written.contains(|c: char| c == '\\' || c.is_control()) {
        return Err(format!("must be written with `/` between its parts: {written}"));
    }
    let parts: Vec<&str> = written.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return Err(format!("leads out of the site: {written}"));
    }
    match parts.first() {
        None => Err("cannot be the site's own folder".to_owned()),
        Some(first) if TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(first)) => {
            Err(format!("cannot be a folder that has a purpose of its own: {first}"))
        }
        Some(_) => Ok(parts.join("/")),
    }
}

/// Files that are written must not be read as articles, and articles not be copied as they are.
fn overlaps(reader: &mut Reader, root: &Node, config: &Config) {
    let folders =
        [("content", &config.content), ("output", &config.output), ("static", &config.static_folder)];
    for (index, (key, folder)) in folders.iter().enumerate() {
        for (other_key, other) in &folders[..index] {
            if !overlap(folder, other) {
                continue;
            }
            // One of the two may be a default.
            let written = [key, other_key].into_iter().find_map(|key| reader::text(root, key));
            let Some((node, _)) = written else { continue };
            let place = reader.place(&node.span);
            reader.report(problem::folders_overlap(key, folder, other_key, other, place));
        }
    }
}

/// Whether two folders are one or one is inside the other, on file systems that do not tell `A` from `a` too.
fn overlap(a: &str, b: &str) -> bool {
    let (a, b) = (format!("{}/", a.to_lowercase()), format!("{}/", b.to_lowercase()));
    a.starts_with(&b) || b.starts_with(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_inside_the_site() {
        assert_eq!(folder("./content/").as_deref(), Ok("content"));
        assert_eq!(folder("a//b/./c").as_deref(), Ok("a/b/c"));
        for written in
            ["", ".", "/srv", "../x", "a/../b", "C:/x", "a\\b", "~/x", "themes", "Templates/x", ".git"]
        {
            assert!(folder(written).is_err(), "{written}");
        }
    }

    #[test]
    fn folders_are_apart() {
        assert!(overlap("content", "Content") && overlap("a/b", "a") && overlap("a", "a/b"));
        assert!(!overlap("content", "contents"));
    }
}
