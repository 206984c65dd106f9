//! What a command says: diagnostics on standard error, results on standard output.

use super::Status;
use crate::diagnostic::terminal::{self, Style};
use crate::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};

/// Prints a result. A reader that has gone away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Status {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            failed(&format!("cannot print: {error}"))
        }
        _ => Status::Done,
    }
}

/// Says why nothing was done.
pub(super) fn failed(message: &str) -> Status {
    say(&format!("error: {message}\n"));
    Status::Failed
}

/// Says something on standard error; what cannot be said there cannot be said at all.
pub(super) fn say(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Draws diagnostics for people; notices only when `all`, nothing but errors when `quiet`.
pub(super) fn diagnostics(list: &[Diagnostic], all: bool, quiet: bool) {
    let worst = match (all, quiet) {
        (true, _) => Severity::Notice,
        (_, true) => Severity::Error,
        _ => Severity::Warning,
    };
    let shown: Vec<Diagnostic> =
        list.iter().filter(|d| d.severity() <= worst || d.code.name == "N611").cloned().collect();
    let style = Style { colour: true, width: width(), wrap: std::io::stderr().is_terminal(), all };
    say(&terminal::render(&shown, style));
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let fallback = if std::io::stderr().is_terminal() { 80 } else { 120 };
    columns.or_else(|| terminal_columns(&std::io::stderr())).unwrap_or(fallback)
}

/// How wide a result may be: no wider than the terminal; none where it goes elsewhere.
pub(super) fn result_width() -> Option<usize> {
    std::io::stdout().is_terminal().then(|| terminal_columns(&std::io::stdout()).unwrap_or(80))
}

fn terminal_columns(fd: &impl std::os::fd::AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(fd).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

/// A diagnostic as JSON: `code`, `severity`, `message`, `path`, `line`, `column`, `help`.
pub(super) fn to_json(diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.place.as_ref();
    let spot = place.and_then(|p| p.spot.as_ref());
    json!({
        "code": diagnostic.code.name,
        "severity": diagnostic.severity(),
        "message": diagnostic.message,
        "path": place.map(|p| &p.path),
        "line": spot.map(|s| s.line),
        "column": spot.map(|s| s.column),
        "help": diagnostic.help,
    })
}
