//! Pictures with what is said about them.
//!
//! Takes: a figure, or a box that is one in all but name. Does: finds its picture, caption and credit. Gives: the Markdown of a figure (a
//! picture alone in its paragraph, its title the caption), or HTML where the caption has links or there is a credit.

use super::run::{Piece, What};
use super::shape::{Shaper, destination};
use super::{How, clean, raw, run};
use dom_query::NodeRef;

/// A picture of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Address.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// Caption, without the credit.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// The picture of a figure, or of an element that is one.
pub fn picture(node: &NodeRef, how: &How) -> Option<Picture> {
    let image = if is_image(node) { *node } else { images(node).into_iter().next()? };
    let mut picture = of_image(&image, how)?;
    if let Some(caption) = caption_of(node) {
        let credit = credit_of(node);
        picture.credit = credit.as_ref().map(raw::text).unwrap_or_default();
        let inside = credit.is_some_and(|credit| credit.ancestors_it(None).any(|n| n.id == caption.id));
        picture.caption = match credit {
            Some(credit) if inside => without(&caption, &credit),
            _ => raw::text(&caption),
        };
    } else if let Some(credit) = credit_of(node) {
        picture.credit = raw::text(&credit);
    }
    Some(picture)
}

/// The picture of `img`, without what stands around it.
pub(super) fn of_image(node: &NodeRef, how: &How) -> Option<Picture> {
    let src = destination(&(how.address)(&source(node)?));
    let alt =
        node.attr("alt").map(|alt| alt.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    Some(Picture { src, alt, ..Picture::default() })
}

/// Where a picture lies: also that of one which a script would have loaded.
pub(super) fn source(node: &NodeRef) -> Option<String> {
    const LATER: &[&str] =
        &["data-src", "data-lazy-src", "data-original", "data-orig-file", "data-hi-res-src"];
    let usable = |value: &str| !value.trim().is_empty() && !value.trim().starts_with("data:");
    let plain = node.attr("src").map(|src| src.to_string()).filter(|src| usable(src));
    let placeholder = plain.as_ref().is_some_and(|src| {
        let name = src.rsplit('/').next().unwrap_or_default();
        ["placeholder", "blank.", "spacer", "lazy", "1x1", "transparent", "loading."]
            .iter()
            .any(|word| name.contains(word))
    });
    let later =
        || LATER.iter().find_map(|name| node.attr(name).map(|v| v.to_string()).filter(|src| usable(src)));
    let set = || {
        let set = node.attr("srcset").or_else(|| node.attr("data-srcset"))?;
        let last = set.split(", ").last()?.split_whitespace().next()?.to_owned();
        usable(&last).then_some(last)
    };
    let found = plain.clone().filter(|_| !placeholder).or_else(later).or_else(set).or(plain)?;
    Some(found.trim().to_owned())
}

/// Addresses of all pictures in an element.
pub(super) fn sources(node: &NodeRef, how: &How) -> Vec<String> {
    images(node).iter().filter_map(|image| source(image)).map(|src| (how.address)(&src)).collect()
}

fn is_image(node: &NodeRef) -> bool {
    node.has_name("img") || node.has_name("amp-img")
}

fn images<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let seen = |image: &NodeRef| clean::is_removed(image, false).is_none() && source(image).is_some();
    let all: Vec<NodeRef<'a>> = node.descendants_it().filter(|n| is_image(n)).filter(seen).collect();
    // The copy for browsers without scripts is the same picture.
    let plain: Vec<NodeRef<'a>> =
        all.iter().filter(|n| !n.ancestors_it(None).any(|a| a.has_name("noscript"))).copied().collect();
    if plain.is_empty() { all } else { plain }
}

/// Whether an element is a figure of one picture, or a box that is one.
pub fn is_picture_box(node: &NodeRef) -> bool {
    let div = || {
        node.node_name().is_some_and(|name| matches!(&*name, "div" | "dl" | "p" | "center"))
            && is_caption_box(node)
    };
    (node.has_name("figure")
        && images(node).len() == 1
        && !node.descendants_it().any(|n| n.has_name("iframe") || n.has_name("video")))
        || div()
}

/// Whether a box holds a picture and its caption.
pub(super) fn is_caption_box(node: &NodeRef) -> bool {
    const BOXES: &[&str] = &[
        "wp-caption",
        "caption",
        "image-caption",
        "media-caption",
        "photo",
        "picture",
        "image",
        "img-caption",
        "article-image",
        "bild",
        "gallery-item",
        "slide",
    ];
    let named = node.class().is_some_and(|class| class.split_ascii_whitespace().any(|c| BOXES.contains(&c)));
    named
        && images(node).len() == 1
        && caption_of(node).is_some()
        && node.descendants_it().filter(|n| n.has_name("p")).count() <= 2
        && raw::text(node).split_whitespace().count() < 150
}

fn caption_of<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    const CAPTIONS: &[&str] = &[
        "caption",
        "captiontext",
        "figcaption",
        "bildunterschrift",
        "legende",
        "cutline",
        "photocaption",
        "imagecaption",
    ];
    let named = |n: &NodeRef| {
        n.class().is_some_and(|class| {
            class.split_ascii_whitespace().any(|c| {
                let bare = c.to_ascii_lowercase().replace(['-', '_'], "");
                CAPTIONS.iter().any(|caption| bare.ends_with(caption))
            })
        })
    };
    let has_text = |n: &NodeRef| !raw::text(n).is_empty() && images(n).is_empty();
    let inside: Vec<NodeRef<'a>> = node.descendants_it().filter(|n| n.is_element()).collect();
    inside.iter().find(|n| n.has_name("figcaption") && has_text(n)).copied().or_else(|| {
        let by_property =
            |n: &NodeRef| n.attr("itemprop").is_some_and(|p| matches!(&*p, "caption" | "description"));
        inside.iter().find(|n| (named(n) || by_property(n) || n.has_name("dd")) && has_text(n)).copied()
    })
}

fn credit_of<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    node.descendants_it()
        .find(|n| n.is_element() && clean::is_credit(n) && !raw::text(n).is_empty() && images(n).is_empty())
}

/// The text of a caption but for that of an element in it.
fn without(caption: &NodeRef, credit: &NodeRef) -> String {
    let (whole, part) = (raw::text(caption), raw::text(credit));
    let left = whole.replacen(&part, "", 1);
    left.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([' ', '|', '·', '–', '/']).to_owned()
}

/// A figure as a block.
pub(super) fn figure(shaper: &mut Shaper, node: &NodeRef) {
    shaper.end_paragraph();
    let other = node.descendants_it().any(|n| {
        [
            "iframe",
            "video",
            "audio",
            "object",
            "embed",
            "table",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "details",
            "amp-youtube",
        ]
        .iter()
        .any(|name| n.has_name(name))
    });
    let images = images(node);
    if images.len() == 1 && !other && holds_nothing_else(node, &images[0]) {
        return one(shaper, node, &images[0]);
    }
    let players = ["iframe", "video", "audio", "object"];
    let player = node.descendants_it().any(|n| {
        players.iter().any(|name| n.has_name(name)) && clean::is_removed(&n, shaper.how.keep_all).is_none()
    });
    if player && node.descendants_it().any(|n| n.has_name("figcaption")) {
        return shaper.keep(node);
    }
    shaper.flow(node);
    shaper.end_paragraph();
}

/// Whether all text of a figure is that of its caption and credit.
fn holds_nothing_else(node: &NodeRef, image: &NodeRef) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let caption = caption_of(node);
    let credit = credit_of(node).filter(|credit| {
        !caption.is_some_and(|caption| {
            credit.ancestors_it(None).any(|n| n.id == caption.id) || credit.id == caption.id
        })
    });
    let known: usize = [caption, credit].iter().flatten().map(|n| letters(&raw::text(n))).sum();
    let noscript = image.ancestors_it(None).any(|n| n.has_name("noscript"));
    letters(&raw::text(node)) == known || noscript
}

fn one(shaper: &mut Shaper, node: &NodeRef, image: &NodeRef) {
    let Some(Picture { src, alt, caption, credit }) = picture(node, shaper.how).map(|found| Picture {
        src: of_image(image, shaper.how).map_or(found.src.clone(), |p| p.src),
        ..found
    }) else {
        return;
    };
    shaper.pictures.push(src.clone());
    let link = image
        .ancestors_it(None)
        .take_while(|n| n.id != node.id)
        .find(|n| n.has_name("a"))
        .and_then(|a| a.attr("href"))
        .map(|href| destination(&(shaper.how.address)(href.trim())))
        .filter(|href| !href.is_empty() && *href != src);
    let marked = caption_of(node).is_some_and(|n| {
        n.descendants_it()
            .any(|n| n.is_element() && (n.has_name("a") || n.node_name().is_some_and(|n| run::mark(&n) != 0)))
    });
    if credit.is_empty() && !marked {
        let what = What::Picture { src, alt, title: caption };
        let piece = Piece { what, marks: 0, link: link.map(|href| (href, String::new())) };
        if let Some(html) = run::html(vec![piece]) {
            shaper.add(format!("<p>{html}</p>"), false);
        }
        return;
    }
    let mut html = String::from("<figure>");
    if let Some(href) = &link {
        attribute(&mut html, "<a href=\"", href);
        html.push('>');
    }
    attribute(&mut html, "<img src=\"", &src);
    attribute(&mut html, " alt=\"", &alt);
    html.push_str(if link.is_some() { "></a><figcaption>" } else { "><figcaption>" });
    said(shaper, node, &caption, &credit, &mut html);
    html.push_str("</figcaption></figure>");
    shaper.add(html, true);
}

/// Caption and credit as HTML.
fn said(shaper: &mut Shaper, node: &NodeRef, caption: &str, credit: &str, html: &mut String) {
    let credit_node = credit_of(node);
    match caption_of(node) {
        Some(n)
            if credit.is_empty()
                || !credit_node
                    .is_some_and(|c| c.ancestors_it(None).any(|a| a.id == n.id) || c.id == n.id) =>
        {
            let how = shaper.how;
            html.push_str(raw::inner(&n, how, &mut shaper.removed).trim());
        }
        _ => super::markdown::escape(caption, html),
    }
    if !credit.is_empty() && caption != credit {
        html.push_str(if caption.is_empty() {
            "<span class=\"credit\">"
        } else {
            " <span class=\"credit\">"
        });
        super::markdown::escape(credit, html);
        html.push_str("</span>");
    }
}

fn attribute(html: &mut String, start: &str, value: &str) {
    html.push_str(start);
    raw::quote(value, html);
    html.push('"');
}
