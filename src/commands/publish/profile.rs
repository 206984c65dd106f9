//! Credentials for a store as its provider's own tools keep them, where the store's library does not look itself:
//! `~/.aws/credentials`, by profile, and the variables of Azure's command.

use crate::config::publish::StoreKind;
use crate::publish::store::Credentials;
use std::fs;
use std::path::PathBuf;

/// Variables by which credentials come from elsewhere; with one of them the file is not looked at.
const ELSEWHERE: [&str; 4] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// What is set in the environment, and not to nothing.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The credentials for a store of this kind; none when its library finds them itself, or there are none.
pub(super) fn credentials(kind: StoreKind) -> Option<Credentials> {
    match kind {
        StoreKind::S3 => profile(),
        StoreKind::Az => Some(account(variable)),
        // Its library reads GOOGLE_APPLICATION_CREDENTIALS and what `gcloud` keeps.
        StoreKind::Gs => None,
    }
}

/// The account of Azure that the environment names. A connection string says it all; single variables come before it.
fn account(variable: impl Fn(&str) -> Option<String>) -> Credentials {
    let connection = variable("AZURE_STORAGE_CONNECTION_STRING").unwrap_or_default();
    let part = |key: &str| {
        let mut parts = connection.split(';').filter_map(|part| part.split_once('='));
        parts.find(|(own, _)| own.eq_ignore_ascii_case(key)).map(|(_, value)| value.to_owned())
    };
    let name = variable("AZURE_STORAGE_ACCOUNT").or_else(|| part("AccountName"));
    let built = || {
        let protocol = part("DefaultEndpointsProtocol").unwrap_or_else(|| "https".to_owned());
        Some(format!("{protocol}://{}.blob.{}", name.as_deref()?, part("EndpointSuffix")?))
    };
    let endpoint = part("BlobEndpoint").or_else(built);
    Credentials::Account {
        key: variable("AZURE_STORAGE_KEY").or_else(|| part("AccountKey")),
        signature: variable("AZURE_STORAGE_SAS_TOKEN").or_else(|| part("SharedAccessSignature")),
        endpoint: endpoint.map(|url| url.trim_end_matches('/').to_owned()),
        name,
    }
}

/// The credentials of the profile of S3 that the environment names.
fn profile() -> Option<Credentials> {
    if ELSEWHERE.iter().any(|name| variable(name).is_some()) {
        return None;
    }
    let named = variable("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from);
    let path = named.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".aws").join("credentials")))?;
    let profile = variable("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
    of(&fs::read_to_string(path).ok()?, &profile)
}

/// The credentials of a profile in the text of the file.
fn of(text: &str, profile: &str) -> Option<Credentials> {
    let heading = format!("[{profile}]");
    let lines = text.lines().map(str::trim).skip_while(|line| *line != heading).skip(1);
    let own: Vec<(&str, &str)> = lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once('='))
        .map(|(key, value)| (key.trim(), value.trim()))
        .collect();
    let value = |key: &str| own.iter().find(|(own, _)| *own == key).map(|(_, value)| (*value).to_owned());
    Some(Credentials::Key {
        key: value("aws_access_key_id")?,
        secret: value("aws_secret_access_key")?,
        token: value("aws_session_token"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_told_apart() {
        let text = "# mine\n[default]\naws_access_key_id = A\naws_secret_access_key=B\n\n[press]\naws_access_key_id=C\naws_secret_access_key = D=\naws_session_token = E\n[empty]\nregion = x\n";
        let found = |profile| match of(text, profile) {
            Some(Credentials::Key { key, secret, token }) => Some((key, secret, token)),
            _ => None,
        };
        assert_eq!(found("default"), Some(("A".to_owned(), "B".to_owned(), None)));
        assert_eq!(found("press"), Some(("C".to_owned(), "D=".to_owned(), Some("E".to_owned()))));
        assert!(found("empty").is_none() && found("none").is_none());
    }

    #[test]
    fn an_account_of_azure_is_named_by_variables_or_by_a_connection_string() {
        let found = |pairs: &[(&str, &str)]| {
            let value = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned());
            match account(value) {
                Credentials::Account { name, key, signature, endpoint } => [name, key, signature, endpoint],
                Credentials::Key { .. } => panic!("a key of S3"),
            }
        };
        let some = |text: &str| Some(text.to_owned());
        let whole = "DefaultEndpointsProtocol=https;AccountName=mercury;AccountKey=a+b/c==;EndpointSuffix=core.windows.net";
        let connection = [("AZURE_STORAGE_CONNECTION_STRING", whole)];
        assert_eq!(
            found(&connection),
            [some("mercury"), some("a+b/c=="), None, some("https://mercury.blob.core.windows.net")]
        );
        let local = [
            ("AZURE_STORAGE_CONNECTION_STRING", "AccountName=x;BlobEndpoint=http://127.0.0.1:10000/x/;"),
            ("AZURE_STORAGE_KEY", "k"),
        ];
        assert_eq!(found(&local), [some("x"), some("k"), None, some("http://127.0.0.1:10000/x")]);
        assert_eq!(found(&[("AZURE_STORAGE_ACCOUNT", "y")]), [some("y"), None, None, None]);
    }
}
