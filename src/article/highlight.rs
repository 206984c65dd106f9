//! Source code as HTML with its parts marked; the only room that knows `syntect` and `two_face`.
//!
//! Takes: the info string of a code block and the code. Gives: HTML of `<span class="hl-…">` that the theme colours.
//! The classes are few, so that a theme needs one rule for each: `hl-comment`, `hl-string`, `hl-number`,
//! `hl-constant`, `hl-keyword`, `hl-operator`, `hl-function`, `hl-type`, `hl-variable`, `hl-tag`, `hl-attribute`,
//! `hl-punctuation`, and for differences `hl-inserted` and `hl-deleted`.
//!
//! Grammars are unpacked when the first code block is met, and each language when it is first used.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Code longer than this, in bytes, is not highlighted.
const LONGEST_CODE: usize = 32 * 1024;
/// Code with a longer line, in bytes, is not highlighted: it is data, and some grammars take their time over it.
const LONGEST_LINE: usize = 500;

/// Code that repeats one character more often than this in a row, spaces aside, is not highlighted: some grammars
/// try every way of pairing them.
const LONGEST_RUN: usize = 120;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names in use for languages that the grammars know by another.
const ALIASES: [(&str, &str); 25] = [
    ("apache", "htaccess"),
    ("apacheconf", "htaccess"),
    ("console", "sh"),
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("json5", "json"),
    ("jsx", "js"),
    ("liquid", "html.j2"),
    ("node", "js"),
    ("objective-c", "m"),
    ("objectivec", "m"),
    ("objc", "m"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("mysql", "sql"),
    ("python3", "py"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("shellscript", "sh"),
    ("regex", "re"),
    ("svg", "xml"),
    ("vim", "viml"),
];

/// The language an info string names, in small letters: `python` for `Python`, `python {hl_lines=[2]}`,
/// `{.python .numbered}`, `language-python` and `python,ignore`. None when it names none.
pub fn language(info: &str) -> Option<String> {
    let info = info.trim();
    let first = match info.strip_prefix('{') {
        Some(attributes) => {
            let attributes = attributes.split('}').next().unwrap_or("");
            let mut words = attributes.split([' ', ',']).filter(|word| !word.is_empty());
            words.find(|word| !word.starts_with('#') && !word.contains('='))?.trim_start_matches('.')
        }
        None => info.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '{')).next()?,
    };
    let name = first.strip_prefix("language-").or_else(|| first.strip_prefix("lang-")).unwrap_or(first);
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    (!name.is_empty() && name.len() <= 32 && name.chars().all(allowed)).then(|| name.to_ascii_lowercase())
}

/// Code as HTML, its parts marked. None when the language (as [`language`] gave it) is not known or the code is
/// too long to be worth it: it is to be shown as plain text then.
pub fn highlight(language: &str, code: &str) -> Option<String> {
    let grammar = grammar(language)?;
    if code.len() > LONGEST_CODE || code.lines().any(is_laborious) {
        return None;
    }
    let key = Key { grammar: grammar.name.as_str(), digest: *blake3::hash(code.as_bytes()).as_bytes() };
    if let Some(known) = MEMORY.lock().ok().and_then(|memory| memory.get(&key).cloned()) {
        return known;
    }
    let marked = mark(grammar, code);
    if let Ok(mut memory) = MEMORY.lock() {
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        memory.insert(key, marked.clone());
    }
    marked
}

/// What was marked lately: an article's code stands on its page and in every feed that has its whole text, and
/// finding out where its parts begin costs more than the rest of the page.
static MEMORY: LazyLock<Mutex<HashMap<Key, Option<String>>>> = LazyLock::new(Mutex::default);

/// How many pieces of code are remembered.
const REMEMBERED: usize = 256;

/// Identity of a piece of code.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    grammar: &'static str,
    digest: [u8; 32],
}

fn mark(grammar: &'static SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut writer = Writer { out: String::with_capacity(code.len() * 2), class: None };
    for line in code.split_inclusive('\n') {
        // A grammar that goes wrong leaves the code readable.
        let changes = state.parse_line(line, &GRAMMARS).ok()?;
        let mut from = 0;
        for (at, change) in changes {
            if at > from {
                writer.write(line.get(from..at)?, class(&stack));
                from = at;
            }
            stack.apply(&change).ok()?;
        }
        writer.write(line.get(from..)?, class(&stack));
    }
    writer.close();
    Some(writer.out)
}

fn is_laborious(line: &str) -> bool {
    line.len() > LONGEST_LINE
        || line.as_bytes().chunk_by(|a, b| a == b && *a != b' ').any(|run| run.len() > LONGEST_RUN)
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| *name);
    let grammar = GRAMMARS.find_syntax_by_token(name)?;
    (grammar.name != "Plain Text").then_some(grammar)
}

/// Writes text in spans, one for as long as the class stays the same.
struct Writer {
    out: String,
    class: Option<&'static str>,
}

impl Writer {
    fn write(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        if class != self.class {
            self.close();
            if let Some(class) = class {
                self.out.push_str("<span class=\"hl-");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.class = class;
        }
        super::markdown::push_text(&mut self.out, text);
    }

    fn close(&mut self) {
        if self.class.take().is_some() {
            self.out.push_str("</span>");
        }
    }
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        let (_, class) = CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope))?;
        Some(*class)
    })
}

/// Scopes by their beginning and the class they get; a longer beginning stands before a shorter.
static CLASSES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let names = [
        ("comment", "comment"),
        ("punctuation.definition.comment", "comment"),
        ("punctuation.definition.string", "string"),
        ("punctuation.definition.inserted", "inserted"),
        ("punctuation.definition.deleted", "deleted"),
        ("punctuation", "punctuation"),
        ("string.unquoted.heredoc", "string"),
        ("string.unquoted", "constant"),
        ("string", "string"),
        ("constant.numeric", "number"),
        ("constant", "constant"),
        ("support.constant", "constant"),
        ("variable.language", "constant"),
        ("variable.function", "function"),
        ("variable", "variable"),
        ("keyword.operator.word", "keyword"),
        ("keyword.operator.logical.python", "keyword"),
        ("keyword.operator", "operator"),
        ("keyword", "keyword"),
        ("storage", "keyword"),
        ("entity.name.function", "function"),
        ("entity.name.macro", "function"),
        ("entity.name.tag", "tag"),
        ("entity.name.section", "function"),
        ("entity.name", "type"),
        ("entity.other.attribute-name", "attribute"),
        ("entity.other.inherited-class", "type"),
        ("support.function", "function"),
        ("support.macro", "function"),
        ("support.type.property-name", "attribute"),
        ("support.type", "type"),
        ("support.class", "type"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("markup.heading", "keyword"),
        ("markup.raw", "string"),
        ("markup.underline.link", "string"),
    ];
    // A name that could not be read would be a mistake in this list, which a test would show.
    names.into_iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, class))).collect()
});

#[cfg(test)]
mod tests {
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
        for name in "python py rust rs c c++ cpp c# cs js javascript jsx ts typescript tsx bash sh shell zsh console html xml css scss \
            json yaml yml toml ruby rb go golang java kotlin swift php sql r diff makefile dockerfile ini markdown md graphql \
            elixir haskell lua perl objc latex tex csv liquid vim svg apache regex"
            .split_whitespace()
        {
            assert!(grammar(name).is_some(), "{name}");
        }
        for name in ["text", "plain", "txt", "nope", "none", ""] {
            assert!(grammar(name).is_none(), "{name}");
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
}
