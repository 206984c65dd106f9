//! The manual's page about front matter and its JSON Schema, from the tables of fields.

use super::other_tables::{PROFILE, STANDING, TERM};
use super::table::{self, Group};
use crate::yaml::manual;
use crate::yaml::schema::{self, OtherKeys};
use std::fmt::Write;

const INTRO: &str = "# Front matter

Front matter is the YAML between two lines of dashes at the top of a file. An article needs none of it: without a `title` the heading that the
body opens with is its title, or else the name of its file; without a `date` the name of its file (`2015-09-24-quay.md`) or its folder
(`2015/09/`) says when it was published.

```markdown
---
title: The last coal ship leaves
date: 2015-09-24 14:32
authors: Ines Falk
tags: coal, shipping
---

The quay was empty by noon.
```

Names behind “Also read” come from other tools and mean the same. Where a file has several of them, the first in the order of this page counts, and
the others are kept for the theme. Upper and lower case, hyphens and underscores in keys make no difference.

Keys that are not on this page are kept for themes, as `page.article.extra`; one that is nearly right gets a warning that names the right one.
A value that does not fit its field gets a warning and is read as if it were not there. Where the meaning of a faulty file is plain (a byte order mark, Windows line ends, a blank
line before the first dashes, a colon in a title without quotes) the file is read with a warning; where it is not, the file is left out and the message names the line.

<!-- This page is written by the tests from the tables in src/article/fields/. -->
";

/// `docs/front-matter.md`.
pub fn page() -> String {
    let mut out = INTRO.to_owned();
    let mut shown = Vec::new();
    for group in table::ARTICLE.iter().chain([&STANDING, &TERM, &PROFILE]) {
        // Writing to a text cannot fail.
        let _ = section(&mut out, group, &mut shown);
    }
    out
}

/// `shown` holds the tables of inner keys that stand on the page already.
fn section(out: &mut String, group: &Group, shown: &mut Vec<String>) -> std::fmt::Result {
    writeln!(out, "\n## {}\n", group.title)?;
    if !group.intro.is_empty() {
        writeln!(out, "{}\n", group.intro)?;
    }
    let (fields, groups) = tables(group);
    write!(out, "{fields}")?;
    for (names, table) in groups {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        write!(out, "\nKeys of a group in {}", names.join(", "))?;
        if shown.contains(&table) {
            writeln!(out, ": as for an article.")?;
        } else {
            write!(out, ":\n\n{HEAD}{table}")?;
            shown.push(table);
        }
    }
    writeln!(out, "\n```yaml\n{}\n```", group.example)
}

/// JSON Schema of an article's front matter.
pub fn article_schema() -> serde_json::Value {
    let description =
        "Fields between the lines of dashes at the top of an article. Other keys are kept for themes.";
    schema::document("Front matter of an article", description, &table::article(), OtherKeys::Kept)
}

const HEAD: &str = "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";

/// The table of the fields, and the rows of keys inside of their values, once for all fields that have the same.
fn tables(group: &Group) -> (String, Vec<(Vec<String>, String)>) {
    let mut fields = String::new();
    let mut inner: Vec<(String, String)> = Vec::new();
    for line in manual::table(group.fields).lines() {
        let key = line.strip_prefix("| `").and_then(|rest| rest.split_once('`')).map_or("", |(key, _)| key);
        let Some((field, name)) = key.split_once('.') else {
            fields.push_str(line);
            fields.push('\n');
            continue;
        };
        let row = line.replacen(key, name, 1) + "\n";
        match inner.iter_mut().find(|(known, _)| known == field) {
            // A value that may be one or several has the same keys in both shapes.
            Some((_, rows)) if rows.contains(&row) => {}
            Some((_, rows)) => rows.push_str(&row),
            None => inner.push((field.to_owned(), row)),
        }
    }
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for (field, rows) in inner {
        match groups.iter_mut().find(|(_, known)| *known == rows) {
            Some((names, _)) => names.push(field),
            None => groups.push((vec![field], rows)),
        }
    }
    (fields, groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "the manual is a file beside the sources")]
    fn the_manual_says_what_is_read() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/front-matter.md");
        if std::env::var_os("DATELINE_BLESS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == page(),
            "docs/front-matter.md is out of date; DATELINE_BLESS=1 cargo test writes it again"
        );
    }

    #[test]
    fn the_schema_knows_every_field() {
        let schema = article_schema();
        for field in table::article() {
            assert!(schema["properties"][field.name].is_object(), "{}", field.name);
        }
        assert_eq!(schema["additionalProperties"], true);
    }
}
