//! What can be chosen about an installation.

use std::net::IpAddr;

use ::objects::names::{ISTIO_NAMESPACE, ROOT_CONFIG_MAP};
use kubeyaml::Value;

use crate::SettingsError;
use crate::certificates::Certificates;
use crate::discovery::{Discovery, PORT};
use crate::webhook_settings::WebhookSettings;

/// The name of Istio's revision that has no name.
pub const DEFAULT_REVISION: &str = "default";
/// The revision of an installation with names of its own, unless another is chosen: no other injector answers to it.
pub const OWN_REVISION: &str = "outrigger";
/// The namespace of an installation with names of its own, unless another is chosen.
pub const OWN_NAMESPACE: &str = "outrigger-system";
/// Names that become a label or part of a host name are no longer than this.
const LABEL: usize = 63;

/// What can be chosen about an installation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the objects are called.
    pub naming: Naming,
    /// Where the injector lives.
    pub namespace: String,
    /// Whether the namespace is among the objects.
    pub create_namespace: bool,
    /// The injector's revision: namespaces name it in the label `istio.io/rev`.
    pub revision: String,
    /// The image with the program. None is published.
    pub image: String,
    /// How many replicas there are, unless they are scaled.
    pub replicas: u32,
    /// Whether the number of replicas follows the load.
    pub autoscaling: Option<Autoscaling>,
    /// Where the serving certificate comes from.
    pub certificates: Certificates,
    /// What goes into the ConfigMaps; `None` if those of an existing Istio are read.
    pub configuration: Option<Configuration>,
    /// The revision of that existing Istio.
    pub existing_revision: String,
    /// How the API server calls the webhook.
    pub webhook: WebhookSettings,
    /// The control plane of a mesh beside the injector, whose pods it is for; `None` if they are another's.
    pub discovery: Option<Discovery>,
    /// A NetworkPolicy for the injector's pods: the ranges of addresses that may call the webhook, all if it is empty.
    pub network_policy: Option<Vec<String>>,
    /// Whether pods get sidecars in every namespace that does not say otherwise.
    pub opt_out: bool,
    /// Whether a label of the pod is enough in a namespace that says nothing.
    pub pod_label: bool,
    /// Who says to have installed it.
    pub managed_by: String,
}

/// What the objects of an installation are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// Names that no Istio uses, so that both can be in a cluster.
    #[default]
    Own,
    /// Those of Istio's documentation, so that its commands work as typed.
    Istio,
}

impl Naming {
    /// The namespace unless another is chosen.
    pub fn namespace(self) -> &'static str {
        match self {
            Naming::Own => OWN_NAMESPACE,
            Naming::Istio => ISTIO_NAMESPACE,
        }
    }

    /// The revision unless another is chosen, which is not part of names.
    pub fn revision(self) -> &'static str {
        match self {
            Naming::Own => OWN_REVISION,
            Naming::Istio => DEFAULT_REVISION,
        }
    }
}

/// Bounds of the number of replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Autoscaling {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
    /// The use of the requested processor time that is aimed at, in percent.
    pub processor: u32,
}

impl Default for Autoscaling {
    fn default() -> Autoscaling {
        Autoscaling { least: 2, most: 10, processor: 70 }
    }
}

/// The texts of the ConfigMaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Configuration {
    /// The injection config.
    pub config: String,
    /// The values of its templates.
    pub values: Value,
    /// The mesh config.
    pub mesh: String,
}

impl Settings {
    /// An ordinary installation with this image and configuration.
    pub fn new(image: String, configuration: Option<Configuration>) -> Settings {
        Settings {
            naming: Naming::Own,
            namespace: OWN_NAMESPACE.to_owned(),
            create_namespace: true,
            revision: OWN_REVISION.to_owned(),
            image,
            replicas: 2,
            autoscaling: None,
            certificates: Certificates::Own,
            configuration,
            existing_revision: DEFAULT_REVISION.to_owned(),
            webhook: WebhookSettings::default(),
            discovery: None,
            network_policy: None,
            opt_out: false,
            pod_label: true,
            managed_by: "outrigger".to_owned(),
        }
    }

    /// Whether this is the revision that namespaces with `istio-injection=enabled` mean.
    pub fn is_default_revision(&self) -> bool {
        self.revision == DEFAULT_REVISION
    }

    /// The label by which a namespace asks for the sidecars of this installation.
    pub fn namespace_label(&self) -> String {
        match self.is_default_revision() {
            true => "istio-injection=enabled".to_owned(),
            false => format!("istio.io/rev={}", self.revision),
        }
    }

    /// The names of what is installed.
    pub fn names(&self) -> Names {
        let (revision, place) = (&self.revision, &self.namespace);
        let suffix = if revision == self.naming.revision() { String::new() } else { format!("-{revision}") };
        // Istio's own namespace is not part of the name of Istio's webhook configuration.
        let elsewhere = if place == ISTIO_NAMESPACE { String::new() } else { format!("-{place}") };
        let named = |own: &str, istio: &str| match self.naming {
            Naming::Own => format!("{own}{suffix}"),
            Naming::Istio => format!("{istio}{suffix}"),
        };
        let config_map = |own: &str, istio: &str| match &self.configuration {
            Some(_) => named(own, istio),
            None if self.existing_revision == DEFAULT_REVISION => istio.to_owned(),
            None => format!("{istio}-{}", self.existing_revision),
        };
        let program = named("outrigger", "istio-sidecar-injector");
        let discovery = named("outrigger-discovery", "istiod");
        let place_of_root = if place == OWN_NAMESPACE { String::new() } else { format!(".{place}") };
        Names {
            // Neither a namespace nor a revision has dots: no two installations share a name.
            cluster_role: match self.naming {
                Naming::Own => format!("{program}.{place}"),
                Naming::Istio => format!("{program}-{place}"),
            },
            webhook_configuration: match self.naming {
                Naming::Own => format!("{program}.{place}"),
                Naming::Istio => format!("{program}{elsewhere}"),
            },
            secret: secret_of(&program),
            inject_config_map: config_map("outrigger-injector", "istio-sidecar-injector"),
            mesh_config_map: config_map("outrigger-mesh", "istio"),
            record: format!("outrigger-installation{suffix}"),
            discovery_cluster_role: match self.naming {
                Naming::Own => format!("{discovery}.{place}"),
                Naming::Istio => format!("{discovery}-{place}"),
            },
            discovery_service: format!("istiod{suffix}"),
            root_config_map: match self.naming {
                Naming::Own => format!("outrigger-ca-root-cert{place_of_root}"),
                Naming::Istio => ROOT_CONFIG_MAP.to_owned(),
            },
            discovery,
            program,
        }
    }

    /// Where injected pods find the control plane of the installation: host and port.
    pub fn discovery_address(&self) -> String {
        format!("{}.{}.svc:{PORT}", self.names().discovery_service, self.namespace)
    }

    /// The id of the installation, which stands on each of its objects and in its record: what has the same namespace
    /// and names is the same installation.
    pub fn installation_id(&self) -> String {
        crate::fingerprint(&format!("{}/{}", self.namespace, self.names().program))
    }

    /// Whether an API server would take it.
    ///
    /// # Errors
    /// It would not.
    pub fn check(&self) -> Result<(), SettingsError> {
        label("namespace", &self.namespace, LABEL)?;
        // `istio-sidecar-injector-REVISION` is the longest name that must be a label.
        let most = LABEL - "istio-sidecar-injector-".len();
        label("revision", &self.revision, most)?;
        label("revision of Istio", &self.existing_revision, most)?;
        if self.opt_out && !self.is_default_revision() {
            return Err(SettingsError::OptOut { revision: self.revision.clone() });
        }
        self.webhook.check(&self.certificates)?;
        for range in self.network_policy.iter().flatten() {
            check_range(range)?;
        }
        if let Certificates::CertManager { kind, name } = &self.certificates {
            if !matches!(kind.as_str(), "Issuer" | "ClusterIssuer") {
                return Err(SettingsError::IssuerKind(kind.clone()));
            }
            label("issuer", name, LABEL)?;
        }
        let strange = |c: char| c.is_whitespace() || c.is_control() || !c.is_ascii();
        if self.image.is_empty() || self.image.len() > 1024 || self.image.contains(strange) {
            return Err(SettingsError::Image(self.image.clone()));
        }
        let (least, most) = self.autoscaling.map_or((self.replicas, self.replicas), |a| (a.least, a.most));
        if least == 0 || least > most || most > 1000 {
            return Err(SettingsError::Replicas { least, most });
        }
        if let Some(discovery) = self.discovery {
            let Some(own) = &self.configuration else { return Err(SettingsError::DiscoveryOfIstio) };
            let root = self.names().root_config_map;
            discovery.check((&own.mesh, &own.values), &self.discovery_address(), &root)?;
        }
        match self.autoscaling {
            Some(a) if !(1..=1000).contains(&a.processor) => Err(SettingsError::Processor(a.processor)),
            _ => Ok(()),
        }
    }
}

/// The names of what is installed.
///
/// Source for [`Naming::Istio`]: Istio 1.30 for the ConfigMaps and the webhook configuration, Istio 0.5 and 1.0 for the
/// Deployment, the Service, the roles and the Secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Deployment, Service, ServiceAccount, Role and what else belongs to the program.
    pub program: String,
    /// ClusterRole and ClusterRoleBinding.
    pub cluster_role: String,
    /// The Secret of the certificates.
    pub secret: String,
    /// The ConfigMap of the injection config.
    pub inject_config_map: String,
    /// The ConfigMap of the mesh config.
    pub mesh_config_map: String,
    /// The MutatingWebhookConfiguration.
    pub webhook_configuration: String,
    /// The ConfigMap in which the installation is recorded.
    pub record: String,
    /// Deployment, ServiceAccount, Role, Lease and what else belongs to the control plane.
    pub discovery: String,
    /// ClusterRole and ClusterRoleBinding of the control plane.
    pub discovery_cluster_role: String,
    /// The Service of the control plane: tools of Istio's and certificates have it called so, whatever else is.
    pub discovery_service: String,
    /// The ConfigMap in each namespace with the root that pods trust. Under a name of its own it is no other mesh's.
    pub root_config_map: String,
}

/// The name of the Secret with the certificates of a program, which is named after it.
pub fn secret_of(program: &str) -> String {
    let (stem, suffix) = match program.strip_prefix("istio-sidecar-injector") {
        Some(suffix) => ("sidecar-injector", suffix),
        None => ("outrigger", program.strip_prefix("outrigger").unwrap_or_default()),
    };
    format!("{stem}-certs{suffix}")
}

/// An address with the length of its prefix, such as `10.0.0.0/8`.
fn check_range(range: &str) -> Result<(), SettingsError> {
    let parsed = range.split_once('/').and_then(|(address, length)| {
        let most = if address.parse::<IpAddr>().ok()?.is_ipv4() { 32 } else { 128 };
        length.parse::<u8>().ok().filter(|length| *length <= most)
    });
    parsed.map(drop).ok_or_else(|| SettingsError::Range(range.to_owned()))
}

/// RFC 1123, as Kubernetes has it.
fn label(what: &'static str, name: &str, most: usize) -> Result<(), SettingsError> {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let edge = |b: Option<u8>| b.is_some_and(|b| b != b'-');
    let fits = name.len() <= most
        && name.bytes().all(inner)
        && edge(name.bytes().next())
        && edge(name.bytes().next_back());
    if fits { Ok(()) } else { Err(SettingsError::Name { what, name: name.to_owned(), most }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings::new("outrigger:1".to_owned(), None)
    }

    #[test]
    fn names_follow_naming_revision_and_namespace() {
        let names = |naming: Naming, revision: &str, namespace: &str| {
            let settings = Settings {
                naming,
                revision: revision.to_owned(),
                namespace: namespace.to_owned(),
                configuration: Some(Configuration {
                    config: String::new(),
                    values: Value::Null,
                    mesh: String::new(),
                }),
                ..settings()
            };
            settings.check().unwrap();
            let names = settings.names();
            [
                names.program,
                names.cluster_role,
                names.secret,
                names.inject_config_map,
                names.mesh_config_map,
                names.webhook_configuration,
                names.record,
                names.discovery,
                names.discovery_cluster_role,
                names.discovery_service,
                names.root_config_map,
            ]
            .join(" ")
        };
        assert_eq!(
            names(Naming::Own, "outrigger", "outrigger-system"),
            "outrigger outrigger.outrigger-system outrigger-certs outrigger-injector outrigger-mesh \
             outrigger.outrigger-system outrigger-installation outrigger-discovery outrigger-discovery.outrigger-system \
             istiod outrigger-ca-root-cert"
        );
        assert_eq!(
            names(Naming::Own, "default", "istio-system"),
            "outrigger-default outrigger-default.istio-system outrigger-certs-default outrigger-injector-default \
             outrigger-mesh-default outrigger-default.istio-system outrigger-installation-default \
             outrigger-discovery-default outrigger-discovery-default.istio-system istiod-default \
             outrigger-ca-root-cert.istio-system"
        );
        assert_eq!(
            names(Naming::Istio, "default", "istio-system"),
            "istio-sidecar-injector istio-sidecar-injector-istio-system sidecar-injector-certs istio-sidecar-injector \
             istio istio-sidecar-injector outrigger-installation istiod istiod-istio-system istiod istio-ca-root-cert"
        );
        assert_eq!(
            names(Naming::Istio, "canary", "mesh"),
            "istio-sidecar-injector-canary istio-sidecar-injector-canary-mesh sidecar-injector-certs-canary \
             istio-sidecar-injector-canary istio-canary istio-sidecar-injector-canary-mesh outrigger-installation-canary \
             istiod-canary istiod-canary-mesh istiod-canary istio-ca-root-cert"
        );
    }

    #[test]
    fn config_maps_of_an_existing_istio_have_its_names() {
        for (revision, want) in [
            ("default", ("istio-sidecar-injector", "istio")),
            ("1-30", ("istio-sidecar-injector-1-30", "istio-1-30")),
        ] {
            let names = Settings { existing_revision: revision.to_owned(), ..settings() }.names();
            assert_eq!((names.inject_config_map.as_str(), names.mesh_config_map.as_str()), want);
            assert_eq!(names.program, "outrigger");
        }
    }

    #[test]
    fn an_installation_has_the_same_id_each_time_and_no_other_has_it() {
        let id = |namespace: &str, revision: &str, naming| {
            let (namespace, revision) = (namespace.to_owned(), revision.to_owned());
            Settings { namespace, revision, naming, ..settings() }.installation_id()
        };
        let ids = [
            id("outrigger-system", "outrigger", Naming::Own),
            id("outrigger-system", "canary", Naming::Own),
            id("mesh", "outrigger", Naming::Own),
            id("mesh", "default", Naming::Istio),
        ];
        assert_eq!(ids[0], id("outrigger-system", "outrigger", Naming::Own));
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
        assert!(ids.iter().all(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit())));
    }

    #[test]
    fn what_an_api_server_would_refuse_is_refused() {
        let long = "a".repeat(64);
        let cases = [
            Settings { namespace: String::new(), ..settings() },
            Settings { namespace: "A".to_owned(), ..settings() },
            Settings { namespace: long.clone(), ..settings() },
            Settings { revision: "1.30".to_owned(), ..settings() },
            Settings { revision: "a\"b".to_owned(), ..settings() },
            Settings { revision: "-".to_owned(), ..settings() },
            Settings { revision: "a".repeat(41), ..settings() },
            Settings { revision: String::new(), ..settings() },
            Settings { existing_revision: "1.30".to_owned(), ..settings() },
            Settings { opt_out: true, ..settings() },
            Settings { network_policy: Some(vec!["10.0.0.0".to_owned()]), ..settings() },
            Settings { network_policy: Some(vec!["10.0.0.0/33".to_owned()]), ..settings() },
            Settings { network_policy: Some(vec!["api.example/8".to_owned()]), ..settings() },
            Settings { image: String::new(), ..settings() },
            Settings { image: "a b".to_owned(), ..settings() },
            Settings { image: "a\n".to_owned(), ..settings() },
            Settings { replicas: 0, ..settings() },
            Settings { replicas: 1001, ..settings() },
            Settings { autoscaling: Some(Autoscaling { least: 3, most: 2, processor: 50 }), ..settings() },
            Settings { autoscaling: Some(Autoscaling { least: 1, most: 2, processor: 0 }), ..settings() },
            Settings {
                certificates: Certificates::CertManager { kind: "Vault".to_owned(), name: "a".to_owned() },
                ..settings()
            },
            Settings {
                certificates: Certificates::CertManager { kind: "Issuer".to_owned(), name: long },
                ..settings()
            },
        ];
        for settings in cases {
            assert!(settings.check().is_err(), "{settings:?}");
        }
        let revision = Settings {
            revision: "a".repeat(40),
            naming: Naming::Istio,
            network_policy: Some(vec!["10.0.0.0/8".to_owned(), "fd00::/128".to_owned()]),
            ..settings()
        };
        assert_eq!(revision.check(), Ok(()));
        assert_eq!(revision.names().program.len(), 63);
    }
}
