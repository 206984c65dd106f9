//! The files on disk as the preview knows them, and what of them has moved.
//!
//! Takes: paths that somebody says have changed. Does: looks at each; walks a folder again only where a single look
//! does not tell. Gives: [`Moved`]: what has to be read again. Events name files more often than they change, and a file
//! may be named under a folder that is gone, so nothing is taken on trust but the names.

use super::answer::Changed;
use crate::build::{Request, one, scene};
use crate::diagnostic::{Diagnostic, join};
use crate::source::kind::Kind;
use crate::source::{self, Glance, SourceFile};
use crate::theme::{self, Layer};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many named files are looked at one by one; when it is more, the folder is walked.
const MANY: usize = 1000;

/// The files of a site.
#[derive(Default)]
pub(super) struct Ground {
    /// Of the content folder, in order of path.
    pub(super) files: Vec<SourceFile>,
    /// Of the static folder, in order of path.
    pub(super) fixed: Vec<SourceFile>,
    /// The theme's.
    pub(super) layers: Vec<Layer>,
    /// Articles that were seen and cannot be used.
    pub(super) lost_articles: usize,
    /// What was wrong with the content folder, the static folder and the theme's.
    pub(super) problems: [Vec<Diagnostic>; 3],
}

/// What has moved on disk.
#[derive(Default)]
pub(super) struct Moved {
    /// Texts to read again.
    pub(super) texts: Vec<SourceFile>,
    /// Content files that are gone.
    pub(super) gone: Vec<Arc<str>>,
    /// Whether files came or went that are no text.
    pub(super) assets: bool,
    /// Content files that are no text and hold something else now.
    pub(super) media: Vec<Arc<str>>,
    /// Whether files of the static folder came or went.
    pub(super) fixed: bool,
    /// Files of the static folder that hold something else now.
    pub(super) fixed_media: Vec<Arc<str>>,
    /// Whether a file of the theme has moved.
    pub(super) theme: bool,
}

/// The paths of a change, sorted by what they belong to.
#[derive(Default)]
pub(super) struct Sorted {
    pub(super) config: bool,
    theme: bool,
    fixed: bool,
    content: BTreeSet<String>,
    content_as_a_whole: bool,
}

impl Sorted {
    /// Sorts paths. A path that belongs to nothing (the output, what is hidden) is left out.
    pub(super) fn of(changed: &Changed, request: &Request) -> Self {
        let all = changed.all;
        let mut own =
            Self { config: all, theme: all, fixed: all, content_as_a_whole: all, ..Self::default() };
        let site = |name: &str| request.site.join(name);
        let of_theme: Vec<PathBuf> = ["themes", "templates", "assets", "i18n"].map(site).into();
        let (config, fixed) = (site("config.yaml"), site(&request.config.static_folder));
        let aside = [request.output.clone(), site(".dateline"), site(".git")];
        for path in &changed.paths {
            if aside.iter().any(|folder| path.starts_with(folder)) {
                continue;
            }
            let inside = path.strip_prefix(&request.content).ok();
            if *path == config {
                own.config = true;
            } else if of_theme.iter().any(|folder| path.starts_with(folder)) {
                own.theme = true;
            } else if path.starts_with(&fixed) {
                own.fixed = true;
            } else if let Some(inside) = inside {
                own.take(inside);
            }
        }
        own.content_as_a_whole |= own.content.len() > MANY;
        own
    }

    fn take(&mut self, inside: &Path) {
        let names: Option<Vec<&str>> = inside.iter().map(|name| name.to_str()).collect();
        match names {
            Some(names) if !names.is_empty() => {
                self.content.insert(names.join("/"));
            }
            // The folder itself, or a name that is no text: a walk says what is wrong with it.
            _ => self.content_as_a_whole = true,
        }
    }
}

impl Ground {
    /// Looks at everything.
    ///
    /// # Errors
    /// When the content folder or the theme is missing.
    pub(super) fn survey(request: &Request) -> Result<Self, Vec<Diagnostic>> {
        let found = scene::discover(request)?;
        let mut own = Self { files: found.files, lost_articles: found.lost_articles, ..Self::default() };
        own.problems[0] = found.diagnostics;
        own.fixed = own.list_fixed(request);
        own.layers = own.read_layers(request).map_err(one)?;
        Ok(own)
    }

    /// Looks at what may have changed.
    ///
    /// # Errors
    /// When the content folder or the theme is missing: what is known stays as it was.
    pub(super) fn look(&mut self, sorted: &Sorted, request: &Request) -> Result<Moved, Vec<Diagnostic>> {
        let mut moved = Moved::default();
        if sorted.theme || sorted.config {
            let layers = self.read_layers(request).map_err(one)?;
            moved.theme = !same_layers(&layers, &self.layers);
            self.layers = layers;
        }
        if sorted.content_as_a_whole
            || sorted.config
            || !self.look_singly(&sorted.content, request, &mut moved)
        {
            self.walk(request, &mut moved)?;
        }
        if sorted.fixed || sorted.config {
            let fixed = self.list_fixed(request);
            let (changed, gone) = differences(&self.fixed, &fixed);
            let known = |file: &SourceFile| self.find_fixed(&file.path).is_ok();
            moved.fixed = !gone.is_empty() || changed.iter().any(|file| !known(file));
            moved.fixed_media = changed.into_iter().map(|file| file.path).collect();
            self.fixed = fixed;
        }
        Ok(moved)
    }

    fn find_fixed(&self, path: &str) -> Result<usize, usize> {
        self.fixed.binary_search_by(|file| (*file.path).cmp(path))
    }

    /// Looks at each file by itself; gives false where only a walk can tell.
    fn look_singly(&mut self, paths: &BTreeSet<String>, request: &Request, moved: &mut Moved) -> bool {
        let taxonomies: Vec<&str> = request.config.taxonomies.iter().map(|t| t.name.as_str()).collect();
        let mut glances = Vec::with_capacity(paths.len());
        for path in paths {
            match source::glance(&request.content, path, &taxonomies) {
                Glance::Hidden => {}
                Glance::Unclear => return false,
                Glance::Gone => {
                    // A folder that is gone is named once, whatever was in it.
                    let below = [path, "/"].concat();
                    let at = self.files.partition_point(|file| *file.path < *below);
                    if self.files.get(at).is_some_and(|file| file.path.starts_with(&below)) {
                        return false;
                    }
                    glances.push((path, None));
                }
                Glance::File(file) => glances.push((path, Some(file))),
            }
        }
        for (path, file) in glances {
            let at = self.files.binary_search_by(|known| (*known.path).cmp(path));
            match (at, file) {
                (Ok(at), Some(file)) => {
                    // The list of files has the path already, and articles share it.
                    let file = SourceFile { path: self.files[at].path.clone(), ..file };
                    self.files[at] = file.clone();
                    moved.has_changed(file, false);
                }
                (Err(at), Some(file)) => {
                    self.files.insert(at, file.clone());
                    moved.has_changed(file, true);
                }
                (Ok(at), None) => moved.has_gone(self.files.remove(at)),
                (Err(_), None) => {}
            }
        }
        true
    }

    fn walk(&mut self, request: &Request, moved: &mut Moved) -> Result<(), Vec<Diagnostic>> {
        let found = scene::discover(request)?;
        let (changed, gone) = differences(&self.files, &found.files);
        for file in changed {
            let is_new = self.files.binary_search_by(|known| known.path.cmp(&file.path)).is_err();
            moved.has_changed(file, is_new);
        }
        gone.into_iter().for_each(|file| moved.has_gone(file));
        self.files = found.files;
        self.lost_articles = found.lost_articles;
        self.problems[0] = found.diagnostics;
        Ok(())
    }

    fn list_fixed(&mut self, request: &Request) -> Vec<SourceFile> {
        let folder = &request.config.static_folder;
        self.problems[1].clear();
        source::list(&request.site.join(folder), &join(&request.site_shown, folder), &mut self.problems[1])
    }

    fn read_layers(&mut self, request: &Request) -> Result<Vec<Layer>, Diagnostic> {
        let (shown, name) = (&request.site_shown, &request.config.theme);
        let mut problems = Vec::new();
        let layers = theme::load::layers(&request.site, shown, name, &request.config_shown, &mut problems);
        self.problems[2] = problems;
        layers
    }

    /// Paths of the static folder's files.
    pub(super) fn fixed_paths(&self) -> Vec<String> {
        self.fixed.iter().map(|file| file.path.to_string()).collect()
    }
}

impl Moved {
    fn has_changed(&mut self, file: SourceFile, is_new: bool) {
        match file.kind == Kind::Asset {
            true => {
                self.assets |= is_new;
                self.media.push(file.path);
            }
            false => self.texts.push(file),
        }
    }

    fn has_gone(&mut self, file: SourceFile) {
        self.assets |= file.kind == Kind::Asset;
        self.gone.push(file.path);
    }
}

/// Files that are new or differ, and files that are gone. Both lists are in order of path.
fn differences(before: &[SourceFile], now: &[SourceFile]) -> (Vec<SourceFile>, Vec<SourceFile>) {
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    let mut known = before.iter().peekable();
    for file in now {
        while let Some(old) = known.next_if(|old| old.path < file.path) {
            gone.push(old.clone());
        }
        match known.next_if(|old| old.path == file.path) {
            Some(old) if old.stat == file.stat && old.kind == file.kind => {}
            _ => changed.push(file.clone()),
        }
    }
    gone.extend(known.cloned());
    (changed, gone)
}

fn same_layers(a: &[Layer], b: &[Layer]) -> bool {
    let same_file = |(a, b): (&theme::ThemeFile, &theme::ThemeFile)| a.path == b.path && a.bytes == b.bytes;
    let same = |(a, b): (&Layer, &Layer)| {
        a.name == b.name && a.files.len() == b.files.len() && a.files.iter().zip(&b.files).all(same_file)
    };
    a.len() == b.len() && a.iter().zip(b).all(same)
}
