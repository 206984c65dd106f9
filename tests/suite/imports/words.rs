//! No word of a paragraph is lost: what stands in the body before and after agrees, in order.

use super::{report, site, written};
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "harbour",
    "quay",
    "Ines",
    "1998",
    "3.5",
    "*",
    "_",
    "cost_of",
    "<b>",
    "&amp;",
    "AT&T",
    "#1",
    "well-known",
    "“fog”",
    "it’s",
    "[sic]",
    "`code`",
    "1.",
    "-",
    "+",
    ">",
    "|",
    "~~",
    "\\",
    "$5",
    "50%",
    "{{x}}",
    "http://a.example/b_c_d",
    "é",
];

fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 12..40).prop_map(|words| words.join(" ") + ".")
}

fn plain(text: &str) -> String {
    let text = dateline::article::markdown::plain_text(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_paragraph_is_lost(paragraphs in prop::collection::vec(paragraph(), 1..6)) {
        let sandbox = site();
        let text = format!("A headline about fog\nBy Ines Falk\n3 May 1999\n\nThe first paragraph opens it.\n\n{}\n", paragraphs.join("\n\n"));
        sandbox.write("input/a.txt", text.as_bytes());
        let run = sandbox.run(&["import", "text", "input"]);
        prop_assert!(run.status == 0, "{}{}", run.stdout, run.stderr);
        let files = written(&sandbox);
        let article = String::from_utf8(files.values().next().expect("an article").clone()).expect("text");
        let body = article.splitn(3, "---\n").nth(2).expect("a body");
        let found: Vec<String> = body.split("\n\n").map(plain).filter(|text| !text.is_empty()).collect();
        let mut expected = vec!["The first paragraph opens it.".to_owned()];
        expected.extend(paragraphs.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")));
        let removed = report(&sandbox)["lines"][0]["removed"].to_string();
        prop_assert_eq!(found, expected, "taken out: {}", removed);
    }
}
