//! `outrigger certs create`

use std::time::{Duration, SystemTime};

use certs::{Authority, Key, Leaf, Names};
use clap::Args;
use cluster::signing::SigningRequest;
use golang::base64;
use kubeyaml::Value;

use super::previous;
use crate::failure::Failure;
use crate::options::access::AccessFlags;
use crate::options::duration::duration;
use crate::options::form::Form;

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # A certificate authority of its own, whose key is thrown away
  outrigger certs create --service istio-sidecar-injector \\
    --namespace istio-system --secret sidecar-injector-certs > secret.yaml
  kubectl apply -f secret.yaml
  outrigger certs patch-ca-bundle --ca-file secret.yaml < injector.yaml \\
    | kubectl apply -f -

  # Signed by a signer of the cluster
  outrigger certs create --service istio-sidecar-injector \\
    --namespace istio-system --secret sidecar-injector-certs \\
    --signer-name example.com/internal | kubectl apply -f -

The Secret has the certificate by all names under which injectors look for it:
tls.crt, tls.key and ca.crt; cert.pem and key.pem (Istio 0.5); cert-chain.pem and \
root-cert.pem (Istio 1.0). An installation of `outrigger install` needs none of \
it.

Each run makes a new authority. If a kubeconfig is at hand, the Secret and the \
webhook configurations are looked at first: which of them trust the old authority \
is said, with the command that mends it, and a Secret that somebody else keeps is \
not replaced.";

/// Arguments of `certs create`.
#[derive(Clone, Debug, Args)]
pub struct Create {
    /// Service of the webhook.
    #[arg(long, value_name = "NAME")]
    pub service: String,
    /// Namespace of the Service and of the Secret.
    #[arg(long, value_name = "NAME")]
    pub namespace: String,
    /// Name of the Secret.
    #[arg(long, value_name = "NAME")]
    pub secret: String,
    /// Another name that the certificate is valid for; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub dns_name: Vec<String>,
    /// How long it is valid.
    #[arg(long, value_name = "DURATION", default_value = "8760h", value_parser = duration, conflicts_with = "signer_name")]
    pub validity: Duration,
    /// Signer of the cluster, asked by a CertificateSigningRequest named SERVICE.NAMESPACE; the request is approved.
    #[arg(long, visible_alias = "signerName", value_name = "SIGNER")]
    pub signer_name: Option<String>,
    /// Leave the approval to somebody else, and wait for it.
    #[arg(long, requires = "signer_name")]
    pub no_approve: bool,
    /// How long to wait for the signer.
    #[arg(long, value_name = "DURATION", default_value = "1m", value_parser = duration)]
    pub timeout: Duration,
    /// Form of the output.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "yaml")]
    pub output: Form,
    /// How the cluster is reached.
    #[command(flatten)]
    pub access: AccessFlags,
}

/// A cluster that nobody has named is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A certificate with its key, and who signed it.
struct Signed {
    chain: String,
    key: Key,
    authority: Option<String>,
}

/// Prints a Secret with a new certificate.
///
/// # Errors
/// A name cannot be used, or the cluster or signer says no.
pub fn run(options: &Create) -> Result<(), Failure> {
    let mut names = Names::of_service(&options.service, &options.namespace).map_err(Failure::new)?;
    for name in &options.dns_name {
        names = names.and(name).map_err(|e| Failure::new(format!("--dns-name: {e}")))?;
    }
    check_secret_name(&options.secret)?;
    if options.validity.is_zero() {
        return Err(Failure::new("--validity: the certificate would be over as soon as it is made"));
    }
    let notes = of_previous(options)?;
    let signed = match &options.signer_name {
        None => signed_here(options, &names)?,
        Some(signer) => signed_there(options, &names, signer)?,
    };
    if signed.authority.is_none() {
        eprintln!(
            "note: the signer gave no CA certificate, so that there is no ca.crt; give its CA to \
             `outrigger certs patch-ca-bundle --ca-file`"
        );
    }
    options.output.print(&[secret(options, &signed)])?;
    notes.iter().for_each(|note| eprintln!("note: {note}"));
    Ok(())
}

/// What is to be said of a Secret that would be replaced, if a cluster is at hand.
fn of_previous(options: &Create) -> Result<Vec<String>, Failure> {
    const UNKNOWN: &str = "the authority is new: where an earlier one is trusted, pods are refused until \
                           `outrigger certs patch-ca-bundle` has put the new one into the webhook configuration";
    if !options.access.is_at_hand() {
        return Ok(vec![UNKNOWN.to_owned()]);
    }
    let must_answer = options.access.is_given() || options.signer_name.is_some();
    let Create { service, namespace, secret, .. } = options;
    let target = previous::Target { service, namespace, secret };
    let looked = options.access.run(async |cluster| {
        let looked = previous::look(&cluster, target);
        tokio::time::timeout(PATIENCE, looked).await.ok().transpose()
    });
    match looked {
        Ok(Some(previous)) => {
            previous::refuse(&previous, target)?;
            Ok(previous::notes(&previous, target))
        }
        Err(failure) if must_answer => Err(failure),
        Ok(None) | Err(_) => Ok(vec![format!("no cluster was looked at; {UNKNOWN}")]),
    }
}

fn signed_here(options: &Create, names: &Names) -> Result<Signed, Failure> {
    let subject = format!("{}.{} certificate authority", options.service, options.namespace);
    let now = SystemTime::now();
    let authority = Authority::create(&subject, now, options.validity).map_err(Failure::new)?;
    let leaf = authority.issue(names, now, options.validity).map_err(Failure::new)?;
    Ok(Signed {
        chain: leaf.certificate().pem().to_owned(),
        key: leaf.key().clone(),
        authority: Some(authority.certificate().pem().to_owned()),
    })
}

fn signed_there(options: &Create, names: &Names, signer: &str) -> Result<Signed, Failure> {
    let key = Key::generate().map_err(Failure::new)?;
    let request = SigningRequest {
        name: format!("{}.{}", options.service, options.namespace),
        signer: signer.to_owned(),
        request: certs::request::create(names, &key).map_err(Failure::new)?,
        approve: !options.no_approve,
        patience: options.timeout,
    };
    let chain = options.access.run(async |cluster| cluster.sign(&request).await)?;
    let place = || format!("what signer {signer} gave");
    let certificates = certs::ca_bundle::read(&chain).map_err(|e| Failure::new(e).at(place()))?;
    let leaf = certificates.first().map(certs::Certificate::pem).unwrap_or_default();
    // What was signed is what was asked for, whoever else writes to the request's status.
    Leaf::from_pem(leaf, key.pem()).map_err(|e| Failure::new(e).at(place()))?;
    let authorities: Vec<_> = certificates.into_iter().filter(|c| c.is_authority).collect();
    let authority = certs::ca_bundle::write(&authorities);
    Ok(Signed { chain, key, authority: Some(authority).filter(|a| !a.is_empty()) })
}

fn secret(options: &Create, signed: &Signed) -> Value {
    let mut object = Value::Null;
    let metadata = object.map_entry("metadata");
    metadata.insert("name", options.secret.as_str());
    metadata.insert("namespace", options.namespace.as_str());
    let data = object.map_entry("data");
    let mut add = |names: [&str; 3], text: &str| {
        for name in names {
            data.insert(name, base64::encode(text));
        }
    };
    add(["tls.crt", "cert.pem", "cert-chain.pem"], &signed.chain);
    add(["tls.key", "key.pem", "key.pem"], signed.key.pem());
    if let Some(authority) = &signed.authority {
        add(["ca.crt", "root-cert.pem", "root-cert.pem"], authority);
    }
    let fields = object.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Secret");
    fields.insert("type", "kubernetes.io/tls");
    object
}

/// RFC 1123, subdomains.
fn check_secret_name(name: &str) -> Result<(), Failure> {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let fits = |part: &str| {
        !part.is_empty() && part.bytes().all(inner) && !part.starts_with('-') && !part.ends_with('-')
    };
    if name.len() <= 253 && name.split('.').all(fits) {
        return Ok(());
    }
    Err(Failure::new(format!("--secret: {name:?} is not a valid name for a Secret")))
}
