//! A site with a theme of a few lines, for tests that build it hundreds of times with the real program.

use crate::sandbox::{AT, Sandbox};
use crate::tree::{Tree, difference, tree};
use std::fs;
use std::path::Path;

const CONFIG: &str = "title: Mercury\nbase_url: https://mercury.example/\ntheme: bare\npaginate: 5\ncalendar: false\n\
    on_this_day: false\nfeeds: {formats: rss, lists: {sections: [], tags: [], authors: [], series: []}}\n";

/// A site of so many articles, a few of them with pictures.
pub fn site(articles: usize) -> Sandbox {
    let sandbox = Sandbox::in_memory();
    sandbox.write("config.yaml", CONFIG.as_bytes());
    sandbox.write("themes/bare/theme.yaml", b"name: Bare\n");
    for name in ["home", "article", "page", "list", "terms", "corrections", "404", "tombstone"] {
        let text = b"<p>{{ page }}</p>\n<p>{{ lists }}</p>\n";
        sandbox.write(&format!("themes/bare/templates/{name}.html"), text);
    }
    for number in 0..articles {
        article(&sandbox, number, "Words about it.");
    }
    sandbox.write("content/harbour/view.jpg", &[7; 3000]);
    sandbox
}

/// Writes article `number` with this text.
pub fn article(sandbox: &Sandbox, number: usize, text: &str) {
    let (year, day) = (1990 + number % 30, number % 28 + 1);
    let picture = if number.is_multiple_of(9) { "\n![A view](view.jpg)\n" } else { "" };
    let whole = format!(
        "---\ntitle: Tale {number}\ndate: {year}-05-{day:02}\ntags: [t{}]\nauthors: Ines Falk\n---\n\n{text}\n{picture}",
        number % 7
    );
    sandbox.write(&path(number), whole.as_bytes());
}

/// Path of article `number`.
pub fn path(number: usize) -> String {
    format!("content/harbour/a{number}.md")
}

/// What a clean build of the same site makes elsewhere.
pub fn clean(sandbox: &Sandbox) -> Tree {
    let other = copy(sandbox);
    let run = other.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    tree(&other.path().join("output"))
}

/// The same site elsewhere, without output and record.
pub fn copy(sandbox: &Sandbox) -> Sandbox {
    let other = Sandbox::in_memory();
    for folder in ["content", "themes", "templates", "static"] {
        for (path, bytes) in sandbox.files(folder) {
            other.write(&format!("{folder}/{path}"), &bytes);
        }
    }
    other.write("config.yaml", sandbox.read("config.yaml").as_bytes());
    other
}

/// Builds with success, and holds that the output is this one.
pub fn builds_as(sandbox: &Sandbox, want: &Tree, after: &str) {
    let run = sandbox.run(&["build", "--at", AT]);
    assert_eq!(run.status, 0, "{after}: {}", run.stderr);
    is(&sandbox.path().join("output"), want, after);
}

/// Holds that a folder is this one, but for files of strangers, whose names begin with `stranger`.
pub fn is(folder: &Path, want: &Tree, after: &str) {
    let mut have = tree(folder);
    have.retain(|path, _| !path.starts_with("stranger"));
    if let Some(found) = difference(&have, want) {
        panic!("{after}: {found}");
    }
}

/// Takes output and record away.
pub fn forget(sandbox: &Sandbox) {
    for folder in ["output", ".dateline"] {
        let _ = fs::remove_dir_all(sandbox.path().join(folder));
    }
}
