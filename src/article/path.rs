//! What the path of a file says about an article.

use super::date::name;
use super::fields::text;

/// A relative path without `.`, `..` and doubled slashes; none when it leads above its root.
pub fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path relative to the content folder, taken apart.
#[derive(Debug, PartialEq)]
pub struct Name<'a> {
    /// Name without extension; of an `index.md` that of its folder.
    pub stem: &'a str,
    /// Folders above, outermost first; without that of an `index.md`.
    pub folders: Vec<&'a str>,
}

impl<'a> Name<'a> {
    /// Takes a path apart.
    pub fn of(path: &'a str) -> Self {
        let mut folders: Vec<&str> = path.split('/').collect();
        let file = folders.pop().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        match folders.pop() {
            Some(folder) if matches!(stem, "index" | "_index") => Self { stem: folder, folders },
            Some(folder) => {
                folders.push(folder);
                Self { stem, folders }
            }
            None => Self { stem, folders },
        }
    }

    /// The section that the folders name: the first that is not named after a date. None for a file directly in the content folder.
    pub fn section(&self) -> Option<Box<str>> {
        self.folders.iter().find(|folder| !name::is_date(folder)).map(|folder| text::from_name(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_paths_apart() {
        let read = |path| {
            let name = Name::of(path);
            (name.stem.to_owned(), name.folders.join("/"), name.section().unwrap_or_default().into_string())
        };
        let parts = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(read("quay.md"), parts("quay", "", ""));
        assert_eq!(read("index.md"), parts("index", "", ""));
        assert_eq!(read("news/2015/09/quay.md"), parts("quay", "news/2015/09", "News"));
        assert_eq!(read("2015/09/24/quay.v2.md"), parts("quay.v2", "2015/09/24", ""));
        assert_eq!(
            read("2015/letters-to-us/2015-09-24-x/index.md"),
            parts("2015-09-24-x", "2015/letters-to-us", "Letters to us")
        );
    }
}
