//! From a target of `config.yaml` to the place itself.

use crate::build::Request;
use crate::commands::site;
use crate::config::publish::{PublishTarget, StoreKind, TargetPlace};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::publish as catalogue;
use crate::publish::folder::Folder;
use crate::publish::git::{Address, GitBranch};
use crate::publish::target::Target;

/// The target of this name, or the only one.
pub(in crate::commands) fn named<'t>(
    targets: &'t [PublishTarget],
    name: Option<&str>,
) -> Result<&'t PublishTarget, Diagnostic> {
    let known: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
    match (name, targets) {
        (None, [only]) => Ok(only),
        (None, _) => Err(catalogue::which_target(&known)),
        (Some(name), _) => targets.iter().find(|target| target.name == name).ok_or_else(|| {
            let meant = crate::yaml::suggest::did_you_mean(name, known.iter().copied());
            catalogue::no_target(name, meant, &known)
        }),
    }
}

/// The target itself.
pub(in crate::commands) fn open(
    target: &PublishTarget,
    request: &Request,
) -> Result<Box<dyn Target>, Diagnostic> {
    match &target.place {
        TargetPlace::Folder(path) => {
            let root = request.site.join(path);
            let real = site::absolute(&root);
            for (own, what) in [(&request.output, "the output folder"), (&request.content, "the articles")] {
                if real.starts_with(own) || own.starts_with(&real) {
                    return Err(catalogue::target_over_site(path, what));
                }
            }
            Ok(Box::new(Folder::new(&root, path, target.swap, target.keep)))
        }
        TargetPlace::Bucket { kind, bucket, prefix } => store(target, *kind, bucket, prefix),
        TargetPlace::Sftp { host, port, path } => sftp(target, host, *port, path),
        TargetPlace::Git { repository, branch } => Ok(git(target, repository, branch, request)),
    }
}

#[cfg(feature = "publish")]
fn store(
    target: &PublishTarget,
    kind: StoreKind,
    bucket: &str,
    prefix: &str,
) -> Result<Box<dyn Target>, Diagnostic> {
    use crate::publish::headers::Rules;
    use crate::publish::store::{Address, Store};
    let address = Address {
        kind,
        bucket: bucket.to_owned(),
        prefix: prefix.to_owned(),
        endpoint: target.endpoint.clone(),
        region: target.region.clone(),
        allow_http: target.allow_http,
        rules: Rules { cache: target.cache.clone(), encoding: target.encoding, redirects: target.redirects },
    };
    Ok(Box::new(Store::new(address, super::profile::credentials(kind))?))
}

#[cfg(not(feature = "publish"))]
fn store(target: &PublishTarget, _: StoreKind, _: &str, _: &str) -> Result<Box<dyn Target>, Diagnostic> {
    Err(catalogue::built_without(&target.name, target.place.kind(), "publish"))
}

#[cfg(feature = "publish-sftp")]
fn sftp(_: &PublishTarget, host: &str, port: Option<u16>, path: &str) -> Result<Box<dyn Target>, Diagnostic> {
    use crate::publish::sftp::{Address, SftpFolder};
    let address = Address {
        host: host.to_owned(),
        port,
        path: path.to_owned(),
        config: ssh_config(),
        control: std::env::temp_dir(),
    };
    let word = format!("{:?} {} {host}", std::time::SystemTime::now(), std::process::id());
    let word = crate::fingerprint::Digest::of(word.as_bytes()).to_hex();
    Ok(Box::new(SftpFolder::new(address, &word[..16])?))
}

#[cfg(not(feature = "publish-sftp"))]
fn sftp(target: &PublishTarget, _: &str, _: Option<u16>, _: &str) -> Result<Box<dyn Target>, Diagnostic> {
    Err(catalogue::built_without(&target.name, target.place.kind(), "publish-sftp"))
}

fn git(target: &PublishTarget, repository: &str, branch: &str, request: &Request) -> Box<dyn Target> {
    let is_path = !repository.contains("://");
    let shown = match is_path {
        true => format!("git+file://{repository}"),
        false => format!("git+{repository}"),
    };
    let repository = match is_path {
        true => site::absolute(&request.site.join(repository)).to_string_lossy().into_owned(),
        false => repository.to_owned(),
    };
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    Box::new(GitBranch::new(Address {
        repository,
        shown,
        branch: branch.to_owned(),
        force_push: target.force_push,
        cache: site::absolute(&request.site)
            .join(".dateline")
            .join("git")
            .join(format!("{}.git", target.name)),
        ssh_config: ssh_config(),
        own_ssh: set("GIT_SSH_COMMAND") || set("GIT_SSH"),
    }))
}

/// The configuration of `ssh` that is to be used instead of the user's.
fn ssh_config() -> Option<String> {
    let path = std::env::var("DATELINE_SSH_CONFIG").ok().filter(|path| !path.is_empty())?;
    // `git` does not run where we do.
    Some(site::absolute(std::path::Path::new(&path)).to_string_lossy().into_owned())
}
