//! `dateline schema`: JSON Schemas for editors.

use super::{Status, report};
use crate::cli::SchemaOf;

/// Prints the schema.
pub(super) fn run(of: SchemaOf) -> Status {
    let schema = match of {
        SchemaOf::Config => crate::config::schema(),
        SchemaOf::Article => crate::article::schema(),
    };
    report::print(&format!("{schema:#}\n"))
}
