//! Publishing: what a build wrote, to where readers are.
//!
//! Takes: an output folder with its record ([`stock`]), and a [`target`]. Does: compares manifests ([`manifest`]), makes
//! a [`plan`], and carries it out so that no reader ever meets a broken page ([`run`]); or looks whether what lies there
//! is what was published ([`verify`]). Gives: a [`receipt`].
//!
//! | kind of target | room |
//! | --- | --- |
//! | a folder | [`folder`] |
//! | an object store: S3 and what speaks as it does, Google's, Azure's | `store`, with the feature `publish` |
//! | a branch of a Git repository | [`git`] |
//! | a folder of another machine, over SSH | `sftp`, with the feature `publish-sftp` |
#![allow(clippy::disallowed_methods, reason = "this room reads the finished site and writes it elsewhere")]

pub mod folder;
pub mod git;
pub mod headers;
pub mod manifest;
#[cfg(feature = "publish")]
pub mod packing;
pub mod plan;
pub mod receipt;
pub mod run;
#[cfg(feature = "publish-sftp")]
pub mod sftp;
pub mod stock;
#[cfg(feature = "publish")]
pub mod store;
pub mod target;
pub mod verify;
