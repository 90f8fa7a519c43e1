//! The record of an installation, by which `outrigger uninstall` knows what is its own.

use crate::node::{Condition, Setting, map};
use crate::objects::Object;

/// The record: the id that each object carries, and what the names of the objects follow from. Helm keeps a record of its
/// own.
pub fn record() -> Object {
    Object::new("v1", "ConfigMap", "configmaps", Setting::Record.into())
        .for_purpose("record")
        .only_if(Condition::Recorded)
        .with(
            "data",
            map([
                ("installation", Setting::Installation.into()),
                ("istioNames", Setting::IstioNames.into()),
                ("revision", Setting::Revision.into()),
                ("version", Setting::Version.into()),
            ]),
        )
}
