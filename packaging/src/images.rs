//! The images: what is in each, and how it is started.

use crate::error::PackagingError;
use crate::parts::{Agent, Parts};
use crate::tree::Tree;

/// Nobody in particular, as the Deployment of `outrigger install` has it.
const NOBODY: &str = "65532:65532";
/// Rules are changed by root, within the capabilities that the pod has.
const ROOT: &str = "0:0";
/// Istio's proxy, whose connections are not captured.
const PROXY: &str = "1337:1337";

/// An image, for one kind of processor.
#[derive(Clone, Debug)]
pub struct Image {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The licences of all that is in it, as an SPDX expression.
    pub licences: &'static str,
    /// Whom it runs as, where a pod does not say.
    pub user: &'static str,
    /// What is started.
    pub entrypoint: Vec<&'static str>,
    /// What it is made of, from below, each part with what it is. What changes least comes first.
    pub layers: Vec<(&'static str, Tree)>,
}

/// All images, from what was built: that of the agent if an Envoy was named.
///
/// None has certificates of public authorities: the injector calls the API server, and the agent the control plane, whose
/// authorities the cluster gives to each pod. Who needs others mounts a bundle.
///
/// # Errors
/// A program of an image is not among those that were built.
pub fn all(parts: &Parts) -> Result<Vec<Image>, PackagingError> {
    let mut images = vec![injector(parts)?, init(parts)?];
    images.extend(parts.agent.as_ref().map(|agent| proxy(parts, agent)));
    Ok(images)
}

fn injector(parts: &Parts) -> Result<Image, PackagingError> {
    Ok(Image {
        name: "outrigger",
        description: "The sidecar injector: admission webhook and command line",
        licences: "Apache-2.0",
        user: NOBODY,
        entrypoint: vec!["/usr/local/bin/outrigger"],
        layers: vec![("outrigger", parts.tree("outrigger")?)],
    })
}

fn init(parts: &Parts) -> Result<Image, PackagingError> {
    let mut program = parts.tree("outrigger-init")?;
    // Templates of some releases name the command.
    program.link("usr/local/bin/istio-iptables", "outrigger-init");
    let system = parts.system.tree.clone();
    Ok(Image {
        name: "outrigger-init",
        description: "The init container: sends a pod's traffic through its sidecar, with iptables or nftables",
        licences: "Apache-2.0 AND GPL-2.0-or-later AND LGPL-2.1-or-later",
        user: ROOT,
        entrypoint: vec!["/usr/local/bin/outrigger-init"],
        layers: vec![("iptables and nftables, from Debian", system), ("outrigger-init", program)],
    })
}

/// What changes most often is the last layer, and Envoy, which is most of the image, a layer of its own.
fn proxy(parts: &Parts, agent: &Agent) -> Image {
    let mut program = parts.tree_of_agent(agent);
    // Handlers of a container's lifecycle, and templates of every release, call it so.
    program.link("usr/local/bin/pilot-agent", "outrigger-agent");
    let mut envoy = Tree::default();
    envoy.program("usr/local/bin/envoy", agent.envoy.as_slice());
    Image {
        name: "outrigger-agent",
        description: "The proxy's container: starts Envoy, gives it what it needs, and ends it well",
        licences: "Apache-2.0 AND LGPL-2.1-or-later",
        user: PROXY,
        entrypoint: vec!["/usr/local/bin/pilot-agent"],
        layers: vec![
            ("libraries of Envoy, from Debian", agent.libraries.tree.clone()),
            ("Envoy", envoy),
            ("outrigger-agent", program),
        ],
    }
}
