//! Credentials for a store as Amazon's own tools keep them: `~/.aws/credentials`, by profile.

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

/// The credentials of the profile that the environment names; none when they come from elsewhere, or are not there.
pub(super) fn credentials() -> Option<Credentials> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
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
    Some(Credentials {
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
        let found = |profile| of(text, profile).map(|c| (c.key, c.secret, c.token));
        assert_eq!(found("default"), Some(("A".to_owned(), "B".to_owned(), None)));
        assert_eq!(found("press"), Some(("C".to_owned(), "D=".to_owned(), Some("E".to_owned()))));
        assert!(found("empty").is_none() && found("none").is_none());
    }
}
