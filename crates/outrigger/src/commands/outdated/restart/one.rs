//! Restarting one workload, unless somebody else has done it meanwhile.

use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterError, Object, Which};
use diagnosis::outdated::restart::{Workload, plan};
use diagnosis::outdated::rollout::{self, Rollout};
use diagnosis::outdated::{self, Now, Pods, State};
use diagnosis::selector::Selector;
use diagnosis::shell;
use kubeyaml::Value;
use objects::{World, kinds};

use super::wait::{self, SOON, say};
use crate::failure::Failure;

/// How often a workload may change under our hands.
const CHANGES: usize = 10;
/// The annotation by which a Deployment numbers its templates.
///
/// Source: Kubernetes 1.36 pkg/controller/deployment/util, RevisionAnnotation.
const REVISION: [&str; 3] = ["metadata", "annotations", "deployment.kubernetes.io/revision"];

/// What was known before anything was restarted.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The cluster.
    pub world: &'a World,
    /// What its pods are compared with.
    pub now: &'a Now<'a>,
}

/// What restarts workloads.
pub struct Restarting<'a> {
    /// Where they are.
    pub cluster: &'a Cluster,
    /// What was known before.
    pub before: &'a Before<'a>,
    /// How long one may take.
    pub timeout: Duration,
}

/// What is to be done about a workload.
enum Next {
    Restart,
    Leave(String),
    Nothing,
}

impl Restarting<'_> {
    /// Restarts a workload and waits until its pods are new and as injection gives them. Gives whether nothing is left to be
    /// done about it by a person.
    ///
    /// # Errors
    /// The API server cannot be asked or says no, or the workload does not come up.
    pub async fn one(&self, workload: &Workload) -> Result<bool, Failure> {
        let kinds = [kinds::DEPLOYMENT, kinds::STATEFUL_SET, kinds::DAEMON_SET];
        let Some(kind) = kinds.into_iter().find(|kind| kind.kind == workload.kind) else { return Ok(false) };
        let object = Object { kind, namespace: Some(&workload.namespace), name: &workload.name };
        for _ in 0..CHANGES {
            let Some(mut seen) = self.cluster.get(object).await.map_err(|e| Failure::from(&e))? else {
                return leave(workload, "there is no such object any more");
            };
            if let Some(why) = rollout::hindrance(&seen) {
                return leave(workload, why);
            }
            if rollout::is_replacing(&seen) {
                if let Rollout::Failed { cause } = rollout::of(&seen) {
                    return leave(workload, &format!("an earlier rollout of it does not come up: {cause}"));
                }
                say(workload, "being rolled out already: waiting for that");
                let others = wait::comes_up(self.cluster, workload, object, (None, self.timeout)).await;
                seen = others
                    .map_err(|failure| failure.hint(format!("kubectl describe {}", target(workload))))?;
            }
            match self.next(workload, object, &seen).await? {
                Next::Restart => {}
                Next::Leave(why) => return leave(workload, &why),
                Next::Nothing => {
                    say(workload, "up to date by now, by another's restart");
                    return Ok(true);
                }
            }
            match self.cluster.restart(object, &seen).await {
                Ok(since) => return self.finish(workload, object, &seen, &since).await,
                // Be it its status alone: it is looked at once more.
                Err(ClusterError::Conflict { .. }) => tokio::time::sleep(SOON).await,
                Err(e) => return Err(Failure::from(&e).hint("nothing of it was changed")),
            }
        }
        Err(Failure::new(format!("it changed {CHANGES} times while it was to be restarted"))
            .hint(format!("kubectl get {} -o yaml --show-managed-fields says by whom", target(workload))))
    }

    /// Waits for a workload that was restarted, and looks at its pods.
    async fn finish(
        &self,
        workload: &Workload,
        object: Object<'_>,
        seen: &Value,
        since: &str,
    ) -> Result<bool, Failure> {
        let began = Instant::now();
        let now = wait::comes_up(self.cluster, workload, object, (Some(since), self.timeout)).await;
        let now = now.map_err(|failure| failure.hint(undo(workload, seen)))?;
        let pods = self.judged(workload, object, &now).await?;
        let Some(left) = pods.iter().find(|pods| pods.state.is_outdated()) else {
            say(workload, &format!("restarted in {} s", began.elapsed().as_secs()));
            return Ok(true);
        };
        let cause = match &left.state {
            State::Missed { .. } => {
                "its new pods came without a sidecar: the webhook was not called, or did not answer"
                    .to_owned()
            }
            state => format!("its new pods are not as the configuration has them: {state}"),
        };
        Err(Failure::new(cause).hint("`outrigger doctor` looks at the way to the webhook"))
    }

    /// What is to be done about a workload as it is now.
    async fn next(&self, workload: &Workload, object: Object<'_>, seen: &Value) -> Result<Next, Failure> {
        let plan = plan(&self.judged(workload, object, seen).await?);
        let left = plan.left.into_iter().next();
        Ok(match (plan.restarts.is_empty(), left) {
            (false, _) => Next::Restart,
            (true, Some((_, why))) => Next::Leave(why),
            (true, None) => Next::Nothing,
        })
    }

    /// How the pods of a workload stand now, beside the configuration that was read before.
    async fn judged(
        &self,
        workload: &Workload,
        object: Object<'_>,
        seen: &Value,
    ) -> Result<Vec<Pods>, Failure> {
        let Before { world: before, now } = self.before;
        let pods = wait::pods_of(self.cluster, object, seen).await.map_err(|e| Failure::from(&e))?;
        let query = Selector::of(seen.at(&["spec", "selector"])).query().unwrap_or_default();
        let which = Which { namespace: object.namespace, labels: Some(&query), ..Which::default() };
        // Without them the Deployment's own template counts.
        let sets = self.cluster.list(kinds::REPLICA_SET, which, Some).await.unwrap_or_default();
        let mut world = World::of(pods.into_iter().chain(sets).chain([seen.clone()]));
        world.know(kinds::POD);
        for kind in [kinds::NAMESPACE, kinds::MUTATING_WEBHOOK] {
            if let Some(objects) = before.known(kind) {
                world.know(kind);
                objects.for_each(|object| world.insert(object.clone()));
            }
        }
        let mut pods = outdated::pods(&world, Some(&workload.namespace), now);
        pods.retain(|pods| pods.kind == workload.kind && pods.name == workload.name);
        Ok(pods)
    }
}

fn leave(workload: &Workload, why: &str) -> Result<bool, Failure> {
    say(workload, &format!("left as it is: {why}"));
    Ok(false)
}

/// A workload as kubectl takes it.
fn target(workload: &Workload) -> String {
    let Workload { namespace, kind, name } = workload;
    format!("{}/{} -n {}", kind.to_lowercase(), shell::word(name), shell::word(namespace))
}

/// The command that gives back the pods which were there before.
fn undo(workload: &Workload, seen: &Value) -> String {
    let revision = seen.str_at(&REVISION).map(|revision| format!(" --to-revision={}", shell::word(revision)));
    let revision = revision.unwrap_or_default();
    format!("kubectl rollout undo {}{revision} gives the pods back that were there", target(workload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_undone_is_our_restart_and_nothing_else() {
        let workload = |kind: &str| Workload {
            namespace: "shop".to_owned(),
            kind: kind.to_owned(),
            name: "web".to_owned(),
        };
        for (kind, metadata, want) in [
            (
                "Deployment",
                "{annotations: {deployment.kubernetes.io/revision: '7'}}",
                "kubectl rollout undo deployment/web -n shop --to-revision=7 gives",
            ),
            ("StatefulSet", "{}", "kubectl rollout undo statefulset/web -n shop gives"),
        ] {
            let seen = kubeyaml::read(&format!("metadata: {metadata}")).unwrap();
            let undo = undo(&workload(kind), &seen);
            assert!(undo.starts_with(want), "{undo}");
        }
    }
}
