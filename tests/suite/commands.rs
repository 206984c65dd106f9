//! What each command says, writes and leaves alone.

use crate::sandbox::{AT, Run, Sandbox, root, run_in};
use crate::schema::problems;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

const CONFIG: &str = "title: Test\nbase_url: https://test.example/\n";

fn small_site() -> Sandbox {
    Sandbox::with(&[
        ("config.yaml", CONFIG),
        (
            "content/harbour/2020-01-01-one.md",
            "---\ntitle: One\ndate: 2020-01-01\ntags: [Coal, \"Night, ferry\"]\nauthors: [Ann]\n---\n\nOne.\n",
        ),
        ("content/harbour/2020-02-02-two.md", "---\ntitle: Two, \"quoted\"\ndate: 2020-02-02\n---\n\nTwo.\n"),
        (
            "content/sport/2020-03-03-three.md",
            "---\ntitle: Three\ndate: 2020-03-03\nstatus: draft\n---\n\nThree.\n",
        ),
        (
            "content/sport/2020-04-04-four.md",
            "---\ntitle: Four\ndate: 2020-04-04\nstatus: hidden\n---\n\nFour.\n",
        ),
        ("content/sport/2020-05-05-five.md", "---\ntitle: Five\nwithdrawal: {kind: legal}\n---\n\nFive.\n"),
        ("content/sport/2040-06-06-six.md", "Six.\n"),
        ("content/sport/seven.md", "---\ntitle: Seven\nembargo: 2040-01-01\n---\n\nSeven.\n"),
        ("content/sport/eight.md", "---\ntitle: Eight\nredirect_to: /2020/01/01/one/\n---\n"),
    ])
}

fn ok(run: Run) -> Run {
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    run
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn json_is_one_object_of_the_shape_that_is_promised() {
    let sandbox = small_site();
    sandbox.write("content/sport/bad.md", b"---\ntitle: [\n---\n\nBad.\n");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    let json: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let all = [
        "articles",
        "bytes_written",
        "diagnostics",
        "pages",
        "peak_memory_bytes",
        "rendered_because",
        "seconds",
    ];
    assert_eq!(keys(&json), all);
    assert_eq!(json["articles"], serde_json::json!({"found": 9, "built": 4, "withheld": 4, "faulty": 1}));
    assert_eq!(keys(&json["pages"]), ["planned", "removed", "unchanged", "written"]);
    let files = sandbox.files("output");
    assert_eq!(json["pages"]["planned"], files.len());
    assert_eq!(json["pages"]["written"], files.len());
    assert_eq!(keys(&json["rendered_because"]), ["new", "output", "template", "view"]);
    let forwards = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
    let pages = files.iter().filter(|(path, bytes)| path.ends_with(".html") && !forwards(bytes)).count();
    assert_eq!(json["rendered_because"]["new"], pages, "no page was there before");
    assert_eq!(json["bytes_written"], files.values().map(Vec::len).sum::<usize>());
    assert!(json["seconds"].as_f64().is_some_and(|s| s > 0.0));
    assert!(json["peak_memory_bytes"].as_u64().is_some_and(|bytes| bytes > 1_000_000));
    let diagnostic = &json["diagnostics"][0];
    assert_eq!(keys(diagnostic), ["code", "column", "help", "line", "message", "path", "severity"]);
    assert_eq!(
        (&diagnostic["severity"], &diagnostic["path"]),
        (&"error".into(), &"content/sport/bad.md".into())
    );
    assert!(diagnostic["line"].is_u64() && diagnostic["column"].is_u64(), "{diagnostic}");
}

#[test]
fn json_also_tells_why_nothing_was_built() {
    let sandbox = Sandbox::with(&[("config.yaml", "titel: T\nlanguage: 7 8\n"), ("content/a.md", "A.\n")]);
    for args in [&["build", "--format", "json"][..], &["build", "--format", "json", "--at", "then"]] {
        let run = sandbox.run(args);
        assert_eq!(run.status, 2);
        let json: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(json["pages"]["written"], 0);
        assert!(json["diagnostics"].as_array().is_some_and(|d| !d.is_empty()), "{json}");
    }
    assert!(!sandbox.has("output"));
}

#[test]
fn the_exit_status_says_how_it_went() {
    let sandbox = small_site();
    assert_eq!(sandbox.run(&["build"]).status, 0);
    sandbox.write("content/sport/warned.md", b"---\ntitle: W\nauthros: A\n---\n\nText.\n");
    assert_eq!(sandbox.run(&["build"]).status, 0, "warnings are allowed");
    assert_eq!(sandbox.run(&["build", "--strict"]).status, 1);
    sandbox.write("content/sport/faulty.md", b"---\ntitle: [\n---\n");
    assert_eq!(sandbox.run(&["build"]).status, 1);
    assert_eq!(sandbox.run(&["build", "--theme"]).status, 2, "wrong usage");
    assert_eq!(sandbox.run(&["build", "--site", "elsewhere"]).status, 2);
    sandbox.write("templates/article.html", b"{{ x | nope }}");
    let before = sandbox.files("output");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.status, 2, "a template with a mistake");
    assert!(run.stderr.contains("templates/article.html:1:"), "{}", run.stderr);
    assert_eq!(before, sandbox.files("output"), "nothing was touched");
    sandbox.write("config.yaml", b"colour: red\n");
    assert_eq!(sandbox.run(&["build"]).status, 2, "a configuration with a mistake");
}

#[test]
fn one_line_sums_up_and_quiet_and_verbose_are_heeded() {
    let sandbox = small_site();
    sandbox.write(
        "content/sport/nine.md",
        b"---\ntitle: W\nauthros: A\ncolour: red\n---\n\nText {{< x >}} {{< y >}}.\n",
    );
    let run = ok(sandbox.run(&["build"]));
    let files = sandbox.files("output").len();
    let expected = format!("9 articles (4 withheld), {files} pages ({files} written), ");
    assert!(run.stdout.starts_with(&expected) && run.stdout.ends_with(" seconds\n"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 1);
    assert!(run.stderr.contains("authros"), "{}", run.stderr);
    let again = ok(sandbox.run(&["build"]));
    assert!(again.stdout.contains(&format!("{files} pages (nothing changed), ")), "{}", again.stdout);
    let quiet = ok(sandbox.run(&["build", "-q"]));
    assert_eq!((quiet.stdout.lines().count(), quiet.stderr.as_str()), (1, ""), "{}", quiet.stdout);
    let verbose = ok(sandbox.run(&["build", "-v"]));
    assert!(verbose.stderr.len() >= run.stderr.len(), "{}", verbose.stderr);
    assert_eq!(sandbox.run(&["build", "-q", "-v"]).status, 2);
    fs::remove_file(sandbox.path().join("content/sport/nine.md")).expect("removed");
    let fewer = ok(sandbox.run(&["build"]));
    assert!(fewer.stdout.contains(" removed), "), "{}", fewer.stdout);
}

#[test]
fn timings_name_stages_templates_and_the_ten_slowest_pages() {
    let run = ok(small_site().run(&["build", "--timings"]));
    for stage in ["discover", "record", "parse", "archive", "theme", "plan", "check", "write", "finish"] {
        let line = run.stderr.lines().find(|l| l.starts_with(stage)).unwrap_or_else(|| panic!("no {stage}"));
        assert!(line.contains(" s"), "{line}");
    }
    let line = run.stderr.lines().find(|l| l.starts_with("article.html")).expect("a template");
    assert!(line.ends_with(" 3"), "three articles are shown: {line}");
    let slowest = run.stderr.split("slowest pages\n").nth(1).expect("the slowest pages");
    assert_eq!(slowest.lines().filter(|l| l.contains(" s  /")).count(), 10, "{slowest}");
}

#[test]
fn explain_says_why() {
    let sandbox = small_site();
    let explain = |url: &str| ok(sandbox.run(&["explain", url, "--at", crate::sandbox::AT])).stdout;
    ok(sandbox.run(&["build"]));
    assert!(explain("/").contains("was rendered in the last build, because it was new"), "{}", explain("/"));
    assert!(explain("/").contains("would not be rendered now"), "{}", explain("/"));
    assert!(explain("/robots.txt").contains("is the file robots.txt"), "{}", explain("/robots.txt"));
    fs::remove_file(sandbox.path().join("output/index.html")).expect("the front page");
    assert!(explain("/").contains("its file was missing"), "{}", explain("/"));
    let config = sandbox.read("config.yaml").replacen("title: ", "title: The New ", 1);
    sandbox.write("config.yaml", config.as_bytes());
    let said = explain("/");
    assert!(said.contains("would be rendered now, because what it shows had changed: site.title"), "{said}");
    assert!(!sandbox.has("output/index.html"), "explaining writes nothing");
    let run = ok(sandbox.run(&["build", "--explain"]));
    assert!(run.stdout.contains("because what it shows had changed: site.title"), "{}", run.stdout);
    let nowhere = sandbox.run(&["explain", "/nowhere/", "--at", crate::sandbox::AT]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.stderr.contains("E614"), "{}", nowhere.stderr);
}

#[test]
fn any_folder_of_markdown_builds() {
    let sandbox = Sandbox::with(&[("notes/2015-09-24-fog.md", "Fog all day.\n"), ("b.md", "# B\n\nText.\n")]);
    let run = ok(sandbox.run(&["build"]));
    assert!(run.stderr.contains("config.yaml"), "it says that there is no configuration: {}", run.stderr);
    assert!(run.stdout.starts_with("2 articles, "), "{}", run.stdout);
    assert!(sandbox.has("output/2015/09/24/fog/index.html"));
    let again = ok(sandbox.run(&["build"]));
    assert!(
        again.stdout.starts_with("2 articles, ") && again.stdout.contains("nothing changed"),
        "{}",
        again.stdout
    );
}

#[test]
fn folders_and_jobs_can_be_named() {
    let sandbox = small_site();
    sandbox.write("other/one.md", b"Only one.\n");
    let outside = Sandbox::new();
    let target = outside.path().join("site").to_string_lossy().into_owned();
    let site = sandbox.path().to_string_lossy().into_owned();
    let content = sandbox.path().join("other").to_string_lossy().into_owned();
    let args =
        ["build", "--site", &site, "--content", &content, "--output", &target, "--jobs", "3", "--at", AT];
    let run = ok(run_in(outside.path(), &args));
    assert!(run.stdout.starts_with("1 article, "), "{}", run.stdout);
    assert!(outside.has("site/undated/one/index.html") && !sandbox.has("output"));
    assert_eq!(sandbox.run(&["build", "--jobs", "0"]).status, 2);
    ok(sandbox.run(&["build", "--drafts"]));
    assert!(sandbox.has("output/2020/03/03/three/index.html"));
    ok(sandbox.run(&["build"]));
    assert!(!sandbox.has("output/2020/03/03/three/index.html"), "what was shown to the desk is gone again");
}

fn times(sandbox: &Sandbox) -> BTreeMap<String, SystemTime> {
    let files = sandbox.files("output").into_keys();
    let time = |path: &String| fs::metadata(sandbox.path().join("output").join(path))?.modified();
    files.map(|path| (path.clone(), time(&path).expect("a time"))).collect()
}

#[test]
fn only_what_differs_is_written() {
    let sandbox = small_site();
    for n in 10..28 {
        let text = format!("---\ntitle: Number {n}\ndate: 2019-01-{n}\n---\n\nText.\n");
        sandbox.write(&format!("content/sport/n{n}.md"), text.as_bytes());
    }
    let (_, first) = sandbox.build_json(&[]);
    let before = times(&sandbox);
    let (_, second) = sandbox.build_json(&[]);
    assert_eq!((&second["pages"]["written"], &second["bytes_written"]), (&0.into(), &0.into()));
    assert_eq!(second["pages"]["unchanged"], first["pages"]["planned"]);
    assert_eq!(before, times(&sandbox), "times of files stay");
    sandbox.write(
        "content/sport/n15.md",
        b"---\ntitle: Number 15\ndate: 2019-01-15\n---\n\nText, and more of it.\n",
    );
    let (_, third) = sandbox.build_json(&[]);
    let written = third["pages"]["written"].as_u64().expect("a count");
    assert!((1..12).contains(&written), "the article, and where its text or summary stands: {written}");
    fs::remove_file(sandbox.path().join("content/sport/n15.md")).expect("removed");
    let (_, fourth) = sandbox.build_json(&[]);
    assert!(fourth["pages"]["removed"].as_u64().is_some_and(|n| n >= 2), "{fourth}");
    assert!(!sandbox.has("output/2019/01/15"), "its folder is gone too");
}

#[test]
fn strangers_in_the_output_are_left_alone() {
    let sandbox = small_site();
    ok(sandbox.run(&["build"]));
    sandbox.write("output/google1234.html", b"mine");
    sandbox.write("output/2020/01/01/one/note.txt", b"mine");
    fs::remove_file(sandbox.path().join("content/harbour/2020-01-01-one.md")).expect("removed");
    fs::remove_file(sandbox.path().join("content/sport/eight.md")).expect("removed");
    ok(sandbox.run(&["build"]));
    assert_eq!(sandbox.read("output/google1234.html"), "mine");
    assert_eq!(sandbox.read("output/2020/01/01/one/note.txt"), "mine");
    assert!(!sandbox.has("output/2020/01/01/one/index.html"));
    // A stranger where a page is to stand.
    sandbox.write("output/2021/01/01/new/index.html", b"mine");
    sandbox.write("content/sport/2021-01-01-new.md", b"New.\n");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("output/2021/01/01/new/index.html"), "{}", run.stderr);
    assert_eq!(sandbox.read("output/2021/01/01/new/index.html"), "mine");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let sandbox = small_site();
    sandbox.write("output/letters.txt", b"mine");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("letters.txt"), "{}", run.stderr);
    assert_eq!(sandbox.files("output").len(), 1);
}

fn list(sandbox: &Sandbox, more: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = ["list", "--format", "json"].iter().chain(more).copied().collect();
    serde_json::from_str(&ok(sandbox.run(&args)).stdout).expect("JSON")
}

#[test]
fn every_article_is_listed_with_its_state() {
    let sandbox = small_site();
    sandbox.write("content/sport/bad.md", b"---\ntitle: [\n---\n");
    let rows = list(&sandbox, &[]);
    assert_eq!(keys(&rows[0]), ["authors", "date", "path", "section", "status", "tags", "title", "url"]);
    let states: BTreeMap<&str, &str> =
        rows.iter().filter_map(|row| Some((row["path"].as_str()?, row["status"].as_str()?))).collect();
    let expected = [
        ("harbour/2020-01-01-one.md", "published"),
        ("harbour/2020-02-02-two.md", "published"),
        ("sport/2020-03-03-three.md", "draft"),
        ("sport/2020-04-04-four.md", "hidden"),
        ("sport/2020-05-05-five.md", "withdrawn"),
        ("sport/2040-06-06-six.md", "future"),
        ("sport/bad.md", "faulty"),
        ("sport/eight.md", "redirect"),
        ("sport/seven.md", "embargoed"),
    ];
    assert_eq!(states, expected.into());
    assert_eq!(rows[0]["url"], "https://test.example/2020/01/01/one/");
    assert_eq!(rows[0]["tags"], serde_json::json!(["Coal", "Night, ferry"]));
    assert_eq!((&rows[0]["date"], &rows[0]["section"]), (&"2020-01-01".into(), &"Harbour".into()));
    let of = |more: &[&str]| -> Vec<String> {
        list(&sandbox, more).iter().map(|r| r["path"].as_str().expect("a path").to_owned()).collect()
    };
    for (path, status) in expected.iter().filter(|e| e.1 != "published") {
        assert_eq!(of(&["--status", status]), [*path]);
    }
    assert_eq!(of(&["--section", "HARBOUR"]).len(), 2);
    assert_eq!(of(&["--tag", "night, ferry"]), ["harbour/2020-01-01-one.md"]);
    assert_eq!(of(&["--section", "harbour", "--tag", "none"]), [""; 0]);
    assert_eq!(sandbox.run(&["list", "--status", "lost"]).status, 2);
}

#[test]
fn the_list_comes_as_csv_and_as_a_table() {
    let sandbox = small_site();
    let rows = csv(&ok(sandbox.run(&["list", "--format", "csv"])).stdout);
    assert_eq!(rows[0], ["path", "url", "date", "title", "status", "section", "tags", "authors"]);
    let json = list(&sandbox, &[]);
    assert_eq!(rows.len(), json.len() + 1);
    for (row, json) in rows[1..].iter().zip(&json) {
        let joined = |key: &str| {
            let items = json[key].as_array().expect("a list").iter();
            items.map(|i| i.as_str().expect("text")).collect::<Vec<_>>().join("; ")
        };
        for (n, key) in ["path", "url", "date", "title", "status", "section"].iter().enumerate() {
            assert_eq!(row[n], json[key].as_str().unwrap_or_default());
        }
        assert_eq!((&row[6], &row[7]), (&joined("tags"), &joined("authors")));
    }
    let table = ok(sandbox.run(&["list"])).stdout;
    assert_eq!(table.lines().count(), json.len());
    assert!(table.contains("2020-02-02  published  Two, \"quoted\""), "{table}");
}

/// Reads comma-separated values (RFC 4180).
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => assert_eq!(chars.peek(), Some(&'\n')),
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last line has no end");
    rows
}

#[test]
fn a_new_site_builds_at_once_and_nothing_is_overwritten() {
    let sandbox = Sandbox::new();
    let run = ok(sandbox.run(&["new", "site", "paper"]));
    assert!(run.stdout.contains("dateline build --site paper"), "{}", run.stdout);
    let before = sandbox.files("paper");
    let again = sandbox.run(&["new", "site", "paper"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("nothing is overwritten"), "{}", again.stderr);
    assert_eq!(before, sandbox.files("paper"));
    let run = ok(sandbox.run(&["build", "--site", "paper", "--strict", "--at", "2999-01-01"]));
    assert!(run.stdout.starts_with("1 article, ") && run.stderr.is_empty(), "{}{}", run.stdout, run.stderr);
    for file in ["index.html", "about/index.html", "feed.xml", "sitemap.xml"] {
        assert!(sandbox.has(&format!("paper/output/{file}")), "{file}");
    }
    sandbox.write("taken/file.txt", b"mine");
    assert_eq!(sandbox.run(&["new", "site", "taken"]).status, 2);
    assert_eq!(sandbox.files("taken").len(), 1);
}

#[test]
fn a_new_article_has_the_right_name_and_front_matter() {
    let sandbox = Sandbox::with(&[(
        "config.yaml",
        "title: T\nbase_url: https://t.example/\ntimezone: Europe/London\n",
    )]);
    let headline = "Ünsinkable: \"Agnes\" & the #1 gull";
    let args = ["new", "article", headline, "--section", "Night Desk", "--at", "2026-06-30T23:30:00Z"];
    let run = ok(sandbox.run(&args));
    let path = "content/night-desk/2026/2026-07-01-unsinkable-agnes-the-1-gull.md";
    assert_eq!(run.stdout.trim_end(), format!("./{path}"));
    let text = sandbox.read(path);
    assert!(text.contains("\ndate: 2026-07-01T00:30:00+01:00\n"), "the site's clock: {text}");
    let schema = schema("article");
    assert_eq!(problems(&schema, &front_matter(&text), ""), [""; 0]);
    assert_eq!(front_matter(&text)["title"], headline);
    let again = sandbox.run(&args);
    assert_eq!(again.status, 2);
    assert_eq!(sandbox.read(path), text);
    let run = ok(sandbox.run(&["build", "--drafts", "--strict"]));
    assert!(run.stdout.starts_with("1 article, "), "{}", run.stdout);
    assert!(sandbox.has("output/2026/07/01/unsinkable-agnes-the-1-gull/index.html"));
    ok(sandbox.run(&["new", "article", "Without a section"]));
    assert_eq!(sandbox.run(&["new", "article", "X", "--site", "nowhere"]).status, 2);
}

fn schema(of: &str) -> Value {
    serde_json::from_str(&ok(run_in(root(), &["schema", of])).stdout).expect("JSON")
}

fn front_matter(text: &str) -> Value {
    let yaml = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).expect("front matter").0;
    serde_yaml::from_str(yaml).expect("YAML")
}

#[test]
fn the_schemas_allow_what_the_example_has_and_nothing_else() {
    let config = schema("config");
    let text = fs::read_to_string(root().join("config.yaml")).expect("the configuration");
    let own: Value = serde_yaml::from_str(&text).expect("YAML");
    assert_eq!(problems(&config, &own, "config"), [""; 0]);
    for key in config["properties"].as_object().expect("properties").keys() {
        assert!(own.get(key).is_some(), "the example's config.yaml does not show `{key}`");
    }
    let wrong: Value =
        serde_yaml::from_str("titel: T\npaginate: 0\nexpired: burn\nfeeds: {limit: x}").expect("YAML");
    assert_eq!(problems(&config, &wrong, "").len(), 4);
    let article = schema("article");
    let other = ["pages/", "sections/", "tags/", "series/", "authors/"];
    let mut count = 0;
    for (path, bytes) in crate::sandbox::files_below(&root().join("content")) {
        if !path.ends_with(".md") || other.iter().any(|folder| path.starts_with(folder)) {
            continue;
        }
        let text = String::from_utf8(bytes).expect("text");
        if text.starts_with("---\n") {
            assert_eq!(problems(&article, &front_matter(&text), &path), [""; 0]);
            count += 1;
        }
    }
    assert!(count > 50, "only {count} articles were looked at");
}

#[test]
fn completions_and_the_man_page_know_every_command() {
    let commands =
        ["build", "publish", "serve", "verify", "addresses", "list", "new", "schema", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let text = ok(run_in(root(), &["completions", shell])).stdout;
        assert!(commands.iter().all(|c| text.contains(c)) && text.contains("strict"), "{shell}");
    }
    assert_eq!(run_in(root(), &["completions", "abacus"]).status, 2);
    let man = ok(run_in(root(), &["man"])).stdout;
    let pages =
        ["build", "serve", "list", "new", "new\\-site", "new\\-article", "schema", "completions", "man"];
    for page in pages {
        assert!(man.contains(&format!("dateline\\-{page} \\- ")), "{page}");
    }
    assert!(man.lines().filter(|l| l.starts_with(".SH ")).count() > 20);
    for flag in [
        "site", "content", "output", "drafts", "at", "strict", "jobs", "format", "timings", "quiet",
        "verbose",
    ] {
        assert!(man.contains(&format!("\\-\\-{flag}\\fR")), "{flag}");
    }
    let known = [".TH", ".SH", ".TP", ".PP", ".RS", ".RE", ".IP", ".br", ".ie", ".el"];
    let macros = man.lines().filter(|l| l.starts_with('.'));
    let unknown: Vec<&str> = macros.filter(|l| !known.iter().any(|k| l.starts_with(k))).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn commands_in_the_manuals_exist() {
    let mut count = 0;
    let manuals =
        fs::read_dir(root().join("docs")).expect("the manuals").map(|e| e.expect("an entry").path());
    for manual in manuals.chain(["README.md", "CONTRIBUTING.md"].map(|name| root().join(name))) {
        let Ok(text) = fs::read_to_string(&manual) else { continue };
        let plain =
            text.replace("cargo run --release -- ", "dateline ").replace("cargo run -- ", "dateline ");
        for line in plain.lines() {
            for said in line.split("dateline ").skip(1) {
                let words: Vec<&str> =
                    said.split(['`', '#', '|']).next().unwrap_or_default().split_whitespace().collect();
                let Some(command) =
                    words.first().filter(|w| **w != "help" && w.chars().all(|c| c.is_ascii_lowercase()))
                else {
                    continue;
                };
                let shown = format!("{}: dateline {said}", manual.display());
                let known = [
                    "build",
                    "explain",
                    "import",
                    "publish",
                    "serve",
                    "verify",
                    "addresses",
                    "list",
                    "new",
                    "schema",
                    "completions",
                    "man",
                ];
                if !known.contains(command) {
                    assert!(!line.contains(&format!("`dateline {command}")), "{shown}");
                    continue;
                }
                let mut help = vec![*command];
                help.extend(words.get(1).filter(|w| {
                    ["site", "article", "fix"].contains(w) && ["new", "addresses"].contains(command)
                }));
                help.push("--help");
                let help = ok(run_in(root(), &help)).stdout;
                for flag in words.iter().filter(|w| w.starts_with("--")) {
                    let flag =
                        flag.trim_end_matches([',', '.', ']', ')']).split('=').next().unwrap_or_default();
                    assert!(help.contains(flag), "{shown}: there is no {flag}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 5, "only {count} commands were found");
}
