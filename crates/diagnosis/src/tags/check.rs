//! Whether a tag can be made, and of what.

use golang::quote::quote;
use kubeyaml::Value;
use objects::{World, kinds, names};
use thiserror::Error;

use crate::part;

/// The tag, and the revision, that injects what says nothing but `istio-injection=enabled`.
pub(super) const DEFAULT: &str = "default";
/// The label of an istiod's Service.
pub(super) const ISTIOD: (&str, &str) = ("app", "istiod");

/// A tag that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its name.
    pub tag: &'a str,
    /// The revision that it is to mean.
    pub revision: &'a str,
    /// Whether a tag of this name may mean another revision afterwards.
    pub overwrite: bool,
    /// The namespace of the control plane.
    pub control_namespace: &'a str,
    /// The name of its webhook configuration, where it is not to be that of Istio's.
    pub webhook_name: Option<&'a str>,
    /// Whether the tag `default` injects namespaces without any label, too.
    pub auto_inject_namespaces: bool,
}

/// A tag cannot be made.
#[derive(Debug, Error)]
pub enum TagError {
    /// Nothing is of the revision.
    #[error(
        "cannot modify tag: cannot find MutatingWebhookConfiguration or Service with revision {}",
        quote(revision)
    )]
    NoRevision {
        /// The revision.
        revision: String,
    },
    /// More than one webhook configuration is of the revision.
    #[error(
        "cannot modify tag: found multiple canonical webhooks or services with revision {}",
        quote(revision)
    )]
    Several {
        /// The revision.
        revision: String,
    },
    /// More than one Service is of the revision.
    #[error(
        "cannot modify tag: found multiple canonical services with revision {} in namespace {}",
        quote(revision),
        quote(namespace)
    )]
    SeveralServices {
        /// The revision.
        revision: String,
        /// The namespace of the control plane.
        namespace: String,
    },
    /// There is a Service of the revision, and no webhook configuration, of which a tag is made.
    #[error("cannot modify tag: cannot find MutatingWebhookConfiguration with revision {}", quote(revision))]
    NoWebhook {
        /// The revision.
        revision: String,
    },
    /// No entry of the revision's webhook configuration is an injector's.
    #[error(
        "failed to create tag webhook config: could not find sidecar-injector webhook in canonical webhook {}",
        quote(configuration)
    )]
    NoEntry {
        /// The webhook configuration.
        configuration: String,
    },
    /// A revision has the name of the tag.
    #[error(
        "cannot create revision tag {}: found existing control plane revision with same name",
        quote(tag)
    )]
    IsRevision {
        /// The tag.
        tag: String,
    },
    /// The tag is there.
    #[error("revision tag {} already exists, and --overwrite is false", quote(tag))]
    Exists {
        /// The tag.
        tag: String,
    },
}

impl TagError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            TagError::NoRevision { .. } => "name a revision that `outrigger tag list` shows",
            TagError::Several { .. } | TagError::SeveralServices { .. } => {
                "delete the webhook configurations and Services of control planes that are gone"
            }
            TagError::NoWebhook { .. } | TagError::NoEntry { .. } => {
                "a tag is called where its revision is: see kubectl get mutatingwebhookconfigurations -L istio.io/rev"
            }
            TagError::IsRevision { .. } => "choose another name; with --overwrite it is taken all the same",
            TagError::Exists { .. } => "with --overwrite it means the other revision",
        }
    }
}

/// What a revision's tag is made of.
#[derive(Clone, Copy)]
pub(super) struct Canonical<'a> {
    /// The first entry of the revision's injector: where it is called, and how.
    pub entry: &'a Value,
    /// The Service of the revision's istiod, where it has one.
    pub service: Option<&'a Value>,
}

/// What the tag is made of, and that there is none of its name yet.
///
/// Source: Istio 1.30 istioctl/pkg/tag/generate.go.
///
/// # Errors
/// The revision is not there, or not once, or the tag is.
pub(super) fn canonical<'a>(world: &'a World, wanted: &Wanted<'_>) -> Result<Canonical<'a>, TagError> {
    let revision = || wanted.revision.to_owned();
    let services: Vec<&Value> = services_of(world, wanted.control_namespace, wanted.revision).collect();
    if services.len() > 1 {
        let namespace = wanted.control_namespace.to_owned();
        return Err(TagError::SeveralServices { revision: revision(), namespace });
    }
    let configurations: Vec<&Value> = configurations_of(world, wanted.revision).collect();
    let configuration = match configurations[..] {
        [] if services.is_empty() => return Err(TagError::NoRevision { revision: revision() }),
        [] => return Err(TagError::NoWebhook { revision: revision() }),
        [only] => only,
        _ => return Err(TagError::Several { revision: revision() }),
    };
    if !wanted.overwrite && of_tag(world, wanted.control_namespace, wanted.tag).next().is_some() {
        return Err(TagError::Exists { tag: wanted.tag.to_owned() });
    }
    let mut entries = configuration.items_at(&["webhooks"]).iter();
    let entry =
        entries.find(|entry| entry.str_at(&["name"]).is_some_and(|name| name.contains("sidecar-injector.")));
    let entry =
        entry.ok_or_else(|| TagError::NoEntry { configuration: part::name(configuration).to_owned() })?;
    Ok(Canonical { entry, service: services.first().copied() })
}

/// That no revision is called like the tag: a namespace that names it would mean both.
///
/// # Errors
/// One is.
pub(super) fn is_no_revision(world: &World, wanted: &Wanted<'_>) -> Result<(), TagError> {
    let Wanted { tag, overwrite, control_namespace, .. } = *wanted;
    let is_revision = configurations_of(world, tag).next().is_some()
        || services_of(world, control_namespace, tag).next().is_some();
    if is_revision && !overwrite && tag != DEFAULT {
        return Err(TagError::IsRevision { tag: tag.to_owned() });
    }
    Ok(())
}

/// The webhook configurations of a revision itself, not of its tags.
pub(super) fn configurations_of<'a>(world: &'a World, revision: &str) -> impl Iterator<Item = &'a Value> {
    world.all(kinds::MUTATING_WEBHOOK).filter(move |object| is_of_revision(object, revision))
}

/// The Services of a revision's istiod, not of its tags.
fn services_of<'a>(world: &'a World, namespace: &str, revision: &str) -> impl Iterator<Item = &'a Value> {
    world.all(kinds::SERVICE).filter(move |service| {
        part::namespace(service) == namespace
            && part::label(service, ISTIOD.0) == Some(ISTIOD.1)
            && is_of_revision(service, revision)
    })
}

fn is_of_revision(object: &Value, revision: &str) -> bool {
    part::label(object, names::REVISION) == Some(revision)
        && part::label(object, names::TAG).is_none_or(str::is_empty)
}

/// The webhook configurations and the Services of the control plane that make a tag.
pub(super) fn of_tag<'a>(
    world: &'a World,
    control_namespace: &str,
    tag: &str,
) -> impl Iterator<Item = &'a Value> {
    let services =
        world.all(kinds::SERVICE).filter(move |service| part::namespace(service) == control_namespace);
    let all = world.all(kinds::MUTATING_WEBHOOK).chain(services);
    all.filter(move |object| part::label(object, names::TAG) == Some(tag))
}
