//! Chance that is the same everywhere: SplitMix64 (Steele, Lea and Flood, 2014), on whole numbers alone.

/// A stream of random numbers.
pub struct Chance(u64);

impl Chance {
    /// The stream of a number under a seed; streams of different numbers have nothing in common.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed);
        let seed = mixed.next();
        Self(seed ^ Self(stream).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number from 0 to `limit` - 1; 0 for a limit of 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True so many times in a thousand.
    pub fn per_mille(&mut self, times: u64) -> bool {
        self.below(1000) < times
    }

    /// One of some, each as likely as any other.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// A place in a list of so many, by Zipf's law: the second comes half as often as the first, the third a third.
    pub fn zipf(&mut self, among: u64) -> usize {
        // Numbers of n bits are as likely together for every n; within them all are alike. That is 1/x in steps.
        let bits = u64::from(among.ilog2()) + 1;
        loop {
            let bit = self.below(bits);
            let place = (1 << bit) + self.below(1 << bit);
            if place <= among {
                return place as usize - 1;
            }
        }
    }
}
