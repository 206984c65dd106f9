//! Problems of the output room.
use super::codes;
codes! {}
