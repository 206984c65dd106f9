//! An invented newspaper in a folder of its own, and the ways in which editors save.

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The moment at which every test plays.
pub const NOW: &str = "2026-11-20T12:00:00Z";

/// The article that is edited, and its address.
pub const QUAY: &str = "content/harbour/quay.md";
pub const QUAY_ADDRESS: &str = "/2015/09/24/quay/";
/// An article that has nothing to do with it: not even its neighbour in time.
pub const BENCH_ADDRESS: &str = "/1961/06/11/bench/";
pub const HARBOUR_LIST: &str = "/sections/harbour/";

pub struct Newspaper {
    folder: TempDir,
}

impl Newspaper {
    pub fn new() -> Self {
        let own =
            Self { folder: TempDir::with_prefix("dateline-preview-").expect("a folder for the newspaper") };
        own.save("config.yaml", "title: The Tidewater Ledger\nbase_url: https://ledger.example/\nlanguage: en-GB\ntimezone: Europe/London\n");
        own.save("assets/house.css", "body { background-color: rgb(250, 240, 230) }\n");
        own.save(
            "templates/article.html",
            "{% extends \"broadsheet/article.html\" %}\n{% block style %}<link rel=\"stylesheet\" href=\"{{ \"house.css\" | asset }}\">{% endblock style %}\n",
        );
        own.save(QUAY, &quay("The quay opens", "A first sentence."));
        own.save(
            "content/council/budget.md",
            &article("Council passes its budget", "1998-03-02", "", "Nine voted for it."),
        );
        own.save(
            "content/council/bench.md",
            &article("A bench for the square", "1961-06-11", "", "It is of oak."),
        );
        own
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// Saves as plain editors do: the file is emptied and written.
    pub fn save(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Saves as careful editors do: a new file takes the place of the old one, which is kept as a copy for a moment.
    pub fn save_by_rename(&self, path: &str, text: &str) {
        let (path, fresh, copy) =
            (self.at(path), self.at(&format!("{path}.swp")), self.at(&format!("{path}~")));
        fs::write(&fresh, text).expect("the file can be written");
        fs::rename(&path, &copy).expect("the old file can be moved");
        fs::rename(&fresh, &path).expect("the new file can be moved");
        fs::remove_file(&copy).expect("the copy can be removed");
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("the file can be removed");
    }
}

/// An article; `more` are further lines of its front matter.
pub fn article(title: &str, date: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n{more}---\n\n{body}\n")
}

/// The article about the quay.
pub fn quay(title: &str, body: &str) -> String {
    article(title, "2015-09-24", "", body)
}

/// A body that has to be scrolled.
pub fn long_body(first: &str) -> String {
    format!(
        "{first}\n\n{}",
        "The tide came in and went out again, and the clerk wrote it down.\n\n".repeat(120)
    )
}
