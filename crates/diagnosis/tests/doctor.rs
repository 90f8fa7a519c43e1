//! What is the matter with the way to an injector, by what was seen of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

use std::time::{Duration, SystemTime};

use certs::{Authority, Certificate, Names};
use diagnosis::doctor::injector::Target;
use diagnosis::doctor::{Diagnosed, PLAIN_POD, Seen, Served, Tried, look, where_to_try};
use diagnosis::finding::Finding;
use objects::World;

const DAY: Duration = Duration::from_secs(24 * 3600);
const START: SystemTime = SystemTime::UNIX_EPOCH;

fn at(days: u32) -> SystemTime {
    START + DAY * (20_000 + days)
}

fn authority(name: &str) -> Authority {
    Authority::create(name, at(0), DAY * 400).unwrap()
}

fn leaf(authority: &Authority, service: &str) -> Vec<Certificate> {
    let names = Names::of_service(service, "istio-system").unwrap();
    vec![authority.issue(&names, at(0), DAY * 30).unwrap().certificate().clone()]
}

/// An injector that is well, by what `change` makes of its texts.
fn cluster(bundle: &str, change: impl Fn(String) -> String) -> World {
    let id = manifests::fingerprint("istio-system/injector");
    let labels = format!(
        "app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger, outrigger/installation: {id}, \
         istio.io/rev: default"
    );
    let objects = format!(
        "{{kind: MutatingWebhookConfiguration, metadata: {{name: mine, labels: {{{labels}}}}}, webhooks: [{{name: \
         namespace.sidecar-injector.istio.io, failurePolicy: Fail, timeoutSeconds: 5, rules: [{{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}}], namespaceSelector: {{matchLabels: \
         {{istio-injection: enabled}}}}, clientConfig: {{caBundle: {bundle}, service: {{name: injector, namespace: \
         istio-system}}}}}}]}}\n---\n\
         {{kind: Service, metadata: {{name: injector, namespace: istio-system}}, spec: {{selector: {{app: i}}, ports: \
         [{{port: 443}}]}}}}\n---\n\
         {{kind: EndpointSlice, metadata: {{name: x, namespace: istio-system, labels: {{kubernetes.io/service-name: \
         injector}}}}, endpoints: [{{addresses: [10.0.0.1], conditions: {{ready: true}}}}]}}\n---\n\
         {{kind: Deployment, metadata: {{name: deployed, namespace: istio-system}}, spec: {{replicas: 2, template: \
         {{metadata: {{labels: {{app: i}}}}}}}}}}\n---\n\
         {{kind: Namespace, metadata: {{name: istio-system}}}}\n---\n\
         {{kind: Namespace, metadata: {{name: kube-system}}}}\n---\n\
         {{kind: Namespace, metadata: {{name: shop, labels: {{istio-injection: enabled}}}}}}\n"
    );
    World::of_text(&change(objects)).unwrap()
}

fn encoded(authority: &Authority) -> String {
    golang::base64::encode(authority.certificate().pem())
}

fn target() -> Target {
    Target::Service { namespace: "istio-system".to_owned(), name: "injector".to_owned(), port: 443 }
}

fn shown(found: &[Diagnosed]) -> Vec<String> {
    let line = |one: &Diagnosed| {
        let Finding { code, place, remedy, .. } = &one.finding;
        let repair = if one.repair.is_some() { " (repair)" } else { "" };
        format!("{} {place}: {remedy}{repair}", code.id)
    };
    found.iter().map(line).collect()
}

fn seen<'a>(world: &'a World, served: Option<Served>, tried: &[(&str, Result<&str, &str>)]) -> Seen<'a> {
    let outcome = |outcome: &Result<&str, &str>| match outcome {
        Ok(text) => Ok(kubeyaml::read(text).unwrap()),
        Err(text) => Err((*text).to_owned()),
    };
    let tried = tried
        .iter()
        .map(|(namespace, what)| Tried { namespace: (*namespace).to_owned(), outcome: outcome(what) });
    Seen {
        world,
        served: served.into_iter().map(|served| (target(), served)).collect(),
        tried: tried.collect(),
        counted: Vec::new(),
        now: at(1),
    }
}

const INJECTED: &str = "spec: {containers: [{name: app}, {name: istio-proxy}]}";
const BARE: &str = "spec: {containers: [{name: app}]}";
const CALLING: &str = "Internal error occurred: failed calling webhook \"namespace.sidecar-injector.istio.io\": failed to call \
                       webhook: Post \"https://injector.istio-system.svc:443/inject?timeout=5s\": ";
const PATCH: &str =
    "outrigger certs patch-ca-bundle --secret istio-system/outrigger-certs --webhook-config mine (repair)";
const RESTART: &str = "kubectl rollout restart deployment/deployed -n istio-system";

/// What was seen, and what is the matter.
struct Row {
    case: &'static str,
    world: World,
    served: Option<Served>,
    tried: Vec<(&'static str, Result<String, String>)>,
    want: Vec<String>,
}

fn row(
    case: &'static str,
    world: World,
    served: Option<Served>,
    tried: Vec<(&'static str, Result<String, String>)>,
    want: Vec<String>,
) -> Row {
    Row { case, world, served, tried, want }
}

fn as_it_is(text: String) -> String {
    text
}

/// By the certificates.
fn certificates() -> Vec<Row> {
    let (ours, theirs) = (authority("ours"), authority("theirs"));
    let bundle = encoded(&ours);
    let good = || Some(Served::Chain(leaf(&ours, "injector")));
    let refused = |said: &str| format!("{CALLING}{said}");
    vec![
        row("well", cluster(&bundle, as_it_is), good(), vec![("shop", Ok(INJECTED.into()))], vec![]),
        row("nothing could be reached", cluster(&bundle, as_it_is), None, vec![], vec![]),
        row(
            "another authority",
            cluster(&encoded(&theirs), as_it_is),
            good(),
            vec![("shop", Err(refused("x509: certificate signed by unknown authority")))],
            vec![format!("unknown-authority MutatingWebhookConfiguration mine: {PATCH}")],
        ),
        row(
            "the same, of somebody else",
            cluster(&encoded(&theirs), |text| text.replace("managed-by: outrigger", "managed-by: Helm")),
            good(),
            vec![],
            vec!["unknown-authority MutatingWebhookConfiguration mine: put the certificate of the webhook's authority \
                  into it: outrigger certs patch-ca-bundle"
                .into()],
        ),
        row(
            "no bundle",
            cluster("''", as_it_is),
            good(),
            vec![],
            vec![format!("ca-bundle-empty MutatingWebhookConfiguration mine: {PATCH}")],
        ),
        row(
            "a bundle that is none, and the wrong name",
            cluster("Zm9yZWlnbg==", as_it_is),
            Some(Served::Chain(leaf(&ours, "other"))),
            vec![],
            vec![
                format!("ca-bundle-broken MutatingWebhookConfiguration mine: {PATCH}"),
                "certificate-name MutatingWebhookConfiguration mine: outrigger certs create --service injector --namespace \
                 istio-system --secret outrigger-certs | kubectl apply -f -"
                    .into(),
            ],
        ),
    ]
}

/// By the Service.
fn services() -> Vec<Row> {
    let bundle = encoded(&authority("ours"));
    vec![
        row(
            "nothing listens",
            cluster(&bundle, as_it_is),
            Some(Served::Refused("dial tcp 10.0.0.1:443: connect: connection refused".into())),
            vec![],
            vec![format!("connection-refused MutatingWebhookConfiguration mine: {RESTART}")],
        ),
        row(
            "scaled to nothing",
            cluster(&bundle, |text| text.replace("ready: true", "ready: false").replace("replicas: 2", "replicas: 0")),
            None,
            vec![],
            vec!["no-endpoints Service istio-system/injector: kubectl scale deployment/deployed -n istio-system \
                  --replicas=1"
                .into()],
        ),
        row(
            "not ready",
            cluster(&bundle, |text| text.replace("ready: true", "ready: false")),
            None,
            vec![],
            vec!["no-endpoints Service istio-system/injector: kubectl describe pods -n istio-system -l app=i".into()],
        ),
        row(
            "no Service",
            cluster(&bundle, |text| text.replace("metadata: {name: injector,", "metadata: {name: other,")),
            None,
            vec![],
            vec!["no-service MutatingWebhookConfiguration mine: if the injector is gone for good: kubectl delete \
                  mutatingwebhookconfiguration mine"
                .into()],
        ),
        row(
            "no such port",
            cluster(&bundle, |text| text.replace("port: 443", "port: 80")),
            None,
            vec![],
            vec!["no-service-port Service istio-system/injector: name a port of the Service in \
                  clientConfig.service.port"
                .into()],
        ),
    ]
}

/// By the selectors, and what becomes of pods.
fn policies() -> Vec<Row> {
    let bundle = encoded(&authority("ours"));
    vec![
        row(
            "fails open, and waits",
            cluster(&bundle, |text| text.replace("failurePolicy: Fail", "failurePolicy: Ignore")),
            None,
            vec![("shop", Ok(BARE.into()))],
            vec![
                "not-injected Namespace shop: kubectl run asked --image=app --dry-run=client -o yaml | outrigger explain -f - -n shop".into(),
                "fails-open MutatingWebhookConfiguration mine: kubectl patch mutatingwebhookconfiguration mine \
                 --type=json -p '[{\"op\":\"add\",\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"Fail\"}]'"
                    .into(),
            ],
        ),
        row(
            "selects itself",
            cluster(&bundle, |text| text.replace("{name: istio-system}", "{name: istio-system, labels: {istio-injection: enabled}}")),
            None,
            vec![],
            vec!["lock-out Namespace istio-system: kubectl label namespace istio-system istio-injection=disabled \
                  --overwrite (repair)"
                .into()],
        ),
        row(
            "a namespace that was asked for has no label",
            cluster(&bundle, as_it_is),
            None,
            vec![("istio-system", Ok(BARE.into()))],
            vec!["not-selected Namespace istio-system: kubectl label namespace istio-system istio-injection=enabled \
                  --overwrite (repair)"
                .into()],
        ),
        row(
            "nothing is an injector's",
            cluster(&bundle, |text| text.replace("namespace.sidecar-injector.istio.io", "other.example")),
            None,
            vec![],
            vec!["no-injector MutatingWebhookConfiguration : install an injector: outrigger install | kubectl apply \
                  -f -"
                .into()],
        ),
        row(
            "no namespace is labelled",
            cluster(&bundle, |text| text.replace(", labels: {istio-injection: enabled}", "")),
            None,
            vec![],
            vec![
                "no-namespace MutatingWebhookConfiguration mine: label a namespace: kubectl label namespace NAMESPACE \
                 istio-injection=enabled"
                    .into(),
            ],
        ),
        row(
            "another answers for the same pods",
            cluster(&bundle, |text| {
                let end = text.find("\n---").unwrap();
                let twin = text.get(..end).unwrap().replace("name: mine", "name: twin");
                format!("{text}---\n{twin}\n")
            }),
            None,
            vec![],
            vec![
                "overlap MutatingWebhookConfiguration twin: delete the one that is not wanted: kubectl delete \
                 mutatingwebhookconfiguration twin"
                    .into(),
            ],
        ),
        row("nothing is known", World::default(), None, vec![], vec![]),
    ]
}

#[test]
fn what_was_seen_of_the_way_is_judged() {
    for Row { case, world, served, tried, want } in
        [certificates(), services(), policies()].into_iter().flatten()
    {
        let tried: Vec<_> =
            tried.iter().map(|(place, what)| (*place, what.as_deref().map_err(String::as_str))).collect();
        assert_eq!(shown(&look(&seen(&world, served, &tried))), want, "{case}");
    }
}

/// Why an injector that is called leaves a pod as it is.
#[test]
fn a_pod_that_comes_back_bare_has_a_reason() {
    const DISABLED: &str = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-sidecar-injector, namespace: \
                            istio-system}, data: {config: '{policy: disabled, templates: {sidecar: \"\"}}', values: '{}'}}\n";
    let enabled = DISABLED.replace("disabled", "enabled");
    for (more, old, new, want) in [
        (DISABLED, "", "", "its injector declines: the policy is disabled"),
        (&enabled, "", "", "its injector works with another configuration than its ConfigMaps have"),
        (&enabled, "failurePolicy: Fail", "failurePolicy: Ignore", "it cannot be called, and fails open"),
        ("", "", "", "its injector declines, whose configuration is not known: "),
        (
            DISABLED,
            "failurePolicy: Fail",
            "matchConditions: [{name: by, expression: request.userInfo.username}]",
            "perhaps it is not called, condition by ",
        ),
    ] {
        let world =
            cluster("''", |text| if old.is_empty() { text + more } else { (text + more).replace(old, new) });
        let found = look(&seen(&world, None, &[("shop", Ok(BARE))]));
        let cause =
            found.iter().find(|one| one.finding.code.id == "not-injected").map(|one| &one.finding.cause);
        assert!(cause.is_some_and(|cause| cause.contains(want)), "{want}: {cause:?}");
    }
}

#[test]
fn events_are_explained_and_only_remembered_when_all_is_well() {
    let ours = authority("ours");
    let event = |name: &str, time: &str, said: &str| {
        format!(
            "---\n{{apiVersion: v1, kind: Event, metadata: {{name: {name}, namespace: shop}}, lastTimestamp: '{time}', \
             reason: FailedCreate, message: '{CALLING}{said}', involvedObject: {{kind: ReplicaSet, namespace: shop, name: \
             {name}}}}}\n"
        )
    };
    let events = [
        event("web-1", "2026-01-01T00:00:00Z", "dial tcp 10.0.0.1:443: connect: connection refused"),
        event("web-2", "2026-01-02T00:00:00Z", "dial tcp 10.0.0.2:443: connect: connection refused"),
        event("web-3", "2026-01-02T00:00:00Z", "quota"),
    ]
    .concat();
    let world = cluster(&encoded(&ours), |text| text + &events);
    for (tried, want) in [
        (vec![], format!("connection-refused MutatingWebhookConfiguration mine: {RESTART}")),
        (
            vec![("shop", Ok(INJECTED))],
            "failed-before MutatingWebhookConfiguration mine: wait, or restart what is in a hurry: kubectl rollout restart \
             deployment/NAME -n NAMESPACE"
                .to_owned(),
        ),
    ] {
        let found = look(&seen(&world, None, &tried));
        assert_eq!(shown(&found), [want]);
        let cause = &found[0].finding.cause;
        assert!(cause.starts_with("ReplicaSet shop/web-1, ReplicaSet shop/web-2 "), "{cause}");
        assert!(cause.ends_with("10.0.0.2:443: connect: connection refused"), "{cause}");
    }
}

#[test]
fn a_pod_is_tried_where_an_injector_answers() {
    let world = cluster("''", |text| text);
    assert_eq!(where_to_try(&world, None), ["shop"]);
    assert_eq!(where_to_try(&world, Some("other")), ["other"]);
    assert!(kubeyaml::from_json(PLAIN_POD.as_bytes()).unwrap().str_at(&["metadata", "name"]).is_some());
}

#[test]
fn dates_are_told_before_and_after_their_time() {
    let ours = authority("ours");
    let world = cluster(&encoded(&ours), |text| text);
    for (day, want) in
        [(1, None), (23, None), (26, Some("certificate-expires-soon")), (31, Some("certificate-expired"))]
    {
        let mut seen = seen(&world, Some(Served::Chain(leaf(&ours, "injector"))), &[]);
        seen.now = at(day);
        let found = look(&seen);
        assert_eq!(found.first().map(|one| one.finding.code.id), want, "{day}");
        assert!(found.len() < 2 && found.iter().all(|one| one.finding.remedy == RESTART), "{found:?}");
    }
}
