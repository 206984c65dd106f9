//! `dateline list`: every article with its address, date and state.

use super::progress::Progress;
use super::site;
use super::{Status, report};
use crate::archive::Archive;
use crate::archive::address;
use crate::archive::presence::{Presence, Withheld};
use crate::archive::terms::fold;
use crate::article::{Article, Status as State};
use crate::build::{self, Content};
use crate::cli::{ListArgs, ListFormat, ListStatus};
use crate::config::Config;
use clap::ValueEnum;
use serde::Serialize;

/// An article as it is listed.
#[derive(Debug, Serialize)]
struct Row {
    path: String,
    url: Option<String>,
    date: String,
    title: String,
    #[serde(skip)]
    state: ListStatus,
    status: String,
    section: String,
    tags: Vec<String>,
    authors: Vec<String>,
}

/// Lists the articles.
pub(super) fn run(args: &ListArgs) -> Status {
    let (request, mut problems) = match site::load(&args.site, None, false) {
        Ok(loaded) => loaded,
        Err(problems) => {
            report::diagnostics(&problems, false, false);
            return Status::Failed;
        }
    };
    let content = match build::read_content(&request, &Progress::new(false, false), &mut problems) {
        Ok(content) => content,
        Err(failures) => {
            report::diagnostics(&failures, false, false);
            return Status::Failed;
        }
    };
    crate::diagnostic::sort(&mut problems);
    report::diagnostics(&problems, false, true);
    let mut rows = rows(&content, &request.config);
    rows.retain(|row| wanted(row, args));
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    let text = match args.format {
        ListFormat::Table => table(&rows, report::result_width()),
        ListFormat::Csv => csv(&rows),
        ListFormat::Json => match serde_json::to_string_pretty(&rows) {
            Ok(text) => text + "\n",
            Err(error) => return report::failed(&format!("cannot write JSON: {error}")),
        },
    };
    report::print(&text)
}

fn rows(content: &Content, config: &Config) -> Vec<Row> {
    let archive = &content.archive;
    let base = config.base_url.trim_end_matches('/');
    let mut rows: Vec<Row> = Vec::new();
    for entry in &archive.entries {
        let state = match (entry.presence, entry.article.status) {
            (Presence::Tombstone, _) => ListStatus::Withdrawn,
            (_, State::Draft) => ListStatus::Draft,
            (Presence::Hidden, _) => ListStatus::Hidden,
            _ => ListStatus::Published,
        };
        let url = address::url(base, &entry.address);
        rows.push(row(archive, &entry.article, Some(url), state));
    }
    for (article, why) in &archive.withheld {
        let state = match why {
            Withheld::Draft => ListStatus::Draft,
            Withheld::Embargo => ListStatus::Embargoed,
            Withheld::Future => ListStatus::Future,
            Withheld::Redirect => ListStatus::Redirect,
        };
        rows.push(row(archive, article, None, state));
    }
    rows.extend(archive.refused.iter().map(|article| row(archive, article, None, ListStatus::Faulty)));
    rows.extend(content.left_out.iter().map(|path| unread(path)));
    rows
}

fn row(archive: &Archive, article: &Article, url: Option<String>, state: ListStatus) -> Row {
    let named = |taxonomy: &str, value: &str| {
        let term = archive.taxonomy(taxonomy).and_then(|t| t.find(value));
        term.map_or_else(|| value.to_owned(), |t| t.title.clone())
    };
    Row {
        path: article.path.to_string(),
        url,
        date: article.date.iso(),
        title: article.title.to_string(),
        status: name(state),
        state,
        section: article.section.as_deref().map(|s| named("sections", s)).unwrap_or_default(),
        tags: article.tags.iter().map(|t| named("tags", t)).collect(),
        authors: article.authors.iter().map(|a| named("authors", &a.name)).collect(),
    }
}

fn unread(path: &str) -> Row {
    Row {
        path: path.to_owned(),
        url: None,
        date: String::new(),
        title: String::new(),
        status: name(ListStatus::Faulty),
        state: ListStatus::Faulty,
        section: String::new(),
        tags: Vec::new(),
        authors: Vec::new(),
    }
}

fn name(state: ListStatus) -> String {
    state.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned())
}

fn wanted(row: &Row, args: &ListArgs) -> bool {
    args.status.is_none_or(|s| s == row.state)
        && args.section.as_ref().is_none_or(|s| fold(s) == fold(&row.section))
        && args.tag.as_ref().is_none_or(|t| row.tags.iter().any(|own| fold(own) == fold(t)))
}

/// The length of a day, `2026-11-22`; the hour is for programs.
const DAY: usize = 10;
/// The shortest that titles are cut to.
const SHORT_TITLE: usize = 20;
/// The longest that titles are.
const LONG_TITLE: usize = 40;

/// Columns for people: date, status, title, path. In a terminal so many columns wide, titles give way first; a path is
/// never cut.
fn table(rows: &[Row], columns: Option<usize>) -> String {
    let width = |text: &str| text.chars().count();
    let widest =
        |limit: usize, of: fn(&Row) -> &str| rows.iter().map(|r| width(of(r))).max().unwrap_or(0).min(limit);
    let (dates, states) = (widest(DAY, |r| &r.date), widest(12, |r| &r.status));
    let others = dates + states + 3 * "  ".len() + widest(usize::MAX, |r| &r.path);
    let room = columns.map_or(LONG_TITLE, |columns| columns.saturating_sub(others));
    let titles = widest(room.clamp(SHORT_TITLE, LONG_TITLE), |r| &r.title);
    let mut out = String::new();
    for row in rows {
        let cut = |text: &str, limit: usize| -> String {
            if width(text) <= limit {
                return format!("{text}{}", " ".repeat(limit - width(text)));
            }
            text.chars().take(limit.saturating_sub(1)).collect::<String>() + "…"
        };
        let date: String = row.date.chars().take(DAY).collect();
        let line = format!(
            "{}  {}  {}  {}",
            cut(&date, dates),
            cut(&row.status, states),
            cut(&row.title, titles),
            row.path
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// RFC 4180: CRLF, quotes doubled. Lists are joined by `; `.
fn csv(rows: &[Row]) -> String {
    let quote = |text: &str| match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut out = String::from("path,url,date,title,status,section,tags,authors\r\n");
    for row in rows {
        let (tags, authors) = (row.tags.join("; "), row.authors.join("; "));
        let url = row.url.as_deref().unwrap_or_default();
        let cells = [&row.path, url, &row.date, &row.title, &row.status, &row.section, &tags, &authors];
        let line: Vec<String> = cells.iter().map(|c| quote(c)).collect();
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_give_way_to_paths() {
        let row = Row { title: "A headline of more than twenty characters".into(), ..unread("2026/quay.md") };
        let rows = [row];
        assert!(table(&rows, None).contains("A headline of more than twenty characte…  2026/quay.md"));
        let narrow = table(&rows, Some(50));
        assert!(narrow.ends_with("…  2026/quay.md\n") && narrow.trim_end().chars().count() <= 50, "{narrow}");
        assert!(table(&rows, Some(10)).contains("A headline of more …  2026/quay.md"));
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let mut row = unread("a, \"b\".md");
        row.tags = vec!["coal".into(), "quay".into()];
        let text = csv(&[row]);
        assert!(text.ends_with("\"a, \"\"b\"\".md\",,,,faulty,,coal; quay,\r\n"), "{text}");
    }
}
