//! Problems of the output folder and of the environment (6xx).

use super::codes;
use crate::diagnostic::Diagnostic;

codes! {
    E600 Error "The program was called in a way it does not understand" "Correct what is named; `dateline help` lists what there is";
    E601 Error "A file or folder of the output cannot be written" "Free some space or give the account that runs the build the right to write there; the build can simply be run again";
    E602 Error "The output folder holds files that no build made" "Name another folder with `--output`, or empty this one";
    E603 Error "Another build is writing the same output folder" "Wait until it has finished";
    E604 Error "A file or folder that no build made is in the way" "Move it elsewhere: what is to be published as it is belongs into the folder `static`";
    E605 Error "The output folder holds a symbolic link that leads elsewhere" "Remove the link: nothing is written outside the output folder";
    E606 Error "A page would be written outside the output folder" "Report this: addresses are checked before";
    E607 Error "The folder of the site, or its content folder, does not exist" "Name the folder that holds `config.yaml` with `--site`, or the folder with the articles with `--content`";
    E608 Error "Two files of the site want the same place" "Rename one of the two";
    E610 Error "The site would be written over its articles" "Name another folder with `--output`: the articles may not be in it";
    E614 Error "There is nothing at an address" "Compare it with `dateline list`, or with the address line of the browser";
    N612 Notice "The record of the last build, or a part of it, cannot be read" "Nothing: what it said was found out anew, and the record was replaced";
    W613 Warning "The output folder holds files of which nobody knows whether a build made them" "Remove what does not belong to the site, or empty the folder and build again";
    N611 Notice "There is no `config.yaml`; the site is built with defaults" "Write one when the site is to be published: `dateline new site` shows how";
}

/// The system refuses to write.
pub fn cannot_write(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&E601, format!("cannot write here: {reason}"))
        .in_file(path)
        .help("the build can simply be run again when this is mended")
}

/// An output folder that is the content folder, or holds it.
pub fn output_over_content(output: &str, content: &str) -> Diagnostic {
    Diagnostic::new(&E610, format!("the site would be written over its articles, which are in `{content}`"))
        .in_file(output)
        .help("name another folder with `--output`, one without articles in it")
}

/// A file where the output folder should be.
pub fn not_a_folder(path: &str) -> Diagnostic {
    Diagnostic::new(&E601, "the site is to be written here, but this is a file, not a folder")
        .in_file(path)
        .help("name another folder with `--output`, or move the file away")
}

/// Files of somebody else and no record.
pub fn strangers(folder: &str, first: &str, count: usize) -> Diagnostic {
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    Diagnostic::new(&E602, format!("this folder holds files that no build made: `{first}`{more}"))
        .in_file(folder)
        .help("nothing was touched: name another folder with `--output`, or empty this one")
}

/// Two builds at once.
pub fn busy(folder: &str) -> Diagnostic {
    Diagnostic::new(&E603, "another build is writing this folder")
        .in_file(folder)
        .help("wait until it has finished")
}

/// A file that is not ours where a page should go.
pub fn in_the_way(path: &str) -> Diagnostic {
    Diagnostic::new(&E604, "something that no build made is in the way of a page")
        .in_file(path)
        .help("move it elsewhere: what is to be published as it is belongs into the folder `static`")
}

/// A link inside the output.
pub fn link_in_output(path: &str) -> Diagnostic {
    Diagnostic::new(&E605, "this is a symbolic link, and nothing is written outside the output folder")
        .in_file(path)
        .help("remove the link")
}

/// A path that would leave the folder.
pub fn outside(path: &str) -> Diagnostic {
    Diagnostic::new(&E606, format!("a file would be written outside the output folder: `{path}`"))
}

/// No folder.
pub fn folder_missing(path: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&E607, format!("there is no {what}"))
        .in_file(path)
        .help("name the folder that holds `config.yaml` with `--site`, or the one with the articles with `--content`")
}

/// Two files, one place; the first stays.
pub fn two_at_one_place(path: &str, first: &str, place: &str) -> Diagnostic {
    Diagnostic::new(&E608, format!("the place `{place}` in the site already belongs to {first}"))
        .in_file(path)
        .help("this one is left out: rename one of the two")
}

/// Arguments or an environment that make no sense; `message` says which.
pub fn usage(message: &str) -> Diagnostic {
    Diagnostic::new(&E600, message)
}

/// No configuration.
pub fn no_configuration(folder: &str) -> Diagnostic {
    Diagnostic::new(&N611, "there is no `config.yaml` here, so the site is built with defaults")
        .in_file(folder)
        .help("that is enough for a look; `dateline new site` shows what a `config.yaml` can say")
}

/// A record that is damaged, or of another version of the program.
pub fn record_lost(folder: &str) -> Diagnostic {
    Diagnostic::new(&N612, "the record of the last build cannot be read, so everything is made anew")
        .in_file(folder)
}

/// A record of which only an older state can be read.
pub fn record_in_part(folder: &str) -> Diagnostic {
    let message = "a part of the record of the last build cannot be read, so what has changed since an earlier one is found out anew";
    Diagnostic::new(&N612, message).in_file(folder)
}

/// Files that the lost record may have known.
pub fn unknown_files(folder: &str, first: &str, count: usize) -> Diagnostic {
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    let message = format!("nothing says any more whether a build made these files: `{first}`{more}");
    Diagnostic::new(&W613, message)
        .in_file(folder)
        .help("they were left where they are: remove what does not belong to the site, or empty the folder and build again")
}

/// No file of the site is at an address; `was` says whether the last build had one there.
pub fn no_such_page(address: &str, was: bool) -> Diagnostic {
    let message = match was {
        true => format!("nothing is at `{address}` any more: the next build removes what is there"),
        false => format!("there is nothing at `{address}` in this site"),
    };
    Diagnostic::new(&E614, message)
        .help("an address starts with `/`, such as `/2015/09/24/quay/` or `/tags/`")
}
