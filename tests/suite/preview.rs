//! A site that is held in memory while it is edited: what stays while something is broken, and who learns of what.

use crate::inside::{Asked, Nobody, load};
use crate::sandbox::{AT, Sandbox};
use dateline::build::preview::Preview;
use dateline::build::preview::answer::{Answer, Changed, Effect, Made, Mark, Site, Updatable, Update};
use std::fs;
use std::sync::{Arc, Mutex};

const ARTICLE: &str =
    "---\ntitle: Ice in the harbour\ndate: 2026-11-20\nsection: News\n---\n\nThe quay is white.\n";
const OTHER: &str =
    "---\ntitle: A new ferry\ndate: 2025-03-01\nsection: Sport\n---\n\nShe sails.\n\n![Ferry](ferry.jpg)\n";
const CONFIG: &str =
    "title: The Skerrow Mercury\nbase_url: https://mercury.example/\ntimezone: Europe/Lisbon\n";
const ICE: &str = "/2026/11/20/ice/";
const FERRY: &str = "/2025/03/01/ferry/";

/// A site and its preview.
struct Desk {
    site: Sandbox,
    preview: Preview,
}

impl Desk {
    fn new(more: &[(&str, &str)]) -> Self {
        let site = Sandbox::with(&[
            ("config.yaml", CONFIG),
            ("content/ice.md", ARTICLE),
            ("content/ferry.md", OTHER),
            ("content/ferry.jpg", "a picture"),
        ]);
        more.iter().for_each(|(path, text)| site.write(path, text.as_bytes()));
        let asked = Arc::new(Mutex::new(Asked { at: AT, drafts: true, strict: false }));
        let (folder, output) = (site.path().to_path_buf(), site.path().join("output"));
        let inner = load(folder, output, asked);
        let ahead = Box::new(move || {
            let (mut request, said) = inner()?;
            request.clock.ahead = true;
            Ok((request, said))
        });
        let preview = Preview::open(ahead, Arc::new(Nobody));
        Self { site, preview }
    }

    /// Saves a file and tells the preview.
    fn save(&self, path: &str, text: &str) -> Update {
        self.site.write(path, text.as_bytes());
        self.tell(path)
    }

    fn tell(&self, path: &str) -> Update {
        self.preview.update(&Changed { paths: vec![self.site.path().join(path)], all: false })
    }

    fn made(&self, address: &str) -> Made {
        match self.preview.answer(address) {
            Answer::Made(made) => made,
            other => panic!("{address}: {other:?}"),
        }
    }

    fn html(&self, address: &str) -> String {
        String::from_utf8_lossy(&self.made(address).bytes).into_owned()
    }

    /// What an edit does to a page that is open.
    fn effect(&self, address: &str, edit: impl FnOnce(&Self) -> Update) -> Effect {
        let open = self.made(address).page.expect("a page");
        edit(self);
        self.preview.effect(&open.address, open.print, open.styles)
    }

    fn mistakes(&self) -> Vec<&'static str> {
        self.preview.mistakes(None).iter().map(|problem| problem.code.name).collect()
    }
}

#[test]
fn a_broken_article_stays_as_it_was_until_it_is_mended() {
    let desk = Desk::new(&[]);
    assert!(desk.html(ICE).contains("The quay is white."));
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
    // A page that nobody has looked at yet stays too.
    desk.save("content/ferry.md", &OTHER.replace("title: A new ferry", "title: [A ferry that is new"));
    assert!(desk.html(FERRY).contains("<p>She sails.</p>"));
    assert_eq!(desk.mistakes(), ["E101"]);
    desk.save("content/ferry.md", OTHER);
    let broken = ARTICLE.replace("title: Ice", "title: [Ice");
    assert_eq!(desk.effect(ICE, |desk| desk.save("content/ice.md", &broken)), Effect::None);
    assert!(desk.html(ICE).contains("The quay is white."));
    assert_eq!(desk.mistakes(), ["E101"]);
    let place = desk.preview.mistakes(None)[0].place.clone().expect("a place");
    assert_eq!((place.path.as_str(), place.spot.map(|spot| spot.line)), ("content/ice.md", Some(2)));
    let mended = ARTICLE.replace("white", "grey");
    assert_eq!(desk.effect(ICE, |desk| desk.save("content/ice.md", &mended)), Effect::Moved);
    assert!(desk.html(ICE).contains("The quay is grey."));
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
}

#[test]
fn what_was_wrong_from_the_start_is_news_once_it_was_mended() {
    let broken = ARTICLE.replace("title: Ice", "title: [Ice");
    let desk = Desk::new(&[("content/ice.md", &broken)]);
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
    assert_eq!(desk.preview.mistakes(Some("content/ice.md")).len(), 1);
    desk.save("content/ice.md", ARTICLE);
    desk.save("content/ice.md", &broken);
    assert_eq!(desk.mistakes(), ["E101"]);
}

#[test]
fn a_broken_template_leaves_pages_as_they_were() {
    let desk = Desk::new(&[]);
    let before = desk.html(ICE);
    let update = |text: &'static str| move |desk: &Desk| desk.save("templates/article.html", text);
    assert_eq!(desk.effect(ICE, update("{% if %}")), Effect::None);
    assert_eq!(desk.html(ICE), before);
    assert!(!desk.mistakes().is_empty());
    // A mistake that shows only when the page is made.
    assert_eq!(desk.effect(ICE, update("{{ page.article.nothing.at.all }}")), Effect::None);
    assert_eq!(desk.html(ICE), before);
    assert!(!desk.mistakes().is_empty());
    assert_eq!(desk.effect(ICE, update("<body>{{ page.title }}</body>")), Effect::Moved);
    assert_eq!(desk.html(ICE).trim(), "<body>Ice in the harbour</body>");
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
}

#[test]
fn a_broken_configuration_leaves_the_site_as_it_was() {
    let desk = Desk::new(&[]);
    let before = desk.html("/");
    assert_eq!(desk.effect("/", |desk| desk.save("config.yaml", "title: [x")), Effect::None);
    assert_eq!(desk.html("/"), before);
    assert_eq!(desk.mistakes().len(), 1);
    let another = CONFIG.replace("Mercury", "Herald");
    assert_eq!(desk.effect("/", |desk| desk.save("config.yaml", &another)), Effect::Moved);
    assert!(desk.html("/").contains("The Skerrow Herald"));
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
}

#[test]
fn a_site_that_cannot_be_shown_is_shown_once_it_can() {
    let desk = Desk::new(&[("templates/article.html", "{% if %}")]);
    assert!(matches!(desk.preview.answer(ICE), Answer::Faulty(problems) if !problems.is_empty()));
    fs::remove_file(desk.site.path().join("templates/article.html")).expect("a file");
    desk.tell("templates/article.html");
    assert!(desk.html(ICE).contains("The quay is white."));
    assert_eq!(desk.mistakes(), Vec::<&str>::new());
}

#[test]
fn only_pages_that_show_it_learn_of_an_edit() {
    let desk = Desk::new(&[]);
    let body = |desk: &Desk| desk.save("content/ice.md", &ARTICLE.replace("white", "thick with ice"));
    assert_eq!(desk.effect(FERRY, body), Effect::None);
    let title = |desk: &Desk| desk.save("content/ice.md", &ARTICLE.replace("Ice in", "Frost in"));
    assert_eq!(desk.effect("/sections/sport/", title), Effect::None);
    let title = |desk: &Desk| desk.save("content/ice.md", &ARTICLE.replace("Ice in", "Snow in"));
    assert_eq!(desk.effect("/sections/news/", title), Effect::Moved);
    let picture = |desk: &Desk| desk.save("content/ferry.jpg", "another picture");
    assert_eq!(desk.effect(FERRY, picture), Effect::Moved);
    let picture = |desk: &Desk| desk.save("content/ferry.jpg", "a third picture");
    assert_eq!(desk.effect(ICE, picture), Effect::None);
    // A page that was not told at once learns of it later.
    let picture = |desk: &Desk| {
        desk.save("content/ferry.jpg", "a fourth picture");
        desk.save("content/ice.md", ARTICLE)
    };
    assert_eq!(desk.effect(FERRY, picture), Effect::Moved);
    let touched = |desk: &Desk| desk.tell("content/ferry.md");
    assert_eq!(desk.effect(FERRY, touched), Effect::None);
    let gone = |desk: &Desk| {
        fs::remove_file(desk.site.path().join("content/ferry.md")).expect("a file");
        desk.tell("content/ferry.md")
    };
    assert_eq!(desk.effect(FERRY, gone), Effect::Moved);
    assert_eq!(desk.made(FERRY).status, 404);
    let back = |desk: &Desk| desk.save("content/ferry.md", OTHER);
    assert_eq!(desk.effect(FERRY, back), Effect::Moved);
}

#[test]
fn a_style_is_exchanged_without_the_page() {
    let template = "<link rel=\"stylesheet\" href=\"{{ \"own.css\" | asset }}\"><p>{{ page.title }}</p>";
    let desk = Desk::new(&[("templates/article.html", template), ("assets/own.css", "p { color: red }")]);
    let style = |text: &'static str| move |desk: &Desk| desk.save("assets/own.css", text);
    assert_eq!(desk.effect(ICE, style("p { color: blue }")), Effect::Styles);
    assert_eq!(desk.effect("/", style("p { color: green }")), Effect::None);
    let url = desk.preview.styles().into_iter().find(|url| url.contains("/own.")).expect("the style");
    assert!(desk.html(ICE).contains(&url));
    assert_eq!(&desk.made(&url).bytes[..], b"p { color: green }");
}

#[test]
fn what_readers_do_not_see_is_marked() {
    let with = |more: &str| ARTICLE.replace("section: News", more);
    let desk = Desk::new(&[
        ("content/plan.md", &with("draft: true")),
        ("content/later.md", &with("embargo: 2026-12-24T18:00:00Z")),
        ("content/ahead.md", &ARTICLE.replace("2026-11-20", "2027-01-02 08:30")),
    ]);
    let mark = |address: &str| desk.made(address).page.expect("a page").mark;
    assert_eq!(mark("/2026/11/20/plan/"), Some(Mark::Draft));
    let hour = "24 December 2026, 18:00 (Europe/Lisbon)".to_owned();
    assert_eq!(mark("/2026/11/20/later/"), Some(Mark::Embargo(hour)));
    let hour = "2 January 2027, 08:30 (Europe/Lisbon)".to_owned();
    assert_eq!(mark("/2027/01/02/ahead/"), Some(Mark::Future(hour)));
    assert_eq!(mark(ICE), None);
    let waiting: Vec<String> = desk.preview.waiting().into_iter().map(|w| w.path).collect();
    assert_eq!(waiting, ["content/plan.md", "content/later.md", "content/ahead.md"]);
}

#[test]
fn finds_headlines_whatever_their_case_and_accents() {
    let accents = ARTICLE.replace("Ice in the harbour", "Gelo no Açúcar");
    let desk = Desk::new(&[("content/gelo.md", &accents)]);
    let found = |words: &str| -> Vec<String> {
        desk.preview.search(words, 20).into_iter().map(|hit| hit.title).collect()
    };
    assert_eq!(found("acucar"), ["Gelo no Açúcar"]);
    assert_eq!(found("HARBOUR ice"), ["Ice in the harbour"]);
    assert_eq!(found("e"), ["Ice in the harbour", "Gelo no Açúcar", "A new ferry"]);
    assert_eq!(found("   "), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn nothing_from_outside_of_the_site_is_sent_through_a_link() {
    let outside = Sandbox::with(&[("secret.jpg", "a secret"), ("folder/key.txt", "a key")]);
    let desk = Desk::new(&[("pictures/own.jpg", "our own")]);
    let link = |to: &std::path::Path, name: &str| {
        std::os::unix::fs::symlink(to, desk.site.path().join("content").join(name)).expect("a link");
    };
    link(&outside.path().join("secret.jpg"), "secret.jpg");
    link(&outside.path().join("folder"), "folder");
    link(&desk.site.path().join("pictures/own.jpg"), "own.jpg");
    desk.preview.update(&Changed { paths: Vec::new(), all: true });
    assert_eq!(desk.made("/secret.jpg").status, 404);
    assert_eq!(desk.made("/folder/key.txt").status, 404);
    assert!(matches!(desk.preview.answer("/own.jpg"), Answer::File { .. }));
}

#[test]
fn answers_as_a_static_host_does() {
    let desk = Desk::new(&[
        ("content/gone.md", &ARTICLE.replace("section: News", "status: withdrawn\naliases: [/old/]")),
        ("content/moved.md", &ARTICLE.replace("section: News", "aliases: [/a/b.html]\nslug: größer")),
    ]);
    let to = |address: &str| match desk.preview.answer(address) {
        Answer::Redirect { to, alias } => (to, alias),
        other => panic!("{address}: {other:?}"),
    };
    assert_eq!(desk.made("/2026/11/20/gone/").status, 410);
    assert_eq!(desk.made("/nothing/").status, 404);
    assert_eq!(desk.made("/2026/11/20/ice/index.html").status, 200);
    assert_eq!(to("/2026/11/20/ice"), (ICE.to_owned(), false));
    assert!(to("/a/b.html").1);
    assert_eq!(desk.made("/feed.xml").name, "feed.xml");
    assert!(matches!(desk.preview.answer("/2025/03/01/ferry/ferry.jpg"), Answer::File { .. }));
    for bad in ["/../config.yaml", "/..", "//", "/./", "/2026/11/20/ice/../ice/", "/\u{0}", "/content/ice.md"]
    {
        assert_eq!(desk.made(bad).status, 404, "{bad:?}");
    }
}
