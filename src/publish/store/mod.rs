//! An object store as a target: S3, and what speaks as it does.
//!
//! Below the prefix lie the files of the site, and in `.dateline/` the manifest, the sums, the receipts, and while a
//! publish runs the claim of whoever publishes (`pending`). The claim is made only if there is none, and the manifest is
//! replaced only if it is the one that the plan was made from, so of two publishers the second is told, whatever it has
//! done. Each object carries the SHA-256 of its bytes, by which a publish that goes on knows what has arrived.

mod connect;
mod fault;
mod objects;
mod redirect;
mod transfer;

pub use connect::{Address, Credentials};

use super::headers::Headers;
use super::manifest::{Entry, Fault, Manifest};
use super::receipt::Receipt;
use super::target::{Conclusion, MANIFEST, OWN, Pending, SUMS, State, Target};
use crate::config::publish::StoreKind;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::source::plain_reason;
use fault::{unreadable, unwritable};
use futures_util::StreamExt;
use object_store::path::Path as Key;
use object_store::{
    Attribute, Error, GetOptions, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, UpdateVersion,
};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use tokio::runtime::Runtime;

// Only so that it is built to speak TLS by `ring`: `object_store` sends its requests with it.
use reqwest as _;

/// Files of this size and more are sent in parts of this size. S3 takes 10,000 of them, of 5 MB at least.
const PART: usize = 8 * 1024 * 1024;

/// The name of the metadata with a file's sum.
const SHA256: &str = "sha256";
/// The name of the metadata with where an old address leads.
const REDIRECT: &str = "redirect";

/// A store.
pub struct Store {
    shown: String,
    address: Address,
    client: Arc<dyn ObjectStore>,
    runtime: Runtime,
    /// The manifest that the plan was made from.
    version: Option<String>,
}

impl Store {
    /// The store at an address. Without `credentials` they come from the environment, or from the role of the machine.
    ///
    /// # Errors
    /// When something about the address or the environment makes no sense.
    pub fn new(address: Address, credentials: Option<Credentials>) -> Result<Self, Diagnostic> {
        let shown = address.shown();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|e| catalogue::cannot_read(&shown, "", &plain_reason(&e)))?;
        let client =
            connect::connect(&address, credentials).map_err(|e| unreadable(address.kind, &shown, "", &e))?;
        Ok(Self { shown, address, client, runtime, version: None })
    }

    fn kind(&self) -> StoreKind {
        self.address.kind
    }

    fn unreadable(&self, path: &str, error: &Error) -> Diagnostic {
        unreadable(self.kind(), &self.shown, path, error)
    }

    fn unwritable(&self, path: &str, error: &Error) -> Diagnostic {
        unwritable(self.kind(), &self.shown, path, error)
    }

    /// By which the store tells one writing of an object from another.
    fn version_of(&self, meta: &ObjectMeta) -> Option<String> {
        match self.kind() {
            StoreKind::Gs => meta.version.clone(),
            StoreKind::S3 | StoreKind::Az => meta.e_tag.clone(),
        }
    }

    /// To write only if it still is the one that was read.
    fn only_if(version: Option<String>) -> PutMode {
        PutMode::Update(UpdateVersion { e_tag: version.clone(), version })
    }

    fn key(&self, path: &str) -> Result<Key, Diagnostic> {
        let whole = match self.address.prefix.is_empty() {
            true => path.to_owned(),
            false => format!("{}/{path}", self.address.prefix),
        };
        Key::parse(whole).map_err(|e| self.unwritable(path, &e.into()))
    }

    fn own(&self, name: &str) -> Result<Key, Diagnostic> {
        self.key(&format!("{OWN}/{name}"))
    }
}

/// Whether an error only says that there is no such object.
fn is_missing(error: &Error) -> bool {
    matches!(error, Error::NotFound { source, .. }
        if !["NoSuchBucket", "ContainerNotFound"].iter().any(|word| source.to_string().contains(word)))
}

impl Target for Store {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn after_failure(&self) -> &'static str {
        "every file that readers see is whole, some may be new already; publish again to go on from here"
    }

    fn headers(&self, path: &str, class: crate::record::Class) -> super::manifest::Headers {
        Some(Headers::of(path, class, &self.address.rules).digest())
    }

    fn keeps_size(&self, entry: &Entry) -> bool {
        Headers::of(&entry.path, entry.class, &self.address.rules).encoding.is_none()
    }

    fn state(&self) -> Result<State, Diagnostic> {
        let (manifest, version) = match self.get(MANIFEST)? {
            None => (None, None),
            Some((bytes, version)) => match Manifest::read(&bytes) {
                Ok(read) => (Some(read), version),
                Err(Fault::Newer(format)) => return Err(catalogue::newer_manifest(&self.shown, format)),
                Err(Fault::Damaged) => return Err(catalogue::damaged_manifest(&self.shown)),
            },
        };
        let pending = match self.get("pending")? {
            None => None,
            Some((bytes, _)) => {
                Some(serde_json::from_slice(&bytes).map_err(|_| catalogue::damaged_pending(&self.shown))?)
            }
        };
        Ok(State { manifest, version, pending })
    }

    fn list(&self, most: usize) -> Result<Vec<(Box<str>, u64)>, Diagnostic> {
        let prefix = match self.address.prefix.is_empty() {
            true => None,
            false => Some(Key::parse(&self.address.prefix).map_err(|e| self.unreadable("", &e.into()))?),
        };
        let mut found = Vec::new();
        let listed: Result<(), Error> = self.runtime.block_on(async {
            let mut listing = self.client.list(prefix.as_ref());
            while let Some(object) = listing.next().await {
                let object = object?;
                let whole = object.location.as_ref();
                let path = whole.strip_prefix(&self.address.prefix).unwrap_or(whole).trim_start_matches('/');
                if !path.starts_with(".dateline/") {
                    found.push((Box::from(path), object.size));
                }
                if found.len() >= most {
                    break;
                }
            }
            Ok(())
        });
        listed.map_err(|e| self.unreadable("", &e))?;
        found.sort();
        Ok(found)
    }

    fn strangers(&self) -> Result<Vec<String>, Diagnostic> {
        Ok(self.list(10)?.into_iter().map(|(path, _)| String::from(path)).collect())
    }

    fn lock(&mut self) -> Result<(), Diagnostic> {
        // There is nothing to hold on to: the claim is made when it is known what is to be done.
        Ok(())
    }

    fn begin(&mut self, pending: &Pending, state: &State, take_over: bool) -> Result<(), Diagnostic> {
        self.claim(pending, take_over)?;
        // Between the plan and the claim another publish may have come and gone.
        let key = self.own(MANIFEST)?;
        let version = match self.runtime.block_on(self.client.head(&key)) {
            Ok(meta) => self.version_of(&meta),
            Err(e) if is_missing(&e) => None,
            Err(e) => return Err(self.unreadable(".dateline/manifest", &e)),
        };
        if version != state.version {
            let _ = self.runtime.block_on(self.client.delete(&self.own("pending")?));
            return Err(catalogue::busy(&self.shown));
        }
        self.version.clone_from(&state.version);
        Ok(())
    }

    fn holds(&self, entry: &Entry) -> Result<bool, Diagnostic> {
        let key = self.key(&entry.path)?;
        let head = GetOptions { head: true, ..GetOptions::default() };
        match self.runtime.block_on(self.client.get_opts(&key, head)) {
            Ok(got) => {
                // Where a page leads follows from its bytes, whose sum is compared.
                let wanted = self.attributes(entry, None);
                let same = wanted.iter().all(|(name, value)| got.attributes.get(name) == Some(value));
                let led = got.attributes.get(&Attribute::Metadata(REDIRECT.into())).is_some();
                let headers = Headers::of(&entry.path, entry.class, &self.address.rules);
                let packed = got.attributes.get(&Attribute::ContentEncoding).is_some();
                let fits = match headers.encoding {
                    Some(_) => true,
                    None => !packed && got.meta.size == entry.size,
                };
                Ok(same && fits && led == headers.leads_on)
            }
            Err(e) if is_missing(&e) => Ok(false),
            Err(e) => Err(self.unreadable(&entry.path, &e)),
        }
    }

    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic> {
        self.send(&self.key(&entry.path)?, entry, source, shown)
    }

    fn delete(&self, path: &str) -> Result<(), Diagnostic> {
        match self.runtime.block_on(self.client.delete(&self.key(path)?)) {
            Err(e) if !is_missing(&e) => Err(self.unwritable(path, &e)),
            _ => Ok(()),
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic> {
        const TEXT: &str = "text/plain; charset=utf-8";
        let fail = |e: Error| self.unwritable(OWN, &e);
        let receipt = conclusion.receipt;
        self.write(SUMS, TEXT, conclusion.manifest.sums(), PutMode::Overwrite).map_err(fail)?;
        let name = format!("receipts/{}.json", receipt.id);
        self.write(&name, "application/json", receipt.write(), PutMode::Overwrite).map_err(fail)?;
        let mode = match self.version.clone() {
            None => PutMode::Create,
            version => Self::only_if(version),
        };
        match self.write_if(MANIFEST, TEXT, &conclusion.bytes, &mode) {
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                return Err(catalogue::overtaken(&self.shown));
            }
            done => done.map_err(fail)?,
        }
        let key = self.own("pending")?;
        self.runtime.block_on(self.client.delete(&key)).map_err(|e| self.unwritable(OWN, &e))
    }

    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic> {
        self.fetch(&self.key(path)?).map_err(|e| self.unreadable(path, &e))
    }

    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic> {
        Err(catalogue::keeps_no_releases(&self.shown, "in a store files are replaced in place"))
    }

    fn roll_back(&mut self, _: &Receipt, _: &Receipt) -> Result<(), Diagnostic> {
        self.kept().map(drop)
    }
}
