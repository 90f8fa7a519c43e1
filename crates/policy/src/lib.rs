//! An injection configuration as a MutatingAdmissionPolicy: what the webhook would answer, said in CEL, and what is lost
//! by that.
//!
//! The template is executed on a pod whose texts are holes (`hole`), before an observer (`watch`) that answers wherever
//! the template looks at one: with an expression (`translate`), or with an answer that is tried both ways (`explore`).
//! What injection adds in each case is one value with choices (`compose`), which becomes a JSON patch (`expression`).
//! Pods with anything that the observer does not know are left out by a condition (`exclusion`).

mod agent;
mod annotations;
mod cel;
mod change;
mod compose;
mod decision;
mod error;
mod exclusion;
mod explore;
mod expression;
mod hole;
mod lift;
mod loss;
mod metrics;
mod objects;
mod pod;
mod probes;
mod state;
mod translate;
mod unknown;
mod variables;
mod wanted;
mod watch;
mod workload;

use injection::config::{Config, InjectionConfig};
use injection::{Facts, Injector, Platform};
use kubeyaml::Value;
use meshconfig::DeploymentMeta;

pub use error::Refused;
pub use exclusion::Exclusion;
pub use loss::Loss;
pub use wanted::{Others, Wanted};

use agent::Translated;
use compose::{Node, compose};
use explore::{Explored, explore};

/// A configuration as a policy.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The policy, and its bindings after it.
    pub objects: Vec<Value>,
    /// The pods that it leaves alone although the webhook would inject them.
    pub exclusions: Vec<Exclusion>,
    /// What else a webhook does.
    pub losses: Vec<Loss>,
}

/// Says a configuration as a policy. For every pod that is not of one of the [`Exclusion`]s it decides and adds what
/// [`Injector::answer`] does.
///
/// # Errors
/// It cannot be said, not even for some pods.
pub fn generate(injector: &Injector, facts: &Facts, wanted: Wanted<'_>) -> Result<Generated, Refused> {
    let config = match injector.config() {
        Config::Today(config) => config,
        Config::Legacy(_) => return Err(Refused::Legacy),
    };
    let version = injector.version();
    if version.deployment_meta != DeploymentMeta::NamespacedName {
        return Err(Refused::Release(version.to_string()));
    }
    if injector.settings().platform == Platform::OpenShift {
        return Err(Refused::OpenShift);
    }
    check(injector, facts, config)?;
    let decision = decision::expression(&config.rules, version)?;
    let mut explored = explore(injector, facts, refused_annotations(config))?;
    let mut translated = Translated::of(injector, config);
    let change = agent::add(change(&explored)?, &mut translated, &mut explored.state);
    let exclusions = exclusion::all(injector, &explored, translated);
    let patches = patches(&change, translated, &explored)?;
    let content = objects::Content {
        name: wanted.name.to_owned(),
        conditions: conditions(decision, version.ignored_namespaces, &exclusions),
        variables: variables::all(&explored.state, &patches, version, translated),
        patches,
    };
    let mut all = vec![objects::policy(&content)];
    all.extend(objects::bindings("MutatingAdmissionPolicyBinding", wanted.name, wanted.webhooks));
    all.extend(objects::watch(&content, &exclusions, wanted));
    Ok(Generated { objects: all, exclusions, losses: loss::all(injector, facts, &explored) })
}

/// Checks what is not seen when the template is executed.
fn check(injector: &Injector, facts: &Facts, config: &InjectionConfig) -> Result<(), Refused> {
    let root = injector.mesh().root_namespace();
    let of_some = |config: &&Value| {
        config.str_at(&["metadata", "namespace"]) != Some(root) || !config.at(&["spec", "selector"]).is_null()
    };
    if let Some(config) = facts.proxy_configs.iter().find(of_some) {
        let name = config.str_at(&["metadata", "name"]).unwrap_or_default();
        return Err(Refused::ProxyConfig(name.to_owned()));
    }
    let documents = [injector.values().document(), injector.mesh().document()].map(kubeyaml::to_json);
    let mut texts =
        config.templates.values().map(gotext::Template::source).chain(documents.iter().map(String::as_str));
    match texts.any(hole::is_in) {
        true => Err(Refused::Shape("the configuration has a text that stands for a pod's here".to_owned())),
        false => Ok(()),
    }
}

/// Annotations that are followed otherwise, and that the configuration does not allow.
fn refused_annotations(config: &InjectionConfig) -> impl Iterator<Item = &'static str> {
    let read = annotations::FOLLOWED.iter().map(|followed| followed.name).chain(["apm.datadoghq.com/env"]);
    read.filter(|name| !config.allowed_annotations.allows(name))
}

fn conditions(decision: String, ignored: &[&str], exclusions: &[Exclusion]) -> Vec<(String, String)> {
    let mut all = vec![
        ("not-injected".to_owned(), format!("!('sidecar.istio.io/status' in {})", cel::ANNOTATIONS)),
        ("own-network".to_owned(), "!object.spec.?hostNetwork.orValue(false)".to_owned()),
        (
            "ordinary-namespace".to_owned(),
            format!("!(object.metadata.?namespace.orValue('') in {})", cel::texts(ignored.iter().copied())),
        ),
        ("wanted".to_owned(), decision),
    ];
    all.extend(exclusions.iter().map(|exclusion| (exclusion.code.to_owned(), exclusion.cel.clone())));
    all
}

/// What is added, in all cases.
fn change(explored: &Explored) -> Result<Node, Refused> {
    let cases: Vec<_> = explored.cases.iter().map(|(answers, value)| (answers, value)).collect();
    let node = compose(&cases);
    let is_right = cases.iter().all(|(answers, value)| compose::value_of(&node, answers) == **value);
    if !is_right {
        return Err(Refused::Shape("what is added to a pod differs too much from pod to pod".to_owned()));
    }
    Ok(node)
}

/// The patches, for pods that the template does not refuse.
fn patches(change: &Node, translated: Translated, explored: &Explored) -> Result<String, Refused> {
    let added = expression::patches(change, &explored.state)?;
    let patches = match translated.probes {
        Some(port) => format!("{} +\n{added}", probes::patches(port)),
        None => added,
    };
    let refused = explored.refused.iter().map(|(answers, _)| {
        let all = answers.iter().copied().enumerate().map(|(number, answer)| {
            format!("{}variables.{}", if answer { "" } else { "!" }, expression::question(number))
        });
        format!("({})", all.collect::<Vec<_>>().join(" && "))
    });
    let refused: Vec<String> = refused.collect();
    Ok(if refused.is_empty() { patches } else { format!("{} ? [] :\n{patches}", refused.join(" || ")) })
}
