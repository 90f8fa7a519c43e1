//! Types of arguments.

use gotext::Type;
use kubeschema::Kind;

/// `v1.ObjectMeta`
pub const OBJECT_META: Type = Type::Struct(&kubeschema::types::meta::OBJECT_META);
/// `[]v1.Container`
pub const CONTAINERS: Type = Type::Listed(&CONTAINER_LIST);
static CONTAINER_LIST: Kind =
    Kind::List(&Kind::Struct(&kubeschema::types::core::CONTAINER), "[]v1.Container");
