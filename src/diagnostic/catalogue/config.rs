//! Problems of the config room.
use super::codes;
codes! {}
