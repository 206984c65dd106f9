//! Objects of a store that publishing keeps for itself: manifest, receipts, and the claim.

use super::{Store, is_missing};
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use crate::publish::target::{OWN, Pending};
use object_store::{
    Attribute, AttributeValue, Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
};
use std::time::Duration;

/// The bytes of an object, and its version.
pub(super) type Versioned = (Vec<u8>, Option<String>);

impl Store {
    /// The bytes of an object of our own and its version; none when it is not there.
    pub(super) fn get(&self, name: &str) -> Result<Option<Versioned>, Diagnostic> {
        let key = self.own(name)?;
        let got = self.runtime.block_on(async {
            let got = self.client.get(&key).await?;
            let version = self.version_of(&got.meta);
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got {
            Ok(got) => Ok(Some(got)),
            Err(e) if is_missing(&e) => Ok(None),
            Err(e) => Err(self.unreadable(&format!("{OWN}/{name}"), &e)),
        }
    }

    /// Writes an object of our own.
    pub(super) fn write(
        &self,
        name: &str,
        kind: &'static str,
        bytes: Vec<u8>,
        mode: PutMode,
    ) -> Result<(), Error> {
        let key = self
            .own(name)
            .map_err(|_| Error::NotImplemented { operation: String::new(), implementer: String::new() })?;
        let attributes = [(Attribute::ContentType, kind), (Attribute::CacheControl, "no-cache")];
        let options = PutOptions {
            mode,
            attributes: attributes
                .map(|(name, value)| (name, AttributeValue::from(value)))
                .into_iter()
                .collect(),
            ..PutOptions::default()
        };
        self.runtime.block_on(self.client.put_opts(&key, PutPayload::from(bytes), options)).map(drop)
    }

    /// Writes an object of our own under a condition. When the connection fails it is not known whether the server has
    /// done it, so what is there then decides.
    pub(super) fn write_if(
        &self,
        name: &str,
        kind: &'static str,
        bytes: &[u8],
        mode: &PutMode,
    ) -> Result<(), Error> {
        let mut patience = [100, 300, 1000, 3000].into_iter();
        loop {
            let failed = match self.write(name, kind, bytes.to_vec(), mode.clone()) {
                Ok(()) => return Ok(()),
                Err(failed) => failed,
            };
            let refused = matches!(failed, Error::Precondition { .. } | Error::AlreadyExists { .. });
            if refused && self.get(name).is_ok_and(|there| there.is_some_and(|(there, _)| there == bytes)) {
                return Ok(());
            }
            match patience.next().filter(|_| matches!(failed, Error::Generic { .. })) {
                Some(ms) => std::thread::sleep(Duration::from_millis(ms)),
                None => return Err(failed),
            }
        }
    }

    /// Claims the store for this process.
    pub(super) fn claim(&self, pending: &Pending, take_over: bool) -> Result<(), Diagnostic> {
        let bytes = serde_json::to_vec(pending).unwrap_or_default();
        let write = |mode: PutMode| self.write_if("pending", "application/json", &bytes, &mode);
        let fail = |e: &Error| self.unwritable(".dateline/pending", e);
        match write(PutMode::Create) {
            Err(Error::AlreadyExists { .. }) => {}
            done => return done.map_err(|e| fail(&e)),
        }
        let Some((there, version)) = self.get("pending")? else { return Err(catalogue::busy(&self.shown)) };
        let there: Pending =
            serde_json::from_slice(&there).map_err(|_| catalogue::damaged_pending(&self.shown))?;
        if there.owner != pending.owner && !take_over {
            return Err(catalogue::claimed(&self.shown, &there.by, &there.time));
        }
        match write(Self::only_if(version)) {
            Err(Error::Precondition { .. }) => Err(catalogue::busy(&self.shown)),
            done => done.map_err(|e| fail(&e)),
        }
    }
}
