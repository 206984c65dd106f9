//! Problems of the files room.
use super::codes;
codes! {}
