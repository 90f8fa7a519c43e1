//! Where a CA bundle comes from.

use std::path::Path;

use cluster::Object;
use golang::base64;
use kubeyaml::Value;
use objects::kinds;

use crate::failure::Failure;
use crate::input::{display, read_text};
use crate::options::access::AccessFlags;

/// Where the API server's own settings are.
const AUTHENTICATION: Object<'static> = Object {
    kind: kinds::CONFIG_MAP,
    namespace: Some("kube-system"),
    name: "extension-apiserver-authentication",
};
const CLIENT_CA: &str = "client-ca-file";

/// Where to look for the CA bundle.
#[derive(Debug)]
pub enum Origin<'a> {
    /// A file.
    File(&'a Path),
    /// A Secret of the cluster: its namespace and name.
    Secret(&'a str, &'a str),
    /// The CA of the cluster's clients, which is what the old script took for the signer's.
    ///
    /// Source: Istio 0.5 webhook-patch-ca-bundle.sh.
    Clients,
}

/// The CA bundle in PEM, known to be one.
///
/// # Errors
/// There is none, or it is not a CA bundle.
pub fn bundle(origin: &Origin<'_>, access: &AccessFlags) -> Result<String, Failure> {
    let (text, place) = match origin {
        Origin::File(path) => {
            let place = display(path);
            (of_file(&read_text(path)?).map_err(|e| e.at(place.clone()))?, place)
        }
        Origin::Secret(namespace, name) => {
            let object = Object { kind: kinds::SECRET, namespace: Some(namespace), name };
            let place = object.kind.object(object.namespace, object.name);
            (of_secret(&read(object, access)?).map_err(|e| e.at(place.clone()))?, place)
        }
        Origin::Clients => {
            let place = AUTHENTICATION.kind.object(AUTHENTICATION.namespace, AUTHENTICATION.name);
            let object = read(AUTHENTICATION, access)?;
            let text = object.str_at(&["data", CLIENT_CA]).ok_or_else(|| {
                Failure::new(format!("there is no {CLIENT_CA:?} in it")).at(place.clone()).hint(REMEDY)
            })?;
            (text.to_owned(), place)
        }
    };
    certs::ca_bundle::read(&text).map_err(|e| Failure::new(e).at(place))?;
    Ok(text)
}

const REMEDY: &str = "name the CA bundle with --ca-file";

fn read(object: Object<'_>, access: &AccessFlags) -> Result<Value, Failure> {
    let what = object.kind.object(object.namespace, object.name);
    let found = access.run(async |cluster| cluster.get(object).await)?;
    found.ok_or_else(|| Failure::new(format!("there is no {what}")).hint(REMEDY))
}

/// PEM as it is, or a manifest of a Secret.
fn of_file(text: &str) -> Result<String, Failure> {
    match kubeyaml::read(text) {
        Ok(secret) if secret.str_at(&["kind"]) == Some("Secret") => of_secret(&secret),
        _ => Ok(text.to_owned()),
    }
}

fn of_secret(secret: &Value) -> Result<String, Failure> {
    let wrong = |cause: &str| Failure::new(format!("the Secret's entry \"ca.crt\" {cause}"));
    let encoded = secret.str_at(&["data", "ca.crt"]).ok_or_else(|| {
        wrong("is missing")
            .hint("give the CA's certificate with --ca-file; not every signer gives it with what it signs")
    })?;
    let bytes = base64::decode(encoded).map_err(|_| wrong("is not base64"))?;
    String::from_utf8(bytes).map_err(|_| wrong("is not text"))
}

/// The bundle as manifests have it: one line of base64.
pub fn encoded(bundle: &str) -> String {
    base64::encode(bundle)
}

/// Replaces the one placeholder; every other `$` stays, unlike with `envsubst` (COMPATIBILITY K6). Gives how often it was there, too.
pub fn replaced(text: &str, bundle: &str) -> (String, usize) {
    const PLACEHOLDER: &str = "${CA_BUNDLE}";
    (text.replace(PLACEHOLDER, &encoded(bundle)), text.matches(PLACEHOLDER).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_placeholder_is_replaced() {
        for (text, want, times) in [
            ("caBundle: ${CA_BUNDLE}\n", "caBundle: Q0E=\n", 1),
            ("$CA_BUNDLE ${HOME} $(POD) ${CA_BUNDLE_2}", "$CA_BUNDLE ${HOME} $(POD) ${CA_BUNDLE_2}", 0),
            ("a: '${CA_BUNDLE}'\nb: ${CA_BUNDLE}", "a: 'Q0E='\nb: Q0E=", 2),
            ("", "", 0),
        ] {
            assert_eq!(replaced(text, "CA"), (want.to_owned(), times), "{text}");
        }
    }

    #[test]
    fn a_secret_gives_its_ca() {
        for (text, want) in [
            ("-----BEGIN", Ok("-----BEGIN")),
            ("kind: Secret\ndata: {ca.crt: Q0E=}", Ok("CA")),
            ("kind: Secret\ndata: {tls.crt: Q0E=}", Err("error: the Secret's entry \"ca.crt\" is missing")),
            ("kind: Secret\ndata: {ca.crt: '?'}", Err("error: the Secret's entry \"ca.crt\" is not base64")),
            ("kind: Secret\ndata: {ca.crt: /w==}", Err("error: the Secret's entry \"ca.crt\" is not text")),
        ] {
            let got = of_file(text).map_err(|e| e.to_string());
            match (&got, want) {
                (Ok(got), Ok(want)) => assert_eq!(got, want),
                (Err(got), Err(want)) => assert!(got.starts_with(want), "{got}"),
                _ => panic!("{text}: {got:?}"),
            }
        }
    }
}
