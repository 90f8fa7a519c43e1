//! Which templates a pod gets.

use kubeyaml::Value;

use crate::config::InjectionConfig;
use crate::error::InjectError;
use crate::names::TEMPLATES;
use crate::pod::annotation;

/// No pod has use for more templates than this; each costs a merge.
const MOST: usize = 100;

/// The names of the templates of a pod, aliases resolved, in the order in which they are laid over the pod.
///
/// Source: Istio 1.30 inject.go, selectTemplates and resolveAliases (one level, an alias of an alias stays).
///
/// # Errors
/// There are more than anybody needs.
pub fn select<'a>(config: &'a InjectionConfig, pod: &'a Value) -> Result<Vec<&'a str>, InjectError> {
    let named = annotation(pod, TEMPLATES);
    let wanted: Vec<&str> = match named {
        Some(list) => list.split(',').map(str::trim).collect(),
        None => config.default_templates.iter().map(String::as_str).collect(),
    };
    let names: Vec<&str> = wanted.into_iter().flat_map(|name| resolve(config, name)).take(MOST + 1).collect();
    if names.len() > MOST { Err(InjectError::TooManyTemplates { most: MOST }) } else { Ok(names) }
}

fn resolve<'a>(config: &'a InjectionConfig, name: &'a str) -> Vec<&'a str> {
    match config.aliases.get(name) {
        Some(names) => names.iter().map(String::as_str).collect(),
        None => vec![name],
    }
}

/// The template of that name.
///
/// # Errors
/// There is none.
pub fn find<'a>(config: &'a InjectionConfig, name: &str) -> Result<&'a gotext::Template, InjectError> {
    config.templates.get(name).ok_or_else(|| InjectError::UnknownTemplate {
        name: name.to_owned(),
        have: config.templates.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
    })
}
