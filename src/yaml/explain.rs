//! What is wrong with a text that is not YAML, in words for people who have never heard of tokens.
//!
//! Takes: the crate's own message and the place it names. Does: looks at the line in question for the slip that most
//! often leads to that message. Gives: a [`YamlError`] with a place to look at and something to do.

mod fault;

use super::YamlError;
use super::values::{EXPECTED_KEY, Failure};
use fault::Fault;
use std::ops::Range;

/// Says what made reading `file[part]` fail.
pub(super) fn explain(file: &str, part: &Range<usize>, failure: &Failure) -> YamlError {
    let words = failure.error.to_string();
    let text = &file[..part.end];
    let mut at = part.start + failure.error.location().map_or(0, |place| place.index());
    while !text.is_char_boundary(at.min(text.len())) {
        at -= 1;
    }
    let fault = Fault { text, start: part.start, at: at.min(text.len()), words: &words };
    if failure.exhausted {
        return fault.too_large();
    }
    if let Some(tab) = fault.tab() {
        return tab;
    }
    Fault::KNOWN
        .iter()
        .find(|(needle, _)| words.contains(needle))
        .map_or_else(|| fault.other(), |(_, explanation)| explanation(&fault))
}

impl Fault<'_> {
    /// The crate's messages, and the function that puts each in plain words.
    #[expect(clippy::type_complexity, reason = "a type alias cannot name the lifetime of Self")]
    const KNOWN: [(&'static str, fn(&Self) -> YamlError); 28] = [
        (EXPECTED_KEY, Self::key_kind),
        ("recursion limit exceeded", Self::too_deep),
        ("repetition limit exceeded", Self::too_large),
        ("more than one document", Self::second_document),
        ("unknown anchor", Self::sign_starts_text),
        ("while scanning an alias", Self::sign_starts_text),
        ("while scanning an anchor", Self::sign_starts_text),
        ("found character that cannot start any token", Self::sign_starts_text),
        ("while scanning a tag", Self::sign_starts_text),
        ("while parsing a tag", Self::sign_starts_text),
        ("found undefined tag handle", Self::sign_starts_text),
        ("directive", Self::sign_starts_text),
        ("mapping values are not allowed", Self::colon_in_text),
        ("could not find expected ':'", Self::no_colon),
        ("block sequence entries are not allowed", Self::list_beside_key),
        ("while scanning a block scalar", Self::sign_starts_text),
        ("found unexpected end of stream", Self::open_quote),
        ("found unexpected document indicator", Self::open_quote),
        ("found unknown escape character", Self::escape),
        ("did not find expected hexadecimal number", Self::escape),
        ("invalid Unicode character escape", Self::escape),
        ("did not find expected ',' or ']'", Self::open_bracket),
        ("did not find expected ',' or '}'", Self::open_bracket),
        ("did not find expected key", Self::stray),
        ("did not find expected <document start>", Self::stray),
        ("did not find expected '-' indicator", Self::no_item),
        ("did not find expected node content", Self::no_value),
        ("invalid value", Self::tag_value),
    ];

    fn tab(&self) -> Option<YamlError> {
        let line = self.line(self.at);
        let text = &self.text[line.clone()];
        let indentation = text.len() - text.trim_start_matches([' ', '\t']).len();
        let tab = text[..indentation].find('\t')?;
        error(
            "a tab is used to indent this line",
            line.start + tab..line.start + tab + 1,
            "indent with spaces; YAML does not allow tabs here",
        )
        .into()
    }

    fn colon_in_text(&self) -> YamlError {
        let line = self.line(self.at);
        let end = line.end.max(self.at);
        match self.text[line.start..self.at].find(": ") {
            Some(colon) => {
                let value = self.without_indent(line.start + colon + 2..end);
                let help = format!("put the text in quotes: {}", in_quotes(&self.text[value.clone()]));
                error("a colon with a blank after it stands in text that is not in quotes", value, help)
            }
            None if self.text[line.clone()].starts_with(' ') => error(
                "this line is indented deeper than the line above, which already has a value",
                self.without_indent(line.start..end),
                "start it in the same column as the line above; text of several lines needs quotes around all of it",
            ),
            None => error(
                "a key stands here, but the text above it has none",
                line.start..end,
                "write the text above as `key: value` too, or remove it",
            ),
        }
    }

    fn no_colon(&self) -> YamlError {
        let at = self.context().unwrap_or(self.at);
        error(
            "this line has no colon where a key with its value is expected",
            self.without_indent(at..self.line(at).end),
            "write it as `key: value`; if it belongs to the text above, indent it",
        )
    }

    fn list_beside_key(&self) -> YamlError {
        error(
            "a list cannot begin on the line of its key",
            self.at..self.line(self.at).end,
            "begin the list on a line of its own, or write it in brackets: [one, two]; put text that starts with a dash in quotes",
        )
    }

    fn open_quote(&self) -> YamlError {
        let at = self.context().unwrap_or(self.at);
        error("a quote opens here and never closes", at..self.line(at).end, "close it at the end of the text")
    }

    fn escape(&self) -> YamlError {
        let line = self.line(self.at);
        let start =
            self.text[line.start..self.char_end(self.at)].rfind('\\').map_or(self.at, |at| line.start + at);
        let end = self.char_end((start + 1).min(self.text.len()));
        error(
            format!("`{}` means nothing in double quotes", &self.text[start..end]),
            start..end,
            "write two backslashes for one, or put the text in single quotes",
        )
    }

    fn open_bracket(&self) -> YamlError {
        let at = self.context().unwrap_or(self.at);
        let (what, open, close) =
            if self.words.contains("']'") { ("list", '[', ']') } else { ("group", '{', '}') };
        error(
            format!("a {what} opens here with `{open}` and does not close, or a comma is missing in it"),
            at..self.line(at).end,
            format!("close it with `{close}`; put text that begins with `{open}` in quotes"),
        )
    }

    /// Something stands where the next key should begin.
    fn stray(&self) -> YamlError {
        let line = self.line(self.at);
        let before = self.text[line.start..self.at].trim_end();
        let rest = self.at..line.end;
        match before.chars().next_back() {
            Some(quote @ ('"' | '\'')) => {
                let closing = line.start + before.len() - 1;
                let odd = before.matches(quote).count() % 2 == 1;
                match self.text[self.start..closing].rfind(quote) {
                    Some(opening) if odd => {
                        let at = self.start + opening;
                        error(
                            "a quote opens here and does not close on its line",
                            at..self.line(at).end,
                            "close it at the end of the text",
                        )
                    }
                    _ => error(
                        "text goes on after the closing quote",
                        rest,
                        "put the whole text in quotes of the other kind, or double a quote in single quotes and write \\\" in double ones",
                    ),
                }
            }
            Some(bracket @ (']' | '}')) => error(
                format!("text goes on after the closing `{bracket}`"),
                rest,
                "put text that begins with a bracket in quotes",
            ),
            None if self.text[self.at..].starts_with([']', '}', ',']) => {
                let end = self.char_end(self.at);
                let sign = &self.text[self.at..end];
                error(
                    format!("`{sign}` stands here without a bracket that opens before it"),
                    self.at..end,
                    "remove it",
                )
            }
            Some(_) => error("this does not belong to what stands before it", rest, "put the text in quotes"),
            None => error(
                "this line is not indented like the lines it belongs to",
                self.without_indent(line),
                "keys that belong together start in the same column",
            ),
        }
    }

    fn no_item(&self) -> YamlError {
        error(
            "this line stands in a list but is no item of it",
            self.at..self.line(self.at).end,
            "begin it with a dash and a blank, or, if it is the next key, in the column of the key above",
        )
    }

    fn no_value(&self) -> YamlError {
        error(
            "a value is missing here",
            self.at..self.char_end(self.at),
            "write it, or remove what stands around it",
        )
    }

    /// `@home`, `*bold*`, `!important`, `%`, `` ` ``, `>x`: text that YAML takes for something of its own.
    fn sign_starts_text(&self) -> YamlError {
        let at = self.context().unwrap_or(self.at);
        let sign = self.text[at..].chars().next().unwrap_or_default();
        let value = at..self.line(at).end;
        let help = format!("put the text in quotes: {}", in_quotes(&self.text[value.clone()]));
        error(format!("text that begins with `{sign}` must be in quotes"), value, help)
    }

    fn key_kind(&self) -> YamlError {
        let outermost = self.text[self.start..self.at].trim_end_matches(['{', '[']).len();
        error(
            "a key must be text, and here is a list or a group of keys",
            self.start + outermost..self.line(self.at).end,
            "put text that begins with `[` or `{` in quotes",
        )
    }

    fn too_deep(&self) -> YamlError {
        error(
            "values are nested more than a hundred deep",
            self.at..self.char_end(self.at),
            "no document needs that: look for brackets or dashes that are too many",
        )
    }

    fn too_large(&self) -> YamlError {
        let name = self.text[self.start..].find([' ', '[', ',']).map_or(self.start, |_| {
            self.text[self.start..].find('*').map_or(self.start, |star| self.start + star)
        });
        error(
            "names (`*name`) repeat so much that the document becomes too large",
            name..self.char_end(name),
            "write the values out where they are needed",
        )
    }

    fn second_document(&self) -> YamlError {
        let mut begun = false;
        let mut at = self.start;
        for line in self.text[self.start..].split_inclusive('\n') {
            let is_mark = line.starts_with("---") || line.starts_with("...");
            if is_mark && begun {
                break;
            }
            begun |= is_mark || !(line.trim().is_empty() || line.starts_with(['#', '%']));
            at += line.len();
        }
        let at = at.min(self.text.len());
        error(
            "a second document begins here, and there can be only one",
            at..self.line(at).end,
            "remove this line, or put a text that has such a line in it in quotes",
        )
    }

    fn tag_value(&self) -> YamlError {
        error(
            "the value is not of the kind that its `!!` mark says",
            self.at..self.line(self.at).end,
            "remove the mark or correct the value",
        )
    }

    fn other(&self) -> YamlError {
        let words = self.words.split(" at line ").next().unwrap_or_default();
        YamlError {
            message: format!("this is not valid YAML: {words}"),
            span: self.at..self.line(self.at).end,
            help: None,
        }
    }
}

fn error(message: impl Into<String>, span: Range<usize>, help: impl Into<String>) -> YamlError {
    YamlError { message: message.into(), span, help: Some(help.into()) }
}

/// The text in quotes that hold it, cut when it is too long for a message.
fn in_quotes(text: &str) -> String {
    /// Characters shown of the text.
    const SHOWN: usize = 60;
    let text = text.trim();
    let cut = text.char_indices().nth(SHOWN).map(|(at, _)| format!("{}…", &text[..at]));
    let text = cut.as_deref().unwrap_or(text);
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}
