use super::*;
use proptest::prelude::*;

#[test]
fn info_strings_name_their_language() {
    for (info, expected) in [
        ("python", "python"),
        (" Python {hl_lines=[2]}", "python"),
        ("{.python .numbered}", "python"),
        ("{#id .python}", "python"),
        ("{r, echo=FALSE}", "r"),
        ("rust,ignore", "rust"),
        ("c++", "c++"),
        ("language-js", "js"),
        ("C#", "c#"),
    ] {
        assert_eq!(language(info).as_deref(), Some(expected), "{info}");
    }
    for info in ["", "  ", "{}", "{key=value}", "\"><script>", "日本"] {
        assert_eq!(language(info), None, "{info}");
    }
}

#[test]
fn the_usual_names_are_known() {
    for name in "python py rust rs c c++ cpp c# cs js javascript jsx ts typescript tsx bash sh shell zsh console html xml \
        css scss json yaml yml toml ruby rb go golang java kotlin swift php sql r diff makefile dockerfile ini markdown md \
        graphql elixir haskell lua perl objc latex tex csv liquid vim svg apache regex vue svelte"
        .split_whitespace()
    {
        assert!(grammar::find(name).is_some(), "{name}");
    }
    for name in grammar::MORE {
        assert!(grammar::find(name).is_some(), "{name}");
    }
    for name in ["text", "plain", "txt", "nope", "none", ""] {
        assert!(grammar::find(name).is_none(), "{name}");
    }
}

#[test]
fn parts_of_code_are_marked() {
    let html = highlight("rust", "// note\nfn main() { let x = \"a<b\"; }\n").unwrap();
    assert!(html.starts_with("<span class=\"hl-comment\">// note\n</span>"), "{html}");
    for part in [
        "<span class=\"hl-keyword\">fn</span>",
        "<span class=\"hl-function\">main</span>",
        "<span class=\"hl-string\">&quot;a&lt;b&quot;</span>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let html = highlight("html", "<p class=\"x\">").unwrap();
    assert!(
        html.contains("<span class=\"hl-tag\">p</span>")
            && html.contains("<span class=\"hl-attribute\">class</span>"),
        "{html}"
    );
    let html = highlight("diff", "-old\n+new\n").unwrap();
    assert!(html.contains("hl-deleted") && html.contains("hl-inserted"), "{html}");
}

#[test]
fn every_class_is_in_the_list() {
    assert_eq!(CLASSES.len(), 37);
}

#[test]
fn long_code_and_long_lines_stay_plain() {
    assert_eq!(highlight("rust", &"x".repeat(LONGEST_LINE + 1)), None);
    assert_eq!(highlight("rust", &"x\n".repeat(LONGEST_CODE)), None);
    assert_eq!(highlight("md", &"`".repeat(LONGEST_RUN + 1)), None);
    assert!(highlight("rust", &format!("//{}\n", "-".repeat(100))).is_some());
    assert_eq!(highlight("nope", "x"), None);
}

#[test]
fn an_open_comment_after_a_name_ends() {
    for name in
        ["js", "jsx", "ts", "tsx", "html", "php", "md", "vue", "svelte", "liquid", "ex", "graphql", "rb"]
    {
        for code in [
            "x /*\n",
            "x /*",
            "<script>x /*\n",
            "```js\nx /*\n",
            "<?php ?><script>x /*",
            "~H\"\"\"<script>x /*",
        ] {
            assert!(highlight(name, code).is_some(), "{name} {code}");
        }
    }
    assert!(highlight("ts", "i < 0 ? (l) : ([i + 1]);").is_some());
}

/// The text of HTML made here.
fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_text_stays_the_same(code in "(\\PC|[\n\"'/<>&{}()#]|fn |<a )*", name in "(rust|py|html|sh|yaml|js|diff)") {
        if let Some(html) = highlight(&name, &code) {
            prop_assert_eq!(text_of(&html), code.as_str());
        }
        language(&code);
    }
}
