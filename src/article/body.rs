//! What is known of a body without keeping it.

use super::fields::reader::File;
use super::markdown::{self, Options, Survey};
use super::reading::ForeignTag;
use crate::diagnostic::{Diagnostic, catalogue::body as catalogue};
use crate::fingerprint::Digest;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Facts about a body.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Body {
    /// Where the body starts in the file, in bytes. A heading that became the title stands before it.
    pub start: u32,
    /// Of the body's bytes.
    pub digest: Digest,
    /// Number of words.
    pub words: u32,
    /// Addresses the body names that may be inside the site (no scheme, not only a `#fragment`).
    pub links: Box<[BodyLink]>,
}

/// A link or picture in a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyLink {
    /// Address as written.
    pub address: Box<str>,
    /// Picture (or other medium) rather than link.
    pub picture: bool,
    /// Where it stands, in bytes of the body.
    pub span: Range<u32>,
}

/// A body as it was read.
pub(super) struct Content {
    /// What is kept of it.
    pub body: Body,
    /// Text of the heading that became the title.
    pub heading: Option<String>,
    /// First words, for a summary.
    pub first_words: Option<String>,
    /// Text of the first paragraph.
    pub first_paragraph: String,
    /// Tags of other generators.
    pub foreign_tags: Vec<ForeignTag>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

impl Content {
    /// Surveys the body of a file, which starts at `start`. Where the file has no title, a heading that opens the
    /// body is taken for it, and the body starts behind that.
    pub fn read(file: &File, start: usize, untitled: bool, options: &Options) -> Self {
        let mut start = start;
        let mut survey = markdown::survey(&file.text[start..], options);
        let mut heading = None;
        if untitled
            && let Some((text, range)) = survey.first_heading.take()
            && !text.trim().is_empty()
        {
            heading = Some(text);
            start += range.end;
            survey = markdown::survey(&file.text[start..], options);
        }
        let foreign_tags = foreign_tags(file, start, &survey);
        let refused = survey.refused.iter().map(|(address, range)| {
            catalogue::address_runs_script(address, file.place(&(start + range.start..start + range.end)))
        });
        let problems = refused.collect();
        let Survey { words, links, before_more, first_paragraph, .. } = survey;
        let digest = Digest::of(&file.text.as_bytes()[start..]);
        let at = u32::try_from(start).unwrap_or(u32::MAX);
        let body = Body { start: at, digest, words, links: links.into() };
        Self { body, heading, first_words: before_more, first_paragraph, foreign_tags, problems }
    }
}

/// Tags by kind, in order of the first of each.
fn foreign_tags(file: &File, start: usize, survey: &Survey) -> Vec<ForeignTag> {
    let mut tags: Vec<ForeignTag> = Vec::new();
    for (kind, range) in &survey.shortcodes {
        match tags.iter_mut().find(|tag| *tag.kind == **kind) {
            Some(tag) => tag.count += 1,
            None => {
                let place = file.place(&(start + range.start..start + range.end));
                tags.push(ForeignTag { kind: kind.as_str().into(), count: 1, place });
            }
        }
    }
    tags
}
