//! What a store answers when it refuses, in words. What it sends along is never repeated: it may name credentials.

use crate::config::publish::StoreKind;
use crate::diagnostic::{Diagnostic, catalogue::publish as catalogue};
use object_store::Error;

/// What to do where no credentials were found, for each provider.
fn no_credentials(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::S3 => "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        StoreKind::Gs => {
            "no credentials were found: set GOOGLE_APPLICATION_CREDENTIALS, or run `gcloud auth application-default login`"
        }
        StoreKind::Az => {
            "no credentials were found: set AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_KEY"
        }
    }
}

/// Why a store refused.
pub(super) fn reason(kind: StoreKind, error: &Error) -> String {
    let whole = whole(error);
    let says = |word: &str| whole.contains(word);
    let nobody = no_credentials(kind);
    let known = [
        ("NoSuchBucket", "there is no such bucket"),
        ("ContainerNotFound", "there is no such container"),
        ("ContainerBeingDeleted", "the container is being deleted"),
        ("Account must be specified", nobody),
        ("/computeMetadata/", nobody),
        ("/latest/api/token", nobody),
        ("/latest/meta-data", nobody),
        ("/metadata/identity", nobody),
        ("AuthenticationFailed", "the credentials are wrong, or the clock of this machine is"),
        ("AuthorizationPermissionMismatch", "access was denied: the credentials do not allow it"),
        ("InvalidResourceName", "there is no container that could have this name"),
        ("ServerBusy", "the server asked to slow down until patience ran out"),
        ("RequestTimeTooSkewed", "the clock of this machine is too far from the server's: set it right"),
        ("InvalidAccessKeyId", "the credentials are not known there"),
        ("SignatureDoesNotMatch", "the credentials are wrong"),
        ("ExpiredToken", "the credentials have expired"),
        ("169.254.169.254", nobody),
        ("SlowDown", "the server asked to slow down until patience ran out"),
        ("429 Too Many", "the server asked to slow down until patience ran out"),
        ("503 Service", "the server is not available, and was not after several attempts"),
        ("HTTP error: error connecting", "the server cannot be reached"),
        ("tcp connect error", "the server cannot be reached"),
        ("dns error", "the name of the server is not known"),
        ("URL scheme is not allowed", "`http` is not allowed: use `https`, or set `allow_http: true`"),
    ];
    if let Some((_, words)) = known.iter().find(|(word, _)| says(word)) {
        return (*words).to_owned();
    }
    match error {
        Error::NotFound { .. } => "it is not there".to_owned(),
        Error::PermissionDenied { .. } => "access was denied: the credentials do not allow it".to_owned(),
        Error::Unauthenticated { .. } => "access was denied: the credentials are not accepted".to_owned(),
        Error::Precondition { .. } | Error::AlreadyExists { .. } => "somebody else was faster".to_owned(),
        Error::InvalidPath { .. } => "a path cannot be the name of an object".to_owned(),
        _ => match status(&whole) {
            Some(status) => format!("the server answered with status {status}"),
            None if says("timed out") => "the server did not answer in time".to_owned(),
            None => "the connection failed, several times".to_owned(),
        },
    }
}

/// An error with all that caused it, for looking into; never shown.
fn whole(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Why what was being read broke off.
pub(super) fn plain(error: &Error) -> String {
    reason(StoreKind::S3, error)
}

fn status(text: &str) -> Option<&str> {
    let at = text.find("status code: ")? + "status code: ".len();
    text.get(at..at + 3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A store that cannot be read.
pub(super) fn unreadable(kind: StoreKind, shown: &str, path: &str, error: &Error) -> Diagnostic {
    catalogue::cannot_read(shown, path, &reason(kind, error))
}

/// A store that cannot be written.
pub(super) fn unwritable(kind: StoreKind, shown: &str, path: &str, error: &Error) -> Diagnostic {
    catalogue::cannot_write(shown, path, &reason(kind, error))
}
