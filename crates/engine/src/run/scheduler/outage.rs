//! A server that cannot be reached: until it is back, one question at a time asks for it, with growing waits.

use super::Wait;

/// Milliseconds after which the run ends.
const PATIENCE: u64 = 300_000;
/// Longest wait between two probes, in milliseconds.
const LONGEST_WAIT: u64 = 15_000;

/// From the first failure until any reply.
#[derive(Debug)]
pub(super) struct Outage {
    since: u64,
    /// Probes that have failed.
    probes: u32,
    /// When the next probe may go.
    next: u64,
    /// The question that is being asked to find out.
    probe: Option<usize>,
}

impl Outage {
    /// The first probe may go at once: most connections that break are the only ones.
    pub(super) fn begin(now: u64) -> Self {
        Self { since: now, probes: 0, next: now, probe: None }
    }

    /// Whether a probe is under way.
    pub(super) fn is_probing(&self) -> bool {
        self.probe.is_some()
    }

    /// Whether that question is the probe.
    pub(super) fn is_probe(&self, place: usize) -> bool {
        self.probe == Some(place)
    }

    /// When the next probe may go.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// When the run ends unless the server is back before.
    pub(super) fn gives_up(&self) -> u64 {
        self.since.saturating_add(PATIENCE)
    }

    /// What the run waits for, once a probe has failed; before that it may have been one connection.
    pub(super) fn wait(&self) -> Option<Wait> {
        (self.probes > 0).then(|| Wait::Unreachable { gives_up: self.gives_up() })
    }

    pub(super) fn probe(&mut self, place: usize) {
        self.probe = Some(place);
    }

    /// The probe has found nothing out, as where its question was given back.
    pub(super) fn forget_probe(&mut self) {
        self.probe = None;
    }

    /// The probe has failed; waits 1 s, 2 s, 4 s … 15 s, or as long as the server asks.
    pub(super) fn probe_failed(&mut self, hint: Option<u64>, now: u64) {
        let wait = (1000 << self.probes.min(16)).min(LONGEST_WAIT).max(hint.unwrap_or(0));
        self.probes += 1;
        self.next = now.saturating_add(wait);
        self.probe = None;
    }
}
