//! What can be wrong with a patch.

use kubeyaml::{Map, Value};

use super::DIRECTIVE;
use super::key::{go_type, go_value};

/// Why a strategic merge failed. Displays as Kubernetes puts it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MergeError {
    /// The document or the patch is not a mapping.
    #[error("invalid JSON document")]
    NoDocument,
    /// An item of a keyed list without its key.
    #[error("map: {item} does not contain declared merge key: {key}")]
    MissingKey {
        /// The item as Go's `%v` prints it.
        item: String,
        /// The key.
        key: &'static str,
    },
    /// A `$patch` of another kind than the place allows.
    #[error("unknown patch type: {directive} in map: {map}")]
    Directive {
        /// Its value, as Go's `%s` prints it.
        directive: String,
        /// The mapping with it, as Go's `%v` prints it.
        map: String,
    },
    /// `$patch: merge` in a list.
    #[error("merging lists cannot yet be specified in the patch")]
    MergeDirective,
    /// A value of another type than a directive needs.
    #[error("expected a {expected}, but received a {found}")]
    ArgumentType {
        /// The Go type wanted.
        expected: &'static str,
        /// The Go type found.
        found: &'static str,
    },
    /// `$deleteFromPrimitiveList` without a field.
    #[error("invalid patch format of primitive list")]
    PrimitiveList,
    /// `$retainKeys` that is not a list, or does not list what the patch sets.
    #[error("invalid patch format of retainKeys")]
    RetainKeys,
    /// `$setElementOrder` without a field.
    #[error("invalid patch format of setElementOrder list")]
    SetElementOrder,
    /// `$setElementOrder` and the patch's list disagree.
    #[error("The order in patch list:\n{patch}\n doesn't match $setElementOrder list:\n{order}\n")]
    Order {
        /// The patch's list, as Go's `%v` prints it.
        patch: String,
        /// The order, as Go's `%v` prints it.
        order: String,
    },
    /// Items of different types in a list to merge.
    #[error("list element types are not identical: {lists}")]
    MixedItems {
        /// The lists, as Go's `%v` prints them.
        lists: String,
    },
    /// Lists in a list to merge.
    #[error("lists of lists are not supported")]
    ListOfLists,
    /// `$setElementOrder` of a keyed list has an item that is not a mapping.
    #[error("value for key {index} is not a map")]
    NoMapping {
        /// The place of the item, from 0.
        index: usize,
    },
    /// Two empty lists to put in order.
    #[error("no elements in any of the given slices")]
    NoItems,
    /// Mappings in a list that is merged as scalars.
    #[error("cannot merge lists without merge key for {kind}")]
    NoMergeKey {
        /// What the type's items are to Go.
        kind: &'static str,
    },
    /// Two mappings or lists under a name the type does not know.
    #[error("unable to find api field in struct {of} for the json field {field:?}")]
    UnknownField {
        /// The struct.
        of: &'static str,
        /// The name.
        field: String,
    },
    /// Two mappings where the type has something else.
    #[error("merging an object in json but data type is not struct, instead is: {kind}")]
    NoStruct {
        /// What it is to Go.
        kind: &'static str,
    },
    /// Two lists where the type has something else.
    #[error("expected slice or array type, but got: {kind}")]
    NoList {
        /// What the type around it is to Go.
        kind: &'static str,
    },
}

impl MergeError {
    pub(super) fn missing_key(item: &Value, key: &'static str) -> MergeError {
        MergeError::MissingKey { item: go_value(item), key }
    }

    pub(super) fn argument(expected: &'static str, found: &Value) -> MergeError {
        MergeError::ArgumentType { expected, found: go_type(found) }
    }

    /// The `$patch` in `map` is none that is known.
    pub(super) fn directive(map: &Map) -> MergeError {
        let directive = match map.get(DIRECTIVE) {
            Some(Value::String(text)) => text.to_string(),
            Some(Value::Null) | None => "%!s(<nil>)".to_owned(),
            Some(other) => format!("%!s({}={})", go_type(other), go_value(other)),
        };
        MergeError::Directive { directive, map: go_value(&Value::Map(map.clone())) }
    }
}
