use super::*;

fn entry(path: &str, text: &str) -> Entry {
    let (size, sum) = (text.len() as u64, Sum::of(text.as_bytes()));
    Entry { path: path.into(), size, sum, class: Class::Article, retired: false, headers: None }
}

fn sample() -> Manifest {
    let odd = Entry { headers: Some(0xa1), class: Class::Media, ..entry("a b\\c\nd\re.txt", "odd") };
    let old = Entry { retired: true, class: Class::Asset, ..entry("assets/old.css", "old") };
    Manifest::new(vec![entry("index.html", "home"), old, odd, entry("но/index.html", "")])
}

#[test]
fn is_read_as_it_was_written() {
    let manifest = sample();
    let (bytes, sum) = manifest.write();
    assert_eq!(Manifest::read(&bytes), Ok((manifest.clone(), sum)));
    assert_eq!(manifest.find("index.html").map(|e| e.size), Some(4));
    assert_eq!(manifest.find("index.htm"), None);
    let (empty, sum) = Manifest::default().write();
    assert_eq!(Manifest::read(&empty), Ok((Manifest::default(), sum)));
}

#[test]
fn damage_is_found_out_wherever_it_is() {
    let (bytes, _) = sample().write();
    for at in 0..bytes.len() {
        assert!(Manifest::read(&bytes[..at]).is_err(), "cut at {at}");
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert!(Manifest::read(&damaged).is_err(), "byte {at}");
    }
}

#[test]
fn a_newer_format_is_told_from_a_damaged_one() {
    assert_eq!(Manifest::read(b"dateline-manifest 2\nwhatever"), Err(Fault::Newer(2)));
    assert_eq!(Manifest::read(b"dateline-manifest x\n"), Err(Fault::Damaged));
    assert_eq!(Manifest::read(b"<html>"), Err(Fault::Damaged));
}

#[test]
fn nothing_in_it_leads_out_of_the_site() {
    for path in ["../x", "/x", "a//b", "a/./b", ""] {
        let manifest = Manifest::new(vec![entry(path, "x")]);
        assert_eq!(Manifest::read(&manifest.write().0), Err(Fault::Damaged), "{path}");
    }
}

#[test]
fn odd_names_are_marked_for_sha256sum() {
    let sums = String::from_utf8(sample().sums()).unwrap();
    let lines: Vec<&str> = sums.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with('\\') && lines[0].ends_with("  a b\\\\c\\nd\\re.txt"), "{}", lines[0]);
    assert!(lines[2].ends_with("  index.html") && lines[2].len() == 64 + 2 + 10);
}
