//! An article as a `NewsArticle`.

use super::node::Node;
use super::{Site, about, breadcrumbs, organisation, print, script};
use crate::plan::view::{ArticleView, DateView, PageView, PrintView, Translation};
use serde_json::Value;

/// An article page: a `NewsArticle`, or a narrower type by genre.
pub fn article(site: Site, page: &PageView, article: &ArticleView) -> String {
    let mut node = said(Node::new(news_type(&article.genre)), page, article);
    node = made(node, site, page, article);
    node = placed(node, site, page, article);
    node = linked(node, page, article);
    if let Some(rights) = &article.rights {
        node = about::with_rights(node, rights, &article.authors);
    }
    script(node)
}

/// The type for a genre; see the list at the top of [`super`].
fn news_type(genre: &str) -> &'static str {
    match genre {
        "report" => "ReportageNewsArticle",
        "opinion" | "editorial" | "letter" => "OpinionNewsArticle",
        "analysis" => "AnalysisNewsArticle",
        "review" => "ReviewNewsArticle",
        _ => "NewsArticle",
    }
}

/// What it says.
fn said(node: Node, page: &PageView, article: &ArticleView) -> Node {
    let short_title = if article.short_title == article.title { "" } else { &article.short_title };
    let description = if article.summary.is_empty() { &page.description } else { &article.summary };
    let image = article.image.as_ref().or(page.image.as_ref());
    node.text("headline", &article.title)
        .text("alternativeHeadline", short_title)
        .text("description", description)
        .text("genre", &article.genre)
        .text("inLanguage", &page.lang)
        .optional("wordCount", (article.words > 0).then_some(article.words))
        .optional("image", image.and_then(about::image))
        .list("keywords", about::keywords(&article.tags))
        .text("articleSection", article.section.as_ref().map_or("", |section| &section.title))
}

/// Who made it and when, and what became of it.
fn made(node: Node, site: Site, page: &PageView, article: &ArticleView) -> Node {
    let corrections = article.corrections.iter().map(|correction| about::correction(correction).into());
    node.text("datePublished", &article.date.iso)
        .text("dateModified", iso(&article.updated))
        .text("expires", iso(&article.expired))
        .list("author", about::people(site, &article.authors))
        .list("editor", about::people(site, &article.editors))
        .list("translator", about::people(site, &article.translators))
        .list("contributor", about::people(site, &article.photographers))
        .node("publisher", organisation(site))
        .list("correction", corrections.collect())
        .text("creativeWorkStatus", state(article))
        .list("about", about::subjects(site, article))
        .text("url", &page.permalink)
        .text("identifier", &article.id)
}

fn iso(date: &Option<DateView>) -> &str {
    date.as_ref().map_or("", |date| &date.iso)
}

fn state(article: &ArticleView) -> &'static str {
    let retracted = article.corrections.iter().any(|correction| correction.kind == "retraction");
    match article.status {
        _ if retracted => "Retracted",
        "draft" => "Draft",
        "published" => "Published",
        _ => "",
    }
}

/// Where it stood in print, and where it stands in the site.
fn placed(node: Node, site: Site, page: &PageView, article: &ArticleView) -> Node {
    let section = article.section.as_ref();
    let trail = section.filter(|section| !section.url.is_empty()).cloned();
    let web_page = Node::new("WebPage")
        .text("@id", &page.permalink)
        .node("breadcrumb", breadcrumbs(site, page, trail.as_slice()));
    let node = node
        .text("dateline", &article.dateline)
        .list("isPartOf", print::wholes(site, article))
        .node("mainEntityOfPage", web_page);
    let Some(PrintView { edition, page, column, .. }) = &article.print else { return node };
    node.text("printEdition", edition)
        .text("printPage", page)
        .text("printColumn", column)
        .text("printSection", section.map_or("", |section| &section.title))
}

/// The same text elsewhere: its original, its source, a copy, other languages.
fn linked(node: Node, page: &PageView, article: &ArticleView) -> Node {
    let others: Vec<_> = page.translations.iter().filter(|other| !other.current).collect();
    // An article that names translators is a translation; of several other versions none is known to be the original.
    let (original, translations) = match (article.translators.is_empty(), others.as_slice()) {
        (true, others) => (None, others),
        (false, [original]) => (Some(work(original)), &[][..]),
        (false, _) => (None, &[][..]),
    };
    node.text("sameAs", &article.canonical)
        .text("isBasedOn", &article.source_url)
        .text("archivedAt", &article.archived_url)
        .optional("translationOfWork", original)
        .list("workTranslation", translations.iter().map(|other| Value::from(work(other))).collect())
}

fn work(other: &Translation) -> Node {
    Node::new("NewsArticle")
        .text("headline", &other.title)
        .text("inLanguage", &other.lang)
        .text("url", &other.permalink)
}
