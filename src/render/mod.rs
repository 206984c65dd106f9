//! Pages and documents as bytes.
//!
//! Takes: plain values that the plan made. Gives: text, ready to be written. Nothing here touches a disk or a clock,
//! and nothing here can see the archive.

pub mod atom;
pub mod escape;
pub mod feed;
pub mod feed_archive;
pub mod html_text;
pub mod json_feed;
pub mod page;
pub mod json_ld;
pub mod redirects;
pub mod robots;
pub mod rss;
pub mod sitemap;
pub mod syndicated_html;
#[cfg(test)]
mod well_formed;
