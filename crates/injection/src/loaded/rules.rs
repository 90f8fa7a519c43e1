//! Rules of the injection config that decide nothing, as they cannot be used.

use super::note::LoadNote;
use crate::config::{Config, Selector};
use crate::decide::{Policy, Reason};

/// An unknown policy, and the selectors that match nothing because they are wrong.
pub fn unusable(config: &Config) -> Vec<LoadNote> {
    let rules = match config {
        Config::Today(config) => &config.rules,
        Config::Legacy(config) => &config.rules,
    };
    let policy = match &rules.policy {
        Policy::Unknown(policy) if !policy.is_empty() => Some(Reason::PolicyUnknown(policy.clone())),
        // Of a config without a policy only the templates may be wanted.
        Policy::Unknown(_) | Policy::Enabled | Policy::Disabled => None,
    };
    let lists = [("neverInjectSelector", &rules.never), ("alwaysInjectSelector", &rules.always)];
    let selectors = lists.into_iter().flat_map(|(list, selectors)| {
        selectors.iter().enumerate().filter_map(move |(i, selector)| match selector {
            Selector::Invalid(cause) => Some(Reason::InvalidSelector(list, i, cause.clone())),
            Selector::Empty | Selector::Requirements(_) => None,
        })
    });
    policy.into_iter().chain(selectors).map(LoadNote::Rule).collect()
}
