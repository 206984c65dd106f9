//! What a store is told of a file beside its bytes.

use super::*;
use std::io::Read;

pub fn texts_are_packed(server: &Server) {
    let sandbox = site(server, 3);
    sandbox.write("site/static/dot.png", b"\x89PNG not really");
    published(&sandbox, server, &[]);
    let plain = server.get("www/index.html").expect("a page").bytes;
    let mut sizes = vec![plain.len()];
    for (option, name) in [("gzip", "gzip"), ("brotli", "br")] {
        configure(&sandbox, "site", server, "mercury", &format!(", encoding: {option}"));
        // The bytes are the same: what is said of them is not, and that is enough.
        let again = published(&sandbox, server, &["--verify"]);
        let sent = steps(&again);
        assert!(sent.contains(&"replace index.html".to_owned()), "{sent:?}");
        assert!(!sent.contains(&"replace dot.png".to_owned()), "{sent:?}");
        let page = server.get("www/index.html").expect("a page");
        assert_eq!(page.says("Content-Encoding"), name);
        let mut unpacked = Vec::new();
        match option {
            "gzip" => flate2::read::GzDecoder::new(&*page.bytes).read_to_end(&mut unpacked),
            _ => brotli::Decompressor::new(&*page.bytes, 4096).read_to_end(&mut unpacked),
        }
        .expect("it unpacks");
        assert_eq!(unpacked, plain);
        sizes.push(page.bytes.len());
        let picture = server.get("www/dot.png").expect("a picture");
        assert_eq!(
            (picture.says("Content-Encoding"), &*picture.bytes),
            (String::new(), &b"\x89PNG not really"[..])
        );
        // Publishing's own files are for programs, which need not unpack.
        assert!(server.get("www/.dateline/SHA256SUMS").expect("a list").says("Content-Encoding").is_empty());
        assert!(steps(&published(&sandbox, server, &[])).is_empty());
        // A packed page that somebody altered is found, as one that somebody put there unpacked.
        server.put("www/2015/index.html", b"not packed at all");
        let (status, said) = verify(&sandbox, server, &[]);
        assert!(status == Some(1) && said.starts_with("altered  2015/index.html\n"), "{said}");
        assert_eq!(published(&sandbox, server, &["--force", "--verify"])["files_sent"], 1);
    }
    assert!(sizes[0] > sizes[1] * 2 && sizes[1] > sizes[2], "{sizes:?}");
}

#[test]
fn old_addresses_are_told_to_a_website() {
    for kind in [Kind::S3s, Kind::Moto] {
        let Some(server) = Server::start(kind) else { return };
        let sandbox = site(&server, 2);
        let text = "---\ntitle: Quay\ndate: 2015-09-24\naliases: [/news/1234.html, '/news/caf é/']\n---\nx\n";
        sandbox.write("site/content/quay.md", text.as_bytes());
        published(&sandbox, &server, &[]);
        assert!(!server.head("www/news/1234.html").contains("website-redirect"));
        configure(&sandbox, "site", &server, "mercury", ", redirects: true");
        let again = steps(&published(&sandbox, &server, &["--verify"]));
        assert_eq!(again.len(), 2, "{again:?}");
        assert!(again.contains(&"replace news/1234.html".to_owned()), "{again:?}");
        let said = server.head("www/news/1234.html");
        assert!(
            said.contains("x-amz-website-redirect-location: https://t.example/2015/09/24/quay/"),
            "{said}"
        );
        assert!(!server.head("www/index.html").contains("website-redirect"));
        assert!(steps(&published(&sandbox, &server, &[])).is_empty());
        assert_eq!(published(&sandbox, &server, &["--force"])["files_sent"], 0);
        // It moves on: the page and where the store leads move with it.
        sandbox.write("site/content/quay.md", text.replace("09-24", "09-25").as_bytes());
        published(&sandbox, &server, &["--verify"]);
        let said = server.head("www/news/1234.html");
        assert!(
            said.contains("x-amz-website-redirect-location: https://t.example/2015/09/25/quay/"),
            "{said}"
        );
        is_as_built(&sandbox, &server);
    }
}
