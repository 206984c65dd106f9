//! What a build gives: how many of what, and why.

pub use crate::record::Reason;

use crate::diagnostic::Diagnostic;
use crate::record::Head;

/// How many articles there were and what became of them. `found` is always the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ArticleCount {
    /// Article files.
    pub found: usize,
    /// Articles with a page, tombstones and hidden ones too.
    pub built: usize,
    /// Drafts, embargoed, dated in the future, redirect stubs.
    pub withheld: usize,
    /// Left out because of a mistake.
    pub faulty: usize,
}

/// What became of the files of the output: pages, feeds, sitemaps, assets and pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct PageCount {
    /// Files that the site consists of.
    pub planned: usize,
    /// Files that were new or had changed.
    pub written: usize,
    /// Files that were there already, byte for byte.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// How many pages were rendered, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct BecauseCount {
    /// No build had made them.
    pub new: usize,
    /// What they show had moved.
    pub view: usize,
    /// Their template had moved, or the program.
    pub template: usize,
    /// Their file was missing or had been altered.
    pub output: usize,
}

impl BecauseCount {
    pub(super) fn count(&mut self, reason: Reason) {
        match reason {
            Reason::New => self.new += 1,
            Reason::View => self.view += 1,
            Reason::Template | Reason::Program => self.template += 1,
            Reason::Output => self.output += 1,
        }
    }
}

/// A reason in words, to follow "because"; `moved` names what moved, `made` is what is done to such a file: `rendered` or
/// `made`.
pub fn because(reason: Reason, moved: &str, made: &str) -> String {
    let list = words(moved).join(", ");
    match (reason, moved.is_empty()) {
        (Reason::New, _) => "it was new".to_owned(),
        (Reason::View, true) if made == "made" => "something that it is made of had changed".to_owned(),
        (Reason::View, true) => "what it shows had changed".to_owned(),
        (Reason::View, false) => format!("what it shows had changed: {list}"),
        (Reason::Template, true) => "its template had changed".to_owned(),
        (Reason::Template, false) => format!("its template had changed: {list}"),
        (Reason::Program, _) => "another version of Dateline had made it".to_owned(),
        (Reason::Output, _) => "its file was missing or had been altered".to_owned(),
    }
}

/// What moved, one by one.
pub fn words(moved: &str) -> Vec<&str> {
    moved.split_whitespace().collect()
}

/// A page that was rendered.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Rendered {
    /// Its file in the output.
    pub path: String,
    /// Why.
    pub reason: Reason,
    /// What moved: fields of the view, or files of the template.
    pub moved: String,
}

/// Why a file of the output was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Its file in the output.
    pub path: String,
    /// Its template, if it has one.
    pub template: Option<String>,
    /// Why it was last made, and how many builds ago (0 for the last one); none when no build made it.
    pub last: Option<(u32, Reason, String)>,
    /// Why a build now would make it again; none when it would not.
    pub now: Option<(Reason, String)>,
}

/// A finished build.
#[derive(Debug)]
pub struct Built {
    /// Articles.
    pub articles: ArticleCount,
    /// Files of the output.
    pub pages: PageCount,
    /// How many pages were rendered, by reason.
    pub rendered_because: BecauseCount,
    /// Which pages were rendered, in order of path; only when asked for.
    pub rendered: Vec<Rendered>,
    /// Bytes of the files that were written.
    pub bytes_written: u64,
    /// What was found on the way, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Built {
    /// A build that did not happen, and why.
    pub fn nothing(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            articles: ArticleCount::default(),
            pages: PageCount::default(),
            rendered_because: BecauseCount::default(),
            rendered: Vec::new(),
            bytes_written: 0,
            diagnostics,
        }
    }

    /// A build in which nothing was found to have changed since the one that `head` is of.
    pub(super) fn as_before(head: Head) -> Self {
        let [found, built, withheld, faulty] = head.articles.map(|count| count as usize);
        let planned = head.planned as usize;
        Self {
            articles: ArticleCount { found, built, withheld, faulty },
            pages: PageCount { planned, unchanged: planned, ..PageCount::default() },
            ..Self::nothing(head.diagnostics)
        }
    }
}
