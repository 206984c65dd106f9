//! Edits while many ask for pages: nobody gets a stale page once an edit was announced, and nothing fails.

use super::client::Client;
use crate::edits::dice::Dice;
use crate::inside::{Asked, Nobody, load};
use crate::sandbox::{AT, Sandbox};
use dateline::build::preview::Preview;
use dateline::build::preview::answer::Changed;
use dateline::serve::listen::listen;
use dateline::serve::{Limits, Server};
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const ARTICLES: usize = 6;
const EDITS: usize = 250;
const ASKING: usize = 3;
const TEMPLATE: &str = "<body>{{ page.article.content | safe }} of {{ page.title }}</body>";

/// What is known of an article while it is edited.
#[derive(Clone, Default)]
struct Known {
    /// What its page has to say; none when it has to be gone.
    says: Option<String>,
    broken: bool,
}

struct Editor {
    site: Sandbox,
    server: Server,
    client: Client,
    dice: Dice,
    known: Vec<Known>,
    /// Set while a template is broken: what was never rendered cannot be shown then.
    faulty: Arc<AtomicBool>,
}

#[test]
fn no_page_is_stale_once_an_edit_was_announced() {
    let mut editor = Editor::new(1);
    let (client, faulty) = (editor.client, editor.faulty.clone());
    let (ended, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for asking in 0..ASKING {
            let (ended, asked, faulty) = (&ended, &asked, &faulty);
            scope.spawn(move || {
                let mut dice = Dice::new(100 + asking as u64);
                while !ended.load(Ordering::Relaxed) {
                    let paths = ["/", "/sections/news/", "/feed.xml", "/sitemap.xml"];
                    let n = dice.below(ARTICLES + paths.len());
                    let path =
                        paths.get(n).map_or_else(|| address(n - paths.len()), |path| (*path).to_owned());
                    let was_faulty = faulty.load(Ordering::SeqCst);
                    let reply = client.get(&path);
                    let may_fail = was_faulty || faulty.load(Ordering::SeqCst);
                    assert!(may_fail || [200, 404].contains(&reply.status), "{path}: {}", reply.status);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let edited = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            (0..EDITS).for_each(|nth| editor.edit(nth));
        }));
        ended.store(true, Ordering::Relaxed);
        if let Err(panic) = edited {
            std::panic::resume_unwind(panic);
        }
    });
    assert!(asked.load(Ordering::Relaxed) > EDITS, "only {asked:?} pages were asked for");
}

fn address(n: usize) -> String {
    format!("/2026/11/{:02}/a{n}/", n + 1)
}

impl Editor {
    fn new(seed: u64) -> Self {
        let site = Sandbox::with(&[
            ("config.yaml", "title: The Mercury\nbase_url: https://mercury.example/\n"),
            ("templates/article.html", TEMPLATE),
        ]);
        let known = (0..ARTICLES).map(|n| {
            site.write(&format!("content/a{n}.md"), article(n, "First words").as_bytes());
            Known { says: Some("First words".to_owned()), broken: false }
        });
        let known = known.collect();
        let asked = Arc::new(Mutex::new(Asked { at: AT, drafts: true, strict: false }));
        let load = load(site.path().to_path_buf(), site.path().join("output"), asked);
        let preview = Arc::new(Preview::open(load, Arc::new(Nobody)));
        let listener = listen("127.0.0.1", 0).expect("a port");
        let client = Client { address: listener.address() };
        let server = Server::start(listener, preview, None, Limits::default()).expect("it starts");
        let faulty = Arc::new(AtomicBool::new(false));
        // Every page has been looked at, so that there is one to show while its text is broken.
        (0..ARTICLES).for_each(|n| assert_eq!(client.get(&address(n)).status, 200));
        Self { site, server, client, dice: Dice::new(seed), known, faulty }
    }

    fn edit(&mut self, nth: usize) {
        let n = self.dice.below(ARTICLES);
        let file = format!("content/a{n}.md");
        let says = format!("Words of edit {nth}");
        match self.dice.below(8) {
            0 if self.known[n].says.is_some() => {
                fs::remove_file(self.site.path().join(&file)).expect("a file");
                self.known[n] = Known::default();
                self.announce(&[&file]);
            }
            1 if self.known[n].says.is_some() => {
                let broken = article(n, &says).replace("title: ", "title: [");
                self.site.write(&file, broken.as_bytes());
                self.known[n].broken = true;
                self.announce(&[&file]);
            }
            2 => self.break_template(nth),
            3 => {
                // Two at once, as a version control does.
                let other = (n + 1) % ARTICLES;
                let second = format!("content/a{other}.md");
                for (n, file) in [(n, &file), (other, &second)] {
                    self.site.write(file, article(n, &says).as_bytes());
                    self.known[n] = Known { says: Some(says.clone()), broken: false };
                }
                self.announce(&[&file, &second]);
            }
            _ => {
                self.site.write(&file, article(n, &says).as_bytes());
                self.known[n] = Known { says: Some(says), broken: false };
                self.announce(&[&file]);
            }
        }
        self.hold(nth);
    }

    fn break_template(&mut self, nth: usize) {
        self.faulty.store(true, Ordering::SeqCst);
        self.site.write("templates/article.html", b"{{ page.nothing.at.all }}");
        self.announce(&["templates/article.html"]);
        self.hold(nth);
        self.site.write("templates/article.html", TEMPLATE.as_bytes());
        self.announce(&["templates/article.html"]);
        self.faulty.store(false, Ordering::SeqCst);
    }

    fn announce(&self, files: &[&str]) {
        let paths = files.iter().map(|file| self.site.path().join(file)).collect();
        self.server.update(&Changed { paths, all: false });
    }

    fn hold(&self, nth: usize) {
        for (n, known) in self.known.iter().enumerate() {
            let reply = self.client.get(&address(n));
            match &known.says {
                Some(says) => {
                    // What came back while the template was broken was never rendered.
                    let unseen = self.faulty.load(Ordering::SeqCst) && reply.status != 200;
                    let body = reply.text();
                    assert!(
                        unseen || body.contains(says.as_str()),
                        "edit {nth}, article {n}: {says}: {body}"
                    );
                }
                None => assert_eq!(reply.status, 404, "edit {nth}, article {n}"),
            }
        }
    }
}

fn article(n: usize, says: &str) -> String {
    format!("---\ntitle: Tale {n}\ndate: 2026-11-{:02}\nsection: News\n---\n\n{says}.\n", n + 1)
}
