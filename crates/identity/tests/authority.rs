//! The authority: what it signs is verified by another library, and what it refuses is refused for its reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use certs::{Authority, Certificate, Data, Key, KeyForm, KeyType, Names};
use identity::service::{self, Code, Request};
use identity::{AuthorityError, Ca, Caller, DEFAULT_LIFETIME, MAX_LIFETIME, SpiffeId, TrustDomain, csr};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyUsagePurpose, SanType};
use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer;

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_000_000)
}

fn domain() -> TrustDomain {
    TrustDomain::new("cluster.local").unwrap()
}

fn id() -> SpiffeId {
    SpiffeId::new(domain(), "default", "sleep").unwrap()
}

fn ca() -> Ca {
    Ca::create(&domain(), start()).unwrap()
}

fn request() -> String {
    csr::create(Some(&id()), &Key::generate().unwrap()).unwrap()
}

/// Verifies as Envoy does: path, time, and either purpose.
fn verify(chain: &[String], now: SystemTime) -> Result<(), String> {
    let der = |text: &str| -> Vec<CertificateDer<'_>> {
        let all = Certificate::all_from_pem(text, "the chain").unwrap();
        all.iter().map(|c| CertificateDer::from(c.der().to_vec())).collect()
    };
    let (last, leading) = chain.split_last().unwrap();
    let roots = der(last);
    let anchors: Vec<_> = roots.iter().map(|root| anchor_from_trusted_cert(root).unwrap()).collect();
    let path: Vec<_> = leading.iter().flat_map(|element| der(element)).collect();
    let leaf = EndEntityCert::try_from(&path[0]).unwrap();
    let time = UnixTime::since_unix_epoch(now.duration_since(UNIX_EPOCH).unwrap());
    for usage in [KeyUsage::server_auth(), KeyUsage::client_auth()] {
        let algorithms = webpki::ALL_VERIFICATION_ALGS;
        leaf.verify_for_usage(algorithms, &anchors, &path[1..], time, usage, None, None)
            .map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn leaf(chain: &[String]) -> Certificate {
    Certificate::from_pem(&chain[0], "the leaf").unwrap()
}

#[test]
fn a_certificate_is_as_istio_signs_it() {
    let chain = ca().sign(&request(), &id(), start(), None).unwrap();
    let [_, root] = &chain[..] else { panic!("{chain:?}") };
    assert!(
        root.starts_with("-----BEGIN CERTIFICATE-----\n") && root.ends_with("-----END CERTIFICATE-----\n")
    );
    assert_eq!(verify(&chain, start()), Ok(()));
    let certificate = leaf(&chain);
    assert_eq!(certificate.uris, [id().to_string()]);
    assert_eq!((certificate.names.len(), certificate.addresses.len()), (0, 0));
    assert_eq!(certificate.not_before, start() - 120 * SECOND);
    assert_eq!(certificate.not_after, start() + DEFAULT_LIFETIME);
    assert_eq!((&*certificate.subject, &*certificate.issuer), ("", "O=cluster.local"));
    assert!(!certificate.is_authority);
    let (_, x509) = X509Certificate::from_der(certificate.der()).unwrap();
    assert!(x509.subject_alternative_name().unwrap().unwrap().critical);
    let usage = x509.key_usage().unwrap().unwrap();
    assert!(usage.critical && usage.value.digital_signature() && usage.value.key_encipherment());
    assert_eq!(usage.value.flags.count_ones(), 2);
    let purposes = x509.extended_key_usage().unwrap().unwrap().value;
    assert!(purposes.server_auth && purposes.client_auth && !purposes.any && purposes.other.is_empty());
}

#[test]
fn only_the_key_of_a_request_counts() {
    let key = Key::generate().unwrap();
    let mut params = CertificateParams::new(vec!["istiod.istio-system.svc".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, "admin");
    let admin = "spiffe://cluster.local/ns/istio-system/sa/istiod";
    params.subject_alt_names.push(SanType::URI(admin.try_into().unwrap()));
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let request = params.serialize_request(&key.signer("the key").unwrap()).unwrap().pem().unwrap();
    let chain = ca().sign(&request, &id(), start(), None).unwrap();
    let certificate = leaf(&chain);
    assert_eq!((certificate.uris.len(), &*certificate.uris[0]), (1, &*id().to_string()));
    assert!(certificate.names.is_empty() && certificate.subject.is_empty() && !certificate.is_authority);
    assert!(certificate.has_key(&key, "the key").unwrap());
    assert_eq!(verify(&chain, start()), Ok(()));
}

#[test]
fn each_kind_of_key_is_signed() {
    let ca = ca();
    for kind in [KeyType::EcdsaP256, KeyType::EcdsaP384, KeyType::Rsa2048] {
        let key = Key::generate_of(kind).unwrap();
        let chain = ca.sign(&csr::create(Some(&id()), &key).unwrap(), &id(), start(), None).unwrap();
        assert_eq!(verify(&chain, start()), Ok(()), "{kind:?}");
        assert!(leaf(&chain).has_key(&key, "the key").unwrap(), "{kind:?}");
    }
}

#[test]
fn two_certificates_of_one_request_have_different_numbers() {
    let (ca, request) = (ca(), request());
    let number = |chain: Vec<String>| {
        let certificate = leaf(&chain);
        X509Certificate::from_der(certificate.der()).unwrap().1.raw_serial().to_vec()
    };
    let sign = || number(ca.sign(&request, &id(), start(), None).unwrap());
    let (one, two) = (sign(), sign());
    assert_ne!(one, two);
    assert_eq!((one.len(), two.len()), (20, 20));
}

#[test]
fn a_lifetime_is_what_is_asked_for_within_bounds() {
    let old = Ca::create(&domain(), start() - 3650 * DAY + 30 * DAY).unwrap();
    for (ca, asked, want) in [
        (&ca(), Some(8 * SECOND), Some(8 * SECOND)),
        (&ca(), None, Some(DAY)),
        (&ca(), Some(MAX_LIFETIME), Some(MAX_LIFETIME)),
        (&ca(), Some(MAX_LIFETIME + SECOND), None),
        (&ca(), Some(Duration::MAX), None),
        (&old, Some(DAY), Some(DAY)),
        (&old, Some(60 * DAY), Some(30 * DAY)),
    ] {
        let chain = ca.sign(&request(), &id(), start(), asked);
        let lifetime = chain.as_ref().ok().map(|c| leaf(c).not_after.duration_since(start()).unwrap());
        assert_eq!(lifetime, want, "{asked:?}");
    }
    let error = ca().sign(&request(), &id(), start(), Some(MAX_LIFETIME + SECOND)).unwrap_err();
    assert_eq!(error.to_string(), "requested TTL 7776001s is greater than the max allowed TTL 7776000s");
    for now in [start() + 3651 * DAY, start() - DAY] {
        assert_eq!(ca().sign(&request(), &id(), now, None), Err(AuthorityError::Expired));
    }
}

#[test]
fn a_request_that_cannot_be_trusted_is_refused() {
    let good = request();
    let block = x509_parser::pem::parse_x509_pem(good.as_bytes()).unwrap().1.contents;
    let pem = |der: &[u8], label: &str| pem::encode(&pem::Pem::new(label, der));
    let changed = |at: usize| {
        let mut der = block.clone();
        der[at] ^= 1;
        pem(&der, "CERTIFICATE REQUEST")
    };
    let longer = [&block[..], &[0]].concat();
    let name = block.windows(5).position(|bytes| bytes == b"sleep").unwrap();
    for (case, text, want) in [
        ("nothing", String::new(), "not in PEM"),
        ("text", "certificate, please".to_owned(), "not in PEM"),
        ("a certificate", ca().roots().to_owned(), "not of a certificate request"),
        ("a key", Key::generate().unwrap().pem().to_owned(), "not of a certificate request"),
        ("cut", pem(&block[..block.len() / 2], "CERTIFICATE REQUEST"), "PKCS#10"),
        ("more", pem(&longer, "CERTIFICATE REQUEST"), "something follows"),
        ("another name, signed for the first", changed(name), "signature"),
        ("another signature", changed(block.len() - 1), "signature"),
        ("long", "x".repeat(65 * 1024), "longer than any"),
    ] {
        let error = ca().sign(&text, &id(), start(), None).unwrap_err();
        assert!(
            matches!(&error, AuthorityError::Request { cause } if cause.contains(want)),
            "{case}: {error}"
        );
    }
    // No change of a byte makes it panic, or sign for a key that did not ask.
    let key = leaf(&ca().sign(&good, &id(), start(), None).unwrap());
    for at in 0..block.len() {
        if let Ok(chain) = ca().sign(&changed(at), &id(), start(), None) {
            let (_, signed) = X509Certificate::from_der(leaf(&chain).der())
                .map(|(r, c)| (r, c.public_key().raw.to_vec()))
                .unwrap();
            let (_, asked) = X509Certificate::from_der(key.der()).unwrap();
            assert_eq!(signed, asked.public_key().raw, "byte {at}");
        }
    }
}

/// The files of an authority below a root, as `cacerts` has them.
fn plugged(kind: KeyType) -> Data {
    let params = |organization: &str| {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, organization);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.not_before = (start() - DAY).into();
        params.not_after = (start() + 100 * DAY).into();
        params
    };
    let keys = [kind, kind].map(|kind| Key::generate_of(kind).unwrap());
    let root = params("Root").self_signed(&keys[0].signer("the key").unwrap()).unwrap();
    let issuer = Issuer::new(params("Root"), keys[0].signer("the key").unwrap());
    let between = params("Intermediate").signed_by(&keys[1].signer("the key").unwrap(), &issuer).unwrap();
    let key = keys[1].in_form(KeyForm::Traditional).unwrap();
    [
        ("ca-cert.pem", between.pem()),
        ("ca-key.pem", key.pem().to_owned()),
        ("cert-chain.pem", between.pem() + &root.pem()),
        ("root-cert.pem", root.pem()),
    ]
    .map(|(entry, text)| (entry.to_owned(), text.into_bytes()))
    .into()
}

fn read(data: &Data) -> Result<Option<Ca>, AuthorityError> {
    Ca::from_secret(data, start())
}

fn failure(data: &Data) -> String {
    read(data).err().unwrap().to_string()
}

#[test]
fn an_authority_of_the_users_own_signs_whatever_its_key() {
    for kind in [KeyType::EcdsaP256, KeyType::EcdsaP384, KeyType::Rsa2048] {
        let data = plugged(kind);
        let ca = read(&data).unwrap().unwrap();
        let chain = ca.sign(&request(), &id(), start(), None).unwrap();
        let entry = |name: &str| String::from_utf8(data[name].clone()).unwrap();
        assert_eq!(chain[1..], [entry("ca-cert.pem"), entry("root-cert.pem")], "{kind:?}");
        assert_eq!(ca.roots(), entry("root-cert.pem"));
        assert_eq!(verify(&chain, start()), Ok(()), "{kind:?}");
    }
}

#[test]
fn a_secret_of_type_tls_will_do() {
    let data = plugged(KeyType::EcdsaP256);
    let renamed = |from: &str, to: &str| (to.to_owned(), data[from].clone());
    let tls: Data = [
        renamed("cert-chain.pem", "tls.crt"),
        renamed("ca-key.pem", "tls.key"),
        renamed("root-cert.pem", "ca.crt"),
    ]
    .into();
    let chain = read(&tls).unwrap().unwrap().sign(&request(), &id(), start(), None).unwrap();
    assert_eq!((chain.len(), verify(&chain, start())), (3, Ok(())));
}

#[test]
fn what_was_made_is_read_again() {
    let made = ca();
    let mut data = made.entries();
    let read_again = read(&data).unwrap().unwrap();
    assert_eq!((read_again.roots(), read_again.certificate()), (made.roots(), made.certificate()));
    assert_eq!(verify(&read_again.sign(&request(), &id(), start(), None).unwrap(), start()), Ok(()));
    // Istio's own has the certificate as root, and entries without content.
    data.insert("root-cert.pem".to_owned(), data["ca-cert.pem"].clone());
    data.insert("cert-chain.pem".to_owned(), Vec::new());
    data.insert("key.pem".to_owned(), Vec::new());
    assert_eq!(read(&data).unwrap().unwrap().roots(), made.roots());
    assert!(read(&Data::new()).unwrap().is_none());
    let empty: Data = data.keys().map(|entry| (entry.clone(), Vec::new())).collect();
    assert!(read(&empty).unwrap().is_none());
}

#[test]
fn a_secret_that_would_sign_in_vain_is_refused() {
    let good = plugged(KeyType::EcdsaP256);
    let other = plugged(KeyType::EcdsaP256);
    let with = |entry: &str, value: Vec<u8>| {
        let mut data = good.clone();
        data.insert(entry.to_owned(), value);
        failure(&data)
    };
    for (case, error, want) in [
        ("no key", with("ca-key.pem", Vec::new()), "\"ca-key.pem\" is missing"),
        ("no certificate", with("ca-cert.pem", Vec::new()), "\"ca-cert.pem\" is missing"),
        (
            "another's key",
            with("ca-key.pem", other["ca-key.pem"].clone()),
            "the key is not the certificate's",
        ),
        (
            "another's root",
            with("root-cert.pem", other["root-cert.pem"].clone()),
            "does not lead to the root",
        ),
        ("not text", with("ca-cert.pem", vec![0xff]), "is not text"),
        ("not PEM", with("ca-cert.pem", b"x".to_vec()), "there is no certificate in it"),
        ("not a key", with("ca-key.pem", good["ca-cert.pem"].clone()), "there is no block `PRIVATE KEY`"),
    ] {
        assert!(error.contains(want), "{case}: {error}");
    }
    let leaf = Authority::create("a", start(), 100 * DAY).unwrap();
    let leaf = leaf.issue(&Names::of_service("a", "b").unwrap(), start(), DAY).unwrap();
    let data: Data = [("ca-cert.pem", leaf.certificate().pem()), ("ca-key.pem", leaf.key().pem())]
        .map(|(entry, text)| (entry.to_owned(), text.as_bytes().to_vec()))
        .into();
    assert!(failure(&data).contains("none of a certificate authority"), "{}", failure(&data));
}

#[test]
fn the_control_plane_serves_with_a_certificate_of_its_own() {
    let ca = read(&plugged(KeyType::Rsa2048)).unwrap().unwrap();
    let names = Names::of_service("istiod", "istio-system").unwrap();
    let served = ca.serve(&names, start(), DAY).unwrap();
    let chain = Certificate::all_from_pem(served.chain(), "the chain").unwrap();
    let roots = Certificate::all_from_pem(ca.roots(), "the roots").unwrap();
    assert_eq!(chain.len(), 2);
    assert_eq!(certs::served::faults(&chain, &roots, "istiod.istio-system.svc", start()), []);
}

#[test]
fn the_service_answers_with_certificates_or_a_status() {
    let (ca, request_text) = (ca(), request());
    let caller = Caller { id: id(), pod: None };
    let good =
        Request { csr: &request_text, validity_duration: 3600, cert_signer: "", impersonated_identity: "" };
    let answer = |caller: Option<&Caller>, request: Request<'_>, now| {
        service::answer(&ca, caller, &request, now)
            .map(|chain| leaf(&chain).not_after.duration_since(now).unwrap().as_secs())
            .map_err(|refusal| (refusal.code, refusal.message))
    };
    let refused = |code, text: &str| Err((code, text.to_owned()));
    let late = start() + 4000 * DAY;
    let rows = [
        ("good", Some(&caller), good, start(), Ok(3600)),
        ("nothing asked", Some(&caller), Request { validity_duration: 0, ..good }, start(), Ok(86400)),
        ("less than nothing", Some(&caller), Request { validity_duration: -1, ..good }, start(), Ok(86400)),
        (
            "too long",
            Some(&caller),
            Request { validity_duration: i64::MAX, ..good },
            start(),
            refused(
                Code::InvalidArgument,
                "CSR signing error (requested TTL 9223372036854775807s is greater than the max allowed TTL 7776000s)",
            ),
        ),
        ("a stranger", None, good, start(), refused(Code::Unauthenticated, "request authenticate failure")),
        (
            "for another",
            Some(&caller),
            Request { impersonated_identity: "spiffe://cluster.local/ns/a/sa/b", ..good },
            start(),
            refused(Code::Unauthenticated, "request impersonation authentication failure"),
        ),
        (
            "another signer",
            Some(&caller),
            Request { cert_signer: "mine", ..good },
            start(),
            refused(Code::InvalidArgument, "there is no signer \"mine\": leave CertSigner out"),
        ),
        (
            "not a request",
            Some(&caller),
            Request { csr: "x", ..good },
            start(),
            refused(
                Code::InvalidArgument,
                "CSR signing error (the request for a certificate cannot be signed: it is not in PEM)",
            ),
        ),
        (
            "an old authority",
            Some(&caller),
            good,
            late,
            refused(
                Code::Internal,
                "CSR signing error (the signing certificate has expired, or the clock is wrong)",
            ),
        ),
    ];
    for (case, caller, request, now, want) in rows {
        assert_eq!(answer(caller, request, now), want, "{case}");
    }
    let impersonating = Request { impersonated_identity: "spiffe://cluster.local/ns/a/sa/b", ..good };
    let refusal = service::answer(&ca, Some(&caller), &impersonating, start()).unwrap_err();
    assert!(refusal.reason.contains("sa/sleep") && refusal.reason.contains("sa/b"), "{}", refusal.reason);
}
