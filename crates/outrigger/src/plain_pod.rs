//! Trying a configuration on a plain pod.

use webhook::{Allowance, InjectorEngine, PodQuestion};

/// Injects a plain pod that asks for it: templates that parse may still fail.
///
/// # Errors
/// It cannot be injected.
pub fn probe(engine: &InjectorEngine) -> Result<(), String> {
    const POD: &str = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"probe","namespace":"default",
        "labels":{"app":"probe","sidecar.istio.io/inject":"true"},"annotations":{"sidecar.istio.io/inject":"true"}},
        "spec":{"containers":[{"name":"app","image":"app"}]}}"#;
    let pod = kubeyaml::from_json(POD.as_bytes()).map_err(|e| e.to_string())?;
    let question = PodQuestion {
        pod: &pod,
        namespace: "default",
        path: "/inject",
        dry_run: true,
        allowance: Allowance::AMPLE,
    };
    // A panic is a fault of ours, and no reason to stop serving what is in force.
    match webhook::admission::ask(engine, question) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(refusal)) => Err(refusal.message),
        Err(panicked) => Err(panicked.to_string()),
    }
}
