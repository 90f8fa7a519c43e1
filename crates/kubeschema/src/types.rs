//! The types: a static table each, generated from `generate/fields.txt` (Kubernetes 1.35, which Istio 1.30 uses).

#[rustfmt::skip]
pub mod apps;
#[rustfmt::skip]
pub mod batch;
#[rustfmt::skip]
mod core_common;
#[rustfmt::skip]
mod core_container;
#[rustfmt::skip]
mod core_pod;
#[rustfmt::skip]
mod core_status;
#[rustfmt::skip]
mod core_volume;
#[rustfmt::skip]
mod core_volume_source;
#[rustfmt::skip]
pub mod meta;
#[rustfmt::skip]
pub mod openshift;

use crate::StructType;

/// The core group.
pub mod core {
    pub use super::core_common::*;
    pub use super::core_container::*;
    pub use super::core_pod::*;
    pub use super::core_status::*;
    pub use super::core_volume::*;
    pub use super::core_volume_source::*;
}

/// A kind of object that kube-inject reads by its type.
#[derive(Debug)]
pub struct Workload {
    /// The API group; empty for the core group.
    pub group: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// The type of the object.
    pub of: &'static StructType,
}

/// The kinds that kube-inject reads by their type. Source: Istio 1.30 `inject.go`, `injectScheme`.
static WORKLOADS: &[Workload] = &[
    Workload { group: "", kind: "Pod", of: &core::POD },
    Workload { group: "", kind: "ReplicationController", of: &core::REPLICATION_CONTROLLER },
    Workload { group: "", kind: "List", of: &core::LIST },
    Workload { group: "apps", kind: "DaemonSet", of: &apps::DAEMON_SET },
    Workload { group: "apps", kind: "Deployment", of: &apps::DEPLOYMENT },
    Workload { group: "apps", kind: "ReplicaSet", of: &apps::REPLICA_SET },
    Workload { group: "apps", kind: "StatefulSet", of: &apps::STATEFUL_SET },
    Workload { group: "batch", kind: "CronJob", of: &batch::CRON_JOB },
    Workload { group: "batch", kind: "Job", of: &batch::JOB },
    Workload { group: "apps.openshift.io", kind: "DeploymentConfig", of: &openshift::DEPLOYMENT_CONFIG },
];

/// The workload of this kind; the kind alone decides, as it does in kube-inject.
pub fn workload(kind: &str) -> Option<&'static Workload> {
    WORKLOADS.iter().find(|w| w.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{GoField, Kind};

    /// Every struct that can be reached from the workloads.
    fn all() -> Vec<&'static StructType> {
        let mut found: Vec<&StructType> = WORKLOADS.iter().map(|w| w.of).collect();
        let mut next = 0;
        while let Some(of) = found.get(next) {
            next += 1;
            for within in
                of.fields.iter().filter_map(|f| inner(&f.kind)).chain(of.embedded.iter().map(|e| e.of))
            {
                if !found.iter().any(|known| std::ptr::eq(*known, within)) {
                    found.push(within);
                }
            }
        }
        found
    }

    fn inner(kind: &'static Kind) -> Option<&'static StructType> {
        match kind {
            Kind::List(item, _) | Kind::Map(item, _) | Kind::Pointer(item) => inner(item),
            Kind::Struct(of) => Some(of),
            _ => None,
        }
    }

    #[test]
    fn the_tables_hold_what_the_code_relies_on() {
        let all = all();
        assert!(all.len() > 190, "{} types", all.len());
        for of in all {
            assert!(of.fields.len() <= 64, "{}: the fields seen are kept in 64 bits", of.name);
            let names: Vec<&str> = of.by_json.iter().map(|i| of.fields[usize::from(*i)].json).collect();
            assert!(names.is_sorted(), "{}", of.name);
            assert_eq!(names.len(), of.fields.len(), "{}", of.name);
            for field in of.fields {
                assert!(std::ptr::eq(of.field(field.json).unwrap(), field), "{}.{}", of.name, field.json);
                assert!(matches!(of.go_field(field.go), Some(GoField::Field(f)) if std::ptr::eq(f, field)));
            }
        }
    }

    #[test]
    fn go_names_lead_to_fields_inlined_structs_and_promoted_fields() {
        let of = |json: &str, go: &str, of: &'static StructType| match of.go_field(go) {
            Some(GoField::Field(field)) => assert_eq!(field.json, json),
            Some(GoField::Inline(inline)) => assert_eq!(inline.name, json),
            Some(GoField::Promoted { through, field }) => {
                assert_eq!(format!("{}.{}", through.json, field.json), json);
            }
            None => assert_eq!(json, ""),
        };
        of("spec", "Spec", &core::POD);
        of("metadata", "ObjectMeta", &core::POD);
        of("metadata.labels", "Labels", &core::POD);
        of("kind", "Kind", &core::POD);
        of("v1.TypeMeta", "TypeMeta", &core::POD);
        of("v1.VolumeSource", "VolumeSource", &core::VOLUME);
        of("emptyDir", "EmptyDir", &core::VOLUME);
        of("", "spec", &core::POD);
        of("", "Labels", &core::CONTAINER);
    }
}
