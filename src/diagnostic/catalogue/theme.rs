//! Problems of the theme room.
use super::codes;
codes! {}
