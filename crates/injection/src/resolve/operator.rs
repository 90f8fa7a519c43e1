//! IstioOperator files: what of them says how pods are injected.

use kubeyaml::Value;
use meshconfig::Unread;
use meshconfig::spelling::nearest;

use super::error::{OperatorError, ResolveError};
use super::text::Text;
use crate::config::{MOST_NODES, lay_over};

/// The fields of an IstioOperator's `spec`.
///
/// Source: Istio 1.30 operator/pkg/apis/types.go, IstioOperatorSpec; the last three until 1.23.
const FIELDS: [&str; 14] = [
    "profile",
    "installPackagePath",
    "hub",
    "tag",
    "namespace",
    "revision",
    "compatibilityVersion",
    "meshConfig",
    "components",
    "values",
    "unvalidatedValues",
    "defaultRevision",
    "resourceSuffix",
    "addonComponents",
];

/// The `spec` of an IstioOperator.
#[derive(Debug)]
pub(super) struct Operator {
    spec: Value,
    /// The file.
    pub(super) place: String,
}

impl Operator {
    /// Finds the one IstioOperator of a file. It need not say what it is if it is all that there is.
    ///
    /// # Errors
    /// There is none or more than one, or it has no `spec`.
    pub(super) fn read(file: &Text) -> Result<Operator, ResolveError> {
        let failed = |error| ResolveError::Operator { place: file.place.clone(), error };
        let mut found: Vec<Value> = match kubeyaml::read_within(&file.text, MOST_NODES) {
            Ok(document) if document.get("kind").is_none() && document.get("spec").is_some() => {
                vec![document]
            }
            _ => objects::read(&file.text)
                .map_err(|error| ResolveError::Objects { place: file.place.clone(), error })?
                .into_iter()
                .filter(|o| o.str_at(&["kind"]) == Some("IstioOperator"))
                .collect(),
        };
        let Some(operator) = found.pop() else { return Err(failed(OperatorError::None)) };
        if !found.is_empty() {
            return Err(failed(OperatorError::Several { count: found.len() + 1 }));
        }
        match operator.get("spec") {
            Some(spec @ Value::Map(_)) => Ok(Operator { spec: spec.clone(), place: file.place.clone() }),
            _ => Err(failed(OperatorError::NoSpec)),
        }
    }

    /// Its values: `spec.values`, over what `hub`, `tag` and `revision` of the spec say.
    ///
    /// Source: Istio 1.30 operator/pkg/render/manifest.go, translateIstioOperatorToHelm and MergeInputs.
    pub(super) fn values(&self) -> Value {
        let mut values = Value::Null;
        values.become_map();
        for (field, path) in
            [("hub", &["global", "hub"][..]), ("tag", &["global", "tag"]), ("revision", &["revision"])]
        {
            if let Some(value) = self.spec.get(field).filter(|v| !v.is_null()) {
                let slot = path.iter().fold(&mut values, |node, key| node.become_map().entry(key));
                slot.clone_from(value);
            }
        }
        match self.spec.at(&["values"]) {
            Value::Null => {}
            own => lay_over(&mut values, own),
        }
        values
    }

    /// Its `spec.values` as they stand.
    pub(super) fn own_values(&self) -> &Value {
        self.spec.at(&["values"])
    }

    /// Its `spec.meshConfig`; null if it has none.
    pub(super) fn mesh_config(&self) -> &Value {
        self.spec.at(&["meshConfig"])
    }

    /// Its `spec.revision`.
    pub(super) fn revision(&self) -> Option<&str> {
        self.spec.str_at(&["revision"])
    }

    /// The fields of the spec that no IstioOperator has.
    pub(super) fn unread(&self) -> Unread {
        let mut unread = Unread::default();
        for key in self.spec.as_map().into_iter().flat_map(|spec| spec.keys()) {
            if !FIELDS.contains(&key) {
                unread.add("spec", key, || nearest(key, FIELDS).map(|name| format!("spec.{name}")));
            }
        }
        unread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operator(text: &str) -> Result<Operator, ResolveError> {
        Operator::read(&Text::new(text, "o.yaml"))
    }

    #[test]
    fn the_spec_gives_values_below_its_own() {
        for (spec, want) in [
            ("{hub: h, tag: 1.2-x, revision: canary}", "{global: {hub: h, tag: 1.2-x}, revision: canary}"),
            ("{hub: h, values: {global: {hub: own, tag: 1}}}", "{global: {hub: own, tag: 1}}"),
            ("{hub: null, values: {}}", "{}"),
        ] {
            let operator = operator(&format!("kind: IstioOperator\nspec: {spec}")).unwrap();
            assert_eq!(operator.values(), kubeyaml::read(want).unwrap(), "{spec}");
        }
    }

    #[test]
    fn the_one_operator_of_a_file_is_found() {
        let one = "kind: IstioOperator\nspec: {tag: 1}\n";
        for (text, error) in [
            (one.to_owned(), None),
            ("spec: {tag: 1}\n".to_owned(), None),
            (format!("kind: Namespace\n---\n{one}"), None),
            (format!("{one}---\n{one}"), Some("there are 2 IstioOperators in this file")),
            ("kind: Pod\nspec: {}\n".to_owned(), Some("there is no IstioOperator in this file")),
            ("kind: IstioOperator\nspec:\n".to_owned(), Some("the IstioOperator has no `spec`")),
        ] {
            let found = operator(&text).err().map(|e| e.to_string());
            assert_eq!(found.as_deref(), error, "{text}");
        }
    }

    #[test]
    fn misspelt_fields_of_the_spec_are_found() {
        let unread = operator("kind: IstioOperator\nspec: {vaules: {}, meshConfig: {}}").unwrap().unread();
        assert_eq!(unread.keys.first().and_then(|k| k.meant.as_deref()), Some("spec.values"));
    }
}
