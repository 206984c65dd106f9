//! Edits of everything around the articles: terms, pages, configuration, theme and moment.

use super::kinds::Hand;
use super::site::MOMENTS;
use super::start::{BARE_TEMPLATE, CONFIG};

type Told = Option<String>;

impl Hand<'_> {
    /// Writes one of these texts to one of these paths.
    fn file(&mut self, paths: &[&str], texts: &[&str]) -> Told {
        let (path, text) = (self.dice.pick(paths).to_owned(), self.dice.pick(texts).to_owned());
        self.site.files.insert(path.clone(), text.clone().into_bytes());
        Some(format!("{path}: holds now {text:?}"))
    }

    fn config(&mut self, key: &str) -> Told {
        let (key, values) = CONFIG.iter().find(|(k, _)| *k == key)?;
        let value = values[self.dice.below(values.len())];
        self.site.config.insert(key, value);
        Some(format!("config.yaml: {key} is now `{value}`"))
    }
}

pub fn author_file(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/authors/ines-falk.md", "content/authors/ines-falk.md", "content/authors/tom.md"],
        &[
            "---\nname: Ines Falk-Lowe\n---\nShe writes on ships.\n",
            "---\nname: Ines Falk\nrole: Harbour correspondent\nslug: ines\n---\nShe sails.\n",
            "---\nname: Tom Reyes\naliases: [Ana Sol]\n---\nHe draws [quays](/).\n",
            "---\nname: Ines Falk\n---\n",
        ],
    )
}

pub fn section_file(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/harbour/_index.md", "content/letters/_index.md", "content/sections/harbour.md"],
        &[
            "---\ntitle: The port\n---\nBy the sea.\n",
            "---\ntitle: Harbour\ndescription: Tides\nslug: port\n---\n",
            "---\ntitle: The port\naliases: [Sport & leisure]\n---\nAll of it.\n",
        ],
    )
}

pub fn tag_file(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/tags/coal.md", "content/tags/tern.md"],
        &[
            "---\ntitle: Coal and coke\naliases: [Night ferry]\n---\nBoth are black.\n",
            "---\ntitle: Coal\n---\n",
            "---\ntitle: Tern\nslug: terns\nparent: Coal\n---\nA bird.\n",
        ],
    )
}

pub fn series_file(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/series/the-quay.md", "content/series/ferries-by-night.md"],
        &["---\ntitle: The old quay\n---\nIn parts.\n", "---\ndescription: A tale\n---\n"],
    )
}

pub fn index_file(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/tags/_index.md", "content/authors/_index.md", "content/_index.md"],
        &["---\ntitle: Everything\n---\nFrom A to Z.\n", "---\ndescription: All of them\n---\n"],
    )
}

pub fn standing_page(hand: &mut Hand<'_>) -> Told {
    hand.file(
        &["content/pages/about.md", "content/pages/about.md", "content/pages/imprint.md"],
        &[
            "---\ntitle: About\nnavigation: true\n---\nWe are few.\n",
            "---\ntitle: Who we are\nnoindex: true\naliases: [/us/]\n---\nWe are [many](help/contact.md).\n",
            "---\ntitle: Who we are\npermalink: /about/us.html\n---\nOne.\n",
            "---\ntitle: Later\ndraft: true\n---\nNot yet.\n",
        ],
    )
}

pub fn file_removed(hand: &mut Hand<'_>) -> Told {
    let folders =
        ["content/pages/", "content/authors/", "content/tags/", "content/series/", "content/sections/"];
    let of_terms = |p: &&String| folders.iter().any(|f| p.starts_with(f)) || p.ends_with("/_index.md");
    let all: Vec<String> = hand.site.files.keys().filter(of_terms).cloned().collect();
    let path = all.get(hand.dice.below(all.len()))?;
    hand.site.files.remove(path);
    Some(format!("{path}: removed"))
}

pub fn config_key(hand: &mut Hand<'_>) -> Told {
    let key = CONFIG[hand.dice.below(CONFIG.len())].0;
    hand.config(key)
}

pub fn paginate(hand: &mut Hand<'_>) -> Told {
    hand.config("paginate")
}

pub fn theme(hand: &mut Hand<'_>) -> Told {
    hand.config("theme")
}

pub fn template(hand: &mut Hand<'_>) -> Told {
    let name = hand.dice.pick(&["tag", "article", "list", "home", "year", "404", "tombstone", "page"]);
    let path = format!("templates/{name}.html");
    if hand.dice.one_in(3) {
        return hand.site.files.remove(&path).map(|_| format!("{path}: removed"));
    }
    let text = format!("<i>{}</i>\n{BARE_TEMPLATE}", hand.dice.below(100));
    hand.site.files.insert(path.clone(), text.into_bytes());
    Some(format!("{path}: changed"))
}

pub fn template_of_the_theme(hand: &mut Hand<'_>) -> Told {
    let name = hand.dice.pick(&["article", "list", "home", "day", "terms"]);
    let theme = hand.dice.pick(&["bare", "evening"]);
    let path = format!("themes/{theme}/templates/{name}.html");
    let text = match theme {
        "evening" => format!("{{% include \"bare/{name}.html\" %}}<u>{}</u>\n", hand.dice.below(100)),
        _ => format!("<u>{}</u>\n{BARE_TEMPLATE}", hand.dice.below(100)),
    };
    hand.site.files.insert(path.clone(), text.into_bytes());
    Some(format!("{path}: changed"))
}

pub fn lists_of_the_theme(hand: &mut Hand<'_>) -> Told {
    if hand.dice.one_in(2) {
        hand.site.config.insert("theme", "evening");
    }
    let told = hand.file(
        &["themes/evening/theme.yaml", "themes/bare/theme.yaml"],
        &[
            "name: Evening\nparent: bare\nlists:\n  home:\n    lead: {from: latest, limit: 3}\n",
            "name: Evening\nparent: bare\nlists:\n  article:\n    more: {from: latest, limit: 1}\n",
            "name: Evening\nparent: bare\nlists:\n  page:\n    coal: {from: 'tag:Coal', skip: 1}\n",
            "name: Evening\nparent: bare\nlists:\n  day:\n    h: {from: 'section:harbour', limit: 2}\n",
        ],
    );
    // Nothing can build on itself.
    let bare = hand.site.files.get_mut("themes/bare/theme.yaml")?;
    *bare = String::from_utf8_lossy(bare).replace("parent: bare\n", "").into_bytes();
    told
}

pub fn style(hand: &mut Hand<'_>) -> Told {
    if hand.dice.one_in(4) {
        let path = "assets/style.css";
        return hand.site.files.remove(path).map(|_| format!("{path}: removed"));
    }
    let text = format!("p {{ margin: {}px }}\n", hand.dice.below(100));
    hand.file(
        &["assets/style.css", "assets/style.css", "assets/extra.css", "themes/bare/assets/style.css"],
        &[&text],
    )
}

pub fn word(hand: &mut Hand<'_>) -> Told {
    let text = format!("by: Told ({}) by\n", hand.dice.below(100));
    hand.file(&["i18n/en.yaml", "i18n/fr.yaml", "themes/bare/i18n/en.yaml"], &[&text, "by: Of\n"])
}

pub fn forward(hand: &mut Hand<'_>) -> Told {
    let left = MOMENTS.len() - 1 - hand.site.at;
    hand.site.at += if left == 0 { return None } else { hand.dice.below(left) + 1 };
    Some(format!("--at {}", MOMENTS[hand.site.at]))
}

pub fn back(hand: &mut Hand<'_>) -> Told {
    hand.site.at -= if hand.site.at == 0 { return None } else { hand.dice.below(hand.site.at) + 1 };
    Some(format!("--at {}", MOMENTS[hand.site.at]))
}

pub fn drafts(hand: &mut Hand<'_>) -> Told {
    hand.site.drafts = !hand.site.drafts;
    Some(format!("--drafts is {}", hand.site.drafts))
}

pub fn strict(hand: &mut Hand<'_>) -> Told {
    hand.site.strict = !hand.site.strict;
    // It decides about articles whose date cannot be read.
    let article = hand.article()?;
    article.fields.insert("date", "2015-02-30".to_owned());
    let path = article.path();
    Some(format!("--strict is {}, and {path} has a date that is none", hand.site.strict))
}

/// Broken half of the time, so that most sequences end with something that can be built.
pub fn broken_config(hand: &mut Hand<'_>) -> Told {
    hand.site.config_fault = !hand.site.config_fault;
    Some(format!("config.yaml: {}", if hand.site.config_fault { "broken" } else { "repaired" }))
}

pub fn broken_template(hand: &mut Hand<'_>) -> Told {
    let name = hand.dice.pick(&["article", "list", "404"]);
    let path = format!("templates/{name}.html");
    let fault =
        hand.dice.pick(&["{% if %}", "{{ page.nonsense.more }}", "{{ nonsense }}", "{{ 'x.css' | asset }}"]);
    let broken = |bytes: &Vec<u8>| bytes.starts_with(b"{");
    if hand.site.files.get(&path).is_some_and(broken) {
        hand.site.files.remove(&path);
        return Some(format!("{path}: removed, it was broken"));
    }
    hand.site.files.insert(path.clone(), fault.as_bytes().to_vec());
    Some(format!("{path}: broken, it says `{fault}`"))
}
