//! Waiting for a workload whose pods are created again, and what it waits for itself.

use std::time::{Duration, Instant};

use cluster::{Cluster, ClusterError, Object, Which};
use diagnosis::outdated::restart::Workload;
use diagnosis::outdated::rollout::{self, Rollout};
use diagnosis::outdated::stuck;
use diagnosis::selector::Selector;
use kubeyaml::Value;
use objects::kinds;

use crate::failure::{Failure, shown};

/// How often a workload is looked at: at first, and later.
pub const SOON: Duration = Duration::from_millis(250);
const LATER: Duration = Duration::from_secs(2);
/// From here on people are told what it waits for.
const LONG: Duration = Duration::from_secs(30);

/// Waits until all pods of a workload are new and ready, and gives it as it then is. `since` is when it was restarted; `None`
/// if somebody else has done that.
///
/// # Errors
/// The API server says no, the workload does not come up in time, or its controller has given up.
pub async fn comes_up(
    cluster: &Cluster,
    workload: &Workload,
    object: Object<'_>,
    (since, limit): (Option<&str>, Duration),
) -> Result<Value, Failure> {
    let began = Instant::now();
    let (mut pause, mut said) = (SOON, None);
    loop {
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LATER);
        let is_late = began.elapsed() >= limit;
        let found = match cluster.get(object).await {
            Ok(Some(found)) => found,
            Ok(None) => {
                return Err(Failure::new("it was deleted while it restarted").hint("nothing is left to undo"));
            }
            // API servers restart, too.
            Err(ClusterError::Unreachable { .. }) if !is_late => continue,
            Err(e) => return Err(Failure::from(&e)),
        };
        let how = rollout::of(&found);
        if how == Rollout::Done {
            return Ok(found);
        }
        let is_failed = matches!(how, Rollout::Failed { .. });
        if !is_failed && !is_late && began.elapsed() < LONG {
            continue;
        }
        let why = why(cluster, object, &found, since).await;
        let because = why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        match how {
            Rollout::Failed { cause } => {
                return Err(Failure::new(format!("it does not come up: {cause}{because}")));
            }
            how if is_late => {
                let seconds = limit.as_secs();
                return Err(Failure::new(format!("it did not come up within {seconds} s: {how}{because}")));
            }
            how if why.is_some() && said != why => {
                say(workload, &format!("{how}{because}"));
                said = why;
            }
            _ => {}
        }
    }
}

/// The pods of a workload.
///
/// # Errors
/// The API server cannot be asked, or says no.
pub async fn pods_of(
    cluster: &Cluster,
    object: Object<'_>,
    workload: &Value,
) -> Result<Vec<Value>, ClusterError> {
    let Some(query) = Selector::of(workload.at(&["spec", "selector"])).query() else { return Ok(Vec::new()) };
    let which = Which { namespace: object.namespace, labels: Some(&query), ..Which::default() };
    cluster.list(kinds::POD, which, Some).await
}

/// What is said of pods that do not come up. Whatever may not be read says nothing.
async fn why(cluster: &Cluster, object: Object<'_>, workload: &Value, since: Option<&str>) -> Option<String> {
    let pods = pods_of(cluster, object, workload).await.unwrap_or_default();
    let failed =
        Which { namespace: object.namespace, fields: Some("reason=FailedCreate"), ..Which::default() };
    let events = match since {
        Some(_) => cluster.list(kinds::EVENT, failed, Some).await.unwrap_or_default(),
        None => Vec::new(),
    };
    stuck::why(workload, &pods, &events, since.unwrap_or_default())
}

/// Says something of a workload.
pub fn say(workload: &Workload, what: &str) {
    eprintln!("{}", shown(&format!("{}: {what}", name(workload))));
}

/// What a workload is called.
pub fn name(workload: &Workload) -> String {
    shown(&format!("{} {}/{}", workload.namespace, workload.kind, workload.name)).replace('\n', " ")
}
