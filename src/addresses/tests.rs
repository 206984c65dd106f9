use super::*;

const TEXT: &str = "address\tarticle\tfirst published\tnow\n\
    /a/\ta.md\t2026-01-01\tpage\n\
    /b/\tid-b\t2026-01-01\tredirect /a/\n\
    /c/\tc.md\t2026-01-01\tgone 2026-02-01\n\
    /d/\td.md\t2026-01-01\tpage\n";

fn page<'a>(address: &'a str, article: &'a str) -> Present<'a> {
    Present { address, article, to: None }
}

#[test]
fn what_vanishes_is_what_was_there_and_is_not() {
    let lines = read(TEXT).unwrap();
    assert_eq!(lines.len(), 4);
    let present = [page("/a/", "a.md"), page("/d/", "d.md"), page("/e/", "e.md")];
    let found: Vec<&str> = vanished(&lines, &present).iter().map(|line| line.address).collect();
    assert_eq!(found, ["/b/"]);
    assert_eq!(vanished(&lines, &[]).len(), 3);
}

#[test]
fn is_brought_up_to_date() {
    let lines = read(TEXT).unwrap();
    let to_d = Present { to: Some("/d/"), ..page("/b/", "id-b") };
    let present = [page("/0/", "0.md"), to_d, page("/c/", "c.md"), page("/d/", "moved.md")];
    let text = updated(&lines, &present, "2026-03-01");
    let want = "address\tarticle\tfirst published\tnow\n\
        /0/\t0.md\t2026-03-01\tpage\n\
        /a/\ta.md\t2026-01-01\tgone 2026-03-01\n\
        /b/\tid-b\t2026-01-01\tredirect /d/\n\
        /c/\tc.md\t2026-01-01\tpage\n\
        /d/\tmoved.md\t2026-01-01\tpage\n";
    assert_eq!(text, want);
    let again = updated(&read(&text).unwrap(), &present, "2026-04-01");
    assert_eq!(again, want);
}

#[test]
fn lines_of_two_branches_are_put_in_order() {
    let text = "/b/\tb.md\t2026-01-01\tpage\n# a remark\n\n/a/\ta.md\t2026-01-01\tpage\n/b/\tb.md\t2026-01-01\tgone 2026-02-02\n";
    let lines = read(text).unwrap();
    let said: Vec<_> = lines.iter().map(|line| (line.address, line.now)).collect();
    assert_eq!(said, [("/a/", Now::Page), ("/b/", Now::Gone("2026-02-02"))]);
}

#[test]
fn what_cannot_be_read_is_named_by_line() {
    let text = "/a/\ta.md\t2026-01-01\tpage\n<<<<<<< HEAD\n/b/\tb.md\tpage\n/c/\tc.md\tx\tlost\n/d/\td\tx\tpage\tmore\n";
    assert_eq!(read(text), Err(vec![2, 3, 4, 5]));
    assert_eq!(read(""), Ok(vec![]));
}
