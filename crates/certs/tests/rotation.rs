//! Rotation, played through: each leaf that is served is verified, by another library, against what is published.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::VecDeque;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use certs::{Authority, Beside, Names, Plan, State, Step, ca_bundle, next_step, take};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn names() -> Names {
    Names::of_service("outrigger", "istio-system").unwrap()
}

fn step(state: Option<&State>, plan: &Plan, now: SystemTime) -> Step {
    next_step(state, &names(), plan, now)
}

fn done(step: &Step, state: Option<&State>, plan: &Plan, now: SystemTime) -> State {
    take(step, state, "outrigger istio-system", &names(), plan, now).unwrap()
}

fn begun(plan: &Plan, now: SystemTime) -> State {
    done(&Step::Begin, None, plan, now)
}

/// Verifies as an API server does: chain, time, name and purpose.
fn verify(leaf: &[u8], bundle: &str, now: SystemTime) -> Result<(), String> {
    let authorities: Vec<_> =
        ca_bundle::read(bundle).unwrap().iter().map(|c| CertificateDer::from(c.der().to_vec())).collect();
    let anchors: Vec<_> = authorities.iter().map(|c| anchor_from_trusted_cert(c).unwrap()).collect();
    let der = CertificateDer::from(leaf.to_vec());
    let leaf = EndEntityCert::try_from(&der).map_err(|e| e.to_string())?;
    let time = UnixTime::since_unix_epoch(now.duration_since(UNIX_EPOCH).unwrap());
    leaf.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &anchors,
        &[],
        time,
        KeyUsage::server_auth(),
        None,
        None,
    )
    .map_err(|e| e.to_string())?;
    let host = ServerName::try_from("outrigger.istio-system.svc").unwrap();
    leaf.verify_is_valid_for_subject_name(&host).map_err(|e| e.to_string())
}

/// Random numbers that are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// What was kept, and since when.
struct History(VecDeque<(SystemTime, State)>);

impl History {
    /// What somebody sees who is so late.
    fn seen(&self, now: SystemTime, late: Duration) -> &State {
        let then = now - late;
        let seen = self.0.iter().rev().find(|(since, _)| *since <= then);
        &seen.unwrap_or_else(|| self.0.front().unwrap()).1
    }
}

#[test]
fn a_late_replica_trusts_what_is_served() {
    let plan = Plan { overlap: 3 * HOUR, ..Plan::default() };
    plan.check().unwrap();
    for seed in 1..=2 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ seed);
        let mut now = start();
        let mut history = History(VecDeque::from([(now, begun(&plan, now))]));
        let mut taken = [0; 4];
        while now < start() + 4 * 365 * DAY {
            // Replicas look at different times, and their clocks differ by minutes.
            now += Duration::from_secs(dice.below(6 * 3600) + 1);
            let clock = now + 4 * MINUTE - Duration::from_secs(dice.below(480));
            loop {
                let state = history.0.back().unwrap().1.clone();
                let step = step(Some(&state), &plan, clock);
                taken[match step {
                    Step::Wait { until } => {
                        assert!(until > clock);
                        break;
                    }
                    Step::PublishNext => 0,
                    Step::Switch => 1,
                    Step::DropPrevious => 2,
                    Step::RenewLeaf => 3,
                    Step::Begin => panic!("nothing is lost in a life without accidents"),
                }] += 1;
                history.0.push_back((now, done(&step, Some(&state), &plan, clock)));
                while history.0.len() > 8 {
                    history.0.pop_front();
                }
            }
            // A replica that serves what was kept some time ago, an API server that trusts what was published then.
            for _ in 0..2 {
                let late = |dice: &mut Dice| Duration::from_secs(dice.below(3 * 3600 - 600));
                let (leaf, bundle) = (late(&mut dice), late(&mut dice));
                let served = history.seen(now, leaf).leaf.certificate().der();
                let published = history.seen(now, bundle).bundle();
                verify(served, &published, now).unwrap_or_else(|e| {
                    panic!("seed {seed}, leaf {leaf:?} late, bundle {bundle:?} late, taken {taken:?}: {e}")
                });
            }
        }
        assert_eq!(taken[0], 5, "authorities in four years");
        assert_eq!((taken[1], taken[2]), (5, 5));
        assert!((60..=75).contains(&taken[3]), "{taken:?}");
    }
}

#[test]
fn the_next_step_follows_from_what_is_kept_and_the_time() {
    let plan = Plan::default();
    let now = start();
    let fresh = begun(&plan, now);
    let due = now + 275 * DAY;
    let with_next = done(&Step::PublishNext, Some(&fresh), &plan, due);
    let switched = done(&Step::Switch, Some(&with_next), &plan, due + DAY);
    let dropped = done(&Step::DropPrevious, Some(&switched), &plan, due + 2 * DAY);
    let wait = |until| Step::Wait { until };
    // A leaf is renewed 20 days after it was made.
    let renewed = |at| done(&Step::RenewLeaf, Some(&fresh), &plan, at);
    let rows = [
        ("nothing is there", None, now, Step::Begin),
        ("all is fresh", Some(fresh.clone()), now, wait(now + 20 * DAY)),
        ("the clock went back", Some(fresh.clone()), now - DAY, wait(now + 20 * DAY)),
        ("the leaf ends soon", Some(fresh.clone()), now + 20 * DAY, Step::RenewLeaf),
        ("the leaf has ended", Some(fresh.clone()), now + 31 * DAY, Step::RenewLeaf),
        ("the leaf was renewed", Some(renewed(now + 20 * DAY)), now + 20 * DAY, wait(now + 40 * DAY)),
        ("the authority ends in three months", Some(renewed(due - DAY)), due, Step::PublishNext),
        ("before that", Some(renewed(due - DAY)), due - DAY, wait(due)),
        ("everything is old, but trusted", Some(fresh.clone()), now + 364 * DAY, Step::PublishNext),
        ("everything is over", Some(fresh.clone()), now + 366 * DAY, Step::Begin),
        ("not everybody may trust the next one", Some(with_next.clone()), due + DAY - HOUR, Step::RenewLeaf),
        ("the next one is trusted", Some(with_next.clone()), due + DAY, Step::Switch),
        ("it sat too long, the old one is over", Some(with_next.clone()), now + 366 * DAY, Step::Switch),
        ("both are over", Some(with_next), now + 900 * DAY, Step::Begin),
        ("old leaves may be served", Some(switched.clone()), due + 2 * DAY - HOUR, wait(due + 2 * DAY)),
        ("no old leaf is served", Some(switched.clone()), due + 2 * DAY, Step::DropPrevious),
        ("the old one is over", Some(switched), due + 100 * DAY, Step::DropPrevious),
        ("all is done", Some(dropped), due + 2 * DAY, wait(due + 21 * DAY)),
    ];
    for (what, state, now, want) in rows {
        assert_eq!(step(state.as_ref(), &plan, now), want, "{what}");
    }
}

#[test]
fn a_leaf_that_does_not_fit_is_replaced_at_once() {
    let plan = Plan::default();
    let now = start();
    let state = begun(&plan, now);
    let other = Names::of_service("injector", "istio-system").unwrap();
    assert_eq!(next_step(Some(&state), &other, &plan, now), Step::RenewLeaf, "another service");
    let stranger = Authority::create("outrigger istio-system", now, 365 * DAY).unwrap();
    let foreign = State { leaf: stranger.issue(&names(), now, 30 * DAY).unwrap(), ..state };
    assert_eq!(step(Some(&foreign), &plan, now), Step::RenewLeaf, "somebody else's signature");
    let mended = done(&Step::RenewLeaf, Some(&foreign), &plan, now);
    verify(foreign.leaf.certificate().der(), &foreign.bundle(), now).unwrap_err();
    verify(mended.leaf.certificate().der(), &mended.bundle(), now).unwrap();
}

#[test]
fn times_that_were_tampered_with_do_not_stop_rotation() {
    let plan = Plan::default();
    let now = start();
    let state = done(&Step::PublishNext, Some(&begun(&plan, now)), &plan, now);
    let Some(Beside::Next { authority, .. }) = &state.beside else { panic!() };
    let far = UNIX_EPOCH + Duration::from_secs(250_000_000_000);
    let state =
        State { beside: Some(Beside::Next { authority: authority.clone(), since: far }), ..state.clone() };
    let end = state.authority.certificate().not_after;
    assert_eq!(step(Some(&state), &plan, end), Step::Switch);
    let old = UNIX_EPOCH + Duration::from_secs(1);
    assert_eq!(step(Some(&begun(&plan, now)), &plan, old), Step::Wait { until: now + 20 * DAY });
}

#[test]
fn steps_that_do_not_fit_are_refused() {
    let plan = Plan::default();
    let now = start();
    let state = begun(&plan, now);
    for (step, state) in [
        (Step::RenewLeaf, None),
        (Step::Switch, Some(&state)),
        (Step::DropPrevious, Some(&state)),
        (Step::PublishNext, Some(&done(&Step::PublishNext, Some(&state), &plan, now))),
    ] {
        let error = take(&step, state, "x", &names(), &plan, now).unwrap_err().to_string();
        assert!(error.ends_with("does not fit what is kept"), "{error}");
    }
    for clock in [UNIX_EPOCH - DAY, UNIX_EPOCH + Duration::from_secs(300_000_000_000)] {
        assert_eq!(take(&Step::Begin, None, "x", &names(), &plan, clock), Err(certs::CertsError::Time));
    }
}

#[test]
fn durations_that_leave_a_gap_are_refused() {
    let good = Plan::default();
    good.check().unwrap();
    for (plan, want) in [
        (Plan { overlap: Duration::ZERO, ..good.clone() }, "the overlap"),
        (Plan { leaf_renewal: good.leaf_validity, ..good.clone() }, "a leaf would"),
        (Plan { authority_renewal: 30 * DAY, ..good.clone() }, "must be replaced earlier"),
        (Plan { authority_validity: 100 * DAY, ..good.clone() }, "must be valid for longer"),
        (Plan { overlap: Duration::MAX, ..good }, "must be replaced earlier"),
    ] {
        let error = plan.check().unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }
}
