//! Problems of publishing (7xx).

use super::codes;
use crate::diagnostic::Diagnostic;

codes! {
    E701 Error "There is no such target to publish to" "Name one of those under `publish` in `config.yaml`";
    E702 Error "A target cannot be read" "Correct its address, or see to it that it can be reached and read";
    E703 Error "A target cannot be written" "See to space and rights there, and publish again: it goes on from where it was";
    E704 Error "Another publisher is at work on the same target" "Wait until it has finished, and publish again";
    E705 Error "A target holds files that no publish put there" "Name another place, or say with `--adopt` that they are this site's and may be replaced and deleted";
    E706 Error "A publish would delete more files than is allowed" "Look at the plan with `--dry-run`; if it is right, add `--yes` or a larger `--max-delete`";
    E707 Error "A file of the output changed while it was sent" "Publish again when nothing else writes into the output folder";
    E708 Error "The manifest of a target cannot be used" "Publish with the program that wrote it, or look at every file with `--force --adopt`";
    E709 Error "There is no finished site to publish" "Build it: leave away `--no-build`";
    E710 Error "A file of the output is not what the build wrote" "Build again: leave away `--no-build`";
    E711 Error "What readers see is not shown by a link of ours" "Move it away, or publish with `swap: false`";
    E712 Error "A target cannot go back to an earlier publish" "Check out the site as it was, and publish that";
    E713 Error "A target has never been published to" "Publish first";
    E715 Error "A target is a folder of the site itself" "Name a folder apart from the site's own";
    E716 Error "This program was built without the part that publishes to targets of this kind" "Use one that was built with the feature that is named, or publish to a folder";
    W714 Warning "The command that is to run after a publish has failed" "Run it again by hand; the site is published";
}

/// A target that `config.yaml` does not name; `meant` is the one that was probably meant.
pub fn no_target(name: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let help = match (meant, known.is_empty()) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, false) => format!("the targets of this site are: {}", known.join(", ")),
        (None, true) => "name one in `config.yaml`: `publish: {production: {url: /srv/www}}`".to_owned(),
    };
    Diagnostic::new(&E701, format!("there is no target `{name}` under `publish` in `config.yaml`")).help(help)
}

/// No target was named, and there is none or more than one to choose from.
pub fn which_target(known: &[&str]) -> Diagnostic {
    let help = match known.is_empty() {
        true => "name one in `config.yaml`: `publish: {production: {url: /srv/www}}`".to_owned(),
        false => format!("say which: {}", known.join(", ")),
    };
    let message = match known.is_empty() {
        true => "nothing under `publish` in `config.yaml` says where to publish",
        false => "there is more than one target to publish to",
    };
    Diagnostic::new(&E701, message).help(help)
}

/// A folder to publish to that is the site's own.
pub fn target_over_site(path: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&E715, format!("the site would be published over {what}"))
        .in_file(path)
        .help("nothing was published: name a folder apart from the site's own")
}

fn at(target: &str, path: &str) -> String {
    if path.is_empty() { target.to_owned() } else { crate::diagnostic::join(target, path) }
}

/// The target refuses to be read.
pub fn cannot_read(target: &str, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E702, format!("cannot read from the target: {reason}")).in_file(at(target, path))
}

/// The target refuses to be written.
pub fn cannot_write(target: &str, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E703, format!("cannot write to the target: {reason}")).in_file(at(target, path))
}

/// Two publishers at once, one of them of another process here.
pub fn busy(target: &str) -> Diagnostic {
    Diagnostic::new(&E704, "another publisher is at work here")
        .in_file(target)
        .help("nothing was published: wait until it has finished, and publish again")
}

/// Files of somebody else and no manifest.
pub fn strangers(target: &str, first: &str, count: usize) -> Diagnostic {
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    Diagnostic::new(&E705, format!("this target holds files that no publish put there: `{first}`{more}"))
        .in_file(target)
        .help("nothing was touched: name another place, or add `--adopt` if they are this site's and may be replaced and deleted")
}

/// More deletions than were allowed.
pub fn too_many_deletions(count: usize, most: usize, files: usize) -> Diagnostic {
    let message =
        format!("this would delete {count} of {files} files, and only {most} may be deleted unasked");
    Diagnostic::new(&E706, message)
        .help("nothing was published: look at the plan with `--dry-run`, and add `--yes` if it is right")
}

/// A file that was not the same at the end of sending as at the beginning.
pub fn changed_while_sent(path: &str) -> Diagnostic {
    Diagnostic::new(&E707, "this file changed while it was sent").in_file(path)
}

/// An output file that cannot be read.
pub fn cannot_read_output(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E707, format!("this file cannot be read any more: {reason}")).in_file(path)
}

/// A manifest of a newer program.
pub fn newer_manifest(target: &str, format: u32) -> Diagnostic {
    Diagnostic::new(&E708, format!("the manifest here is of format {format}, which a newer Dateline wrote"))
        .in_file(target)
        .help("nothing was touched: publish with that version, or a newer one")
}

/// A manifest that is something else.
pub fn damaged_manifest(target: &str) -> Diagnostic {
    Diagnostic::new(&E708, "the manifest `.dateline/manifest` here is damaged")
        .in_file(target)
        .help("nothing was touched: remove that file and publish with `--adopt`, which looks at every file")
}

/// The note of an interrupted publish that cannot be read.
pub fn damaged_pending(target: &str) -> Diagnostic {
    Diagnostic::new(&E708, "the note of an interrupted publish, `.dateline/pending`, is damaged")
        .in_file(target)
        .help("nothing was touched: remove that file and publish with `--force`, which looks at every file")
}

/// No record of a build.
pub fn nothing_built(output: &str) -> Diagnostic {
    Diagnostic::new(&E709, "no build of this site is recorded for this folder")
        .in_file(output)
        .help("nothing was published: leave away `--no-build`")
}

/// An output file that somebody altered.
pub fn output_altered(output: &str, path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E710, format!("this file cannot be published: {reason}"))
        .in_file(crate::diagnostic::join(output, path))
        .help("nothing was published: build again, which restores it")
}

/// A link that leads out of the releases.
pub fn foreign_link(target: &str, to: &str) -> Diagnostic {
    Diagnostic::new(&E711, format!("`current` leads to `{to}`, which is none of the releases here"))
        .in_file(target)
        .help("nothing was touched: move the link away, or publish with `swap: false`")
}

/// Something else in the place of the link.
pub fn no_link(target: &str) -> Diagnostic {
    Diagnostic::new(
        &E711,
        "`current` is to be a symbolic link to the release that readers see, and is something else",
    )
    .in_file(target)
    .help("nothing was touched: move it away, or publish with `swap: false`")
}

/// A target without earlier releases.
pub fn keeps_no_releases(target: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&E712, format!("this target keeps no earlier site to go back to: {why}"))
        .in_file(target)
        .help("nothing was changed: check out the site as it was, and publish that")
}

/// A receipt that nothing is kept of.
pub fn no_receipt(target: &str, id: Option<&str>, kept: &[String]) -> Diagnostic {
    let message = match id {
        Some(id) => format!("the site of the receipt `{id}` is not kept here"),
        None => "there is no site before the one that readers see".to_owned(),
    };
    let help = match kept.is_empty() {
        true => "nothing was changed".to_owned(),
        false => format!("nothing was changed; kept are: {}", kept.join(", ")),
    };
    Diagnostic::new(&E712, message).in_file(target).help(help)
}

/// Nothing to verify.
pub fn nothing_published(target: &str) -> Diagnostic {
    Diagnostic::new(&E713, "there is no manifest here, so nothing says what should be")
        .in_file(target)
        .help("publish first")
}

/// The hook for a content delivery network.
pub fn purge_failed(reason: &str) -> Diagnostic {
    Diagnostic::new(&W714, format!("the command under `purge` has failed: {reason}"))
        .help("the site is published; run the command again by hand")
}

/// A publish of another site, or of another machine, that is at work or was interrupted.
pub fn claimed(target: &str, by: &str, since: &str) -> Diagnostic {
    Diagnostic::new(&E704, format!("{by} has been publishing here since {since}"))
        .in_file(target)
        .help("nothing was published: wait until it has ended; if it was interrupted and will not go on, `--force` takes over")
}

/// A manifest that somebody replaced meanwhile.
pub fn overtaken(target: &str) -> Diagnostic {
    Diagnostic::new(&E704, "another publisher has published here meanwhile")
        .in_file(target)
        .help("files of both may be there: publish once more with `--force`, which looks at every file")
}

/// A branch that somebody moved meanwhile: nothing of this publish is there.
pub fn outpaced(target: &str) -> Diagnostic {
    Diagnostic::new(&E704, "another publisher has published here meanwhile")
        .in_file(target)
        .help("nothing was published: publish again, which starts from what is there now")
}

/// A program that was built without what a kind of target needs; `feature` is the cargo feature.
pub fn built_without(target: &str, kind: &str, feature: &str) -> Diagnostic {
    let message = format!("the target `{target}` is {kind}, and this program was built without that part");
    Diagnostic::new(&E716, message)
        .help(format!("use one that was built with the feature `{feature}`, or publish to a folder"))
}
