//! What of a source a client is sent next.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::order;
use crate::source::{Resource, Source, version_text};
use crate::state::State;

/// What a client that refuses listeners keeps at most of clusters that are gone; beyond it they are taken away at once.
const HELD: usize = 10_000;

/// What a response says.
#[derive(Debug, Default)]
pub(crate) struct Push {
    /// Resources that are new or changed.
    pub(crate) send: Vec<Resource>,
    /// Names that are gone.
    pub(crate) remove: Vec<Arc<str>>,
}

impl Push {
    /// What the next response of a type says, and `None` if there is nothing to say. The state is then as if it was sent. What
    /// is gone is held back until [`Push::removal`].
    pub(crate) fn next<S: Source>(
        type_url: &str,
        state: &mut State<S>,
        source: &S,
        generation: u64,
    ) -> Option<Push> {
        let mut push = Push::default();
        let is_first = state.sent.is_none();
        match state.sent.take() {
            None => push.first(type_url, state, source),
            Some((before, sent)) if sent != generation => push.changed(type_url, state, &before, source),
            Some(_) => {}
        }
        push.due(type_url, state, source);
        state.sent = Some((source.clone(), generation));
        if state.held.len() > HELD {
            push.take_away(state);
        }
        (is_first || !push.send.is_empty() || !push.remove.is_empty()).then_some(push)
    }

    /// What was held back, and `None` if nothing was.
    pub(crate) fn removal<S: Source>(state: &mut State<S>) -> Option<Push> {
        let mut push = Push::default();
        push.take_away(state);
        (!push.remove.is_empty()).then_some(push)
    }

    fn take_away<S: Source>(&mut self, state: &mut State<S>) {
        self.remove.extend(std::mem::take(&mut state.held).into_keys());
    }

    /// All that is wanted, but for what the client has in that version from an earlier stream.
    fn first<S: Source>(&mut self, type_url: &str, state: &mut State<S>, source: &S) {
        let claimed = std::mem::take(&mut state.claimed);
        // Of those that something waits for nobody knows whether they came before it or after.
        let counts = order::leader(type_url).is_none();
        let has = |one: &Resource| counts && claimed.get(&*one.name) == Some(&version_text(one.version));
        if state.wildcard {
            self.send.extend(source.all(type_url).into_iter().filter(|one| !has(one)));
        }
        let named: Vec<Arc<str>> = state.names.iter().cloned().collect();
        for name in named.into_iter().filter(|_| !state.wildcard) {
            match source.get(type_url, &name) {
                Some(one) if has(&one) => drop(state.due.remove(&name)),
                // It goes on with what it has.
                None if !order::is_removed(type_url) && claimed.contains_key(&*name) => {}
                _ => drop(state.due.insert(name)),
            }
        }
        for name in claimed.into_keys() {
            let name: Arc<str> = name.into();
            if state.wants(&name) && source.get(type_url, &name).is_none() && !state.due.contains(&name) {
                state.held.insert(name, None);
            }
        }
    }

    /// What differs from what was sent.
    fn changed<S: Source>(&mut self, type_url: &str, state: &mut State<S>, before: &S, source: &S) {
        let changed = source.changed(before, type_url).unwrap_or_else(|| match state.wildcard {
            true => {
                let both = source.all(type_url).into_iter().chain(before.all(type_url));
                both.map(|one| one.name).collect::<BTreeSet<_>>().into_iter().collect()
            }
            false => state.names.iter().cloned().collect(),
        });
        for name in changed {
            if !state.wants(&name) || state.due.contains(&name) {
                continue;
            }
            match (before.get(type_url, &name), source.get(type_url, &name)) {
                (Some(old), Some(new)) if old.version == new.version && !state.held.contains_key(&name) => {}
                (_, Some(new)) => {
                    state.held.remove(&name);
                    self.send.push(new);
                }
                (Some(old), None) if order::is_removed(type_url) => {
                    state.held.insert(name, Some(old));
                }
                _ => {}
            }
        }
    }

    /// What is answered whatever the client has.
    fn due<S: Source>(&mut self, type_url: &str, state: &mut State<S>, source: &S) {
        for name in std::mem::take(&mut state.due) {
            state.held.remove(&name);
            match source.get(type_url, &name).or_else(|| source.absent(type_url, &name)) {
                Some(one) => self.send.push(one),
                None => self.remove.push(name),
            }
        }
    }
}
