//! Repairing: what touches caBundle or labels only, one after the other, and only what is ours or was named.

use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

use certs::ca_bundle;
use cluster::ca_bundle::Entries;
use cluster::{Cluster, ClusterError, Object};
use diagnosis::doctor::injector::{Owner, owner};
use diagnosis::doctor::{Diagnosed, Repair};
use golang::base64;
use kubeyaml::Value;
use objects::kinds;

use super::Doctor;
use crate::failure::{Failure, shown};

/// Does the repairs that findings have, each after asking. Gives whether any was done.
///
/// # Errors
/// Nobody can be asked, or the cluster says no.
pub fn all(options: &Doctor, found: &[Diagnosed]) -> Result<bool, Failure> {
    let mut done = false;
    let repairs = found.iter().filter_map(|one| Some((one, one.repair.as_ref()?)));
    let mut any = false;
    for (one, repair) in repairs {
        any = true;
        if let Some(why) = not_ours(options, repair) {
            eprintln!("{}", shown(&format!("left alone: {why}; the command is: {}", repair.command())));
            continue;
        }
        let question = format!(
            "{} {}: {}\n  {}",
            one.finding.code.id,
            one.finding.place,
            one.finding.cause,
            repair.command()
        );
        if !options.yes && !agreed(&question)? {
            continue;
        }
        options.known.access.run(async |cluster| do_it(&cluster, repair).await)?;
        eprintln!("{}", shown(&format!("done: {}", repair.command())));
        done = true;
    }
    if !any {
        eprintln!(
            "nothing of this is repaired by a label or a caBundle alone; the remedies are commands to be run"
        );
    }
    Ok(done)
}

/// Why a repair is not done here although it could be.
fn not_ours(options: &Doctor, repair: &Repair) -> Option<String> {
    match repair {
        Repair::Bundle { .. } => None,
        Repair::Labels { namespace, .. } if options.namespace.as_ref() == Some(namespace) => None,
        Repair::Labels { namespace, .. } => Some(format!("namespace {namespace} was not named with -n")),
    }
}

fn agreed(question: &str) -> Result<bool, Failure> {
    if !stdin().is_terminal() {
        return Err(Failure::new("nobody can be asked: standard input is not a terminal")
            .hint("--yes repairs without asking"));
    }
    let asked = || -> std::io::Result<String> {
        let mut out = stderr().lock();
        write!(out, "{}\nrepair this? [y/N] ", shown(question))?;
        out.flush()?;
        let mut answer = String::new();
        stdin().lock().read_line(&mut answer)?;
        Ok(answer)
    };
    let answer = asked().map_err(|e| Failure::new(format!("cannot ask: {e}")))?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}

async fn do_it(cluster: &Cluster, repair: &Repair) -> Result<(), ClusterError> {
    match repair {
        Repair::Bundle { configuration, namespace, secret } => {
            let object = Object { kind: kinds::MUTATING_WEBHOOK, namespace: None, name: configuration };
            let found = cluster.get(object).await?.unwrap_or_default();
            // What was read for the diagnosis lacks the parts by which others say that an object is theirs.
            if owner(&found) != Owner::Ours {
                return Err(incomplete(
                    object,
                    "it is not of an installation of outrigger",
                    "run the command yourself",
                ));
            }
            let bundle = bundle_of(cluster, namespace, secret).await?;
            cluster.patch_ca_bundle(configuration, &Entries::Injectors, &bundle).await.map(drop)
        }
        Repair::Labels { namespace, changes } => {
            let mut patch = Value::Null;
            let labels = patch.map_entry("metadata").entry("labels").become_map();
            for (key, value) in changes {
                labels.insert(*key, value.as_deref().map_or(Value::Null, Value::text));
            }
            let object = Object { kind: kinds::NAMESPACE, namespace: None, name: namespace };
            cluster.merge(object, &patch).await.map(drop)
        }
    }
}

/// The CA bundle of a Secret.
async fn bundle_of(cluster: &Cluster, namespace: &str, secret: &str) -> Result<String, ClusterError> {
    let object = Object { kind: kinds::SECRET, namespace: Some(namespace), name: secret };
    let remedy =
        "name the bundle yourself: outrigger certs patch-ca-bundle --ca-file FILE --webhook-config NAME";
    let found = cluster.get(object).await?;
    let found = found.ok_or_else(|| incomplete(object, "it does not exist", remedy))?;
    let encoded = found.str_at(&["data", "ca.crt"]);
    let bytes = encoded.and_then(|text| base64::decode(text).ok());
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| incomplete(object, "it has no entry ca.crt with a CA bundle", remedy))?;
    match ca_bundle::read(&text) {
        Ok(_) => Ok(text),
        Err(e) => Err(incomplete(object, &e.to_string(), remedy)),
    }
}

fn incomplete(object: Object<'_>, cause: &str, remedy: &str) -> ClusterError {
    ClusterError::Incomplete {
        place: object.kind.object(object.namespace, object.name),
        cause: cause.to_owned(),
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Form;
    use crate::options::access::AccessFlags;
    use crate::options::known::Known;

    #[test]
    fn a_namespace_is_touched_only_if_it_was_named() {
        let of = |namespace: Option<&str>| Doctor {
            namespace: namespace.map(str::to_owned),
            output: Form::Table,
            fix: true,
            yes: true,
            known: Known { snapshot: Vec::new(), access: AccessFlags::default() },
        };
        let labels = Repair::Labels { namespace: "shop".to_owned(), changes: Vec::new() };
        for (named, is_done) in [(Some("shop"), true), (Some("bank"), false), (None, false)] {
            assert_eq!(not_ours(&of(named), &labels).is_none(), is_done, "{named:?}");
        }
    }
}
