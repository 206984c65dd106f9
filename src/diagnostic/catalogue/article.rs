//! Problems of the article room.
use super::codes;
codes! {}
