//! How istiods are asked over xDS.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use cluster::xds::{Channel, Identity, Tls, TlsError, Trust, certificates, system_roots};
use cluster::{Cluster, ClusterError, Object};
use objects::kinds;

use super::duration::duration;
use crate::failure::Failure;
use crate::input;

/// The ServiceAccount that istiods are asked as, in the namespace of the control plane.
///
/// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, tokenServiceAccount.
pub const ACCOUNT: &str = "default";
/// Where the root of the mesh's certificates is, in each namespace.
const ROOT: (&str, &str) = ("istio-ca-root-cert", "root-cert.pem");
/// The port of istiods for xDS over TLS.
const PORT: u16 = 15012;

/// How istiods are asked over xDS.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "xDS")]
pub struct XdsFlags {
    /// Server that is asked, such as istiod.example.com:15012, in place of the cluster's istiods.
    #[arg(long, value_name = "HOST:PORT")]
    pub xds_address: Option<String>,
    /// Selector of istiod's pods [default: app=istiod].
    #[arg(long, value_name = "SELECTOR")]
    pub xds_label: Option<String>,
    /// Port of istiod's pods [default: 15012].
    #[arg(long, value_name = "PORT")]
    pub xds_port: Option<u16>,
    /// Folder with cert-chain.pem and key.pem to show, in place of a token, and root-cert.pem to trust.
    #[arg(long, value_name = "FOLDER")]
    pub cert_dir: Option<PathBuf>,
    /// Name in the server's certificate [default: the address's host or that of istiod's Service].
    #[arg(long, value_name = "NAME")]
    pub authority: Option<String>,
    /// Trust any server: it could be anybody's, and gets the token.
    #[arg(long)]
    pub insecure: bool,
    /// Speak without TLS and without a token.
    #[arg(long)]
    pub plaintext: bool,
    /// How long an istiod may take to answer.
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "30s")]
    pub timeout: Duration,
}

/// Where the control plane is that is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its namespace.
    pub namespace: &'a str,
    /// Its revision, if one is named.
    pub revision: Option<&'a str>,
    /// The address of a server that is not a pod of the cluster.
    pub address: Option<&'a str>,
}

impl XdsFlags {
    /// Looks whether the flags go together.
    ///
    /// # Errors
    /// They do not.
    ///
    /// Source: Istio 1.30 istioctl/pkg/clioptions/central.go, ValidateControlPlaneFlags; the others are our own.
    pub fn check(&self) -> Result<(), Failure> {
        let of_pods = "an address is asked as it is; these flags are about istiod's pods";
        let of_tls = "--plaintext is without TLS, which these flags are about";
        for (is_wrong, cause, hint) in [
            (
                self.xds_address.is_some() && self.xds_label.is_some(),
                "either --xds-address or --xds-label, not both",
                of_pods,
            ),
            (
                self.xds_address.is_some() && self.xds_port.is_some(),
                "either --xds-address or --xds-port, not both",
                of_pods,
            ),
            (self.plaintext && self.cert_dir.is_some(), "either --plaintext or --cert-dir, not both", of_tls),
            (self.plaintext && self.insecure, "either --plaintext or --insecure, not both", of_tls),
            (
                self.plaintext && self.authority.is_some(),
                "either --plaintext or --authority, not both",
                of_tls,
            ),
        ] {
            if is_wrong {
                return Err(Failure::new(cause).hint(hint));
            }
        }
        Ok(())
    }

    /// Whether a flag says something that only matters when istiods are asked.
    pub fn is_given(&self) -> bool {
        self.xds_address.is_some()
            || self.xds_label.is_some()
            || self.xds_port.is_some()
            || self.cert_dir.is_some()
            || self.authority.is_some()
            || self.insecure
            || self.plaintext
    }

    /// The port of a pod.
    pub fn port(&self) -> u16 {
        self.xds_port.unwrap_or(PORT)
    }

    /// Whether the cluster need not be asked for anything: an address that is told by certificates, or not at all, who asks.
    pub fn needs_no_cluster(&self) -> bool {
        self.xds_address.is_some() && (self.plaintext || self.cert_dir.is_some())
    }

    /// How a server is spoken to. Without a cluster only as [`XdsFlags::needs_no_cluster`] says.
    ///
    /// # Errors
    /// There is no token to be had, or a file of certificates cannot be used.
    pub async fn channel(&self, cluster: Option<&Cluster>, asked: Asked<'_>) -> Result<Channel, Failure> {
        let mut channel = Channel { tls: None, token: None, within: self.timeout };
        if self.plaintext {
            return Ok(channel);
        }
        let names = self.names(asked);
        let name = names.first().map_or("", String::as_str).to_owned();
        let trust = self.trust(cluster, asked, names).await?;
        let identity = self.cert_dir.as_deref().map(identity).transpose()?;
        channel.tls = Some(Tls::new(&name, trust, identity).map_err(refused)?);
        if let (None, Some(cluster)) = (&self.cert_dir, cluster) {
            let token = cluster.istio_token(asked.namespace, ACCOUNT).await;
            channel.token = Some(token.map_err(|e| Failure::from(&e))?);
        }
        Ok(channel)
    }

    /// The names that a server may have, the first of which it is asked for by.
    ///
    /// Source: Istio 1.30 istioctl/pkg/multixds/gather.go, makeSan; that an address may have istiod's own name is ours.
    fn names(&self, asked: Asked<'_>) -> Vec<String> {
        let namespace = asked.namespace;
        let of_service = match asked.revision {
            None | Some("" | "default") => format!("istiod.{namespace}.svc"),
            Some(revision) => format!("istiod-{revision}.{namespace}.svc"),
        };
        match (&self.authority, asked.address) {
            (Some(authority), _) => vec![authority.clone()],
            (None, None) => vec![of_service],
            (None, Some(address)) => {
                // Every istiod has the name without a revision, too.
                let mut names = vec![host(address).to_owned(), of_service, format!("istiod.{namespace}.svc")];
                names.dedup();
                names
            }
        }
    }

    /// A port-forward ends at the pod that was meant, by the API server's word; elsewhere a server has to prove who it is
    /// before it gets the token.
    async fn trust(
        &self,
        cluster: Option<&Cluster>,
        asked: Asked<'_>,
        names: Vec<String>,
    ) -> Result<Trust, Failure> {
        let must_prove = asked.address.is_some() || self.authority.is_some() || self.cert_dir.is_some();
        if self.insecure || !must_prove {
            return Ok(Trust::Anyone);
        }
        if let Some(folder) = &self.cert_dir {
            let path = folder.join("root-cert.pem");
            let roots = certificates(input::read_text(&path)?.as_bytes(), &input::display(&path));
            return Ok(Trust::Roots { roots: roots.map_err(refused)?, names });
        }
        let mut roots = system_roots();
        if let Some(cluster) = cluster {
            let pem = root(cluster, asked.namespace).await.map_err(|e| Failure::from(&e))?;
            if let Some(pem) = pem {
                roots.extend(
                    certificates(pem.as_bytes(), "the root of ConfigMap istio-ca-root-cert")
                        .map_err(refused)?,
                );
            }
        }
        Ok(Trust::Roots { roots, names })
    }
}

/// The root of the mesh's certificates.
async fn root(cluster: &Cluster, namespace: &str) -> Result<Option<String>, ClusterError> {
    let object = Object { kind: kinds::CONFIG_MAP, namespace: Some(namespace), name: ROOT.0 };
    let object = cluster.get(object).await?;
    Ok(object.and_then(|object| object.str_at(&["data", ROOT.1]).map(str::to_owned)))
}

/// Source: Istio 1.30 pkg/adsc/adsc.go, getClientCertFn.
fn identity(folder: &Path) -> Result<Identity, Failure> {
    let text = |file: &str| input::read_text(&folder.join(file));
    let (chain, key) = (text("cert-chain.pem")?, text("key.pem")?);
    Identity::from_pem(chain.as_bytes(), key.as_bytes()).map_err(|e| refused(e).at(input::display(folder)))
}

fn refused(error: TlsError) -> Failure {
    Failure::new(error)
}

/// The host of an address with a port.
fn host(address: &str) -> &str {
    let host = address.rsplit_once(':').map_or(address, |(host, _)| host);
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        xds: XdsFlags,
    }

    fn flags(line: &str) -> XdsFlags {
        Line::try_parse_from(std::iter::once("x").chain(line.split_whitespace())).unwrap().xds
    }

    #[test]
    fn flags_go_together_or_are_refused() {
        for (line, want) in [
            ("", None),
            ("--xds-address a:1 --cert-dir d --insecure --authority n", None),
            ("--xds-label a=b --xds-port 1 --plaintext", None),
            ("--xds-address a:1 --xds-label a=b", Some("either --xds-address or --xds-label, not both")),
            ("--xds-address a:1 --xds-port 1", Some("either --xds-address or --xds-port, not both")),
            ("--plaintext --cert-dir d", Some("either --plaintext or --cert-dir, not both")),
            ("--plaintext --insecure", Some("either --plaintext or --insecure, not both")),
        ] {
            assert_eq!(flags(line).check().err().map(|f| f.cause()).as_deref(), want, "{line}");
        }
        assert!(!flags("--timeout 5s").is_given());
        assert!(flags("--insecure").is_given());
    }

    #[test]
    fn a_server_has_the_name_that_is_given_or_that_of_the_service() {
        for (line, address, revision, want) in [
            ("", None, None, "istiod.mesh.svc"),
            ("", None, Some("canary"), "istiod-canary.mesh.svc"),
            ("", Some("istio.example.com:15012"), None, "istio.example.com istiod.mesh.svc"),
            ("", Some("[::1]:15012"), Some("default"), "::1 istiod.mesh.svc"),
            ("", Some("a:1"), Some("canary"), "a istiod-canary.mesh.svc istiod.mesh.svc"),
            ("--authority n", Some("a:1"), None, "n"),
        ] {
            let asked = Asked { namespace: "mesh", revision, address };
            assert_eq!(flags(line).names(asked).join(" "), want, "{line} {address:?}");
        }
    }
}
