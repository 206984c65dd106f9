//! What the preview serves is what a build writes: every file of every golden site, apart from the script in each page.

use super::client::{Client, Reply};
use super::program::Program;
use crate::sandbox::{AT, files_below, root, run_in};
use dateline::config::Config;
use std::fs;
use std::path::Path;

#[test]
fn every_file_of_every_golden_site_is_served_as_it_is_built() {
    let folders = fs::read_dir(root().join("tests/sites")).expect("the folder of sites");
    let mut sites: Vec<_> = folders.map(|e| e.expect("an entry").path()).filter(|p| p.is_dir()).collect();
    sites.sort();
    sites.push(root().to_path_buf());
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for site in &sites {
        let work = tempfile::tempdir().expect("a temporary folder");
        copy(site, work.path());
        let at = fs::read_to_string(site.join("at")).unwrap_or_else(|_| AT.to_owned());
        let run = run_in(work.path(), &["build", "--at", at.trim()]);
        assert!(run.status < 2, "{}: {}", site.display(), run.stderr);
        let (base, port) = (base_of(work.path()), free_port());
        let program = Program::start(
            work.path(),
            &["serve", "--port", &port, "--no-drafts", "--at", at.trim(), "--base-url", &base],
        );
        program.line("Ctrl-C ends it");
        let client = Client { address: format!("127.0.0.1:{port}").parse().expect("an address") };
        let folder = path_of(&base);
        for (path, bytes) in files_below(&work.path().join("output")) {
            compared += 1;
            let found = served(client, &folder, &path);
            wrong.extend(differs(&found, &bytes).map(|what| format!("{}: {path}: {what}", site.display())));
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 900, "only {compared} files were compared");
}

/// A port that nobody had a moment ago.
fn free_port() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port().to_string()
}

fn served(client: Client, folder: &str, path: &str) -> Reply {
    let encoded: String = path.bytes().map(encoded).collect();
    let page = encoded.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    client.get(&format!("{folder}{}", page.unwrap_or(&encoded)))
}

/// A byte of a path as a browser sends it.
fn encoded(byte: u8) -> String {
    match byte {
        b'/' | b'.' | b'-' | b'_' | b'~' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}

/// How what was served differs from what was built.
fn differs(found: &Reply, bytes: &[u8]) -> Option<String> {
    let built = String::from_utf8_lossy(bytes);
    if built.contains("http-equiv=\"refresh\"") {
        // A host forwards, where a finished site without one has a page that does.
        let to = found.header("location").to_owned();
        return (found.status != 301 || to.is_empty()).then(|| format!("{} to {to}", found.status));
    }
    // A tombstone is gone for search engines too.
    let fits = found.status == 200 || found.status == 410 && built.contains("noindex");
    if !fits {
        return Some(format!("status {}", found.status));
    }
    let have = without_script(&found.body);
    let same = have == bytes;
    let line = || {
        let have = String::from_utf8_lossy(&have).into_owned();
        have.lines().zip(built.lines()).find(|(a, b)| a != b).map(|(a, b)| format!("{a} | {b}"))
    };
    (!same).then(|| format!("{:?}", line()))
}

/// A page as it was before the script of the preview was put into it.
fn without_script(page: &[u8]) -> Vec<u8> {
    let start = b"<script defer src=\"/_dateline/client.js\"";
    let Some(at) = page.windows(start.len()).position(|window| window == start) else { return page.to_vec() };
    let end = b"</script>\n";
    let length = page[at..].windows(end.len()).position(|w| w == end).expect("the script ends") + end.len();
    [&page[..at], &page[at + length..]].concat()
}

/// The address in the configuration, or the one of a site without.
fn base_of(site: &Path) -> String {
    let config = fs::read_to_string(site.join("config.yaml")).unwrap_or_default();
    let line = config.lines().find_map(|line| line.strip_prefix("base_url:"));
    let given = line.map(|line| line.trim().trim_matches(['"', '\'']).to_owned());
    given.unwrap_or_else(|| Config::default().base_url)
}

/// Its path, with a slash at both ends.
fn path_of(base: &str) -> String {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// A site without what it is to become; of the project's own folder only what is its site.
fn copy(from: &Path, to: &Path) {
    const OWN: [&str; 3] = ["config.yaml", "content", "static"];
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "expected" || from == root() && !OWN.contains(&&*name) {
            continue;
        }
        if entry.path().is_file() {
            fs::copy(entry.path(), to.join(&name)).expect("a file");
            continue;
        }
        for (path, bytes) in files_below(&entry.path()) {
            let full = to.join(&name).join(path);
            fs::create_dir_all(full.parent().expect("a folder above")).expect("folders can be made");
            fs::write(full, bytes).expect("files can be written");
        }
    }
}
