//! Files without a template: what they are made of, and their bytes.

use super::inputs::Inputs;
use super::make::Maker;
use crate::config::FeedFormat;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Digest, Hasher};
use crate::plan::PageKind;
use crate::plan::files::{File, SITEMAP_SIZE, SitemapPart};
use crate::render::robots;

impl Maker<'_> {
    /// The digest of everything that can influence a file.
    pub(super) fn file_inputs(&self, file: &File, path: &str) -> Digest {
        let inputs: &Inputs = &self.inputs;
        let mut hasher = inputs.begin("file", path);
        match file {
            File::Feed { term, format, document } => self.add_feed(&mut hasher, *term, *format, *document),
            File::Sitemap(part, number) => self.add_sitemap(&mut hasher, *part, *number),
            File::Redirect(forward) => {
                let (permalink, title) = self.redirect_target(&forward.to);
                hasher.text(&permalink).text(&title);
            }
            File::Rules(_) => {
                for rule in self.all_redirects() {
                    hasher.text(&rule.from).text(&rule.to);
                }
            }
            // These are as quickly made as digested.
            File::SitemapIndex => {
                hasher.text(&self.sitemap_index());
            }
            File::NewsSitemap => {
                hasher.text(&self.news_sitemap());
            }
            File::Robots => {
                for address in self.sitemap_addresses() {
                    hasher.text(&address);
                }
            }
            File::Page(_) | File::Asset(_) | File::Media(_) => {}
        }
        hasher.finish()
    }

    /// The bytes of a file.
    pub(super) fn bytes_of(&self, file: &File, report: &mut Vec<Diagnostic>) -> Vec<u8> {
        let text = match file {
            File::Feed { term, format, document } => self.feed(*term, *format, *document, report),
            File::Sitemap(part, number) => self.sitemap(*part, *number),
            File::SitemapIndex => self.sitemap_index(),
            File::NewsSitemap => self.news_sitemap(),
            File::Robots => robots::robots(&self.sitemap_addresses()),
            File::Redirect(forward) => self.redirect(&forward.to),
            File::Rules(host) => self.rules(*host),
            File::Page(_) | File::Asset(_) | File::Media(_) => String::new(),
        };
        text.into_bytes()
    }

    fn add_feed(
        &self,
        hasher: &mut Hasher,
        term: Option<(u8, u32)>,
        format: FeedFormat,
        document: Option<u32>,
    ) {
        match term {
            Some((taxonomy, term)) => {
                hasher.digest(self.inputs.term(taxonomy, term));
                self.inputs.add_entries(hasher, &self.term_feed_articles(taxonomy, term));
            }
            None => {
                let (range, links) = self.site_feed_range(format, document);
                hasher.debug(&links);
                self.inputs.add_entries(hasher, &self.ready.arrivals.order[range]);
            }
        }
    }

    fn add_sitemap(&self, hasher: &mut Hasher, part: SitemapPart, number: u32) {
        let pages = self.ready.sitemaps.get(&part).map_or(&[][..], |pages| pages);
        for &n in pages.chunks(SITEMAP_SIZE).nth(number as usize).unwrap_or_default() {
            let page = &self.pages[n as usize];
            match page.kind {
                PageKind::Article(at) => hasher.digest(self.inputs.entry(at)),
                _ => hasher.text(&page.address),
            };
        }
    }
}
