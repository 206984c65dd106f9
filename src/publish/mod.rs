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
#![allow(clippy::disallowed_methods, reason = "this room reads the finished site and writes it elsewhere")]

pub mod folder;
pub mod headers;
pub mod manifest;
#[cfg(feature = "publish")]
pub mod packing;
pub mod plan;
pub mod receipt;
pub mod run;
pub mod stock;
#[cfg(feature = "publish")]
pub mod store;
pub mod target;
pub mod verify;
