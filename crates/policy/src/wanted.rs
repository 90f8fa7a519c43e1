//! What is wanted of a policy.

use kubeyaml::Value;

/// What a configuration is to be called, and for which pods.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The name of the policy.
    pub name: &'a str,
    /// The webhook configuration whose selectors count.
    pub webhooks: &'a Value,
    /// What becomes of the pods that it leaves alone.
    pub others: Others,
}

/// What becomes of pods that the policy leaves alone although the webhook would inject them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// Who creates one is warned.
    #[default]
    Warn,
    /// They are refused.
    Deny,
    /// Nobody hears of it.
    Ignore,
}
