use super::*;
use crate::publish::manifest::sum::Sum;

fn entry(path: &str, text: &str, class: Class) -> Entry {
    let (size, sum) = (text.len() as u64, Sum::of(text.as_bytes()));
    Entry { path: path.into(), size, sum, class, retired: false, headers: None }
}

fn manifest(entries: &[(&str, &str, Class)]) -> Manifest {
    Manifest::new(entries.iter().map(|(path, text, class)| entry(path, text, *class)).collect())
}

fn said(plan: &Plan) -> Vec<String> {
    plan.steps.iter().map(|s| format!("{:?} {:?} {}", s.action, s.why, s.path)).collect()
}

use Class::{Article, Asset, List, Media};

#[test]
fn nothing_to_do_when_nothing_differs() {
    let site = manifest(&[("a.css", "a", Asset), ("index.html", "x", List)]);
    let plan = Plan::of(&site, &Unsure::default(), &site);
    assert_eq!((said(&plan), plan.kept, plan.next), (vec![], 2, site));
}

#[test]
fn steps_stand_in_the_order_readers_need() {
    let old = manifest(&[
        ("assets/old.css", "o", Asset),
        ("index.html", "1", List),
        ("one/index.html", "1", Article),
        ("two/index.html", "1", Article),
    ]);
    let new = manifest(&[
        ("assets/new.css", "n", Asset),
        ("index.html", "2", List),
        ("one/index.html", "2", Article),
        ("pier.jpg", "p", Media),
        ("tags/new/index.html", "1", List),
        ("three/index.html", "1", Article),
    ]);
    let plan = Plan::of(&old, &Unsure::default(), &new);
    assert_eq!(
        said(&plan),
        [
            "Put New assets/new.css",
            "Put New pier.jpg",
            "Put New three/index.html",
            "Put New tags/new/index.html",
            "Replace Content one/index.html",
            "Replace Content index.html",
            "Delete Gone two/index.html",
        ]
    );
    assert_eq!((plan.deletions(), plan.bytes(), plan.kept), (1, 6, 1));
    assert!(plan.next.find("assets/old.css").is_some_and(|e| e.retired));
}

#[test]
fn an_asset_outlives_its_pages_by_one_publish() {
    let first = manifest(&[("assets/old.css", "o", Asset), ("index.html", "1", List)]);
    let second = manifest(&[("index.html", "2", List)]);
    let next = Plan::of(&first, &Unsure::default(), &second).next;
    // It alone is no reason to publish.
    let again = Plan::of(&next, &Unsure::default(), &second);
    assert_eq!((said(&again), &again.next), (vec![], &next));
    let third = manifest(&[("index.html", "3", List)]);
    let plan = Plan::of(&next, &Unsure::default(), &third);
    assert_eq!(said(&plan), ["Replace Content index.html", "Delete Retired assets/old.css"]);
    assert_eq!((plan.deletions(), plan.next), (0, third));
    // One that is used again is an asset as before.
    let back = Plan::of(&next, &Unsure::default(), &first);
    assert_eq!((said(&back), back.next), (vec!["Replace Content index.html".to_owned()], first));
}

#[test]
fn a_picture_goes_with_its_article() {
    let old = manifest(&[("index.html", "1", List), ("pier.jpg", "p", Media)]);
    let plan = Plan::of(&old, &Unsure::default(), &manifest(&[("index.html", "1", List)]));
    assert_eq!(said(&plan), ["Delete Gone pier.jpg"]);
}

#[test]
fn what_an_interrupted_publish_touched_is_looked_at() {
    let old = manifest(&[("a", "1", List), ("b", "1", List)]);
    let new = manifest(&[("a", "1", List), ("b", "1", List), ("c", "1", List)]);
    let unsure = Unsure { paths: ["b", "c", "d"].map(Box::from).into(), all: false };
    let plan = Plan::of(&old, &unsure, &new);
    assert_eq!(said(&plan), ["Put New c", "Replace Unsure b", "Delete Left d"]);
    assert!(plan.steps[0].ask && plan.steps[1].ask && plan.deletions() == 0);
    let all = Plan::of(&old, &Unsure { all: true, ..Unsure::default() }, &new);
    assert_eq!(said(&all), ["Put New c", "Replace Unsure a", "Replace Unsure b"]);
}

#[test]
fn what_is_in_the_way_goes_first() {
    let old = manifest(&[("x", "1", List), ("y/index.html", "1", Article), ("z", "1", List)]);
    let new = manifest(&[("x/index.html", "1", Article), ("y", "1", List)]);
    let plan = Plan::of(&old, &Unsure::default(), &new);
    assert_eq!(
        said(&plan),
        ["Delete Gone x", "Delete Gone y/index.html", "Put New x/index.html", "Put New y", "Delete Gone z"]
    );
}

#[test]
fn headers_alone_are_a_reason() {
    let old = Manifest::new(vec![Entry { headers: Some(1), ..entry("a", "1", List) }]);
    let new = Manifest::new(vec![Entry { headers: Some(2), ..entry("a", "1", List) }]);
    assert_eq!(said(&Plan::of(&old, &Unsure::default(), &new)), ["Replace Headers a"]);
}
