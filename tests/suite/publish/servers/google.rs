//! What differs between Google's XML interface and S3's, as far as publishing uses it
//! (<https://cloud.google.com/storage/docs/xml-api/reference-headers>): versions are generations, which are numbers,
//! and headers have other names.

use std::collections::HashMap;
use std::sync::Mutex;

/// A service account that needs no token.
pub const ACCOUNT: &str = r#"{"private_key": "hunter2", "private_key_id": "hunter2", "client_email": "press@mercury.example", "disable_oauth": true}"#;

/// The generations that were given out.
#[derive(Default)]
pub struct Google {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    last: u64,
    /// The generation of each object, by path, with the tag that the server knows it by.
    of: HashMap<String, (u64, String)>,
}

impl Google {
    /// The head of a request in the words of S3.
    pub fn request(&self, path: &str, head: &str) -> String {
        let key = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request";
        let own = format!("Authorization: {key}, SignedHeaders=host, Signature=0");
        let lines = head.trim_end().lines().filter_map(|line| {
            let lower = line.to_ascii_lowercase();
            if lower.starts_with("authorization:") {
                return None;
            }
            let Some(generation) = lower.strip_prefix("x-goog-if-generation-match:") else {
                return Some(line.replace("x-goog-meta-", "x-amz-meta-"));
            };
            let wanted: u64 = generation.trim().parse().expect("a generation");
            let known = self.known.lock().expect("no panic");
            Some(match (wanted, known.of.get(path)) {
                (0, _) => "If-None-Match: *".to_owned(),
                (_, Some((own, tag))) if *own == wanted => format!("If-Match: {tag}"),
                _ => "If-Match: \"none\"".to_owned(),
            })
        });
        format!("{}\r\n{own}\r\n\r\n", lines.collect::<Vec<_>>().join("\r\n"))
    }

    /// The head of an answer in the words of Google.
    pub fn answer(&self, method: &str, path: &str, head: &str) -> String {
        let tag = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("etag").then(|| value.trim().to_owned())
        });
        let mut head = head.trim_end().replace("x-amz-meta-", "x-goog-meta-");
        if let (Some(tag), true) = (tag, head[9..12].starts_with('2')) {
            let mut known = self.known.lock().expect("no panic");
            let same = known.of.get(path).is_some_and(|(_, own)| *own == tag);
            if method == "PUT" || !same {
                known.last += 1;
                let next = known.last;
                known.of.insert(path.to_owned(), (next, tag));
            }
            let generation = known.of[path].0;
            head.push_str(&format!("\r\nx-goog-generation: {generation}"));
        }
        format!("{head}\r\n\r\n")
    }
}
