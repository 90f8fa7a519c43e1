//! What a webhook does and a policy does not, whatever the pod.

use injection::{Facts, Injector, NativeSidecars};

use crate::explore::Explored;

/// Something that is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The stable code.
    pub code: &'static str,
    /// What it is, as a sentence.
    pub what: String,
}

/// All that is lost.
pub fn all(injector: &Injector, facts: &Facts, explored: &Explored) -> Vec<Loss> {
    let mut all = vec![
        loss(
            "configuration",
            "what changes in the configuration counts once the policy is generated and applied again",
        ),
        loss(
            "proxy-configs",
            "ProxyConfigs of all pods count as they are known now; those that come later do not",
        ),
        loss(
            "refusals",
            "pods that the webhook refuses, for values that cannot be or for their size, are not refused",
        ),
        loss(
            "advice",
            "who creates a pod hears none of the webhook's warnings, and nothing is recorded or counted",
        ),
    ];
    let mut causes: Vec<&str> = explored.refused.iter().map(|(_, cause)| cause.as_str()).collect();
    causes.dedup();
    all.extend(causes.into_iter().map(|cause| {
        loss("failures", &format!("pods for which a template fails start without a sidecar: {cause}"))
    }));
    if injector.settings().native_sidecars == NativeSidecars::Auto {
        let settled = facts.native_sidecars(NativeSidecars::Auto, None, injector.version());
        let what = if settled { "native sidecars" } else { "ordinary containers" };
        all.push(loss(
            "native-sidecars",
            &format!("proxies are {what} from now on, whatever version the nodes' kubelets come to; --native-sidecars says it"),
        ));
    }
    all
}

fn loss(code: &'static str, what: &str) -> Loss {
    Loss { code, what: what.to_owned() }
}
