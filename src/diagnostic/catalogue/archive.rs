//! Problems of the archive room.
use super::codes;
codes! {}
