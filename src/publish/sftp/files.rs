//! Files at the server: looking, reading, writing by rename. Each of these can be done twice.

use super::SftpFolder;
use super::fault::{Failure, is_missing};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::manifest::Entry;
use crate::publish::manifest::sum::Summing;
use crate::source::plain_reason;
use futures_util::StreamExt;
use openssh_sftp_client::file::File;
use openssh_sftp_client::metadata::MetaData;
use openssh_sftp_client::{Error, Sftp};
use std::collections::VecDeque;
use std::io::{self, Read, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::io::AsyncSeek;
use tokio::task::JoinHandle;

/// Bytes of one request; servers take at least so many.
const PIECE: usize = 32 * 1024;
/// Requests for one file that are under way at once.
const AHEAD: usize = 16;

/// A name in a folder.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) is_folder: bool,
    pub(super) size: u64,
}

/// Whether something at a path is a file, and its size; links are not followed.
pub(super) fn size_of_file(there: &MetaData) -> Option<u64> {
    there.file_type().filter(|kind| kind.is_file()).and(there.len())
}

pub(super) fn is_folder(there: &MetaData) -> bool {
    there.file_type().is_some_and(|kind| kind.is_dir())
}

impl SftpFolder {
    /// What stands at a path below the root; none when nothing does. A link is a link.
    pub(super) fn look(&self, path: &str) -> Result<Option<MetaData>, Failure> {
        let full = self.at(path);
        let looked = self.connection.with(|sftp| {
            let full = full.clone();
            async move { sftp.fs().symlink_metadata(full).await }
        });
        none_if_missing(looked)
    }

    /// The bytes of a small file of our own; none when it is not there.
    pub(super) fn whole(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let full = self.at(path);
        let read = self.connection.with(|sftp| {
            let full = full.clone();
            async move {
                let mut file = sftp.open(&full).await?;
                let size = file.metadata().await?.len().unwrap_or(0);
                window(&file, 0, size).await
            }
        });
        none_if_missing(read)
    }

    /// So many bytes of a file, from here on; fewer where it ends.
    pub(super) fn part(&self, path: &str, offset: u64, most: u64) -> Result<Vec<u8>, Failure> {
        let full = self.at(path);
        self.connection.with(|sftp| {
            let full = full.clone();
            async move { window(&sftp.open(&full).await?, offset, most).await }
        })
    }

    /// Replaces a small file of our own by rename.
    pub(super) fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let (full, temporary) = (self.at(path), self.at(&self.temporary()));
        self.connection.with(|sftp| {
            let (full, temporary) = (full.clone(), temporary.clone());
            async move {
                let mut writing = Writing::to(sftp.create(&temporary).await?);
                for piece in bytes.chunks(PIECE) {
                    writing.add(piece.to_vec()).await?;
                }
                writing.finish().await?;
                sftp.fs().rename(temporary, full).await
            }
        })
    }

    /// Sends a file to a temporary name and gives it its own, if it is what the entry says.
    pub(super) fn send(
        &self,
        entry: &Entry,
        source: &Path,
        shown: &str,
        temporary: &str,
    ) -> Result<Result<(), Diagnostic>, Failure> {
        let (full, temporary) = (self.at(&entry.path), self.at(temporary));
        self.connection.with(|sftp| {
            let (full, temporary) = (full.clone(), temporary.clone());
            async move {
                match sent(&sftp, entry, source, shown, &temporary).await? {
                    Ok(()) => sftp.fs().rename(temporary, full).await.map(Ok),
                    Err(problem) => {
                        let _ = sftp.fs().remove_file(temporary).await;
                        Ok(Err(problem))
                    }
                }
            }
        })
    }

    /// Removes a file; one that is not there is no failure.
    pub(super) fn remove(&self, path: &str) -> Result<(), Failure> {
        let full = self.at(path);
        let removed = self.connection.with(|sftp| {
            let full = full.clone();
            async move { sftp.fs().remove_file(full).await }
        });
        none_if_missing(removed).map(drop)
    }

    /// Removes an empty folder; whether there was one.
    pub(super) fn remove_folder(&self, path: &str) -> bool {
        let full = self.at(path);
        let removed = self.connection.with(|sftp| {
            let full = full.clone();
            async move { sftp.fs().remove_dir(full).await }
        });
        removed.is_ok()
    }

    /// Names in a folder; none when there is no such folder.
    pub(super) fn names(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        let full = self.at(folder);
        let names = self.connection.with(|sftp| {
            let full = full.clone();
            async move {
                let mut entries = Box::pin(sftp.fs().open_dir(full).await?.read_dir());
                let mut names = Vec::new();
                while let Some(entry) = entries.next().await {
                    let entry = entry?;
                    let name = entry.filename().to_string_lossy().into_owned();
                    if name != "." && name != ".." {
                        let (is_folder, size) = (is_folder(&entry.metadata()), entry.metadata().len());
                        names.push(Listed { name, is_folder, size: size.unwrap_or(0) });
                    }
                }
                Ok(names)
            }
        });
        none_if_missing(names)
    }
}

/// None instead of a failure that only says that nothing is there.
pub(super) fn none_if_missing<T>(result: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(failure) if failure.is_missing() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// A handle that reads or writes from here on. The place is never left to the file itself: after a short answer it
/// would be wrong.
fn at(file: &File, offset: u64) -> Result<File, Error> {
    let mut file = file.clone();
    Pin::new(&mut file).start_seek(SeekFrom::Start(offset))?;
    Ok(file)
}

/// So many bytes of a file from here on, with several requests under way; fewer where it ends.
async fn window(file: &File, offset: u64, most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut under_way: VecDeque<JoinHandle<Result<Vec<u8>, Error>>> = VecDeque::new();
    let (mut next, end) = (offset, offset.saturating_add(most));
    loop {
        while under_way.len() < AHEAD && next < end {
            let size = (end - next).min(PIECE as u64);
            under_way.push_back(tokio::spawn(piece(file.clone(), next, size as usize)));
            next += size;
        }
        let Some(first) = under_way.pop_front() else { return Ok(bytes) };
        bytes.extend(first.await??);
    }
}

async fn piece(file: File, offset: u64, size: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(size);
    while bytes.len() < size {
        let left = (size - bytes.len()) as u32;
        let read = at(&file, offset + bytes.len() as u64)?.read(left, Default::default()).await?;
        match read.filter(|read| !read.is_empty()) {
            Some(read) => bytes.extend_from_slice(&read),
            None => break,
        }
    }
    Ok(bytes)
}

/// A file that is being written, with several requests under way.
struct Writing {
    file: File,
    size: u64,
    under_way: VecDeque<JoinHandle<Result<(), Error>>>,
}

impl Writing {
    fn to(file: File) -> Self {
        Self { file, size: 0, under_way: VecDeque::new() }
    }

    async fn add(&mut self, piece: Vec<u8>) -> Result<(), Error> {
        let mut to = at(&self.file, self.size)?;
        self.size += piece.len() as u64;
        if self.under_way.len() >= AHEAD
            && let Some(first) = self.under_way.pop_front()
        {
            first.await??;
        }
        self.under_way.push_back(tokio::spawn(async move { to.write_all(&piece).await }));
        Ok(())
    }

    /// Waits until all of it has arrived. Gives its size.
    async fn finish(self) -> Result<u64, Error> {
        for written in self.under_way {
            written.await??;
        }
        self.file.close().await?;
        Ok(self.size)
    }
}

/// Writes a file of the output to a temporary name.
async fn sent(
    sftp: &Sftp,
    entry: &Entry,
    source: &Path,
    shown: &str,
    temporary: &PathBuf,
) -> Result<Result<(), Diagnostic>, Error> {
    let unreadable = |e: &io::Error| Ok(Err(catalogue::cannot_read_output(shown, &plain_reason(e))));
    let mut from = match std::fs::File::open(source) {
        Ok(from) => from,
        Err(e) => return unreadable(&e),
    };
    let mut writing = Writing::to(sftp.create(temporary).await?);
    let mut summing = Summing::default();
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        if let Err(e) = (&mut from).take(PIECE as u64).read_to_end(&mut piece) {
            return unreadable(&e);
        }
        if piece.is_empty() {
            break;
        }
        summing.update(&piece);
        writing.add(piece).await?;
    }
    let size = writing.finish().await?;
    match (size, summing.finish()) == (entry.size, entry.sum) {
        true => Ok(Ok(())),
        false => Ok(Err(catalogue::changed_while_sent(shown))),
    }
}

/// Whether the server says that it has nothing at a path, or that it cannot link: what is there then decides.
pub(super) fn linked(result: Result<(), Error>) -> Result<bool, Error> {
    match result {
        Ok(()) => Ok(true),
        Err(error @ Error::SftpError(..)) if is_missing(&error) => Err(error),
        Err(Error::SftpError(..) | Error::UnsupportedExtension(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
