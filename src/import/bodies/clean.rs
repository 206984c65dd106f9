//! What is no text of an article: programs, trackers, buttons, boxes for comments, advertisements.
//!
//! Takes: an element. Does: looks at its name, its classes and its size. Gives: what it is, in words for the report.

use dom_query::NodeRef;

/// Words in a class or an id that say what an element is.
const TOKENS: &[(&str, &[&str])] = &[
    (
        "share buttons",
        &[
            "share",
            "sharing",
            "sharedaddy",
            "sharebar",
            "sharebuttons",
            "sharetools",
            "social",
            "socials",
            "addtoany",
            "addthis",
            "sociable",
            "tweetbutton",
            "fbshare",
            "jpsharing",
            "sharethis",
        ],
    ),
    (
        "comment box",
        &[
            "comments",
            "commentlist",
            "respond",
            "disqusthread",
            "disqus",
            "fbcomments",
            "commentform",
            "commentsarea",
            "livefyre",
            "viafoura",
            "coral",
        ],
    ),
    (
        "advertisement",
        &[
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "adslot",
            "adunit",
            "adsbygoogle",
            "adbox",
            "sponsored",
            "outbrain",
            "taboola",
            "dfp",
            "gptad",
            "werbung",
            "anzeige",
            "publicite",
        ],
    ),
    (
        "invitation to subscribe",
        &[
            "newsletter",
            "newslettersignup",
            "subscribe",
            "subscription",
            "subscribebox",
            "signup",
            "paywall",
            "mailchimp",
            "regwall",
            "donate",
            "piano",
        ],
    ),
    (
        "links to other articles",
        &[
            "related",
            "relatedposts",
            "jprelatedposts",
            "relatedarticles",
            "relatedstories",
            "relatedcontent",
            "readmore",
            "readnext",
            "recommended",
            "recommendations",
            "recirculation",
            "morestories",
            "mostread",
            "mostpopular",
            "trending",
            "postnavigation",
            "yarpp",
            "crp",
        ],
    ),
    (
        "navigation",
        &[
            "breadcrumb",
            "breadcrumbs",
            "navigation",
            "pagination",
            "skiplink",
            "toolbar",
            "cookie",
            "cookies",
            "consent",
        ],
    ),
];

/// Longest text that a box of this kind has, in words: what is longer is an article in a box with an odd name.
const LONGEST: usize = 250;

/// What an element is when it is no text of the article; none for one that is.
pub fn is_removed(node: &NodeRef, keep_all: bool) -> Option<&'static str> {
    let name = node.node_name()?;
    match &*name {
        "script" => return Some("script"),
        "style" | "link" | "meta" | "template" | "base" | "title" | "head" => return Some("style"),
        "noscript" if !has_picture(node) => return Some("text for browsers without scripts"),
        "img" | "amp-img" if is_pixel(node) => return Some("tracker"),
        "amp-pixel" | "amp-analytics" | "amp-auto-ads" => return Some("tracker"),
        "iframe" | "embed" if is_tracker(node) => return Some("tracker"),
        _ => {}
    }
    if keep_all {
        return None;
    }
    match &*name {
        "button" | "input" | "select" | "textarea" | "datalist" | "progress" | "meter" => Some("form"),
        "form" if words(node) <= LONGEST && !has_paragraphs(node) => Some("form"),
        "nav" | "menu" => Some("navigation"),
        "amp-ad" | "amp-embed" | "ins" if &*name != "ins" || node.has_class("adsbygoogle") => {
            Some("advertisement")
        }
        "amp-social-share" => Some("share buttons"),
        "html" | "body" | "main" | "article" | "p" | "a" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "img" | "figure" => hidden(node),
        _ => hidden(node).or_else(|| by_token(node)),
    }
}

/// Whether an element of a picture names who made it.
pub fn is_credit(node: &NodeRef) -> bool {
    const CREDITS: &[&str] = &[
        "credit",
        "credits",
        "photocredit",
        "imagecredit",
        "mediacredit",
        "photographer",
        "source",
        "copyright",
        "attribution",
        "captioncredit",
        "fotograf",
        "quelle",
        "figurecredit",
    ];
    let property = node.attr("itemprop");
    property.is_some_and(|p| matches!(&*p, "copyrightHolder" | "creator" | "author" | "creditText"))
        || node.node_name().is_some_and(|name| matches!(&*name, "small" | "cite"))
        || tokens(node).any(|token| CREDITS.contains(&&*token))
}

fn by_token(node: &NodeRef) -> Option<&'static str> {
    let mut found = None;
    for token in tokens(node) {
        if let Some((what, _)) = TOKENS.iter().find(|(_, tokens)| tokens.contains(&&*token)) {
            found = Some(*what);
            break;
        }
    }
    found.filter(|_| words(node) <= LONGEST)
}

/// Classes and the id in lower case: whole without hyphens, and where hyphens part them, the first and the last part.
fn tokens(node: &NodeRef) -> impl Iterator<Item = String> {
    let mut all = Vec::new();
    for value in [node.attr("class"), node.attr("id")].into_iter().flatten() {
        for token in value.split_ascii_whitespace().take(16) {
            let lower = token.to_ascii_lowercase();
            let parts: Vec<&str> = lower.split(['-', '_']).filter(|part| !part.is_empty()).collect();
            if let ([first, .., last], true) = (&parts[..], parts.len() > 1) {
                all.push((*first).to_owned());
                all.push((*last).to_owned());
            }
            all.push(parts.concat());
        }
    }
    all.into_iter()
}

fn hidden(node: &NodeRef) -> Option<&'static str> {
    let style =
        node.attr("style").map(|style| style.to_ascii_lowercase().replace(' ', "")).unwrap_or_default();
    let unseen = style.contains("display:none") || style.contains("visibility:hidden");
    let reader = node.has_class("screen-reader-text")
        || node.has_class("visually-hidden")
        || node.has_class("sr-only");
    (unseen || reader || node.has_attr("hidden")).then_some("hidden text")
}

fn has_picture(node: &NodeRef) -> bool {
    // Pictures that scripts would load stand in `noscript` for everybody else; the one beside it is a placeholder or the same.
    node.descendants_it().any(|n| n.has_name("img")) && !is_beside_picture(node)
}

fn is_beside_picture(node: &NodeRef) -> bool {
    let before =
        node.prev_element_sibling().is_some_and(|n| n.has_name("img") && super::figure::source(&n).is_some());
    before
        || node
            .next_element_sibling()
            .is_some_and(|n| n.has_name("img") && super::figure::source(&n).is_some())
}

fn is_pixel(node: &NodeRef) -> bool {
    let tiny =
        |name| node.attr(name).is_some_and(|value| matches!(value.trim().trim_end_matches("px"), "0" | "1"));
    (tiny("width") && tiny("height")) || node.attr("src").is_some_and(|src| is_tracking(&src))
}

fn is_tracker(node: &NodeRef) -> bool {
    let tiny =
        |name| node.attr(name).is_some_and(|value| matches!(value.trim().trim_end_matches("px"), "0" | "1"));
    tiny("width") && tiny("height") || node.attr("src").is_some_and(|src| is_tracking(&src))
}

fn is_tracking(address: &str) -> bool {
    const HOSTS: &[&str] = &[
        "doubleclick.net",
        "googletagmanager.com",
        "google-analytics.com",
        "facebook.com/tr",
        "scorecardresearch.com",
        "quantserve.com",
        "stats.wordpress.com",
        "pixel.wp.com",
        "feeds.feedburner.com/~",
        "chartbeat",
        "googlesyndication.com",
        "ivwbox.de",
        "adservice.",
        "facebook.com/plugins/like",
        "platform.twitter.com/widgets/tweet_button",
    ];
    HOSTS.iter().any(|host| address.contains(host))
}

fn has_paragraphs(node: &NodeRef) -> bool {
    let long = |n: &NodeRef| n.has_name("p") && n.text().split_whitespace().count() > 20;
    node.descendants_it().any(|n| long(&n))
}

fn words(node: &NodeRef) -> usize {
    super::raw::text(node).split_whitespace().count()
}
