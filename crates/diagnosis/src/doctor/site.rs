//! The place where an injector runs, and the commands that concern it.

use kubeyaml::Value;
use objects::{World, kinds};

use super::injector::{Injector, Owner, Target};
use super::repair::Repair;
use crate::finding::Code;
use crate::part;
use crate::selector::pairs_select;
use crate::shell::word;

/// Istio writes the root of its authority there, in each namespace.
///
/// Source: Istio 1.30 security/pkg/k8s/controller, CACertNamespaceConfigMap.
const ROOT: &str = "istio-ca-root-cert";

/// Where an injector runs: a target of its entries, in what is known of the cluster.
#[derive(Debug)]
pub struct Site<'a> {
    pub world: &'a World,
    pub injector: &'a Injector<'a>,
    pub target: &'a Target,
}

impl<'a> Site<'a> {
    /// The namespace and the name of the Service.
    pub fn service(&self) -> Option<(&'a str, &'a str)> {
        match self.target {
            Target::Service { namespace, name, .. } => Some((namespace, name)),
            Target::Url { .. } => None,
        }
    }

    /// The Deployment behind the Service.
    pub fn deployment(&self) -> Option<&'a Value> {
        let (namespace, name) = self.service()?;
        let service = self.world.get(kinds::SERVICE, namespace, name)?;
        let selector = service.at(&["spec", "selector"]);
        let mut all = self.world.all(kinds::DEPLOYMENT).filter(|d| part::namespace(d) == namespace);
        all.find(|deployment| pairs_select(selector, part::labels(deployment.at(&["spec", "template"]))))
    }

    /// `kubectl VERB deployment/NAME -n NAMESPACE`; of the Service's name where the Deployment is not known.
    pub fn of_deployment(&self, verb: &str) -> Option<String> {
        let (namespace, service) = self.service()?;
        let name = self.deployment().map_or(service, part::name);
        Some(format!("kubectl {verb} deployment/{} -n {}", word(name), word(namespace)))
    }

    /// The command that puts the right bundle into the configuration, which can be done for the user where it is ours.
    pub fn bundle(&self) -> Option<Result<Repair, String>> {
        let (namespace, service) = self.service()?;
        let configuration = self.injector.name();
        if let Owner::Ours = self.injector.owner {
            return Some(Ok(Repair::Bundle {
                configuration: configuration.to_owned(),
                namespace: namespace.to_owned(),
                secret: manifests::secret_of(service),
            }));
        }
        self.world.get(kinds::CONFIG_MAP, namespace, ROOT)?;
        Some(Err(format!(
            "kubectl get configmap {ROOT} -n {} -o 'jsonpath={{.data.root-cert\\.pem}}' | outrigger certs patch-ca-bundle \
             --ca-file - --webhook-config {}",
            word(namespace),
            word(configuration)
        )))
    }

    /// A command that changes a field of entries by a JSON patch.
    pub fn patch(injector: &Injector<'_>, indices: &[usize], field: &str, value: &str) -> String {
        let changes = indices.iter().map(|index| {
            format!("{{\"op\":\"add\",\"path\":\"/webhooks/{index}/{field}\",\"value\":{value}}}")
        });
        format!(
            "kubectl patch mutatingwebhookconfiguration {} --type=json -p '[{}]'",
            word(injector.name()),
            changes.collect::<Vec<_>>().join(",")
        )
    }

    /// The command for a cause that an API server named; `None` where the page of the code says it as well.
    pub fn remedy(&self, code: &Code) -> Option<String> {
        match code.id {
            "connection-refused"
            | "connection-broken"
            | "certificate-expired"
            | "certificate-expires-soon" => self.of_deployment("rollout restart"),
            "injector-error" => self.of_deployment("logs"),
            "no-service" => {
                let name = word(self.injector.name());
                Some(format!(
                    "if the injector is gone for good: kubectl delete mutatingwebhookconfiguration {name}"
                ))
            }
            "no-endpoints" => self.wake(),
            "wrong-path" => {
                let at = |entry: &super::injector::Entry<'_>| entry.target().as_ref() == Some(self.target);
                let indices: Vec<usize> =
                    self.injector.entries.iter().filter(|entry| at(entry)).map(|entry| entry.index).collect();
                self.service()?;
                Some(Site::patch(self.injector, &indices, "clientConfig/service/path", "\"/inject\""))
            }
            "certificate-name" => {
                let (namespace, name) = self.service()?;
                let Owner::Ours = self.injector.owner else { return self.of_deployment("rollout restart") };
                Some(format!(
                    "outrigger certs create --service {} --namespace {} --secret {} | kubectl apply -f -",
                    word(name),
                    word(namespace),
                    word(&manifests::secret_of(name))
                ))
            }
            _ => None,
        }
    }

    /// What brings back pods behind the Service: replicas where none are asked for, else a look at why they are not ready.
    fn wake(&self) -> Option<String> {
        let (namespace, service) = self.service()?;
        let deployment = self.deployment();
        if deployment.is_some_and(|d| d.at(&["spec", "replicas"]).as_i64() == Some(0)) {
            return Some(self.of_deployment("scale")? + " --replicas=1");
        }
        let selector =
            self.world.get(kinds::SERVICE, namespace, service)?.at(&["spec", "selector"]).as_map()?;
        let pairs =
            selector.iter().map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default()));
        let pairs = pairs.collect::<Vec<_>>().join(",");
        Some(format!("kubectl describe pods -n {} -l {}", word(namespace), word(&pairs)))
    }
}
