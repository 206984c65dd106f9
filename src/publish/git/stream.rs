//! A commit, written as one stream for `git fast-import`.
//!
//! Files go from the disk into the stream piece by piece, and are summed up on the way. The stream ends with `done`; one
//! that breaks off before, because a file is not what it was or because this process is killed, makes no commit.

use super::command::Git;
use super::fault;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::manifest::sum::{Sum, Summing};
use crate::source::plain_reason;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin};

/// Where the new commit stands in the cache until it is pushed.
const NEXT: &str = "refs/dateline/next";

/// A file that goes into the commit.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) path: Box<str>,
    pub(super) source: PathBuf,
    /// The source in messages.
    pub(super) shown: String,
    pub(super) size: u64,
    pub(super) sum: Sum,
}

/// What a commit begins with.
pub(super) struct Base<'a> {
    /// The commit that it follows; none of the first of a history.
    pub(super) parent: Option<&'a str>,
    /// The tree that it changes; none for an empty one, or for that of the parent.
    pub(super) tree: Option<&'a str>,
    /// Lines of `author` and `committer`.
    pub(super) by: [String; 2],
    /// Its message.
    pub(super) message: &'a str,
}

/// Why no commit was made.
pub(super) enum Broken {
    /// A file is not what it was.
    Source(Diagnostic),
    /// `git` has failed, in words.
    Git(String),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Git(fault::unstarted(&error))
    }
}

/// A stream being written.
pub(super) struct Stream<'g> {
    git: &'g Git,
    child: Child,
    out: Option<BufWriter<ChildStdin>>,
}

impl<'g> Stream<'g> {
    /// Begins a commit.
    pub(super) fn begin(git: &'g Git, base: &Base) -> Result<Self, Broken> {
        git.sweep();
        let mut child = git.start(&["fast-import", "--quiet", "--force", "--done"], "import")?;
        let input = child.stdin.take().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
        let mut stream = Self { git, child, out: Some(BufWriter::with_capacity(256 * 1024, input)) };
        let [author, committer] = &base.by;
        let message = base.message.as_bytes();
        let mut head = format!("commit {NEXT}\nauthor {author}\ncommitter {committer}\n").into_bytes();
        head.extend(format!("data {}\n", message.len()).as_bytes());
        head.extend(message);
        head.push(b'\n');
        if let Some(parent) = base.parent {
            head.extend(format!("from {parent}\n").as_bytes());
        }
        if let Some(tree) = base.tree {
            head.extend(format!("M 040000 {tree} \"\"\n").as_bytes());
        }
        stream.write(&head)?;
        Ok(stream)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let out = self.out.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
        if out.write_all(bytes).is_ok() {
            return Ok(());
        }
        // What it says is the reason, not that it has gone.
        self.out = None;
        let _ = self.child.wait();
        Err(self.broken())
    }

    fn broken(&self) -> Broken {
        let said = std::fs::read(self.git.faults("import")).unwrap_or_default();
        Broken::Git(fault::of(&said).reason)
    }

    /// Removes a file from the tree; it need not be there.
    pub(super) fn delete(&mut self, path: &str) -> Result<(), Broken> {
        self.write(format!("D {}\n", quoted(path)).as_bytes())
    }

    /// Puts a tree that the repository has at a path.
    pub(super) fn tree(&mut self, path: &str, tree: &str) -> Result<(), Broken> {
        self.write(format!("M 040000 {tree} {}\n", quoted(path)).as_bytes())
    }

    /// Puts these bytes at a path.
    pub(super) fn bytes(&mut self, path: &str, bytes: &[u8]) -> Result<(), Broken> {
        self.head(path, bytes.len() as u64)?;
        self.write(bytes)?;
        self.write(b"\n")
    }

    /// Puts a file of the output at its path.
    pub(super) fn file(&mut self, sent: &Sent) -> Result<(), Broken> {
        let gone =
            |e: io::Error| Broken::Source(catalogue::cannot_read_output(&sent.shown, &plain_reason(&e)));
        let mut source = File::open(&sent.source).map_err(gone)?;
        self.head(&sent.path, sent.size)?;
        let (mut summing, mut left) = (Summing::default(), sent.size);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let n = source.read(&mut buffer).map_err(gone)?;
            if n as u64 > left || (n == 0 && left > 0) {
                return Err(Broken::Source(catalogue::changed_while_sent(&sent.shown)));
            }
            if n == 0 {
                break;
            }
            summing.update(&buffer[..n]);
            self.write(&buffer[..n])?;
            left -= n as u64;
        }
        match summing.finish() == sent.sum {
            true => self.write(b"\n"),
            false => Err(Broken::Source(catalogue::changed_while_sent(&sent.shown))),
        }
    }

    fn head(&mut self, path: &str, size: u64) -> Result<(), Broken> {
        self.write(format!("M 100644 inline {}\ndata {size}\n", quoted(path)).as_bytes())
    }

    /// Ends the stream. Gives the name of the commit.
    pub(super) fn finish(mut self) -> Result<String, Broken> {
        self.write(b"\ndone\n")?;
        let flushed = self.out.take().map_or(Ok(()), |mut out| out.flush());
        if !self.child.wait()?.success() || flushed.is_err() {
            return Err(self.broken());
        }
        let name = self.git.run(&["rev-parse", "--verify", "--quiet", NEXT])?;
        let name = String::from_utf8_lossy(&name.stdout).trim().to_owned();
        if name.is_empty() { Err(self.broken()) } else { Ok(name) }
    }
}

impl Drop for Stream<'_> {
    fn drop(&mut self) {
        // Without `done` it makes no commit.
        if let Some(out) = self.out.take() {
            let (input, _) = out.into_parts();
            drop(input);
        }
        let _ = self.child.wait();
    }
}

/// A path as `fast-import` takes it, whatever stands in it.
fn quoted(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 2);
    out.push('"');
    for letter in path.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_as_c_does() {
        assert_eq!(quoted("a b/ç.html"), "\"a b/ç.html\"");
        assert_eq!(quoted("a\"b\\c\nd"), r#""a\"b\\c\nd""#);
    }
}
