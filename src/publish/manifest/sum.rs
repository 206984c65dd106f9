//! SHA-256: by which whoever has the files of a site can check them with tools that are everywhere.

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;
use std::io::{self, Read};

/// A SHA-256 sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sum(pub [u8; 32]);

impl Sum {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// From 64 hexadecimal digits.
    pub fn read(hex: &[u8]) -> Option<Self> {
        let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        let mut own = [0; 32];
        if hex.len() != 64 {
            return None;
        }
        for (at, pair) in hex.chunks_exact(2).enumerate() {
            own[at] = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(own))
    }

    /// The first eight digits, for names.
    pub fn short(self) -> String {
        self.to_string()[..8].to_owned()
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        out.write_str(&text)
    }
}

/// [`Sum::of`] bytes that come in pieces.
#[derive(Default)]
pub struct Summing(sha2::Sha256);

impl Summing {
    /// Adds a piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The sum of all pieces.
    pub fn finish(self) -> Sum {
        Sum(self.0.finalize().into())
    }
}

/// A source of bytes that sums up what is read from it.
pub struct Summed<R> {
    source: R,
    summing: Summing,
    size: u64,
}

impl<R: Read> Summed<R> {
    /// Of a source that has not been read from.
    pub fn new(source: R) -> Self {
        Self { source, summing: Summing::default(), size: 0 }
    }

    /// How much was read, and its sum.
    pub fn finish(self) -> (u64, Sum) {
        (self.size, self.summing.finish())
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.summing.update(&buffer[..count]);
        self.size += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_what_sha256sum_prints() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut summing = Summing::default();
        summing.update(b"a");
        summing.update(b"bc");
        assert_eq!((Sum::of(b"abc").to_string().as_str(), summing.finish().to_string().as_str()), (hex, hex));
        assert_eq!(Sum::read(hex.as_bytes()), Some(Sum::of(b"abc")));
        assert_eq!(Sum::read(&hex.as_bytes()[1..]), None);
        assert_eq!(Sum::read(hex.replace('b', "x").as_bytes()), None);
    }
}
