use super::*;
use proptest::prelude::*;

fn clean(body: &str) -> String {
    syndicated_html(body, "https://courier.example/2015/ferry/")
}

#[test]
fn addresses_become_absolute() {
    for (body, expected) in [
        (r#"<a href="/x?a=1&amp;b=2">x</a>"#, r#"<a href="https://courier.example/x?a=1&amp;b=2">x</a>"#),
        (r##"<a href="#fn1">1</a>"##, r#"<a href="https://courier.example/2015/ferry/#fn1">1</a>"#),
        (
            r#"<img src='a b.jpg' alt="&quot;x&quot;">"#,
            r#"<img alt="&quot;x&quot;" src="https://courier.example/2015/ferry/a%20b.jpg">"#,
        ),
        (
            r#"<source srcset="s.webp 2x">"#,
            r#"<source srcset="https://courier.example/2015/ferry/s.webp 2x">"#,
        ),
        (
            r#"<blockquote cite="/b">q</blockquote>"#,
            r#"<blockquote cite="https://courier.example/b">q</blockquote>"#,
        ),
    ] {
        assert_eq!(clean(body), expected);
    }
}

#[test]
fn ordinary_text_is_left_alone() {
    let body = "<h2 id=\"a\" class=\"b\">A &amp; B</h2>\n<p>7 &lt; 9 <em>é</em></p>\n<pre><code>x &lt; y</code></pre>\n\
                <ol><li id=\"fn1\">Note</li></ol>\n<table><tr><td align=\"left\">1</td></tr></table>";
    assert_eq!(clean(body), body);
}

#[test]
fn what_acts_is_taken_out() {
    for (body, expected) in [
        ("a<script>x</script>b", "ab"),
        ("a<ScRiPt src=x></sCrIpT>b", "ab"),
        ("<style>p{}</style><p style='x'>t</p>", "<p>t</p>"),
        ("<p onclick=x OnMouseOver=\"y\" class=z>t</p>", "<p class=z>t</p>"),
        ("<a href=\"java&#x0A;script&colon;alert(1)\">t</a>", "<a>t</a>"),
        ("<a href=/a href=javascript:b>t</a>", "<a href=\"https://courier.example/a\">t</a>"),
        ("<form action=/go><p>Name <input name=n><button>Send</button></p></form>", "<p>Name Send</p>"),
        ("<meta http-equiv=refresh content='0;url=x'><link rel=stylesheet href=x><base href=//x>t", "t"),
        ("<svg><script>x</script><a xlink:href='javascript:x'>t</a></svg>", "<svg><a>t</a></svg>"),
        ("<svg><animate attributeName=href to=javascript:x /><set to=x /></svg>", "<svg></svg>"),
        ("<!-- note -->t<!DOCTYPE html>", "t"),
        ("<html><head><title>T</title></head><body onload=x><p>t</p></body></html>", "<p>t</p>"),
    ] {
        assert_eq!(clean(body), expected, "{body}");
    }
}

#[test]
fn what_is_embedded_becomes_a_link() {
    let link = |address: &str| format!("<a href=\"{address}\">{address}</a>");
    for (body, expected) in [
        (
            "<iframe src=\"//v.example/e?a&b\">none</iframe>t",
            format!("{}t", link("https://v.example/e?a&amp;b")),
        ),
        (
            "<video src=v.mp4 poster=p.jpg></video>",
            format!(
                "<img src=\"https://courier.example/2015/ferry/p.jpg\" alt=\"\">{}",
                link("https://courier.example/2015/ferry/v.mp4")
            ),
        ),
        (
            "<video controls><source src=/v.webm><source src=/v.mp4><track src=/s.vtt>No video</video>",
            format!(
                "{}{}No video",
                link("https://courier.example/v.webm"),
                link("https://courier.example/v.mp4")
            ),
        ),
        ("<audio src=/a.mp3></audio>", link("https://courier.example/a.mp3")),
        (
            "<object data=/m.swf><param name=movie value=/m.swf><embed src=/m.swf><p>No plug-in</p></object>",
            format!("{}<p>No plug-in</p>", link("https://courier.example/m.swf")),
        ),
        (
            "<object><param name=quality value=high><param name=Movie value=/n.swf></object>",
            link("https://courier.example/n.swf"),
        ),
        ("<iframe src=javascript:x></iframe>t", "t".to_owned()),
    ] {
        assert_eq!(clean(body), expected, "{body}");
    }
}

#[test]
fn tick_boxes_become_characters() {
    let body = "<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\nDone</li><li><input type=\"checkbox\"/>Open</li>";
    assert_eq!(clean(body), "<li>☑\nDone</li><li>☐Open</li>");
}

#[test]
fn what_stands_in_for_scripts_is_shown_and_cleaned() {
    assert_eq!(
        clean("<noscript><img src=/p.jpg onerror=x></noscript>"),
        "<img src=\"https://courier.example/p.jpg\">"
    );
    assert_eq!(clean("<noscript><noscript></noscript><img onerror=x></noscript>t"), "t");
}

#[test]
fn a_tag_that_never_ends_cannot_reach_beyond_the_body() {
    for body in ["t<img src=x onerror=alert(1) ", "t<img onerror=\"x", "t<img onerror='x", "t<img/onerror=x"]
    {
        let html = clean(body);
        assert!(html.starts_with("t<img") && html.ends_with('>') && !html.contains("onerror"), "{html}");
    }
    assert_eq!(clean("t<!-- never"), "t");
    assert_eq!(clean("t<"), "t&lt;");
    assert_eq!(clean("t<script>x"), "t");
    assert_eq!(clean("t<iframe>x"), "t");
}

#[test]
fn what_is_taken_out_does_not_join_its_neighbours_to_a_tag() {
    assert_eq!(clean("<<!-- x -->img onerror=x>"), "&lt;img onerror=x>");
    assert_eq!(clean("<<script></script>script>x"), "&lt;script>x");
    assert_eq!(clean("<<noscript>b onclick=x>t</noscript>"), "<b>t");
}

#[test]
fn raw_text_elements_hold_text() {
    assert_eq!(clean("<xmp><b onclick=x></xmp>"), "<pre>&lt;b onclick=x&gt;</pre>");
    assert_eq!(clean("<plaintext><b>"), "<pre>&lt;b&gt;");
    assert_eq!(clean("<noembed><b onclick=x></noembed>t"), "t");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_that_acts_is_left(body in "(<|>|</|\"|'|=| |/|&|;|:|#|-->|<!--|<!\\[CDATA\\[|\\]\\]>|script|img|svg|math|style|xmp|p|a|href|src|srcset|onload|javascript:|x|noscript|iframe|title|é){0,30}") {
        let html = clean(&body);
        if !body.contains("CDATA") {
            prop_assert_eq!(&clean(&html), &html, "cleaning what is clean changes nothing");
        }
        let found = RefCell::new(Vec::new());
        let settings = RewriteStrSettings::new().with_strict(false).append_element_content_handler(element!("*", |element| {
            let name = element.tag_name();
            let acts = REMOVED.contains(&name.as_str()) || EMBEDDED.iter().any(|(embedded, _)| *embedded == name);
            let attribute = element.attributes().iter().any(|a| {
                a.name().starts_with("on") || decode(&a.value()).to_lowercase().trim_start().starts_with("javascript:") && ADDRESSES.contains(&a.name().as_str())
            });
            if acts || attribute {
                found.borrow_mut().push(name);
            }
            Ok(())
        }));
        rewrite_str(&format!("{html}\"'>--></p>"), settings).unwrap();
        prop_assert!(found.borrow().is_empty(), "{:?} in {}", found.borrow(), html);
    }

    #[test]
    fn no_text_panics(body in any::<String>(), page in any::<String>()) {
        let _ = syndicated_html(&body, &page);
    }
}
