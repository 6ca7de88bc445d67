use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::PointInTime;
use crate::value::style::time_values;

const NANOS: u128 = 1_000_000_000;

impl PointInTime for SystemTime {
    fn unix_nanos(&self) -> i128 {
        // 2^64 seconds are far below 2^127 nanoseconds.
        match self.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_nanos() as i128,
            Err(before) => -(before.duration().as_nanos() as i128),
        }
    }

    fn from_unix_nanos(nanos: i128) -> Option<Self> {
        let size = nanos.unsigned_abs();
        let distance = Duration::new(u64::try_from(size / NANOS).ok()?, (size % NANOS) as u32);
        if nanos < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
    }
}

time_values!(SystemTime);
