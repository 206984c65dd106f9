//! How a list is cut into archive documents, so that a reader can walk all of it by feed (RFC 5005, section 4).
//!
//! Takes: the number of articles. Gives: which articles stand in which document, counted from the oldest, and which
//! document leads to which. No article's facts are looked at.
//!
//! - Document 1 holds the oldest articles, document 2 the ones after those, and so on: `size` in each.
//! - A full document is closed. Nothing in it, its links included, changes when articles are published later.
//! - The last document is open: it holds what came after the last closed one and may be empty. It exists so that
//!   the newest closed document's `next-archive` leads somewhere from the day it is closed. It is not marked as
//!   archive, because its content still grows.
//! - The feed to subscribe to leads back to the newest *closed* document: readers keep an archive document by its
//!   address and do not fetch it twice. The feed therefore always reaches back to that document, even when that is
//!   more than the usual number of items.

use std::ops::Range;

/// A list cut into documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedArchive {
    /// The articles of the feed to subscribe to, counted from the oldest.
    pub current: Range<usize>,
    /// Number of the newest closed document: the feed's `prev-archive`. None when nothing is closed.
    pub newest_closed: Option<usize>,
    /// The documents, oldest first.
    pub documents: Vec<ArchiveDocument>,
}

/// An archive document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveDocument {
    /// Its number, 1 for the oldest.
    pub number: usize,
    /// Its articles, counted from the oldest.
    pub items: Range<usize>,
    /// Whether it is full and will not change.
    pub closed: bool,
    /// Number of the document before it: its `prev-archive`.
    pub previous: Option<usize>,
    /// Number of the document after it: its `next-archive`. Only the open one has none.
    pub next: Option<usize>,
}

/// Cuts a list of `count` articles into documents of `size`, for a feed that usually has `limit` items.
/// A `size` of 0 counts as 1.
pub fn cut(count: usize, size: usize, limit: usize) -> FeedArchive {
    let size = size.max(1);
    let closed = count / size;
    let documents = (1..=closed + 1).map(|number| ArchiveDocument {
        number,
        items: (number - 1) * size..count.min(number * size),
        closed: number <= closed,
        previous: (number > 1).then(|| number - 1),
        next: (number <= closed).then_some(number + 1),
    });
    let current = count - count.min(limit.max(count - closed * size))..count;
    FeedArchive { current, newest_closed: (closed > 0).then_some(closed), documents: documents.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn documents_are_counted_from_the_oldest() {
        let archive = cut(250, 100, 20);
        let items: Vec<_> = archive.documents.iter().map(|d| (d.number, d.items.clone(), d.closed)).collect();
        assert_eq!(items, [(1, 0..100, true), (2, 100..200, true), (3, 200..250, false)]);
        assert_eq!(archive.newest_closed, Some(2));
        assert_eq!(archive.current, 200..250, "the feed reaches back to the newest closed document");
        assert_eq!(archive.documents[1].previous, Some(1));
        assert_eq!(archive.documents[1].next, Some(3));
    }

    #[test]
    fn a_small_site_has_one_open_document() {
        let archive = cut(5, 100, 20);
        assert_eq!((archive.current, archive.newest_closed, archive.documents.len()), (0..5, None, 1));
        assert!(!archive.documents[0].closed);
    }

    #[test]
    fn a_document_that_has_just_been_closed_leads_to_an_empty_one() {
        let archive = cut(100, 100, 20);
        assert_eq!(archive.current, 80..100);
        assert_eq!((archive.documents[0].closed, archive.documents[0].next), (true, Some(2)));
        assert_eq!(archive.documents[1].items, 100..100);
    }

    proptest! {
        #[test]
        fn walking_back_meets_every_article(count in 0usize..2000, size in 0usize..120, limit in 0usize..150) {
            let archive = cut(count, size, limit);
            let mut seen = archive.current.start;
            prop_assert_eq!(archive.current.end, count);
            let mut number = archive.newest_closed;
            while let Some(n) = number {
                let document = &archive.documents[n - 1];
                prop_assert!(document.closed && document.items.end >= seen, "a gap before {}", seen);
                seen = seen.min(document.items.start);
                number = document.previous;
            }
            prop_assert_eq!(seen, 0);
        }

        #[test]
        fn closed_documents_never_change(count in 0usize..1000, more in 0usize..300, size in 1usize..120) {
            let (before, after) = (cut(count, size, 20), cut(count + more, size, 20));
            for document in before.documents.iter().filter(|document| document.closed) {
                prop_assert_eq!(document, &after.documents[document.number - 1]);
            }
        }

        #[test]
        fn walking_forward_ends_in_the_open_document(count in 0usize..1000, size in 1usize..120) {
            let archive = cut(count, size, 20);
            let (mut document, mut seen) = (&archive.documents[0], 0);
            loop {
                prop_assert_eq!(document.items.start, seen);
                seen = document.items.end;
                let Some(next) = document.next else { break };
                document = &archive.documents[next - 1];
            }
            prop_assert_eq!(seen, count);
            prop_assert!(!document.closed);
        }
    }
}
