//! The injectors of a cluster's revisions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use injection::Injector;
use objects::World;

use super::configuration::{self, Configuration};

/// The injectors of revisions, each made once.
pub struct Injectors<'a> {
    configuration: &'a Configuration,
    control_namespace: &'a str,
    world: &'a World,
    made: Mutex<BTreeMap<String, Result<Arc<Injector>, String>>>,
}

impl<'a> Injectors<'a> {
    /// Those whose ConfigMaps are in the namespace of the control plane, over which files and assignments lie.
    pub fn new(
        configuration: &'a Configuration,
        control_namespace: &'a str,
        world: &'a World,
    ) -> Injectors<'a> {
        Injectors { configuration, control_namespace, world, made: Mutex::default() }
    }

    /// The injector of a revision.
    ///
    /// # Errors
    /// As [`configuration::of_revision`], in a line.
    pub fn of(&self, revision: &str) -> Result<Arc<Injector>, String> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let injector = || {
            let made =
                configuration::of_revision(self.configuration, self.control_namespace, self.world, revision);
            made.map(Arc::new).map_err(|e| e.cause())
        };
        made.entry(revision.to_owned()).or_insert_with(injector).clone()
    }
}
