//! Keeping to so many a minute.

/// Milliseconds.
const MINUTE: f64 = 60_000.0;

/// Spreads starts evenly: each takes the time that its amount has at the rate. So no minute sees more than the rate and
/// one start.
#[derive(Debug)]
pub(super) struct Pacer {
    /// Milliseconds that one takes; 0 without a limit.
    each: f64,
    /// From when on something may start.
    free_at: f64,
}

impl Pacer {
    pub(super) fn new(per_minute: Option<u32>) -> Self {
        let each = per_minute.map_or(0.0, |rate| MINUTE / f64::from(rate.max(1)));
        Self { each, free_at: 0.0 }
    }

    /// When the next start may be.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "times are positive and small")]
    pub(super) fn ready_at(&self) -> u64 {
        self.free_at.ceil() as u64
    }

    /// Notes a start.
    pub(super) fn take(&mut self, amount: u64, now: u64) {
        self.free_at = self.free_at.max(as_float(now)) + as_float(amount) * self.each;
    }

    /// Notes that a start took another amount than thought; time won back is not saved up.
    pub(super) fn correct(&mut self, thought: u64, used: Option<u64>, now: u64) {
        let Some(used) = used else { return };
        let difference = (as_float(used) - as_float(thought)) * self.each;
        self.free_at = (self.free_at + difference).max(self.free_at.min(as_float(now)));
    }
}

#[expect(clippy::cast_precision_loss, reason = "times and tokens are far below 2^52")]
fn as_float(number: u64) -> f64 {
    number as f64
}
