//! The site as it stands while it is edited, held in memory.

pub mod answer;
