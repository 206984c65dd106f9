use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<String> {
    find(text).into_iter().map(|span| kind(&text[span])).collect()
}

#[test]
fn finds_the_tags_of_other_generators() {
    let text =
        "{{< youtube id=1 >}} {{% note %}}x{{% /note %}} {%- raw -%} {{ page.title }} {% include a.html %}";
    assert_eq!(
        kinds(text),
        ["{{< youtube >}}", "{{% note %}}", "{{% note %}}", "{% raw %}", "{{ … }}", "{% include %}"]
    );
    let text = "[caption id=\"a\" width=\"3\"]x[/caption] [gallery] [gallery ids=\"1,2\"] [embed]y[/embed]";
    assert_eq!(kinds(text), ["[caption]", "[caption]", "[gallery]", "[gallery]", "[embed]", "[embed]"]);
}

#[test]
fn leaves_what_only_looks_like_one() {
    for text in [
        "[video](clip.mp4)",
        "[gallery](/pictures/)",
        "[caption][1]",
        "{{ never closed",
        "{{ a\n\nb }}",
        "{{}} {%%}",
        "a { b } {c}",
        r"\[gallery]",
        "[video]",
        "[gallery says hello]",
    ] {
        assert!(kinds(text).is_empty(), "{text}");
    }
}

#[test]
fn places_lead_back_to_the_source() {
    let source = "ä {{< a >}} b {{ c }} d";
    let masked = Masked::new(source);
    let at = masked.text().find('b').unwrap();
    assert_eq!(&source[masked.source_range(at..at + 1)], "b");
    assert_eq!(masked.source_range(0..masked.text().len()), 0..source.len());
    let token = masked.text().find(OPEN).unwrap();
    assert_eq!(&source[masked.source_range(token..token + 4)], "{{< a >}}");
}

#[test]
fn private_characters_of_others_are_left() {
    let source = "\u{E7BE}0 \u{E7BF}\u{E7BE}7 \u{E7BF} {{ x }}";
    let masked = Masked::new(source);
    assert!(masked.restore(masked.text()).ends_with("\u{E7BE}7 \u{E7BF} {{ x }}"));
    assert_eq!(Masked::new("\u{E7BE}0 \u{E7BF}").restore("\u{E7BE}0 \u{E7BF}"), "\u{E7BE}0 \u{E7BF}");
}

#[test]
fn many_openings_take_linear_time() {
    for piece in ["{{", "{%", "{{<", "[caption ", "{{ a {% ", "{{<}}"] {
        let text = piece.repeat(300_000);
        Masked::new(&text);
    }
}

proptest! {
    #[test]
    fn restoring_gives_back_the_source(source in r"([a-z \n]|\{\{|\}\}|\{%|%\}|\{\{<|>\}\}|\[gallery|\]|\[caption a=1\]|é)*") {
        let masked = Masked::new(&source);
        prop_assert_eq!(masked.restore(masked.text()).into_owned(), source);
    }
}
