//! Files on their way to a store and back.
//!
//! A file is read once: while it is read it is summed up and, where the target says so, packed. What fits into one part
//! is sent by one request when its sum is known to be right; larger files go in parts, and are made an object at the
//! end only if the sum is right.

use super::{PART, REDIRECT, SHA256, Store};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::headers::Headers;
use crate::publish::manifest::Entry;
use crate::publish::manifest::sum::Summed;
use crate::publish::packing;
use crate::render::redirects;
use crate::source::plain_reason;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::path::Path as Key;
use object_store::{
    Attribute, AttributeValue, Attributes, MultipartUpload, ObjectStore, ObjectStoreExt, PutMultipartOptions,
    PutOptions, PutPayload,
};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use tokio::runtime::Runtime;

/// Pages that lead on are small; of larger files it is not even asked where they lead.
const LARGEST_REDIRECT: u64 = 64 * 1024;

impl Store {
    /// What is said of a file. Where it leads stands in the file itself.
    pub(super) fn attributes(&self, entry: &Entry, leads_to: Option<String>) -> Attributes {
        let headers = Headers::of(&entry.path, entry.class, &self.address.rules);
        let encoding = headers.encoding.map(|encoding| (Attribute::ContentEncoding, encoding.name().into()));
        let leads = leads_to.map(|to| (Attribute::Metadata(REDIRECT.into()), AttributeValue::from(to)));
        [
            (Attribute::ContentType, AttributeValue::from(headers.content_type)),
            (Attribute::CacheControl, AttributeValue::from(headers.cache_control.to_owned())),
            (Attribute::Metadata(SHA256.into()), AttributeValue::from(entry.sum.to_string())),
        ]
        .into_iter()
        .chain(encoding)
        .chain(leads)
        .collect()
    }

    /// Sends a file (called `shown`).
    pub(super) fn send(
        &self,
        key: &Key,
        entry: &Entry,
        source: &Path,
        shown: &str,
    ) -> Result<(), Diagnostic> {
        let unread = |e: &io::Error| catalogue::cannot_read_output(shown, &plain_reason(e));
        let headers = Headers::of(&entry.path, entry.class, &self.address.rules);
        let leads_to = match headers.leads_on && entry.size <= LARGEST_REDIRECT {
            true => redirects::destination(&fs::read_to_string(source).map_err(|e| unread(&e))?),
            false => None,
        };
        let attributes = self.attributes(entry, leads_to);
        let mut summed = Summed::new(File::open(source).map_err(|e| unread(&e))?);
        let mut bytes: Box<dyn Read + '_> = match headers.encoding {
            Some(encoding) => packing::pack(encoding, &mut summed),
            None => Box::new(&mut summed),
        };
        let first = part(&mut bytes).map_err(|e| unread(&e))?;
        if first.len() < PART {
            drop(bytes);
            if summed.finish() != (entry.size, entry.sum) {
                return Err(catalogue::changed_while_sent(shown));
            }
            let options = PutOptions { attributes, ..PutOptions::default() };
            let put = self.client.put_opts(key, PutPayload::from(first), options);
            return self.runtime.block_on(put).map(drop).map_err(|e| self.unwritable(&entry.path, &e));
        }
        let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
        let begun = self.runtime.block_on(self.client.put_multipart_opts(key, options));
        let mut upload = begun.map_err(|e| self.unwritable(&entry.path, &e))?;
        let sent = self.parts(&mut *upload, entry, first, &mut bytes, &unread);
        drop(bytes);
        let sent = sent.and_then(|()| match summed.finish() == (entry.size, entry.sum) {
            true => Ok(()),
            false => Err(catalogue::changed_while_sent(shown)),
        });
        self.end(&mut *upload, entry, sent)
    }

    /// Sends a file part by part, the first of which has been read.
    fn parts(
        &self,
        upload: &mut dyn MultipartUpload,
        entry: &Entry,
        first: Vec<u8>,
        bytes: &mut dyn Read,
        unread: &dyn Fn(&io::Error) -> Diagnostic,
    ) -> Result<(), Diagnostic> {
        let mut next = first;
        while !next.is_empty() {
            let sent = self.runtime.block_on(upload.put_part(PutPayload::from(next)));
            sent.map_err(|e| self.unwritable(&entry.path, &e))?;
            next = part(bytes).map_err(|e| unread(&e))?;
        }
        Ok(())
    }

    /// Makes an object of the parts that were sent, or takes them back: they would be kept, and paid for, for ever.
    fn end(
        &self,
        upload: &mut dyn MultipartUpload,
        entry: &Entry,
        sent: Result<(), Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let ended = sent.and_then(|()| {
            let made = self.runtime.block_on(upload.complete());
            made.map(drop).map_err(|e| self.unwritable(&entry.path, &e))
        });
        if ended.is_err() {
            let _ = self.runtime.block_on(upload.abort());
        }
        ended
    }

    /// The bytes of an object as they were before they were packed; none when it is not there.
    pub(super) fn fetch(&self, key: &Key) -> object_store::Result<Option<Box<dyn Read + '_>>> {
        let got = match self.runtime.block_on(self.client.get(key)) {
            Err(e) if super::is_missing(&e) => return Ok(None),
            got => got?,
        };
        let encoding = got.attributes.get(&Attribute::ContentEncoding).map(|name| name.as_ref().to_owned());
        let encoding = encoding.unwrap_or_default();
        let body = Body { runtime: &self.runtime, stream: got.into_stream(), chunk: None, at: 0 };
        // Packed in a way that we never pack: its bytes are others than those that were published, whatever they hold.
        let bytes = packing::unpack(&encoding, body);
        Ok(Some(bytes.unwrap_or_else(|| Box::new(io::empty()))))
    }
}

/// The next part of a source; shorter than others, or empty, at its end.
fn part(source: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(PART as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of an object while they arrive, in chunks of whatever kind.
struct Body<'r, B> {
    runtime: &'r Runtime,
    stream: BoxStream<'static, object_store::Result<B>>,
    chunk: Option<B>,
    at: usize,
}

impl<B: AsRef<[u8]>> Read for Body<'_, B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let rest =
                self.chunk.as_ref().and_then(|chunk| chunk.as_ref().get(self.at..)).unwrap_or_default();
            if !rest.is_empty() {
                let count = buffer.len().min(rest.len());
                buffer[..count].copy_from_slice(&rest[..count]);
                self.at += count;
                return Ok(count);
            }
            match self.runtime.block_on(self.stream.next()) {
                None => return Ok(0),
                Some(chunk) => {
                    self.chunk = Some(chunk.map_err(|e| io::Error::other(super::fault::plain(&e)))?);
                    self.at = 0;
                }
            }
        }
    }
}
