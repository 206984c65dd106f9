//! Assets of a theme: named by their content, so that a browser may keep them for ever.

use super::Layer;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A file to publish.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Name in templates: `style.css`, `fonts/x.woff2`.
    pub name: String,
    /// Address without the site's base: `/assets/style.1a2b3c4d.css`.
    pub address: String,
    /// Content.
    pub bytes: Cow<'static, [u8]>,
}

/// The assets of all layers; the first layer with a name wins.
pub fn collect(layers: &[Layer]) -> Vec<Asset> {
    let mut found: BTreeMap<String, Asset> = BTreeMap::new();
    for file in layers.iter().flat_map(|l| &l.files) {
        let Some(name) = file.path.strip_prefix("assets/") else { continue };
        found.entry(name.to_owned()).or_insert_with(|| Asset {
            name: name.to_owned(),
            address: format!("/assets/{}", fingerprinted(name, &file.bytes)),
            bytes: file.bytes.clone(),
        });
    }
    found.into_values().collect()
}

/// `style.css` with eight hexadecimal digits of the BLAKE3 digest of its content.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = blake3::hash(bytes).to_hex();
    let (folder, file) = name.rsplit_once('/').map_or((String::new(), name), |(d, f)| (format!("{d}/"), f));
    match file.rsplit_once('.') {
        Some((stem, ending)) => format!("{folder}{stem}.{}.{ending}", &digest[..8]),
        None => format!("{folder}{file}.{}", &digest[..8]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_content() {
        let a = fingerprinted("css/style.css", b"a");
        assert!(a.starts_with("css/style.") && a.ends_with(".css") && a.len() == "css/style.12345678.css".len());
        assert_ne!(a, fingerprinted("css/style.css", b"b"));
    }
}
