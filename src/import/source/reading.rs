//! The bytes of one file at a time. The only module that knows `flate2`.

use super::{Content, HEAD, LARGEST_TEXT, Tree, archive};
use crate::import::encoding::{self, Decoded};
use crate::source::plain_reason;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

/// Most bytes a packed file may unpack to when it is read as a stream.
const LARGEST_STREAM: u64 = 256 * 1024 * 1024 * 1024;

impl Tree {
    /// The first bytes of a file, enough to tell what it is.
    ///
    /// # Errors
    /// In words, when it cannot be read.
    pub fn head(&self, file: usize) -> Result<Vec<u8>, String> {
        self.up_to(file, HEAD as u64)
    }

    /// All bytes of a file.
    ///
    /// # Errors
    /// In words, when it cannot be read or is larger than [`LARGEST_TEXT`].
    pub fn bytes(&self, file: usize) -> Result<Vec<u8>, String> {
        let bytes = self.up_to(file, LARGEST_TEXT + 1)?;
        if bytes.len() as u64 > LARGEST_TEXT {
            let megabytes = LARGEST_TEXT / 1024 / 1024;
            return Err(format!("it is larger than {megabytes} MB, more than any article has"));
        }
        Ok(bytes)
    }

    /// A file as text; `declared` finds the encoding that its bytes say they are in.
    ///
    /// # Errors
    /// In words, when it cannot be read or is no text.
    pub fn text(&self, file: usize, declared: impl Fn(&[u8]) -> Option<String>) -> Result<Decoded, String> {
        let bytes = self.bytes(file)?;
        encoding::decode(&bytes, declared(&bytes).as_deref()).map_err(|no| no.0)
    }

    /// A file as a stream, for what is too large to be read as a whole.
    ///
    /// # Errors
    /// In words, when it cannot be read.
    pub fn stream(&self, file: usize) -> Result<Box<dyn Read + Send>, String> {
        let input = self.files.get(file).ok_or("there is no such file")?;
        let plain = |e: io::Error| plain_reason(&e);
        Ok(match &input.content {
            Content::File(path) => Box::new(BufReader::new(File::open(path).map_err(plain)?)),
            Content::Packed(path) => {
                let packed = BufReader::new(File::open(path).map_err(plain)?);
                Box::new(MultiGzDecoder::new(packed).take(LARGEST_STREAM))
            }
            Content::Entry { archive, number } => {
                let mut file = tempfile::tempfile().map_err(plain)?;
                self.with_archive(*archive, |archive| archive::unpack(archive, *number, &mut file))?;
                file.rewind().map_err(plain)?;
                Box::new(BufReader::new(file))
            }
        })
    }

    fn up_to(&self, file: usize, most: u64) -> Result<Vec<u8>, String> {
        let input = self.files.get(file).ok_or("there is no such file")?;
        if let Content::Entry { archive, number } = &input.content {
            return self.with_archive(*archive, |archive| archive::read(archive, *number, most));
        }
        let mut bytes = Vec::with_capacity(input.size.min(most) as usize + 1);
        let packed = matches!(input.content, Content::Packed(_));
        self.stream(file)?.take(most).read_to_end(&mut bytes).map_err(|e| match packed {
            true => format!("it cannot be unpacked: {e}"),
            false => plain_reason(&e),
        })?;
        Ok(bytes)
    }

    fn with_archive<T>(
        &self,
        archive: usize,
        with: impl FnOnce(&mut archive::Archive) -> Result<T, String>,
    ) -> Result<T, String> {
        let archive = self.archives.get(archive).ok_or("there is no such archive")?;
        // A thread that failed while it read leaves the archive as usable as before: every read seeks first.
        with(&mut archive.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}
