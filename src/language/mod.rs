//! Words, dates and numbers as each language writes them; the only room that knows `icu`.

pub mod zone;
