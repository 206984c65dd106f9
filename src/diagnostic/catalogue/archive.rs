//! Problems of addresses and of the archive as a whole (3xx).

use super::codes;
use crate::diagnostic::{Diagnostic, Place, join};

codes! {
    E301 Error "Two articles want the same address" "Give one of them another `slug` or `permalink`; the first by file name keeps the address, the other is left out";
    E302 Error "An address leads out of the site or is too long" "Write an address inside the site, such as `/2015/09/quay/`";
    E303 Error "An old address (alias) leads out of the site or is too long" "Write an address inside the site, such as `/news/quay/`";
    E304 Error "An old address (alias) is the address of another page" "Remove the alias, or give the other page another address";
    E305 Error "Two articles have the same old address (alias)" "Keep the alias on the article that readers should reach";
    E306 Error "An article wants the address of a page that the site makes itself" "Give the article another `slug` or `permalink`, or the list another `path`";
    E307 Error "An address that was public would vanish" "`dateline addresses fix` adds an alias where the article has moved; withdraw an article instead of deleting it; or mark the address as gone";
    E308 Error "A line of `addresses.tsv` cannot be read" "Correct the line: address, article, day and what is there now, with tabs between them";
    W318 Warning "An address that was public vanishes, as was allowed" "Make sure that this is what is wanted: links to it lead nowhere from now on";
    W311 Warning "A link inside the site leads nowhere" "Correct the link; it is kept as it is written";
    W312 Warning "A picture that a page shows is missing" "Put the picture where the address says, or correct the address";
    W313 Warning "A list of the theme changes with every article" "Ask for `latest` only on the front page, or every page is rewritten with each new article";
    W314 Warning "A redirect leads to a page that does not exist" "Correct `redirect_to`";
    W315 Warning "An entry of the navigation leads nowhere" "Correct the entry under `navigation` in the configuration";
    W316 Warning "An old address (alias) differs from the article's address only in capital letters" "Remove the alias: where capital letters matter it cannot be written beside the page, and elsewhere it needs none";
    W317 Warning "An old address (alias) has a query, the part behind `?`, which a static host does not look at" "Let the host forward it, if it can; the address without the query is forwarded";
}

/// Two files, one address; the second is left out.
pub fn two_at_one_address(content: &str, path: &str, first: &str, address: &str) -> Diagnostic {
    let first = join(content, first);
    Diagnostic::new(&E301, format!("the address `{address}` already belongs to {first}"))
        .in_file(join(content, path))
        .help("this file is left out: give one of the two another `slug` or `permalink`")
}

/// An article on the address of a list, feed or other page of the site; the article is left out.
pub fn address_of_the_site(content: &str, path: &str, address: &str) -> Diagnostic {
    Diagnostic::new(&E306, format!("the address `{address}` belongs to a page the site makes itself"))
        .in_file(join(content, path))
        .help("this file is left out: give it another `slug` or `permalink`")
}

/// An address that cannot be used.
pub fn bad_address(content: &str, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&E302, format!("the address cannot be used: {why}"))
        .in_file(join(content, path))
        .help("this file is left out: write a `permalink` inside the site, such as `/2015/09/quay/`")
}

/// An alias that cannot be used.
pub fn bad_alias(alias: &str, place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(&E303, format!("the old address `{alias}` cannot be used: {why}"))
        .at(place)
        .help("write an address inside the site, such as `/news/quay/`")
}

/// An alias onto a page that exists.
pub fn alias_taken(alias: &str, place: Place, content: &str, owner: &str) -> Diagnostic {
    Diagnostic::new(&E304, format!("the old address `{}` is where {} stands", alias, join(content, owner)))
        .at(place)
        .help("the page stays and the alias is left out: remove it here, or move the other page")
}

/// An alias onto a page that the site makes itself.
pub fn alias_on_site_page(alias: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&E304, format!("the old address `{}` is a page the site makes itself", alias))
        .at(place)
        .help("the page stays and the alias is left out: remove it here")
}

/// An alias that is the article's own address, but for capitals.
pub fn alias_in_capitals(alias: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &W316,
        format!("the old address `{alias}` differs from the article's own only in capital letters"),
    )
    .at(place)
    .help("the alias is left out, since many systems take the two for one: remove it, or set `permalink` to the old address to keep it")
}

/// One alias on two articles.
pub fn alias_twice(alias: &str, place: Place, target: &str) -> Diagnostic {
    Diagnostic::new(&E305, format!("the old address `{}` already leads to `{target}`", alias))
        .at(place)
        .help("keep the alias on the article that readers should reach")
}

/// A link to nothing.
pub fn link_broken(address: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W311, format!("nothing in the site stands at `{address}`"))
        .at(place)
        .help("the link is kept as it is written: correct it, or name the article's file, such as `../2015/quay.md`")
}

/// An address that still has brackets around it, as in `[text]((https://…))`.
pub fn link_in_brackets(address: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &W311,
        format!("this link leads nowhere, because of the brackets around its address: `{address}`"),
    )
    .at(place)
    .help("leave out one of the two pairs of brackets; the link is kept as it is written")
}

/// A link to an article that has no page now.
pub fn link_withheld(address: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W311, format!("the article that this link names is not in the site: `{address}`"))
        .at(place)
        .help("it is a draft, under embargo, dated in the future or left out because of a mistake; the link works when the article is published")
}

/// A picture that is not there.
pub fn picture_missing(address: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W312, format!("there is no picture or file `{address}`"))
        .at(place)
        .help("put it beside the article or into the folder `static`, or correct the address")
}

/// An entry of the navigation that leads nowhere.
pub fn navigation_broken(target: &str, config: &str) -> Diagnostic {
    Diagnostic::new(&W315, format!("the navigation leads to `{target}`, and nothing stands there"))
        .in_file(config)
        .help("it is left out of the navigation: correct it, or write the page")
}

/// A redirect that leads nowhere.
pub fn redirect_broken(content: &str, path: &str, from: &str, to: &str) -> Diagnostic {
    Diagnostic::new(&W314, format!("the address `{from}` forwards to `{to}`, and nothing stands there"))
        .in_file(join(content, path))
        .help("correct `redirect_to`")
}

/// A list that changes with every article, on pages that should not.
pub fn list_moves(name: &str, kind: &str) -> Diagnostic {
    Diagnostic::new(
        &W313,
        format!("the theme's list `{name}` on pages of kind `{kind}` changes with every article"),
    )
    .help("every such page is rewritten with each new article: ask for it only on `home`")
}

/// An alias with a query, which is left out.
pub fn alias_with_query(alias: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&W317, format!("the old address `{alias}` has a query, which a static host does not look at"))
        .at(place)
        .help("it is forwarded without the part behind `?`, for every query alike: let the host forward it, if it can")
}

const ALLOWED: &str = "or build with `--allow-broken-addresses`";

/// A public address whose article stands elsewhere now.
pub fn address_moved(address: &str, now: &str, first: &str, place: Place) -> Diagnostic {
    let message =
        format!("`{address}` has been public since {first}, and this article now stands at `{now}` only");
    Diagnostic::new(&E307, message)
        .at(place)
        .help(format!("`dateline addresses fix` makes the old address lead here by an alias; {ALLOWED}"))
}

/// A public alias that is gone from its article.
pub fn alias_vanishes(address: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &E307,
        format!("the old address `{address}` was public, and nothing leads here from it any more"),
    )
    .at(place)
    .help(format!("`dateline addresses fix` puts the alias back; {ALLOWED}"))
}

/// A public address whose article is in no output.
pub fn address_withheld(address: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        &E307,
        format!("`{address}` was public, and its article is not in the site any more: {why}"),
    )
    .at(place)
    .help(format!("publish it again, or give it `status: withdrawn`, which leaves a tombstone; {ALLOWED}"))
}

/// A public address whose article is nowhere.
pub fn address_lost(address: &str, article: &str, list: &str) -> Diagnostic {
    let of = if article.is_empty() {
        String::new()
    } else {
        format!(", and its article `{article}` is not in the site any more")
    };
    Diagnostic::new(&E307, format!("`{address}` was public{of}"))
        .in_file(list)
        .help(format!("restore the file and give it `status: withdrawn`, let another article have the address as an alias, or mark it: `dateline addresses fix --gone {address}`; {ALLOWED}"))
}

/// What [`E307`] says, where it was allowed.
pub fn address_broken(problem: &Diagnostic) -> Diagnostic {
    let broken = Diagnostic::new(&W318, problem.message.clone());
    Diagnostic { place: problem.place.clone(), ..broken }
}

/// A line that says nothing.
pub fn address_line(path: &str, number: usize, line: &str) -> Diagnostic {
    let text: String = line.chars().take(100).collect();
    let marked = 0..text.len();
    let spot = crate::diagnostic::Spot { line: number as u32, column: 1, text, marked, offset: number };
    Diagnostic::new(&E308, "this line is none of the list of addresses")
        .at(Place { path: path.to_owned(), spot: Some(Box::new(spot)) })
        .help("write address, article, day and `page`, `redirect /…/` or `gone 2026-11-22`, with tabs between them")
}

/// Whether a problem is about an address that has to be kept.
pub fn keeps_address(problem: &Diagnostic) -> bool {
    [E307.name, E308.name].contains(&problem.code.name)
}
