//! Which functions every template has, and their types.

use crate::functions::Signature;
use crate::value::Type;

/// A function that every template has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builtin {
    And,
    Call,
    Eq,
    Ge,
    Gt,
    Html,
    Index,
    Js,
    Le,
    Len,
    Lt,
    Ne,
    Not,
    Or,
    Print,
    Printf,
    Println,
    Slice,
    Urlquery,
}

const ONE: Signature = Signature { params: &[Type::Raw], variadic: None, result: Type::Raw };
const TWO: Signature = Signature { params: &[Type::Raw, Type::Raw], variadic: None, result: Type::Raw };
const ONE_AND_MORE: Signature =
    Signature { params: &[Type::Raw], variadic: Some(Type::Raw), result: Type::Raw };
const ANY_NUMBER: Signature = Signature { params: &[], variadic: Some(Type::Any), result: Type::Str };
const FORMAT: Signature = Signature { params: &[Type::Str], variadic: Some(Type::Any), result: Type::Str };

impl Builtin {
    /// The function called `name`.
    pub(crate) fn find(name: &str) -> Option<Builtin> {
        Some(match name {
            "and" => Builtin::And,
            "call" => Builtin::Call,
            "eq" => Builtin::Eq,
            "ge" => Builtin::Ge,
            "gt" => Builtin::Gt,
            "html" => Builtin::Html,
            "index" => Builtin::Index,
            "js" => Builtin::Js,
            "le" => Builtin::Le,
            "len" => Builtin::Len,
            "lt" => Builtin::Lt,
            "ne" => Builtin::Ne,
            "not" => Builtin::Not,
            "or" => Builtin::Or,
            "print" => Builtin::Print,
            "printf" => Builtin::Printf,
            "println" => Builtin::Println,
            "slice" => Builtin::Slice,
            "urlquery" => Builtin::Urlquery,
            _ => return None,
        })
    }

    /// The types of its parameters.
    pub(crate) fn signature(self) -> &'static Signature {
        use Builtin::*;
        match self {
            Not | Len => &ONE,
            Ne | Lt | Le | Gt | Ge => &TWO,
            And | Or | Eq | Index | Slice | Call => &ONE_AND_MORE,
            Print | Println | Html | Js | Urlquery => &ANY_NUMBER,
            Printf => &FORMAT,
        }
    }

    /// Whether it looks at its texts as a whole.
    pub(crate) fn reads(self) -> bool {
        use Builtin::*;
        match self {
            Eq | Ne | Lt | Le | Gt | Ge | Html | Js | Urlquery | Print | Println | Printf | Index => true,
            And | Or | Not | Call | Len | Slice => false,
        }
    }
}
