//! Sites built once for all tests that look at finished output: the golden sites and the example.

use crate::sandbox::{AT, files_below, root, run_in};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A finished site.
pub struct Site {
    /// Its name in messages.
    pub name: String,
    /// Scheme and host of its `base_url`.
    pub origin: String,
    /// Path of its `base_url`, with slashes around.
    pub path: String,
    /// Its files by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the program said as JSON.
    pub report: serde_json::Value,
}

/// Every golden site, and the example under the name `example`.
pub fn sites() -> &'static [Site] {
    static SITES: LazyLock<Vec<Site>> = LazyLock::new(|| {
        let folders = fs::read_dir(root().join("tests/sites")).expect("the folder of sites");
        let mut folders: Vec<_> = folders.map(|e| e.expect("an entry").path()).collect();
        folders.sort();
        let mut sites: Vec<Site> = folders.iter().map(|folder| build(folder, &[])).collect();
        sites.push(example(&[]));
        sites
    });
    &SITES
}

/// The example site as the other tests see it.
pub fn the_example() -> &'static Site {
    sites().last().expect("a site")
}

/// The example site, built with more arguments.
pub fn example(more: &[&str]) -> Site {
    Site { name: "example".to_owned(), ..build(root(), more) }
}

/// Builds a copy of a site, so that nothing is written beside it.
fn build(folder: &Path, more: &[&str]) -> Site {
    let work = tempfile::tempdir().expect("a temporary folder");
    for part in ["config.yaml", "content", "static", "templates", "assets", "i18n", "themes"] {
        copy(&folder.join(part), &work.path().join(part));
    }
    if !folder.join("content").is_dir() {
        // A folder without a configuration is all content.
        copy(folder, work.path());
        let _ = fs::remove_dir_all(work.path().join("expected"));
    }
    let mut args = vec!["build", "--format", "json"];
    args.extend(more);
    if !more.contains(&"--at") {
        args.extend(["--at", AT]);
    }
    let run = run_in(work.path(), &args);
    assert_eq!(run.status, 0, "{}: {}", folder.display(), run.stderr);
    let config = fs::read_to_string(folder.join("config.yaml")).unwrap_or_default();
    let base =
        config.lines().find_map(|line| line.strip_prefix("base_url:")).unwrap_or("http://localhost/").trim();
    let host = base.find("://").expect("a scheme") + 3;
    let path = base[host..].find('/').map_or(base.len(), |i| host + i);
    Site {
        name: folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        origin: base[..path].to_owned(),
        path: base[path..].to_owned(),
        files: files_below(&work.path().join("output")),
        report: serde_json::from_str(&run.stdout).expect("a JSON object"),
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).expect("files can be copied");
        return;
    }
    for (path, bytes) in files_below(from) {
        let full = to.join(path);
        fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
        fs::write(full, bytes).expect("files can be written");
    }
}

impl Site {
    /// A file as text.
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{}: there is no {path}", self.name));
        std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{}: {path}: {e}", self.name))
    }

    /// Paths of files with this ending.
    pub fn ending(&self, ending: &str) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(move |path| path.ends_with(ending))
    }

    /// Absolute address of the site's root.
    pub fn base(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// Absolute address that a file is served at.
    pub fn address_of(&self, file: &str) -> String {
        let path = match file.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => file,
        };
        format!("{}{path}", self.base())
    }

    /// The file and the fragment that an address found on a page leads to; none when it leads elsewhere.
    ///
    /// # Panics
    /// When it is an address of this host outside the site, or one relative to the page, which no page has.
    pub fn file_of(&self, address: &str, page: &str) -> Option<(String, String)> {
        let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
        let fragment = decode(fragment);
        if address.is_empty() {
            return Some((page.to_owned(), fragment));
        }
        let path = match address.strip_prefix(&self.origin) {
            Some(path) => path,
            None if address.starts_with("//") || has_scheme(address) => return None,
            None => address,
        };
        let path = path.split('?').next().unwrap_or_default();
        let inside = path
            .strip_prefix(&self.path)
            .unwrap_or_else(|| panic!("{}: {page}: `{address}` is not below {}", self.name, self.path));
        let inside = decode(inside);
        let file =
            if inside.is_empty() || inside.ends_with('/') { format!("{inside}index.html") } else { inside };
        Some((file, fragment))
    }
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// What a page consists of, as far as tests ask.
#[derive(Debug, Default)]
pub struct Page {
    /// Values of `id`, in order.
    pub ids: Vec<String>,
    /// Addresses in `href`, `src` and `srcset`, with the name of the element.
    pub links: Vec<(String, String)>,
    /// Names of elements, each with how often it stands.
    pub elements: BTreeMap<String, usize>,
    /// `meta` elements: `name`, `property` or `http-equiv`, and `content`.
    pub meta: Vec<(String, String)>,
    /// `link` elements by `rel`: the other attributes.
    pub rel: Vec<(String, BTreeMap<String, String>)>,
    /// Names of classes.
    pub classes: BTreeSet<String>,
    /// Values of `aria-labelledby`, `aria-describedby`, `for` and `headers`: identities that must be there.
    pub referred: Vec<String>,
    /// The scripts of structured data.
    pub json_ld: Vec<String>,
}

impl Page {
    /// Reads a page.
    pub fn read(html: &str) -> Self {
        use lol_html::{RewriteStrSettings, element, rewrite_str, text};
        let page = std::cell::RefCell::new(Page::default());
        let handlers = vec![
            element!("*", |element| {
                page.borrow_mut().element(element);
                Ok(())
            }),
            text!("script[type='application/ld+json']", |chunk| {
                if let Some(script) = page.borrow_mut().json_ld.last_mut() {
                    script.push_str(chunk.as_str());
                }
                Ok(())
            }),
        ];
        let settings = handlers
            .into_iter()
            .fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
        rewrite_str(html, settings).expect("HTML can be read");
        page.into_inner()
    }

    fn element(&mut self, element: &lol_html::html_content::Element) {
        let name = element.tag_name();
        *self.elements.entry(name.clone()).or_default() += 1;
        let attributes: BTreeMap<String, String> =
            element.attributes().iter().map(|a| (a.name(), unescape(&a.value()))).collect();
        let value = |name: &str| attributes.get(name).cloned();
        self.ids.extend(value("id"));
        self.classes.extend(value("class").iter().flat_map(|c| c.split_whitespace()).map(str::to_owned));
        for attribute in ["href", "src"] {
            self.links.extend(value(attribute).map(|address| (name.clone(), address)));
        }
        for attribute in ["aria-labelledby", "aria-describedby", "for", "headers"] {
            self.referred
                .extend(value(attribute).iter().flat_map(|v| v.split_whitespace()).map(str::to_owned));
        }
        match name.as_str() {
            "meta" => {
                let key = value("name").or(value("property")).or(value("http-equiv"));
                self.meta.extend(key.map(|key| (key, value("content").unwrap_or_default())));
            }
            "link" => self.rel.extend(value("rel").map(|rel| (rel, attributes.clone()))),
            "script" if value("type").as_deref() == Some("application/ld+json") => {
                self.json_ld.push(String::new());
            }
            _ => {}
        }
    }

    /// Every content of the `meta` elements of this name.
    pub fn meta(&self, name: &str) -> Vec<&str> {
        self.meta.iter().filter(|(key, _)| key == name).map(|(_, content)| content.as_str()).collect()
    }

    /// The address of the only `link` element of this relation.
    pub fn canonical(&self) -> Option<&str> {
        let mut found = self.rel.iter().filter(|(rel, _)| rel == "canonical");
        let (_, attributes) = found.next()?;
        assert!(found.next().is_none(), "two canonical addresses");
        attributes.get("href").map(String::as_str)
    }

    /// How often an element stands on the page.
    pub fn count(&self, element: &str) -> usize {
        self.elements.get(element).copied().unwrap_or(0)
    }
}

/// A text with the character references that the program writes replaced.
fn unescape(text: &str) -> String {
    let plain =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let text = plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}
