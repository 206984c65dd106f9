//! Files at the server, as something to read from.

use super::{SftpFolder, WINDOW};
use std::io::{self, Read};

/// A file that is read window by window.
pub(super) struct Reading<'t> {
    target: &'t SftpFolder,
    path: String,
    size: u64,
    offset: u64,
    window: io::Cursor<Vec<u8>>,
}

impl<'t> Reading<'t> {
    pub(super) fn of(target: &'t SftpFolder, path: &str, size: u64) -> Self {
        Self { target, path: path.to_owned(), size, offset: 0, window: io::Cursor::default() }
    }
}

impl Read for Reading<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.window.read(buffer)?;
        if n > 0 || self.offset >= self.size {
            return Ok(n);
        }
        let most = WINDOW.min(self.size - self.offset);
        let bytes = self.target.part(&self.path, self.offset, most);
        let bytes = bytes.map_err(|failure| io::Error::other(failure.reason()))?;
        self.offset = if bytes.is_empty() { self.size } else { self.offset + bytes.len() as u64 };
        self.window = io::Cursor::new(bytes);
        self.window.read(buffer)
    }
}
