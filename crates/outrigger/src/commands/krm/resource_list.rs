//! What goes in and comes out: a ResourceList, whose text is edited.
//!
//! Source: KRM Functions Specification v1, ResourceList.

use std::path::Path;

use edits::{Kept, edit};
use kubeyaml::{NULL, Value, from_json, read_alone};

use super::report::Report;
use crate::failure::Failure;
use crate::input;

/// A ResourceList.
#[derive(Debug)]
pub struct ResourceList {
    text: String,
    object: Value,
}

const STREAM: &str = "standard input";

impl ResourceList {
    /// That of standard input.
    ///
    /// # Errors
    /// It cannot be read, or is not one.
    pub fn read() -> Result<ResourceList, Failure> {
        ResourceList::of(input::read_manifest(Path::new("-"), "krm")?)
    }

    fn of(text: String) -> Result<ResourceList, Failure> {
        let object = read_alone(&text, usize::MAX).map_err(|e| {
            let line = e.line.unwrap_or(1);
            Failure::new(&e).at(format!("{STREAM}, line {line}")).hint(REMEDY)
        })?;
        let is_one = object.str_at(&["kind"]) == Some("ResourceList")
            && object
                .str_at(&["apiVersion"])
                .is_some_and(|version| version.starts_with("config.kubernetes.io/"));
        if !is_one {
            return Err(Failure::new("this is not a ResourceList of config.kubernetes.io")
                .at(STREAM)
                .hint(REMEDY));
        }
        if !matches!(object.at(&["items"]), Value::Null | Value::List(_)) {
            return Err(Failure::new("the items of this ResourceList are not a list").at(STREAM));
        }
        Ok(ResourceList { text, object })
    }

    /// Its objects.
    pub fn items(&self) -> &[Value] {
        self.object.items_at(&["items"])
    }

    /// What the function is to do; null if nothing says it.
    pub fn function_config(&self) -> &Value {
        self.object.get("functionConfig").unwrap_or(&NULL)
    }

    /// Its text with these items, if there are others, and with these results behind those that it had.
    ///
    /// # Errors
    /// Its text cannot be edited.
    pub fn text_with(&self, items: Option<Vec<Value>>, reports: &[Report]) -> Result<String, Failure> {
        let mut after = self.object.clone();
        if let Some(items) = items.filter(|items| !items.is_empty()) {
            after.become_map().insert("items", Value::List(items));
        }
        if !reports.is_empty() {
            let results = serde_json::to_vec(reports).map_err(Failure::new)?;
            let results = from_json(&results).map_err(|e| Failure::new(&e))?;
            after.list_entry("results").extend(results.as_list().into_iter().flatten().cloned());
        }
        let edited = edit(&self.text, &self.object, &after).map_err(|e| Failure::new(&e).at(STREAM))?;
        if edited.kept == Kept::Nothing {
            eprintln!("note: the ResourceList was written anew, as its text could not be edited in place");
        }
        Ok(edited.text)
    }
}

const REMEDY: &str =
    "kustomize and kpt give one to their functions; manifests are for `outrigger inject -f -`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_resource_list_is_one() {
        for (text, ok) in [
            ("{apiVersion: config.kubernetes.io/v1, kind: ResourceList}", true),
            ("{apiVersion: config.kubernetes.io/v1beta1, kind: ResourceList, items: []}", true),
            ("{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: {}}", false),
            ("{apiVersion: v1, kind: ResourceList, items: []}", false),
            ("{apiVersion: v1, kind: List, items: []}", false),
            ("{apiVersion: config.kubernetes.io/v1, kind: ResourceList}\n---\nkind: Pod\n", false),
            ("", false),
            ("[]", false),
            ("a: {", false),
        ] {
            assert_eq!(ResourceList::of(text.to_owned()).is_ok(), ok, "{text}");
        }
    }
}
