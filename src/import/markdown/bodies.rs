//! Bodies: shortcodes and Liquid as Markdown or HTML.
//!
//! Takes: a body. Does: turns the tags that many generators have into what they mean, outside of source code. Gives: the body; tags
//! that only one site has stay as they were written, and are counted.

use super::site::Site;
use super::tags::{Braces, Tag, next};
use crate::import::address::of_file;
use std::collections::BTreeMap;
use std::ops::Range;

/// Deepest that files are included into files.
const DEEPEST: usize = 8;

/// A body being read.
pub(super) struct Bodies<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) file: usize,
    /// Tags that were kept as written, by name.
    pub(super) kept: BTreeMap<String, usize>,
    /// Names of tags that nothing closes.
    pub(super) open: Vec<String>,
}

impl Bodies<'_> {
    /// The body with its tags turned into what they mean.
    pub(super) fn read(&mut self, text: &str, depth: usize) -> String {
        let mut out = String::with_capacity(text.len());
        let code = code(text);
        let mut passed = 0;
        let mut at = 0;
        while let Some(tag) = next(text, at) {
            out.push_str(&text[at..tag.range.start]);
            let own = &text[tag.range.clone()];
            while code.get(passed).is_some_and(|range| range.end <= tag.range.start) {
                passed += 1;
            }
            if code.get(passed).is_some_and(|range| range.contains(&tag.range.start)) {
                out.push_str(own);
                at = tag.range.end;
                continue;
            }
            let (meaning, end) = self.meaning(text, &tag, depth);
            match meaning {
                Some(meaning) => out.push_str(&meaning),
                None => {
                    let name = if tag.braces == Braces::Value { "value" } else { tag.name };
                    *self.kept.entry(name.to_owned()).or_default() += usize::from(!tag.closes);
                    out.push_str(own);
                }
            }
            at = end;
        }
        out.push_str(&text[at..]);
        let more = ["<!-- more -->", "<!--  more  -->"];
        more.iter().fold(out, |out, mark| out.replace(mark, "<!--more-->"))
    }

    /// What a tag means, and where the text goes on.
    fn meaning(&mut self, text: &str, tag: &Tag, depth: usize) -> (Option<String>, usize) {
        let end = tag.range.end;
        if tag.closes {
            return (None, end);
        }
        let single = match (tag.braces, tag.name) {
            (_, "raw" | "highlight" | "comment") if tag.braces != Braces::Value => {
                // Once nothing closes a tag, nothing further on does.
                let open = self.open.iter().any(|name| name == tag.name);
                let (meaning, end) = if open { (None, end) } else { block(text, tag) };
                if meaning.is_none() && !open {
                    self.open.push(tag.name.to_owned());
                }
                return (meaning, end);
            }
            (_, "post_url" | "link") if tag.braces == Braces::Tag => {
                self.reference(tag.rest.split_whitespace().next().unwrap_or_default())
            }
            (_, "ref" | "relref") => tag.argument("path", 0).and_then(|to| self.reference(&to)),
            (_, "include_relative") => {
                self.included(tag.rest.split_whitespace().next().unwrap_or_default(), depth)
            }
            (_, "figure") => figure(tag),
            (_, "youtube" | "vimeo") => film(tag),
            (_, "tweet" | "twitter" | "x") => tweet(tag),
            (_, "gist") => gist(tag),
            (Braces::Value, value) => self.value(value),
            _ => None,
        };
        (single, end)
    }

    /// A link to another file of the tree.
    pub(super) fn reference(&self, to: &str) -> Option<String> {
        let (path, fragment) = to.split_at(to.find('#').unwrap_or(to.len()));
        if path.is_empty() {
            return (!fragment.is_empty()).then(|| fragment.to_owned());
        }
        let file = self.site.article(self.file, path)?;
        let input = &self.site.tree.files[file];
        Some(format!("{}{fragment}", of_file(input.source, &input.path).replace(' ', "%20")))
    }

    fn included(&self, path: &str, depth: usize) -> Option<String> {
        let file = self.site.tree.find_beside(self.file, path).filter(|_| depth < DEEPEST)?;
        let text = self.site.tree.text(file, |_| None).ok()?.text;
        let mut inner = Bodies { site: self.site, file: self.file, kept: BTreeMap::new(), open: Vec::new() };
        Some(inner.read(text.trim_end(), depth + 1))
    }

    /// `{{ site.baseurl }}` and `{{ "/path" | relative_url }}`, which are nothing but addresses.
    fn value(&self, value: &str) -> Option<String> {
        if matches!(value, "site.baseurl" | "site.url" | "site.baseUrl" | "site.base_url") {
            return Some(String::new());
        }
        let (text, filters) = value.split_once('|')?;
        let filters = filters.split('|').map(|filter| filter.split(':').next().unwrap_or_default().trim());
        let known = |filter: &str| {
            matches!(
                filter,
                "relative_url" | "absolute_url" | "url" | "prepend" | "relURL" | "absURL" | "escape"
            )
        };
        let text = text.trim();
        let quoted = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))?;
        let mut filters = filters.peekable();
        filters.peek()?;
        filters.all(known).then(|| quoted.to_owned())
    }
}

/// Where source code stands: lines between fences, and what stands between backticks of one line; in order.
fn code(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut fence: Option<(&str, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        match fence {
            None => match ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
                Some(mark) => fence = Some((mark, start)),
                None => {
                    let ticks: Vec<usize> = line.match_indices('`').map(|(at, _)| start + at).collect();
                    found.extend(ticks.chunks_exact(2).map(|pair| pair[0]..pair[1]));
                }
            },
            Some((mark, from)) if bare.starts_with(mark) => {
                found.push(from..start);
                fence = None;
            }
            Some(_) => {}
        }
        start += line.len();
    }
    found.extend(fence.map(|(_, from)| from..text.len()));
    found
}

/// What stands between a tag and the one that closes it.
fn block(text: &str, tag: &Tag) -> (Option<String>, usize) {
    let closing = format!("end{}", tag.name);
    let mut at = tag.range.end;
    while let Some(end) = next(text, at) {
        if end.name == closing || (end.closes && end.name == tag.name) {
            let inner = &text[tag.range.end..end.range.start];
            let meaning = match tag.name {
                "raw" => inner.to_owned(),
                "comment" => String::new(),
                _ => {
                    let language = tag.argument("lang", 0).unwrap_or_default();
                    let fence = if inner.contains("```") { "````" } else { "```" };
                    format!("{fence}{language}\n{}\n{fence}", inner.trim_matches('\n'))
                }
            };
            return (Some(meaning), end.range.end);
        }
        at = end.range.end;
    }
    (None, tag.range.end)
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// A figure: with a credit as HTML, which Markdown has no words for, else as a picture with a title.
fn figure(tag: &Tag) -> Option<String> {
    let src = tag.argument("src", 0).filter(|src| !src.contains(char::is_control))?;
    let alt = tag.argument("alt", 9).unwrap_or_default();
    let caption = tag.argument("caption", 9).or_else(|| tag.argument("title", 9)).unwrap_or_default();
    let credit = tag.argument("attr", 9).or_else(|| tag.argument("credit", 9));
    let link = tag.argument("link", 9);
    if credit.is_some() || link.is_some() {
        let image = format!("<img src=\"{}\" alt=\"{}\">", attribute(&src), attribute(&alt));
        let image =
            link.map_or(image.clone(), |link| format!("<a href=\"{}\">{image}</a>", attribute(&link)));
        let credit =
            credit.map_or_else(String::new, |credit| format!(" <small>{}</small>", attribute(&credit)));
        return Some(format!(
            "<figure>{image}<figcaption>{}{credit}</figcaption></figure>",
            attribute(&caption)
        ));
    }
    let src = if src.contains([' ', '(', ')']) { format!("<{src}>") } else { src };
    let alt = alt.replace(['[', ']'], "");
    Some(match caption.is_empty() {
        true => format!("![{alt}]({src})"),
        false => format!("![{alt}]({src} \"{}\")", caption.replace('"', "\\\"")),
    })
}

fn film(tag: &Tag) -> Option<String> {
    let id = tag.argument("id", 0)?;
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let src = match tag.name {
        "youtube" => format!("https://www.youtube-nocookie.com/embed/{id}"),
        _ => format!("https://player.vimeo.com/video/{id}"),
    };
    let title = tag.argument("title", 9).unwrap_or_else(|| "Film".to_owned());
    plain.then(|| format!("<iframe src=\"{src}\" title=\"{}\" allowfullscreen></iframe>", attribute(&title)))
}

/// A tweet as a link to it: its words are not in the source.
fn tweet(tag: &Tag) -> Option<String> {
    let all = tag.arguments();
    let id = all
        .iter()
        .map(|(_, value)| value)
        .find(|value| value.len() > 4 && value.bytes().all(|b| b.is_ascii_digit()));
    let user = tag.argument("user", 9).unwrap_or_else(|| "i/web".to_owned());
    let url = match id {
        Some(id) => format!("https://twitter.com/{user}/status/{id}"),
        None => all.iter().map(|(_, value)| value).find(|value| value.starts_with("https://"))?.clone(),
    };
    Some(format!("<{url}>"))
}

fn gist(tag: &Tag) -> Option<String> {
    let words: Vec<String> = tag.arguments().into_iter().map(|(_, value)| value).collect();
    let path = words.iter().take(2).map(String::as_str).collect::<Vec<_>>().join("/");
    let plain =
        !path.is_empty() && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/'));
    plain.then(|| format!("<https://gist.github.com/{path}>"))
}
