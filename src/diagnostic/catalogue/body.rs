//! Problems of the body room.
use super::codes;
codes! {}
