//! What can be chosen about an installation.

use kubeyaml::Value;

use crate::SettingsError;

/// The name of the revision that has no name.
pub const DEFAULT_REVISION: &str = "default";
/// The namespace whose name is not part of the webhook configuration's.
const ISTIO_NAMESPACE: &str = "istio-system";
/// Names that become a label or part of a host name are no longer than this.
const LABEL: usize = 63;

/// What can be chosen about an installation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the injector lives.
    pub namespace: String,
    /// The injector's revision; empty for the default one.
    pub revision: String,
    /// The image with the program. None is published.
    pub image: String,
    /// How many replicas there are, unless they are scaled.
    pub replicas: u32,
    /// Whether the number of replicas follows the load.
    pub autoscaling: Option<Autoscaling>,
    /// Where the serving certificate comes from.
    pub certificates: Certificates,
    /// What goes into the ConfigMaps; `None` if those of an Istio that is there are used.
    pub configuration: Option<Configuration>,
    /// Whether pods get sidecars in every namespace that does not say otherwise.
    pub opt_out: bool,
    /// Whether a label of the pod is enough in a namespace that says nothing.
    pub pod_label: bool,
    /// Who says to have installed it.
    pub managed_by: String,
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

/// Where the serving certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificates {
    /// The injector makes and renews its own, and keeps the webhook configuration trusting it.
    Own,
    /// cert-manager does both.
    CertManager {
        /// `Issuer` or `ClusterIssuer`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Somebody keeps them in the Secret; the webhook configuration trusts this bundle, for good.
    Given {
        /// The CA bundle in base64.
        bundle: String,
    },
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
            namespace: ISTIO_NAMESPACE.to_owned(),
            revision: String::new(),
            image,
            replicas: 2,
            autoscaling: None,
            certificates: Certificates::Own,
            configuration,
            opt_out: false,
            pod_label: true,
            managed_by: "outrigger".to_owned(),
        }
    }

    /// Whether this is the revision that namespaces with `istio-injection=enabled` mean.
    pub fn is_default_revision(&self) -> bool {
        matches!(self.revision.as_str(), "" | DEFAULT_REVISION)
    }

    /// The names of what is installed.
    pub fn names(&self) -> Names {
        let suffix = if self.is_default_revision() { String::new() } else { format!("-{}", self.revision) };
        let place = &self.namespace;
        let elsewhere = if place == ISTIO_NAMESPACE { String::new() } else { format!("-{place}") };
        Names {
            program: format!("outrigger{suffix}"),
            cluster_role: format!("outrigger{suffix}-{place}"),
            secret: format!("outrigger-certs{suffix}"),
            inject_config_map: format!("istio-sidecar-injector{suffix}"),
            mesh_config_map: format!("istio{suffix}"),
            webhook_configuration: format!("istio-sidecar-injector{suffix}{elsewhere}"),
        }
    }

    /// Whether an API server would take it.
    ///
    /// # Errors
    /// It would not.
    pub fn check(&self) -> Result<(), SettingsError> {
        label("namespace", &self.namespace, LABEL)?;
        if !self.is_default_revision() {
            // `outrigger-certs-REVISION` is the longest name that must be a label.
            label("revision", &self.revision, LABEL - "outrigger-certs-".len())?;
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
        match self.autoscaling {
            Some(a) if !(1..=1000).contains(&a.processor) => Err(SettingsError::Processor(a.processor)),
            _ => Ok(()),
        }
    }
}

/// The names of what is installed.
///
/// Source: Istio 1.30 for the ConfigMaps and the webhook configuration; the others are ours.
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
    fn names_follow_revision_and_namespace() {
        let names = |revision: &str, namespace: &str| {
            let settings =
                Settings { revision: revision.to_owned(), namespace: namespace.to_owned(), ..settings() };
            settings.check().unwrap();
            let names = settings.names();
            format!(
                "{} {} {} {} {} {}",
                names.program,
                names.cluster_role,
                names.secret,
                names.inject_config_map,
                names.mesh_config_map,
                names.webhook_configuration
            )
        };
        let usual = "outrigger outrigger-istio-system outrigger-certs istio-sidecar-injector istio \
                     istio-sidecar-injector";
        assert_eq!(names("", "istio-system"), usual);
        assert_eq!(names("default", "istio-system"), usual);
        assert_eq!(
            names("canary", "mesh"),
            "outrigger-canary outrigger-canary-mesh outrigger-certs-canary istio-sidecar-injector-canary \
             istio-canary istio-sidecar-injector-canary-mesh"
        );
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
            Settings { revision: "a".repeat(48), ..settings() },
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
        let revision = Settings { revision: "a".repeat(47), ..settings() };
        assert_eq!(revision.check(), Ok(()));
        assert_eq!(revision.names().secret.len(), 63);
    }
}
