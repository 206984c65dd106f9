//! What a file of the content folder is, by its place and name alone.

/// Kind of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A standing page, in `pages/`.
    Standing,
    /// A writer's own file, in `authors/`.
    Author,
    /// A term's own file: in the folder of a taxonomy, or `_index.md` in a section's folder.
    Term {
        /// Name of the taxonomy; empty for the `_index.md` of the whole site.
        taxonomy: String,
        /// Name of the term as the file name has it; empty for the `_index.md` of a taxonomy.
        name: String,
    },
    /// Anything else: pictures, documents, sound.
    Asset,
}

/// Sorts a file by its path relative to the content folder. `taxonomies` are the names whose folders hold
/// term files; only files directly in such a folder are, so that a section may be called `tags`.
pub fn of(path: &str, taxonomies: &[&str]) -> Kind {
    let parts: Vec<&str> = path.split('/').collect();
    let name = parts.last().copied().unwrap_or_default();
    let data = name.ends_with(".yaml") || name.ends_with(".yml");
    if !is_article_name(name) && !data {
        return Kind::Asset;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match parts.as_slice() {
        _ if data && parts.len() == 2 && parts[0] == "authors" => Kind::Author,
        _ if data => Kind::Asset,
        [folder, "_index.md"] => index_of(folder, taxonomies),
        ["authors", _] | ["authors", _, "_index.md" | "index.md"] => Kind::Author,
        ["pages", ..] => Kind::Standing,
        [.., folder, "_index.md"] => Kind::Term { taxonomy: "sections".into(), name: (*folder).into() },
        ["_index.md"] => Kind::Term { taxonomy: String::new(), name: String::new() },
        [folder, _] if taxonomies.contains(folder) => {
            Kind::Term { taxonomy: (*folder).into(), name: stem.into() }
        }
        _ => Kind::Article,
    }
}

/// `tags/_index.md` describes the index of tags; any other folder's describes its section.
fn index_of(folder: &str, taxonomies: &[&str]) -> Kind {
    if taxonomies.contains(&folder) || folder == "authors" || folder == "pages" {
        Kind::Term { taxonomy: folder.into(), name: String::new() }
    } else {
        Kind::Term { taxonomy: "sections".into(), name: folder.into() }
    }
}

/// The name by which articles call the writer of an author file: `ines` for `authors/ines.md` and for
/// `authors/ines/_index.md`.
pub fn author_name(path: &str) -> &str {
    let inside = path.strip_prefix("authors/").unwrap_or(path);
    inside
        .split_once('/')
        .map_or_else(|| inside.rsplit_once('.').map_or(inside, |(stem, _)| stem), |(folder, _)| folder)
}

/// Whether a file of this name is Markdown.
pub fn is_article_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_place_and_name() {
        let taxonomies = ["sections", "tags", "series"];
        let kind = |path| of(path, &taxonomies);
        let term = |taxonomy: &str, name: &str| Kind::Term { taxonomy: taxonomy.into(), name: name.into() };
        assert_eq!(kind("harbour/2015/a.md"), Kind::Article);
        assert_eq!(kind("a.MARKDOWN"), Kind::Article);
        assert_eq!(kind("pages/about.md"), Kind::Standing);
        assert_eq!(kind("authors/ines.yaml"), Kind::Author);
        assert_eq!(kind("authors/ines/_index.md"), Kind::Author);
        assert_eq!(kind("tags/coal.md"), term("tags", "coal"));
        assert_eq!(kind("tags/2015/coal.md"), Kind::Article);
        assert_eq!(kind("harbour/_index.md"), term("sections", "harbour"));
        assert_eq!(kind("harbour/coal.yaml"), Kind::Asset);
        assert_eq!(kind("harbour/quay.jpg"), Kind::Asset);
        assert_eq!(kind("tags/_index.md"), term("tags", ""));
        assert_eq!(kind("_index.md"), term("", ""));
    }
}
