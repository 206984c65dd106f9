//! Captions of pictures that were not copied along.
//!
//! Takes: the units that are left. Does: finds lines that stand twice, and such as look like a caption. Gives: `image.caption` and
//! `image.credit`.

use super::dump::Dump;
use super::head;
use crate::import::body::escaped;

/// Longest caption.
const CAPTION: usize = 400;

impl Dump<'_> {
    /// Captions: what stands twice in a row (alternative text and caption were both copied), and what looks like one before the text.
    pub(super) fn captions(&mut self) {
        let mut at = 0;
        while at + 1 < self.units.len() {
            if !is_twice(&self.units[at].text, &self.units[at + 1].text) {
                at += 1;
                continue;
            }
            // The longer one has the name of whoever made the picture.
            let shorter = if self.units[at].text.len() > self.units[at + 1].text.len() { at + 1 } else { at };
            self.take_out(shorter, "caption once more");
            if self.item.front.get("image").is_none() {
                let unit = self.units.remove(at);
                self.caption(&unit.text);
            } else {
                at += 1;
            }
        }
        let single =
            self.units.first().filter(|unit| looks_like_caption(&unit.text)).map(|unit| unit.text.clone());
        if let Some(text) = single
            && self.item.front.get("image").is_none()
            && self.units.get(1).is_some_and(|next| next.text.chars().count() > text.chars().count())
        {
            self.units.remove(0);
            self.caption(&text);
            self.item.doubt("image");
        }
    }

    fn caption(&mut self, text: &str) {
        let (caption, credit) = credit(text);
        self.item.front.set_part("image", "caption", escaped(caption));
        if let Some(credit) = credit {
            self.item.front.set_part("image", "credit", credit);
        }
    }
}

/// Whether two lines are one caption, copied twice: equal, or one is the start of the other.
fn is_twice(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 12;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = (short.trim_end_matches('.').trim(), long.trim());
    let length = long.chars().count();
    short.chars().count() >= SHORTEST
        && length <= CAPTION
        && long.starts_with(short)
        && length <= short.chars().count() + 60
}

/// Signs of a caption: a credit, or a short line without a full stop.
fn looks_like_caption(text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "Photo:",
        "Picture:",
        "Photograph:",
        "Image:",
        "Photo by",
        "Picture by",
        "Getty",
        "File photo",
        "Archivbild",
        "Foto:",
        "Credit:",
        "(left)",
        "(right)",
        "Pictured",
    ];
    let length = text.chars().count();
    let quoted = text.starts_with(['"', '“', '‘', '\'', '«', '„']);
    length <= CAPTION && !quoted && (SIGNS.iter().any(|sign| text.contains(sign)) || credit(text).1.is_some())
}

/// A caption and the credit at its end: `The quay (Ana Sol)`, `The quay. Photo: Ana Sol`.
fn credit(text: &str) -> (&str, Option<&str>) {
    for sign in ["Photo:", "Picture:", "Photograph:", "Image:", "Foto:", "Credit:", "Photo by", "Picture by"]
    {
        if let Some((caption, credit)) = text.split_once(sign)
            && !caption.trim().is_empty()
            && (1..=60).contains(&credit.trim().chars().count())
        {
            return (caption.trim(), Some(credit.trim()));
        }
    }
    if let Some((caption, credit)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && credit.split(['/', ',']).all(|part| head::is_name(part.trim()))
        && !caption.trim().is_empty()
    {
        return (caption.trim(), Some(credit));
    }
    (text, None)
}
