//! The methods of types: which there are says `declared.rs`, and what they do the file of the type.

use gotext::{Method, Signature, Type, Unfit};

use super::declared::{TEXTS, TYPES};

/// Types that have the same methods.
pub(super) struct Set {
    /// The methods, sorted by name.
    pub(super) methods: &'static [(&'static str, Method)],
}

/// A method of values and pointers.
pub(super) const fn value(
    name: &'static str,
    params: &'static [Type],
    result: Type,
) -> (&'static str, Method) {
    (name, Method::new(Signature { params, variadic: None, result }))
}

/// A method of pointers.
pub(super) const fn pointer(
    name: &'static str,
    params: &'static [Type],
    result: Type,
) -> (&'static str, Method) {
    let (name, method) = value(name, params, result);
    (name, method.of_pointers())
}

/// A method that Go does not let templates call.
pub(super) const fn unfit(method: (&'static str, Method), unfit: Unfit) -> (&'static str, Method) {
    (method.0, Method { unfit: Some(unfit), ..method.1 })
}

/// The method `name` of the type that Go calls `of`.
pub(super) fn find(of: &str, name: &str) -> Option<Method> {
    let (_, _, set) = declaration(of)?;
    let at = set.methods.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    set.methods.get(at).map(|(_, method)| *method)
}

/// The type's name in Kubernetes' OpenAPI; "" when it has none.
pub(super) fn model(of: &str) -> &'static str {
    declaration(of).map_or("", |(_, model, _)| model)
}

/// The type's name with the path of its package.
pub(super) fn full_name(of: &str) -> String {
    match model(of).strip_prefix("io.k8s.").and_then(|path| path.rsplit_once('.')) {
        Some((package, name)) => format!("k8s.io/{}.{name}", package.replace('.', "/")),
        None => of.to_owned(),
    }
}

/// The fields in the order in which the type's text gives them, where that is not theirs.
pub(super) fn text_order(of: &str) -> Option<&'static [&'static str]> {
    let at = TEXTS.binary_search_by(|(known, _)| (*known).cmp(of)).ok()?;
    TEXTS.get(at).map(|(_, fields)| *fields)
}

fn declaration(of: &str) -> Option<&'static (&'static str, &'static str, &'static Set)> {
    let at = TYPES.binary_search_by(|(known, ..)| (*known).cmp(of)).ok()?;
    TYPES.get(at)
}

/// Why a method that Go would call is not provided; `None` for those that are.
pub(super) fn refusal(method: &str) -> Option<&'static str> {
    Some(match method {
        "Marshal" | "MarshalTo" | "MarshalToSizedBuffer" | "Size" => {
            "a template has no use for protobuf's wire form"
        }
        "MarshalCBOR" | "MarshalBinary" | "GobEncode" | "AppendBinary" | "AppendText" | "AppendFormat" => {
            "a template has no use for its bytes"
        }
        "Unmarshal"
        | "UnmarshalCBOR"
        | "UnmarshalJSON"
        | "UnmarshalBinary"
        | "UnmarshalText"
        | "GobDecode"
        | "UnmarshalQueryParameter"
        | "RoundUp"
        | "Mul"
        | "ToDec" => "the data of a template cannot be changed",
        "SwaggerDoc" => "it is the documentation in Kubernetes' source",
        "MarshalLog" => "it is for logs",
        "AsDec" | "ProtoTime" => "its result has no use in a template",
        "MatchToleration" => "it is the scheduler's",
        // Its first parameter is a logger, which no template has.
        "ToleratesTaint" => "it is the scheduler's",
        _ => return None,
    })
}

/// What a call of a method that is not provided fails with.
pub(super) fn not_provided(of: &str, method: &str) -> gotext::Fault {
    match refusal(method) {
        Some(reason) => format!("not provided: {reason}").into(),
        None => format!("{of} has no method {method}").into(),
    }
}
