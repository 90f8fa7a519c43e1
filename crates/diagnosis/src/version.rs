//! Which versions run: the program that asks, the control plane, and the data plane.

mod build_info;
mod proxies;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::build_info::BuildInfo;
pub use self::proxies::{Proxy, of_pods, of_syncz, of_xds};
use crate::control_plane::Istiod;
use crate::xds::Instance;

/// A part of the control plane, and how it was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Server {
    /// What it is called, such as `pilot`.
    pub component: String,
    /// Its revision.
    pub revision: String,
    /// How it was built.
    pub info: BuildInfo,
}

impl Server {
    /// An istiod with what it answered about itself.
    pub fn answered(istiod: &Istiod, body: &[u8]) -> Server {
        Server { info: BuildInfo::of_answer(body), ..Server::of_image(istiod) }
    }

    /// A control plane as it says of itself over xDS, and the revision that was asked for. What says nothing is named as
    /// istioctl names it.
    ///
    /// Source: Istio 1.30 istioctl/pkg/version/version.go, xdsRemoteVersionWrapper.
    pub fn of_instance(instance: Option<Instance>, revision: Option<&str>) -> Server {
        const MISSING: &str = "MISSING CP ID";
        match instance {
            Some(Instance { component, info, .. }) => {
                Server { component, info, revision: revision.unwrap_or_default().to_owned() }
            }
            None => Server {
                component: MISSING.to_owned(),
                revision: MISSING.to_owned(),
                info: BuildInfo { version: MISSING.to_owned(), ..BuildInfo::default() },
            },
        }
    }

    /// An istiod of which only the image is known.
    pub fn of_image(istiod: &Istiod) -> Server {
        let version = istiod.version.clone().unwrap_or_else(|| UNKNOWN.to_owned());
        Server {
            component: istiod.component.clone(),
            revision: istiod.revision.clone(),
            info: BuildInfo { version, ..BuildInfo::default() },
        }
    }
}

/// The version of what does not say one.
const UNKNOWN: &str = "unknown";

/// What is known of the versions.
///
/// Source: Istio 1.30 pkg/version/cobra.go. `dataPlaneVersionFrom` is our own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Versions {
    /// The program that asks.
    pub client_version: BuildInfo,
    /// The control plane; `None` if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mesh_version: Option<Vec<Server>>,
    /// The proxies; `None` if they are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_plane_version: Option<Vec<Proxy>>,
    /// Where the versions come from if not from an istiod: `pods`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_plane_version_from: Option<&'static str>,
}

impl Versions {
    /// Lines for people: one for the control plane if all its parts are of one version, and one for the proxies, counted by
    /// version.
    pub fn short(&self) -> String {
        let mut out = format!("client version: {}\n", self.client_version.version);
        let servers = self.mesh_version.as_deref().unwrap_or_default();
        match servers {
            [first, rest @ ..] if rest.iter().all(|server| server.info.version == first.info.version) => {
                out.push_str(&format!("control plane version: {}\n", first.info.version));
            }
            servers => out.extend(
                servers
                    .iter()
                    .map(|server| format!("{} version: {}\n", server.component, server.info.version)),
            ),
        }
        if let Some(proxies) = &self.data_plane_version {
            out.push_str(&format!("data plane version: {}\n", counted(proxies)));
        }
        out
    }

    /// Lines for people, with all that is known.
    pub fn long(&self) -> String {
        let mut out = format!("client version: {}\n", self.client_version.long());
        for server in self.mesh_version.iter().flatten() {
            out.push_str(&format!("{} version: {}\n", server.component, server.info.long()));
        }
        for proxy in self.data_plane_version.iter().flatten() {
            out.push_str(&format!("data plane version: {}\n", proxy.long()));
        }
        out
    }
}

/// How many proxies there are of each version, by version as a text.
fn counted(proxies: &[Proxy]) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for proxy in proxies {
        *counts.entry(&proxy.istio_version).or_default() += 1;
    }
    if counts.is_empty() {
        return "none".to_owned();
    }
    let counts = counts.iter().map(|(version, count)| format!("{version} ({count} proxies)"));
    counts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(component: &str, version: &str) -> Server {
        let info = BuildInfo { version: version.to_owned(), ..BuildInfo::default() };
        Server { component: component.to_owned(), revision: "r".to_owned(), info }
    }

    fn proxy(version: &str) -> Proxy {
        Proxy { id: "p.ns".to_owned(), istio_version: version.to_owned(), kind: "sidecar".to_owned() }
    }

    #[test]
    fn the_short_form_counts() {
        let client = BuildInfo::of_client("0.1.0");
        for (mesh, proxies, want) in [
            (None, None, ""),
            (Some(vec![]), Some(vec![]), "data plane version: none\n"),
            (
                Some(vec![server("pilot", "1.30.3"), server("pilot", "1.30.3")]),
                None,
                "control plane version: 1.30.3\n",
            ),
            (
                Some(vec![server("pilot", "1.30.3"), server("other", "1.29.0")]),
                Some(vec![proxy("1.30.3"), proxy("1.22.4"), proxy("1.30.3"), proxy("")]),
                "pilot version: 1.30.3\nother version: 1.29.0\n\
                 data plane version:  (1 proxies), 1.22.4 (1 proxies), 1.30.3 (2 proxies)\n",
            ),
        ] {
            let versions = Versions {
                client_version: client.clone(),
                mesh_version: mesh,
                data_plane_version: proxies,
                data_plane_version_from: None,
            };
            assert_eq!(versions.short(), format!("client version: 0.1.0\n{want}"));
        }
    }

    #[test]
    fn the_long_form_is_as_go_prints_structs() {
        let versions = Versions {
            client_version: BuildInfo::of_client("0.1.0"),
            mesh_version: Some(vec![server("pilot", "1.30.3")]),
            data_plane_version: Some(vec![proxy("a\"b")]),
            data_plane_version_from: None,
        };
        assert_eq!(
            versions.long(),
            "client version: version.BuildInfo{Version:\"0.1.0\", GitRevision:\"unknown\", GolangVersion:\"\", \
             BuildStatus:\"unknown\", GitTag:\"0.1.0\"}\n\
             pilot version: version.BuildInfo{Version:\"1.30.3\", GitRevision:\"\", GolangVersion:\"\", BuildStatus:\"\", \
             GitTag:\"\"}\n\
             data plane version: version.ProxyInfo{ID:\"p.ns\", IstioVersion:\"a\\\"b\", Type:\"sidecar\"}\n"
        );
    }

    #[test]
    fn a_control_plane_says_what_it_is() {
        let info = BuildInfo { version: "1.30.3".to_owned(), ..BuildInfo::default() };
        let istiod = Instance { component: "istiod".to_owned(), id: "istiod-1".to_owned(), info };
        let line =
            |server: Server| format!("{} {:?} {}", server.component, server.revision, server.info.version);
        assert_eq!(line(Server::of_instance(Some(istiod.clone()), None)), "istiod \"\" 1.30.3");
        assert_eq!(line(Server::of_instance(Some(istiod), Some("canary"))), "istiod \"canary\" 1.30.3");
        assert_eq!(
            line(Server::of_instance(None, Some("x"))),
            "MISSING CP ID \"MISSING CP ID\" MISSING CP ID"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out_for_machines() {
        let mut versions = Versions {
            client_version: BuildInfo::of_client("0.1.0"),
            mesh_version: None,
            data_plane_version: None,
            data_plane_version_from: None,
        };
        let client = r#""clientVersion":{"version":"0.1.0","revision":"unknown","golang_version":"","status":"unknown","tag":"0.1.0"}"#;
        assert_eq!(serde_json::to_string(&versions).unwrap(), format!("{{{client}}}"));
        versions.data_plane_version = Some(vec![proxy("1.30.3")]);
        versions.data_plane_version_from = Some("pods");
        versions.mesh_version = Some(vec![]);
        assert_eq!(
            serde_json::to_string(&versions).unwrap(),
            format!(
                "{{{client},\"meshVersion\":[],\"dataPlaneVersion\":[{{\"ID\":\"p.ns\",\"IstioVersion\":\"1.30.3\",\"Type\":\
                 \"sidecar\"}}],\"dataPlaneVersionFrom\":\"pods\"}}"
            )
        );
    }
}
