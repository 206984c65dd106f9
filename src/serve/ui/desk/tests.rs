//! The desk page of a site that is made up.

use super::*;
use crate::build::preview::answer::{Answer, Effect, Hit, Mark, Problem, Rendering, Waiting};
use crate::diagnostic::catalogue::{self, source::cannot_read};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::Digest;

const HOSTILE: &str = "</section></script><img src=x onerror=\"alert('a')\">";

#[derive(Default)]
struct Invented {
    problems: Vec<Problem>,
    waiting: Vec<Waiting>,
    renderings: Vec<Rendering>,
}

impl Site for Invented {
    fn base(&self) -> String {
        "/archive/".into()
    }
    fn answer(&self, _: &str) -> Answer {
        Answer::Nothing
    }
    fn effect(&self, _: &str, _: Digest, _: Digest) -> Effect {
        Effect::None
    }
    fn styles(&self) -> Vec<String> {
        Vec::new()
    }
    fn mistakes(&self, _: Option<&str>) -> Vec<Diagnostic> {
        Vec::new()
    }
    fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }
    fn waiting(&self) -> Vec<Waiting> {
        self.waiting.clone()
    }
    fn search(&self, _: &str, _: usize) -> Vec<Hit> {
        Vec::new()
    }
    fn renderings(&self) -> Vec<Rendering> {
        self.renderings.clone()
    }
    fn number(&self) -> u64 {
        7
    }
    fn counts(&self) -> (usize, usize) {
        (12_345, 1)
    }
}

fn rendering(address: &str, number: u64) -> Rendering {
    let why = "what it shows had changed: article".into();
    Rendering { address: address.into(), template: "article.html".into(), why, number, micros: 12_340 }
}

fn waiting(title: &str, mark: Mark) -> Waiting {
    Waiting { title: title.into(), url: Some("/archive/quay/".into()), path: "content/quay.md".into(), mark }
}

#[test]
fn a_site_without_anything_to_say_is_said_to_be_well() {
    let html = desk(&Invented::default());
    for part in [
        "Nothing is wrong.",
        "Every article is public.",
        "No page that is open",
        "<dd>12,345</dd>",
        "<dt>page</dt><dd>1</dd>",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains("href=\"/archive/\"") && html.contains("data-number=\"7\""));
}

#[test]
fn everything_is_linked_to_where_it_is() {
    let problem = Problem { diagnostic: cannot_read("content/a.md", "no"), url: Some("/archive/a/".into()) };
    let html = desk(&Invented {
        problems: vec![problem],
        waiting: vec![waiting("Quay", Mark::Embargo("2 May, 06:00 BST".into())), waiting(" ", Mark::Draft)],
        renderings: vec![rendering("/1937/é b/", 7), rendering("/old/", 6)],
    });
    for part in [
        "<a href=\"/archive/a/\">",
        "<h3 class=\"error\">1 error</h3>",
        "Embargoed until 2 May, 06:00 BST",
        "(without a headline)",
        "<a href=\"/archive/1937/%C3%A9%20b/\"><bdi>/1937/é b/</bdi></a>",
        ">12.3</td>",
        "<h3>Before that <span class=\"count\">1</span></h3>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let plain = desk(&Invented::default());
    let code = catalogue::all()[0];
    let diagnostic = Diagnostic::new(code, HOSTILE).in_file(HOSTILE).help(HOSTILE);
    let html = desk(&Invented {
        problems: vec![Problem { diagnostic, url: Some(format!("/{HOSTILE}")) }],
        waiting: vec![waiting(HOSTILE, Mark::Future(HOSTILE.into()))],
        renderings: vec![Rendering {
            template: HOSTILE.into(),
            why: HOSTILE.into(),
            ..rendering(HOSTILE, 7)
        }],
    });
    assert!(!html.contains("<img") && !html.contains("onerror=\""), "{html}");
    for tag in ["</section>", "</script>"] {
        assert_eq!(html.matches(tag).count(), plain.matches(tag).count(), "{tag}");
    }
}

#[test]
fn no_script_or_style_is_inline() {
    let html = desk(&Invented { renderings: vec![rendering("/a/", 7)], ..Invented::default() });
    assert!(!html.contains(" style=") && !html.contains("<style") && !html.contains(" onclick"));
    assert_eq!(html.matches("<script").count(), html.matches("<script defer src=").count());
}

#[test]
fn many_thousands_are_counted_and_cut() {
    let of = |severity: Severity| {
        let mut codes = catalogue::all().into_iter().filter(move |code| code.severity == severity);
        codes.next().expect("there is one of each")
    };
    let problem = |code, n| Problem { diagnostic: Diagnostic::new(code, format!("problem {n}")), url: None };
    let error = of(Severity::Error);
    let other = catalogue::all().into_iter().rfind(|code| code.severity == Severity::Error).expect("another");
    let mut problems: Vec<Problem> = (0..50_000).map(|n| problem(error, n)).collect();
    problems.push(problem(other, 50_000));
    problems.extend((0..300).map(|n| problem(of(Severity::Warning), n)));
    let html = desk(&Invented {
        problems,
        waiting: (0..3_000).map(|n| waiting(&n.to_string(), Mark::Draft)).collect(),
        renderings: (0..500).map(|_| rendering("/a/", 7)).collect(),
    });
    assert!(html.contains("50,001 errors") && html.contains("300 warnings"));
    assert!(
        html.contains("101 of 50,001 are shown, of each kind the first 100."),
        "one of each kind at least"
    );
    assert!(html.contains("problem 50000") && html.contains("<b>50,000</b> × "));
    assert!(html.contains("The first 200 of 300 are shown."));
    assert!(
        html.contains("The first 200 of 3,000 are shown.")
            && html.contains("The first 200 of 500 are shown.")
    );
    assert!(html.len() < 600_000, "{}", html.len());
    assert_eq!(html.matches("<li><span class=\"headline\">").count(), 200);
}
