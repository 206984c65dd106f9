//! Numbers drawn by lot, the same ones each time: a test that fails fails again.

/// A linear congruential generator (Knuth, The Art of Computer Programming, 3.3.4).
pub struct Dice(u64);

impl Dice {
    /// One that begins here.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to 1.
    pub fn chance(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        (self.chance() * 256.0) as u8
    }
}
