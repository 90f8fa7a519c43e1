//! A Secret that a new certificate would replace, and what trusts the authority in it.

use cluster::{Cluster, ClusterError, Object, Which};
use golang::base64;
use kubeyaml::Value;
use manifests::ownership::{self, INSTALLATION};
use objects::kinds;

use crate::failure::Failure;

/// What a certificate is made for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The Service of the webhook.
    pub service: &'a str,
    /// The namespace of the Service and of the Secret.
    pub namespace: &'a str,
    /// The Secret.
    pub secret: &'a str,
}

/// What is in the cluster.
#[derive(Clone, Debug, Default)]
pub struct Previous {
    /// The Secret; `None` if there is none.
    pub secret: Option<Value>,
    /// The MutatingWebhookConfigurations that call the Service, or trust the authority in the Secret.
    pub configurations: Vec<String>,
}

/// Looks for the Secret, and for what trusts it.
///
/// # Errors
/// The API server cannot be asked, or says no.
pub async fn look(cluster: &Cluster, target: Target<'_>) -> Result<Previous, ClusterError> {
    let secret = Object { kind: kinds::SECRET, namespace: Some(target.namespace), name: target.secret };
    let secret = cluster.get(secret).await?;
    let Target { namespace, service, .. } = target;
    let authority = secret.as_ref().and_then(authority);
    let trusting = |found: Value| {
        let trusts = trusts(&found, namespace, service, authority.as_deref());
        found.str_at(&["metadata", "name"]).filter(|_| trusts).map(str::to_owned)
    };
    let configurations = match cluster.list(kinds::MUTATING_WEBHOOK, Which::default(), trusting).await {
        // Who may not read them is told of what is known.
        Err(ClusterError::Forbidden { .. }) => Vec::new(),
        other => other?,
    };
    Ok(Previous { secret, configurations })
}

/// Refuses to replace a Secret that somebody else keeps.
///
/// # Errors
/// Somebody does.
pub fn refuse(previous: &Previous, target: Target<'_>) -> Result<(), Failure> {
    let Some(secret) = &previous.secret else { return Ok(()) };
    let place = format!("Secret {}/{}", target.namespace, target.secret);
    if secret.str_at(&["metadata", "labels", INSTALLATION]).is_some() {
        return Err(Failure::new(
            "an injector of outrigger keeps its certificate in it, and renews it itself",
        )
        .at(place)
        .hint("nothing is to be made; name another Secret with --secret"));
    }
    match ownership::of_others(secret) {
        Some(reason) => Err(Failure::new(format!("it is not to be replaced: {reason}"))
            .at(place)
            .hint("name another Secret with --secret")),
        None => Ok(()),
    }
}

/// What happens to the authority that was there, in sentences.
pub fn notes(previous: &Previous, target: Target<'_>) -> Vec<String> {
    let Target { namespace, secret, .. } = target;
    let mut notes = Vec::new();
    if previous.secret.as_ref().is_some_and(|secret| authority(secret).is_some()) {
        notes.push(format!(
            "Secret {namespace}/{secret} exists: applying this one replaces its certificate and its authority, whose key \
             is not kept"
        ));
    }
    for name in &previous.configurations {
        notes.push(format!(
            "MutatingWebhookConfiguration {name} does not trust the new authority, and pods are refused, until: outrigger \
             certs patch-ca-bundle --secret {namespace}/{secret} --webhook-config {name}"
        ));
    }
    notes
}

/// The authority in a Secret, in base64.
fn authority(secret: &Value) -> Option<String> {
    let entry = ["ca.crt", "root-cert.pem"].iter().find_map(|key| secret.str_at(&["data", key]))?;
    let pem = base64::decode(entry).ok()?;
    Some(base64::encode(pem)).filter(|text| !text.is_empty())
}

fn trusts(configuration: &Value, namespace: &str, service: &str, authority: Option<&str>) -> bool {
    configuration.items_at(&["webhooks"]).iter().any(|entry| {
        let client = entry.at(&["clientConfig"]);
        let calls = client.str_at(&["service", "name"]) == Some(service)
            && client.str_at(&["service", "namespace"]) == Some(namespace);
        let bundle = client.str_at(&["caBundle"]).filter(|bundle| !bundle.is_empty());
        (calls && bundle.is_some()) || authority.is_some_and(|authority| bundle == Some(authority))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGET: Target<'static> = Target { service: "injector", namespace: "mesh", secret: "made" };

    #[test]
    fn what_trusts_the_old_authority_is_found() {
        for (client, want) in [
            ("{caBundle: Q0E=, service: {name: injector, namespace: mesh}}", true),
            ("{caBundle: Q0E=, url: 'https://x'}", true),
            ("{caBundle: Q0I=, service: {name: injector, namespace: mesh}}", true),
            ("{caBundle: Q0I=, service: {name: istiod, namespace: mesh}}", false),
            // Not trusted as it is.
            ("{service: {name: injector, namespace: mesh}}", false),
            ("{caBundle: '', service: {name: injector, namespace: mesh}}", false),
        ] {
            let configuration = kubeyaml::read(&format!("webhooks: [{{clientConfig: {client}}}]")).unwrap();
            assert_eq!(trusts(&configuration, "mesh", "injector", Some("Q0E=")), want, "{client}");
        }
    }

    #[test]
    fn what_becomes_of_the_old_authority_is_said() {
        let secret = |text: &str| Some(kubeyaml::read(text).unwrap());
        let with = |secret, names: &[&str]| Previous {
            secret,
            configurations: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        for (previous, want) in [
            (with(None, &[]), 0),
            (with(secret("data: {ca.crt: Q0E=}"), &[]), 1),
            (with(secret("data: {root-cert.pem: Q0E=}"), &["a", "b"]), 3),
            (with(secret("data: {}"), &[]), 0),
        ] {
            assert_eq!(notes(&previous, TARGET).len(), want, "{previous:?}");
            assert!(refuse(&previous, TARGET).is_ok());
        }
        for (metadata, want) in [
            ("labels: {outrigger/installation: a}", "renews it itself"),
            ("annotations: {cert-manager.io/certificate-name: a}", "cert-manager.io/certificate-name=a"),
            ("labels: {app.kubernetes.io/managed-by: Helm}", "Helm"),
        ] {
            let previous = with(secret(&format!("metadata: {{{metadata}}}")), &[]);
            let failure = refuse(&previous, TARGET).unwrap_err().to_string();
            assert!(failure.contains(want) && failure.contains("Secret mesh/made"), "{failure}");
        }
    }
}
