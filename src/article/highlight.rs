//! Source code as HTML with its parts marked; the only room that knows `syntect` and `two_face`.
//!
//! Takes: the info string of a code block and the code. Gives: HTML of `<span class="hl-…">` that the theme colours.
//! The classes are few, so that a theme needs one rule for each: `hl-comment`, `hl-string`, `hl-number`,
//! `hl-constant`, `hl-keyword`, `hl-operator`, `hl-function`, `hl-type`, `hl-variable`, `hl-tag`, `hl-attribute`,
//! `hl-punctuation`, and for differences `hl-inserted` and `hl-deleted`.
//!
//! Grammars are unpacked when the first code block is met, and each language when it is first used (`grammar`).

mod grammar;

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
    let (grammars, grammar) = grammar::find(language)?;
    if code.len() > LONGEST_CODE || code.lines().any(is_laborious) {
        return None;
    }
    let key = *blake3::Hasher::new()
        .update(language.as_bytes())
        .update(b"\0")
        .update(code.as_bytes())
        .finalize()
        .as_bytes();
    if let Some(known) = MEMORY.lock().ok().and_then(|memory| memory.get(&key).cloned()) {
        return known;
    }
    let marked = mark(grammars, grammar, code);
    if let Ok(mut memory) = MEMORY.lock() {
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        memory.insert(key, marked.clone());
    }
    marked
}

/// What was marked lately, by digest of language and code: an article's code stands on its page and in every feed
/// that has its whole text, and finding out where its parts begin costs more than the rest of the page.
static MEMORY: LazyLock<Mutex<HashMap<[u8; 32], Option<String>>>> = LazyLock::new(Mutex::default);

/// How many pieces of code are remembered.
const REMEMBERED: usize = 256;

fn mark(grammars: &SyntaxSet, grammar: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut writer = Writer { out: String::with_capacity(code.len() * 2), class: None };
    for line in code.split_inclusive('\n') {
        // A grammar that goes wrong leaves the code readable.
        let changes = state.parse_line(line, grammars).ok()?;
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
mod tests;
