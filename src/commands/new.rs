//! `dateline new`: a site that builds at once, an article with the right name and front matter. Nothing is overwritten.

use super::{Status, clock, report, site};
use crate::article::slug::slug;
use crate::config::{self, Config};
use crate::source::plain_reason;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

const CONFIG: &str = include_str!("new/config.yaml");
const ARTICLE: &str = include_str!("new/article.md");
const ABOUT: &str = include_str!("new/about.md");
const IGNORE: &str = "/output/\n/.dateline/\n";

/// Starts a site in `dir`, which must be empty or not be there.
pub(super) fn site(dir: &Path) -> Status {
    let taken = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if taken || dir.is_file() {
        return report::failed(&format!(
            "{} is not empty, and nothing is overwritten: name a folder that is not there yet",
            dir.display()
        ));
    }
    let (year, month, day) = today();
    let article = ARTICLE.replace("{date}", &format!("{year:04}-{month:02}-{day:02}"));
    let files = [
        ("config.yaml", CONFIG.to_owned()),
        (".gitignore", IGNORE.to_owned()),
        ("content/pages/about.md", ABOUT.to_owned()),
        (&*format!("content/news/{year:04}/{year:04}-{month:02}-{day:02}-first-article.md"), article),
    ];
    for (path, text) in files {
        if let Err(problem) = create(&dir.join(path), &text) {
            return report::failed(&problem);
        }
    }
    let dir = dir.display();
    report::print(&format!(
        "A new site is in {dir}.\nBuild it:        dateline build --site {dir}\nThen open:       {dir}/output/index.html\nAdd an article:  dateline new article \"Headline\" --site {dir}\n"
    ))
}

/// Starts an article.
pub(super) fn article(headline: &str, site: &Path, section: Option<&str>, at: Option<&str>) -> Status {
    let path = site.join("config.yaml");
    let config = match fs::read(&path) {
        Ok(bytes) => match config::read_bytes(&path.to_string_lossy(), &bytes) {
            Ok((config, _)) => config,
            Err::<_, Vec<_>>(problems) => {
                report::diagnostics(&problems, false, false);
                return Status::Failed;
            }
        },
        Err(_) if site.is_dir() => Config::default(),
        Err(error) => return report::failed(&format!("{}: {}", path.display(), plain_reason(&error))),
    };
    let now = site::date_reader(&config).and_then(|dates| Ok((clock::moment(at, &dates)?, dates)));
    let (moment, dates) = match now {
        Ok(now) => now,
        Err(message) => return report::failed(&message),
    };
    let (year, month, day) = site::day_of(&dates, moment);
    let folder = section.map_or_else(String::new, |s| format!("{}/", slug(s, Some(&config.language))));
    let name = slug(headline, Some(&config.language));
    let relative = format!("{folder}{year:04}/{year:04}-{month:02}-{day:02}-{name}.md");
    let path: PathBuf = site.join(&config.content).join(relative);
    let title = serde_json::Value::from(headline);
    let text = format!(
        "---\ntitle: {title}\nstandfirst: \"\"\ndate: {}\nauthors: []\ntags: []\nstatus: draft\n---\n\n",
        dates.at_instant(moment).iso()
    );
    match create(&path, &text) {
        Ok(()) => report::print(&format!("{}\n", path.display())),
        Err(problem) => report::failed(&problem),
    }
}

fn today() -> (i16, i8, i8) {
    let dates = site::date_reader(&Config::default());
    let now = dates.and_then(|dates| Ok(site::day_of(&dates, clock::moment(None, &dates)?)));
    now.unwrap_or((1970, 1, 1))
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> Result<(), String> {
    let fail = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            format!("{} is there already, and nothing is overwritten", path.display())
        }
        _ => format!("cannot write {}: {}", path.display(), plain_reason(error)),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| fail(&e))?;
    }
    let mut file = File::create_new(path).map_err(|e| fail(&e))?;
    file.write_all(text.as_bytes()).map_err(|e| fail(&e))
}
