//! The shape of the building, held by a test: who may name whom, who stays away from files, clock, environment and
//! terminal, and which module owns which third-party crate. `docs/architecture.md` says why. To change the shape, change
//! the tables: each is plain data and each row says what it allows.

mod scan;
mod strip;

use scan::{File, files};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The rooms from the roof down, each with the rooms it may name besides itself. A room inside another
/// (`source::text`) counts as a room of its own. A row names only rooms of rows below it, so no two can need each other.
const ARROWS: &[(&str, &[&str])] = &[
    ("main", &["cli", "commands"]),
    (
        "commands",
        &[
            "cli",
            "serve",
            "build",
            "import",
            "import::source",
            "import::store",
            "addresses",
            "publish",
            "publish::receipt",
            "publish::plan",
            "publish::manifest",
            "output",
            "record",
            "fingerprint",
            "yaml",
            "archive",
            "language",
            "article",
            "config",
            "source",
            "language::zone",
            "diagnostic",
        ],
    ),
    ("cli", &["config", "diagnostic"]),
    ("serve", &["serve::ui", "build", "fingerprint", "diagnostic"]),
    ("serve::ui", &["build", "archive", "source::text", "fingerprint", "diagnostic"]),
    (
        "build",
        &[
            "addresses",
            "output",
            "record",
            "render",
            "plan",
            "theme",
            "archive",
            "language",
            "article",
            "config",
            "source",
            "language::zone",
            "plan::view",
            "source::text",
            "source::stat",
            "fingerprint",
            "diagnostic",
        ],
    ),
    (
        "import",
        &[
            "import::source",
            "import::store",
            "import::item",
            "import::front",
            "import::encoding",
            "archive",
            "article",
            "yaml",
            "config",
            "source",
            "source::text",
            "fingerprint",
            "diagnostic",
        ],
    ),
    ("import::source", &["article", "import::encoding", "source", "diagnostic"]),
    ("import::store", &["import::item", "source", "fingerprint", "diagnostic"]),
    ("import::item", &["import::front", "article"]),
    ("import::front", &["yaml"]),
    ("import::encoding", &[]),
    (
        "publish",
        &[
            "output",
            "publish::receipt",
            "publish::plan",
            "publish::manifest",
            "record",
            "render",
            "config",
            "source",
            "source::stat",
            "fingerprint",
            "diagnostic",
        ],
    ),
    ("output", &["record", "source", "source::stat", "fingerprint", "diagnostic"]),
    ("addresses", &[]),
    ("publish::receipt", &["publish::plan", "publish::manifest"]),
    ("publish::plan", &["publish::manifest", "record"]),
    ("publish::manifest", &["record"]),
    ("record", &["article", "source::stat", "fingerprint", "diagnostic"]),
    ("render", &["theme", "language", "article", "config", "plan::view", "diagnostic"]),
    (
        "plan",
        &[
            "theme",
            "archive",
            "language",
            "article",
            "config",
            "language::zone",
            "plan::view",
            "source::text",
            "diagnostic",
        ],
    ),
    ("theme", &["language", "yaml", "source", "source::text", "fingerprint", "diagnostic"]),
    ("archive", &["language", "article", "config", "source::text", "diagnostic"]),
    ("language", &["article", "yaml", "language::zone", "plan::view", "diagnostic"]),
    ("article", &["config", "yaml", "language::zone", "source::text", "fingerprint", "diagnostic"]),
    ("config", &["yaml", "language::zone", "source::text", "diagnostic"]),
    ("yaml", &["source::text", "diagnostic"]),
    ("source", &["source::text", "source::stat", "diagnostic"]),
    ("language::zone", &["diagnostic"]),
    ("plan::view", &[]),
    ("source::text", &["diagnostic"]),
    ("source::stat", &[]),
    ("fingerprint", &[]),
    ("diagnostic", &[]),
];

/// Rooms that turn values into values and touch nothing else.
const PURE: &[&str] = &[
    "serve::ui",
    "import",
    "import::item",
    "import::front",
    "import::encoding",
    "addresses",
    "publish::receipt",
    "publish::plan",
    "publish::manifest",
    "record",
    "fingerprint",
    "render",
    "plan",
    "plan::view",
    "archive",
    "language",
    "language::zone",
    "article",
    "config",
    "yaml",
    "source::text",
];

/// What a pure room never names. Clippy knows types and catches the calls themselves (`clippy.toml`); this also
/// catches what is imported and passed on, and cannot be allowed away in a module.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
];

/// Modules that start other programs, as paths below `src/` without `.rs`. A test below one is a part of it.
const STARTERS: &[&str] = &["commands/publish", "commands/serve/browser", "publish/git"];

/// Every dependency and the modules that may name it, as paths below `src/` without `.rs`; `*` is any module.
const OWNERS: &[(&str, &[&str])] = &[
    ("annotate-snippets", &["diagnostic/terminal"]),
    ("anstream", &["diagnostic/terminal", "commands", "main"]),
    ("atom_syndication", &["render/atom"]),
    ("blake3", &["*"]),
    ("clap", &["cli", "commands", "main"]),
    ("clap_complete", &["cli", "commands"]),
    ("clap_mangen", &["commands"]),
    ("deunicode", &["article/slug"]),
    ("icu_calendar", &["language"]),
    ("icu_datetime", &["language"]),
    ("icu_locale", &["language"]),
    ("icu_plurals", &["language"]),
    ("include_dir", &["theme/builtin"]),
    ("indicatif", &["commands"]),
    ("jiff", &["article/date", "language", "commands"]),
    ("lol_html", &["render/syndicated_html"]),
    (
        "percent-encoding",
        &["config/publish", "archive/address", "plan/links", "plan/media", "article/slug", "serve/path"],
    ),
    ("pulldown-cmark", &["article/markdown"]),
    ("postcard", &["record", "fingerprint/parts"]),
    ("rapidhash", &["*"]),
    ("rayon", &["*"]),
    ("rss", &["render/rss"]),
    ("rustix", &["output", "publish/folder", "commands"]),
    ("serde", &["*"]),
    ("serde_json", &["*"]),
    ("serde_yaml", &["yaml"]),
    ("futures-util", &["publish/store", "publish/sftp"]),
    ("object_store", &["publish/store"]),
    ("brotli", &["publish/packing"]),
    ("openssh", &["publish/sftp"]),
    ("openssh-sftp-client", &["publish/sftp"]),
    ("reqwest", &["publish/store"]),
    ("rustls", &["publish/store"]),
    ("sha2", &["publish/manifest"]),
    ("sitemap-rs", &["render/sitemap"]),
    ("syntect", &["article/highlight"]),
    ("tera", &["theme"]),
    ("two-face", &["article/highlight"]),
    ("unicode-normalization", &["article/slug"]),
    ("url", &["config", "article", "render"]),
    ("axum", &["serve"]),
    ("futures-core", &["serve/live"]),
    ("hyper", &["serve/connections"]),
    ("hyper-util", &["serve/connections"]),
    ("mime_guess", &["serve/reply"]),
    ("notify", &["serve/watch"]),
    ("notify-debouncer-mini", &["serve/watch"]),
    ("tokio", &["serve", "publish/store", "publish/sftp"]),
    ("tokio-io-timeout", &["serve/connections"]),
    ("tower-http", &["serve/reply"]),
    ("walkdir", &["source"]),
    ("chardetng", &["import/encoding"]),
    ("dom_query", &["import/bodies", "import/html"]),
    ("dom_smoothie", &["import/html/main_text"]),
    ("encoding_rs", &["import/encoding"]),
    ("flate2", &["publish/packing", "import/source/reading"]),
    ("glob", &["import/source/walk"]),
    ("htmd", &["import/bodies/markdown"]),
    ("quick-xml", &["import/xml", "render/well_formed"]),
    ("tempfile", &["import/source", "import/store"]),
    ("toml", &["import/markdown"]),
    ("zip", &["import/source/archive"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<File> {
    files(&root().join("src"))
}

/// The room a module path lies in: the longest row that it begins with. The root module is `main`.
fn room_of<S: AsRef<str>>(module: &[S]) -> Option<&'static str> {
    if module.is_empty() {
        return Some("main");
    }
    let path = module.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("::");
    let holds =
        |room: &str| path == room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with("::"));
    ARROWS.iter().map(|(room, _)| *room).filter(|room| holds(room)).max_by_key(|room| room.len())
}

fn allowed(room: &str) -> &'static [&'static str] {
    ARROWS.iter().find(|(name, _)| *name == room).map_or(&[], |(_, below)| below)
}

#[track_caller]
fn assert_none(rule: &str, broken: BTreeSet<String>) {
    let lines = broken.into_iter().collect::<Vec<_>>().join("\n  ");
    assert!(lines.is_empty(), "{rule}:\n  {lines}\n(the tables stand in tests/suite/rooms.rs)");
}

#[test]
fn every_module_stands_in_a_room() {
    let homeless = sources().into_iter().filter(|file| room_of(&file.module).is_none());
    assert_none("modules without a row in ARROWS", homeless.map(|file| file.path).collect());
}

#[test]
fn arrows_point_down() {
    let order: Vec<&str> = ARROWS.iter().map(|(room, _)| *room).collect();
    let mut broken = BTreeSet::new();
    for (row, (room, below)) in ARROWS.iter().enumerate() {
        for target in *below {
            if !order[row + 1..].contains(target) {
                broken.insert(format!("{room} → {target}"));
            }
        }
    }
    assert_none("rows of ARROWS that name a room that is not below them", broken);
}

#[test]
fn rooms_name_only_what_they_may() {
    let mut broken = BTreeSet::new();
    for file in sources() {
        let Some(room) = room_of(&file.module) else { continue };
        for path in file.names.iter().filter_map(|named| file.inside(named)) {
            // A path that stays at the root names the crate's own macros, or the rooms themselves in lib.rs.
            let Some(target) = room_of(&path).filter(|target| *target != "main") else { continue };
            if target != room && !allowed(room).contains(&target) {
                broken.insert(format!("{}: {room} → {target} ({})", file.path, path.join("::")));
            }
        }
    }
    assert_none("rooms that name a room they may not", broken);
}

#[test]
fn pure_rooms_touch_nothing() {
    let mut broken = BTreeSet::new();
    for file in sources() {
        if !room_of(&file.module).is_some_and(|room| PURE.contains(&room)) {
            continue;
        }
        for path in file.names.iter().filter_map(|named| file.outside(named)) {
            let whole = path.join("::");
            let begins = |with: &&str| whole == **with || whole.starts_with(&format!("{with}::"));
            if IMPURE.iter().any(begins) {
                broken.insert(format!("{}: {whole}", file.path));
            }
        }
    }
    assert_none("modules that reach for files, clock, environment, terminal or processes", broken);
}

#[test]
fn programs_are_started_by_few() {
    let mut broken = BTreeSet::new();
    for file in sources() {
        let here = file.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let starts = STARTERS.iter().any(|own| here == *own || here.starts_with(&format!("{own}/")));
        for path in file.names.iter().filter_map(|named| file.outside(named)).filter(|_| !starts) {
            if path.join("::").starts_with("std::process::Command") {
                broken.insert(format!("{}: {}", file.path, path.join("::")));
            }
        }
    }
    assert_none("modules that start programs and are not in STARTERS", broken);
}

#[test]
fn crates_are_named_by_their_owners_only() {
    let mut broken = BTreeSet::new();
    for file in sources() {
        let here = file.path.trim_end_matches(".rs").trim_end_matches("/mod");
        for path in file.names.iter().filter_map(|named| file.outside(named)) {
            let Some((name, owners)) = OWNERS.iter().find(|(name, _)| name.replace('-', "_") == path[0])
            else {
                continue;
            };
            let owns =
                |owner: &&str| *owner == "*" || here == *owner || here.starts_with(&format!("{owner}/"));
            if !owners.iter().any(owns) {
                broken.insert(format!("{}: {name} belongs to {}", file.path, owners.join(", ")));
            }
        }
    }
    assert_none("modules that name a crate they do not own", broken);
}

#[test]
fn every_dependency_is_used() {
    let named: BTreeSet<String> = sources()
        .iter()
        .flat_map(|file| {
            file.names.iter().filter_map(|named| file.outside(named)).map(|path| path[0].to_owned())
        })
        .collect();
    let idle = OWNERS.iter().map(|(name, _)| name.replace('-', "_")).filter(|name| !named.contains(name));
    assert_none("dependencies that no module names", idle.collect());
}

#[test]
fn every_dependency_has_an_owner() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is readable");
    let listed: BTreeSet<String> = OWNERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let declared: BTreeSet<String> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim().to_owned()))
        .collect();
    let differing = declared.symmetric_difference(&listed).cloned().collect();
    assert_none("crates that stand in Cargo.toml or in OWNERS, not in both", differing);
}
