//! How the proxy ends: from what happens to what is done next.
//!
//! ```text
//! signals, requests, Envoy's end, time ─► Drain::on ─► steps: ask Envoy to drain, wait, count connections, end Envoy
//! ```
//!
//! Source: Istio 1.30 pkg/envoy/agent.go. Envoy is asked to end before it is killed, so that it writes what it has of logs.

use std::time::Duration;

/// How often open connections are counted.
pub const BETWEEN_COUNTS: Duration = Duration::from_secs(1);
/// So many failures to count them, one after another, end the waiting.
const FAILURES: u32 = 5;
/// How long an Envoy that was asked to end has before it is killed.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long Envoy drains before it is ended (`terminationDrainDuration`).
    pub drain: Duration,
    /// Where set, Envoy drains for so long (`MINIMUM_DRAIN_DURATION`), and then until no connection is open
    /// (`EXIT_ON_ZERO_ACTIVE_CONNECTIONS`).
    pub until_idle: Option<Duration>,
    /// Whether only what comes in is drained, as a sidecar does; a router drains all.
    pub inbound_only: bool,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// SIGTERM, or something as good.
    Terminate,
    /// SIGINT: somebody at a terminal.
    Interrupt,
    /// The pod's own containers ask to drain.
    DrainRequest,
    /// The pod's own containers ask to end.
    QuitRequest,
    /// There is no Envoy yet that could be asked to drain.
    NothingToDrain,
    /// The time of the last [`Step::Wait`] is over.
    Elapsed,
    /// Open connections were counted.
    Counted(Count),
    /// Envoy has ended.
    EnvoyEnded,
}

/// What a count of open connections gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Open(u64),
    /// Envoy has no such stat: there was no connection, or it is not among those that are kept.
    NoStat,
    /// Envoy cannot be asked.
    Failed,
}

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Envoy is asked to drain: the path of its admin interface, for POST.
    Drain(&'static str),
    /// [`Event::Elapsed`] follows after this time. It replaces an earlier one.
    Wait(Duration),
    /// Open connections are counted, and [`Event::Counted`] follows.
    Count,
    /// Envoy is asked to end (SIGTERM).
    End,
    /// Envoy is killed.
    Kill,
    /// The agent ends.
    Exit(Exit),
}

/// Why the agent ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It was asked to.
    Asked,
    /// Envoy ended by itself: its own status counts.
    Envoy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Running,
    /// On request, with no end of its own: a native sidecar's way.
    Drained,
    Draining,
    Counting {
        failures: u32,
    },
    Ending,
    Ended,
}

/// A proxy between its start and its end.
#[derive(Clone, Copy, Debug)]
pub struct Drain {
    settings: Settings,
    state: State,
}

impl Drain {
    /// Of a proxy that runs.
    #[must_use]
    pub fn new(settings: Settings) -> Drain {
        Drain { settings, state: State::Running }
    }

    /// Whether the agent was asked to end: from then on it is not ready.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        !matches!(self.state, State::Running | State::Drained)
    }

    /// What is done after an event, in this order.
    #[must_use]
    pub fn on(&mut self, event: Event) -> Vec<Step> {
        match (event, self.state) {
            (_, State::Ended) => Vec::new(),
            (Event::EnvoyEnded, state) => {
                let by_itself = matches!(state, State::Running | State::Drained);
                self.state = State::Ended;
                vec![Step::Exit(if by_itself { Exit::Envoy } else { Exit::Asked })]
            }
            (Event::Elapsed, State::Ending) => vec![Step::Kill],
            (_, State::Ending) => Vec::new(),
            (Event::QuitRequest, _) => self.end(),
            (Event::Terminate | Event::Interrupt, State::Drained) => self.end(),
            (Event::Terminate | Event::Interrupt, State::Running) => self.drain(),
            // A kubelet may send another SIGTERM while it waits; a person who asks twice does not want to wait.
            (Event::Interrupt, _) => self.end(),
            (Event::DrainRequest, State::Running) => {
                self.state = State::Drained;
                vec![Step::Drain(self.path(Lasting::UntilTheEnd))]
            }
            (Event::NothingToDrain, State::Draining) => self.end(),
            (Event::Elapsed, State::Draining) if self.settings.until_idle.is_some() => {
                self.state = State::Counting { failures: 0 };
                vec![Step::Wait(BETWEEN_COUNTS)]
            }
            (Event::Elapsed, State::Draining) => self.end(),
            (Event::Elapsed, State::Counting { .. }) => vec![Step::Count],
            (Event::Counted(count), State::Counting { failures }) => self.counted(count, failures),
            _ => Vec::new(),
        }
    }

    fn drain(&mut self) -> Vec<Step> {
        self.state = State::Draining;
        let time = self.settings.until_idle.unwrap_or(self.settings.drain);
        vec![Step::Drain(self.path(Lasting::WithExit)), Step::Wait(time)]
    }

    fn counted(&mut self, count: Count, failures: u32) -> Vec<Step> {
        let failures = match count {
            Count::Open(0) | Count::NoStat => return self.end(),
            Count::Open(_) => 0,
            Count::Failed => failures.saturating_add(1),
        };
        if failures >= FAILURES {
            return self.end();
        }
        self.state = State::Counting { failures };
        vec![Step::Wait(BETWEEN_COUNTS)]
    }

    fn end(&mut self) -> Vec<Step> {
        self.state = State::Ending;
        vec![Step::End, Step::Wait(LAST_WORDS)]
    }

    /// Source: Istio 1.30 pkg/envoy/admin.go, DrainListeners.
    fn path(&self, lasting: Lasting) -> &'static str {
        match (self.settings.inbound_only, lasting) {
            (true, Lasting::WithExit) => "/drain_listeners?inboundonly&graceful",
            (true, Lasting::UntilTheEnd) => "/drain_listeners?inboundonly&graceful&skip_exit",
            (false, Lasting::WithExit) => "/drain_listeners?graceful",
            (false, Lasting::UntilTheEnd) => "/drain_listeners?graceful&skip_exit",
        }
    }
}

/// What Envoy does when the time of its drain is over.
#[derive(Clone, Copy)]
enum Lasting {
    /// It closes its listeners.
    WithExit,
    /// It goes on.
    UntilTheEnd,
}

/// What is asked of Envoy to count open connections.
pub const CONNECTIONS: &str = "/stats?usedonly&filter=downstream_cx_active$";

/// The connections of applications in Envoy's answer to [`CONNECTIONS`]. Left out are those of each worker, which are in the
/// sums, Envoy's own between its listeners, its admin interface, and the listeners for kubelet and Prometheus, which have
/// these ports.
///
/// Source: Istio 1.30 pkg/envoy/agent.go, activeProxyConnections.
#[must_use]
pub fn connections(answer: &str, own_ports: [u16; 2]) -> Count {
    if answer.trim().is_empty() {
        return Count::NoStat;
    }
    let own = own_ports.map(|port| format!("_{port}.downstream_cx_active"));
    let is_own = |listener: &str| {
        listener.starts_with("envoy_internal_")
            || listener.starts_with("admin.")
            || listener.contains("worker_")
            || own.iter().any(|own| {
                listener
                    .strip_suffix(own.as_str())
                    .is_some_and(|address| matches!(address, "0.0.0.0" | "[__]"))
            })
    };
    let counted = answer.lines().filter_map(|line| {
        let (name, value) = line.rsplit_once(':')?;
        let listener = name.strip_prefix("listener.")?;
        if is_own(listener) { None } else { value.trim().parse::<u64>().ok() }
    });
    Count::Open(counted.fold(0, u64::saturating_add))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const SIDECAR: Settings =
        Settings { drain: Duration::from_secs(5), until_idle: None, inbound_only: true };
    const UNTIL_IDLE: Settings = Settings { until_idle: Some(Duration::from_secs(7)), ..SIDECAR };
    const DRAIN: Step = Step::Drain("/drain_listeners?inboundonly&graceful");
    const END: [Step; 2] = [Step::End, Step::Wait(SECOND)];

    /// What is done after each event.
    fn run(settings: Settings, events: &[Event]) -> Vec<Vec<Step>> {
        let mut drain = Drain::new(settings);
        events.iter().map(|event| drain.on(*event)).collect()
    }

    #[test]
    fn a_signal_drains_for_its_time_and_ends() {
        for signal in [Event::Terminate, Event::Interrupt] {
            assert_eq!(
                run(SIDECAR, &[signal, Event::Elapsed, Event::EnvoyEnded]),
                [vec![DRAIN, Step::Wait(5 * SECOND)], END.to_vec(), vec![Step::Exit(Exit::Asked)]]
            );
        }
        let router = Settings { inbound_only: false, ..SIDECAR };
        assert_eq!(run(router, &[Event::Terminate])[0][0], Step::Drain("/drain_listeners?graceful"));
    }

    #[test]
    fn an_envoy_that_does_not_end_is_killed() {
        let steps = run(SIDECAR, &[Event::QuitRequest, Event::Elapsed, Event::EnvoyEnded]);
        assert_eq!(steps, [END.to_vec(), vec![Step::Kill], vec![Step::Exit(Exit::Asked)]]);
    }

    #[test]
    fn envoy_may_end_first() {
        assert_eq!(run(SIDECAR, &[Event::EnvoyEnded]), [[Step::Exit(Exit::Envoy)]]);
        assert_eq!(run(SIDECAR, &[Event::DrainRequest, Event::EnvoyEnded])[1], [Step::Exit(Exit::Envoy)]);
        for before in [Event::Terminate, Event::QuitRequest] {
            assert_eq!(run(SIDECAR, &[before, Event::EnvoyEnded])[1], [Step::Exit(Exit::Asked)]);
        }
        let steps = run(UNTIL_IDLE, &[Event::Terminate, Event::Elapsed, Event::EnvoyEnded, Event::Elapsed]);
        assert_eq!(steps[2..], [vec![Step::Exit(Exit::Asked)], vec![]]);
    }

    #[test]
    fn a_drain_on_request_goes_on_until_a_signal() {
        let drained = Step::Drain("/drain_listeners?inboundonly&graceful&skip_exit");
        assert_eq!(
            run(UNTIL_IDLE, &[Event::DrainRequest, Event::DrainRequest, Event::Terminate]),
            [vec![drained], vec![], END.to_vec()]
        );
        let mut drain = Drain::new(SIDECAR);
        _ = drain.on(Event::DrainRequest);
        assert!(!drain.is_ending(), "it is ready still");
        _ = drain.on(Event::Terminate);
        assert!(drain.is_ending());
        let router = Settings { inbound_only: false, ..SIDECAR };
        let drained = Step::Drain("/drain_listeners?graceful&skip_exit");
        assert_eq!(run(router, &[Event::DrainRequest]), [[drained]]);
    }

    #[test]
    fn quitting_does_not_wait_for_anything() {
        for before in
            [&[][..], &[Event::DrainRequest], &[Event::Terminate], &[Event::Terminate, Event::Elapsed]]
        {
            let steps = run(UNTIL_IDLE, &[before, &[Event::QuitRequest]].concat());
            assert_eq!(steps.last().unwrap()[..], END, "{before:?}");
        }
    }

    #[test]
    fn a_second_sigterm_changes_nothing_and_a_second_sigint_ends() {
        assert!(run(SIDECAR, &[Event::Terminate, Event::Terminate])[1].is_empty());
        assert!(run(SIDECAR, &[Event::Terminate, Event::DrainRequest])[1].is_empty());
        assert_eq!(run(SIDECAR, &[Event::Terminate, Event::Interrupt])[1], END);
        assert_eq!(run(SIDECAR, &[Event::Interrupt, Event::Interrupt])[1], END);
        // Asked a third time, it is ending already.
        assert!(run(SIDECAR, &[Event::Interrupt, Event::Interrupt, Event::Interrupt])[2].is_empty());
    }

    #[test]
    fn where_nothing_can_be_drained_nothing_is_waited_for() {
        assert_eq!(run(SIDECAR, &[Event::Terminate, Event::NothingToDrain])[1], END);
        assert!(run(SIDECAR, &[Event::DrainRequest, Event::NothingToDrain])[1].is_empty());
    }

    #[test]
    fn connections_are_waited_for_where_that_is_asked_for() {
        let begin = [Event::Terminate, Event::Elapsed, Event::Elapsed];
        let counted = |counts: &[Count]| {
            let mut events = begin.to_vec();
            for count in counts {
                events.extend([Event::Counted(*count), Event::Elapsed]);
            }
            run(UNTIL_IDLE, &events)
        };
        let steps = counted(&[Count::Open(3), Count::Open(1), Count::Open(0)]);
        let again = [vec![Step::Wait(SECOND)], vec![Step::Count]].concat();
        assert_eq!(steps[..3], [vec![DRAIN, Step::Wait(7 * SECOND)], vec![again[0]], vec![again[1]]]);
        assert_eq!(steps[3..7].concat(), [again.clone(), again].concat());
        assert_eq!(steps[7], END);
        assert_eq!(counted(&[Count::NoStat])[3], END);
        // Five failures end it, one after another.
        let (failed, open) = (Count::Failed, Count::Open(1));
        let steps = counted(&[failed, failed, failed, failed, open, failed, failed, failed, failed, failed]);
        let ended: Vec<bool> = steps.iter().skip(3).step_by(2).map(|steps| steps[..] == END).collect();
        assert_eq!(ended, [[false; 9].as_slice(), &[true]].concat());
    }

    #[test]
    fn connections_are_those_of_applications() {
        for (answer, want) in [
            ("", Count::NoStat),
            ("\n", Count::NoStat),
            ("listener.0.0.0.0_15006.downstream_cx_active: 2\n", Count::Open(2)),
            (
                "listener.[__]_15006.downstream_cx_active: 2\nlistener.10.0.0.1_80.downstream_cx_active: 3",
                Count::Open(5),
            ),
            ("listener.0.0.0.0_15006.worker_0.downstream_cx_active: 2\n", Count::Open(0)),
            (
                "listener.0.0.0.0_15021.downstream_cx_active: 1\nlistener.0.0.0.0_15090.downstream_cx_active: 4",
                Count::Open(0),
            ),
            ("listener.[__]_15021.downstream_cx_active: 1", Count::Open(0)),
            // An application's port on another address is an application's.
            ("listener.10.0.0.1_15021.downstream_cx_active: 1", Count::Open(1)),
            (
                "listener.admin.downstream_cx_active: 1\nlistener.admin.main_thread.downstream_cx_active: 1",
                Count::Open(0),
            ),
            ("listener.envoy_internal_main.downstream_cx_active: 1", Count::Open(0)),
            ("http.inbound.downstream_cx_active: 8", Count::Open(0)),
            ("listener.a.downstream_cx_active: many\nlistener.b.downstream_cx_active: 1", Count::Open(1)),
            (
                "listener.a.downstream_cx_active: 18446744073709551615\nlistener.b.downstream_cx_active: 1",
                Count::Open(u64::MAX),
            ),
            ("garbage", Count::Open(0)),
        ] {
            assert_eq!(connections(answer, [15021, 15090]), want, "{answer}");
        }
    }
}
