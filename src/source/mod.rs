//! Files and places in them; the only room that reads folders (it owns `walkdir`).

pub mod text;
