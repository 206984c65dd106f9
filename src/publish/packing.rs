//! Packing of texts (gzip, RFC 1952; Brotli, RFC 7932), for stores that hand out files as they got them.
//!
//! Takes: a source of bytes. Gives: a source of the same bytes, packed or unpacked while they are read. Files are never
//! held as a whole.

use crate::config::publish::Encoding;
use std::io::Read;

/// How well Brotli packs: the step from which on it takes many times as long for a few bytes.
const QUALITY: u32 = 9;
/// Bytes that Brotli looks back, as a power of two: what every browser can hold.
const WINDOW: u32 = 22;
/// Bytes that are worked on at once.
const BUFFER: usize = 64 * 1024;

/// The bytes of `source`, packed.
pub fn pack<'s>(encoding: Encoding, source: impl Read + 's) -> Box<dyn Read + 's> {
    match encoding {
        Encoding::Gzip => Box::new(flate2::read::GzEncoder::new(source, flate2::Compression::best())),
        Encoding::Brotli => Box::new(brotli::CompressorReader::new(source, BUFFER, QUALITY, WINDOW)),
    }
}

/// The bytes that were packed into `source`; `name` is how, as `Content-Encoding` has it. None where that is unknown.
pub fn unpack<'s>(name: &str, source: impl Read + 's) -> Option<Box<dyn Read + 's>> {
    match name {
        "gzip" => Some(Box::new(flate2::read::MultiGzDecoder::new(source))),
        "br" => Some(Box::new(brotli::Decompressor::new(source, BUFFER))),
        "" | "identity" => Some(Box::new(source)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_out_again() {
        let text = "The ferry leaves the quay at nine. ".repeat(5000);
        for source in [text.as_bytes(), b"", b"x"] {
            for encoding in [Encoding::Gzip, Encoding::Brotli] {
                let (mut packed, mut again) = (Vec::new(), Vec::new());
                pack(encoding, source).read_to_end(&mut packed).expect("it packs");
                assert!(packed.len() < source.len() / 50 + 40, "{encoding:?}: {}", packed.len());
                let mut unpacked = unpack(encoding.name(), &*packed).expect("it is known");
                unpacked.read_to_end(&mut again).expect("it unpacks");
                assert_eq!(again, source);
                // Bytes that were cut off are no text that ended.
                if source.len() > 100 {
                    let mut cut = unpack(encoding.name(), &packed[..packed.len() / 2]).expect("it is known");
                    assert!(cut.read_to_end(&mut Vec::new()).is_err());
                }
            }
        }
        assert!(unpack("zstd", &b""[..]).is_none());
    }
}
