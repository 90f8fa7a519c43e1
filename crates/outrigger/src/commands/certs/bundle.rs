//! Where a CA bundle comes from.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cluster::{Object, kinds};

use crate::access::AccessFlags;
use crate::failure::Failure;
use crate::sources::{display, read_text};

/// Where the API server's own settings are.
const AUTHENTICATION: Object<'static> = Object {
    kind: kinds::CONFIG_MAP,
    namespace: Some("kube-system"),
    name: "extension-apiserver-authentication",
};
const CLIENT_CA: &str = "client-ca-file";

/// The CA bundle in PEM, known to be one: from a file, or the CA of the cluster's clients, which is what the old script
/// took for the signer's.
///
/// Source: Istio 0.5 webhook-patch-ca-bundle.sh.
///
/// # Errors
/// There is none, or it is no CA bundle.
pub fn bundle(file: Option<&Path>, access: &AccessFlags) -> Result<String, Failure> {
    let (text, place) = match file {
        Some(path) => (of_file(&read_text(path)?).map_err(|e| e.at(display(path)))?, display(path)),
        None => {
            (of_cluster(access)?, AUTHENTICATION.kind.object(AUTHENTICATION.namespace, AUTHENTICATION.name))
        }
    };
    certs::ca_bundle::read(&text).map_err(|e| Failure::new(e).at(place))?;
    Ok(text)
}

/// PEM as it is, or the entry `ca.crt` of a manifest with a Secret.
fn of_file(text: &str) -> Result<String, Failure> {
    let Some(secret) = kubeyaml::read(text).ok().filter(|d| d.str_at(&["kind"]) == Some("Secret")) else {
        return Ok(text.to_owned());
    };
    let wrong = |cause: &str| Failure::new(format!("the Secret's entry \"ca.crt\" {cause}"));
    let encoded = secret.str_at(&["data", "ca.crt"]).ok_or_else(|| {
        wrong("is missing")
            .hint("give the CA's certificate in PEM; not every signer gives it with what it signs")
    })?;
    let bytes = STANDARD.decode(encoded).map_err(|_| wrong("is no base64"))?;
    String::from_utf8(bytes).map_err(|_| wrong("is no text"))
}

fn of_cluster(access: &AccessFlags) -> Result<String, Failure> {
    let found = access.run(async |cluster| cluster.get(AUTHENTICATION).await)?;
    let text = found.as_ref().and_then(|object| object.at(&["data", CLIENT_CA]).as_str().map(str::to_owned));
    text.ok_or_else(|| {
        let object = AUTHENTICATION.kind.object(AUTHENTICATION.namespace, AUTHENTICATION.name);
        Failure::new(format!("there is no {CLIENT_CA:?} in {object}"))
            .hint("name the CA bundle with --ca-file")
    })
}

/// The bundle as manifests have it: one line of base64.
pub fn encoded(bundle: &str) -> String {
    STANDARD.encode(bundle)
}

/// Replaces the one placeholder; every other `$` stays, unlike with `envsubst`. Gives how often it was there, too.
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
            ("kind: Secret\ndata: {ca.crt: '?'}", Err("error: the Secret's entry \"ca.crt\" is no base64")),
            ("kind: Secret\ndata: {ca.crt: /w==}", Err("error: the Secret's entry \"ca.crt\" is no text")),
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
