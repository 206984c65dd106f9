//! Reads Rust source far enough to say which paths it names.
//!
//! Takes: the files below `src/`. Does: drops comments, strings and what is compiled for tests only, then follows
//! `a::b::{c, d}` wherever it stands. Gives: each file with its module and the [`Named`] paths. It knows no types and
//! resolves no imports; for the question "which room does this file talk to" that is enough.

use super::strip::{blank, without_tests};
use std::fs;
use std::path::Path;

/// A source file without its tests.
pub struct File {
    /// Path below `src/`, with `/`.
    pub path: String,
    /// Module the file is, from the root of the crate: `["article", "date"]`.
    pub module: Vec<String>,
    /// Paths the file names.
    pub names: Vec<Named>,
    /// Modules the file declares.
    pub declares: Vec<String>,
}

/// A path as it stands in the source.
#[derive(Debug, PartialEq)]
pub struct Named {
    /// Segments; a macro's name ends with `!`.
    pub path: Vec<String>,
    /// Whether it stands in a `use`.
    pub imported: bool,
    /// Whether it opens with `::`, and so is another crate's for certain.
    pub absolute: bool,
}

/// Every file below `root`, in order of its path, but those that hold tests alone.
pub fn files(root: &Path) -> Vec<File> {
    let mut found = Vec::new();
    collect(root, root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "tests" {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            let relative = path.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
            found.push(file(&relative, &text));
        }
    }
}

/// What one file names.
pub fn file(path: &str, text: &str) -> File {
    let tokens = tokens(&without_tests(&blank(text)));
    let mut module: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    let declares = tokens.windows(2).filter(|pair| pair[0] == "mod").map(|pair| pair[1].clone()).collect();
    File { path: path.to_owned(), module, names: names(&tokens), declares }
}

impl File {
    /// The path from the root of this crate; none when it leads to another crate or to a local name.
    pub fn inside<'a>(&'a self, named: &'a Named) -> Option<Vec<&'a str>> {
        let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
        let ups = path.iter().take_while(|segment| **segment == "super").count();
        match path.first()? {
            &"crate" | &"dateline" => Some(path[1..].to_vec()),
            &"self" => {
                Some(self.module.iter().map(String::as_str).chain(path[1..].iter().copied()).collect())
            }
            // `pub(super)` is about who may see, not about who is needed.
            &"super" if path.len() == ups && !named.imported => None,
            &"super" => {
                let kept = self.module.len().saturating_sub(ups);
                Some(
                    self.module[..kept]
                        .iter()
                        .map(String::as_str)
                        .chain(path[ups..].iter().copied())
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// The path in another crate; none when the file's own modules or imports hide that name.
    pub fn outside<'a>(&'a self, named: &'a Named) -> Option<Vec<&'a str>> {
        let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
        let first = *path.first()?;
        let alone = path.len() == 1 && !named.imported && !first.ends_with('!');
        let hidden = !named.absolute
            && (self.declares.iter().any(|module| module == first)
                || self.names.iter().any(|other| {
                    other.imported && self.inside(other).is_some_and(|inner| inner.last() == Some(&first))
                }));
        (!alone && !hidden && self.inside(named).is_none()).then_some(path)
    }
}

/// Names and signs; of the signs only `::` is kept whole.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = if name > 0 {
            name
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn names(tokens: &[String]) -> Vec<Named> {
    let mut names = Vec::new();
    let mut at = 0;
    let mut imported = false;
    while at < tokens.len() {
        let token = tokens[at].as_str();
        match token {
            "use" => imported = true,
            ";" => imported = false,
            _ if is_name(token) => {
                let before = |back: usize| at.checked_sub(back).map_or("", |i| tokens[i].as_str());
                let absolute = before(1) == "::";
                let mut paths = Vec::new();
                at = follow(tokens, at, Vec::new(), &mut paths);
                names.extend(paths.into_iter().map(|path| Named { path, imported, absolute }));
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    names
}

/// Follows a path from its segment at `at`; gives where it ends. A group in braces yields a path for each of its members.
fn follow(tokens: &[String], at: usize, mut path: Vec<String>, paths: &mut Vec<Vec<String>>) -> usize {
    let next = |i: usize| tokens.get(i).map_or("", String::as_str);
    path.push(tokens[at].clone());
    if next(at + 1) == "::" && is_name(next(at + 2)) {
        return follow(tokens, at + 2, path, paths);
    }
    if next(at + 1) == "::" && next(at + 2) == "{" {
        let mut inner = at + 3;
        while inner < tokens.len() && tokens[inner] != "}" {
            inner =
                if is_name(&tokens[inner]) { follow(tokens, inner, path.clone(), paths) } else { inner + 1 };
        }
        return inner + 1;
    }
    if next(at + 1) == "!" && next(at + 2) != "=" {
        path.last_mut().expect("just pushed").push('!');
    }
    paths.push(path);
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(path: &str, text: &str) -> Vec<String> {
        let file = file(path, text);
        file.names.iter().filter_map(|named| file.inside(named)).map(|path| path.join("::")).collect()
    }

    fn outside(path: &str, text: &str) -> Vec<String> {
        let file = file(path, text);
        file.names.iter().filter_map(|named| file.outside(named)).map(|path| path.join("::")).collect()
    }

    #[test]
    fn groups_yield_a_path_for_each_member() {
        let text = "use crate::{archive::{Archive, Entry}, plan};";
        assert_eq!(inside("build.rs", text), ["archive::Archive", "archive::Entry", "plan"]);
    }

    #[test]
    fn relative_paths_lead_from_the_file() {
        assert_eq!(
            inside("article/date/zone.rs", "use super::super::body; fn f() { self::g() }"),
            ["article::body", "article::date::zone::g"]
        );
        assert_eq!(inside("article/date.rs", "type T = Vec<super::super::plan::Page>;"), ["plan::Page"]);
    }

    #[test]
    fn what_is_no_code_names_nothing() {
        let text = r##"// crate::a
            /* crate::b /* crate::c */ */ const S: &str = "crate::d \" crate::e"; const R: &str = r#"crate::"f"#;
            const Q: char = '"'; fn g<'a>(x: &'a crate::h::T) {}"##;
        assert_eq!(inside("x.rs", text), ["h::T"]);
    }

    #[test]
    fn tests_name_nothing() {
        let text =
            "#[cfg(test)] mod tests { use crate::a::B; fn f() {} } #[cfg(test)] mod more; use crate::c::D;";
        assert_eq!(inside("x.rs", text), ["c::D"]);
    }

    #[test]
    fn another_crate_is_told_from_a_module_of_its_name() {
        assert_eq!(
            outside("a.rs", "use rss::Channel; fn f() { url::Url::parse(x) }"),
            ["rss::Channel", "url::Url::parse"]
        );
        assert!(outside("render/mod.rs", "mod rss; fn f() { rss::write() }").is_empty());
        assert!(outside("render/feed.rs", "use super::rss; fn f() { rss::write() }").is_empty());
        assert_eq!(outside("render/mod.rs", "mod rss; fn f() { ::rss::write() }"), ["rss::write"]);
    }

    #[test]
    fn macros_are_names() {
        assert_eq!(outside("a.rs", "fn f() { println!(x); if a != b {} }"), ["println!"]);
    }
}
