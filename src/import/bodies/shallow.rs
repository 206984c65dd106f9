//! Pages that are nested deeper than any page is.
//!
//! Takes: HTML. Does: leaves out tags that lie too deep, and keeps all text: parsers take time that grows with the depth of every tag, and
//! a file of nothing but `<div>` would keep one busy for days. Gives: the HTML, almost always as it was.

use std::borrow::Cow;

/// Most elements around another.
const BLOCKS: usize = 120;
/// Most marks of letters around another: each paragraph begins all of them again.
const MARKS: usize = 40;

/// HTML that is not nested too deep.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let (mut kept, mut depth, mut skipped) = (0, [0_usize; 2], [0_usize; 2]);
    let limits = [BLOCKS, MARKS];
    let mut from = 0;
    while let Some(at) = html[from..].find('<') {
        let start = from + at;
        let rest = &html[start + 1..];
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let end = rest.find('>').map_or(html.len(), |end| start + 1 + end + 1);
        from = start + 1;
        let Some(class) = class(&name[..length.min(12)]) else { continue };
        let drop = match closes {
            false if depth[class] >= limits[class] => {
                skipped[class] += 1;
                true
            }
            false => {
                depth[class] += 1;
                false
            }
            true if skipped[class] > 0 => {
                skipped[class] -= 1;
                true
            }
            true => {
                depth[class] = depth[class].saturating_sub(1);
                false
            }
        };
        if drop {
            out.get_or_insert_default().push_str(&html[kept..start]);
            (kept, from) = (end, end);
        }
    }
    match out {
        Some(out) => Cow::Owned(out + &html[kept..]),
        None => Cow::Borrowed(html),
    }
}

/// Whether a tag nests: 0 as a block, 1 as a mark of letters; none for those that end by themselves.
fn class(name: &str) -> Option<usize> {
    const ENDING: &[&str] = &[
        "", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "thead", "tbody", "tfoot", "html",
        "head", "body",
    ];
    const LETTERS: &[&str] =
        &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let lower = name.to_ascii_lowercase();
    match () {
        () if ENDING.contains(&&*lower) => None,
        () if LETTERS.contains(&&*lower) => Some(1),
        () => Some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_deep_is_left_out() {
        assert!(matches!(shallow("<div><p>a<p>b<br></div>"), Cow::Borrowed(_)));
        let deep = format!("{}a{}b", "<div>".repeat(1000), "</div>".repeat(1000));
        let out = shallow(&deep);
        assert_eq!(out.matches("<div>").count(), BLOCKS);
        assert_eq!(out.matches("</div>").count(), BLOCKS);
        assert!(out.contains("a</div>") && out.ends_with('b'));
        assert_eq!(shallow(&format!("{}x<", "<font size=1>".repeat(100))).matches("font").count(), MARKS);
    }
}
