//! A synthetic news archive to measure with.
//!
//! Takes: a number of articles and a seed. Does: invents a newspaper with sections, staff, subjects and decades of
//! articles of about 500 words. Gives: the files of its content folder. The same number and seed give the same
//! bytes on every machine: all arithmetic is on whole numbers, and each article depends on nothing but its number.

mod chance;
mod front_matter;
mod prose;

use chance::Chance;
use prose::Vocabulary;

/// Sections of the newspaper.
pub const SECTIONS: [&str; 8] =
    ["world", "politics", "business", "science", "culture", "sport", "local", "opinion"];

/// First and last year of the archive.
const YEARS: (u64, u64) = (1946, 2025);

/// Pictures that articles share.
const PICTURES: u64 = 24;

/// A file of the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the content folder, with `/`.
    pub path: String,
    /// Content.
    pub text: String,
}

/// A day and a minute.
#[derive(Debug, Clone, Copy)]
struct Moment {
    year: u64,
    month: u64,
    day: u64,
    minute: u64,
}

/// What other articles need to know of one.
struct Identity {
    headline: String,
    section: &'static str,
    moment: Moment,
    slug: String,
    /// Key and value of a state other than published.
    state: Option<(&'static str, &'static str)>,
}

/// The archive; its files are made one at a time.
pub struct Archive {
    seed: u64,
    articles: u64,
    words: Vocabulary,
    subjects: Vec<String>,
    staff: Vec<String>,
}

impl Archive {
    /// An archive of so many articles.
    pub fn new(articles: usize, seed: u64) -> Self {
        let articles = articles as u64;
        let mut chance = Chance::new(seed, 0);
        let words = Vocabulary::new(&mut chance, 5000);
        let subjects = (0..(articles / 100).max(40)).map(|_| words.name(&mut chance)).collect();
        let staff = (0..(articles / 50).clamp(12, 300)).map(|_| words.name(&mut chance)).collect();
        Self { seed, articles, words, subjects, staff }
    }

    /// All files: pages, notes on sections and staff, pictures, articles.
    pub fn files(&self) -> impl Iterator<Item = File> {
        let about = std::iter::once(self.about());
        let sections = SECTIONS.iter().map(|section| self.section(section));
        let staff = (0..self.staff.len()).step_by(3).map(|n| self.member(n));
        let pictures = (0..PICTURES).map(picture);
        about.chain(sections).chain(staff).chain(pictures).chain((0..self.articles).map(|n| self.article(n)))
    }

    /// The article of a number, from 0, the oldest.
    pub fn article(&self, number: u64) -> File {
        let identity = self.identity(number);
        let mut chance = Chance::new(self.seed, 2 * number + 2);
        let head = self.front_matter(number, &identity, &mut chance);
        let body = self.body(number, &mut chance);
        File { path: path(&identity), text: format!("---\n{head}---\n\n{body}") }
    }

    /// What others need to know of an article comes from a stream of chance of its own, so that a link to it does
    /// not need the whole article.
    fn identity(&self, number: u64) -> Identity {
        let mut chance = Chance::new(self.seed, 2 * number + 1);
        let headline = self.words.headline(&mut chance);
        let slug: String = headline
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .chain(format!("-{number}").chars())
            .collect();
        let section = chance.pick(&SECTIONS);
        let moment = self.moment(number, &mut chance);
        let state = match chance.below(1000) {
            0..=2 => Some(("status", "draft")),
            3..=4 => Some(("status", "hidden")),
            5 => Some(("withdrawn_reason", "The right to show this text has ended")),
            _ => None,
        };
        Identity { headline, section, moment, slug, state }
    }

    /// When an article appeared: in order of number, and more of them the later it is.
    fn moment(&self, number: u64, chance: &mut Chance) -> Moment {
        let days = (YEARS.1 - YEARS.0 + 1) * 336;
        // The square root makes the number of articles a year grow evenly.
        let day = (days * days * number / self.articles.max(1)).isqrt();
        let (year, day) = (YEARS.0 + day / 336, day % 336);
        // Months of 28 days: no calendar is needed, and every date exists.
        Moment { year, month: day / 28 + 1, day: day % 28 + 1, minute: chance.below(24 * 60) }
    }

    fn about(&self) -> File {
        let mut chance = Chance::new(self.seed, u64::MAX);
        let text = format!("---\ntitle: About this paper\n---\n\n{}\n", self.words.paragraph(&mut chance));
        File { path: "pages/about.md".to_owned(), text }
    }

    fn section(&self, section: &str) -> File {
        let mut title = section.to_owned();
        title[..1].make_ascii_uppercase();
        let text = format!("---\ntitle: {title}\ndescription: All that is filed under {section}.\n---\n");
        File { path: format!("sections/{section}.md"), text }
    }

    fn member(&self, number: usize) -> File {
        let mut chance = Chance::new(self.seed, u64::MAX - 1 - number as u64);
        let name = &self.staff[number];
        let slug = name.to_lowercase().replace(' ', "-");
        let text =
            format!("---\nname: {name}\nrole: Reporter\n---\n\n{}\n", self.words.sentence(&mut chance));
        File { path: format!("authors/{slug}.md"), text }
    }
}

fn path(identity: &Identity) -> String {
    format!("{}/{}/{}.md", identity.section, identity.moment.year, identity.slug)
}

fn picture(number: u64) -> File {
    let (width, shade) = (640 + 16 * number, number * 10);
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"400\" viewBox=\"0 0 {width} 400\">\
         <rect width=\"{width}\" height=\"400\" fill=\"rgb({shade},{shade},{shade})\"/></svg>\n"
    );
    File { path: picture_path(number), text }
}

fn picture_path(number: u64) -> String {
    format!("pictures/plate-{number}.svg")
}
