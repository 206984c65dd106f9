//! The view of the site in every language that a page is in.

use super::Request;
use crate::diagnostic::{Diagnostic, catalogue::theme as catalogue};
use crate::fingerprint::Digest;
use crate::fingerprint::parts::Written;
use crate::plan::desk::Desk;
use crate::plan::view::SiteView;
use crate::theme::Shared;
use std::collections::hash_map::Entry::Vacant;
use std::collections::{BTreeSet, HashMap};

/// The view of the site in one language, plain and ready for templates.
pub(super) struct Site {
    pub(super) view: SiteView,
    pub(super) shared: Shared,
    /// Language of its words.
    pub(super) words: String,
    /// Digests of its fields by name.
    pub(super) fields: Vec<(String, Digest)>,
    pub(super) digest: Digest,
}

/// The view of the site by the language of the words, and that language by the language of a page.
pub(super) type Sites = (HashMap<String, Site>, HashMap<String, String>);

/// The view of the site in every language that a page is in.
pub(super) fn sites(request: &Request, desk: &Desk) -> Result<Sites, Diagnostic> {
    let (mut sites, mut by_lang) = (HashMap::new(), HashMap::new());
    let mut langs: BTreeSet<&str> =
        desk.archive.entries.iter().filter_map(|e| e.article.lang.as_deref()).collect();
    langs.extend(desk.archive.standing.iter().filter_map(|p| p.standing.lang.as_deref()));
    langs.insert(&request.config.language);
    for lang in langs {
        let words = desk.words(lang).0;
        by_lang.insert(lang.to_owned(), words.clone());
        if let Vacant(unknown) = sites.entry(words.clone()) {
            let view = desk.site(lang);
            let mut written = Written::default();
            let not_data = |e| catalogue::view_not_data(&format!("{e}"));
            written.object("site", &view).map_err(not_data)?;
            let (fields, digest) = (written.field_digests(), written.digest());
            unknown.insert(Site { shared: Shared::new(&view)?, view, words, fields, digest });
        }
    }
    Ok((sites, by_lang))
}
