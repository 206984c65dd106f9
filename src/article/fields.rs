//! The fields of front matter: which there are, and how each is read.
//!
//! [`table`], [`other_tables`] and [`shapes`] say once what may be written; from them come the reading, the manual ([`manual`]) and the JSON Schema.
//! [`keys`] finds the field a key stands for, [`reader`] reads values, and the other modules read what has parts of its own.

pub mod keys;
pub mod manual;
pub mod other_tables;
pub mod people;
pub mod picture;
pub mod reader;
mod shapes;
pub mod state;
pub mod table;
pub mod text;
pub mod tolerance;
