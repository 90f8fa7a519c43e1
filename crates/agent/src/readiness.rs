//! Whether the proxy is ready: decided from what Envoy's admin interface says, and remembered once it is so.
//!
//! ```text
//! question ─► Envoy ─► Stats::parse ─► observe ─► ready, or why not
//! ```

use std::fmt;

use thiserror::Error;

/// What is asked of Envoy's admin interface: all that readiness depends on, in one request. The braces and bars of the
/// expression are escaped, as a URL has them.
pub const QUESTION: &str = "/stats?usedonly&filter=^(cluster_manager%5C.cds%5C.update_(success%7Crejected)\
                            %7Clistener_manager%5C.(lds%5C.update_(success%7Crejected)%7Cworkers_started)%7Cserver%5C.state)$";

/// What Envoy counts of its configuration, and how far it has started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// What became of updates of clusters.
    pub clusters: Updates,
    /// What became of updates of listeners.
    pub listeners: Updates,
    /// The number of Envoy's state: 0 is live.
    pub state: Option<u64>,
    /// Whether the workers have started: 1 if so.
    pub workers: Option<u64>,
}

/// What became of updates of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updates {
    /// Accepted ones.
    pub accepted: u64,
    /// Rejected ones.
    pub rejected: u64,
}

impl Stats {
    /// Reads the lines `name: number` of Envoy's answer. What is not asked for is passed over.
    ///
    /// # Errors
    /// A value is not a number.
    pub fn parse(text: &str) -> Result<Stats, NotReady> {
        let mut stats = Stats::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once(':')) {
            let number = || value.trim().parse().map_err(|_| NotReady::Malformed { stat: name.to_owned() });
            match name {
                "cluster_manager.cds.update_success" => stats.clusters.accepted = number()?,
                "cluster_manager.cds.update_rejected" => stats.clusters.rejected = number()?,
                "listener_manager.lds.update_success" => stats.listeners.accepted = number()?,
                "listener_manager.lds.update_rejected" => stats.listeners.rejected = number()?,
                "server.state" => stats.state = Some(number()?),
                "listener_manager.workers_started" => stats.workers = Some(number()?),
                _ => {}
            }
        }
        Ok(stats)
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cds, lds) = (self.clusters, self.listeners);
        write!(
            f,
            "cds updates: {} successful, {} rejected; lds updates: {} successful, {} rejected",
            cds.accepted, cds.rejected, lds.accepted, lds.rejected
        )
    }
}

/// Why the proxy is not ready. The texts about configuration are Istio's, which people search for.
///
/// Source: Istio 1.30 pilot/cmd/pilot-agent/status/ready/probe.go.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotReady {
    /// No configuration yet.
    #[error("config not received from XDS server (is Istiod running?): {0}")]
    NotReceived(Stats),
    /// Part of it was rejected.
    #[error("config received from XDS server, but was rejected: {0}")]
    Rejected(Stats),
    /// Part of it is missing.
    #[error("config not fully received from XDS server: {0}")]
    NotFullyReceived(Stats),
    /// Envoy is starting, or draining because of a failed health check.
    #[error("server is not live, current state is: {}", state_name(*.0))]
    NotLive(u64),
    /// Envoy has not come as far as to have a state.
    #[error("{0} is not yet updated")]
    Unknown(&'static str),
    /// No worker accepts connections.
    #[error("workers have not yet started")]
    NoWorkers,
    /// DNS is captured, and the names of the mesh are not known.
    #[error("the DNS table was not received from XDS server")]
    NoNames,
    /// The agent is ending.
    #[error("server is terminated")]
    Ending,
    /// Envoy does not answer.
    #[error("failed to get readiness stats: {0}")]
    NoAnswer(String),
    /// Envoy answers with something else.
    #[error("failed to get readiness stats: the value of {stat} is not a number")]
    Malformed {
        /// The name of the stat.
        stat: String,
    },
}

/// Source: Envoy's ServerInfo.State.
fn state_name(state: u64) -> &'static str {
    match state {
        0 => "LIVE",
        1 => "DRAINING",
        2 => "PRE_INITIALIZING",
        3 => "INITIALIZING",
        _ => "UNKNOWN",
    }
}

/// What is known of the proxy. Each part is remembered once it is true: none goes back while this Envoy lives.
#[derive(Clone, Copy, Debug)]
pub struct Readiness {
    is_configured: bool,
    is_live: bool,
    has_names: bool,
    is_ending: bool,
}

impl Readiness {
    /// Of an Envoy that was just started. `names` is whether DNS is captured, so that the table of names has to come.
    #[must_use]
    pub fn new(names: bool) -> Readiness {
        Readiness { is_configured: false, is_live: false, has_names: !names, is_ending: false }
    }

    /// Of an application that speaks xDS itself: there is no Envoy to wait for.
    #[must_use]
    pub fn without_envoy(names: bool) -> Readiness {
        Readiness { is_configured: true, is_live: true, ..Readiness::new(names) }
    }

    /// Whether Envoy has to be asked [`QUESTION`] before [`Readiness::check`] can say yes.
    #[must_use]
    pub fn asks(&self) -> bool {
        !(self.is_ending || self.is_configured && self.is_live)
    }

    /// Takes what Envoy said.
    ///
    /// # Errors
    /// It is not configured or not live yet, in this order.
    pub fn observe(&mut self, stats: &Stats) -> Result<(), NotReady> {
        if !self.is_configured {
            configured(stats)?;
            self.is_configured = true;
        }
        if !self.is_live {
            live(stats)?;
            self.is_live = true;
        }
        Ok(())
    }

    /// The table of names has come.
    pub fn names(&mut self) {
        self.has_names = true;
    }

    /// The agent ends: from now on it is not ready.
    pub fn end(&mut self) {
        self.is_ending = true;
    }

    /// Whether the proxy is ready, by what is known.
    ///
    /// # Errors
    /// It is not, and why: configuration, Envoy's state, names, in this order.
    pub fn check(&self) -> Result<(), NotReady> {
        match self {
            Readiness { is_ending: true, .. } => Err(NotReady::Ending),
            Readiness { is_configured: false, .. } => Err(NotReady::NotReceived(Stats::default())),
            Readiness { is_live: false, .. } => Err(NotReady::Unknown("server.state")),
            Readiness { has_names: false, .. } => Err(NotReady::NoNames),
            _ => Ok(()),
        }
    }
}

fn configured(stats: &Stats) -> Result<(), NotReady> {
    match (stats.clusters.accepted > 0, stats.listeners.accepted > 0) {
        (true, true) => Ok(()),
        (false, false) => Err(NotReady::NotReceived(*stats)),
        _ if stats.clusters.rejected > 0 || stats.listeners.rejected > 0 => Err(NotReady::Rejected(*stats)),
        _ => Err(NotReady::NotFullyReceived(*stats)),
    }
}

fn live(stats: &Stats) -> Result<(), NotReady> {
    match stats.state.ok_or(NotReady::Unknown("server.state"))? {
        0 => match stats.workers.ok_or(NotReady::Unknown("listener_manager.workers_started"))? {
            1 => Ok(()),
            _ => Err(NotReady::NoWorkers),
        },
        state => Err(NotReady::NotLive(state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cds: [u64; 2], lds: [u64; 2], more: &str) -> String {
        format!(
            "cluster_manager.cds.update_rejected: {}\ncluster_manager.cds.update_success: {}\n\
             listener_manager.lds.update_rejected: {}\nlistener_manager.lds.update_success: {}\n{more}",
            cds[1], cds[0], lds[1], lds[0]
        )
    }

    const LIVE: &str = "server.state: 0\nlistener_manager.workers_started: 1\n";

    #[test]
    fn each_state_of_envoy_has_its_text() {
        for (answer, want) in [
            (text([1, 0], [1, 0], LIVE), "ready"),
            (text([7, 2], [3, 9], LIVE), "ready"),
            (
                String::new(),
                "config not received from XDS server (is Istiod running?): \
                 cds updates: 0 successful, 0 rejected; lds updates: 0 successful, 0 rejected",
            ),
            (
                text([0, 3], [0, 0], LIVE),
                "config not received from XDS server (is Istiod running?): \
                 cds updates: 0 successful, 3 rejected; lds updates: 0 successful, 0 rejected",
            ),
            (
                text([1, 0], [0, 2], LIVE),
                "config received from XDS server, but was rejected: \
                 cds updates: 1 successful, 0 rejected; lds updates: 0 successful, 2 rejected",
            ),
            (
                text([1, 0], [0, 0], LIVE),
                "config not fully received from XDS server: \
                 cds updates: 1 successful, 0 rejected; lds updates: 0 successful, 0 rejected",
            ),
            (text([1, 0], [1, 0], ""), "server.state is not yet updated"),
            (text([1, 0], [1, 0], "server.state: 3"), "server is not live, current state is: INITIALIZING"),
            (
                text([1, 0], [1, 0], "server.state: 2"),
                "server is not live, current state is: PRE_INITIALIZING",
            ),
            (text([1, 0], [1, 0], "server.state: 9"), "server is not live, current state is: UNKNOWN"),
            (text([1, 0], [1, 0], "server.state: 0"), "listener_manager.workers_started is not yet updated"),
            (
                text([1, 0], [1, 0], "server.state: 0\nlistener_manager.workers_started: 0"),
                "workers have not yet started",
            ),
            (
                text([1, 0], [1, 0], "server.state: no"),
                "failed to get readiness stats: the value of server.state is not a number",
            ),
            (
                "listener_manager.lds.update_success: 99999999999999999999".to_owned(),
                "failed to get readiness stats: the value of listener_manager.lds.update_success is not a number",
            ),
        ] {
            let observed = Stats::parse(&answer).and_then(|stats| Readiness::new(false).observe(&stats));
            assert_eq!(
                observed.map_or_else(|why| why.to_string(), |()| "ready".to_owned()),
                want,
                "{answer}"
            );
        }
    }

    #[test]
    fn without_envoy_only_names_are_waited_for() {
        assert_eq!(Readiness::without_envoy(false).check(), Ok(()));
        assert_eq!(Readiness::without_envoy(true).check(), Err(NotReady::NoNames));
        assert!(!Readiness::without_envoy(false).asks());
    }

    #[test]
    fn each_part_is_remembered_once_it_is_true() {
        let observe = |readiness: &mut Readiness, answer: &str| {
            readiness.observe(&Stats::parse(answer).unwrap()).map_err(|why| why.to_string())
        };
        let mut readiness = Readiness::new(true);
        assert!(readiness.asks());
        assert!(matches!(readiness.check(), Err(NotReady::NotReceived(_))));
        let starting = "server is not live, current state is: INITIALIZING";
        assert_eq!(
            observe(&mut readiness, &text([1, 0], [1, 0], "server.state: 3")),
            Err(starting.to_owned())
        );
        // The configuration counts already.
        assert_eq!(observe(&mut readiness, LIVE), Ok(()));
        assert!(!readiness.asks(), "there is nothing left to ask");
        // Whatever Envoy would say now.
        assert_eq!(observe(&mut readiness, "server.state: 1"), Ok(()));
        assert_eq!(readiness.check(), Err(NotReady::NoNames));
        readiness.names();
        assert_eq!(readiness.check(), Ok(()));
        readiness.end();
        assert_eq!(readiness.check(), Err(NotReady::Ending));
        assert!(!readiness.asks());
    }
}
