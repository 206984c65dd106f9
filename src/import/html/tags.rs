//! What a page says in `meta` and `link`: Open Graph first, then the names of many others.

use super::facts::Facts;
use crate::import::bodies::{self, Picture};
use dom_query::Document;

/// All `meta` of a page: names in lower case and values.
pub(super) struct Tags {
    all: Vec<(String, String)>,
    canonical: String,
}

impl Tags {
    pub(super) fn of(page: &Document) -> Self {
        let mut all = Vec::new();
        for node in bodies::select(page, "meta[content]").nodes() {
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| node.attr(key));
            let (Some(name), Some(value)) = (name, node.attr("content")) else { continue };
            if !value.trim().is_empty() {
                all.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let canonical = bodies::select(page, "link[rel=\"canonical\"]")
            .attr("href")
            .map(|href| href.trim().to_owned())
            .unwrap_or_default();
        Self { all, canonical }
    }

    fn one(&self, names: &[&str]) -> String {
        let value =
            |name: &&str| self.all.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        names.iter().find_map(value).unwrap_or_default()
    }

    fn each(&self, name: &str) -> Vec<String> {
        self.all.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// Open Graph and `article:*`.
    pub(super) fn open_graph(&self) -> Facts {
        let image = self.one(&["og:image", "og:image:url", "og:image:secure_url"]);
        let picture = (!image.is_empty()).then(|| Picture {
            src: image,
            alt: self.one(&["og:image:alt"]),
            ..Picture::default()
        });
        let authors = ["article:author", "og:article:author"].iter().flat_map(|name| self.each(name));
        let site = self.one(&["og:site_name"]);
        Facts {
            title: without_site(&self.one(&["og:title"]), &site),
            standfirst: self.one(&["og:description"]),
            authors: authors.filter(|name| is_person(name)).collect(),
            date: self.one(&["article:published_time", "og:article:published_time", "og:published_time"]),
            updated: self.one(&["article:modified_time", "og:updated_time"]),
            section: self.one(&["article:section", "og:article:section"]),
            tags: ["article:tag", "og:article:tag"].iter().flat_map(|name| self.each(name)).collect(),
            picture,
            address: self.one(&["og:url"]),
            language: self.one(&["og:locale"]).replace('_', "-"),
            publication: site,
            is_article: self.one(&["og:type"]) == "article",
            ..Facts::default()
        }
    }

    /// The many other names.
    pub(super) fn others(&self) -> Facts {
        let author = self.one(&[
            "author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "twitter:creator_name",
        ]);
        let tags = self.one(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
        Facts {
            title: self.one(&["dc.title", "citation_title", "parsely-title", "hdl", "twitter:title"]),
            standfirst: self.one(&["description", "dc.description", "twitter:description"]),
            authors: Some(author).filter(|name| is_person(name)).into_iter().collect(),
            date: self.one(&[
                "date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publication_date",
                "dc.date",
                "dc.date.issued",
                "dcterms.created",
                "dcterms.date",
                "parsely-pub-date",
                "sailthru.date",
                "citation_publication_date",
                "article.published",
                "ptime",
                "datepublished",
                "article_date_original",
                "cxenseparse:recs:publishtime",
                "last-published",
            ]),
            updated: self.one(&[
                "last-modified",
                "lastmod",
                "dcterms.modified",
                "article.updated",
                "utime",
                "revised",
            ]),
            section: self.one(&["section", "parsely-section", "article.section", "cg"]),
            tags: tags
                .split([',', ';'])
                .map(|tag| tag.trim().to_owned())
                .filter(|tag| !tag.is_empty())
                .collect(),
            address: self.canonical.clone(),
            language: self.one(&["content-language", "dc.language", "language"]),
            publication: self.one(&["application-name", "dc.publisher", "citation_journal_title"]),
            ..Facts::default()
        }
    }

    /// The address that the page says is its usual one.
    pub(super) fn canonical(&self) -> &str {
        &self.canonical
    }

    /// Whether a page says that it is a list of others.
    pub(super) fn is_front(&self) -> bool {
        matches!(&*self.one(&["og:type"]), "website" | "object")
    }
}

fn is_person(name: &str) -> bool {
    !name.starts_with("http") && !name.starts_with('@') && !name.contains(".com/") && !name.is_empty()
}

/// A headline without the name of the newspaper behind it.
pub(super) fn without_site(title: &str, site: &str) -> String {
    let title = title.trim();
    for sign in [" | ", " - ", " – ", " — ", " :: ", " « ", " · ", ": "] {
        if let Some((head, tail)) = title.rsplit_once(sign)
            && !site.is_empty()
            && tail.trim().eq_ignore_ascii_case(site.trim())
            && !head.trim().is_empty()
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}
