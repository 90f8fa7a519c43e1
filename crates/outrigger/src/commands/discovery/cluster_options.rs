//! Flags of `outrigger discovery`: which control plane of a cluster it is.

use certs::{CertsError, Names};
use clap::Args;
use objects::names::{MESH_CONFIG_MAP, ROOT_CONFIG_MAP};
use objects::of_revision;

/// The Service by which proxies reach an istiod.
const SERVICE: &str = "istiod";

/// Which control plane it is.
#[derive(Debug, Args)]
#[command(next_help_heading = "In a cluster")]
pub struct InCluster {
    /// The control plane's own namespace.
    #[arg(long, short = 'n', value_name = "NAMESPACE", default_value = objects::names::ISTIO_NAMESPACE)]
    pub namespace: String,
    /// The revision of the control plane, which is part of the names that follow, but for `default`.
    #[arg(long, short, value_name = "NAME", default_value = "default")]
    pub revision: String,
    /// The Service by which proxies reach it, for which its certificate is [default: istiod, with the revision].
    #[arg(long, value_name = "NAME")]
    pub service_name: Option<String>,
    /// The ConfigMap of the mesh config [default: istio, with the revision].
    #[arg(long, visible_alias = "meshConfigMapName", value_name = "NAME")]
    pub mesh_config_map_name: Option<String>,
    /// The ConfigMap in each namespace into which the root that pods trust is written.
    #[arg(
        long,
        value_name = "NAME",
        env = "PILOT_CA_CERT_CONFIGMAP",
        hide_env = true,
        default_value = ROOT_CONFIG_MAP,
        conflicts_with = "from"
    )]
    pub ca_cert_config_map: String,
    /// The Lease whose holder writes it, of several replicas [default: istiod-leader, with the revision].
    #[arg(long, value_name = "NAME", conflicts_with = "from")]
    pub lease: Option<String>,
    /// Serve although an istiod has the Service, which is of the same revision then.
    #[arg(long, conflicts_with = "from")]
    pub ignore_istiod: bool,
}

impl InCluster {
    /// The Service by which proxies reach it.
    pub fn service(&self) -> String {
        self.service_name.clone().unwrap_or_else(|| of_revision(SERVICE, &self.revision))
    }

    /// The ConfigMap of the mesh config.
    pub fn mesh_config_map(&self) -> String {
        let named = self.mesh_config_map_name.clone();
        named.unwrap_or_else(|| of_revision(MESH_CONFIG_MAP, &self.revision))
    }

    /// The Lease whose holder writes the root.
    pub fn lease(&self) -> String {
        self.lease.clone().unwrap_or_else(|| of_revision("istiod-leader", &self.revision))
    }

    /// The names for which its certificate is: those of its Service, those that istioctl asks for, and this machine's.
    ///
    /// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, makeSan.
    ///
    /// # Errors
    /// A name cannot be one.
    pub fn names(&self) -> Result<Names, CertsError> {
        let mut names = Names::of_service(&self.service(), &self.namespace)?;
        for service in [SERVICE.to_owned(), format!("{SERVICE}-{}", self.revision)] {
            names = names.and(&format!("{service}.{}.svc", self.namespace))?;
            names = names.and(&format!("{service}.{}", self.namespace))?;
        }
        names.and("localhost")
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        flags: InCluster,
        #[arg(long)]
        from: Option<String>,
    }

    fn typed(line: &str) -> InCluster {
        Line::try_parse_from(format!("discovery {line}").split_whitespace()).unwrap().flags
    }

    #[test]
    fn names_follow_the_revision() {
        for (line, want) in [
            ("", "istiod istio istiod-leader"),
            ("--revision canary", "istiod-canary istio-canary istiod-leader-canary"),
            ("-r canary --service-name istiod --mesh-config-map-name mesh --lease own", "istiod mesh own"),
        ] {
            let flags = typed(line);
            let names = [flags.service(), flags.mesh_config_map(), flags.lease()];
            assert_eq!(names.join(" "), want, "{line}");
        }
        let names = typed("-n mesh -r canary --service-name istiod").names().unwrap();
        for name in ["istiod.mesh.svc", "istiod-canary.mesh.svc", "localhost"] {
            assert!(names.dns().iter().any(|n| n == name), "{names:?}");
        }
        assert!(typed("-r 1.30").names().is_err());
    }

    #[test]
    fn what_is_for_a_cluster_is_refused_with_a_folder() {
        for flag in ["--ca-cert-config-map root", "--lease own", "--ignore-istiod"] {
            let line = format!("discovery --from mesh {flag}");
            assert!(Line::try_parse_from(line.split_whitespace()).is_err(), "{flag}");
        }
    }
}
