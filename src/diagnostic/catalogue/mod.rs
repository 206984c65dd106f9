//! Every problem a user can meet: one [`Code`] and one constructor each, by the room that finds it.
//!
//! Numbers: 0xx files, 1xx front matter, 2xx bodies, 3xx addresses and the archive, 4xx configuration,
//! 5xx themes, 6xx output and environment, 7xx publishing, 8xx importing. A number is never used for something else later.
//! `docs/diagnostics.md` is written from these tables, and a test holds the two together.

pub mod archive;
pub mod article;
pub mod body;
pub mod config;
pub mod files;
pub mod import;
pub mod output;
pub mod publish;
pub mod source;
pub mod theme;

use super::Code;

/// Declares codes and the room's list of them.
///
/// `codes! { /// meaning
///           E101 Error "meaning" "remedy"; … }` makes a `pub static E101: Code` for each and `pub static ALL: &[&Code]`.
macro_rules! codes {
    ($($name:ident $severity:ident $meaning:literal $remedy:literal;)*) => {
        $(#[doc = $meaning]
        pub static $name: $crate::diagnostic::Code = $crate::diagnostic::Code {
            name: stringify!($name),
            severity: $crate::diagnostic::Severity::$severity,
            meaning: $meaning,
            remedy: $remedy,
        };)*
        /// Every code of this room, in order.
        pub static ALL: &[&$crate::diagnostic::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

/// Every code of the catalogue, in order.
pub fn all() -> Vec<&'static Code> {
    [
        files::ALL,
        source::ALL,
        article::ALL,
        body::ALL,
        archive::ALL,
        config::ALL,
        theme::ALL,
        output::ALL,
        publish::ALL,
        import::ALL,
    ]
    .concat()
}
