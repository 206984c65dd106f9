//! The stages `write` and `finish`: every file as it must be, old files gone, the record in place.

use super::layout::Plan;
use super::make::{Maker, Ready};
use super::produce::{Done, Producer, Workshop};
use super::world::{standstill, today};
use super::{
    BecauseCount, Content, Explanation, PageCount, Rendered, Request, Scene, Watch, media, one, one_each,
};
use crate::diagnostic::catalogue::output as catalogue;
use crate::diagnostic::catalogue::source::E054;
use crate::diagnostic::{self, Diagnostic};
use crate::fingerprint::Digest;
use crate::output;
use crate::output::keep::Keeper;
use crate::plan::desk::Desk;
use crate::plan::files::File;
use crate::record::{Facts, Head, Reason, Root, Source};
use crate::source::SourceFile;
use crate::theme::Theme;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{BTreeMap, HashSet};

/// Files that are made before they are put away: it bounds what is held of them.
const AT_ONCE: usize = 2048;

/// Everything the last stages work with.
pub(super) struct Stage<'a> {
    pub(super) request: &'a Request,
    pub(super) content: &'a Content,
    pub(super) theme: &'a Theme,
    pub(super) plan: &'a Plan,
    pub(super) scene: &'a Scene,
    pub(super) watch: &'a dyn Watch,
}

/// What became of the files.
pub(super) struct Outcome {
    pub(super) pages: PageCount,
    pub(super) because: BecauseCount,
    pub(super) rendered: Vec<Rendered>,
    pub(super) bytes: u64,
    templates: Vec<(String, Vec<(String, Digest)>)>,
    sites: Vec<(String, Vec<(String, Digest)>)>,
}

impl Stage<'_> {
    fn desk(&self) -> Desk<'_> {
        Desk {
            archive: &self.content.archive,
            config: &self.request.config,
            words: &self.theme.words,
            links: &self.plan.links,
            today: self.request.today,
        }
    }

    fn fixed(&self) -> Vec<Source> {
        let known: Vec<&Source> =
            self.scene.before.sources.iter().map(|(s, _)| s).filter(|s| s.root == Root::Static).collect();
        media::fixed(&self.scene.fixed, &known, self.scene.output.now())
    }

    fn ready(&self, desk: &Desk) -> Result<Ready, Vec<Diagnostic>> {
        Ready::of(self.request, desk, self.theme, &self.plan.pages).map_err(one)
    }

    fn producer<'p>(
        &'p self,
        desk: &'p Desk<'p>,
        ready: &'p Ready,
        assets: &'p [Source],
        fixed: &'p [Source],
        copied: Option<HashSet<Box<str>>>,
    ) -> Producer<'p> {
        let Scene { output, before, world, .. } = self.scene;
        let media = media::Sources { files: &self.plan.media, content: assets, fixed };
        let site = (self.theme, &self.plan.pages[..]);
        let maker = Maker::new(self.request, desk, site, *world, ready, self.watch);
        Producer { maker, shop: Workshop { media, output, before, copied } }
    }

    /// Makes every file, several at a time; the order of results is that of the plan.
    pub(super) fn run(
        &self,
        assets: &[Source],
        keeper: &mut Keeper,
        report: &mut Vec<Diagnostic>,
    ) -> Result<Outcome, Vec<Diagnostic>> {
        let (desk, fixed) = (self.desk(), self.fixed());
        let ready = self.ready(&desk)?;
        let producer = self.producer(&desk, &ready, assets, &fixed, keeper.copied());
        let mut out = Outcome {
            pages: PageCount { planned: self.plan.files.len(), ..PageCount::default() },
            because: BecauseCount::default(),
            rendered: Vec::new(),
            bytes: 0,
            templates: ready.templates.iter().map(|(n, (files, _))| (n.clone(), files.clone())).collect(),
            sites: ready.sites.iter().map(|(lang, site)| (lang.clone(), site.fields.clone())).collect(),
        };
        out.sites.sort();
        let (mut read, mut failed) = (BTreeMap::new(), Vec::new());
        for (chunk, files) in self.plan.files.chunks(AT_ONCE).enumerate() {
            let make = |(at, planned)| {
                let result = producer.produce(planned, chunk * AT_ONCE + at);
                self.watch.step();
                result
            };
            let results: Vec<_> = files.par_iter().enumerate().map(make).collect();
            for result in results {
                match result {
                    Ok(done) => {
                        read.extend(done.source.as_ref().map(|s| ((s.root, s.path.clone()), s.digest)));
                        out.take(done, self.request.explain, keeper, report).map_err(one)?;
                    }
                    // A picture that cannot be read is missing from the site; all else keeps it from being built.
                    Err(problem) if *problem.code == E054 => {
                        out.pages.planned -= 1;
                        report.push(problem);
                    }
                    Err(problem) => failed.push(problem),
                }
            }
        }
        if !failed.is_empty() {
            failed.append(report);
            return Err(one_each(failed));
        }
        self.keep_assets(assets.iter().chain(&fixed), &read, keeper).map_err(one)?;
        Ok(out)
    }

    /// Hands over the sources that are no text, with the digests of those that were read.
    fn keep_assets<'s>(
        &self,
        assets: impl Iterator<Item = &'s Source>,
        read: &BTreeMap<(Root, Box<str>), Digest>,
        keeper: &mut Keeper,
    ) -> Result<(), Diagnostic> {
        let known = &self.scene.before.sources;
        for source in assets {
            let key = (source.root, source.path.clone());
            let digest = read.get(&key).copied().unwrap_or(source.digest);
            let source = Source { digest, ..source.clone() };
            let at = known.binary_search_by(|(k, _)| (k.root, &*k.path).cmp(&(source.root, &*source.path)));
            let same = at.is_ok_and(|at| known[at].0 == source);
            keeper.source(source, None, same)?;
        }
        Ok(())
    }

    /// Removes old files and puts the record in place. Gives how many files were removed.
    pub(super) fn finish(
        &self,
        mut keeper: Keeper,
        content: &Content,
        outcome: &Outcome,
        report: &mut Vec<Diagnostic>,
    ) -> Result<usize, Vec<Diagnostic>> {
        let Scene { output, before, world, boot, found, fixed, .. } = self.scene;
        let files = &self.plan.files;
        let planned = LazyCell::new(|| files.iter().map(|f| f.path()).collect::<HashSet<&str>>());
        let is_planned = |path: &str| planned.contains(path);
        // Nearly every file stands where it stood in the last plan.
        let stands = |nth: usize, path: &str| files.get(nth).is_some_and(|f| f.path() == path);
        let gone =
            before.made.iter().enumerate().filter(|(n, m)| !stands(*n, &m.path) && !is_planned(&m.path));
        let gone: Vec<Box<str>> = gone.map(|(_, made)| made.path.clone()).collect();
        let gone_sources = gone_sources(&before.sources, &found.files, fixed);
        let pruned = output.prune(&gone, is_planned).map_err(one)?;
        if let Some(first) = pruned.unknown.first() {
            report.push(catalogue::unknown_files(&self.request.output_shown, first, pruned.unknown.len()));
        }
        keeper.gone(gone_sources, gone);
        super::locate::lines(self.request, report);
        diagnostic::sort(report);
        let (from, until) = standstill(self.request, &content.archive);
        let articles = content.articles;
        let head = Head {
            place: output.name(),
            program: world.program,
            reading: world.reading,
            world: world.all,
            from,
            until,
            today: today(self.request, &self.theme.manifest),
            boot: boot.clone(),
            build: before.head.build + 1,
            articles: [articles.found, articles.built, articles.withheld, articles.faulty].map(|n| n as u64),
            planned: outcome.pages.planned as u64,
            diagnostics: report.iter().filter(|d| *d.code != catalogue::N612).cloned().collect(),
            templates: outcome.templates.clone(),
            sites: outcome.sites.clone(),
        };
        output.keep(keeper, head, &before.head, &pruned).map_err(one)?;
        Ok(pruned.removed)
    }

    /// Why the file at an address was made, and whether it would be made again.
    pub(super) fn explain(&self, address: &str, assets: &[Source]) -> Result<Explanation, Vec<Diagnostic>> {
        let (desk, fixed) = (self.desk(), self.fixed());
        let ready = self.ready(&desk)?;
        let producer = self.producer(&desk, &ready, assets, &fixed, Some(HashSet::new()));
        let path = crate::archive::address::output_path(address);
        let known = self.scene.before.made(&path);
        let Some(planned) = self.plan.files.iter().find(|f| f.path() == path) else {
            return Err(vec![catalogue::no_such_page(address, known.is_some())]);
        };
        let builds = self.scene.before.head.build;
        let (template, now) = match &planned.file {
            File::Page(n) => {
                let page = &self.plan.pages[*n as usize];
                (Some(page.template.name().to_owned()), producer.verdict(page, &path).map_err(one)?)
            }
            _ => (None, producer.small_verdict(planned)),
        };
        let last = known.map(|k| &k.print.because);
        let last = last.map(|b| (builds.saturating_sub(b.build), b.reason, b.moved.to_string()));
        Ok(Explanation { path, template, last, now })
    }
}

impl Outcome {
    fn take(
        &mut self,
        done: Done,
        explain: bool,
        keeper: &mut Keeper,
        report: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        match done.outcome {
            output::Outcome::Written => {
                self.pages.written += 1;
                self.bytes += done.made.as_ref().and_then(|m| m.stat).map_or(0, |stat| stat.size);
            }
            output::Outcome::Unchanged => self.pages.unchanged += 1,
        }
        if let Some(made) = done.made.as_ref().filter(|_| done.rendered) {
            let because = &made.print.because;
            self.because.count(because.reason);
            if explain {
                let (path, moved) = (made.path.to_string(), because.moved.to_string());
                self.rendered.push(Rendered { path, reason: because.reason, moved });
            }
        }
        report.extend(done.diagnostics);
        done.made.map_or(Ok(()), |made| keeper.made(made, done.same))
    }
}

/// Sources of the record that are not found any more. Both are in order.
fn gone_sources(
    known: &[(Source, Facts)],
    content: &[SourceFile],
    fixed: &[SourceFile],
) -> Vec<(Root, Box<str>)> {
    let content = content.iter().map(|file| (Root::Content, &*file.path));
    let mut found = content.chain(fixed.iter().map(|file| (Root::Static, &*file.path))).peekable();
    let is_gone = |(source, _): &&(Source, Facts)| {
        let key = (source.root, &*source.path);
        while found.next_if(|file| *file < key).is_some() {}
        found.peek() != Some(&key)
    };
    known.iter().filter(is_gone).map(|(source, _)| (source.root, source.path.clone())).collect()
}

/// Why a file would be made, in two parts.
pub(super) type Verdict = Option<(Reason, String)>;
