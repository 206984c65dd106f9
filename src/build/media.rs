//! Files that are published as they are: copied when their bytes have moved.

use super::Request;
use super::produce::{Done, Producer, done};
use crate::diagnostic::{Diagnostic, join};
use crate::fingerprint::Digest;
use crate::plan::media::MediaFile;
use crate::record::{Class, Made, Print, Reason, Root, Source};

/// What is known of the files that can be published.
pub(super) struct Sources<'a> {
    /// Those that are, by their number in the plan.
    pub(super) files: &'a [MediaFile],
    /// All of the content folder that are no text, in order of path; without a digest where they were not read yet.
    pub(super) content: &'a [Source],
    /// All of the static folder, in order of path.
    pub(super) fixed: &'a [Source],
}

impl Sources<'_> {
    /// The digest of a file, if it is known without reading it.
    pub(super) fn digest(&self, number: usize) -> Digest {
        self.of(&self.files[number]).map_or(Digest::NONE, |source| source.digest)
    }

    fn of(&self, file: &MediaFile) -> Option<&Source> {
        let all = if file.fixed { self.fixed } else { self.content };
        all.binary_search_by(|source| (*source.path).cmp(&file.path)).ok().map(|at| &all[at])
    }
}

impl Producer<'_> {
    pub(super) fn copy(&self, number: usize, path: &str, known: Option<&Made>) -> Result<Done, Diagnostic> {
        let file = &self.shop.media.files[number];
        let source = self.shop.media.of(file);
        let digest = self.shop.media.digest(number);
        let unread = digest == Digest::NONE;
        if let Some(known) = known.filter(|k| !unread && k.print.inputs == digest)
            && let Some(done) = self.kept(known, None)
        {
            return Ok(done);
        }
        let (full, shown) = place(self.maker.request, file);
        let placed = self.shop.output.copy(path, &full, &shown)?;
        let because = self.because(known, known.map_or(Reason::New, |_| Reason::View), "");
        let print = Print { inputs: placed.digest, because, ..Print::default() };
        let mut done = done(path, placed, Class::Media, print, known, false);
        if let Some(known) = known.filter(|k| k.digest == placed.digest) {
            let made = done.made.map(|made| Made { print: known.print.clone(), ..made });
            done.same = made.as_ref() == Some(known);
            done.made = made;
        }
        done.source = source.map(|source| Source { digest: placed.digest, ..source.clone() });
        Ok(done)
    }
}

pub(super) fn place(request: &Request, file: &MediaFile) -> (std::path::PathBuf, String) {
    let (root, shown) = match file.fixed {
        true => {
            let folder = &request.config.static_folder;
            (request.site.join(folder), join(&request.site_shown, folder))
        }
        false => (request.content.clone(), request.content_shown.clone()),
    };
    (root.join(&file.path), join(&shown, &file.path))
}

/// Sources of the static folder, as far as the record knows them.
pub(super) fn fixed(files: &[crate::source::SourceFile], known: &[&Source], now: i64) -> Vec<Source> {
    let source = |file: &crate::source::SourceFile| {
        let known = known.binary_search_by(|k| (*k.path).cmp(&*file.path)).ok().map(|at| known[at]);
        let digest = known.filter(|k| k.stat == Some(file.stat)).map_or(Digest::NONE, |k| k.digest);
        let stat = file.stat.settled(now);
        Source { root: Root::Static, path: (&*file.path).into(), stat, digest, facts: Digest::NONE }
    };
    files.iter().map(source).collect()
}
