//! What `git` says when it fails, in words of ours. What it prints may hold addresses with credentials in them: of
//! what is not known, only the last line is repeated, without them.

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// In words.
    pub(super) reason: String,
    /// Whether it may be better in a moment.
    pub(super) passing: bool,
}

const UNKNOWN_HOST: &str = "the server is not known to `ssh` here: connect to it once by hand, compare the fingerprint \
     that is shown with the one its keeper tells you, and answer yes";
const CHANGED_HOST: &str = "the server shows another key than the one that `ssh` knows of it: somebody may stand in \
     between; if its keeper says that the key was changed, remove the old one with `ssh-keygen -R`";
const NO_KEY: &str = "access was denied: the server takes none of the keys that `ssh` offers it; load the right one into the agent";
const NO_CREDENTIALS: &str = "the server asks for credentials and `git` has none: set up a credential helper, or use an address with `git+ssh://`";
const NO_REPOSITORY: &str = "there is no such repository, or it is not shown with these credentials";
const LOST: &str = "the connection was lost";

/// Words of `git`, `ssh` and servers, and what they mean; the first that is found holds.
const KNOWN: [(&str, &str); 45] = [
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", CHANGED_HOST),
    ("host key is known for", UNKNOWN_HOST),
    ("Host key verification failed", UNKNOWN_HOST),
    ("Could not resolve host", "the name of the server is not known"),
    ("Name or service not known", "the name of the server is not known"),
    ("Connection refused", "the server refuses the connection: nothing answers at that port"),
    ("Failed to connect", "the server cannot be reached"),
    ("No route to host", "the server cannot be reached"),
    ("Network is unreachable", "the server cannot be reached"),
    ("Permission denied (", NO_KEY),
    ("Too many authentication failures", NO_KEY),
    ("could not read Username", NO_CREDENTIALS),
    ("could not read Password", NO_CREDENTIALS),
    ("terminal prompts disabled", NO_CREDENTIALS),
    ("Authentication failed", "access was denied: the credentials are not accepted"),
    ("Invalid username or", "access was denied: the credentials are not accepted"),
    ("denied to", "access was denied: these credentials do not allow to write there"),
    ("returned error: 403", "access was denied: these credentials do not allow it"),
    ("returned error: 404", NO_REPOSITORY),
    ("Repository not found", NO_REPOSITORY),
    ("does not appear to be a git repository", NO_REPOSITORY),
    ("repository not found", NO_REPOSITORY),
    (
        "detected dubious ownership",
        "the repository belongs to another user: add it to `safe.directory` of `git`",
    ),
    ("certificate", "the server's certificate is not accepted"),
    (
        "refusing to update checked out branch",
        "the branch is checked out in that repository: name another, or make it bare",
    ),
    ("protected branch", "the server protects this branch: allow this user to push to it, or name another"),
    ("file size limit", "a file is larger than the server takes"),
    ("hook declined", "a hook of the server has refused the commit"),
    ("No space left on device", "the disk is full"),
    ("Disk quota exceeded", "the disk is full: a quota is used up"),
    ("Read-only file system", "the disk is read-only"),
    ("insufficient permission", "permission denied"),
    ("unable to create temporary object directory", "permission denied"),
    ("Permission denied", "permission denied"),
    ("timed out", "the server did not answer in time"),
    ("Connection reset", LOST),
    ("Connection closed", LOST),
    ("Broken pipe", LOST),
    ("closed by remote host", LOST),
    ("kex_exchange_identification", LOST),
    ("broken connection", LOST),
    ("early EOF", LOST),
    ("unexpected disconnect", LOST),
    ("hung up unexpectedly", LOST),
    ("RPC failed", LOST),
];

/// Lines that `git` adds whatever the reason is.
const UNTELLING: [&str; 3] = [
    "fatal: Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

/// What it says.
pub(super) fn of(said: &[u8]) -> Fault {
    let said = String::from_utf8_lossy(said);
    if let Some((_, words)) = KNOWN.iter().find(|(word, _)| said.contains(word)) {
        return Fault { reason: (*words).to_owned(), passing: *words == LOST };
    }
    let is_telling = |line: &&str| !line.is_empty() && !UNTELLING.iter().any(|start| line.starts_with(start));
    let last = said.lines().map(str::trim).rfind(is_telling).unwrap_or_default();
    if last.is_empty() && said.contains(UNTELLING[0]) {
        return Fault { reason: LOST.to_owned(), passing: true };
    }
    let last = last.trim_start_matches("fatal: ").trim_start_matches("error: ");
    let reason = match last.is_empty() {
        true => "`git` has failed and does not say why".to_owned(),
        false => format!("`git` says: {}", without_users(last)),
    };
    Fault { reason, passing: false }
}

/// When `git` itself cannot be run.
pub(super) fn unstarted(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "the command `git` is not installed: install it".to_owned(),
        std::io::ErrorKind::Other => of(error.to_string().as_bytes()).reason,
        _ => format!("`git` cannot be run: {}", crate::source::plain_reason(error)),
    }
}

/// Whether a push was refused because the branch is not what it was.
pub(super) fn is_outpaced(said: &str) -> bool {
    let words = [
        "fetch first",
        "non-fast-forward",
        "stale info",
        "cannot lock ref",
        "failed to update ref",
        "incorrect old value",
        "reference already exists",
        "remote ref updated since",
    ];
    words.iter().any(|word| said.contains(word))
}

/// A line without what stands before the `@` of an address.
fn without_users(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        let end = after.find(|c: char| c.is_whitespace() || "/'\"".contains(c)).unwrap_or(after.len());
        let host = after[..end].rsplit_once('@').map_or(&after[..end], |(_, host)| host);
        out.push_str(before);
        out.push_str(host);
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_says_is_told_in_words() {
        let key = of(b"Warning: x\ngit@host: Permission denied (publickey).\r\nfatal: Could not read from remote repository.\n");
        assert_eq!((key.reason.as_str(), key.passing), (NO_KEY, false));
        assert!(of(b"fatal: the remote end hung up unexpectedly\n").passing);
        assert!(of(b"fatal: Could not read from remote repository.\n\nand the repository exists.\n").passing);
        assert_eq!(of(b"").reason, "`git` has failed and does not say why");
    }

    #[test]
    fn no_credentials_are_repeated() {
        let said = of(
            b"hint: x\nfatal: bad thing at 'https://ines:hunter2@host/x.git' and ssh://hunter2@h:1/ too\n",
        );
        assert_eq!(said.reason, "`git` says: bad thing at 'https://host/x.git' and ssh://h:1/ too");
    }
}
