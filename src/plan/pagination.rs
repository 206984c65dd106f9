//! Pages of a list, numbered from the oldest, so that a full page never changes again.
//!
//! With pages of ten and 27 articles, counted from the oldest: page 1 holds 0–9, and the list's own address
//! holds 10–26, the newest full page and what came after it. When article 30 arrives, 10–19 become page 2.

use std::ops::Range;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// Number from the oldest, 1 and up; none for the list's own address.
    pub number: Option<u32>,
    /// The articles by their place in the list counted from the oldest.
    pub range: Range<usize>,
    /// The page with the next older articles.
    pub older: Option<u32>,
    /// The page with the next newer articles; on a numbered page none means the list's own address.
    pub newer: Option<u32>,
}

/// How many numbered pages a list of `total` has, `size` to a page.
pub fn numbered(total: usize, size: usize) -> u32 {
    (total / size.max(1)).saturating_sub(1) as u32
}

/// The page `number` (none: the list's own address) of a list of `total` articles, `size` to a page.
pub fn slice(total: usize, size: usize, number: Option<u32>) -> Slice {
    let last = numbered(total, size);
    match number {
        None => {
            let older = (last > 0).then_some(last);
            Slice { number, range: last as usize * size..total, older, newer: None }
        }
        Some(n) => Slice {
            number,
            range: (n as usize - 1) * size..n as usize * size,
            older: (n > 1).then(|| n - 1),
            newer: (n < last).then_some(n + 1),
        },
    }
}

/// Every page of a list, the list's own address first, then from the oldest.
pub fn slices(total: usize, size: usize) -> impl Iterator<Item = Slice> {
    std::iter::once(None)
        .chain((1..=numbered(total, size)).map(Some))
        .map(move |number| slice(total, size, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_page_holds_the_newest_full_page_and_the_rest() {
        assert_eq!(slice(27, 10, None), Slice { number: None, range: 10..27, older: Some(1), newer: None });
        assert_eq!(slice(27, 10, Some(1)), Slice { number: Some(1), range: 0..10, older: None, newer: None });
        assert_eq!(slice(30, 10, Some(1)).newer, Some(2));
        assert_eq!(slice(19, 10, None).range, 0..19);
        assert_eq!(slices(0, 10).count(), 1);
    }

    proptest! {
        #[test]
        fn following_older_meets_each_once(total in 0usize..400, size in 1usize..40) {
            let mut seen = Vec::new();
            let mut next = Some(slice(total, size, None));
            while let Some(page) = next {
                seen.extend(page.range.clone().rev());
                next = page.older.map(|n| slice(total, size, Some(n)));
            }
            prop_assert_eq!(seen, (0..total).rev().collect::<Vec<_>>());
        }

        #[test]
        fn a_numbered_page_keeps_its_articles(total in 0usize..400, more in 0usize..100, size in 1usize..40) {
            for n in 1..=numbered(total, size) {
                prop_assert_eq!(slice(total, size, Some(n)).range, slice(total + more, size, Some(n)).range);
            }
        }
    }
}
