//! What a build finds when it begins: the files, the theme, and what the last build left behind.

use super::parse::find_known;
use super::unchanged::unchanged;
use super::world::World;
use super::{Request, Watch, one};
use crate::diagnostic::{Diagnostic, catalogue::output as catalogue, join};
use crate::output::keep::is_worn;
use crate::output::memory::{Before, Earlier, Found, Memory};
use crate::output::{Output, boot};
use crate::record::{Head, Root};
use crate::source::kind::Kind;
use crate::source::{self, Discovery, SourceFile};
use crate::theme::{self, Layer};
use rayon::prelude::*;
use std::path::PathBuf;

/// What a build finds.
pub(super) struct Scene {
    pub(super) output: Output,
    /// Files of the content folder.
    pub(super) found: Discovery,
    /// Files of the static folder.
    pub(super) fixed: Vec<SourceFile>,
    pub(super) layers: Vec<Layer>,
    pub(super) world: World,
    /// Run of the machine, as the system names it.
    pub(super) boot: String,
    /// What the last build knew; nothing, when there was none or everything is to be made anew.
    pub(super) before: Before,
    /// Whether what it knew of the sources still holds.
    pub(super) knows_facts: bool,
    /// Where it knew it from, when what has changed since can be written beside it.
    pub(super) earlier: Option<Earlier>,
}

/// How a build starts.
pub(super) enum Start {
    /// Nothing has changed.
    Unchanged(Box<Head>),
    /// It may have.
    Scene(Box<Scene>),
}

/// From so many sources on that are not as the record has them, the record is written anew.
const MANY: usize = 2000;

impl Scene {
    pub(super) fn texts(&self) -> usize {
        count_texts(&self.found.files)
    }

    pub(super) fn fixed_paths(&self) -> Vec<String> {
        self.fixed.iter().map(|file| file.path.to_string()).collect()
    }
}

pub(super) fn count_texts(files: &[SourceFile]) -> usize {
    files.iter().filter(|f| f.kind != Kind::Asset).count()
}

/// Takes the output, looks around, and remembers.
///
/// # Errors
/// When there is no content, the output is taken, or a theme is missing.
pub(super) fn set_scene(
    request: &Request,
    watch: &dyn Watch,
    report: &mut Vec<Diagnostic>,
) -> Result<Start, Vec<Diagnostic>> {
    watch.stage("discover", 0);
    let mut scene = look_around(request, report)?;
    watch.stage("record", 0);
    match scene.output.remember() {
        Found::Nothing => {}
        Found::Damaged => lose(&mut scene, request, report),
        Found::Record(mut memory) => {
            let whole = scene.found.diagnostics.is_empty() && !request.clean && !request.explain;
            let sources = [&scene.found.files[..], &scene.fixed[..]];
            if whole
                && let Some(head) =
                    unchanged(request, &scene.output, &mut memory, &scene.world, &scene.boot, sources)
            {
                return Ok(Start::Unchanged(Box::new(head)));
            }
            recall(&mut scene, *memory, request, report);
        }
    }
    Ok(Start::Scene(Box::new(scene)))
}

/// The same, for a closer look at what would be made.
///
/// # Errors
/// As [`set_scene`].
pub(super) fn without_shortcut(
    request: &Request,
    report: &mut Vec<Diagnostic>,
) -> Result<Scene, Vec<Diagnostic>> {
    let mut scene = look_around(request, report)?;
    if let Found::Record(memory) = scene.output.remember() {
        recall(&mut scene, *memory, request, report);
    }
    Ok(scene)
}

fn look_around(request: &Request, report: &mut Vec<Diagnostic>) -> Result<Scene, Vec<Diagnostic>> {
    if !source::is_folder(&request.content) {
        return Err(vec![catalogue::folder_missing(&request.content_shown, "content folder here")]);
    }
    let state = request.site.join(".dateline");
    let output = Output::open(&request.output, &request.output_shown, &state).map_err(one)?;
    let found = discover(request)?;
    let folder = &request.config.static_folder;
    let fixed = source::list(&request.site.join(folder), &join(&request.site_shown, folder), report);
    let (shown, name) = (&request.site_shown, &request.config.theme);
    let layers = theme::load::layers(&request.site, shown, name, &request.config_shown, report);
    let layers = layers.map_err(one)?;
    let world = World::of(request, &layers);
    Ok(Scene {
        output,
        found,
        fixed,
        layers,
        world,
        boot: boot(),
        before: Before::default(),
        knows_facts: false,
        earlier: None,
    })
}

/// Takes over what the record says, as far as it still holds.
fn recall(scene: &mut Scene, memory: Memory, request: &Request, report: &mut Vec<Diagnostic>) {
    if memory.changes_lost {
        report.push(catalogue::record_in_part(&join(&request.site_shown, ".dateline")));
    }
    let Some((mut before, earlier)) = memory.everything() else {
        return lose(scene, request, report);
    };
    scene.output.own(before.made.par_iter().map(|made| &*made.path));
    if request.clean {
        before.forget();
        scene.before = before;
        return;
    }
    scene.knows_facts = before.head.reading == scene.world.reading;
    let other_run = before.head.boot != scene.boot;
    if other_run {
        // What the system had not yet written when it went down is lost, and the times may not tell.
        before.made.iter_mut().for_each(|made| made.stat = None);
    }
    let few = scene.knows_facts && !other_run && !is_worn(&earlier) && changed(scene, &before) < MANY;
    scene.earlier = Some(earlier).filter(|_| few && !scene.output.is_astray());
    scene.before = before;
}

/// How many sources are new or not as the record has them.
fn changed(scene: &Scene, before: &Before) -> usize {
    let mut at = 0;
    let content = scene.found.files.iter().map(|file| (Root::Content, file));
    let all = content.chain(scene.fixed.iter().map(|file| (Root::Static, file)));
    all.filter(|(root, file)| {
        let known = find_known(&before.sources, &mut at, *root, &file.path);
        known.is_none_or(|n| before.sources[n].0.stat != Some(file.stat))
    })
    .count()
}

/// There is a record, and it cannot be read.
fn lose(scene: &mut Scene, request: &Request, report: &mut Vec<Diagnostic>) {
    report.push(catalogue::record_lost(&join(&request.site_shown, ".dateline")));
    scene.output.lost_record();
}

pub(super) fn discover(request: &Request) -> Result<Discovery, Vec<Diagnostic>> {
    if !source::is_folder(&request.content) {
        return Err(vec![catalogue::folder_missing(&request.content_shown, "content folder here")]);
    }
    let taxonomies: Vec<&str> = request.config.taxonomies.iter().map(|t| t.name.as_str()).collect();
    // What belongs to the site itself is no content, even where the content folder is the site's own folder.
    let own = ["config.yaml", "themes", "templates", "assets", "i18n", &request.config.static_folder];
    let mut skip: Vec<PathBuf> = own.iter().map(|name| request.site.join(name)).collect();
    skip.push(request.output.clone());
    Ok(source::discover(&request.content, &request.content_shown, &skip, &taxonomies))
}
