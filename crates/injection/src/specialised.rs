//! The templates of a configuration with all worked out that no pod changes: values, mesh config and proxy config, the
//! revision, and whether the cluster runs native sidecars.
//!
//! A pod with a proxy config of its own, or one that the cluster gives it, takes the templates as they were parsed.

mod added;
mod classes;
mod kept;
mod shapes;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use gotext::{Budget, Template};

use crate::config::Config;
use crate::data::TemplateData;
use classes::{Class, Classes};
pub(crate) use shapes::Shapes;

/// Who asks about a manifest may ask but once: it takes as long to specialise a template as to execute it this many times.
const USES_OF_KUBE_INJECT: usize = 8;

/// The specialised templates of an injector, made as they are asked for.
#[derive(Debug, Default)]
pub(crate) struct Specialised {
    by_name: BTreeMap<String, Forms>,
}

/// A template in the forms that it has.
#[derive(Debug, Default)]
struct Forms {
    uses: AtomicUsize,
    /// By whether kube-inject asks, for which other proxy configs count, and whether sidecars are native.
    made: [[Form; 2]; 2],
}

/// A form of a template.
#[derive(Debug, Default)]
struct Form {
    /// For all pods; nothing where it has to be executed as it was parsed.
    common: OnceLock<Option<Special>>,
    /// For pods with the same annotations.
    classes: Classes,
}

/// A template for pods that have much in common.
#[derive(Debug)]
pub(crate) struct Special {
    /// The template.
    pub template: Template,
    /// What is known of the texts that it gives.
    pub shapes: Shapes,
}

/// The template for one pod.
pub(crate) enum Found<'a> {
    /// That for all pods.
    Common(&'a Special),
    /// That for pods with its annotations.
    Class(Arc<Class>),
}

impl Deref for Found<'_> {
    type Target = Special;

    fn deref(&self) -> &Special {
        match self {
            Found::Common(special) => special,
            Found::Class(class) => &class.special,
        }
    }
}

impl Specialised {
    /// Those of a config, none of them made yet. Legacy ones have none.
    pub fn of(config: &Config) -> Specialised {
        let Config::Today(config) = config else { return Specialised::default() };
        Specialised {
            by_name: config.templates.keys().map(|name| (name.clone(), Forms::default())).collect(),
        }
    }

    /// The template `name`, which was parsed as `parsed`, specialised for a pod with the
    /// [common](crate::pod_mesh::PodMesh::is_common) mesh; `None` where it has to be executed as it was parsed.
    pub fn find(
        &self,
        name: &str,
        parsed: &Template,
        data: &TemplateData<'_>,
        is_kube_inject: bool,
    ) -> Option<Found<'_>> {
        let forms = self.by_name.get(name)?;
        if is_kube_inject && forms.uses.fetch_add(1, Ordering::Relaxed) < USES_OF_KUBE_INJECT {
            return None;
        }
        let form = forms.made.get(usize::from(is_kube_inject))?.get(usize::from(data.native_sidecars))?;
        let common = form.common.get_or_init(|| {
            let template = parsed.specialised(data.common_root(), &Budget::default())?;
            Some(Special { template, shapes: Shapes::default() })
        });
        let common = common.as_ref()?;
        let class = form.classes.find(data.pod.at(&["metadata", "annotations"]), || {
            let (root, in_part) = data.class_root();
            parsed.specialised_in_part(root, &in_part, &Budget::default())
        });
        Some(class.map_or(Found::Common(common), Found::Class))
    }
}
