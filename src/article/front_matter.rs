//! From the bytes of a file to its front matter as a tree.
//!
//! Takes: a path and bytes. Does: decodes, splits and reads YAML, past whatever does not change the meaning. Gives: the text, the tree and
//! the start of the body, with diagnostics; or only diagnostics when the file cannot be read.

use super::fields::reader::File;
use super::repair::{self, Slip, SlipKind};
use super::split;
use crate::diagnostic::{Diagnostic, catalogue::article as catalogue};
use crate::yaml::{Document, Node, Value};
use std::ops::Range;

/// A file that could be read.
#[derive(Debug)]
pub struct Opened<'a> {
    /// The file.
    pub file: File<'a>,
    /// Its front matter: a map, or nothing.
    pub root: Node,
    /// Start of the body, in bytes.
    pub body: usize,
    /// Oddities that were read past.
    pub diagnostics: Vec<Diagnostic>,
}

/// Opens a text with front matter and a body. `shown` is the path as messages show it.
///
/// # Errors
/// Every diagnostic about the file when it cannot be read.
pub fn open<'a>(shown: &'a str, bytes: &'a [u8]) -> Result<Opened<'a>, Vec<Diagnostic>> {
    let text = split::decode(shown, bytes).map_err(|problem| vec![*problem])?;
    let (parts, mut diagnostics) = split::split(shown, text).map_err(|problem| vec![*problem])?;
    let file = File { shown, text };
    let root = match parts.front {
        Some(front) => read(&file, front, &mut diagnostics),
        None => Some(Node { value: Value::Null, span: parts.body..parts.body }),
    };
    let Some(root) = root else { return Err(diagnostics) };
    if root.is_null() && text[parts.body..].trim().is_empty() {
        return Err(vec![crate::diagnostic::catalogue::files::empty(shown)]);
    }
    Ok(Opened { file, root, body: parts.body, diagnostics })
}

/// Opens a file that is YAML from start to end; its body is empty.
///
/// # Errors
/// Every diagnostic about the file when it cannot be read.
pub fn open_data<'a>(shown: &'a str, bytes: &'a [u8]) -> Result<Opened<'a>, Vec<Diagnostic>> {
    let text = split::decode(shown, bytes).map_err(|problem| vec![*problem])?;
    let file = File { shown, text };
    let mut diagnostics = Vec::new();
    match read(&file, 0..text.len(), &mut diagnostics) {
        Some(root) => Ok(Opened { file, root, body: text.len(), diagnostics }),
        None => Err(diagnostics),
    }
}

/// Reads YAML that should be a map; reports what is wrong with it.
fn read(file: &File, part: Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let (Document { root, repeated }, slips) = match repair::read(file.text, part) {
        Ok(read) => read,
        Err(error) => {
            let place = file.place(&error.span);
            diagnostics.push(catalogue::not_yaml(place, &error.message, error.help.as_deref()));
            return None;
        }
    };
    diagnostics.extend(slips.iter().map(|slip| slip_read_past(file, slip)));
    diagnostics.extend(repeated.iter().map(|(key, span)| catalogue::repeated_key(file.place(span), key)));
    if root.as_map().is_none() && !root.is_null() {
        diagnostics.push(catalogue::no_keys(file.place(&root.span), root.kind_name()));
        return None;
    }
    Some(root)
}

fn slip_read_past(file: &File, slip: &Slip) -> Diagnostic {
    let place = file.place(&slip.span);
    let fault = match slip.kind {
        SlipKind::Tab => return catalogue::tab(place),
        SlipKind::Colon => "this text has a colon in it and is not in quotes",
        SlipKind::Sign => "this text begins with a sign that means something in YAML and is not in quotes",
        SlipKind::Bracket => "this text begins with a bracket and is not in quotes",
        SlipKind::Quotes => "this text has quotation marks in it that YAML takes for its end",
    };
    catalogue::text_without_quotes(place, fault, &slip.meant)
}
