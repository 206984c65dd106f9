//! The short way is the long way, or no way.

use super::super::*;
use proptest::prelude::*;

/// Both ways in a file where the text is only a part. Gives whether the short way was taken.
#[track_caller]
fn compare(text: &str) -> bool {
    let file = format!("---\n{text}---\nbody: x\n");
    let part = 4..4 + text.len();
    let Some(root) = simple::read(&file, &part) else { return false };
    let long = parse_any(&file, part);
    assert_eq!(Ok(Document { root, repeated: Vec::new() }), long, "{text:?}");
    true
}

#[test]
fn ordinary_front_matter_is_plain() {
    for text in [
        "title: \"Fire: two hurt\"\ndate: 2015-09-24T14:32:00+01:00\n",
        "title: It's over, she said\nauthors: [\"Ines Falk\", T. Rede, 'x # y']\ntags: []\n",
        "tags:\n  - One\n  - \"two: three\"\n  - 1999\nsection: sport\n",
        "tags:\n- One\n- été#1\n\nsummary:\ndraft: false\npage: 12\nurl: http://a.example/b#c\n",
        "title: Ünder  zwei   \nlast: x",
        "a:   \"  b  \"   \n\n\nempty: \"\"\nalso: ''\n",
    ] {
        assert!(compare(text), "{text}");
    }
}

#[test]
fn what_is_not_plain_goes_the_long_way() {
    for text in [
        "",
        "\n",
        "just words\n",
        "title: a: b\n",
        "title: a # b\n",
        "title: a\n  goes on\n",
        "title: |\n  a\n",
        "title: \"a\\n\"\n",
        "title: 'it''s'\n",
        "title: a\ntitle: a\n",
        "a: ~\n",
        "a: True\n",
        "a: 007\n",
        "a: 1.10\n",
        "a: 0x10\n",
        "a: *b\n",
        "a: [b: c]\n",
        "a: [b,\n c]\n",
        "a: [b,]\n",
        "a:\n  b: c\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b\n    c\n",
        "a: b\n- c\n",
        "# a\nb: c\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: b\u{2028}c\n",
        "a: b\u{85}c\n",
        "<<: a\n",
        "a\n",
        "---\na: b\n",
    ] {
        assert!(!compare(text), "{text}");
    }
}

fn value() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        "[a-zé][a-zé :#,'\"?!&*.-]{0,8}",
        "\"[a-zé :#,'\\\\\\[-]{0,8}\"",
        "'[a-zé :#,\"\\\\\\]-]{0,8}'",
        "[0-9]{1,4}(-[0-9]{2}){0,2}([T ][0-9]{2}:[0-9]{2}Z?)?",
        "[0-9]{1,18}|[0-9][0-9_.eExob+-]{0,6}",
        "true|false|null|True|NULL|yes|no|~|nan|inf|[.]inf|e5|Infinity|[+-][0-9]",
    ];
    prop_oneof![
        scalar.clone().prop_map(|s| format!(" {s}")),
        prop::collection::vec(scalar.clone(), 0..4).prop_map(|all| format!(" [{}]", all.join(", "))),
        prop::collection::vec(scalar, 1..4).prop_map(|all| format!("\n  - {}", all.join("\n  - "))),
        "[ -~é\n]{0,10}",
    ]
}

proptest! {
    #[test]
    fn front_matter_drawn_by_lot_is_the_same_both_ways(
        entries in prop::collection::vec(("[a-z]{1,5}|[A-Z][a-z_-]{0,3}|null|true|y", value(), " {0,2}"), 0..6),
    ) {
        compare(&entries.iter().map(|(k, v, end)| format!("{k}:{v}{end}\n")).collect::<String>());
    }

    #[test]
    fn pieces_drawn_by_lot_are_the_same_both_ways(text in "(a|b|true|null|12|0|é|a: |: |:|\n|\n|\nb: |\n  |\n- |- | |, |,|\\[|\\]|\"|'|#| #|~|[.]|[{}|>&*!%@`?=<+-]|—|\t){0,24}") {
        compare(&format!("k: {text}"));
        compare(&format!("k: [{text}]\n"));
        compare(&format!("k:\n - {text}\n"));
        compare(&text);
    }
}
