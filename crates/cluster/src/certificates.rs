//! An own certificate authority and leaf in a Secret, shared by all replicas and replaced in time.
//!
//! Whichever replica finds that something is due does it, by compare and swap: it creates the Secret, or replaces the one
//! it has read. Who comes second reads what the first one wrote. What is due is [`certs::next_step`]'s to say.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use certs::{CertsError, Data, Names, Plan, State, Step, next_step, take};
use futures_util::StreamExt;
use golang::base64;
use kubeyaml::Value;
use thiserror::Error;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::Object;
use crate::watching::{Pauses, jittered};
use objects::kinds;
use objects::names::MANAGED_BY;

/// How often the Secret is checked even if no watch reports it and nothing is due.
const LOOK_AGAIN: Duration = Duration::from_secs(600);
/// How often a step that waits for caBundle is checked.
const LOOK_FOR_TRUST: Duration = Duration::from_secs(5);

/// Where certificates are kept, and for whom they are.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The namespace of the Secret.
    pub namespace: String,
    /// Its name.
    pub secret: String,
    /// The subject of new authorities.
    pub subject: String,
    /// The names of the served certificate.
    pub names: Names,
    /// How long things last.
    pub plan: Plan,
}

impl Keeping {
    fn object(&self) -> Object<'_> {
        Object { kind: kinds::SECRET, namespace: Some(&self.namespace), name: &self.secret }
    }
}

/// Certificates could not be read, made or kept.
#[derive(Debug, Error)]
pub(crate) enum KeepingError {
    /// The cluster.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// What is in the Secret, or what should get into it.
    #[error("Secret {place}: {source}")]
    Certificates {
        /// Namespace and name of the Secret.
        place: String,
        /// What is wrong.
        source: CertsError,
    },
}

/// Keeps certificates until it is dropped.
#[derive(Debug)]
pub struct Keeper {
    task: JoinHandle<()>,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A Secret as it was read.
#[derive(Debug)]
struct Read {
    /// The object; `None` if there is none.
    object: Option<Value>,
    state: Option<State>,
}

impl Keeper {
    /// Begins to keep certificates. The receiver holds `None` until there are some, then always the newest.
    ///
    /// `trusted` says whether all webhook configurations hold the newest bundle: the authority is not changed before.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(
        cluster: Cluster,
        keeping: Keeping,
        trusted: watch::Receiver<bool>,
    ) -> (Keeper, watch::Receiver<Option<Arc<State>>>) {
        let (sender, receiver) = watch::channel(None);
        (Keeper { task: tokio::spawn(keep(cluster, keeping, trusted, sender)) }, receiver)
    }
}

/// The bundle that is to be published, read from the Secret at this moment.
///
/// # Errors
/// The Secret cannot be read, or its content is not our certificates.
pub(crate) async fn bundle_now(cluster: &Cluster, keeping: &Keeping) -> Result<Option<String>, KeepingError> {
    Ok(read(cluster, keeping).await?.state.map(|state| state.bundle()))
}

async fn keep(
    cluster: Cluster,
    keeping: Keeping,
    mut trusted: watch::Receiver<bool>,
    shown: watch::Sender<Option<Arc<State>>>,
) {
    let mut changes = cluster.watch(kinds::SECRET, Some(&keeping.namespace), Some(&keeping.secret));
    let mut pauses = Pauses::default();
    loop {
        let is_trusted = *trusted.borrow_and_update();
        let pause = match advance(&cluster, &keeping, is_trusted, &shown).await {
            Ok(pause) => pause.min(LOOK_AGAIN),
            Err(e) => {
                tracing::warn!(hint = remedy(&e), "certificates: {e}; what was served last stays");
                pauses.next_at(Instant::now())
            }
        };
        // A change of the Secret or of what is trusted ends the pause; so does nothing for a moment after an error.
        let waiting = async {
            tokio::select! {
                () = sleep(pause) => {}
                () = changed(&mut changes) => {}
                Ok(()) = trusted.changed() => {}
            }
        };
        tokio::select! {
            () = waiting => {}
            () = shown.closed() => return,
        }
    }
}

fn remedy(error: &KeepingError) -> String {
    match error {
        KeepingError::Cluster(ClusterError::Forbidden { asked, .. }) if asked.verb == "create" => {
            "the Secret is missing, and may not be created: apply `outrigger install` again, it is part of it".to_owned()
        }
        KeepingError::Cluster(e) => e.hint().unwrap_or_default(),
        KeepingError::Certificates { .. } => {
            "if these are not certificates that outrigger made, name another Secret; if they are, empty its data: new ones \
             are made"
                .to_owned()
        }
    }
}

/// Waits for the next change of the Secret. Errors of the watch are not reported: reading the Secret reports them.
async fn changed(changes: &mut crate::watching::Changes) {
    loop {
        match changes.next().await {
            Some(Ok(crate::watching::Change::Begin)) | Some(Err(_)) => {}
            Some(Ok(_)) => return,
            None => std::future::pending().await,
        }
    }
}

/// Reads what is kept, does what is due, and shows the result. Gives how long nothing is to be done.
async fn advance(
    cluster: &Cluster,
    keeping: &Keeping,
    is_trusted: bool,
    shown: &watch::Sender<Option<Arc<State>>>,
) -> Result<Duration, KeepingError> {
    loop {
        let Read { object, state } = read(cluster, keeping).await?;
        let now = SystemTime::now();
        let step = due(state.as_ref(), keeping, is_trusted, now);
        if let Some(state) = state.clone().filter(|_| step != Step::Begin) {
            show(shown, state);
        }
        if let Step::Wait { until } = step {
            return Ok(until.duration_since(now).unwrap_or(LOOK_FOR_TRUST).max(Duration::from_millis(100)));
        }
        let Keeping { subject, names, plan, .. } = keeping;
        let next = take(&step, state.as_ref(), subject, names, plan, now).map_err(|e| wrong(keeping, e))?;
        match write(cluster, keeping, object, &next).await {
            Ok(()) => {
                tracing::info!(secret = keeping.secret, "certificates: {step}: done");
                show(shown, next);
            }
            Err(KeepingError::Cluster(ClusterError::Exists { .. } | ClusterError::Conflict { .. })) => {
                tracing::debug!("another replica was faster with: {step}");
                sleep(jittered(Duration::from_millis(50))).await;
            }
            Err(e) => return Err(e),
        }
    }
}

/// What is due; the change to the next authority waits until everybody trusts it, and the leaf is renewed meanwhile.
fn due(state: Option<&State>, keeping: &Keeping, is_trusted: bool, now: SystemTime) -> Step {
    let step = next_step(state, &keeping.names, &keeping.plan, now);
    let Some(state) = state.filter(|_| step == Step::Switch && !is_trusted) else { return step };
    let ends =
        |certificate: &certs::Certificate| certificate.not_after.duration_since(now).unwrap_or_default();
    let (leaf, authority) = (ends(state.leaf.certificate()), ends(state.authority.certificate()));
    if authority.is_zero() {
        // Nobody trusts what the old one signed any more: it cannot get worse.
        step
    } else if leaf <= keeping.plan.leaf_renewal && leaf < authority {
        Step::RenewLeaf
    } else {
        Step::Wait { until: now + LOOK_FOR_TRUST }
    }
}

fn show(shown: &watch::Sender<Option<Arc<State>>>, state: State) {
    shown.send_if_modified(|before| {
        let news = before.as_deref() != Some(&state);
        if news {
            *before = Some(Arc::new(state));
        }
        news
    });
}

async fn read(cluster: &Cluster, keeping: &Keeping) -> Result<Read, KeepingError> {
    let object = cluster.get(keeping.object()).await?;
    let state = match &object {
        None => None,
        Some(object) => {
            let data = data(object).map_err(|e| wrong(keeping, e))?;
            State::read(&data).map_err(|e| wrong(keeping, e))?
        }
    };
    Ok(Read { object, state })
}

async fn write(
    cluster: &Cluster,
    keeping: &Keeping,
    object: Option<Value>,
    state: &State,
) -> Result<(), KeepingError> {
    let data = state.write().map_err(|e| wrong(keeping, e))?;
    let secret = secret(keeping, object.as_ref(), &data);
    match object {
        None => cluster.create(keeping.object(), &secret).await?,
        Some(_) => cluster.replace(keeping.object(), &secret).await?,
    };
    Ok(())
}

/// The Secret with these entries: the one that was read, or a new one.
fn secret(keeping: &Keeping, object: Option<&Value>, data: &Data) -> Value {
    let mut secret = object.cloned().unwrap_or_default();
    let fields = secret.become_map();
    fields.insert("apiVersion", kinds::SECRET.api_version());
    fields.insert("kind", kinds::SECRET.kind);
    if object.is_none() {
        fields.insert("type", "kubernetes.io/tls");
        let metadata = secret.map_entry("metadata");
        metadata.insert("name", keeping.secret.as_str());
        metadata.insert("namespace", keeping.namespace.as_str());
        metadata.entry("labels").become_map().insert(MANAGED_BY, "outrigger");
    }
    let mut entries = kubeyaml::Map::new();
    for (key, bytes) in data {
        entries.insert(key.as_str(), base64::encode(bytes));
    }
    secret.become_map().insert("data", entries);
    secret
}

/// The entries of a Secret.
fn data(object: &Value) -> Result<Data, CertsError> {
    let Some(entries) = object.at(&["data"]).as_map() else { return Ok(Data::new()) };
    let decode = |(key, value): (&str, &Value)| {
        let bytes = base64::decode(value.as_str().unwrap_or_default())
            .map_err(|e| CertsError::Pem { what: "an entry", cause: format!("{key} is not base64: {e}") })?;
        Ok((key.to_owned(), bytes))
    };
    entries.iter().map(decode).collect()
}

fn wrong(keeping: &Keeping, source: CertsError) -> KeepingError {
    KeepingError::Certificates { place: format!("{}/{}", keeping.namespace, keeping.secret), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    fn keeping() -> Keeping {
        Keeping {
            namespace: "mesh".to_owned(),
            secret: "certs".to_owned(),
            subject: "test".to_owned(),
            names: Names::of_service("injector", "mesh").unwrap(),
            plan: Plan::default(),
        }
    }

    fn made(keeping: &Keeping, step: &Step, state: Option<&State>, now: SystemTime) -> State {
        take(step, state, &keeping.subject, &keeping.names, &keeping.plan, now).unwrap()
    }

    #[test]
    fn a_secret_gives_back_what_was_put_in_and_keeps_what_is_not_ours() {
        let keeping = keeping();
        let state = made(&keeping, &Step::Begin, None, SystemTime::now());
        let new = secret(&keeping, None, &state.write().unwrap());
        assert_eq!(new.str_at(&["type"]), Some("kubernetes.io/tls"));
        assert_eq!(State::read(&data(&new).unwrap()).unwrap().as_ref(), Some(&state));
        let found = kubeyaml::read(
            "type: Opaque\nmetadata: {name: certs, resourceVersion: '7', labels: {mine: x}}\ndata: {old: eA==}\n",
        )
        .unwrap();
        let replaced = secret(&keeping, Some(&found), &state.write().unwrap());
        assert_eq!(replaced.str_at(&["metadata", "resourceVersion"]), Some("7"));
        assert_eq!(replaced.str_at(&["metadata", "labels", "mine"]), Some("x"));
        assert_eq!(replaced.str_at(&["type"]), Some("Opaque"));
        assert!(replaced.at(&["data", "old"]).is_null());
        let broken = kubeyaml::read("data: {tls.crt: '%'}").unwrap();
        assert!(data(&broken).unwrap_err().to_string().contains("tls.crt is not base64"));
    }

    #[test]
    fn an_authority_that_is_not_trusted_yet_does_not_sign() {
        let keeping = keeping();
        let start = SystemTime::now();
        let at = |days: u32| start + DAY * days;
        let begun = made(&keeping, &Step::Begin, None, at(270));
        let begun =
            State { leaf: begun.authority.issue(&keeping.names, at(530), DAY * 30).unwrap(), ..begun };
        let published = made(&keeping, &Step::PublishNext, Some(&begun), at(545));
        for (state, is_trusted, day, want) in [
            (None, false, 0, Some(Step::Begin)),
            (Some(&published), true, 547, Some(Step::Switch)),
            (Some(&published), false, 547, None),
            (Some(&published), false, 551, Some(Step::RenewLeaf)),
            (Some(&published), false, 636, Some(Step::Switch)),
        ] {
            let step = due(state, &keeping, is_trusted, at(day));
            match want {
                Some(want) => assert_eq!(step, want, "day {day}"),
                None => assert_eq!(step, Step::Wait { until: at(day) + LOOK_FOR_TRUST }, "day {day}"),
            }
        }
    }
}
