//! The injectors of a cluster: their webhook configurations, and where these send the API server.

use kubeyaml::Value;
use manifests::ownership::{self, INSTALLATION, Ownership};
use manifests::{ENTRIES, fingerprint, overlap};
use objects::names::{DEACTIVATED, REVISION};
use objects::{World, kinds};

use crate::admission::{Called, Creation, Hook};
use crate::part;

/// The port of a Service that is called where none is named.
///
/// Source: Kubernetes, ServiceReference of admissionregistration.k8s.io/v1.
const HTTPS: u16 = 443;
/// Source: Kubernetes, defaults of MutatingWebhook.
const DEFAULT_SECONDS: i64 = 10;

/// A webhook configuration of an injector.
#[derive(Clone, Debug)]
pub struct Injector<'a> {
    /// The MutatingWebhookConfiguration.
    pub configuration: &'a Value,
    /// Its entries that are an injector's.
    pub entries: Vec<Entry<'a>>,
    /// Whose it is.
    pub owner: Owner,
}

/// Whose a webhook configuration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Of an installation of outrigger, as all that stands on it says.
    Ours,
    /// Istio's, or somebody else's.
    Other,
}

/// An entry of a webhook configuration.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its place in the configuration.
    pub index: usize,
    /// The entry, and its configuration.
    pub hook: Hook<'a>,
}

/// Where the API server calls a webhook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A Service.
    Service {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
        /// The port of the Service.
        port: u16,
    },
    /// A host outside of the cluster, or one that is taken for such.
    Url {
        /// Its name or address.
        host: String,
        /// Its port.
        port: u16,
    },
}

impl Target {
    /// The name that the API server asks the certificate for.
    ///
    /// Source: Kubernetes, apiserver/pkg/util/webhook, ClientManager.HookClient.
    pub fn server_name(&self) -> String {
        match self {
            Target::Service { namespace, name, .. } => format!("{name}.{namespace}.svc"),
            Target::Url { host, .. } => host.clone(),
        }
    }
}

/// The injectors among the webhook configurations of a world, by name.
pub fn all(world: &World) -> Vec<Injector<'_>> {
    let configurations = world.all(kinds::MUTATING_WEBHOOK);
    configurations
        .filter(|configuration| overlap::is_of_an_injector(configuration))
        .map(Injector::of)
        .collect()
}

impl<'a> Injector<'a> {
    fn of(configuration: &'a Value) -> Injector<'a> {
        let entries = entries(configuration);
        Injector {
            configuration,
            entries: entries.filter(|entry| part::is_of_injector(entry.hook.entry)).collect(),
            owner: owner(configuration),
        }
    }

    /// The name of the configuration.
    pub fn name(&self) -> &'a str {
        part::name(self.configuration)
    }

    /// The revision that it is of; empty if it does not say.
    pub fn revision(&self) -> &'a str {
        part::label(self.configuration, REVISION).unwrap_or_default()
    }

    /// Where its entries send the API server, each place once; of a configuration whose entries are not in force yet, where
    /// they will.
    pub fn targets(&self) -> Vec<Target> {
        let mut targets: Vec<Target> = self.entries.iter().filter_map(Entry::target).collect();
        if self.entries.is_empty() {
            targets.extend(awaited(self.configuration));
        }
        targets.sort();
        targets.dedup();
        targets
    }

    /// The first entry that is called about a pod which is created in a namespace, or may be.
    pub fn called(&self, namespace: &Value, pod: &Value) -> Option<(Entry<'a>, Called)> {
        let all = self.entries.iter().map(|entry| (*entry, entry.called(namespace, pod)));
        all.into_iter().find(|(_, called)| *called != Called::No)
    }
}

impl<'a> Entry<'a> {
    /// Its name.
    pub fn name(&self) -> &'a str {
        self.hook.name()
    }

    /// Where it sends the API server; `None` where that cannot be read.
    pub fn target(&self) -> Option<Target> {
        target(self.hook.entry)
    }

    /// The caBundle in base64; empty where there is none.
    pub fn bundle(&self) -> &'a str {
        self.hook.entry.str_at(&["clientConfig", "caBundle"]).unwrap_or_default()
    }

    /// Whether pods start without a sidecar while it cannot be called.
    pub fn fails_open(&self) -> bool {
        self.hook.entry.str_at(&["failurePolicy"]) == Some("Ignore")
    }

    /// How many seconds the API server waits for it.
    pub fn seconds(&self) -> i64 {
        self.hook.entry.at(&["timeoutSeconds"]).as_i64().unwrap_or(DEFAULT_SECONDS)
    }

    /// Whether it is called about a pod that is created in a namespace.
    pub fn called(&self, namespace: &Value, pod: &Value) -> Called {
        let creation = Creation::of(pod, part::name(namespace), part::labels(namespace));
        self.hook.called(&self.hook.checks(&creation))
    }

    /// Whether Istio has put it out of use.
    pub fn is_deactivated(&self) -> bool {
        ["namespaceSelector", "objectSelector"]
            .iter()
            .any(|selector| !self.hook.entry.at(&[selector, "matchLabels", DEACTIVATED]).is_null())
    }
}

fn target(webhook: &Value) -> Option<Target> {
    let client = webhook.at(&["clientConfig"]);
    if let Some(url) = client.str_at(&["url"]) {
        return of_url(url);
    }
    let service = client.at(&["service"]);
    let port = match service.at(&["port"]) {
        Value::Null => HTTPS,
        port => port.as_i64().and_then(|port| u16::try_from(port).ok())?,
    };
    let part = |key| service.str_at(&[key]).map(str::to_owned);
    Some(Target::Service { namespace: part("namespace")?, name: part("name")?, port })
}

/// The host and port of an `https` URL.
fn of_url(url: &str) -> Option<Target> {
    let rest = url.strip_prefix("https://")?;
    let authority = rest.split(['/', '?', '#']).next().filter(|authority| !authority.contains('@'))?;
    let (host, port) = match authority.strip_prefix('[') {
        Some(address) => {
            let (address, port) = address.split_once(']')?;
            (address, port.strip_prefix(':'))
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let port = port.map_or(Some(HTTPS), |port| port.parse().ok())?;
    (!host.is_empty()).then(|| Target::Url { host: host.to_owned(), port })
}

/// Whose a configuration is, by all that stands on it, and by the Service that its entries name: the id of an installation
/// is made of its namespace and its Service.
pub fn owner(configuration: &Value) -> Owner {
    let installation = part::label(configuration, INSTALLATION).unwrap_or_default();
    let is_of = |target: Target| match target {
        Target::Service { namespace, name, .. } => {
            fingerprint(&format!("{namespace}/{name}")) == installation
        }
        Target::Url { .. } => false,
    };
    let targets = entries(configuration).filter_map(|entry| entry.target());
    match ownership::of(configuration, installation) {
        Ownership::Ours if targets.chain(awaited(configuration)).any(is_of) => Owner::Ours,
        _ => Owner::Other,
    }
}

/// Where the first entry calls of those that wait for a replica.
fn awaited(configuration: &Value) -> Option<Target> {
    let text = configuration.str_at(&["metadata", "annotations", ENTRIES])?;
    let entries = kubeyaml::read(text).ok()?;
    target(entries.as_list()?.first()?)
}

fn entries(configuration: &Value) -> impl Iterator<Item = Entry<'_>> {
    let all = configuration.items_at(&["webhooks"]).iter().enumerate();
    all.map(move |(index, entry)| Entry { index, hook: Hook { configuration, entry } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_config_says_where_the_api_server_calls() {
        let service = |namespace: &str, port| {
            Some(Target::Service { namespace: namespace.to_owned(), name: "s".to_owned(), port })
        };
        let url = |host: &str, port| Some(Target::Url { host: host.to_owned(), port });
        for (client, want) in [
            ("service: {namespace: ns, name: s}", service("ns", 443)),
            ("service: {namespace: ns, name: s, port: 15017}", service("ns", 15017)),
            ("service: {namespace: ns, name: s, port: 99999}", None),
            ("service: {name: s}", None),
            ("url: 'https://i.example/inject'", url("i.example", 443)),
            ("url: 'https://i.example:15017/inject?x=1'", url("i.example", 15017)),
            ("url: 'https://[::1]:15017/inject'", url("::1", 15017)),
            ("url: 'https://[::1]'", url("::1", 443)),
            ("url: 'http://i.example'", None),
            ("url: 'https://u@i.example'", None),
            ("url: 'https://i.example:x'", None),
            ("", None),
        ] {
            let webhook = kubeyaml::read(&format!("clientConfig: {{{client}}}")).unwrap();
            assert_eq!(target(&webhook), want, "{client}");
        }
    }

    #[test]
    fn only_what_says_so_throughout_is_ours() {
        let id = fingerprint("mesh/outrigger");
        let labels = |id: &str| {
            format!(
                "app.kubernetes.io/name: outrigger, app.kubernetes.io/managed-by: outrigger, outrigger/installation: {id}"
            )
        };
        for (labels, service, is_ours) in [
            (labels(&id), "outrigger", true),
            (labels(&id), "istiod", false),
            (labels("other"), "outrigger", false),
            (format!("outrigger/installation: {id}"), "outrigger", false),
            ("app: sidecar-injector".to_owned(), "outrigger", false),
        ] {
            let text = format!(
                "{{kind: MutatingWebhookConfiguration, metadata: {{name: c, labels: {{{labels}}}}}, webhooks: [{{name: other}}, \
                 {{name: x.sidecar-injector.istio.io, clientConfig: {{service: {{namespace: mesh, name: {service}}}}}}}]}}"
            );
            let world = World::of_text(&text).unwrap();
            let found = all(&world);
            assert_eq!((found.len(), found[0].owner != Owner::Other), (1, is_ours), "{labels} {service}");
            assert_eq!(found[0].entries.iter().map(|e| e.index).collect::<Vec<_>>(), [1]);
        }
    }
}
