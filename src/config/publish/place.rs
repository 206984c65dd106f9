//! Addresses of targets.
//!
//! Takes: what stands under `url`. Gives: what it names, or in words why it names nothing and what to write. Neither
//! repeats a secret that may be in it.

use crate::yaml::suggest::did_you_mean;

/// Where a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetPlace {
    /// A folder: absolute, or relative to the site.
    Folder(String),
    /// A bucket of an object store.
    Bucket {
        /// Whose language the store speaks.
        kind: StoreKind,
        /// Its name.
        bucket: String,
        /// What the names of objects begin with, without slashes around; empty for nothing.
        prefix: String,
    },
    /// A folder of another machine, over SSH.
    Sftp {
        /// The machine, as `ssh` takes it: `user@host`, or a name in its configuration.
        host: String,
        /// Its port, where it is not the usual one.
        port: Option<u16>,
        /// The folder: absolute, or relative to the home of the user.
        path: String,
    },
    /// A branch of a Git repository.
    Git {
        /// The repository, as `git` takes it: an address, or a path (relative to the site).
        repository: String,
        /// The branch.
        branch: String,
    },
}

/// Whose language a store speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Amazon's.
    S3,
    /// Google's.
    Gs,
    /// Microsoft's.
    Az,
}

impl StoreKind {
    /// The scheme of its addresses.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::Gs => "gs",
            Self::Az => "az",
        }
    }
}

impl TargetPlace {
    /// What it is called in messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Folder(_) => "a folder",
            Self::Bucket { kind: StoreKind::S3, .. } => "a store of S3",
            Self::Bucket { kind: StoreKind::Gs, .. } => "a store of Google",
            Self::Bucket { kind: StoreKind::Az, .. } => "a store of Azure",
            Self::Sftp { .. } => "a folder over SFTP",
            Self::Git { .. } => "a Git branch",
        }
    }
}

/// Schemes of addresses that can be published to.
const SCHEMES: [&str; 8] = ["file", "s3", "gs", "az", "sftp", "git+ssh", "git+https", "git+file"];

/// Why an address names nothing, as the end of "the address of a target …", and what to write.
pub(super) type Refusal = (String, String);

fn refusal<T>(reason: &str, help: &str) -> Result<T, Refusal> {
    Err((reason.to_owned(), help.to_owned()))
}

const EXAMPLE: &str = "write a folder (`/srv/www` or `file:///srv/www`), a store (`s3://mercury/www`, `gs://…`, `az://…`), \
                       `sftp://user@host/srv/www`, or a branch (`git+ssh://git@host/mercury/site.git#pages`)";
const NO_SECRETS: &str =
    "leave the password away: credentials come from the environment, or from what `ssh` and `git` know";

/// What an address names.
pub(super) fn parsed(url: &str) -> Result<TargetPlace, Refusal> {
    if url.is_empty() {
        return refusal("is empty", EXAMPLE);
    }
    if url.contains(|c: char| c.is_control()) {
        return refusal("has a line break or another control character in it", EXAMPLE);
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return match url.split_once(':').filter(|(host, _)| host.contains('@') && !host.contains('/')) {
            Some(_) => refusal(
                "is written as for `scp`",
                "write it as in `sftp://user@host/srv/www` or `git+ssh://git@host/mercury/site.git#pages`",
            ),
            None => Ok(TargetPlace::Folder(url.to_owned())),
        };
    };
    match scheme.to_ascii_lowercase().as_str() {
        "file" if rest.starts_with('/') => Ok(TargetPlace::Folder(decoded(rest)?)),
        "file" => refusal("names a host, and a folder is on this machine", EXAMPLE),
        "s3" => bucket(StoreKind::S3, rest),
        "gs" => bucket(StoreKind::Gs, rest),
        "az" => bucket(StoreKind::Az, rest),
        "sftp" => sftp(rest),
        "git+ssh" => git("ssh", rest),
        "git+https" => git("https", rest),
        "git+file" => git("file", rest),
        other => {
            let help = match did_you_mean(other, SCHEMES) {
                Some(meant) => format!("did you mean `{meant}://`?"),
                None => EXAMPLE.to_owned(),
            };
            Err((format!("begins with `{scheme}://`, to which nothing can be published"), help))
        }
    }
}

fn decoded(path: &str) -> Result<String, Refusal> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8();
    match decoded {
        Ok(path) if !path.contains(|c: char| c.is_control()) => Ok(path.into_owned()),
        _ => refusal("is not text in UTF-8", EXAMPLE),
    }
}

/// The bucket and the prefix of `s3://bucket/prefix`.
fn bucket(kind: StoreKind, rest: &str) -> Result<TargetPlace, Refusal> {
    let example = format!("write it as in `{}://bucket/prefix`", kind.scheme());
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.contains('@') {
        let help = "leave away what stands before the `@`: credentials come from the environment";
        return refusal("has a name or password in it", help);
    }
    let is_part = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || (c == '$' && kind == StoreKind::Az)
    };
    if bucket.is_empty() || !bucket.chars().all(is_part) {
        return refusal("names no bucket", &example);
    }
    let prefix = prefix.trim_matches('/');
    if !prefix.is_empty() && prefix.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return refusal("has a prefix that cannot be used", &example);
    }
    Ok(TargetPlace::Bucket { kind, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
}

/// The machine and the folder of `sftp://user@host:port/path`. `ssh` must not take a host for one of its options.
fn sftp(rest: &str) -> Result<TargetPlace, Refusal> {
    const HOW: &str =
        "write it as in `sftp://user@host/srv/www`, or `sftp://host/~/www` for a folder in the user's home";
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.rsplit_once('@').is_some_and(|(user, _)| user.contains(':')) {
        return refusal("has a password in it", NO_SECRETS);
    }
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if !host.ends_with(':') && !port.contains(']') => match port.parse() {
            Ok(port) => (host, Some(port)),
            Err(_) => return refusal("has a port that is no number", HOW),
        },
        _ => (host, None),
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.@[]:%".contains(c);
    if host.is_empty()
        || host.starts_with(['-', '@'])
        || host.ends_with('@')
        || host.contains("@-")
        || !host.chars().all(is_part)
    {
        return refusal("names no machine", HOW);
    }
    let path = decoded(path)?;
    let path = match path.strip_prefix("~/") {
        Some(home) => home.trim_end_matches('/').to_owned(),
        None => format!("/{}", path.trim_matches('/')),
    };
    if matches!(path.as_str(), "" | "/" | "/~") || path.split('/').any(|part| part == "..") {
        return refusal("names no folder", HOW);
    }
    Ok(TargetPlace::Sftp { host: host.to_owned(), port, path })
}

/// The repository and the branch of `git+ssh://git@host/path.git#branch`. `git` must not take either for an option.
fn git(scheme: &str, rest: &str) -> Result<TargetPlace, Refusal> {
    const HOW: &str =
        "write it as in `git+ssh://git@host/mercury/site.git#pages`: the repository, `#`, and the branch";
    let Some((repository, branch)) = rest.split_once('#').filter(|(_, branch)| !branch.is_empty()) else {
        return refusal("names no branch", HOW);
    };
    let host = repository.split('/').next().unwrap_or_default();
    if scheme != "file"
        && host.rsplit_once('@').is_some_and(|(user, _)| user.contains(':') || scheme == "https")
    {
        return refusal("has a name or password in it", NO_SECRETS);
    }
    let bad_host = |host: &str| host.is_empty() || host.starts_with('-') || host.contains("@-");
    if repository.is_empty() || (scheme != "file" && bad_host(host)) {
        return refusal("names no repository", HOW);
    }
    if !is_branch(branch) {
        return refusal("has a branch that `git` would not take", HOW);
    }
    let repository = match scheme {
        // `git+file://../site.git` is a path relative to the site.
        "file" => decoded(repository)?,
        _ => format!("{scheme}://{repository}"),
    };
    match repository.starts_with('-') {
        true => refusal("names no repository", HOW),
        false => Ok(TargetPlace::Git { repository, branch: branch.to_owned() }),
    }
}

/// Whether a name can be that of a branch, by the rules of `git check-ref-format`.
fn is_branch(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    !name.starts_with(['-', '/'])
        && !name.ends_with(['/', '.'])
        && name != "@"
        && !["..", "@{"].iter().any(|no| name.contains(no))
        && !name.contains(|c: char| c.is_control() || c == ' ' || "~^:?*[\\".contains(c))
        && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_paths_or_addresses() {
        let folder = |path: &str| Ok(TargetPlace::Folder(path.to_owned()));
        assert_eq!(parsed("/srv/www"), folder("/srv/www"));
        assert_eq!(parsed("../www"), folder("../www"));
        assert_eq!(parsed("file:///srv/my%20www"), folder("/srv/my www"));
        for wrong in ["", "file://host/x", "ftp://x/", "fille:///srv", "a\nb"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parsed("fille:///srv").unwrap_err().1, "did you mean `file://`?");
    }

    #[test]
    fn buckets_have_a_name_and_perhaps_a_prefix() {
        let place = |kind, bucket: &str, prefix: &str| {
            Ok(TargetPlace::Bucket { kind, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
        };
        assert_eq!(parsed("s3://mercury"), place(StoreKind::S3, "mercury", ""));
        assert_eq!(parsed("gs://mercury/www/site/"), place(StoreKind::Gs, "mercury", "www/site"));
        assert_eq!(parsed("az://$web"), place(StoreKind::Az, "$web", ""));
        for wrong in [
            "s3://",
            "s3:///x",
            "s3://a b/",
            "s3://key:secret@bucket/",
            "s3://b/../x",
            "s3://b/a//c",
            "s3://$web",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn machines_are_what_ssh_takes() {
        let place = |host: &str, port, path: &str| {
            Ok(TargetPlace::Sftp { host: host.to_owned(), port, path: path.to_owned() })
        };
        assert_eq!(
            parsed("sftp://ines@mercury.example/srv/www/"),
            place("ines@mercury.example", None, "/srv/www")
        );
        assert_eq!(parsed("sftp://mercury:2222/~/www"), place("mercury", Some(2222), "www"));
        assert_eq!(parsed("sftp://ines@[::1]:22/a%20b"), place("ines@[::1]", Some(22), "/a b"));
        for wrong in [
            "sftp://",
            "sftp://host",
            "sftp://host/",
            "sftp://host/~",
            "sftp://-oProxyCommand=x/y",
            "sftp://a@-x/y",
            "sftp://a b/c",
            "sftp://host:port/x",
            "sftp://ines:hunter2@host/x",
            "sftp://host/a/../b",
            "sftp://@host/x",
            "sftp://host/a%0Ab",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn branches_are_named_after_their_repository() {
        let place = |repository: &str, branch: &str| {
            Ok(TargetPlace::Git { repository: repository.to_owned(), branch: branch.to_owned() })
        };
        assert_eq!(
            parsed("git+ssh://git@code.example/mercury/site.git#pages"),
            place("ssh://git@code.example/mercury/site.git", "pages")
        );
        assert_eq!(parsed("git+file:///srv/site.git#live/www"), place("/srv/site.git", "live/www"));
        assert_eq!(parsed("git+file://../site.git#p"), place("../site.git", "p"));
        assert_eq!(parsed("git+https://code.example/a.git#p"), place("https://code.example/a.git", "p"));
        for wrong in [
            "git+ssh://git@host/a.git",
            "git+ssh://#b",
            "git+ssh://-x/a#b",
            "git+ssh://h/a#-f",
            "git+ssh://h/a#a..b",
            "git+ssh://h/a#a b",
            "git+https://token@host/a#b",
            "git+ssh://a:b@host/x#c",
            "git+file://--upload-pack=x#b",
            "git+ssh://h/a#x.lock",
            "git@host:mercury/site.git",
        ] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_refusal_repeats_no_secret() {
        for url in [
            "ftp://harbour:hunter2@host/x",
            "sftp://h:hunter2@host/x",
            "git+https://hunter2@host/x#b",
            "s3://k:hunter2@b",
        ] {
            let (reason, help) = parsed(url).unwrap_err();
            assert!(!reason.contains("hunter2") && !help.contains("hunter2"), "{reason} {help}");
        }
    }
}
