use super::*;
use crate::config::RawHtml;
use proptest::prelude::*;

const OPTIONS: Options = Options { html: RawHtml::Keep, smart_punctuation: false, highlight: true };

fn of(body: &str) -> Survey {
    survey(body, &OPTIONS)
}

#[test]
fn an_empty_body_holds_nothing() {
    assert_eq!(of(""), Survey::default());
    assert_eq!(of(" \n\n"), Survey::default());
}

#[test]
fn links_inside_the_site_with_their_places() {
    let body = "See [one](../one.md), ![p](p.jpg \"t\"), [out](https://x.example), [here](#a), [two][r],\n\
                <a href=\"/three/\">x</a> <mail@x.example> [one](../one.md)\n\n[r]: /two/\n\n\
                <figure>\n<img\n  src=\"four.png\">\n</figure>\n";
    let found = of(body);
    let addresses: Vec<(&str, bool)> =
        found.links.iter().map(|link| (&*link.address, link.picture)).collect();
    assert_eq!(
        addresses,
        [
            ("../one.md", false),
            ("p.jpg", true),
            ("/two/", false),
            ("/three/", false),
            ("../one.md", false),
            ("four.png", true)
        ]
    );
    for link in found.links.iter().filter(|link| &*link.address != "/two/") {
        assert_eq!(&body[link.span.start as usize..link.span.end as usize], &*link.address);
    }
    assert!(found.links[0].span.start < found.links[4].span.start);
    assert_eq!(&body[found.links[2].span.start as usize..found.links[2].span.end as usize], "[two][r]");
}

#[test]
fn a_heading_counts_only_as_the_first_block() {
    let body = "\n## The *last* ship {#x}\n\nText";
    let (text, range) = of(body).first_heading.unwrap();
    assert_eq!((text.as_str(), body[range].trim()), ("The last ship", "## The *last* ship {#x}"));
    assert_eq!(of("Text\n\n# Later").first_heading, None);
    assert_eq!(of("---\n\n# Later").first_heading, None);
    assert_eq!(of("#\n\nText").first_heading, None);
    assert!(of("Under\n=====\n").first_heading.is_some());
}

#[test]
fn the_first_paragraph_says_something() {
    assert_eq!(
        of("# H\n\n![a picture](x.png)\n\n{{< img src=x >}}\n\nThe *ship*\nleft.\n\nMore.").first_paragraph,
        "The ship left."
    );
    assert_eq!(of("> Quoted first.\n\nThen said.").first_paragraph, "Then said.");
    assert_eq!(of("> Only quoted.").first_paragraph, "Only quoted.");
    assert_eq!(of("* one\n* two").first_paragraph, "one");
    assert_eq!(
        of("<div><p>From <b>another</b> system&rsquo;s<br>export.</p><p>Two</p></div>").first_paragraph,
        "From another system’s export."
    );
    assert_eq!(of("A [guide]({{< ref \"/x\" >}}) here {{% x %}}.").first_paragraph, "A guide here .");
    assert_eq!(of("```\ncode\n```").first_paragraph, "");
}

#[test]
fn what_stands_before_the_mark() {
    assert_eq!(
        of("# H\n\nOne *two*.\n\nThree.\n\n<!--more-->\n\nFour").before_more.as_deref(),
        Some("H One two. Three.")
    );
    assert_eq!(of("One <!-- More --> two").before_more.as_deref(), Some("One"));
    assert_eq!(of("<!--more-->\n\nFour").before_more, None);
    assert_eq!(of("One `<!--more-->`").before_more, None);
}

#[test]
fn shortcodes_outside_code() {
    let body = "{{< youtube a_b_c >}} and `{% raw %}` [caption id=\"1\"]x[/caption]\n\n    {{ code }}\n\n<p>{{ html }}</p>";
    let found = of(body);
    let kinds: Vec<&str> = found.shortcodes.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["{{< youtube >}}", "[caption]", "[caption]", "{{ … }}"]);
    assert_eq!(&body[found.shortcodes[0].1.clone()], "{{< youtube a_b_c >}}");
}

#[test]
fn addresses_with_shortcodes_are_not_links() {
    let found = of("![x]({{site.baseurl}}/a.png) <img src=\"{{ x }}/b.png\"> [y]({{<ref>}})");
    assert_eq!((found.links.len(), found.shortcodes.len()), (0, 3));
}

#[test]
fn addresses_that_run_scripts_are_refused() {
    let body = "a [b](javascript:c) [d](mailto:e@f)";
    assert_eq!(of(body).refused, [("javascript:c".to_owned(), 2..19)]);
}

#[test]
fn words_and_code() {
    let found =
        of("# Two words\n\nOne*two* `three`\n\n```rust\nfn not_counted() {}\n```\n\n<p>raw <b>html</b></p>");
    assert_eq!((found.words, found.has_code), (6, true));
    assert!(!of("```\nplain\n```").has_code);
}

#[test]
fn hostile_bodies_take_linear_time() {
    for piece in [
        "[", "> ", "*", "_a", "![", "](", "`", "<a ", "{{", "[^a]", "- ", "|", "<!--", "&", "\u{FFFC}",
        "[a](b) ",
    ] {
        of(&piece.repeat(50_000));
    }
}

proptest! {
    #[test]
    fn no_input_panics(body in r#"(\PC|[-#*_`\[\]()!<>&;:|~\n ^"'=]|\{\{|\}\}|<!--more-->|<p|\[\^1\]|é|[\u{E7BE}\u{E7BF}\u{FFFC}])*"#) {
        let found = of(&body);
        for link in &found.links {
            prop_assert!(body.get(link.span.start as usize..link.span.end as usize).is_some());
        }
        if let Some((_, range)) = &found.first_heading {
            prop_assert!(body.get(range.clone()).is_some());
        }
    }
}
