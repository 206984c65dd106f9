//! A site in memory: the synthetic archive taken through each stage once, so that every stage can be measured alone.

use crate::archive::{Archive as Synthetic, File};
use dateline::archive::presence::Clock;
use dateline::archive::{Archive, Sources};
use dateline::article::Article;
use dateline::article::markdown::{self, LinkKind, Rendered};
use dateline::article::notes::{TermNotes, parse_notes};
use dateline::article::parse::parse;
use dateline::article::reading::Reading;
use dateline::article::standing::{Standing, parse_standing};
use dateline::build::Watch;
use dateline::config::{self, Config};
use dateline::plan::desk::Desk;
use dateline::plan::links::{Links, Target};
use dateline::plan::view::PageView;
use dateline::plan::{Page, PageKind, pages};
use dateline::source::kind::{self, Kind};
use dateline::theme::{self, Shared, Theme};
use rayon::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

/// Articles of the whole archive.
pub const ARTICLES: usize = 10_000;

/// The moment of every build: 22 November 2026, noon in Greenwich.
pub const CLOCK: Clock = Clock { at: 1_795_348_800, drafts: false, ahead: false };

/// The day of that moment.
pub const TODAY: (i16, i8, i8) = (2026, 11, 22);

const CONFIG: &str = "title: The Measured Courier\nbase_url: https://courier.example/\nlanguage: en\n";

/// The site that all benches share.
pub static NEWSROOM: LazyLock<Newsroom> = LazyLock::new(Newsroom::open);

/// A site after each stage.
pub struct Newsroom {
    pub config: Config,
    pub reading: Reading,
    /// The files of the content folder.
    pub files: Vec<File>,
    #[allow(clippy::vec_box, reason = "as the archive takes them")]
    articles: Vec<Box<Article>>,
    standing: Vec<Standing>,
    notes: Vec<TermNotes>,
    pub archive: Archive,
    pub theme: Theme,
    pub pages: Vec<Page>,
    links: Links,
}

impl Newsroom {
    fn open() -> Self {
        let config = config();
        let reading = Reading::new(&config, "content").expect("UTC is a time zone");
        let files: Vec<File> = Synthetic::new(ARTICLES, 1).files().collect();
        let (articles, standing, notes) = parsed(&files, &reading);
        let sources =
            Sources { articles: articles.clone(), standing: standing.clone(), notes: notes.clone() };
        let (archive, _) = Archive::build(sources, &config, CLOCK, "content");
        let theme = theme();
        let pages = pages::list(&archive, &config, &theme, "content", &mut Vec::new())
            .unwrap_or_else(|problems| panic!("the theme has every template: {problems:?}"));
        let links = links(&archive, &pages);
        Self { config, reading, files, articles, standing, notes, archive, theme, pages, links }
    }

    /// What the archive is built from, as a copy.
    pub fn sources(&self) -> Sources {
        Sources {
            articles: self.articles.clone(),
            standing: self.standing.clone(),
            notes: self.notes.clone(),
        }
    }

    pub fn desk(&self) -> Desk<'_> {
        let Self { archive, config, links, theme, .. } = self;
        Desk { archive, config, words: &theme.words, links, today: TODAY }
    }

    /// An article file of ordinary length from the middle of the archive.
    pub fn file(&self) -> &File {
        let ordinary =
            |file: &&File| kind_of(file) == Kind::Article && (3200..3600).contains(&file.text.len());
        self.files.iter().filter(ordinary).nth(100).expect("many articles are of ordinary length")
    }

    /// The page of the article in [`Newsroom::file`], its number among the entries, and its body as Markdown.
    pub fn article(&self) -> (&Page, u32, &str) {
        let file = self.file();
        let at = self.archive.entries.iter().position(|e| *e.article.path == *file.path);
        let at = at.expect("an ordinary article is published");
        let body = &file.text[self.archive.entries[at].article.body.start as usize..];
        (self.page(|kind| *kind == PageKind::Article(at as u32)), at as u32, body)
    }

    /// The first page of a kind.
    pub fn page(&self, is: impl Fn(&PageKind) -> bool) -> &Page {
        self.pages.iter().find(|page| is(&page.kind)).expect("the archive has a page of every kind")
    }

    pub fn render_body(&self, body: &str, from: &str, at: &str) -> Rendered {
        let resolve = |link: &str, _: LinkKind| match self.links.resolve(link, from, at) {
            Target::Here(url) => Some(url),
            Target::Elsewhere | Target::Broken => None,
        };
        markdown::render(body, &self.reading.markdown, &resolve)
    }

    /// The view of the article's page, as its template gets it.
    pub fn article_view(&self) -> (&Page, PageView) {
        let (page, at, body) = self.article();
        let rendered = self.render_body(body, &self.file().path, &page.address);
        (page, self.desk().article(page, at, rendered.html))
    }

    pub fn shared(&self) -> Shared {
        Shared::new(&self.desk().site("en")).expect("a view can be given to templates")
    }
}

/// The configuration of the measured site: everything as it is when nothing is said.
pub fn config() -> Config {
    let (config, _) = config::read("config.yaml", CONFIG)
        .unwrap_or_else(|problems| panic!("the configuration is sound: {problems:?}"));
    config
}

/// The theme that comes with the program.
pub fn theme() -> Theme {
    let nowhere = Path::new("/nonexistent");
    let layers = theme::load::layers(nowhere, ".", "broadsheet", "config.yaml", &mut Vec::new())
        .unwrap_or_else(|problem| panic!("the theme is inside the program: {problem:?}"));
    let (theme, _) = Theme::assemble(layers, str::to_owned)
        .unwrap_or_else(|problems| panic!("the theme is sound: {problems:?}"));
    theme
}

fn kind_of(file: &File) -> Kind {
    kind::of(&file.path, &["sections", "tags", "series"])
}

#[allow(clippy::vec_box, reason = "as the archive takes them")]
fn parsed(files: &[File], reading: &Reading) -> (Vec<Box<Article>>, Vec<Standing>, Vec<TermNotes>) {
    let of_kind = |wanted: fn(&Kind) -> bool| files.par_iter().filter(move |f| wanted(&kind_of(f)));
    let mut articles: Vec<Box<Article>> = of_kind(|kind| *kind == Kind::Article)
        .filter_map(|f| parse(&f.path, f.text.as_bytes(), reading).value.map(Box::new))
        .collect();
    articles.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let standing = of_kind(|kind| *kind == Kind::Standing)
        .filter_map(|f| parse_standing(&f.path, f.text.as_bytes(), reading).value)
        .collect();
    let notes = of_kind(|kind| matches!(kind, Kind::Author | Kind::Term { .. }))
        .filter_map(|f| {
            let (folder, name) = f.path.trim_end_matches(".md").rsplit_once('/')?;
            parse_notes(&f.path, f.text.as_bytes(), folder, name, reading).value
        })
        .collect();
    (articles, standing, notes)
}

fn links(archive: &Archive, pages: &[Page]) -> Links {
    let files = archive.entries.iter().map(|e| (e.article.path.clone(), e.address.clone()));
    Links {
        base: "/".to_owned(),
        served: pages.iter().map(|page| page.address.clone()).collect(),
        files: files.collect(),
        ..Links::default()
    }
}

/// Watches a build without a word.
pub struct Silent;

impl Watch for Silent {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
    fn now(&self) -> Duration {
        Duration::ZERO
    }
    fn page(&self, _: &str, _: &str, _: Duration) {}
}
