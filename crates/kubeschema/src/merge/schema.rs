//! The type that the merge is at, and what it says about the field below.

use super::MergeError;
use crate::schema::{Field, Kind, Merge, StructType};

/// The type of a mapping being merged.
#[derive(Clone, Copy)]
pub(super) enum Schema {
    /// A struct.
    Struct(&'static StructType),
    /// Anything else that Kubernetes' merge may run into.
    Other(&'static Kind),
}

impl Schema {
    /// How the mapping `key` is merged, and its type.
    pub(super) fn of_mapping(self, key: &str) -> Result<(Merge, Schema), MergeError> {
        let field = self.field(key)?;
        Ok((field.merge, Schema::of(&field.kind)))
    }

    /// How the list `key` is merged, and the type of its items.
    pub(super) fn of_list(self, key: &str) -> Result<(Merge, Schema), MergeError> {
        let field = self.field(key)?;
        match (&field.kind, field.kind.pointee()) {
            (Kind::List(item, _), _) => Ok((field.merge, Schema::of(item))),
            (Kind::Pointer(_), to) => Ok((field.merge, Schema::of_pointee(to, &field.kind))),
            _ => Err(MergeError::NoList { kind: self.go_kind() }),
        }
    }

    /// What Go calls this sort of type.
    pub(super) fn go_kind(self) -> &'static str {
        match self {
            Schema::Struct(_) => "struct",
            Schema::Other(kind) => go_kind(kind),
        }
    }

    fn of(kind: &'static Kind) -> Schema {
        kind.as_struct().map_or(Schema::Other(kind), Schema::Struct)
    }

    fn of_pointee(to: &Kind, whole: &'static Kind) -> Schema {
        match to {
            Kind::Struct(of) => Schema::Struct(of),
            _ => Schema::Other(whole),
        }
    }

    fn field(self, key: &str) -> Result<&'static Field, MergeError> {
        let of = match self {
            Schema::Struct(of) => of,
            Schema::Other(kind) => return Err(no_struct(kind, key)),
        };
        of.field_folded(key)
            .ok_or_else(|| MergeError::UnknownField { of: of.short_name(), field: key.to_owned() })
    }
}

/// Types with a reading method of their own are structs to Go, without fields in JSON.
fn no_struct(kind: &Kind, key: &str) -> MergeError {
    match kind.pointee() {
        inner @ (Kind::Raw(_) | Kind::Quantity | Kind::IntOrString | Kind::Time) => {
            MergeError::UnknownField {
                of: inner.go_type().rsplit('.').next().unwrap_or_default(),
                field: key.to_owned(),
            }
        }
        inner => MergeError::NoStruct { kind: go_kind(inner) },
    }
}

fn go_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::String(_) => "string",
        Kind::Bool => "bool",
        Kind::Int32 => "int32",
        Kind::Int64 => "int64",
        Kind::Bytes | Kind::List(..) => "slice",
        Kind::Map(..) => "map",
        Kind::Pointer(_) => "ptr",
        Kind::Quantity | Kind::IntOrString | Kind::Time | Kind::Raw(_) | Kind::Struct(_) => "struct",
    }
}
