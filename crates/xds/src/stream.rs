//! A server's side of one stream.
//!
//! Only the newest source is kept, and of each type only what the last response was made from: a client that reads slowly
//! costs no more than one that reads fast. One response of a type is on its way at a time. A push goes through the types in
//! their order, and stops at one whose last response was not answered yet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use thiserror::Error;

use crate::ask::{Ask, Interest, Protocol};
use crate::encode::Response;
use crate::names::Lists;
use crate::order;
use crate::push::Push;
use crate::source::Source;
use crate::state::{Standing, State};

/// How many types a client may ask for.
const TYPES: usize = 32;

/// How many names of a type a client may want, and have from an earlier stream.
const NAMES: usize = 10_000;

/// What asks for all resources.
const ALL: &str = "*";

/// A request that is not served; the stream has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// It asks for too many types.
    #[error("more than {TYPES} types of resources on one stream")]
    Types,
    /// It asks for too many names of a type.
    #[error("more than {NAMES} names of a type on one stream")]
    Names,
    /// It is of the other form of the protocol.
    #[error("a request of the other form of the protocol")]
    Protocol,
}

/// What a request meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Interest in resources, and no answer to a response.
    Asked,
    /// The last response of the type was taken.
    Acked,
    /// It was refused, with the client's text.
    Nacked(String),
    /// An answer to a response that was not the last one.
    Stale,
}

/// A response to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The type of its resources.
    pub type_url: Arc<str>,
    /// What names it in its acknowledgement.
    pub nonce: String,
    /// How many resources it has, and how many names of such as are gone.
    pub resources: usize,
    /// How many names of resources that are gone.
    pub removed: usize,
    /// The message.
    pub message: Response,
}

/// A server's side of one stream.
#[derive(Clone, Debug)]
pub struct Stream<S> {
    protocol: Protocol,
    /// What the server says it is, in each response.
    control_plane: Arc<str>,
    /// Those that all streams of the server share.
    lists: Lists,
    types: BTreeMap<(u8, Arc<str>), State<S>>,
    source: Option<S>,
    /// How many sources there were.
    generation: u64,
    nonces: u64,
}

impl<S: Source> Stream<S> {
    /// A stream on which nothing was said. `control_plane` is what the server says it is; it may be empty.
    pub fn new(protocol: Protocol, control_plane: &str) -> Stream<S> {
        Stream {
            protocol,
            control_plane: control_plane.into(),
            lists: Lists::default(),
            types: BTreeMap::new(),
            source: None,
            generation: 0,
            nonces: 0,
        }
    }

    /// The same, which shares the lists of wanted names with other streams.
    pub fn sharing(self, lists: &Lists) -> Stream<S> {
        Stream { lists: lists.clone(), ..self }
    }

    /// What the client is to have from now on.
    pub fn set(&mut self, source: S) {
        self.source = Some(source);
        self.generation += 1;
    }

    /// What the client is to have.
    pub fn source(&self) -> Option<&S> {
        self.source.as_ref()
    }

    /// Takes a request. Afterwards [`Stream::say`] may have something.
    ///
    /// # Errors
    /// It is not served, and the stream has to end.
    pub fn hear(&mut self, ask: Ask) -> Result<Heard, Refused> {
        let key = (order::rank(&ask.type_url), Arc::from(&*ask.type_url));
        if !self.types.contains_key(&key) && self.types.len() >= TYPES {
            return Err(Refused::Types);
        }
        let is_first = !self.types.contains_key(&key);
        let state = self.types.entry(key).or_insert_with(State::new);
        // Nonces of an earlier stream say nothing on this one.
        let heard = if is_first { Heard::Asked } else { heard(state, &ask.type_url, &ask.nonce, ask.error) };
        let name = |name: String| interned(self.source.as_ref(), &ask.type_url, name);
        match (self.protocol, ask.interest) {
            (Protocol::Delta, Interest::Change { subscribe, unsubscribe, has }) => {
                if has.len() > NAMES {
                    return Err(Refused::Names);
                }
                if is_first {
                    state.wildcard = subscribe.is_empty() && order::is_wildcard(&ask.type_url);
                    state.claimed = has;
                }
                // Who names what it has wants it again.
                want(state, subscribe.into_iter().map(name).collect(), is_first, !is_first, &self.lists);
                unwant(state, &unsubscribe.iter().map(String::as_str).collect(), &self.lists);
            }
            // Names are those that were wanted before the response that it does not know; the next request has them anew.
            (Protocol::World, Interest::All(_)) if heard == Heard::Stale => {}
            (Protocol::World, Interest::All(names)) => {
                let all = names.is_empty() && order::is_wildcard(&ask.type_url);
                state.wildcard = all || names.iter().any(|name| name == ALL);
                let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
                let is_gone = |old: &&Arc<str>| !wanted.contains(&***old);
                let gone: Vec<Arc<str>> = state.names.iter().filter(is_gone).cloned().collect();
                unwant(state, &gone.iter().map(|name| &**name).collect(), &self.lists);
                want(state, names.into_iter().map(name).collect(), is_first, false, &self.lists);
            }
            _ => return Err(Refused::Protocol),
        }
        if state.names.len() > NAMES { Err(Refused::Names) } else { Ok(heard) }
    }

    /// The next response. Ask again until there is none, and after each request and source; what is returned counts as sent.
    pub fn say(&mut self) -> Option<Answer> {
        let source = self.source.clone()?;
        let keys: Vec<(u8, Arc<str>)> = self.types.keys().cloned().collect();
        for key in &keys {
            let state = self.types.get_mut(key)?;
            if state.in_flight.is_some() {
                // What comes after it in the order waits for it, too, unless it has nothing more to say.
                if state.sent.as_ref().is_some_and(|(_, sent)| *sent != self.generation) {
                    return None;
                }
            } else if let Some(push) = Push::next(&key.1, state, &source, self.generation) {
                self.follow(&key.1, &source, &push);
                return Some(self.answer(key, &source, push));
            }
        }
        // Everything is sent; what nobody refers to any more can go.
        for key in &keys {
            let may_remove = self.may_remove(&key.1);
            let state = self.types.get_mut(key)?;
            if !may_remove || state.in_flight.is_some() {
                continue;
            }
            match Push::removal(state) {
                // What such a response lacks is not gone, so that there is nothing to say.
                Some(_) if self.protocol == Protocol::World && !order::is_whole(&key.1) => {}
                Some(push) => return Some(self.answer(key, &source, push)),
                None => {}
            }
        }
        None
    }

    /// What waits for others until they come after it has them sent again.
    fn follow(&mut self, type_url: &str, source: &S, push: &Push) {
        let Some(follower) = order::follower(type_url) else { return };
        let Some(state) = self.types.get_mut(&(order::rank(follower), Arc::from(follower))) else { return };
        let names = push.send.iter().flat_map(|one| source.followers(type_url, &one.name));
        let wanted: Vec<Arc<str>> = names.filter(|name| state.wants(name)).collect();
        // The first response has all of them anyway.
        if state.sent.is_some() {
            state.due.extend(wanted);
        }
    }

    /// How the client stands with each type that it asked for.
    pub fn standing(&self) -> impl Iterator<Item = (&str, &Standing)> {
        self.types.iter().map(|((_, type_url), state)| (&**type_url, &state.standing))
    }

    /// Whether the client was sent all that there is, whether it took it or not.
    pub fn is_up_to_date(&self) -> bool {
        let newest = self.generation;
        let is_sent = |state: &State<S>| state.sent.as_ref().is_some_and(|(_, sent)| *sent == newest);
        self.types.values().all(|state| state.due.is_empty() && is_sent(state))
    }

    /// Whether nothing refers any more to what is gone of a type.
    fn may_remove(&self, type_url: &str) -> bool {
        let state_of = |type_url: &str| self.types.get(&(order::rank(type_url), Arc::from(type_url)));
        if type_url == envoy_api::type_url::ENDPOINT {
            let clusters = state_of(envoy_api::type_url::CLUSTER);
            return clusters.is_none_or(|clusters| clusters.held.is_empty() && clusters.in_flight.is_none());
        }
        let referrers = order::referrers(type_url);
        // Whoever refers to it asks at the beginning of a stream, before it answers anything.
        let has_begun =
            || state_of(type_url).is_some_and(|own| !own.standing.sent.is_empty() && own.in_flight.is_none());
        referrers.is_empty()
            || has_begun()
                && referrers
                    .iter()
                    .all(|other| state_of(other).is_none_or(|state| state.is_settled(self.generation)))
    }

    fn answer(&mut self, key: &(u8, Arc<str>), source: &S, mut push: Push) -> Answer {
        self.nonces += 1;
        let nonce = self.nonces.to_string();
        let type_url = Arc::clone(&key.1);
        let (resources, removed) = (push.send.len(), push.remove.len());
        if let Some(state) = self.types.get_mut(key) {
            state.standing.sent.clone_from(&nonce);
            if self.protocol == Protocol::World && order::is_whole(&type_url) {
                push.send = whole(&type_url, state, source);
            }
            push.remove.iter().for_each(|name| _ = state.refused.remove(name));
            state.in_flight = Some(push.send.iter().map(|one| Arc::clone(&one.name)).collect());
        }
        let message = Response::new(self.protocol, &type_url, &nonce, push, &self.control_plane);
        Answer { type_url, nonce, resources, removed, message }
    }
}

/// All that a client is to have of a type, and what it may not lose yet.
fn whole<S: Source>(type_url: &str, state: &State<S>, source: &S) -> Vec<crate::Resource> {
    let mut all = match state.wildcard {
        true => source.all(type_url),
        false => state.names.iter().filter_map(|name| source.get(type_url, name)).collect(),
    };
    all.extend(state.held.values().flatten().cloned());
    all
}

/// What a request says of the last response.
fn heard<S: Source>(state: &mut State<S>, type_url: &str, nonce: &str, error: Option<String>) -> Heard {
    if nonce.is_empty() {
        return Heard::Asked;
    }
    if nonce != state.standing.sent {
        return Heard::Stale;
    }
    // One that was answered before says only what is wanted.
    let Some(names) = state.in_flight.take() else { return Heard::Asked };
    match error {
        Some(error) => {
            // What is gone or wanted no more cannot be taken later.
            let is_there =
                |name: &str| state.sent.as_ref().is_some_and(|(sent, _)| sent.get(type_url, name).is_some());
            let names = names.into_iter().filter(|name| state.wants(name) && is_there(name));
            let names: Vec<Arc<str>> = names.collect();
            state.refused.extend(names);
            state.standing.error = Some(error.clone());
            Heard::Nacked(error)
        }
        None => {
            names.iter().for_each(|name| _ = state.refused.remove(name));
            state.standing.acked = nonce.to_owned();
            state.standing.error = None;
            Heard::Acked
        }
    }
}

/// The name as all streams share it, if there is such a resource.
fn interned<S: Source>(source: Option<&S>, type_url: &str, name: String) -> Arc<str> {
    match source.and_then(|source| source.get(type_url, &name)) {
        Some(resource) => resource.name,
        None => name.into(),
    }
}

/// Adds names. `again` is whether those are answered that were wanted before.
fn want<S: Source>(
    state: &mut State<S>,
    mut names: Vec<Arc<str>>,
    is_first: bool,
    again: bool,
    lists: &Lists,
) {
    let before = names.len();
    names.retain(|name| &**name != ALL);
    if names.len() != before && !state.wildcard {
        state.wildcard = true;
        state.sent = None;
    }
    let new = state.names.insert(names.iter().cloned(), lists);
    // The first response looks at all names anyway.
    if !is_first {
        state.due.extend(if again { names } else { new });
    }
}

/// Takes names away.
fn unwant<S: Source>(state: &mut State<S>, names: &BTreeSet<&str>, lists: &Lists) {
    if names.is_empty() {
        return;
    }
    state.names.remove(names, lists);
    state.wildcard &= !names.contains(ALL);
    if !state.wildcard {
        let wanted = &state.names;
        state.due.retain(|name| wanted.contains(name));
        state.held.retain(|name, _| wanted.contains(name));
        state.refused.retain(|name| wanted.contains(name));
    }
}
