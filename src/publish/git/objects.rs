//! Objects of a repository, read by one `git cat-file` that stays.

use super::command::Git;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout};

/// Gives objects by name, one after the other.
pub(super) struct Objects {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Objects {
    pub(super) fn of(git: &Git) -> io::Result<Self> {
        let mut child = git.start(&["cat-file", "--batch"], "objects")?;
        let (ask, answers) = (child.stdin.take(), child.stdout.take());
        let answers = answers.ok_or_else(|| io::Error::other("no output"))?;
        Ok(Self { child, ask, answers: BufReader::new(answers) })
    }

    /// Passes the bytes of an object on in pieces; false when there is no such object. A name has no line break.
    pub(super) fn each(&mut self, name: &str, mut take: impl FnMut(&[u8])) -> io::Result<bool> {
        if name.contains('\n') {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        ask.write_all(format!("{name}\n").as_bytes())?;
        ask.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let mut parts = head.trim_end().rsplit(' ');
        let Some(Ok(mut left)) = parts.next().map(str::parse::<u64>) else {
            return match head.trim_end().ends_with(" missing") {
                true => Ok(false),
                false => Err(io::Error::other("an object of the repository cannot be read")),
            };
        };
        let mut buffer = vec![0; 64 * 1024];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            self.answers.read_exact(&mut buffer[..most])?;
            take(&buffer[..most]);
            left -= most as u64;
        }
        // A line feed follows each.
        self.answers.read_exact(&mut buffer[..1])?;
        Ok(true)
    }

    /// The bytes of an object; none when it is not there.
    pub(super) fn bytes(&mut self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let found = self.each(name, |piece| bytes.extend(piece))?;
        Ok(found.then_some(bytes))
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // Without input it ends.
        self.ask = None;
        let _ = self.child.wait();
    }
}

/// A large object that is read piece by piece, by a `git` of its own.
pub(super) struct Large {
    child: Child,
    bytes: Option<ChildStdout>,
}

impl Large {
    pub(super) fn of(git: &Git, name: &str) -> io::Result<Self> {
        let mut child = git.start(&["cat-file", "blob", name], "large")?;
        let bytes = child.stdout.take();
        Ok(Self { child, bytes })
    }
}

impl Read for Large {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.as_mut().map_or(Ok(0), |bytes| bytes.read(buffer))
    }
}

impl Drop for Large {
    fn drop(&mut self) {
        // Without anybody who reads it ends.
        self.bytes = None;
        let _ = self.child.wait();
    }
}
