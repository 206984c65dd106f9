//! The body of a post, before it is HTML.
//!
//! Takes: what the editor of WordPress kept: HTML with shortcodes in it. Does: makes figures, galleries and players of the shortcodes that
//! WordPress itself knows. Gives: HTML; other shortcodes stay as they are, and are counted.

use std::collections::BTreeMap;

/// A picture that a gallery names.
pub(super) struct Shown {
    pub(super) url: String,
    pub(super) alt: String,
    pub(super) caption: String,
}

/// Gives the pictures of these numbers, and how many of them are missing.
pub(super) type Gallery<'g> = &'g dyn Fn(&[u64]) -> (Vec<Shown>, usize);

/// A body without the shortcodes of WordPress, and what to say about it.
pub(super) struct Content {
    pub(super) html: String,
    pub(super) notes: Vec<String>,
}

/// Reads a body. `gallery` gives the pictures of these numbers, or of the post when there are none.
pub(super) fn content(text: &str, gallery: Gallery) -> Content {
    let mut out = String::with_capacity(text.len());
    let mut notes = Vec::new();
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(code) = Shortcode::at(rest) else {
            out.push('[');
            rest = &rest[1..];
            continue;
        };
        match replacement(&code, gallery, &mut notes) {
            Some(html) => {
                out.push_str(&html);
                rest = &rest[code.length..];
            }
            None => {
                if KNOWN_PLUGINS.contains(&code.name) || code.has_attributes {
                    *kept.entry(code.name.to_owned()).or_default() += 1;
                }
                out.push('[');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    for (name, count) in kept {
        notes.push(format!("the shortcode [{name}] was kept as it is written ({count} in all)"));
    }
    if let Some(count) = Some(out.matches("<!-- wp:block ").count()).filter(|count| *count > 0) {
        notes.push(format!("{count} blocks are kept elsewhere in WordPress and are missing here"));
    }
    Content { html: out, notes }
}

const KNOWN_PLUGINS: &[&str] =
    &["contact-form-7", "playlist", "polldaddy", "slideshow", "recent_posts", "products"];

/// `[name attributes]`, perhaps with `content[/name]` behind it.
struct Shortcode<'t> {
    name: &'t str,
    attributes: &'t str,
    has_attributes: bool,
    content: Option<&'t str>,
    length: usize,
}

impl<'t> Shortcode<'t> {
    fn at(text: &'t str) -> Option<Self> {
        let inner = &text[1..];
        let length = inner
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(inner.len());
        let name = &inner[..length];
        // Brackets in brackets are how WordPress writes a shortcode that is none.
        if name.is_empty() || !inner[length..].starts_with([']', ' ', '/', '\n', '\u{a0}']) {
            return None;
        }
        let end = tag_end(inner)?;
        let attributes = inner[length..end].trim().trim_end_matches('/');
        let behind = &inner[end + 1..];
        let close = format!("[/{name}]");
        let closed = behind.find(&close).filter(|_| ENCLOSING.contains(&name));
        let content = closed.map(|at| &behind[..at]);
        let length = 1 + end + 1 + closed.map_or(0, |at| at + close.len());
        Some(Self { name, attributes, has_attributes: attributes.contains('='), content, length })
    }

    fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some(at) = rest.find('=') {
            let name = rest[..at].trim().rsplit(char::is_whitespace).next().unwrap_or_default();
            let value = rest[at + 1..].trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, behind) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value.to_owned());
            }
            rest = behind;
        }
        None
    }
}

const ENCLOSING: &[&str] = &["caption", "wp_caption", "embed", "audio", "video"];

/// Where a tag ends: at a bracket outside of quotation marks and of HTML.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().take(4000) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (']', None) => return Some(at),
            ('[' | '<', None) => return None,
            _ => {}
        }
    }
    // An apostrophe is no quotation mark: the first bracket then.
    text.find(']').filter(|at| !text[..*at].contains('\n') && *at < 400)
}

fn replacement(code: &Shortcode, gallery: Gallery, notes: &mut Vec<String>) -> Option<String> {
    match code.name {
        "caption" | "wp_caption" => {
            let inner = code.content?;
            let (picture, said) = match inner.rfind("</a>").map(|at| at + 4).filter(|_| inner.contains("<a "))
            {
                Some(end) if inner[..end].contains("<img") => inner.split_at(end),
                _ => {
                    let from = inner.find("<img")?;
                    inner.split_at(from + inner[from..].find('>')? + 1)
                }
            };
            let said = code.attribute("caption").unwrap_or_else(|| said.trim().to_owned());
            Some(format!("\n\n<figure>{}<figcaption>{said}</figcaption></figure>\n\n", picture.trim()))
        }
        "gallery" => {
            let ids = code.attribute("ids").or_else(|| code.attribute("include")).unwrap_or_default();
            let numbers: Vec<u64> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
            let (pictures, missing) = gallery(&numbers);
            if missing > 0 {
                notes.push(format!("{missing} pictures of a gallery are not in the export"));
            }
            if pictures.is_empty() {
                return None;
            }
            Some(format!("\n\n{}\n\n", pictures.iter().map(figure).collect::<Vec<_>>().join("\n")))
        }
        "embed" => Some(format!("\n\n{}\n\n", code.content?.trim())),
        "audio" | "video" => {
            let source = ["src", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "m4v", "ogv"]
                .iter()
                .find_map(|name| code.attribute(name))?;
            Some(format!("\n\n<{0} controls src=\"{1}\"></{0}>\n\n", code.name, quoted(&source)))
        }
        _ => None,
    }
}

fn figure(shown: &Shown) -> String {
    let caption = crate::import::bodies::escaped(&shown.caption);
    let said = if caption.is_empty() { caption } else { format!("<figcaption>{caption}</figcaption>") };
    format!("<figure><img src=\"{}\" alt=\"{}\">{said}</figure>", quoted(&shown.url), quoted(&shown.alt))
}

fn quoted(text: &str) -> String {
    crate::import::bodies::escaped(text).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let gallery = |ids: &[u64]| {
            let shown = |id: &u64| Shown {
                url: format!("/{id}.jpg"),
                alt: String::new(),
                caption: format!("No {id}"),
            };
            (ids.iter().map(shown).collect(), 0)
        };
        content(text, &gallery).html
    }

    #[test]
    fn shortcodes_become_html() {
        let caption = "[caption id=\"attachment_1\" width=\"300\"]<a href=\"/b\"><img src=\"/a.jpg\" /></a> The <em>quay</em>[/caption]x";
        assert_eq!(
            html(caption),
            "\n\n<figure><a href=\"/b\"><img src=\"/a.jpg\" /></a><figcaption>The <em>quay</em></figcaption></figure>\n\nx"
        );
        assert!(
            html("[gallery ids=\"1, 2\"]")
                .contains("<img src=\"/2.jpg\" alt=\"\"><figcaption>No 2</figcaption>")
        );
        assert_eq!(html("[embed width='1']https://a.example/x[/embed]"), "\n\nhttps://a.example/x\n\n");
        assert_eq!(html("He [the mayor] said [sic] so [1]"), "He [the mayor] said [sic] so [1]");
        assert_eq!(html("[form id=3] [[gallery]] ["), "[form id=3] [[gallery]] [");
    }
}
