//! What an authority answers, read as a workload reads it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use identity::{Ca, ChainError, Issued, Key, KeyType, Notice, Pair, Roots, SpiffeId, csr};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn id() -> SpiffeId {
    "spiffe://cluster.local/ns/default/sa/sleep".parse().unwrap()
}

fn ca() -> Ca {
    Ca::create(id().trust_domain(), start() - DAY).unwrap()
}

/// A key, and what an authority answers for it.
fn signed(ca: &Ca) -> (Key, Vec<String>) {
    let key = Key::generate().unwrap();
    let chain = ca.sign(&csr::create(Some(&id()), &key).unwrap(), &id(), start(), None).unwrap();
    (key, chain)
}

#[test]
fn what_was_issued_is_served_whole() {
    let (key, chain) = signed(&ca());
    let issued = Issued::read(&chain, key.clone(), Some(&id()), start()).unwrap();
    assert_eq!(issued.pair.chain(), chain.concat());
    assert_eq!(issued.pair.key(), &key);
    assert_eq!(issued.pair.uris(), [id().to_string()]);
    assert_eq!(issued.pair.not_after(), start() + DAY);
    assert_eq!(issued.pair.not_before(), start() - Duration::from_secs(120));
    assert_eq!(issued.roots.pem(), chain[1]);
    assert_eq!(issued.notices, []);
}

#[test]
fn what_cannot_be_used_is_refused() {
    let ours = ca();
    let (key, chain) = signed(&ours);
    let (other_key, other) = signed(&ca());
    let read = |elements: &[&str], key: &Key, after: Duration| {
        let elements: Vec<String> = elements.iter().map(|element| (*element).to_owned()).collect();
        Issued::read(&elements, key.clone(), Some(&id()), start() + after)
            .map(|_| ())
            .map_err(|e| e.to_string())
    };
    let (leaf, root) = (&*chain[0], &*chain[1]);
    let cases: [(&str, &[&str], &Key, Duration, &str); 12] = [
        ("nothing", &[], &key, DAY / 2, "answered with 0 certificates"),
        ("the leaf alone", &[leaf], &key, DAY / 2, "answered with 1 certificates"),
        ("too many", &[root; 33], &key, DAY / 2, "more than 32"),
        ("another key", &[leaf, root], &other_key, DAY / 2, "not of the key"),
        ("the root first", &[root, leaf], &key, DAY / 2, "which is not in the bundle"),
        ("another root", &[leaf, &other[1]], &key, DAY / 2, "which is not in the bundle"),
        ("at its end", &[leaf, root], &key, DAY, ""),
        ("past its end", &[leaf, root], &key, DAY + Duration::from_secs(1), "has expired"),
        ("no PEM", &["x", root], &key, DAY / 2, "could not decode pem"),
        ("a key as a certificate", &[key.pem(), root], &key, DAY / 2, "wrong pem type"),
        ("no root", &[leaf, ""], &key, DAY / 2, "could not decode pem"),
        ("a bundle of roots", &[leaf, &[&*other[1], root].concat()], &key, DAY / 2, ""),
    ];
    for (case, elements, key, after, want) in cases {
        match read(elements, key, after) {
            Ok(()) => assert_eq!(want, "", "{case}"),
            Err(error) => assert!(!want.is_empty() && error.contains(want), "{case}: {error}"),
        }
    }
}

#[test]
fn what_is_odd_is_said_and_used() {
    let (key, chain) = signed(&ca());
    let asked: SpiffeId = "spiffe://cluster.local/ns/default/sa/other".parse().unwrap();
    let early = start() - Duration::from_secs(3600);
    let issued = Issued::read(&chain, key, Some(&asked), early).unwrap();
    let [Notice::NotYetValid { .. }, Notice::Name { .. }] = &issued.notices[..] else {
        panic!("{:?}", issued.notices)
    };
    assert!(issued.notices[1].to_string().contains("/sa/sleep; spiffe://"), "{}", issued.notices[1]);
}

#[test]
fn mounted_files_are_read_past_what_else_is_in_them() {
    let (key, chain) = signed(&ca());
    let both = format!("a comment\n{}{}", key.pem(), chain.concat());
    let pair = Pair::read(&both, &both).unwrap();
    assert_eq!((pair.chain(), pair.key()), (&*chain.concat(), &key));
    let (other, _) = signed(&ca());
    assert_eq!(Pair::read(&chain.concat(), other.pem()), Err(ChainError::Key));
    for (chain, key) in [("", key.pem()), (&*chain[0], ""), (key.pem(), key.pem()), (&chain[0], &chain[0])] {
        assert!(Pair::read(chain, key).is_err());
    }
}

#[test]
fn roots_are_joined_each_once() {
    let (one, two) = (signed(&ca()).1.remove(1), signed(&ca()).1.remove(1));
    let roots = |text: &str| Roots::read(text).unwrap();
    let joined = roots(&one).and(&roots(&format!("{two}{one}")));
    assert_eq!(joined.pem(), format!("{one}{two}"));
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let some = roots(&format!("{broken}{one}"));
    assert_eq!((some.pem(), some.unreadable()), (one, 1));
    assert!(Roots::read("nothing").is_err() && Roots::read(broken).is_err());
}

#[test]
fn no_key_is_shown() {
    for kind in [KeyType::EcdsaP256, KeyType::Rsa2048] {
        let key = Key::generate_of(kind).unwrap();
        let chain = ca().sign(&csr::create(Some(&id()), &key).unwrap(), &id(), start(), None).unwrap();
        let shown = format!("{:?}", Issued::read(&chain, key.clone(), Some(&id()), start()).unwrap());
        let secret = key.pem().lines().nth(1).unwrap();
        assert!(shown.contains("Key(…)") && !shown.contains(secret), "{shown}");
    }
}
