//! An object store as a target: S3, and what speaks as it does.
//!
//! Below the prefix lie the files of the site, and in `.dateline/` the manifest, the sums, the receipts, and while a
//! publish runs the claim of whoever publishes (`pending`). The claim is made only if there is none, and the manifest is
//! replaced only if it is the one that the plan was made from, so of two publishers the second is told, whatever it has
//! done. Each object carries the SHA-256 of its bytes, by which a publish that goes on knows what has arrived.

mod fault;
mod objects;

use super::headers::Headers;
use super::manifest::sum::Sum;
use super::manifest::{Entry, Fault, Manifest};
use super::receipt::Receipt;
use super::target::{Conclusion, MANIFEST, OWN, Pending, SUMS, State, Target};
use crate::config::publish::{Encoding, StoreKind};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::source::plain_reason;
use fault::{unreadable, unwritable};
use futures_util::StreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{
    BackoffConfig, Error, GetOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
    RetryConfig, UpdateVersion,
};
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;
use tokio::runtime::Runtime;

// Only so that it is built to speak TLS by `ring`: `object_store` sends its requests with it.
use reqwest as _;

/// Files larger than this are sent in parts of this size.
const PART: usize = 16 * 1024 * 1024;

/// The name of the metadata with a file's sum.
const SHA256: &str = "sha256";

/// Credentials. They can be shown nowhere: not even for looking into a fault.
pub struct Credentials {
    /// The name of the key.
    pub key: String,
    /// The key.
    pub secret: String,
    /// What proves that both were lent for a while.
    pub token: Option<String>,
}

/// Where a store is and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whose language it speaks.
    pub kind: StoreKind,
    /// The bucket.
    pub bucket: String,
    /// What the names of all objects begin with; empty for nothing.
    pub prefix: String,
    /// Address of the server, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Whether the server may be spoken to without encryption.
    pub allow_http: bool,
    /// Patterns of paths with how long files may be kept.
    pub cache: Vec<(String, String)>,
    /// How texts are packed.
    pub encoding: Option<Encoding>,
    /// Whether old addresses are told to the store.
    pub redirects: bool,
}

/// A store.
pub struct Store {
    shown: String,
    address: Address,
    client: AmazonS3,
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
        // Only the first call sets it; one that was set before is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let shown = format!("s3://{}/{}", address.bucket, address.prefix);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|e| catalogue::cannot_read(&shown, "", &plain_reason(&e)))?;
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(10),
                base: 2.,
            },
            max_retries: 7,
            retry_timeout: Duration::from_secs(150),
        };
        let builder = AmazonS3Builder::from_env().with_bucket_name(&address.bucket).with_retry(retry);
        // Not every store can delete many objects by one request.
        let mut builder = builder.with_disable_bulk_delete(true);
        if let Some(Credentials { key, secret, token }) = credentials {
            builder = builder.with_access_key_id(key).with_secret_access_key(secret);
            if let Some(token) = token {
                builder = builder.with_token(token);
            }
        }
        if let Some(endpoint) = &address.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(region) = &address.region {
            builder = builder.with_region(region);
        }
        if address.allow_http {
            builder = builder.with_allow_http(true);
        }
        let client = builder.build().map_err(|e| unreadable(&shown, "", &e))?;
        Ok(Self { shown, address, client, runtime, version: None })
    }

    fn key(&self, path: &str) -> Result<Key, Diagnostic> {
        let whole = match self.address.prefix.is_empty() {
            true => path.to_owned(),
            false => format!("{}/{path}", self.address.prefix),
        };
        Key::parse(whole).map_err(|e| unwritable(&self.shown, path, &e.into()))
    }

    fn own(&self, name: &str) -> Result<Key, Diagnostic> {
        self.key(&format!("{OWN}/{name}"))
    }
}

/// Whether an error only says that there is no such object.
fn is_missing(error: &Error) -> bool {
    matches!(error, Error::NotFound { source, .. } if !source.to_string().contains("NoSuchBucket"))
}

impl Target for Store {
    fn shown(&self) -> &str {
        &self.shown
    }

    fn after_failure(&self) -> &'static str {
        "every file that readers see is whole, some may be new already; publish again to go on from here"
    }

    fn headers(&self, path: &str, class: crate::record::Class) -> super::manifest::Headers {
        Some(Headers::of(path, class, &self.address.cache).digest())
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
            false => {
                Some(Key::parse(&self.address.prefix).map_err(|e| unreadable(&self.shown, "", &e.into()))?)
            }
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
        listed.map_err(|e| unreadable(&self.shown, "", &e))?;
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
            Ok(meta) => meta.e_tag,
            Err(e) if is_missing(&e) => None,
            Err(e) => return Err(unreadable(&self.shown, ".dateline/manifest", &e)),
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
                let wanted = self.attributes(entry);
                let same = wanted.iter().all(|(name, value)| got.attributes.get(name) == Some(value));
                Ok(got.meta.size == entry.size && same)
            }
            Err(e) if is_missing(&e) => Ok(false),
            Err(e) => Err(unreadable(&self.shown, &entry.path, &e)),
        }
    }

    fn put(&self, entry: &Entry, source: &Path, shown: &str) -> Result<(), Diagnostic> {
        let key = self.key(&entry.path)?;
        let bytes = fs::read(source).map_err(|e| catalogue::cannot_read_output(shown, &plain_reason(&e)))?;
        if (bytes.len() as u64, Sum::of(&bytes)) != (entry.size, entry.sum) {
            return Err(catalogue::changed_while_sent(shown));
        }
        let sent = self.runtime.block_on(async {
            if bytes.len() > PART {
                return self.put_parts(&key, entry, bytes).await;
            }
            let options = PutOptions { attributes: self.attributes(entry), ..PutOptions::default() };
            self.client.put_opts(&key, PutPayload::from(bytes), options).await.map(drop)
        });
        sent.map_err(|e| unwritable(&self.shown, &entry.path, &e))
    }

    fn delete(&self, path: &str) -> Result<(), Diagnostic> {
        match self.runtime.block_on(self.client.delete(&self.key(path)?)) {
            Err(e) if !is_missing(&e) => Err(unwritable(&self.shown, path, &e)),
            _ => Ok(()),
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Result<(), Diagnostic> {
        const TEXT: &str = "text/plain; charset=utf-8";
        let fail = |e: Error| unwritable(&self.shown, OWN, &e);
        let receipt = conclusion.receipt;
        self.write(SUMS, TEXT, conclusion.manifest.sums(), PutMode::Overwrite).map_err(fail)?;
        let name = format!("receipts/{}.json", receipt.id);
        self.write(&name, "application/json", receipt.write(), PutMode::Overwrite).map_err(fail)?;
        let mode = match self.version.clone() {
            None => PutMode::Create,
            version => PutMode::Update(UpdateVersion { e_tag: version, version: None }),
        };
        match self.write_if(MANIFEST, TEXT, &conclusion.bytes, &mode) {
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                return Err(catalogue::overtaken(&self.shown));
            }
            done => done.map_err(fail)?,
        }
        let key = self.own("pending")?;
        self.runtime.block_on(self.client.delete(&key)).map_err(|e| unwritable(&self.shown, OWN, &e))
    }

    fn read(&self, path: &str) -> Result<Option<Box<dyn Read + '_>>, Diagnostic> {
        let key = self.key(path)?;
        let got = self.runtime.block_on(async { self.client.get(&key).await?.bytes().await });
        match got {
            Ok(bytes) => Ok(Some(Box::new(Cursor::new(bytes)))),
            Err(e) if is_missing(&e) => Ok(None),
            Err(e) => Err(unreadable(&self.shown, path, &e)),
        }
    }

    fn kept(&self) -> Result<Vec<Receipt>, Diagnostic> {
        Err(catalogue::keeps_no_releases(&self.shown, "in a store files are replaced in place"))
    }

    fn roll_back(&mut self, _: &Receipt, _: &Receipt) -> Result<(), Diagnostic> {
        self.kept().map(drop)
    }
}
