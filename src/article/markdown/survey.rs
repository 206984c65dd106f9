//! What a body holds: words, links, its first words, foreign tags.

use super::address::{is_dangerous, may_be_inside};
use super::raw::{self, Token};
use super::shortcode::{self, Masked, Piece};
use super::text::{TAG, decode, tidy};
use super::words::Words;
use super::{LinkKind, Options, Survey, syntax};
use crate::article::body::BodyLink;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Bytes of a paragraph, or of what stands before `<!--more-->`, that are looked at.
const LONGEST_EXCERPT: usize = 16 * 1024;

/// Surveys a body: everything that can be known of it without showing it.
pub fn survey(body: &str, options: &Options) -> Survey {
    let masked = Masked::new(body);
    let mut surveyor = Surveyor::new(body, &masked);
    for (event, range) in syntax::body(masked.text(), options.smart_punctuation) {
        surveyor.event(event, range);
    }
    surveyor.finish()
}

struct Surveyor<'a> {
    body: &'a str,
    masked: &'a Masked<'a>,
    found: Survey,
    words: Words,
    /// How many quotations, lists, footnotes and tables the current place is inside.
    depth: u32,
    in_code: bool,
    in_picture: u32,
    is_first_block: bool,
    heading: Option<(String, Range<usize>)>,
    /// The paragraph being read, and whether it stands in nothing else.
    paragraph: Option<(String, bool)>,
    /// First paragraph inside a quotation or list, for a body that has no other.
    inner_paragraph: String,
    /// Text before the mark that has not come yet; none when there is no mark, or it has passed.
    before_more: Option<String>,
    /// A block of raw HTML being gathered: tags may go over several lines.
    html: Option<(String, Range<usize>)>,
    /// Where the search for the last address ended, so that equal addresses get places of their own.
    located: usize,
}

impl<'a> Surveyor<'a> {
    fn new(body: &'a str, masked: &'a Masked<'a>) -> Self {
        Self {
            body,
            masked,
            found: Survey::default(),
            words: Words::default(),
            depth: 0,
            in_code: false,
            in_picture: 0,
            is_first_block: true,
            heading: None,
            paragraph: None,
            inner_paragraph: String::new(),
            before_more: has_more_mark(body).then(String::new),
            html: None,
            located: 0,
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.excerpt(&text),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.words.text(&text);
                self.excerpt(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.gap(),
            Event::Html(html) => match &mut self.html {
                Some((block, _)) => block.push_str(&html),
                None => self.raw(&html, range),
            },
            Event::InlineHtml(html) => self.raw(&html, range),
            Event::Rule => self.is_first_block = false,
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                if link_type != LinkType::Email {
                    self.link(&dest_url, false, range);
                }
                return;
            }
            Tag::Image { dest_url, .. } => {
                self.link(&dest_url, true, range);
                self.in_picture += 1;
                return;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => return,
            _ => {}
        }
        self.gap();
        match tag {
            Tag::Paragraph => self.open_paragraph(),
            Tag::Heading { .. } if self.is_first_block => {
                self.heading = Some((String::new(), self.masked.source_range(range)));
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.close_paragraph();
                self.depth += 1;
            }
            Tag::Item => self.open_paragraph(),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.found.has_code |= matches!(kind, CodeBlockKind::Fenced(info) if !info.trim().is_empty());
            }
            Tag::HtmlBlock => self.html = Some((String::new(), range)),
            _ => {}
        }
        self.is_first_block = false;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Superscript | TagEnd::Subscript => return,
            TagEnd::Image => {
                self.in_picture = self.in_picture.saturating_sub(1);
                return;
            }
            TagEnd::Paragraph | TagEnd::Item => self.close_paragraph(),
            TagEnd::Heading(_) => {
                if let Some((text, range)) = self.heading.take() {
                    self.found.first_heading =
                        Some((tidy(&text), range)).filter(|(text, _)| !text.is_empty());
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.raw(&html, range);
                }
            }
            _ => {}
        }
        self.gap();
    }

    fn link(&mut self, address: &CowStr, picture: bool, range: Range<usize>) {
        let kind = if picture { LinkKind::Picture } else { LinkKind::Link };
        if may_be_inside(address) && !self.masked.has_tag(address) {
            let within = self.masked.source_range(range);
            self.keep_link(address, address, picture, within);
        } else if is_dangerous(address, kind) {
            self.found.refused.push((address.to_string(), self.masked.source_range(range)));
        }
    }

    /// Keeps a link, with its place where the address can be found as written.
    fn keep_link(&mut self, address: &str, written: &str, picture: bool, within: Range<usize>) {
        let from = self.located.clamp(within.start, within.end);
        let span = match self.body.get(from..within.end).and_then(|text| text.find(written)) {
            Some(at) => from + at..from + at + written.len(),
            None => within.clone(),
        };
        if span != within {
            self.located = span.end;
        }
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.found.links.push(BodyLink {
            address: address.into(),
            picture,
            span: at(span.start)..at(span.end),
        });
    }

    fn text(&mut self, text: &str) {
        let masked = self.masked;
        for piece in masked.pieces(text) {
            match piece {
                Piece::Text(text) => {
                    self.words.text(text);
                    self.excerpt(text);
                }
                Piece::Tag(number) => {
                    self.shortcode(number);
                    self.words.gap();
                    self.excerpt(TAG.encode_utf8(&mut [0; 3]));
                }
            }
        }
    }

    fn shortcode(&mut self, number: usize) {
        self.found.shortcodes.push((shortcode::kind(self.masked.tag(number)), self.masked.place(number)));
    }

    /// Raw HTML, a tag in a paragraph or a whole block.
    fn raw(&mut self, html: &str, range: Range<usize>) {
        let masked = self.masked;
        let within = masked.source_range(range);
        for token in raw::tokens(html) {
            match token {
                Token::Text(text) => self.text(&decode(text)),
                Token::Hidden(hidden) if is_more_mark(hidden) => {
                    self.found.before_more =
                        self.before_more.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
                }
                Token::Hidden(_) => {}
                Token::Tag(tag) => {
                    self.raw_links(&tag, within.clone());
                    self.raw_tag(&tag);
                }
            }
        }
    }

    fn raw_links(&mut self, tag: &raw::Tag, within: Range<usize>) {
        for address in raw::addresses(tag) {
            let written = &tag.whole[address.range];
            if self.masked.has_tag(written) {
                for piece in self.masked.pieces(written) {
                    if let Piece::Tag(number) = piece {
                        self.found
                            .shortcodes
                            .push((shortcode::kind(self.masked.tag(number)), self.masked.place(number)));
                    }
                }
            } else if may_be_inside(written) {
                self.keep_link(&decode(written), written, address.kind == LinkKind::Picture, within.clone());
            }
        }
    }

    /// What a tag of raw HTML means for the text around it.
    fn raw_tag(&mut self, tag: &raw::Tag) {
        if raw::INLINE.iter().any(|name| tag.is(name)) {
            return;
        }
        self.gap();
        if tag.is("br") {
            return;
        }
        if tag.is("p") && !tag.closing {
            self.open_paragraph();
        } else {
            self.close_paragraph();
        }
    }

    fn gap(&mut self) {
        self.words.gap();
        self.excerpt(" ");
    }

    /// Adds text to whatever is being gathered.
    fn excerpt(&mut self, text: &str) {
        if self.in_picture > 0 {
            return;
        }
        let paragraph = self.paragraph.as_mut().map(|(text, _)| text);
        let heading = self.heading.as_mut().map(|(text, _)| text);
        for gathered in [paragraph, heading, self.before_more.as_mut()].into_iter().flatten() {
            if gathered.len() + text.len() <= LONGEST_EXCERPT {
                gathered.push_str(text);
            }
        }
    }

    fn open_paragraph(&mut self) {
        self.close_paragraph();
        let outer = self.depth == 0;
        if self.found.first_paragraph.is_empty() && (outer || self.inner_paragraph.is_empty()) {
            self.paragraph = Some((String::new(), outer));
        }
    }

    fn close_paragraph(&mut self) {
        let Some((text, outer)) = self.paragraph.take() else { return };
        let text = tidy(&text);
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        *(if outer { &mut self.found.first_paragraph } else { &mut self.inner_paragraph }) = text;
    }

    fn finish(mut self) -> Survey {
        self.close_paragraph();
        if self.found.first_paragraph.is_empty() {
            self.found.first_paragraph = self.inner_paragraph;
        }
        self.found.words = self.words.total();
        self.found
    }
}

/// Whether a comment is the mark that ends a summary.
pub(super) fn is_more_mark(comment: &str) -> bool {
    let inner = comment.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more"))
}

fn has_more_mark(body: &str) -> bool {
    body.match_indices("<!--").any(|(at, mark)| {
        let rest = body[at + mark.len()..].trim_start_matches([' ', '\t']);
        rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("more"))
    })
}

#[cfg(test)]
mod tests {
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
            of("# H\n\n![a picture](x.png)\n\n{{< img src=x >}}\n\nThe *ship*\nleft.\n\nMore.")
                .first_paragraph,
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
        let found = of(
            "# Two words\n\nOne*two* `three`\n\n```rust\nfn not_counted() {}\n```\n\n<p>raw <b>html</b></p>",
        );
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
        fn no_input_panics(body in r#"(\PC|[-#*_`\[\]()!<>&;:|~\n ^"'=]|\{\{|\}\}|<!--more-->|<p|\[\^1\]|é|[\u{E000}\u{E001}\u{FFFC}])*"#) {
            let found = of(&body);
            for link in &found.links {
                prop_assert!(body.get(link.span.start as usize..link.span.end as usize).is_some());
            }
            if let Some((_, range)) = &found.first_heading {
                prop_assert!(body.get(range.clone()).is_some());
            }
        }
    }
}
