//! Items between reading and writing: in memory while they are few, on disk beyond that, so that an export of any size fits.

use crate::import::item::Item;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

/// Bytes of items that stay in memory.
const IN_MEMORY: usize = 64 * 1024 * 1024;

/// Items, by number.
#[derive(Default)]
pub struct Shelf {
    items: Vec<Kept>,
    held: usize,
    written: u64,
    writer: Option<BufWriter<File>>,
    reader: Mutex<Option<File>>,
}

enum Kept {
    Here(Box<[u8]>),
    There { start: u64, length: usize },
}

impl Shelf {
    /// Puts an item away and gives its number.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put(&mut self, item: &Item) -> io::Result<usize> {
        let bytes = serde_json::to_vec(item)?;
        let length = bytes.len();
        if self.held + length <= IN_MEMORY {
            self.held += length;
            self.items.push(Kept::Here(bytes.into()));
            return Ok(self.items.len() - 1);
        }
        if self.writer.is_none() {
            let file = tempfile::tempfile()?;
            *self.reader.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner) =
                Some(file.try_clone()?);
            self.writer = Some(BufWriter::with_capacity(1 << 20, file));
        }
        if let Some(writer) = &mut self.writer {
            writer.write_all(&bytes)?;
        }
        self.items.push(Kept::There { start: self.written, length });
        self.written += length as u64;
        Ok(self.items.len() - 1)
    }

    /// Ends putting away.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn close(&mut self) -> io::Result<()> {
        self.writer.take().map_or(Ok(()), |mut writer| writer.flush())
    }

    /// An item.
    ///
    /// # Errors
    /// When the disk refuses, or there is none of this number.
    pub fn get(&self, number: usize) -> io::Result<Item> {
        let missing = || io::Error::other("it was put aside and is gone");
        match self.items.get(number).ok_or_else(missing)? {
            Kept::Here(bytes) => Ok(serde_json::from_slice(bytes)?),
            Kept::There { start, length } => {
                let mut bytes = vec![0; *length];
                let mut reader = self.reader.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let file = reader.as_mut().ok_or_else(missing)?;
                file.seek(SeekFrom::Start(*start))?;
                file.read_exact(&mut bytes)?;
                Ok(serde_json::from_slice(&bytes)?)
            }
        }
    }
}
