//! From a target of `config.yaml` to the place itself.

use crate::build::Request;
use crate::commands::site;
use crate::config::publish::{PublishTarget, StoreKind, TargetPlace};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::publish as catalogue;
use crate::publish::folder::Folder;
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
        TargetPlace::Git { repository, branch } => git(target, repository, branch, request),
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

fn sftp(target: &PublishTarget, _: &str, _: Option<u16>, _: &str) -> Result<Box<dyn Target>, Diagnostic> {
    Err(catalogue::built_without(&target.name, target.place.kind(), "publish-sftp"))
}

fn git(target: &PublishTarget, _: &str, _: &str, _: &Request) -> Result<Box<dyn Target>, Diagnostic> {
    Err(catalogue::built_without(&target.name, target.place.kind(), "publish"))
}
