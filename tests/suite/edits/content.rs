//! Edits inside an article.

use super::kinds::Hand;
use super::site::{Article, Fault};
use super::start::{DATES, FUTURE, NAMES, PAST, SECTIONS, SERIES, TAGS, WORDS};

impl Hand<'_> {
    /// Any article.
    pub fn article(&mut self) -> Option<&mut Article> {
        let at = self.dice.below(self.site.articles.len());
        self.site.articles.get_mut(at)
    }

    /// Sets a field of any article, or takes it out when the value is empty.
    fn set(&mut self, field: &'static str, value: &str) -> Option<String> {
        let article = self.article()?;
        match value {
            "" => article.fields.remove(field),
            _ => article.fields.insert(field, value.to_owned()),
        };
        Some(format!("{}: {field} is now `{value}`", article.path()))
    }

    fn put(&mut self, state: &[(&'static str, &str)]) -> Option<String> {
        let article = self.article()?;
        article.state(state);
        Some(format!("{}: its state is now {state:?}", article.path()))
    }
}

type Told = Option<String>;

pub fn body(hand: &mut Hand<'_>) -> Told {
    let (words, number) = (hand.dice.pick(WORDS).to_owned(), hand.dice.below(1000));
    let article = hand.article()?;
    article.body = format!("{words} Told {number} times.");
    Some(format!("{}: the text is now `{}`", article.path(), article.body))
}

pub fn body_of_the_same_size(hand: &mut Hand<'_>) -> Told {
    let letter = hand.dice.pick(&["a", "e", "o", "u"]);
    let article = hand.article()?;
    let at = article.body.rfind(|c: char| c.is_ascii_lowercase())?;
    article.body.replace_range(at..=at, letter);
    Some(format!("{}: the last letter of the text is now `{letter}`", article.path()))
}

pub fn title(hand: &mut Hand<'_>) -> Told {
    let value = format!("\"A new tale & {}\"", hand.dice.below(1000));
    hand.set("title", &value)
}

pub fn standfirst(hand: &mut Hand<'_>) -> Told {
    let field = hand.dice.pick(&["standfirst", "summary", "kicker", "short_title"]);
    let field = ["standfirst", "summary", "kicker", "short_title"].into_iter().find(|f| *f == field)?;
    let value = hand.dice.pick(&["", "What *came* of it", "The end of a quay"]).to_owned();
    hand.set(field, &value)
}

pub fn date_in_the_middle(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(DATES).to_owned();
    hand.set("date", &value)
}

pub fn date_in_the_past(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(PAST).to_owned();
    hand.set("date", &value)
}

pub fn date_in_the_future(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(FUTURE).to_owned();
    hand.set("date", &value)
}

pub fn broken_date(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(&["2015-02-30", "03/04/2015", "soon"]).to_owned();
    hand.set("date", &value)
}

pub fn undated(hand: &mut Hand<'_>) -> Told {
    hand.set("date", "")
}

pub fn tags(hand: &mut Hand<'_>) -> Told {
    let value = format!("[{}]", hand.dice.some(TAGS, 4).join(", "));
    hand.set("tags", &value)
}

pub fn section(hand: &mut Hand<'_>) -> Told {
    let value = format!("\"{}\"", hand.dice.pick(SECTIONS));
    hand.set("section", &value)
}

pub fn series(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(&["", SERIES[0], SERIES[1]]).to_owned();
    hand.set("series", &value)
}

pub fn byline(hand: &mut Hand<'_>) -> Told {
    let value = format!("[{}]", hand.dice.some(NAMES, 3).join(", "));
    hand.set("authors", &value)
}

pub fn slug(hand: &mut Hand<'_>) -> Told {
    let value = hand.dice.pick(&["", "last-ship", "новости", "page"]).to_owned();
    hand.set("slug", &value)
}

pub fn permalink(hand: &mut Hand<'_>) -> Told {
    let value =
        hand.dice.pick(&["", "/tale/", "/tale/one/", "/tale.html", "/tags/coal/", "/tale"]).to_owned();
    hand.set("permalink", &value)
}

pub fn aliases(hand: &mut Hand<'_>) -> Told {
    let value =
        hand.dice.pick(&["", "[/was/here/]", "[/was/here/, /was.html]", "[/tale/, /about/]"]).to_owned();
    hand.set("aliases", &value)
}

pub fn state(hand: &mut Hand<'_>) -> Told {
    let at = hand.dice.below(hand.site.articles.len());
    let article = hand.site.articles.get_mut(at)?;
    let name = super::start::state(hand.dice, article);
    Some(format!("{}: it is now {name}", article.path()))
}

pub fn published(hand: &mut Hand<'_>) -> Told {
    let held = hand.site.articles.iter_mut().find(|a| a.fields.contains_key("status"))?;
    held.state(&[]);
    Some(format!("{}: it is now published", held.path()))
}

pub fn withdrawn(hand: &mut Hand<'_>) -> Told {
    let kind = hand.dice.pick(&["legal", "privacy", "licence", "error"]);
    let value = format!("{{kind: {kind}, reason: asked to}}");
    hand.put(&[("status", "withdrawn"), ("withdrawal", &value)])
}

pub fn embargo(hand: &mut Hand<'_>) -> Told {
    let until = hand.dice.pick(FUTURE).to_owned();
    hand.put(&[("embargo", &until)])
}

pub fn expiry(hand: &mut Hand<'_>) -> Told {
    let end = hand.dice.pick(&["2026-11-22 15:00", "2026-11-24", "2020-01-01"]).to_owned();
    hand.put(&[("expires", &end)])
}

pub fn correction(hand: &mut Hand<'_>) -> Told {
    let value = hand
        .dice
        .pick(&["", "It was the *Ada*.", "[{date: 2026-11-21, kind: update, text: More ships came.}]"])
        .to_owned();
    hand.set("corrections", &value)
}

pub fn translation(hand: &mut Hand<'_>) -> Told {
    let field = ["lang", "translation_key"][hand.dice.below(2)];
    let value = match field {
        "lang" => hand.dice.pick(&["fr", "en", "he", ""]),
        _ => hand.dice.pick(&["key0", "key1", ""]),
    };
    let value = value.to_owned();
    hand.set(field, &value)
}

pub fn link(hand: &mut Hand<'_>) -> Told {
    let other = hand.article()?.path();
    let target = hand.dice.pick(&[other.as_str(), "nowhere.md", "pages/about.md", "tags/coal.md"]).to_owned();
    let article = hand.article()?;
    if article.links.len() > 1 {
        article.links.clear();
    }
    article.links.push(target.clone());
    Some(format!("{}: it now links to `{target}`", article.path()))
}

pub fn lead_picture(hand: &mut Hand<'_>) -> Told {
    let value = hand
        .dice
        .pick(&["", "view0.jpg", "{src: view1.jpg, alt: A view, credit: Ana Sol}", "/pictures/mark.svg"])
        .to_owned();
    hand.set("image", &value)
}

pub fn broken(hand: &mut Hand<'_>) -> Told {
    let fault = [Fault::Open, Fault::Bytes, Fault::Endless][hand.dice.below(3)];
    let article = hand.article()?;
    article.fault = Some(fault);
    Some(format!("{}: it is broken ({fault:?})", article.path()))
}

pub fn repaired(hand: &mut Hand<'_>) -> Told {
    let article = hand.site.articles.iter_mut().find(|a| a.fault.is_some())?;
    article.fault = None;
    Some(format!("{}: it is repaired", article.path()))
}
