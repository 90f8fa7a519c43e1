//! What is known of one type on one stream.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::names::Names;
use crate::source::{Resource, Source};

/// How a client stands with a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The nonce of the last response that was sent; empty if none was.
    pub sent: String,
    /// That of the last one that the client took; empty if it took none.
    pub acked: String,
    /// Why the last response was refused, as the client said it; `None` if it was not.
    pub error: Option<String>,
}

/// One type on one stream.
#[derive(Clone, Debug)]
pub(crate) struct State<S> {
    /// All resources are wanted.
    pub(crate) wildcard: bool,
    /// Those of these names are.
    pub(crate) names: Names,
    /// What the client has from an earlier stream: versions by name. Used once.
    pub(crate) claimed: BTreeMap<String, String>,
    /// What the last response was made from, and which of the stream's sources it was: the client has of it what it wants,
    /// but for what is `due`, and has what is `held` beyond it.
    pub(crate) sent: Option<(S, u64)>,
    /// Names that are answered whatever the client has.
    pub(crate) due: BTreeSet<Arc<str>>,
    /// What the client has and is no more, but may not be taken away yet. The body is known if it came from this stream.
    pub(crate) held: BTreeMap<Arc<str>, Option<Resource>>,
    /// The names of the resources in the last response, if it was not answered yet.
    pub(crate) in_flight: Option<Vec<Arc<str>>>,
    /// Names in responses that the client refused, until it takes them or wants them no more.
    pub(crate) refused: BTreeSet<Arc<str>>,
    /// How the client stands.
    pub(crate) standing: Standing,
}

impl<S: Source> State<S> {
    pub(crate) fn new() -> State<S> {
        State {
            wildcard: false,
            names: Names::default(),
            claimed: BTreeMap::new(),
            sent: None,
            due: BTreeSet::new(),
            held: BTreeMap::new(),
            in_flight: None,
            refused: BTreeSet::new(),
            standing: Standing::default(),
        }
    }

    /// Whether the client wants a name.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.wildcard || self.names.contains(name)
    }

    /// Whether the client took all that there is.
    pub(crate) fn is_settled(&self, generation: u64) -> bool {
        self.in_flight.is_none()
            && self.due.is_empty()
            && self.held.is_empty()
            && self.refused.is_empty()
            && self.sent.as_ref().is_some_and(|(_, sent)| *sent == generation)
    }
}
