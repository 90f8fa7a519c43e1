//! What is kept in a Secret, and what strangers may put there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use certs::{Authority, CertsError, Data, Key, Names, Plan, State, Step, ca_bundle, entry, take};

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn states() -> [State; 3] {
    let names = Names::of_service("outrigger", "istio-system").unwrap();
    let next = |step: Step, state: Option<&State>| {
        take(&step, state, "outrigger", &names, &Plan::default(), now()).unwrap()
    };
    let fresh = next(Step::Begin, None);
    let published = next(Step::PublishNext, Some(&fresh));
    let switched = next(Step::Switch, Some(&published));
    [fresh, published, switched]
}

#[test]
fn what_is_written_is_read_again() {
    for (state, entries) in states().into_iter().zip([5, 8, 7]) {
        let data = state.write().unwrap();
        assert_eq!(data.len(), entries);
        assert_eq!(State::read(&data).unwrap(), Some(state.clone()));
        assert_eq!(data[entry::BUNDLE], state.bundle().into_bytes());
        assert!(!state.bundle().contains("PRIVATE"));
    }
}

#[test]
fn the_bundle_has_both_authorities_the_one_that_signs_first() {
    let [fresh, published, switched] = states();
    let bundle = |state: &State| ca_bundle::read(&state.bundle()).unwrap();
    assert_eq!(bundle(&fresh), [fresh.authority.certificate().clone()]);
    assert_eq!(bundle(&published)[..1], bundle(&fresh));
    assert_eq!(bundle(&switched)[0], bundle(&published)[1]);
    assert_eq!(bundle(&switched)[1], bundle(&published)[0]);
    assert_eq!(ca_bundle::write(&[bundle(&switched), bundle(&fresh)].concat()), switched.bundle());
}

#[test]
fn an_empty_secret_is_none_of_ours() {
    assert_eq!(State::read(&Data::new()).unwrap(), None);
    let empty = Data::from([("tls.crt".to_owned(), vec![]), ("tls.key".to_owned(), vec![])]);
    assert_eq!(State::read(&empty).unwrap(), None);
}

#[test]
fn damage_is_reported() {
    let [fresh, published, switched] = states();
    let stranger = Authority::create("stranger", now(), Duration::from_secs(3600)).unwrap();
    let strange_key = stranger.key().pem();
    let strange = stranger.certificate().pem();
    let leaf = fresh.leaf.certificate().pem();
    let leaf_key = fresh.leaf.key().pem();
    type Change<'a> = (&'a State, &'a [(&'a str, Option<&'a str>)], &'a str);
    let rows: &[Change<'_>] = &[
        (&fresh, &[("signing-ca.key", None)], "the entry \"signing-ca.key\" is missing"),
        (&fresh, &[("tls.crt", None)], "the entry \"tls.crt\" is missing"),
        (&fresh, &[("tls.key", Some(strange_key))], "the key is not the certificate's"),
        (&fresh, &[("signing-ca.crt", Some(strange))], "the key is not the certificate's"),
        (
            &fresh,
            &[("signing-ca.crt", Some(leaf)), ("signing-ca.key", Some(leaf_key))],
            "none of a certificate authority",
        ),
        (&fresh, &[("tls.crt", Some(strange_key))], "wrong pem type: \"PRIVATE KEY\""),
        (
            &fresh,
            &[("tls.crt", Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))],
            "invalid x509",
        ),
        (
            &fresh,
            &[("tls.crt", Some("-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"))],
            "is not PEM",
        ),
        (&fresh, &[("tls.crt", Some("-----BEGIN CERTIFICATE-----\nAAAA"))], "is not PEM"),
        (&published, &[("next-ca.key", None)], "\"next-ca.key\" is missing"),
        (&published, &[("next-ca.since", None)], "\"next-ca.since\" is missing"),
        (&published, &[("next-ca.since", Some("-1"))], "is not a time in seconds"),
        (&published, &[("next-ca.since", Some("99999999999999999999"))], "is not a time in seconds"),
        (&switched, &[("previous-ca.since", Some(""))], "is not a time in seconds"),
        (&switched, &[("previous-ca.crt", Some(""))], "the previous certificate authority is not PEM"),
    ];
    for (state, changes, want) in rows {
        let mut data = state.write().unwrap();
        for (entry, text) in *changes {
            match text {
                Some(text) => drop(data.insert((*entry).to_owned(), text.as_bytes().to_vec())),
                None => drop(data.remove(*entry)),
            }
        }
        let error = State::read(&data).unwrap_err().to_string();
        assert!(error.contains(want), "{changes:?}: {error}");
    }
}

#[test]
fn a_bundle_is_refused_with_istios_words() {
    let authority = Authority::create("a", now(), Duration::from_secs(3600)).unwrap();
    let good = authority.certificate().pem();
    let key = authority.key().pem();
    let broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    let public = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n";
    for (text, want) in [
        (String::new(), "could not decode pem"),
        ("not pem".to_owned(), "could not decode pem"),
        ("-----BEGIN CERTIFICATE-----\n".to_owned(), "could not decode pem"),
        ("-----BEGIN ".repeat(50_000), "could not decode pem"),
        (public.to_owned(), "cert contains wrong pem type: \"PUBLIC KEY\""),
        (broken.to_owned(), "cert contains invalid x509 certificate: "),
        (format!("{good}{broken}"), "cert contains invalid x509 certificate: "),
        (format!("{good}{key}"), "there is a private key in the CA bundle"),
        ("a".repeat((1 << 20) + 1), "the CA bundle has 1048577 bytes"),
    ] {
        let error = ca_bundle::read(&text).unwrap_err().to_string();
        assert!(error.starts_with(want), "{error}");
    }
    let comments = format!("Subject: a\r\n{}\nend\n", good.replace('\n', "\r\n"));
    assert_eq!(ca_bundle::read(&comments).unwrap(), [authority.certificate().clone()]);
}

#[test]
fn cut_and_flipped_certificates_never_panic() {
    let [fresh, ..] = states();
    let pem = fresh.leaf.certificate().pem();
    for cut in 0..pem.len() - "-----END CERTIFICATE-----\n".len() {
        assert!(ca_bundle::read(&pem[..cut]).is_err(), "{cut}");
    }
    let parts: Vec<&str> = pem.lines().collect();
    let body = parts[1..parts.len() - 1].concat();
    for place in 0..body.len() {
        let mut changed = body.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let text = String::from_utf8(changed).unwrap();
        let text = format!("{}\n{text}\n{}\n", parts[0], parts[parts.len() - 1]);
        // It may be readable still; what it says is then not signed, or the same (the outer algorithm is said twice).
        if let Ok(read) = ca_bundle::read(&text) {
            let (read, leaf) = (&read[0], fresh.leaf.certificate());
            let same = (&read.names, read.not_before, read.not_after, read.is_authority)
                == (&leaf.names, leaf.not_before, leaf.not_after, leaf.is_authority);
            assert!(same || !read.is_signed_by(fresh.authority.certificate()), "{place}");
        }
    }
}

#[test]
fn a_leaf_does_not_outlive_its_authority() {
    let authority = Authority::create("a", now(), Duration::from_secs(3600)).unwrap();
    let names = Names::of_service("s", "n").unwrap();
    let leaf = authority.issue(&names, now(), Duration::from_secs(7200)).unwrap();
    assert_eq!(leaf.certificate().not_after, authority.certificate().not_after);
    assert!(leaf.certificate().is_valid_at(now()) && !leaf.certificate().is_authority);
    assert_eq!(leaf.certificate().names, names.dns());
    assert!(matches!(
        Authority::from_pem(leaf.certificate().pem(), leaf.key().pem()),
        Err(CertsError::NoAuthority { .. })
    ));
    assert!(Key::from_pem(leaf.certificate().pem(), "the key").is_err());
}
