//! Cutting a stream at its items.
//!
//! Takes: a stream of bytes. Does: finds where items begin and end, without reading more than one into memory; a `CDATA` section that is never
//! closed, or an item that never ends, costs that item and no other. Gives: the bytes of each, with its line, and what stands before the first.

use std::io::{self, Read};

/// Most bytes of one item.
const LARGEST: usize = 64 * 1024 * 1024;
/// Bytes that are read at a time.
const CHUNK: usize = 256 * 1024;
const CDATA: &[u8] = b"<![CDATA[";
const COMMENT: &[u8] = b"<!--";

/// A piece of the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// An item.
    Item {
        /// From `<item>` to `</item>`.
        bytes: Vec<u8>,
        /// Line of its first byte, 1 for the first of the stream.
        line: u32,
        /// Column of its first byte, in bytes.
        column: u32,
    },
    /// An item that never ends.
    Broken {
        /// Line of its first byte.
        line: u32,
        /// Column of its first byte.
        column: u32,
        /// What is wrong with it.
        why: String,
    },
}

/// Cuts a stream.
pub struct Cutter<'n> {
    input: Box<dyn Read + Send>,
    names: &'n [&'n str],
    buffer: Vec<u8>,
    /// Bytes of the buffer that are done with.
    from: usize,
    ended: bool,
    line: u32,
    column: u32,
    head: Vec<u8>,
    failed: Option<io::Error>,
    /// Behind the start of an item that was broken: what looks like a `CDATA` section there may be its fault.
    recovering: bool,
}

/// Most bytes outside of items that are kept.
pub const LARGEST_HEAD: usize = 4 * 1024 * 1024;

impl<'n> Cutter<'n> {
    /// Cuts at elements of these names.
    pub fn new(input: Box<dyn Read + Send>, names: &'n [&'n str]) -> Self {
        Self {
            input,
            names,
            buffer: Vec::new(),
            from: 0,
            ended: false,
            line: 1,
            column: 1,
            head: Vec::new(),
            failed: None,
            recovering: false,
        }
    }

    /// What stood outside of items so far: the channel and its fields, up to a few megabytes.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Why reading ended before the stream did.
    pub fn failure(&self) -> Option<&io::Error> {
        self.failed.as_ref()
    }

    fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.from > 0 {
            self.buffer.drain(..self.from);
            self.from = 0;
        }
        let length = self.buffer.len();
        self.buffer.resize(length + CHUNK, 0);
        let read = loop {
            match self.input.read(&mut self.buffer[length..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = read.unwrap_or_else(|error| {
            self.failed = Some(error);
            0
        });
        self.buffer.truncate(length + count);
        self.ended = count == 0;
        count > 0
    }

    /// Moves on, and counts lines.
    fn pass(&mut self, count: usize) {
        let bytes = &self.buffer[self.from..self.from + count];
        let lines = bytes.iter().filter(|b| **b == b'\n').count();
        match bytes.iter().rposition(|b| *b == b'\n') {
            Some(at) => self.column = (count - at) as u32,
            None => self.column += count as u32,
        }
        self.line += lines as u32;
        self.from += count;
    }

    fn keep_head(&mut self, count: usize) {
        let room = LARGEST_HEAD.saturating_sub(self.head.len()).min(count);
        self.head.extend_from_slice(&self.buffer[self.from..self.from + room]);
        self.pass(count);
    }

    /// The name of the item that begins here.
    fn begins(&self, at: usize) -> Option<&'n str> {
        let rest = &self.buffer[at..];
        self.names.iter().copied().find(|name| {
            let name = name.as_bytes();
            rest.len() > name.len() + 1
                && rest[1..].starts_with(name)
                && matches!(rest[name.len() + 1], b'>' | b' ' | b'\n' | b'\t' | b'\r')
        })
    }

    /// Goes to the next item.
    fn find(&mut self) -> Option<&'n str> {
        loop {
            let found = find(&self.buffer[self.from..], b"<");
            match found {
                Some(at) => {
                    self.keep_head(at);
                    while self.buffer.len() - self.from < 64 && self.more() {}
                    if let Some(name) = self.begins(self.from) {
                        self.recovering = false;
                        return Some(name);
                    }
                    let skip = self.skip();
                    self.keep_head(skip);
                }
                None => {
                    self.keep_head(self.buffer.len() - self.from);
                    if !self.more() {
                        return None;
                    }
                }
            }
        }
    }

    /// How long what begins here is, when an item in it is none.
    fn skip(&mut self) -> usize {
        if self.recovering {
            return 1;
        }
        for (start, end) in [(CDATA, &b"]]>"[..]), (COMMENT, b"-->")] {
            if self.buffer[self.from..].starts_with(start) {
                loop {
                    if let Some(at) = find(&self.buffer[self.from..], end) {
                        return at + end.len();
                    }
                    if self.buffer.len() - self.from > CHUNK * 8 || !self.more() {
                        return start.len();
                    }
                }
            }
        }
        1
    }

    /// The end of the item that begins at the start of the buffer: the byte behind its closing tag.
    fn end(&mut self, name: &str) -> Result<usize, String> {
        let close = format!("</{name}>").into_bytes();
        let mut at = 1;
        loop {
            let rest = &self.buffer[self.from + at..];
            let need = CDATA.len().max(close.len());
            match find(rest, b"<") {
                Some(found) if rest.len() - found >= need || self.ended => {
                    at += found;
                    let here = &self.buffer[self.from + at..];
                    if here.starts_with(&close) {
                        return Ok(at + close.len());
                    }
                    if self.begins(self.from + at).is_some() {
                        return Err(format!("`{name}` never ends: another begins before its end"));
                    }
                    at = match here.starts_with(CDATA) {
                        true => self.end_of_cdata(at, name)?,
                        false => at + 1,
                    };
                }
                _ if self.buffer.len() - self.from > LARGEST => return Err(too_large(name)),
                _ => {
                    if !self.more() && find(&self.buffer[self.from + at..], b"<").is_none() {
                        return Err(format!("the file ends before `{name}` does"));
                    }
                }
            }
        }
    }

    fn end_of_cdata(&mut self, at: usize, name: &str) -> Result<usize, String> {
        let close = format!("</{name}>");
        let mut seen = at + CDATA.len();
        loop {
            let rest = &self.buffer[self.from + seen..];
            if let Some(end) = find(rest, b"]]>") {
                let inside = &self.buffer[self.from + at..self.from + seen + end];
                // One that was never closed goes on to the end of the next, over the end of this item and the start of that one.
                if let Some(over) = find(inside, close.as_bytes()) {
                    let behind = inside[over + close.len()..].trim_ascii_start();
                    if self.names.iter().any(|name| behind.starts_with(format!("<{name}>").as_bytes())) {
                        return Err("a CDATA section in it never ends".to_owned());
                    }
                }
                return Ok(seen + end + 3);
            }
            seen += rest.len().saturating_sub(2);
            if self.buffer.len() - self.from > LARGEST {
                return Err("a CDATA section never ends".to_owned());
            }
            if !self.more() {
                return Err("the file ends inside a CDATA section".to_owned());
            }
        }
    }
}

fn too_large(name: &str) -> String {
    format!("`{name}` is larger than {} MB, or never ends", LARGEST / 1024 / 1024)
}

impl Iterator for Cutter<'_> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        let name = self.find()?;
        let (line, column) = (self.line, self.column);
        match self.end(name) {
            Ok(length) => {
                let bytes = self.buffer[self.from..self.from + length].to_vec();
                self.pass(length);
                Some(Cut::Item { bytes, line, column })
            }
            Err(why) => {
                // The next item begins behind the first letter of this one.
                self.pass(1);
                self.recovering = true;
                Some(Cut::Broken { line, column, why })
            }
        }
    }
}

/// Where a pattern stands first.
fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    let first = *pattern.first()?;
    let mut from = 0;
    while let Some(at) = position(&bytes[from..], first) {
        if bytes[from + at..].starts_with(pattern) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Where a byte stands first. Sixteen at a time, since compilers turn that into one step.
fn position(bytes: &[u8], byte: u8) -> Option<usize> {
    let mut at = 0;
    for chunk in bytes.chunks_exact(16) {
        if chunk.iter().fold(false, |found, b| found | (*b == byte)) {
            break;
        }
        at += 16;
    }
    bytes[at..].iter().position(|b| *b == byte).map(|found| at + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> Vec<String> {
        let input = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let shown = |cut: Cut| match cut {
            Cut::Item { bytes, line, column } => {
                format!("{line}:{column} {}", String::from_utf8_lossy(&bytes))
            }
            Cut::Broken { line, column, why } => format!("{line}:{column} ! {why}"),
        };
        Cutter::new(input, &["item"]).map(shown).collect()
    }

    #[test]
    fn items_are_cut() {
        let text = "<rss><!-- <item>no</item> -->\n <item>a</item>\n<item x='1'><![CDATA[</item>]]></item><items/></rss>";
        assert_eq!(cuts(text), ["2:2 <item>a</item>", "3:1 <item x='1'><![CDATA[</item>]]></item>"]);
    }

    #[test]
    fn faults_cost_one_item() {
        let text = "<item>a<item>b</item><item><![CDATA[</item>\n<item>c</item>";
        let found = cuts(text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].contains("never ends"), "{found:?}");
        assert!(found[2].contains("CDATA"), "{found:?}");
        assert_eq!(found[3], "2:1 <item>c</item>");
        let found = cuts("<item><![CDATA[a</item> <item><![CDATA[b]]></item>");
        assert!(found[0].contains("CDATA") && found[1].ends_with("b]]></item>"), "{found:?}");
        assert_eq!(cuts("<item>a</ite").len(), 1);
        assert_eq!(cuts("<item>a</item").len(), 1);
        assert!(cuts("").is_empty());
    }
}
