//! All orders in which three calls can begin and end, with time going by and resets between: each step is compared with what the history
//! so far asks for.

use std::time::{Duration, Instant};

use super::machine::{Machine, Ticket};
use super::verdict::Verdict;
use super::{Breaker, BreakerState};

const CALLS: usize = 3;
const COOLDOWN: u32 = 2;
const UNIT: Duration = Duration::from_secs(40);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    Begin(usize),
    End(usize, Verdict),
    Tick,
    Reset,
}

/// What has happened, in a form in which every question is answered by looking through all of it.
#[derive(Debug, Clone, Default)]
struct History {
    /// How often time may still go by, and a reset may come.
    ticks: u32,
    resets: u32,
    events: Vec<(Event, Effect)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Effect {
    None,
    Admitted,
    Probing,
    Refused,
    Opened,
    Closed,
}

impl History {
    fn ticks_since(&self, at: usize) -> u32 {
        let ticks = self.events[at..].iter().filter(|(event, _)| *event == Event::Tick).count();
        u32::try_from(ticks).expect("a few")
    }

    fn push(&mut self, event: Event, effect: Effect) {
        self.ticks -= u32::from(event == Event::Tick);
        self.resets -= u32::from(event == Event::Reset);
        self.events.push((event, effect));
    }

    fn last(&self, is_meant: impl Fn(Effect) -> bool) -> Option<usize> {
        self.events.iter().rposition(|(_, effect)| is_meant(*effect))
    }

    /// Where it opened, if it has not closed since.
    fn opened(&self) -> Option<usize> {
        let at = self.last(|effect| matches!(effect, Effect::Opened | Effect::Closed))?;
        (self.events[at].1 == Effect::Opened).then_some(at)
    }

    /// The probes that are out.
    fn probes(&self) -> Vec<usize> {
        let Some(opened) = self.opened() else { return Vec::new() };
        let behind = &self.events[opened..];
        let begun = behind.iter().filter_map(|(event, effect)| match (event, effect) {
            (Event::Begin(call), Effect::Probing) => Some(*call),
            _ => None,
        });
        begun.filter(|call| !self.has_ended(*call)).collect()
    }

    fn has_ended(&self, call: usize) -> bool {
        self.events.iter().any(|(event, _)| matches!(event, Event::End(ended, _) if *ended == call))
    }

    fn begun(&self, call: usize) -> Option<(usize, Effect)> {
        let at = self.events.iter().position(|(event, _)| *event == Event::Begin(call))?;
        Some((at, self.events[at].1))
    }

    /// Whether a call began before the last change of what calls mean.
    fn is_straggler(&self, call: usize) -> bool {
        let changed = self.last(|effect| matches!(effect, Effect::Opened | Effect::Closed));
        self.begun(call).is_some_and(|(begun, _)| changed.is_some_and(|changed| begun < changed))
    }

    /// The failures in a row of calls that count.
    fn failures(&self) -> u32 {
        let from = self.last(|effect| effect == Effect::Closed).map_or(0, |at| at + 1);
        let mut failures = 0;
        for (event, _) in &self.events[from..] {
            match event {
                Event::End(call, verdict) if self.begun(*call).expect("what ends has begun").0 >= from => match verdict
                {
                    Verdict::Failed => failures += 1,
                    Verdict::Answered => failures = 0,
                    Verdict::Silent => {}
                },
                _ => {}
            }
        }
        failures
    }

    /// What an event ought to do.
    fn expected(&self, event: Event, threshold: u32) -> Effect {
        match (event, self.opened()) {
            (Event::Tick, _) => Effect::None,
            (Event::Reset, _) => Effect::Closed,
            (Event::Begin(_), None) => Effect::Admitted,
            (Event::Begin(_), Some(opened)) => {
                let is_free = self.probes().is_empty() && self.ticks_since(opened) >= COOLDOWN;
                if is_free { Effect::Probing } else { Effect::Refused }
            }
            (Event::End(call, _), _) if self.is_straggler(call) => Effect::None,
            (Event::End(_, Verdict::Silent), _) => Effect::None,
            (Event::End(_, Verdict::Answered), Some(_)) => Effect::Closed,
            (Event::End(_, Verdict::Failed), Some(_)) => Effect::Opened,
            (Event::End(_, Verdict::Failed), None) if self.failures() + 1 >= threshold => Effect::Opened,
            (Event::End(..), None) => Effect::None,
        }
    }

    fn state(&self) -> BreakerState {
        match self.opened() {
            None => BreakerState::Closed { failures: self.failures() },
            Some(_) if !self.probes().is_empty() => BreakerState::HalfOpen,
            Some(opened) => {
                let left = COOLDOWN.saturating_sub(self.ticks_since(opened));
                BreakerState::Open { retry_in: UNIT * left }
            }
        }
    }

    /// What may happen next.
    fn next(&self) -> Vec<Event> {
        let mut next = Vec::new();
        for call in 0..CALLS {
            match self.begun(call) {
                // Calls are alike: they begin in the order of their numbers.
                None => {
                    next.push(Event::Begin(call));
                    break;
                }
                Some((_, Effect::Refused)) => {}
                Some(_) if self.has_ended(call) => {}
                Some(_) => {
                    let verdicts = [Verdict::Answered, Verdict::Failed, Verdict::Silent];
                    next.extend(verdicts.map(|verdict| Event::End(call, verdict)));
                }
            }
        }
        next.extend((self.ticks > 0).then_some(Event::Tick));
        next.extend((self.resets > 0).then_some(Event::Reset));
        next
    }
}

#[derive(Clone)]
struct Run {
    machine: Machine,
    tickets: [Option<Ticket>; CALLS],
    now: Instant,
    history: History,
}

impl Run {
    fn take(&mut self, event: Event) -> Effect {
        let now = self.now;
        let before = self.machine.state(|| now);
        match event {
            Event::Tick => self.now += UNIT,
            Event::Reset => self.machine.reset(),
            Event::End(call, verdict) => {
                self.machine.end(self.tickets[call].take().expect("what ends has begun"), verdict, || now)
            }
            Event::Begin(call) => match self.machine.begin(|| now) {
                Ok(ticket) => self.tickets[call] = Some(ticket),
                Err(retry_in) => {
                    match before {
                        BreakerState::Open { retry_in: left } => assert_eq!(retry_in, left),
                        _ => assert_eq!(retry_in, Duration::from_secs(1)),
                    }
                    return Effect::Refused;
                }
            },
        }
        match (event, before, self.machine.state(|| now)) {
            (Event::Begin(_), BreakerState::Closed { .. }, _) => Effect::Admitted,
            (Event::Begin(_), ..) => Effect::Probing,
            (Event::Reset, _, BreakerState::Closed { .. }) => Effect::Closed,
            (_, BreakerState::HalfOpen, BreakerState::Closed { .. }) => Effect::Closed,
            (_, BreakerState::Closed { .. }, BreakerState::Open { .. }) => Effect::Opened,
            (Event::End(_, Verdict::Failed), BreakerState::HalfOpen, BreakerState::Open { .. }) => Effect::Opened,
            _ => Effect::None,
        }
    }

    /// Goes on in every way there is; the number of steps taken.
    fn explore(&self, threshold: u32) -> usize {
        self.history
            .next()
            .into_iter()
            .map(|event| {
                let mut run = self.clone();
                let expected = run.history.expected(event, threshold);
                let effect = run.take(event);
                run.history.push(event, effect);
                let (now, shown) = (run.now, &run.history.events);
                assert_eq!(effect, expected, "{shown:?}");
                assert_eq!(run.machine.state(|| now), run.history.state(), "{shown:?}");
                assert!(run.history.probes().len() <= 1, "{shown:?}");
                run.is_not_wedged();
                1 + run.explore(threshold)
            })
            .sum()
    }

    /// Whatever has happened: when all calls are dropped, and time goes by, the next one is let through.
    fn is_not_wedged(&self) {
        let Self { mut machine, tickets, now, history } = self.clone();
        let later = now + UNIT * COOLDOWN;
        for ticket in tickets.into_iter().flatten() {
            machine.end(ticket, Verdict::Silent, || later);
        }
        assert!(machine.begin(|| later).is_ok(), "{:?}", history.events);
    }
}

#[test]
fn every_order_of_three_calls_does_what_its_history_asks_for() {
    let mut steps = 0;
    for (threshold, (ticks, resets)) in (1..=3).flat_map(|threshold| [(4, 0), (2, 1)].map(|rest| (threshold, rest))) {
        let settings = Breaker::new().failures(threshold).cooldown(UNIT * COOLDOWN);
        let (machine, history) = (Machine::new(settings), History { ticks, resets, ..History::default() });
        let run = Run { machine, tickets: [None; CALLS], now: Instant::now(), history };
        steps += run.explore(threshold);
    }
    assert!(steps > 500_000, "{steps}");
}
