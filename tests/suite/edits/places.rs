//! Edits of where files lie, and of files that are no text.

use super::kinds::Hand;
use super::start;
use std::collections::BTreeMap;

type Told = Option<String>;

pub fn new_article(hand: &mut Hand<'_>) -> Told {
    let mut article = start::article(hand.dice, hand.site);
    if hand.dice.one_in(2) {
        // The usual case: today's news.
        article.state(&[]);
        article
            .fields
            .insert("date", hand.dice.pick(&["2026-11-22 11:00", "2026-11-22", "2026-11-21"]).to_owned());
    }
    let told = format!("{}: new, with {:?}", article.path(), article.fields);
    hand.site.articles.push(article);
    Some(told)
}

pub fn deleted(hand: &mut Hand<'_>) -> Told {
    if hand.site.articles.is_empty() {
        return None;
    }
    let at = hand.dice.below(hand.site.articles.len());
    Some(format!("{}: deleted", hand.site.articles.remove(at).path()))
}

pub fn renamed(hand: &mut Hand<'_>) -> Told {
    let at = hand.dice.below(hand.site.articles.len());
    let name = match hand.dice.one_in(2) {
        true => format!("2015-09-{:02}-{}", hand.dice.below(28) + 1, hand.site.new_name()),
        false => hand.site.new_name(),
    };
    let article = hand.site.articles.get_mut(at)?;
    let before = article.path();
    article.name = name;
    let after = article.path();
    // Half of the time the file itself is moved, with its times and inode; else it is another file.
    if hand.dice.one_in(2) {
        hand.disk.rename(&format!("content/{before}"), &format!("content/{after}"));
    }
    Some(format!("{before}: renamed to {after}"))
}

pub fn moved(hand: &mut Hand<'_>) -> Told {
    let folder = hand.dice.pick(start::FOLDERS).to_owned();
    let article = hand.article()?;
    let before = article.path();
    article.folder = folder;
    Some(format!("{before}: moved to {}", article.path()))
}

pub fn bundle(hand: &mut Hand<'_>) -> Told {
    let article = hand.article()?;
    let before = article.path();
    article.bundle = !article.bundle;
    Some(format!("{before}: is now {}", article.path()))
}

/// Two files exchange names, and keep their times, sizes and inodes.
pub fn exchanged(hand: &mut Hand<'_>) -> Told {
    let count = hand.site.articles.len();
    let (a, b) = (hand.dice.below(count), hand.dice.below(count));
    if a == b {
        return None;
    }
    let path = |at: usize| format!("content/{}", hand.site.articles[at].path());
    let (one, other) = (path(a), path(b));
    hand.disk.rename(&one, "content/between.tmp");
    hand.disk.rename(&other, &one);
    hand.disk.rename("content/between.tmp", &other);
    let place = |at: usize| {
        let article = &hand.site.articles[at];
        (article.folder.clone(), article.name.clone(), article.bundle)
    };
    let (first, second) = (place(a), place(b));
    for (at, (folder, name, bundle)) in [(a, second), (b, first)] {
        let article = &mut hand.site.articles[at];
        (article.folder, article.name, article.bundle) = (folder, name, bundle);
    }
    Some(format!("{one} and {other}: exchanged"))
}

pub fn renamed_folder(hand: &mut Hand<'_>) -> Told {
    let from = hand.article()?.folder.clone();
    let to = hand.dice.pick(&["quays", "harbour/old", "Letters", "2016/03"]).to_owned();
    if from == to || to.starts_with(&format!("{from}/")) {
        return None;
    }
    let inside =
        |path: &str| path.strip_prefix(&from).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
    for article in hand.site.articles.iter_mut().filter(|a| inside(&a.folder)) {
        article.folder = format!("{to}{}", &article.folder[from.len()..]);
    }
    let files = std::mem::take(&mut hand.site.files);
    let renamed: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(path, bytes)| match path.strip_prefix("content/").filter(|p| inside(p)) {
            Some(below) => (format!("content/{to}{}", &below[from.len()..]), bytes),
            None => (path, bytes),
        })
        .collect();
    hand.site.files = renamed;
    Some(format!("{from}/: renamed to {to}/"))
}

/// A picture of the content folder.
fn picture(hand: &mut Hand<'_>) -> Option<String> {
    let all: Vec<&str> = hand
        .site
        .files
        .keys()
        .map(String::as_str)
        .filter(|p| p.ends_with(".jpg") || p.ends_with(".pdf"))
        .collect();
    (!all.is_empty()).then(|| hand.dice.pick(&all).to_owned())
}

pub fn picture_bytes(hand: &mut Hand<'_>) -> Told {
    let path = picture(hand)?;
    let bytes = hand.site.files.get_mut(&path)?;
    match hand.dice.one_in(2) {
        true => bytes.extend(b" and more"),
        false => *bytes.first_mut()? ^= 1,
    }
    Some(format!("{path}: its bytes are now {:?}", String::from_utf8_lossy(bytes)))
}

pub fn picture_added(hand: &mut Hand<'_>) -> Told {
    let name = format!("view{}.jpg", hand.dice.below(3));
    let article = hand.article()?;
    let path = article.beside(&name);
    article.picture = Some(name);
    let told = format!("{path}: added, and shown by {}", article.path());
    hand.site.files.insert(path, b"A new picture".to_vec());
    Some(told)
}

pub fn picture_removed(hand: &mut Hand<'_>) -> Told {
    let path = picture(hand)?;
    hand.site.files.remove(&path);
    Some(format!("{path}: removed"))
}

pub fn static_file(hand: &mut Hand<'_>) -> Told {
    let path = hand
        .dice
        .pick(&["static/hello.txt", "static/pictures/mark.svg", "static/about/index.html"])
        .to_owned();
    let bytes = format!("Hello {}", hand.dice.below(100));
    match hand.dice.one_in(4) {
        true => hand.site.files.remove(&path).map(|_| format!("{path}: removed")),
        false => {
            hand.site.files.insert(path.clone(), bytes.clone().into_bytes());
            Some(format!("{path}: holds now `{bytes}`"))
        }
    }
}
