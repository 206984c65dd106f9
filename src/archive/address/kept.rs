//! An address as it is kept: one text, which says both where a page is served and which file serves it.

use super::output_path;
use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// The end of the file of an address that ends with `/`.
const INDEX: &str = "/index.html";

/// An address of the site: as a text it is `/2015/quay/`, and its [`path`](Address::path) `2015/quay/index.html`.
/// Copies share the text, which everything that names a page has.
#[derive(Clone)]
pub struct Address(Arc<str>);

impl Address {
    /// The file that serves it, relative to the output folder.
    #[inline]
    pub fn path(&self) -> &str {
        &self.0[1..]
    }
}

impl From<&str> for Address {
    fn from(address: &str) -> Self {
        let path = output_path(address);
        Self(["/", &path].concat().into())
    }
}

impl From<String> for Address {
    fn from(address: String) -> Self {
        address.as_str().into()
    }
}

impl Deref for Address {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self.0.as_bytes().ends_with(INDEX.as_bytes()) {
            true => &self.0[..self.0.len() + 1 - INDEX.len()],
            false => &self.0,
        }
    }
}

impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Address {}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_an_address_and_a_path() {
        for (address, path) in
            [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/a.html", "a.html"), ("/x/", "x/index.html")]
        {
            let kept = Address::from(address);
            assert_eq!((&*kept, kept.path()), (address, path));
        }
        assert_eq!(Address::from("/index.html"), Address::from("/"));
    }
}
