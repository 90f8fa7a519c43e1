//! When which certificate is replaced: a pure function of what is kept and the time.
//!
//! An authority is replaced in four steps, so that at no time a leaf is served which somebody does not trust: publish the
//! new one beside the old one; wait until everybody trusts both; sign the leaf anew with the new one; when no leaf of the
//! old one is served any more, drop it.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::{Authority, Beside, CertsError, Names, State, times};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// How long things are valid, and how long before their end they are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How long a new authority is valid.
    pub authority_validity: Duration,
    /// How long before its end an authority is replaced.
    pub authority_renewal: Duration,
    /// How long a new leaf is valid.
    pub leaf_validity: Duration,
    /// How long before its end a leaf is replaced.
    pub leaf_renewal: Duration,
    /// How long a new authority is published before it signs, and an old one after it has signed: the longest time that
    /// publishing, and a replica's taking over a new leaf, can take.
    pub overlap: Duration,
}

impl Default for Plan {
    /// Authorities of a year, replaced 90 days before their end; leaves of 30 days, replaced 10 days before; a day of
    /// overlap.
    fn default() -> Plan {
        Plan {
            authority_validity: 365 * DAY,
            authority_renewal: 90 * DAY,
            leaf_validity: 30 * DAY,
            leaf_renewal: 10 * DAY,
            overlap: 24 * HOUR,
        }
    }
}

impl Plan {
    /// Whether the durations leave no time without a valid certificate.
    ///
    /// # Errors
    /// They do not.
    pub fn check(&self) -> Result<(), CertsError> {
        let wrong = |cause| Err(CertsError::Plan { cause });
        if self.overlap.is_zero() {
            return wrong("the overlap is zero");
        }
        if self.leaf_renewal >= self.leaf_validity {
            return wrong("a leaf would be renewed as soon as it is made");
        }
        let replacing = self.overlap.saturating_mul(2).saturating_add(self.leaf_validity);
        if self.authority_renewal < replacing {
            return wrong(
                "an authority must be replaced earlier than two overlaps and a leaf's validity before its end",
            );
        }
        if self.authority_validity <= self.authority_renewal.saturating_add(replacing) {
            return wrong("an authority must be valid for longer than it takes to replace it twice");
        }
        Ok(())
    }
}

/// What has to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing before this time.
    Wait {
        /// When to ask again.
        until: SystemTime,
    },
    /// Make everything anew: there is nothing, or nothing that could still be trusted.
    Begin,
    /// Publish a new authority beside the one that signs.
    PublishNext,
    /// Let the next authority sign, and serve a leaf of it.
    Switch,
    /// Publish the authority that signed before no longer.
    DropPrevious,
    /// Serve a new leaf of the same authority.
    RenewLeaf,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Wait { .. } => "nothing to do yet",
            Step::Begin => "make a certificate authority and a certificate",
            Step::PublishNext => "publish the next certificate authority beside the current one",
            Step::Switch => "sign with the next certificate authority",
            Step::DropPrevious => "drop the previous certificate authority",
            Step::RenewLeaf => "renew the certificate",
        })
    }
}

/// What has to be done now, given what is kept and the names that are to be served. Asked again after each step, until
/// it says [`Step::Wait`].
///
/// A caller that knows whether the bundle is published everywhere may put [`Step::Switch`] off until it is.
pub fn next_step(state: Option<&State>, names: &Names, plan: &Plan, now: SystemTime) -> Step {
    let Some(state) = state else { return Step::Begin };
    let authority = state.authority.certificate();
    let (step, at) = match &state.beside {
        // Nobody trusts an authority beyond its end, nor what it signs; there is nothing to be careful with.
        _ if authority.not_after < now && !next_is_valid(state, now) => return Step::Begin,
        None => (Step::PublishNext, times::before(authority.not_after, plan.authority_renewal)),
        // Whatever time is kept in `since`, the end of the old authority is the latest.
        Some(Beside::Next { since, .. }) => {
            (Step::Switch, times::after(*since, plan.overlap).min(authority.not_after))
        }
        Some(Beside::Previous { certificate, since }) => {
            (Step::DropPrevious, times::after(*since, plan.overlap).min(certificate.not_after))
        }
    };
    if at <= now {
        return step;
    }
    let leaf = leaf_due(state, names, plan);
    if leaf <= now { Step::RenewLeaf } else { Step::Wait { until: leaf.min(at) } }
}

fn next_is_valid(state: &State, now: SystemTime) -> bool {
    matches!(&state.beside, Some(Beside::Next { authority, .. }) if authority.certificate().not_after >= now)
}

/// When the leaf has to be replaced; in the past if it does not fit.
fn leaf_due(state: &State, names: &Names, plan: &Plan) -> SystemTime {
    let (leaf, authority) = (state.leaf.certificate(), state.authority.certificate());
    let fits = names.dns().iter().all(|n| leaf.names.contains(n)) && leaf.is_signed_by(authority);
    if !fits {
        return SystemTime::UNIX_EPOCH;
    }
    // A leaf that ends with its authority cannot be made to last longer.
    if leaf.not_after >= authority.not_after {
        return authority.not_after;
    }
    times::before(leaf.not_after, plan.leaf_renewal)
}

/// Does a step, and gives what is to be kept from now on.
///
/// `subject` names new authorities.
///
/// # Errors
/// The step is none for this state, the time cannot be expressed, or there are no random numbers.
pub fn take(
    step: &Step,
    state: Option<&State>,
    subject: &str,
    names: &Names,
    plan: &Plan,
    now: SystemTime,
) -> Result<State, CertsError> {
    let now = times::whole(now)?;
    let issue = |authority: &Authority| authority.issue(names, now, plan.leaf_validity);
    let create = || Authority::create(subject, now, plan.authority_validity);
    let wrong = || CertsError::Step { step: step.to_string() };
    if *step == Step::Begin {
        let authority = create()?;
        return Ok(State { leaf: issue(&authority)?, authority, beside: None });
    }
    let state = state.ok_or_else(wrong)?;
    match (step, &state.beside) {
        (Step::Wait { .. }, _) => Ok(state.clone()),
        (Step::RenewLeaf, _) => Ok(State { leaf: issue(&state.authority)?, ..state.clone() }),
        (Step::PublishNext, None) => {
            let beside = Some(Beside::Next { authority: create()?, since: now });
            Ok(State { beside, ..state.clone() })
        }
        (Step::Switch, Some(Beside::Next { authority, .. })) => {
            let previous = state.authority.certificate().clone();
            Ok(State {
                leaf: issue(authority)?,
                authority: authority.clone(),
                beside: Some(Beside::Previous { certificate: previous, since: now }),
            })
        }
        (Step::DropPrevious, Some(Beside::Previous { .. })) => Ok(State { beside: None, ..state.clone() }),
        _ => Err(wrong()),
    }
}
