//! What lies at an address, and what an editor asks.

use super::answer::{Answer, Effect, Hit, Made, PageNotes, Problem, Rendering, Site, Waiting};
use super::pages::View;
use super::stand::Stand;
use super::{Inner, Preview, desk};
use crate::archive::address::{output_path, url};
use crate::build::base_path;
use crate::build::media;
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Digest;
use crate::plan::files::File;
use crate::plan::links::Target;
use crate::source;
use std::sync::{PoisonError, RwLockReadGuard};

/// Where the theme's page about what is not there stands.
const NOT_FOUND: &str = "404.html";

impl Preview {
    fn read(&self) -> RwLockReadGuard<'_, Inner> {
        self.inner.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn view<'a>(&'a self, inner: &'a Inner) -> Option<View<'a>> {
        let (stand, request) = (inner.stand.as_ref()?, inner.request.as_ref()?);
        Some(View {
            stand,
            request,
            watch: &*self.watch,
            number: inner.number,
            before: &inner.before,
            saved: &inner.saved,
        })
    }

    /// What lies at an address; for an address that nothing lies at, none.
    fn at(&self, view: &View, path: &str) -> Option<Answer> {
        // A host looks for a file; the one of the front page has one name only.
        if path.starts_with("//") {
            return None;
        }
        let file = output_path(path);
        if let Some(found) = view.stand.find(&file) {
            return self.file(view, found);
        }
        let (stand, config) = (view.stand, &view.request.config);
        // A host that is given these rules answers with them; where pages forward, they are files of the site.
        let ruled = config.redirects.netlify || config.redirects.apache || config.redirects.nginx;
        if let Some(to) = stand.content.archive.redirects.get(path).filter(|_| ruled) {
            return Some(Answer::Redirect { to: target(stand, to), alias: true });
        }
        let folder = [path, "/"].concat();
        let has_slash = path.ends_with('/');
        stand.find(&output_path(&folder)).filter(|_| !has_slash)?;
        Some(Answer::Redirect { to: url(&stand.plan.links.base, &folder), alias: false })
    }

    /// A planned file. None for one that a link brings in from outside of the site: a preview sends nothing from there
    /// to whoever asks.
    fn file(&self, view: &View, number: usize) -> Option<Answer> {
        let View { stand, request, .. } = view;
        let planned = &stand.plan.files[number];
        let path = planned.path();
        Some(match &planned.file {
            File::Page(page) => self.pages.answer(view, &stand.plan.pages[*page as usize], path),
            File::Media(media) => {
                let (file, _) = media::place(request, &stand.plan.media[*media as usize]);
                let real = source::inside(&file, &[&request.site, &request.content])?;
                Answer::File { path: real, name: path.to_owned() }
            }
            File::Redirect(forward) => Answer::Redirect { to: target(stand, &forward.to), alias: true },
            File::Asset(asset) => made(path, stand.theme.assets[*asset as usize].bytes.to_vec()),
            file => {
                // What could not be read on the way is among the problems already.
                let bytes = stand.make(request, view.watch, |maker| maker.bytes_of(file, &mut Vec::new()));
                made(path, bytes)
            }
        })
    }
}

fn made(path: &str, bytes: Vec<u8>) -> Answer {
    let digest = Digest::of(&bytes);
    Answer::Made(Made { status: 200, name: path.to_owned(), bytes: bytes.into(), digest, page: None })
}

/// Where an old address leads: a path on this server, or a URL elsewhere.
fn target(stand: &Stand, to: &str) -> String {
    match stand.plan.links.resolve(to, "", "/") {
        Target::Here(url) => url,
        Target::Elsewhere | Target::Broken => to.to_owned(),
    }
}

impl Site for Preview {
    fn base(&self) -> String {
        let inner = self.read();
        inner.request.as_ref().map_or("/", |request| base_path(&request.config)).to_owned()
    }

    fn answer(&self, path: &str) -> Answer {
        let inner = self.read();
        let Some(view) = self.view(&inner) else { return Answer::Faulty(inner.hindrances()) };
        if let Some(answer) = self.at(&view, path) {
            return answer;
        }
        match view.stand.find(NOT_FOUND).and_then(|number| self.file(&view, number)) {
            Some(Answer::Made(made)) => {
                // What may be there after the next edit is asked for by the address that was wanted.
                let address = path.to_owned();
                let page = made.page.map(|notes| PageNotes { address, ..notes });
                Answer::Made(Made { status: 404, page, ..made })
            }
            Some(faulty @ Answer::Faulty(_)) => faulty,
            _ => Answer::Nothing,
        }
    }

    fn effect(&self, address: &str, print: Digest, styles: Digest) -> Effect {
        match self.answer(address) {
            Answer::Made(Made { page: Some(notes), .. }) if notes.print == print => {
                match notes.styles == styles {
                    true => Effect::None,
                    false => Effect::Styles,
                }
            }
            Answer::Faulty(_) => Effect::None,
            // A page that says that nothing is there has no print.
            Answer::Nothing if print == Digest::NONE => Effect::None,
            // Something else lies there now.
            _ => Effect::Moved,
        }
    }

    fn styles(&self) -> Vec<String> {
        self.read().stand.as_ref().map_or_else(Vec::new, |stand| stand.styles.clone())
    }

    fn mistakes(&self, source: Option<&str>) -> Vec<Diagnostic> {
        let inner = self.read();
        let faults = self.pages.faults(inner.number);
        let urgent = inner.each_problem().filter(|problem| desk::is_urgent(problem, &inner.known, source));
        let mut mistakes: Vec<Diagnostic> = urgent.chain(&faults).cloned().collect();
        diagnostic::sort(&mut mistakes);
        mistakes
    }

    fn problems(&self) -> Vec<Problem> {
        let inner = self.read();
        let mut problems = inner.problems();
        problems.extend(self.pages.faults(inner.number));
        diagnostic::sort(&mut problems);
        desk::with_pages(problems, inner.stand.as_ref(), inner.request.as_ref())
    }

    fn waiting(&self) -> Vec<Waiting> {
        let inner = self.read();
        let site = inner.stand.as_ref().zip(inner.request.as_ref());
        site.map_or_else(Vec::new, |(stand, request)| desk::waiting(stand, request))
    }

    fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        let inner = self.read();
        let site = inner.stand.as_ref().zip(inner.request.as_ref());
        site.map_or_else(Vec::new, |(stand, request)| desk::search(stand, request, words, limit))
    }

    fn renderings(&self) -> Vec<Rendering> {
        self.pages.renderings()
    }

    fn number(&self) -> u64 {
        self.read().number
    }

    fn counts(&self) -> (usize, usize) {
        let inner = self.read();
        inner.stand.as_ref().map_or((0, 0), |s| (s.content.articles.found, s.plan.files.len()))
    }
}

impl Inner {
    /// What keeps the site from being shown at all.
    fn hindrances(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.config_problems.iter().chain(&self.refused).cloned().collect();
        diagnostic::sort(&mut all);
        all
    }

    /// Everything that is wrong and stands at one place, without counting what is about many files.
    pub(super) fn each_problem(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_site = self.config_problems.iter().chain(&self.refused).chain(&self.theme_problems);
        let of_files = self.ground.problems.iter().flatten();
        let of_stand = self.stand.iter().flat_map(Stand::all_problems);
        of_site.chain(of_files).chain(self.texts.remarked()).chain(of_stand)
    }
}
