//! The stage `plan`: every page and file of the output, and where links lead.

use super::{Content, Request, base_path};
use crate::archive::Archive;
use crate::archive::address::Address;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::plan::doubles::without_doubles;
use crate::plan::files::{self, File, Planned};
use crate::plan::links::Links;
use crate::plan::media::{self, Folders, Media, MediaFile};
use crate::plan::{Page, PageKind, pages};
use crate::theme::Theme;
use rapidhash::{RapidHashMap, RapidHashSet};
use std::sync::Arc;

/// What will be written.
pub(super) struct Plan {
    pub(super) pages: Vec<Page>,
    pub(super) media: Vec<MediaFile>,
    pub(super) files: Vec<Planned>,
    pub(super) links: Links,
}

/// Lists what will be written, and settles where links lead. `fixed` are the files of the static folder.
///
/// # Errors
/// A diagnostic for every template that is needed and missing.
pub(super) fn plan(
    request: &Request,
    content: &Content,
    theme: &Theme,
    fixed: &[String],
    report: &mut Vec<Diagnostic>,
) -> Result<Plan, Vec<Diagnostic>> {
    let (archive, config) = (&content.archive, &request.config);
    let pages = pages::list(archive, config, theme, &request.content_shown, report)?;
    let fixed_shown = crate::diagnostic::join(&request.site_shown, &config.static_folder);
    let folders = Folders { content: &request.content_shown, fixed: &fixed_shown };
    let mut media = media::plan(archive, &content.assets, fixed, &pages, &folders, report);
    let assets: Vec<String> = theme.assets.iter().map(|a| a.address.clone()).collect();
    let files = files::list(archive, config, &pages, &media.files, &assets);
    let shown = |planned: &Planned| shown(planned, &pages, &media, archive, &folders);
    let files = without_doubles(files, shown, report);
    let links = links(archive, config, &files, &mut media);
    Ok(Plan { pages, files, media: media.files, links })
}

/// What a file of the output is made of, in words for messages.
fn shown(
    planned: &Planned,
    pages: &[Page],
    media: &Media,
    archive: &Archive,
    folders: &Folders<'_>,
) -> String {
    let content = |path: &str| crate::diagnostic::join(folders.content, path);
    match &planned.file {
        File::Page(n) => match pages[*n as usize].kind {
            PageKind::Article(at) | PageKind::Tombstone(at) => {
                content(&archive.entries[at as usize].article.path)
            }
            PageKind::Standing(at) => content(&archive.standing[at as usize].standing.path),
            _ => format!("the site's own page `/{}`", planned.path()),
        },
        File::Media(n) => {
            let file = &media.files[*n as usize];
            crate::diagnostic::join(if file.fixed { folders.fixed } else { folders.content }, &file.path)
        }
        File::Redirect(forward) => format!("the old address `{}`", forward.from),
        _ => format!("the site's own file `/{}`", planned.path()),
    }
}

/// Every address of the site, and what each content file became.
fn links(archive: &Archive, config: &Config, files: &[Planned], media: &mut Media) -> Links {
    let assets = media.files.iter().filter(|f| !f.fixed).map(|f| (f.path.clone(), f.address.clone()));
    let (served, files) = rayon::join(|| served(files), || content_files(archive));
    Links {
        base: base_path(config).to_owned(),
        served,
        redirects: archive.redirects.clone().into_iter().collect(),
        files,
        assets: assets.collect(),
        beside: std::mem::take(&mut media.beside),
    }
}

fn served(files: &[Planned]) -> RapidHashSet<Address> {
    let mut served = RapidHashSet::with_capacity_and_hasher(files.len(), Default::default());
    let pages = files.iter().filter(|f| !matches!(f.file, File::Redirect(..)));
    served.extend(pages.map(|f| f.address.clone()));
    served
}

/// What became of articles, standing pages and files about terms.
fn content_files(archive: &Archive) -> RapidHashMap<Arc<str>, Address> {
    let mut known = RapidHashMap::with_capacity_and_hasher(archive.entries.len(), Default::default());
    known.extend(archive.entries.iter().map(|e| (e.article.path.clone(), e.address.clone())));
    let standing = archive.standing.iter();
    known.extend(standing.map(|p| (p.standing.path.as_str().into(), p.address.as_str().into())));
    for index in &archive.taxonomies {
        for term in &index.terms {
            if let Some(notes) = &term.notes {
                let list = crate::archive::reserved::term_address(&index.taxonomy.path, &term.slug);
                known.insert(notes.path.as_str().into(), list.into());
            }
        }
    }
    known
}
