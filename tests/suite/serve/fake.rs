//! A site of a few answers.

use dateline::build::preview::answer::*;
use dateline::diagnostic::Diagnostic;
use dateline::diagnostic::catalogue::source::cannot_read;
use dateline::fingerprint::Digest;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Bytes of the film.
pub const FILM: usize = 3_000_000;

pub struct Fake {
    base: String,
    folder: tempfile::TempDir,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    number: u64,
    pages: BTreeMap<String, (String, String)>,
    mistakes: Vec<String>,
    /// How often the picture that is on every page was saved.
    saved: u64,
}

impl Fake {
    pub fn below(base: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let film: Vec<u8> = (0..FILM).map(|n| (n % 251) as u8).collect();
        fs::write(folder.path().join("film.mp4"), film).expect("written");
        fs::write(folder.path().join("view.jpg"), b"jpeg").expect("written");
        fs::write(folder.path().join("secret.txt"), b"secret").expect("written");
        let own = Self { base: base.to_owned(), folder, state: Mutex::default() };
        own.put("/", "<h1>Front</h1>");
        own.put("/quay/", "<h1>Quay</h1>");
        own.put("/märz/", "<h1>March</h1>");
        own.state.lock().unwrap().number = 1;
        own
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a page somewhere, with styles of no name.
    pub fn put(&self, address: &str, text: &str) {
        self.put_with(address, text, "plain");
    }

    pub fn put_with(&self, address: &str, text: &str, styles: &str) {
        self.state.lock().unwrap().pages.insert(address.to_owned(), (text.to_owned(), styles.to_owned()));
    }

    /// From now on these mistakes are there.
    pub fn mistake(&self, messages: &[&str]) {
        self.state.lock().unwrap().mistakes = messages.iter().map(|&text| text.to_owned()).collect();
    }

    /// The picture that is on every page has been saved.
    pub fn save_picture(&self) {
        self.state.lock().unwrap().saved += 1;
    }

    /// The prints of a page, as its script sends them.
    pub fn query(&self, address: &str) -> String {
        let (print, styles) = self.prints(address).unwrap_or_default();
        format!("address={address}&print={}&styles={}", print.to_hex(), styles.to_hex())
    }

    fn prints(&self, address: &str) -> Option<(Digest, Digest)> {
        let state = self.state.lock().unwrap();
        let (text, styles) = state.pages.get(address)?;
        let shown = format!("{text} {}", state.saved);
        Some((Digest::of(shown.as_bytes()), Digest::of(styles.as_bytes())))
    }

    fn page(&self, address: &str, status: u16) -> Option<Answer> {
        let (print, styles) = self.prints(address)?;
        let text = self.state.lock().unwrap().pages[address].0.clone();
        let bytes: Arc<[u8]> = format!("<!doctype html><body>{text}</body>").into_bytes().into();
        let digest = Digest::of(&bytes);
        let name = format!("{}index.html", address.trim_start_matches('/'));
        let page = PageNotes {
            address: address.to_owned(),
            print,
            styles,
            mark: None,
            source: None,
            outdated: false,
        };
        Some(Answer::Made(Made { status, name, bytes, digest, page: Some(page) }))
    }
}

fn made(name: &str, bytes: &[u8]) -> Answer {
    Answer::Made(Made {
        status: 200,
        name: name.to_owned(),
        bytes: bytes.into(),
        digest: Digest::of(bytes),
        page: None,
    })
}

impl Site for Fake {
    fn base(&self) -> String {
        self.base.clone()
    }

    fn answer(&self, path: &str) -> Answer {
        if let Some(page) = self.page(path, 200) {
            return page;
        }
        let file = |name: &str| Answer::File { path: self.folder.path().join(name), name: name.to_owned() };
        let to = |to: &str, alias| Answer::Redirect { to: to.to_owned(), alias };
        match path {
            "/quay" => to(&format!("{}quay/", self.base), false),
            "/old-quay/" => to("/quay/", true),
            "/elsewhere/" => to("https://elsewhere.example/x", true),
            "/bent/" => to("/a\r\nSet-Cookie: a=b", true),
            "/gone/" => match self.page("/quay/", 410) {
                Some(Answer::Made(made)) => Answer::Made(Made { page: None, ..made }),
                _ => Answer::Nothing,
            },
            "/film.mp4" | "/view.jpg" => file(&path[1..]),
            "/vanished.jpg" => file("vanished.jpg"),
            "/feed.xml" => made("feed.xml", b"<rss/>"),
            "/styles/main.css" => made("styles/main.css", b"a{}"),
            "/faulty/" => Answer::Faulty(vec![cannot_read("templates/home.html", "broken <b>")]),
            "/panic/" => panic!("a page that makes the program fall over"),
            _ => Answer::Nothing,
        }
    }

    fn effect(&self, address: &str, print: Digest, styles: Digest) -> Effect {
        match self.prints(address) {
            Some(now) if now.0 != print => Effect::Moved,
            Some(now) if now.1 != styles => Effect::Styles,
            _ => Effect::None,
        }
    }

    fn styles(&self) -> Vec<String> {
        vec!["/styles/main.css".to_owned()]
    }

    fn mistakes(&self, _: Option<&str>) -> Vec<Diagnostic> {
        self.state.lock().unwrap().mistakes.iter().map(|text| cannot_read("content/a.md", text)).collect()
    }

    fn problems(&self) -> Vec<Problem> {
        self.mistakes(None).into_iter().map(|diagnostic| Problem { diagnostic, url: None }).collect()
    }

    fn waiting(&self) -> Vec<Waiting> {
        Vec::new()
    }

    fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        assert!(limit > 0 && words.chars().count() < 1000, "searches are bounded");
        let hit = Hit { title: format!("<{words}>"), url: "/quay/".to_owned(), date: "today".to_owned() };
        if words.is_empty() { Vec::new() } else { vec![hit] }
    }

    fn renderings(&self) -> Vec<Rendering> {
        Vec::new()
    }

    fn number(&self) -> u64 {
        self.state.lock().unwrap().number
    }

    fn counts(&self) -> (usize, usize) {
        (2, 9)
    }
}

impl Updatable for Fake {
    fn update(&self, _: &Changed) -> Update {
        let mut state = self.state.lock().unwrap();
        state.number += 1;
        Update { number: state.number, changed: true, ..Update::default() }
    }
}
