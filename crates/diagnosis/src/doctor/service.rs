//! Whether there is something behind the Service that the API server calls.

use objects::endpoints::{SERVICE_NAME, serves};
use objects::{World, kinds};

use super::injector::{Injector, Target};
use super::site::Site;
use super::{Diagnosed, Seen, place_of};
use crate::codes::doctor::{NO_ENDPOINTS, NO_PORT, NO_SERVICE, NOT_IN_FORCE};
use crate::finding::{Finding, Place};
use crate::part;

/// Adds what is found.
pub fn look(seen: &Seen<'_>, injector: &Injector<'_>, found: &mut Vec<Diagnosed>) {
    if injector.entries.is_empty() {
        found.push(not_in_force(seen, injector));
    }
    for target in injector.targets() {
        let site = Site { world: seen.world, injector, target: &target };
        if let Some(finding) = missing(&site) {
            let finding = match site.remedy(finding.code) {
                Some(remedy) => finding.remedy(remedy),
                None => finding,
            };
            found.push(Diagnosed::new(finding));
        }
    }
}

fn missing(site: &Site<'_>) -> Option<Finding> {
    let Target::Service { namespace, name, port } = site.target else { return None };
    let is_known = site.world.known(kinds::SERVICE).is_some();
    let Some(service) = site.world.get(kinds::SERVICE, namespace, name) else {
        if !is_known {
            return None;
        }
        let cause = format!("the API server is sent to Service {namespace}/{name}, which does not exist");
        return Some(Finding::new(&NO_SERVICE, place_of(site.injector), cause));
    };
    let place = Place::of(kinds::SERVICE, service);
    let ports: Vec<i64> =
        service.items_at(&["spec", "ports"]).iter().filter_map(|p| p.at(&["port"]).as_i64()).collect();
    if !ports.contains(&i64::from(*port)) {
        let known = ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let cause = format!("{} calls port {port} of the Service, which has {known}", site.injector.name());
        return Some(Finding::new(&NO_PORT, place, cause));
    }
    if service.str_at(&["spec", "type"]) == Some("ExternalName") || is_served(site.world, namespace, name)? {
        return None;
    }
    let pods =
        site.deployment().map_or("", |deployment| match deployment.at(&["spec", "replicas"]).as_i64() {
            Some(0) => ": its Deployment is scaled to 0",
            _ => "",
        });
    let cause = format!("no pod behind it is ready, and {} calls it{pods}", site.injector.name());
    Some(Finding::new(&NO_ENDPOINTS, place, cause))
}

/// Whether an endpoint of a Service is ready; `None` if endpoints are not known.
fn is_served(world: &World, namespace: &str, name: &str) -> Option<bool> {
    let mut slices = world.known(kinds::ENDPOINT_SLICE)?;
    Some(slices.any(|slice| {
        part::namespace(slice) == namespace && part::label(slice, SERVICE_NAME) == Some(name) && serves(slice)
    }))
}

/// A configuration of ours whose entries wait for a replica.
fn not_in_force(seen: &Seen<'_>, injector: &Injector<'_>) -> Diagnosed {
    let cause = "its entries wait for a replica that serves; until then pods start without a sidecar";
    let finding = Finding::new(&NOT_IN_FORCE, place_of(injector), cause);
    let target = injector.targets().into_iter().next();
    let wait = target.and_then(|target| {
        Site { world: seen.world, injector, target: &target }.of_deployment("rollout status")
    });
    Diagnosed::new(match wait {
        Some(wait) => finding.remedy(wait),
        None => finding,
    })
}
