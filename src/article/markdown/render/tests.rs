use super::super::{Options, render};
use super::{inline, inline_with};
use crate::config::RawHtml;
use proptest::prelude::*;

const KEEP: Options = Options { html: RawHtml::Keep, smart_punctuation: false, highlight: false };
const ESCAPE: Options = Options { html: RawHtml::Escape, ..KEEP };

fn html(body: &str) -> String {
    render(body, &KEEP, &|_, _| None).html
}

fn resolved(body: &str) -> String {
    render(body, &KEEP, &|address, kind| Some(format!("/{kind:?}/{address}"))).html
}

#[test]
fn paragraphs_lists_and_quotations() {
    assert_eq!(html(""), "");
    assert_eq!(
        html("One *two* **three** ~~four~~ `fi<ve`"),
        "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>fi&lt;ve</code></p>\n"
    );
    assert_eq!(html("a  \nb\nc"), "<p>a<br>\nb\nc</p>\n");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    assert_eq!(html("> a\n\n---"), "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n");
    assert_eq!(html("Term\n: Meaning"), "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n");
    assert_eq!(
        html("{{ x }} \"a\" -- b"),
        "<p><code class=\"shortcode\">{{ x }}</code> &quot;a&quot; -- b</p>\n"
    );
}

#[test]
fn smart_punctuation_is_an_option() {
    let smart = Options { smart_punctuation: true, ..KEEP };
    assert_eq!(
        render("\"a\" -- b... {{< x \"y\" >}}", &smart, &|_, _| None).html,
        "<p>“a” – b… <code class=\"shortcode\">{{&lt; x &quot;y&quot; &gt;}}</code></p>\n"
    );
}

#[test]
fn headings_leave_the_first_level_to_the_page() {
    assert_eq!(html("## A\n\n### B"), "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n");
    assert_eq!(
        html("## B\n\n# *A*\n\n###### F"),
        "<h2 id=\"b\">B</h2>\n<h2 id=\"a\"><em>A</em></h2>\n<h3 id=\"f\">F</h3>\n"
    );
    assert_eq!(
        html("### A\n\n#### B\n\n## C\n\n#### D\n\n### E"),
        "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"c\">C</h2>\n<h3 id=\"d\">D</h3>\n<h3 id=\"e\">E</h3>\n"
    );
    assert_eq!(html("##\n\n## ![](x.png)").matches("<h2").count(), 1);
}

#[test]
fn ids_are_unique() {
    let found = html(
        "## A b\n\n## A b\n\n## A b 2\n\n## Main\n\n## x {#a-b}\n\n## Über {.wide .\"bad onclick=evil()}",
    );
    for id in ["a-b", "a-b-2", "a-b-2-2", "main-2", "a-b-3", "uber"] {
        assert_eq!(found.matches(&format!("id=\"{id}\"")).count(), 1, "{id} in {found}");
    }
    assert!(!found.contains("onclick=") || found.contains("onclick=evil()}"), "{found}");
    assert_eq!(html("## T {.wide onclick=evil() #i}"), "<h2 id=\"i\" class=\"wide\">T</h2>\n");
}

#[test]
fn a_picture_alone_is_a_figure() {
    let img =
        |rest: &str| format!("<img src=\"a.jpg\" alt=\"Crew\"{rest} loading=\"lazy\" decoding=\"async\">");
    assert_eq!(html("![Crew](a.jpg)"), format!("<figure>{}</figure>\n", img("")));
    assert_eq!(
        html("![*Crew*](a.jpg \"In <1891>\")"),
        format!("<figure>{}<figcaption>In &lt;1891&gt;</figcaption></figure>\n", img(""))
    );
    assert_eq!(
        html("[![Crew](a.jpg \"T\")](b.html)"),
        format!("<figure><a href=\"b.html\">{}</a><figcaption>T</figcaption></figure>\n", img(""))
            .replace("<a ", "<a ")
    );
    assert_eq!(html("x ![Crew](a.jpg \"T\")"), format!("<p>x {}</p>\n", img(" title=\"T\"")));
    assert_eq!(html("![Crew](a.jpg) ![Crew](a.jpg)"), format!("<p>{0} {0}</p>\n", img("")));
}

#[test]
fn tables_scroll_by_keyboard() {
    assert_eq!(
        html("## Coal\n\n| Year | Tonnes |   |\n|---|--:|:-:|\n| 1913 | 1,204 | x |"),
        "<h2 id=\"coal\">Coal</h2>\n<div class=\"table\" tabindex=\"0\" role=\"group\" aria-labelledby=\"coal\"><table>\n<thead>\n\
         <tr><th scope=\"col\">Year</th><th scope=\"col\" class=\"num\">Tonnes</th><td></td></tr>\n</thead>\n<tbody>\n\
         <tr><td>1913</td><td class=\"num\">1,204</td><td class=\"center\">x</td></tr>\n</tbody>\n</table></div>\n"
    );
    assert!(html("| a |\n|---|").ends_with("</thead>\n</table></div>\n"));
}

#[test]
fn tasks_have_labels() {
    assert_eq!(
        html("- [x] Load *the* \"coal\"\n- [ ] \n- [ ] Sail\n  - sub"),
        "<ul>\n<li><input class=\"task\" type=\"checkbox\" disabled checked aria-label=\"Load the &quot;coal&quot;\"> Load <em>the</em> &quot;coal&quot;</li>\n\
         <li><input class=\"task\" type=\"checkbox\" disabled aria-label=\"☐\"> </li>\n<li><input class=\"task\" type=\"checkbox\" disabled aria-label=\"Sail\"> Sail<ul>\n<li>sub</li>\n</ul>\n</li>\n</ul>\n"
    );
}

#[test]
fn footnotes_come_at_the_end_in_order_of_reference() {
    let found = html(
        "One[^b] two[^a] again[^b].\n\n[^a]: First, with[^c].\n\n[^b]: Second.\n\n    More.\n\n[^c]: Third.\n\n[^d]: Nobody's.\n",
    );
    assert_eq!(
        found,
        "<p>One<sup><a class=\"footnote-ref\" href=\"#fn-b\" id=\"fnref-b\" role=\"doc-noteref\">1</a></sup> \
         two<sup><a class=\"footnote-ref\" href=\"#fn-a\" id=\"fnref-a\" role=\"doc-noteref\">2</a></sup> \
         again<sup><a class=\"footnote-ref\" href=\"#fn-b\" id=\"fnref-b-2\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn-b\"><p>Second.</p>\n<p>More. <a href=\"#fnref-b\" role=\"doc-backlink\" aria-label=\"↩ 1\">↩\u{fe0e}</a> \
         <a href=\"#fnref-b-2\" role=\"doc-backlink\" aria-label=\"↩ 1.2\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn-a\"><p>First, with<sup><a class=\"footnote-ref\" href=\"#fn-c\" id=\"fnref-c\" role=\"doc-noteref\">3</a></sup>. \
         <a href=\"#fnref-a\" role=\"doc-backlink\" aria-label=\"↩ 2\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn-c\"><p>Third. <a href=\"#fnref-c\" role=\"doc-backlink\" aria-label=\"↩ 3\">↩\u{fe0e}</a></p>\n</li>\n\
         <li id=\"fn-d\"><p>Nobody's.</p>\n</li>\n</ol>\n</div>\n"
    );
    assert_eq!(html("no such[^x]"), "<p>no such[^x]</p>\n");
}

#[test]
fn footnotes_with_headings_and_cycles() {
    let found = html("# T\n\na[^1]\n\n[^1]: see[^2]\n\n    ## In a note\n\n[^2]: back[^1]\n");
    assert!(found.contains("<h2 id=\"t\">") && found.contains("<h3 id=\"in-a-note\">"), "{found}");
    assert_eq!(found.matches("<li id=\"fn-").count(), 2, "{found}");
    assert!(found.contains("href=\"#fnref-1-2\""), "{found}");
}

#[test]
fn code_blocks() {
    assert_eq!(
        html("```Rust,ignore\na < b\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n</code></pre>\n"
    );
    assert_eq!(html("    {{< x >}} *a*"), "<pre tabindex=\"0\"><code>{{&lt; x &gt;}} *a*</code></pre>\n");
    let with = Options { highlight: true, ..KEEP };
    let found = render("```rust\nfn x() {}\n```", &with, &|_, _| None);
    assert!(found.has_code && found.html.contains("hl-keyword"));
    assert!(!render("```nope\nfn x() {}\n```", &with, &|_, _| None).has_code);
}

#[test]
fn addresses_are_resolved() {
    assert_eq!(resolved("[a](b.md \"t\")"), "<p><a href=\"/Link/b.md\" title=\"t\">a</a></p>\n");
    assert!(resolved("![a](b%20c.jpg)").contains("src=\"/Picture/b%20c.jpg\""));
    assert_eq!(
        resolved("[a](#x) <https://e.example/?a=1&b=2> <m@e.example>"),
        "<p><a href=\"#x\">a</a> <a href=\"https://e.example/?a=1&amp;b=2\">https://e.example/?a=1&amp;b=2</a> <a href=\"mailto:m@e.example\">m@e.example</a></p>\n"
    );
    assert_eq!(
        resolved("<figure>\n<img\n src='a.png?x&amp;y' srcset=\"b.png 2x, http://e/c.png\">\n</figure>"),
        "<figure>\n<img\n src='/Picture/a.png?x&amp;y' srcset=\"/Picture/b.png 2x, http://e/c.png\">\n</figure>"
    );
    assert_eq!(resolved("a <a href=b.md>x</a>"), "<p>a <a href=/Link/b.md>x</a></p>\n");
    assert_eq!(
        resolved("<!-- <a href=b.md> --><script>\"<a href=b.md>\"</script>\n").matches("/Link/").count(),
        0
    );
}

#[test]
fn addresses_that_run_scripts_are_left_out() {
    assert_eq!(html("[a](javascript:x) [b](<JAVA\tSCRIPT:y>) [c](data:text/html,x)"), "<p>a b c</p>\n");
    assert_eq!(html("![a](javascript:x)"), "<p>a</p>\n");
    assert!(html("![a](data:image/png;base64,AA==)").contains("src=\"data:image/png;base64,AA==\""));
    assert_eq!(html("[](/x)"), "<p><a href=\"/x\">/x</a></p>\n");
}

#[test]
fn raw_html_is_kept_or_shown() {
    let body = "<div onclick=\"x\">\n*a*\n</div>\n\nb <b>c</b> <!--more-->\n\n<!-- more -->\n";
    assert_eq!(html(body), "<div onclick=\"x\">\n*a*\n</div>\n<p>b <b>c</b> </p>\n");
    assert_eq!(
        render(body, &ESCAPE, &|_, _| None).html,
        "<p>&lt;div onclick=&quot;x&quot;&gt;\n*a*\n&lt;/div&gt;</p>\n<p>b &lt;b&gt;c&lt;/b&gt; </p>\n"
    );
}

#[test]
fn tags_of_other_generators_are_shown_as_written() {
    let code = |tag: &str| format!("<code class=\"shortcode\">{tag}</code>");
    assert_eq!(
        html("{{< img src=\"_a_*b*\" >}}"),
        format!("<p>{}</p>\n", code("{{&lt; img src=&quot;_a_*b*&quot; &gt;}}"))
    );
    assert_eq!(
        html("{% image \"a|b\"\n\"c\" %}"),
        format!("<p>{}</p>\n", code("{% image &quot;a|b&quot;\n&quot;c&quot; %}"))
    );
    assert_eq!(
        html("[g]({{< ref \"/x\" >}})"),
        format!("<p>[g]({})</p>\n", code("{{&lt; ref &quot;/x&quot; &gt;}}"))
    );
    assert_eq!(html("[g]({{<ref>}})"), format!("<p>[g]({})</p>\n", code("{{&lt;ref&gt;}}")));
    assert_eq!(
        html("[caption id=\"1\"]*x*[/caption]"),
        format!("<p>{}<em>x</em>{}</p>\n", code("[caption id=&quot;1&quot;]"), code("[/caption]"))
    );
    assert_eq!(html("<img src=\"{{ u }}/a.png\">"), "<img src=\"{{ u }}/a.png\">");
    assert_eq!(html("`{% raw %}`"), "<p><code>{% raw %}</code></p>\n");
}

#[test]
fn inline_text_has_no_blocks() {
    assert_eq!(
        inline("1. *May* [x](y.md)\n# no <b>"),
        "1. <em>May</em> <a href=\"y.md\">x</a> # no &lt;b&gt;"
    );
    assert_eq!(inline("a\n\n> b"), "a<br>&gt; b");
    assert_eq!(inline(""), "");
    assert_eq!(inline("C# and `x`"), "C# and <code>x</code>");
    assert_eq!(inline_with("[x](y.md)", &|_, _| Some("/z/".into())), "<a href=\"/z/\">x</a>");
    assert_eq!(inline("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
}

/// What a hostile or broken body may begin and end over and over.
const PIECES: [&str; 24] = [
    "[",
    "> ",
    "*",
    "_a",
    "**a ",
    "![",
    "](",
    "`",
    "<a ",
    "{{",
    "[^a]",
    "- ",
    "| ",
    "<!--",
    "&",
    "[a](b) ",
    "- [ ] ",
    "# a\n",
    "[^a]: x[^a]\n\n",
    "a\n: b\n\n",
    "\"'",
    "~~~\n",
    "<div>\n\n",
    "\\",
];

#[test]
fn hostile_bodies_take_linear_time() {
    for piece in PIECES {
        html(&piece.repeat(20_000));
    }
    let deep = format!("{}x", "> ".repeat(10_000));
    assert_eq!(html(&deep).matches("<blockquote>").count(), super::DEEPEST);
    assert_eq!(html(&deep).matches("</blockquote>").count(), super::DEEPEST);
}

proptest! {
    #[test]
    fn no_input_panics(body in r#"(\PC|[-#*_`\[\]()!<>&;:|~\n ^"'=+.]|\{\{|\}\}|<!--more-->|<p|\[\^1\]:? ?|    |- \[ \] |```\n|é|[\u{E7BE}\u{E7BF}\u{FFFC}])*"#) {
        let smart = Options { smart_punctuation: true, highlight: true, html: RawHtml::Escape };
        html(&body);
        inline(&body);
        let escaped = render(&body, &smart, &|_, _| None).html;
        prop_assert!(!escaped.contains("<script") && !escaped.contains("<p\n"));
    }

    #[test]
    fn pieces_in_any_order_do_not_panic(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..40)) {
        html(&pieces.concat());
    }
}
