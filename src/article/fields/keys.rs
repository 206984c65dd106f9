//! Which field a key stands for.

use crate::yaml::shape::Field;
use crate::yaml::suggest::did_you_mean;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Names of the fields of one kind of file. Built once.
#[derive(Debug, Clone)]
pub struct Keys {
    fields: Vec<Field>,
    /// Number of the field and rank of the name among its names, by the folded name.
    by_name: HashMap<Box<str>, (usize, usize), BuildHasherDefault<Letters>>,
    /// Folded names that only this site has.
    own: Vec<Box<str>>,
}

impl Keys {
    /// The names of `fields`, and those that the site has of its own, which come before other names of a field but not before the field's name.
    pub fn new(fields: Vec<Field>, own: &[Box<str>]) -> Self {
        let canonical = |name: &str| fields.iter().any(|field| *fold(field.name) == *name);
        let own: Vec<Box<str>> = own.iter().map(|name| fold(name)).filter(|name| !canonical(name)).collect();
        let mut by_name: HashMap<_, _, BuildHasherDefault<Letters>> = HashMap::default();
        for (index, field) in fields.iter().enumerate() {
            by_name.insert(fold(field.name), (index, 0));
        }
        for (index, field) in fields.iter().enumerate() {
            for (rank, name) in field.also.iter().enumerate() {
                by_name.entry(fold(name)).or_insert((index, rank + 1));
            }
        }
        Self { fields, by_name, own }
    }

    /// The fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Number of the field of that name.
    pub fn index(&self, field: &str) -> Option<usize> {
        self.find(field).map(|(index, _)| index)
    }

    /// The field a key stands for, and the rank of the key among its names. Case, hyphens and underscores do not count.
    pub fn find(&self, key: &str) -> Option<(usize, usize)> {
        // Almost every key is written the way the tables write it.
        self.by_name.get(key).or_else(|| self.by_name.get(&fold(key))).copied()
    }

    /// Whether only this site has the key.
    pub fn is_own(&self, key: &str) -> bool {
        !self.own.is_empty() && self.own.contains(&fold(key))
    }

    /// Whether two keys are the same.
    pub fn same(&self, a: &str, b: &str) -> bool {
        fold(a) == fold(b)
    }

    /// The name that was probably meant by a key nobody knows.
    pub fn suggest(&self, key: &str) -> Option<&str> {
        let names = self.fields.iter().flat_map(|field| std::iter::once(&field.name).chain(field.also));
        did_you_mean(key, names.copied().chain(self.own.iter().map(|name| &**name)))
    }
}

/// The hash FNV-1a of short names, of which each article asks for some sixty. Only names of the program and of the
/// configuration are kept, so nobody can choose ones that collide.
#[derive(Debug, Clone)]
struct Letters(u64);

impl Default for Letters {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Letters {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn fold(name: &str) -> Box<str> {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::{other_tables, table};
    use super::*;

    #[test]
    fn no_name_stands_for_two_fields() {
        let tables = [
            table::article(),
            other_tables::STANDING.fields.to_vec(),
            other_tables::TERM.fields.to_vec(),
            other_tables::PROFILE.fields.to_vec(),
        ];
        for fields in tables {
            let keys = Keys::new(fields.clone(), &[]);
            for (index, field) in fields.iter().enumerate() {
                for name in std::iter::once(&field.name).chain(field.also) {
                    assert_eq!(keys.find(name).map(|(found, _)| found), Some(index), "{name}");
                }
            }
        }
    }

    #[test]
    fn spelling_does_not_count() {
        let keys = Keys::new(table::article(), &["topics".into()]);
        let field = |key: &str| keys.find(key).map(|(index, _)| keys.fields()[index].name);
        assert_eq!(field("Title"), Some("title"));
        assert_eq!(field("redirectto"), Some("redirect_to"));
        assert_eq!(field("short-title"), Some("short_title"));
        assert_eq!(field("weather"), None);
        assert_eq!(keys.suggest("titel"), Some("title"));
        assert!(keys.is_own("Topics") && !keys.is_own("tags"));
    }
}
