//! What `ssh` and a server say when they refuse, in words of ours.

use openssh_sftp_client::Error;
use openssh_sftp_client::error::SftpErrorKind;

/// Why something could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server has refused it.
    Server(Error),
    /// The connection was lost.
    Lost,
    /// There is no connection; in words why, and whether there may be one in a moment.
    Unreached {
        /// Why.
        reason: String,
        /// Whether it is worth another attempt.
        passing: bool,
    },
}

impl Failure {
    /// Whether it may be better in a moment; `before` says whether there has been a connection.
    pub(super) fn is_passing(&self, before: bool) -> bool {
        match self {
            Self::Server(_) => false,
            Self::Lost => true,
            Self::Unreached { passing, .. } => *passing || before,
        }
    }

    /// Whether it only says that there is nothing at a path.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Server(error) if is_missing(error))
    }

    /// Whether the server has refused and does not say why.
    pub(super) fn is_unclear(&self) -> bool {
        matches!(self, Self::Server(Error::SftpError(SftpErrorKind::Failure, _)))
    }

    /// In words.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Lost => "the connection was lost, several times".to_owned(),
            Self::Unreached { reason, .. } => reason.clone(),
            Self::Server(Error::SftpError(kind, _)) => match kind {
                SftpErrorKind::NoSuchFile => "it is not there, or a part of the path is no folder",
                SftpErrorKind::PermDenied => "permission denied: this user has no right to it on the server",
                SftpErrorKind::OpUnsupported => "the server does not know how to do it",
                SftpErrorKind::BadMessage => "the server does not take such a path",
                _ => "the server refuses it and does not say why",
            }
            .to_owned(),
            Self::Server(Error::UnsupportedSftpProtocol { .. }) => {
                "the server speaks another version of SFTP".to_owned()
            }
            Self::Server(_) => "the server gives an answer that makes no sense".to_owned(),
        }
    }
}

/// Whether an answer only says that there is nothing at a path.
pub(super) fn is_missing(error: &Error) -> bool {
    matches!(error, Error::SftpError(SftpErrorKind::NoSuchFile, _))
}

/// Whether an error is about the connection, and not an answer of the server.
pub(super) fn is_lost(error: &Error) -> bool {
    !matches!(
        error,
        Error::SftpError(..)
            | Error::UnsupportedSftpProtocol { .. }
            | Error::SftpServerHelloMsgTooLong { .. }
            | Error::UnsupportedExtension(_)
            | Error::BufferTooLong(_)
            | Error::InvalidResponse(_)
            | Error::HandleTooLong
    )
}

/// Words of `ssh`, and what they mean; the first that is found holds.
const KNOWN: [(&str, &str, bool); 21] = [
    (
        "REMOTE HOST IDENTIFICATION HAS CHANGED",
        "the server shows another key than the one that `ssh` knows of it: somebody may stand in between; if its \
         keeper says that the key was changed, remove the old one with `ssh-keygen -R`, and get to know the new one",
        false,
    ),
    ("host key is known for", UNKNOWN, false),
    ("Host key verification failed", UNKNOWN, false),
    ("Could not resolve hostname", "the name of the server is not known", false),
    ("Permission denied (", NO_KEY, false),
    ("Too many authentication failures", NO_KEY, false),
    ("Connection refused", "the server refuses the connection: nothing answers at that port", false),
    ("No route to host", "the server cannot be reached", false),
    ("Network is unreachable", "the server cannot be reached", false),
    ("timed out", "the server did not answer in time", false),
    ("Bad configuration option", CONFIGURATION, false),
    ("Bad owner or permissions", CONFIGURATION, false),
    ("Can't open user config file", CONFIGURATION, false),
    ("terminating, ", CONFIGURATION, false),
    (
        "Unable to negotiate",
        "the server and `ssh` have no way to speak to each other in common: one is too old",
        false,
    ),
    (
        "too long for Unix domain socket",
        "the path of the folder for temporary files is too long: set TMPDIR",
        false,
    ),
    ("Connection reset", LOST, true),
    ("Connection closed", LOST, true),
    ("closed by remote host", LOST, true),
    ("Broken pipe", LOST, true),
    ("kex_exchange_identification", LOST, true),
];

const UNKNOWN: &str = "the server is not known to `ssh` here: connect to it once by hand, compare the fingerprint that \
     is shown with the one its keeper tells you, and answer yes";
const NO_KEY: &str = "the server does not let this user in: it takes none of the keys that `ssh` offers; load the right \
     one with `ssh-add`, or name it in the configuration of `ssh`";
const CONFIGURATION: &str = "the configuration of `ssh` cannot be used: run `ssh` by hand to see why";
const LOST: &str = "the connection was lost before it stood";

/// Why there is no connection.
pub(super) fn unreached(error: &openssh::Error) -> Failure {
    let (said, cause) = match error {
        openssh::Error::Connect(cause) | openssh::Error::Master(cause) => (cause.to_string(), Some(cause)),
        other => (other.to_string(), None),
    };
    if let Some((_, words, passing)) = KNOWN.iter().find(|(word, ..)| said.contains(word)) {
        return Failure::Unreached { reason: (*words).to_owned(), passing: *passing };
    }
    let reason = match (error, cause.map(std::io::Error::kind)) {
        (openssh::Error::Connect(_), Some(std::io::ErrorKind::NotFound)) => {
            "the command `ssh` is not installed: install it".to_owned()
        }
        (openssh::Error::Master(cause), _) => {
            format!("no folder for the connection can be made: {}", crate::source::plain_reason(cause))
        }
        _ => match said.lines().map(str::trim).rfind(|line| !line.is_empty()) {
            Some(line) => format!("`ssh` says: {line}"),
            None => "`ssh` has failed and does not say why".to_owned(),
        },
    };
    Failure::Unreached { reason, passing: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ssh_says_is_told_in_words() {
        for (said, words, passing) in [
            ("ines@host: Permission denied (publickey).\r", "takes none of the keys", false),
            (
                "No ED25519 host key is known for host and you have requested strict checking.",
                "by hand",
                false,
            ),
            ("ssh: Could not resolve hostname x: Name or service not known\r", "name of the server", false),
            ("kex_exchange_identification: read: Connection reset by peer\r", "lost before it stood", true),
            ("something\nelse\n", "`ssh` says: else", false),
            ("", "does not say why", false),
        ] {
            let failure = unreached(&openssh::Error::Connect(std::io::Error::other(said)));
            assert!(failure.reason().contains(words), "{said}: {}", failure.reason());
            assert!(failure.is_passing(false) == passing && failure.is_passing(true), "{said}");
        }
    }
}
