//! Documents as people write them, and documents nobody should write.

mod random;
mod simple;

use super::*;

fn root(text: &str) -> Node {
    parse(text).unwrap_or_else(|error| panic!("{text}\n{error:?}")).root
}

/// Every key and scalar with what stands at its place, in order.
fn placed(text: &str) -> Vec<(String, &str)> {
    fn collect<'a>(text: &'a str, node: &Node, out: &mut Vec<(String, &'a str)>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| collect(text, item, out)),
            Value::Map(entries) => {
                for entry in entries {
                    out.push((format!("{}:", entry.key), &text[entry.key_span.clone()]));
                    collect(text, &entry.value, out);
                }
            }
            _ => out.push((node.as_text().unwrap_or("(nothing)").to_owned(), &text[node.span.clone()])),
        }
    }
    let mut out = Vec::new();
    collect(text, &root(text), &mut out);
    out
}

fn assert_placed(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(value, at)| ((*value).to_owned(), *at)).collect();
    assert_eq!(placed(text), expected, "{text}");
}

#[test]
fn scalars_keep_the_text_they_were_written_with() {
    for written in [
        "1.10",
        "007",
        "0x1F",
        "2015-09-24",
        "1e3",
        "True",
        "-4",
        "+12",
        "1_000",
        ".5",
        "18446744073709551616",
        "null-island",
    ] {
        let text = format!("title: {written} # said so\n");
        let root = root(&text);
        let title = root.get("title").unwrap();
        assert_eq!(title.as_text(), Some(written));
        assert_eq!(&text[title.span.clone()], written);
    }
    let root = root("a: 1.10\nb: 0x1F\nc: yes\nd: TRUE\ne: ~\nf: '7'\n");
    assert_eq!(root.get("a").unwrap().value, Value::Float(1.1, "1.10".into()));
    assert_eq!(root.get("b").unwrap().as_integer(), Some(31));
    assert_eq!(root.get("c").unwrap().as_bool(), Some(true));
    assert_eq!(root.get("d").unwrap().as_bool(), Some(true));
    assert!(root.get("e").unwrap().is_null());
    assert_eq!(root.get("f").unwrap().as_integer(), None);
    let json = serde_json::json!({"a": 1.1, "b": 31, "c": "yes", "d": true, "e": null, "f": "7"});
    assert_eq!(root.to_json(), json);
}

#[test]
fn block_style_has_places() {
    assert_placed(
        "---\ntitle: \"a \\\"b\\\"\"   # c\nnothing:\nlist:\n- x\n- 'it''s'\n-\n-   k: v\n    2: |\n      one\n\n      two\n\n    l: >-\n      x\nlast: plain\n  text\n",
        &[
            ("title:", "title"),
            ("a \"b\"", "\"a \\\"b\\\"\""),
            ("nothing:", "nothing"),
            ("(nothing)", ""),
            ("list:", "list"),
            ("x", "x"),
            ("it's", "'it''s'"),
            ("(nothing)", ""),
            ("k:", "k"),
            ("v", "v"),
            ("2:", "2"),
            ("one\n\ntwo\n", "|\n      one\n\n      two"),
            ("l:", "l"),
            ("x", ">-\n      x"),
            ("last:", "last"),
            ("plain text", "plain\n  text"),
        ],
    );
}

#[test]
fn flow_style_has_places() {
    assert_placed(
        "{a: [1, 2.50,\n  'x' ], \"b\":true, c, d: , e: {f: ~}, g: [h: i, 3]}",
        &[
            ("a:", "a"),
            ("1", "1"),
            ("2.50", "2.50"),
            ("x", "'x'"),
            ("b:", "\"b\""),
            ("true", "true"),
            ("c:", "c"),
            ("(nothing)", ""),
            ("d:", "d"),
            ("(nothing)", ""),
            ("e:", "e"),
            ("f:", "f"),
            ("(nothing)", "~"),
            ("g:", "g"),
            ("h:", "h"),
            ("i", "i"),
            ("3", "3"),
        ],
    );
    let text = "a: [1,\n  2] # c\nb:\n  c: 1\n  d: 2\n";
    let root = root(text);
    assert_eq!(&text[root.get("a").unwrap().span.clone()], "[1,\n  2]");
    assert_eq!(&text[root.get("b").unwrap().span.clone()], "c: 1");
}

#[test]
fn names_tags_and_long_keys_have_places() {
    assert_placed(
        "base: &b {x: 1.10, y: !thing z}\nall:\n  <<: *b\n  x: 2\nsame: *b\nn: &n 1.0\nm: *n\n? long\n: value\n&k key:\nin:\n  j: &v\n  *k : 1\n",
        &[
            ("base:", "base"),
            ("x:", "x"),
            ("1.10", "1.10"),
            ("y:", "y"),
            ("z", "z"),
            ("all:", "all"),
            ("x:", "x"),
            ("2", "2"),
            ("y:", "y"),
            ("z", "z"),
            ("same:", "same"),
            ("x:", "x"),
            ("1.10", "1.10"),
            ("y:", "y"),
            ("z", "z"),
            ("n:", "n"),
            ("1.0", "1.0"),
            ("m:", "m"),
            ("1.0", "*n"),
            ("long:", "long"),
            ("value", "value"),
            ("key:", "key"),
            ("(nothing)", ""),
            ("in:", "in"),
            ("j:", "j"),
            ("(nothing)", ""),
            ("key:", "*k"),
            ("1", "1"),
        ],
    );
}

#[test]
fn any_line_ending_and_a_byte_order_mark_will_do() {
    let text = "\u{feff}a: 1\r\nb:\r\n- é\r\n- |\r\n  x\r\n  y\r\nc: z\r\n";
    assert_placed(
        text,
        &[
            ("a:", "a"),
            ("1", "1"),
            ("b:", "b"),
            ("é", "é"),
            ("x\ny\n", "|\r\n  x\r\n  y"),
            ("c:", "c"),
            ("z", "z"),
        ],
    );
}

#[test]
fn a_part_of_a_file_has_places_in_the_file() {
    let file = "---\ntitle: Böen\npage: 3\n---\nbody: [";
    let part = 4..file.find("---\nbody").unwrap();
    let document = parse_within(file, part.clone()).unwrap();
    let page = document.root.get("page").unwrap();
    assert_eq!(&file[page.span.clone()], "3");
    let twice = "---\ntitle: a\npage: 3\ntitle: b\n---\n";
    let error = parse_within(twice, 4..twice.len() - 4).unwrap_err();
    assert_eq!(error.message, "`title` stands twice with different values, in line 2 and in line 4");
    assert_eq!(&twice[error.span], "title");
    assert_eq!(parse_within(file, 5..4000).unwrap().root.value, Value::Null);
}

#[test]
fn keys_that_repeat() {
    let text = "a: {x: 1, x: 1}\nb: [{y: z}, {y: z, y: z}]\na: {x: 1}\n";
    let document = parse(text).unwrap();
    let repeated: Vec<_> = document.repeated.iter().map(|(key, span)| (&**key, span.start)).collect();
    assert_eq!(repeated, [("x", 10), ("y", 35), ("a", 42)]);
    assert_eq!(document.root.as_map().unwrap().len(), 2);
    assert!(parse("a: {x: 1, x: 2}").is_err());
    let many: String = (0..100).map(|n| format!("k{n}: v\n")).collect();
    assert_eq!(parse(&format!("{many}k7: v")).unwrap().repeated.len(), 1);
}

#[test]
fn nothing_is_a_document() {
    for text in ["", "\n", "# only this\n", "---\n", "~"] {
        assert!(root(text).is_null(), "{text:?}");
    }
}

/// Text, what is marked, and the first words of what is said.
#[test]
fn mistakes_are_told_in_plain_words() {
    for (text, marked, message) in [
        ("title: Harbour: the plan", "Harbour: the plan", "a colon with a blank"),
        ("- note: x: y", "x: y", "a colon with a blank"),
        ("title: x\n\tdate: y", "\t", "a tab is used"),
        ("a:\n\t- b", "\t", "a tab is used"),
        ("title: \"never closed\ndate: 2015", "\"never closed", "a quote opens here and never closes"),
        ("title: \"open\ndate: \"2015\"", "\"open", "a quote opens here and does not close"),
        ("title: \"He said \"no\" to it\"", "no\" to it\"", "text goes on after the closing quote"),
        ("title: 'It's late'", "s late'", "text goes on after the closing quote"),
        ("tags: [a, b\ndate: 2015", "[a, b", "a list opens here"),
        ("image: {src: x", "{src: x", "a group opens here"),
        ("title: [Update] Harbour opens", "Harbour opens", "text goes on after the closing `]`"),
        ("title: @home", "@home", "text that begins with `@`"),
        ("title: *bold* words", "*bold* words", "text that begins with `*`"),
        ("title: *bold", "*bold", "text that begins with `*`"),
        ("title: & more", "& more", "text that begins with `&`"),
        ("title: `code`", "`code`", "text that begins with ```"),
        ("title: %s", "%s", "text that begins with `%`"),
        ("title: >quoted", ">quoted", "text that begins with `>`"),
        ("title: !a!b", "!a!b", "text that begins with `!`"),
        ("title: {{ name }}", "{{ name }}", "a key must be text"),
        ("title: x\njust words\ndate: y", "just words", "this line has no colon"),
        ("title: x\n  date: y", "date: y", "this line is indented deeper"),
        ("  title: x\ndate: y", "date: y", "this line is not indented like"),
        ("a:\n    b: c\n  d: e", "d: e", "this line is not indented like"),
        ("tags:\n  - a\n  b", "b", "this line "),
        ("tags: - a", "- a", "a list cannot begin"),
        ("a: \"\\d\"", "\\d", "`\\d` means nothing"),
        ("a: [x]]", "]", "text goes on after"),
        ("a: x\n}", "}", "`}` stands here without"),
        ("a: [,]", ",", "a value is missing"),
        ("a: x\n---\nb: y", "---", "a second document begins"),
        ("a: b\0c", "\0", "an invisible control character"),
        ("a: b\u{85}c: d\u{90}", "\u{90}", "an invisible control character"),
        ("? [a]\n: b", "[a]", "a key must be text"),
        ("a: !!int x", "!!int x", "the value is not of the kind"),
        ("words\na: b", "a: b", "a key stands here"),
        ("a: {<<: b}", "<<", "`<<` takes over"),
        ("a: x\na: y", "a", "`a` stands twice"),
    ] {
        let error = parse(text).expect_err(text);
        assert!(error.message.starts_with(message), "{text:?}: {error:?}");
        assert_eq!(&text[error.span.clone()], marked, "{text:?}: {error:?}");
        assert!(error.help.is_some(), "{text:?}: {error:?}");
    }
    let help = |text: &str| parse(text).unwrap_err().help.unwrap();
    assert_eq!(help("title: a: b"), "put the text in quotes: \"a: b\"");
    assert_eq!(help("title: a: \"b\" isn't"), "put the text in quotes: 'a: \"b\" isn''t'");
}

#[test]
fn hostile_documents_are_refused_at_once() {
    let repeat = |text: &str, times: usize| text.repeat(times);
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (of, name) in
        ["a", "b", "c", "d", "e", "f", "g", "h"].iter().zip(["b", "c", "d", "e", "f", "g", "h", "i"])
    {
        bomb += &format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 9].join(", "));
    }
    let wide = format!("a: &a [{}]\nb: [{}]", repeat("x, ", 10_000), repeat("*a, ", 10_000));
    let long = format!("a: &a '{}'\nb: [{}]", repeat("x", 1_000_000), repeat("*a, ", 10_000));
    for text in [&bomb, &wide, &long] {
        assert!(parse(text).unwrap_err().message.starts_with("names (`*name`)"));
    }
    let steps: String = (0..1000).map(|n| format!("{}a:\n", repeat(" ", n))).collect();
    for text in [
        repeat("[", 10_000),
        repeat("{a: ", 100_000),
        repeat("[", 10_000) + &repeat("]", 10_000),
        repeat("- ", 10_000),
        repeat("[", 200) + &repeat("]", 200),
        "a: &a [*a, *a]".to_owned(),
        repeat("? ", 10_000),
        steps,
    ] {
        assert!(parse(&text).is_err());
    }
    // What is allowed must not take long either: a long comment is not read again for each use of a name.
    let comment = format!("a: &a [1,\n#{}\n2]\nb: [{}]", repeat("x", 100_000), repeat("*a, ", 1_000));
    assert!(parse(&comment).is_ok());
}
