//! Eight bytes of a text in one number, looked at together.

/// A one in each byte.
const ONES: u64 = u64::MAX / 255;
/// The highest bit of each byte, which no ASCII has.
pub(super) const HIGH: u64 = ONES << 7;

/// The highest bit of each byte that is at least `least`. All bytes are ASCII.
const fn from(eight: u64, least: u8) -> u64 {
    // No byte is above 127, so no sum reaches into the next byte.
    (eight + ONES * (0x80 - least as u64)) & HIGH
}

/// The highest bit of each byte between `first` and `last`. All bytes are ASCII.
const fn between(eight: u64, first: u8, last: u8) -> u64 {
    from(eight, first) & !from(eight, last + 1)
}

/// How many words end in these bytes of ASCII: a word begins with a letter or digit and ends with a blank. `in_word`
/// says whether one was begun before them, and is then told whether one goes on behind them.
#[inline]
pub(super) const fn ended_words(eight: u64, in_word: &mut bool) -> u32 {
    let letters = between(eight | (ONES << 5), b'a', b'z') | between(eight, b'0', b'9');
    let line_ends = between(eight, b'\t', b'\r') & !between(eight, 0x0B, 0x0B);
    let blanks = (between(eight, b' ', b' ') | line_ends) >> 7;
    // Everything but blanks as bytes of ones: a one added to a letter in a row of them runs over into the blank
    // behind the row, however many letters add theirs.
    let (sum, over) = (!(blanks * 0xFF)).overflowing_add(letters >> 7);
    let (sum, over_too) = sum.overflowing_add(*in_word as u64);
    *in_word = over | over_too;
    (sum & blanks).count_ones()
}

/// Where the first of `"`, `&`, `<` and `>` stands, if there is one. The bytes may be any.
#[inline]
pub(super) const fn first_entity(eight: u64) -> Option<usize> {
    // Two pairs that differ in one bit each.
    let found =
        zeros((eight & !(ONES * 0x04)) ^ (ONES * 0x22)) | zeros((eight & !(ONES * 0x02)) ^ (ONES * 0x3C));
    match found {
        0 => None,
        found => Some(found.trailing_zeros() as usize / 8),
    }
}

/// The highest bit of each byte that is zero, and perhaps of bytes behind the first of them.
const fn zeros(eight: u64) -> u64 {
    eight.wrapping_sub(ONES) & !eight & HIGH
}
