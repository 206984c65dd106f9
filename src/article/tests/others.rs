//! Standing pages, and files about terms and writers.

use super::{reading, shown};
use crate::article::fields::other_tables::{PROFILE, STANDING, TERM};
use crate::article::{Standing, TermNotes, parse_notes, parse_standing};

fn standing(text: &str) -> Standing {
    let parsed = parse_standing("pages/about-us.md", text.as_bytes(), &reading());
    assert_eq!(shown(&parsed.diagnostics), Vec::<String>::new());
    parsed.value.unwrap()
}

fn notes(path: &str, taxonomy: &str, text: &str) -> TermNotes {
    let parsed = parse_notes(path, text.as_bytes(), taxonomy, "name", &reading());
    assert_eq!(shown(&parsed.diagnostics), Vec::<String>::new());
    parsed.value.unwrap()
}

#[test]
fn every_example_of_the_manual_is_faultless() {
    standing(&format!("---\n{}\n---\n", STANDING.example));
    notes("tags/x.md", "tags", &format!("---\n{}\n---\n", TERM.example));
    notes("authors/x.md", "authors", &format!("---\n{}\n---\n", PROFILE.example));
}

#[test]
fn a_standing_page() {
    let page = standing(
        "---\nnavigation: true\nlang: fr\npermalink: /a/\naliases: /b/\nweather: rain\n---\n# About\n\nWords.\n",
    );
    assert_eq!((page.title.as_str(), page.navigation, page.lang.as_deref()), ("About", true, Some("fr")));
    assert_eq!((page.permalink.as_deref(), page.summary.as_str()), (Some("/a/"), "Words."));
    assert_eq!((page.aliases.len(), &*page.aliases[0].address, page.extra.len()), (1, "/b/", 1));
    assert_eq!(standing("Words.\n").title, "About us");
    assert!(standing("---\npublished: false\n---\nWords.\n").draft);
}

#[test]
fn a_term() {
    let term = notes(
        "tags/is.md",
        "tags",
        "---\ntitle: Islamic State\naliases: [Isis, Isil]\nparent: Syria\nimage: a.jpg\n---\nBody *text*.\n",
    );
    assert_eq!(
        (term.title.as_str(), term.parent.as_deref(), term.name.as_str()),
        ("Islamic State", Some("Syria"), "name")
    );
    assert_eq!((term.aliases.join(" "), term.body.words), ("Isis Isil".to_owned(), 2));
    assert_eq!(notes("tags/x.md", "tags", "Words.\n").title, "");
}

#[test]
fn a_writer() {
    let text = "display_name: Ines Falk\njob: Editor\nbio: |\n  Writes about *ships*.\nlinks:\n  - https://falk.example/\n  - {title: Code, url: https://code.example}\nurl: https://x.example/ines\n";
    let ines = notes("authors/ines.yaml", "authors", text);
    assert_eq!((ines.title.as_str(), ines.role.as_str()), ("Ines Falk", "Editor"));
    assert_eq!(
        (ines.biography.as_str(), ines.summary.as_str()),
        ("Writes about *ships*.", "Writes about ships.")
    );
    let links: Vec<(&str, &str)> = ines.links.iter().map(|(t, u)| (t.as_str(), u.as_str())).collect();
    let expected = [
        ("x.example/ines", "https://x.example/ines"),
        ("falk.example", "https://falk.example/"),
        ("Code", "https://code.example"),
    ];
    assert_eq!(links, expected);
    assert_eq!(ines.body.start as usize, text.len());
    assert_eq!(notes("authors/ines-falk/_index.md", "authors", "Words.\n").title, "Ines Falk");
    assert_eq!(notes("authors/x.yml", "authors", "first_name: Ines\nlast_name: Falk\n").title, "Ines Falk");
    assert_eq!(notes("authors/x.yml", "authors", "links: {Home: https://h.example}\n").links[0].0, "Home");
}

#[test]
fn faults_are_told() {
    let parsed = parse_notes("authors/x.yaml", b"name: A\nname: B\n", "authors", "x", &reading());
    assert!(parsed.value.is_none());
    assert_eq!(
        shown(&parsed.diagnostics),
        [
            "E101 2:1 `name` stands twice with different values, in line 1 and in line 2 // keep the one that is right and remove the other (until then the file is left out)"
        ]
    );
    let parsed = parse_notes("tags/x.md", b"---\nalises: [a]\n---\n", "tags", "x", &reading());
    assert_eq!(
        shown(&parsed.diagnostics),
        ["W105 2:1 there is no field `alises` // did you mean `aliases`? As it is, it is kept for themes"]
    );
}
