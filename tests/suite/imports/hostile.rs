//! Input that means harm, or has come to some: never a panic, never a file outside of the folder, always a line that says why.

use super::{report, site, written};
use crate::sandbox::Sandbox;
use std::io::Write;
use std::process::{Command, Stdio};

const TEXT: &str = "Fog closes the harbour\n3 May 1999\n\nFog closed the harbour for a day and a night, and then for another day.\n";

/// A ZIP archive with these entries, stored as they are.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
            })
        })
    }
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let mut shared = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        shared.extend(crc(bytes).to_le_bytes());
        shared.extend((bytes.len() as u32).to_le_bytes());
        shared.extend((bytes.len() as u32).to_le_bytes());
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(name.as_bytes());
        out.extend(*bytes);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn because(sandbox: &Sandbox, source: &str) -> String {
    let report = report(sandbox);
    let lines = report["lines"].as_array().expect("lines");
    let line =
        lines.iter().find(|line| line["source"] == source).unwrap_or_else(|| panic!("{source} in {report}"));
    format!(
        "{}: {}",
        line["outcome"].as_str().unwrap_or_default(),
        line["because"].as_str().unwrap_or_default()
    )
}

#[test]
fn archives_are_read_and_never_leave_their_folder() {
    let sandbox = site();
    let entries: &[(&str, &[u8])] = &[
        ("news/fog.txt", TEXT.as_bytes()),
        ("../../out.txt", TEXT.as_bytes()),
        ("/etc/out.txt", b"x"),
        ("inner.zip", b"PK"),
    ];
    sandbox.write("dumps.zip", &zip(entries));
    let run = sandbox.run(&["import", "text", "dumps.zip"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert_eq!(written(&sandbox).keys().collect::<Vec<_>>(), ["1999/1999-05-03-fog-closes-the-harbour.md"]);
    assert!(because(&sandbox, "dumps.zip!../../out.txt").starts_with("faulty: its name leads out"));
    assert!(because(&sandbox, "dumps.zip!inner.zip").contains("archive inside an archive"));
    sandbox.write("dumps.zip", b"PK\x03\x04 no archive at all");
    assert_eq!(sandbox.run(&["import", "text", "dumps.zip"]).status, 2);
}

#[test]
fn links_that_lead_out_are_refused() {
    let (sandbox, outside) = (site(), Sandbox::with(&[("secret.txt", TEXT)]));
    sandbox.write("input/fog.txt", TEXT.replace("Fog", "Mist").as_bytes());
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), sandbox.path().join("input/link.txt"))
        .expect("a link");
    let run = sandbox.run(&["import", "text", "input"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(because(&sandbox, "input/link.txt").contains("leads out"), "{}", run.stdout);
    // Nothing is written through a link either.
    let sandbox = site();
    sandbox.write("input/fog.txt", TEXT.as_bytes());
    std::os::unix::fs::symlink(outside.path(), sandbox.path().join("content/1999")).expect("a link");
    let run = sandbox.run(&["import", "text", "input"]);
    assert!(run.stdout.contains("nothing is written through links"), "{}", run.stdout);
    assert_eq!(outside.files("").len(), 1);
}

#[test]
fn standard_input_and_packed_files_are_read() {
    let sandbox = site();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["import", "text", "-"])
        .current_dir(sandbox.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(TEXT.as_bytes()).expect("it is read");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(written(&sandbox).len(), 1);
    sandbox.write("broken.txt.gz", b"\x1f\x8b\x08\0 broken");
    assert_eq!(sandbox.run(&["import", "text", "broken.txt.gz"]).status, 2);
    assert!(because(&sandbox, "broken.txt.gz").contains("cannot be unpacked"));
}

#[test]
fn a_line_without_end_is_refused() {
    let sandbox = site();
    sandbox.write("input/long.txt", &vec![b'a'; 40_000_000]);
    sandbox.write("input/fog.txt", TEXT.as_bytes());
    let run = sandbox.run(&["import", "text", "input"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(because(&sandbox, "input/long.txt").contains("larger than 32 MB"));
}

#[test]
fn signs_that_open_and_never_close_take_no_time() {
    let sandbox = site();
    for (name, sign) in [
        ("a", "{{<"),
        ("b", "{% raw %}"),
        ("c", "](<"),
        ("d", "`"),
        ("e", "["),
        ("f", "{{"),
        ("g", "<a href=\""),
    ] {
        sandbox.write(&format!("input/{name}.md"), sign.repeat(60_000).as_bytes());
    }
    let run = sandbox.run(&["import", "markdown", "input"]);
    assert!(run.status <= 1 && !run.stderr.contains("panicked"), "{}", run.stderr);
}

#[test]
fn nothing_can_be_done() {
    let sandbox = site();
    sandbox.write("empty/readme", b"");
    for (args, code) in [
        (&["import", "text", "nowhere"][..], "E801"),
        (&["import", "text", "no*.txt"], "E801"),
        (&["import", "text", "empty", "--into", "config.yaml"], "E804"),
        (&["import", "text", "empty", "--map", "no/where.tsv"], "E803"),
        (&["import", "text", "empty", "--timezone", "Nowhere/Else"], "no time zone"),
        (&["import", "photographs", "empty"], "invalid value"),
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.stderr.contains(code), "{args:?}: {}", run.stderr);
    }
    assert_eq!(sandbox.run(&["import", "text", "empty"]).status, 2);
}

#[test]
fn a_damaged_record_is_named() {
    let sandbox = site();
    sandbox.write("input/fog.txt", TEXT.as_bytes());
    for text in [
        "no record",
        "# dateline import 1: identity, file, digest of what was written, date, headline\na\t../b\tc\td\te\n",
    ] {
        sandbox.write("content/.import/record.tsv", text.as_bytes());
        let run = sandbox.run(&["import", "text", "input"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("E802"), "{}", run.stderr);
        assert!(written(&sandbox).is_empty());
    }
}
