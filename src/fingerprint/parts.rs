//! The fields of a view, each by a short digest, so that two versions of a page can be told apart field by field.
//!
//! Takes: the view of a page and the lists its theme asked for. Does: writes both down in one pass, noting where each
//! field of the view, and of the one object it holds (`page.article`, `page.list`, …), begins and ends. Gives: the
//! digest of everything, the names of the fields, and [`Parts`]: sixteen bits for each field that holds anything. The
//! sixteen bits only name what moved; that something moved is told by the whole digest.

use super::Digest;
use serde::ser::{self, Impossible, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Short digests of fields: a mask of those that hold anything, then two bytes for each of these, in order.
pub type Parts = Box<[u8]>;

/// A view as it was written down.
#[derive(Debug, Default, Clone)]
pub struct Written {
    bytes: Vec<u8>,
    /// Name and where its bytes begin.
    fields: Vec<(Name, usize)>,
}

/// Name of a field in its parts, put together only when somebody asks: `page`, `article`, `title`.
#[derive(Debug, Clone)]
struct Name {
    root: &'static str,
    object: &'static str,
    key: Cow<'static, str>,
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { root, object, key } = self;
        if object.is_empty() { write!(f, "{root}.{key}") } else { write!(f, "{root}.{object}.{key}") }
    }
}

/// Writing a view down failed: it holds something that is no data.
#[derive(Debug)]
pub struct NotData(String);

impl Written {
    /// Empty, to be used again for one page after the other.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.fields.clear();
    }

    /// Writes down a struct as the fields `root.FIELD`.
    ///
    /// # Errors
    /// When it is no struct, or holds what cannot be expressed as data.
    pub fn object(&mut self, root: &'static str, value: &impl Serialize) -> Result<(), NotData> {
        value.serialize(Fields { out: self, root, object: "" })
    }

    /// Writes down anything as the field `root.key`.
    ///
    /// # Errors
    /// When it holds what cannot be expressed as data.
    pub fn field(
        &mut self,
        root: &'static str,
        key: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), NotData> {
        self.fields.push((Name { root, object: "", key: key.to_owned().into() }, self.bytes.len()));
        self.value(value)
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotData> {
        let bytes = std::mem::take(&mut self.bytes);
        self.bytes = postcard::to_extend(value, bytes).map_err(|e| NotData(e.to_string()))?;
        Ok(())
    }

    /// Digest of everything.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Names of the fields, in order.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|(name, _)| name.to_string())
    }

    /// The whole digest of each field, by its name.
    pub fn field_digests(&self) -> Vec<(String, Digest)> {
        let ends = self.fields.iter().skip(1).map(|(_, start)| *start).chain([self.bytes.len()]);
        let own = |((name, start), end): (&(Name, usize), usize)| {
            (name.to_string(), Digest::of(&self.bytes[*start..end]))
        };
        self.fields.iter().zip(ends).map(own).collect()
    }

    /// Short digests of the fields.
    pub fn parts(&self) -> Parts {
        let mut mask = vec![0u8; self.fields.len().div_ceil(8)];
        let mut digests = Vec::with_capacity(self.fields.len() * 2);
        for (nth, (_, start)) in self.fields.iter().enumerate() {
            let end = self.fields.get(nth + 1).map_or(self.bytes.len(), |(_, next)| *next);
            let own = &self.bytes[*start..end];
            if own != [0] {
                mask[nth / 8] |= 1 << (nth % 8);
                digests.extend(short(own).to_le_bytes());
            }
        }
        mask.extend(digests);
        mask.into()
    }

    /// Names of the fields that differ from what an earlier version had.
    pub fn differing(&self, earlier: &[u8]) -> Vec<String> {
        let (now, count) = (self.parts(), self.fields.len());
        let both = unpack(&now, count).into_iter().zip(unpack(earlier, count));
        let moved = self.fields.iter().zip(both).filter(|(_, (now, before))| now != before);
        moved.map(|((name, _), _)| name.to_string()).collect()
    }
}

/// A multiplicative hash folded to sixteen bits: quick for the few bytes of a field.
fn short(bytes: &[u8]) -> u16 {
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mut words = bytes.chunks_exact(8);
    let mut hash = words.by_ref().fold(bytes.len() as u64 ^ 0x51_7c_c1_b7, |hash, word| {
        mix(hash, u64::from_le_bytes(word.try_into().unwrap_or_default()))
    });
    for &byte in words.remainder() {
        hash = mix(hash, u64::from(byte) | 0x100);
    }
    hash = mix(hash, 0);
    (hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) as u16
}

/// The digest of each of `count` fields; none for one that holds nothing.
fn unpack(parts: &[u8], count: usize) -> Vec<Option<u16>> {
    let (mask, digests) = parts.split_at(count.div_ceil(8).min(parts.len()));
    let mut digests = digests.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let holds = |nth: usize| mask.get(nth / 8).is_some_and(|byte| byte & (1 << (nth % 8)) != 0);
    (0..count).map(|nth| if holds(nth) { digests.next() } else { None }).collect()
}

/// Splits a struct into its fields; a struct inside it (behind an `Option` only) is split too.
struct Fields<'a> {
    out: &'a mut Written,
    root: &'static str,
    /// The object inside the view whose fields these are; empty for those of the view itself.
    object: &'static str,
}

impl ser::SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = NotData;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), NotData> {
        let start = self.out.bytes.len();
        let field = (Name { root: self.root, object: self.object, key: key.into() }, start);
        if self.object.is_empty() && OBJECTS.contains(&key) {
            value.serialize(Fields { out: self.out, root: self.root, object: key })?;
            if self.out.bytes.len() == start {
                self.out.fields.push(field);
                self.out.bytes.push(0);
            }
            return Ok(());
        }
        self.out.fields.push(field);
        self.out.value(value)
    }

    fn end(self) -> Result<(), NotData> {
        Ok(())
    }
}

/// Fields of a page that hold what the page is about; all but one are empty.
const OBJECTS: &[&str] = &[
    "article",
    "standing",
    "tombstone",
    "list",
    "terms",
    "calendar",
    "year",
    "month",
    "day",
    "on_this_day",
    "corrections",
];

/// What is neither a struct nor an `Option` of one is no view.
macro_rules! no_view {
    ($($method:ident($($argument:ty),*) -> $result:ty;)*) => {
        $(fn $method(self $(, _: $argument)*) -> Result<$result, NotData> {
            Err(NotData("a view is a struct".to_owned()))
        })*
    };
}

impl<'a> ser::Serializer for Fields<'a> {
    type Ok = ();
    type Error = NotData;
    type SerializeSeq = Impossible<(), NotData>;
    type SerializeTuple = Impossible<(), NotData>;
    type SerializeTupleStruct = Impossible<(), NotData>;
    type SerializeTupleVariant = Impossible<(), NotData>;
    type SerializeMap = Impossible<(), NotData>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Impossible<(), NotData>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, NotData> {
        Ok(self)
    }

    fn serialize_none(self) -> Result<(), NotData> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotData> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NotData> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), NotData> {
        Err(NotData("a view is a struct".to_owned()))
    }

    no_view! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

impl fmt::Display for NotData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotData {}

impl ser::Error for NotData {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize, Default)]
    struct Page {
        title: String,
        words: Option<u32>,
        article: Option<Article>,
        list: Option<Article>,
    }

    #[derive(serde::Serialize, Default)]
    struct Article {
        headline: String,
        tags: Vec<String>,
    }

    fn written(page: &Page, lists: &[(&str, u32)]) -> Written {
        let mut out = Written::default();
        out.object("page", page).unwrap();
        for (name, value) in lists {
            out.field("lists", name, value).unwrap();
        }
        out
    }

    #[test]
    fn names_every_field_that_moved_and_no_other() {
        let article = |headline: &str| Some(Article { headline: headline.into(), tags: vec!["a".into()] });
        let before = Page { title: "T".into(), article: article("One"), ..Page::default() };
        let first = written(&before, &[("latest", 1)]);
        let names: Vec<String> = first.names().collect();
        assert_eq!(
            names,
            [
                "page.title",
                "page.words",
                "page.article.headline",
                "page.article.tags",
                "page.list",
                "lists.latest"
            ]
        );
        let parts = first.parts();
        assert_eq!(first.differing(&parts), [""; 0]);
        let after = Page { words: Some(3), article: article("Two"), ..before };
        let second = written(&after, &[("latest", 2)]);
        assert_eq!(second.differing(&parts), ["page.words", "page.article.headline", "lists.latest"]);
        assert_ne!(first.digest(), second.digest());
        assert_eq!(second.differing(&[]).len(), 5, "nothing is known of the version before");
    }
}
