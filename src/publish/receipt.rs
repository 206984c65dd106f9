//! Receipts: what was published when, by whom, and what it took.
//!
//! Each publish leaves one with the site (`.dateline/receipts/`) and one at the target. It names no secret: a target is
//! called by its name and its address without user and password.

use super::plan::{Action, Plan};
use serde::{Deserialize, Serialize};

/// The format that this program writes, and the newest that it reads.
const FORMAT: u32 = 1;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Number of the format.
    pub format: u32,
    /// Its name: the time, and the beginning of the manifest's digest.
    pub id: String,
    /// When it was published, in UTC.
    pub time: String,
    /// Who published.
    pub by: String,
    /// Name of the target in `config.yaml`.
    pub target: String,
    /// Address of the target.
    pub url: String,
    /// Digest of the manifest before; none for a first publish.
    pub from: Option<String>,
    /// Digest of the manifest now.
    pub to: String,
    /// The receipt that was gone back to, when this was a rollback.
    pub rollback_to: Option<String>,
    /// Files of the site.
    pub files: usize,
    /// Bytes of the site.
    pub bytes: u64,
    /// Files that went up where none was.
    pub put: usize,
    /// Files that took the place of others.
    pub replaced: usize,
    /// Files that were deleted.
    pub deleted: usize,
    /// Bytes that the plan had to send.
    pub bytes_planned: u64,
    /// Version of the program.
    pub program: String,
}

/// Who publishes, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Name of the target in `config.yaml`.
    pub target: String,
    /// Who.
    pub by: String,
    /// When, as `2026-11-22T12:00:00Z`.
    pub time: String,
}

impl Occasion {
    /// The name of a publish of the manifest with this digest.
    pub fn id(&self, to: super::manifest::sum::Sum) -> String {
        let time: String = self.time.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{time}-{}", to.short())
    }

    /// The receipt for carrying out a plan.
    pub fn receipt(
        &self,
        url: &str,
        from: Option<String>,
        to: super::manifest::sum::Sum,
        plan: &Plan,
    ) -> Receipt {
        Receipt {
            format: FORMAT,
            id: self.id(to),
            time: self.time.clone(),
            by: self.by.clone(),
            target: self.target.clone(),
            url: url.to_owned(),
            from,
            to: to.to_string(),
            rollback_to: None,
            files: plan.next.entries().len(),
            bytes: plan.next.bytes(),
            put: plan.count(Action::Put),
            replaced: plan.count(Action::Replace),
            deleted: plan.count(Action::Delete),
            bytes_planned: plan.bytes(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Receipt {
    /// As JSON, for people too.
    pub fn write(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// Reads what [`Receipt::write`] wrote; none when it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().filter(|receipt: &Self| receipt.format == FORMAT)
    }
}
