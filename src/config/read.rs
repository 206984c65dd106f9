//! Reading `config.yaml`: from what was written to what is valid.
//!
//! 1. The text becomes a tree.
//! 2. The tree is compared with the table of keys: unknown keys, values of the wrong kind.
//! 3. What is of the right kind is checked for what it says, part by part, and put into a [`Config`].
//!
//! Every step reports all it finds; a configuration with an error is not used.

use super::keys::KEYS;
use super::reader::{self, Reader};
use super::{
    AmbiguousDates, Config, Expired, Markdown, NewsSitemap, RawHtml, Redirects, address, feeds, folder,
    language, navigation, permalink, publish, taxonomy, timezone,
};
use crate::diagnostic::catalogue::config as problem;
use crate::diagnostic::{self, Diagnostic, Place, Severity};
use crate::yaml::check::{self, Finding, FindingKind};
use crate::yaml::shape::Shape;
use crate::yaml::{self, Node};

/// A configuration, and warnings about it.
pub type Checked = (Config, Vec<Diagnostic>);

/// Reads the text of a configuration; `path` is its name in messages.
///
/// # Errors
/// Everything that is wrong with it, warnings included, in the order of the text.
pub fn read(path: &str, text: &str) -> Result<Checked, Vec<Diagnostic>> {
    let mut reader = Reader { path, text, report: Vec::new() };
    let document = match yaml::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = reader.place(&error.span);
            return Err(vec![problem::not_yaml(error.message, error.help, place)]);
        }
    };
    for (key, span) in &document.repeated {
        let place = reader.place(span);
        reader.report(problem::repeated_key(key, place));
    }
    let root = document.root;
    if !root.is_null() {
        for finding in check::check(&root, &Shape::Map(KEYS)) {
            let diagnostic = misfit(reader.place(&finding.span), &finding);
            reader.report(diagnostic);
        }
    }
    let config = config(&mut reader, &root);
    let mut report = reader.report;
    diagnostic::sort(&mut report);
    if report.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        return Err(report);
    }
    Ok((config, report))
}

/// As [`read`], from the bytes of the file.
///
/// # Errors
/// As [`read`]; bytes that are no UTF-8 besides.
pub fn read_bytes(path: &str, bytes: &[u8]) -> Result<Checked, Vec<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(path, text),
        Err(error) => {
            let at = error.valid_up_to();
            let text = String::from_utf8_lossy(bytes);
            // Up to the first bad byte the two are the same.
            let place =
                crate::source::text::place(path, &text, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            Err(vec![problem::not_utf8(place)])
        }
    }
}

fn misfit(place: Place, finding: &Finding) -> Diagnostic {
    let (message, help) = (finding.message(), finding.help());
    match finding.kind {
        FindingKind::UnknownKey { .. } => problem::unknown_key(message, help, place),
        FindingKind::WrongKind { .. } => problem::wrong_kind(message, place),
        FindingKind::OutOfRange { .. } => problem::out_of_range(message, place),
        FindingKind::UnknownChoice { .. } => problem::unknown_choice(message, help, place),
    }
}

fn config(reader: &mut Reader, root: &Node) -> Config {
    let mut config = Config::default();
    names(reader, root, &mut config);
    folder::folders(reader, root, &mut config);
    if let Some((node, written)) = reader::text(root, "theme") {
        theme(reader, node, written, &mut config);
    }
    if let Some(options) = root.get("theme_options").filter(|node| node.as_map().is_some()) {
        config.theme_options = options.to_json();
    }
    config.publish = publish::targets(reader, root);
    config.navigation = navigation::navigation(reader, root);
    config.publisher = navigation::publisher(reader, root);
    config.permalinks = permalink::permalinks(reader, root);
    config.redirects = redirects(root, config.redirects);
    config.taxonomies = taxonomy::taxonomies(reader, root);
    config.feeds = feeds::feeds(reader, root, &mut config.taxonomies);
    config.paginate = reader::count(root, "paginate").unwrap_or(config.paginate);
    config.markdown = markdown(root, config.markdown);
    config.news_sitemap = news_sitemap(reader, root, &config.language);
    for (key, switch) in [
        ("calendar", &mut config.calendar),
        ("on_this_day", &mut config.on_this_day),
        ("corrections", &mut config.corrections),
        ("hold_future", &mut config.hold_future),
        ("highlight", &mut config.highlight),
        ("sitemap", &mut config.sitemap),
    ] {
        *switch = reader::boolean(root, key).unwrap_or(*switch);
    }
    if let Some((_, "hide")) = reader::text(root, "expired") {
        config.expired = Expired::Hide;
    }
    match root.get("dates").and_then(|dates| reader::text(dates, "ambiguous")) {
        Some((_, "day-first")) => config.ambiguous_dates = AmbiguousDates::DayFirst,
        Some((_, "month-first")) => config.ambiguous_dates = AmbiguousDates::MonthFirst,
        _ => {}
    }
    config
}

/// What the site is called, where it stands, its language and its time zone.
fn names(reader: &mut Reader, root: &Node, config: &mut Config) {
    for (key, default) in [("title", &config.title), ("base_url", &config.base_url)] {
        if root.get(key).is_none_or(Node::is_null) {
            let path = reader.path;
            reader.report(problem::anonymous(key, default, path));
        }
    }
    config.title = reader::words(root, "title").unwrap_or(std::mem::take(&mut config.title));
    config.description = reader::words(root, "description").unwrap_or_default();
    if let Some(base) = address::base_url(reader, root) {
        config.base_url = base;
    }
    if let Some((node, written)) = reader::text(root, "language") {
        match language::canonical(written) {
            Some(tag) => config.language = tag,
            None => {
                let place = reader.place(&node.span);
                reader.report(problem::language(written, language::meant(written).as_deref(), place));
            }
        }
    }
    if let Some(zone) = timezone::timezone(reader, root) {
        config.timezone = zone;
    }
}

fn theme(reader: &mut Reader, node: &Node, written: &str, config: &mut Config) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if written.is_empty() || written.starts_with('.') || !written.chars().all(is_part) {
        let place = reader.place(&node.span);
        reader.report(problem::theme_name(written, place));
    } else {
        written.clone_into(&mut config.theme);
    }
}

fn redirects(root: &Node, mut redirects: Redirects) -> Redirects {
    let Some(node) = root.get("redirects") else { return redirects };
    redirects.pages = reader::boolean(node, "pages").unwrap_or(redirects.pages);
    for file in node.get("files").map(reader::items).unwrap_or_default() {
        match file.as_text() {
            Some("netlify") => redirects.netlify = true,
            Some("apache") => redirects.apache = true,
            Some("nginx") => redirects.nginx = true,
            _ => {}
        }
    }
    redirects
}

fn markdown(root: &Node, mut markdown: Markdown) -> Markdown {
    let Some(node) = root.get("markdown") else { return markdown };
    if let Some((_, "escape")) = reader::text(node, "html") {
        markdown.html = RawHtml::Escape;
    }
    markdown.smart_punctuation =
        reader::boolean(node, "smart_punctuation").unwrap_or(markdown.smart_punctuation);
    markdown
}

fn news_sitemap(reader: &mut Reader, root: &Node, site: &str) -> Option<NewsSitemap> {
    let node = root.get("news_sitemap").filter(|node| node.as_map().is_some())?;
    let own = reader::text(node, "language");
    let language = match own {
        Some((node, written)) if language::canonical(written).is_none() => {
            let place = reader.place(&node.span);
            reader.report(problem::language(written, language::meant(written).as_deref(), place));
            return None;
        }
        Some((_, written)) => written,
        None => site,
    };
    let Some(publication) = reader::words(node, "publication") else {
        let place = reader.place(&node.span);
        let message = "the news sitemap needs the name of the publication";
        reader.report(problem::missing_key(
            message,
            "add `publication: …`, as search engines know it",
            place,
        ));
        return None;
    };
    Some(NewsSitemap { publication, language: news_language(language) })
}

/// The two or three letters news sitemaps want; for Chinese they tell two scripts apart.
fn news_language(tag: &str) -> String {
    let lower = tag.to_ascii_lowercase();
    let traditional = ["hant", "tw", "hk", "mo"].iter().any(|part| lower.split('-').any(|p| p == *part));
    match lower.split('-').next() {
        Some("zh") if traditional => "zh-tw".to_owned(),
        Some("zh") => "zh-cn".to_owned(),
        first => first.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests;
