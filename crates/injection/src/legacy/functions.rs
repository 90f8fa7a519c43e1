//! The functions of legacy templates: none in 0.5, two in 1.0, fourteen in 1.1, and never sprig's.

use std::collections::BTreeMap;

use gotext::{Call, Data, Fault, Functions, Pointer, Struct, Type, Value};

use crate::Compat;
use crate::functions;
use crate::names::PROXY_CONTAINER;

/// Functions of 1.1 that today's templates still have as they were.
const UNCHANGED: [&str; 8] = [
    "annotation",
    "excludeInboundPort",
    "kubevirtInterfaces",
    "toJSON",
    "fromJSON",
    "toYaml",
    "indent",
    "directory",
];

/// The functions of that version's templates.
///
/// Source: Istio 1.0 and 1.1 inject.go, injectionData.
pub fn of(compat: Compat) -> Functions {
    let mut functions = Functions::new();
    if compat >= Compat::V1_0 {
        declare_1_0(&mut functions, compat);
    }
    if compat >= Compat::V1_1 {
        declare_1_1(&mut functions);
    }
    functions
}

fn declare_1_0(functions: &mut Functions, compat: Compat) {
    functions.def("isset", &[Type::STR_MAP, Type::STR], Type::BOOL, |call| {
        Ok(Value::Bool(call.map(0).is_some_and(|m| m.contains(call.str(1)))))
    });
    functions.def("formatDuration", &[Type::ANY], Type::STR, move |call| {
        Ok(meshconfig::format_duration(duration(call.arg(0)), compat).into())
    });
}

fn declare_1_1(functions: &mut Functions) {
    let today = functions::today(None, &BTreeMap::new());
    for function in UNCHANGED.iter().filter_map(|name| today.find(name)) {
        functions.insert(function.clone());
    }
    functions.alias("toJson", "toJSON");
    functions.def("valueOrDefault", &[Type::STR, Type::STR], Type::STR, |call| {
        Ok(call.arg(usize::from(call.str(0).is_empty())).clone())
    });
    functions.def("includeInboundPorts", &[Type::ANY], Type::STR, |call| Ok(ports(call, |_| true)?.into()));
    functions.def("applicationPorts", &[Type::ANY], Type::STR, |call| {
        Ok(ports(call, |name| name != PROXY_CONTAINER)?.into())
    });
}

/// The text of a duration in a mesh config's document; `None` for a nil pointer.
fn duration<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    let (Value::Struct(Struct::Typed(_, data)) | Value::Pointer(Pointer::Struct(Struct::Typed(_, data)))) =
        value
    else {
        return None;
    };
    Data::peek::<kubeyaml::Value>(data)?.as_str()
}

/// The ports of containers of every protocol, joined by commas.
///
/// Source: Istio 1.1 inject.go, getContainerPorts.
fn ports(call: &Call<'_, '_>, wanted: impl Fn(&str) -> bool) -> Result<String, Fault> {
    let Value::List(containers) = call.arg(0) else { return Ok(String::new()) };
    call.step(containers.len() as u64)?;
    let mut out = Vec::new();
    for container in containers.iter() {
        let Value::Struct(container) = container else { continue };
        if !wanted(container.field("Name").as_ref().and_then(Value::as_str).unwrap_or_default()) {
            continue;
        }
        let Some(Value::List(list)) = container.field("Ports") else { continue };
        call.step(list.len() as u64)?;
        out.extend(list.iter().filter_map(|port| match port {
            Value::Struct(port) => Some(port.field("ContainerPort")?.as_int()?.to_string()),
            _ => None,
        }));
    }
    Ok(out.join(","))
}

#[cfg(test)]
mod tests {
    use gotext::{Budget, Template};
    use kubeschema::types;

    use super::*;

    #[test]
    fn each_version_has_its_functions() {
        for (compat, want) in [
            (Compat::V0_5, &[][..]),
            (Compat::V1_0, &["formatDuration", "isset"]),
            (
                Compat::V1_1,
                &[
                    "annotation",
                    "applicationPorts",
                    "directory",
                    "excludeInboundPort",
                    "formatDuration",
                    "fromJSON",
                    "includeInboundPorts",
                    "indent",
                    "isset",
                    "kubevirtInterfaces",
                    "toJSON",
                    "toJson",
                    "toYaml",
                    "valueOrDefault",
                ],
            ),
        ] {
            let functions = of(compat);
            let mut names: Vec<&str> = functions.names().collect();
            names.sort_unstable();
            assert_eq!(names, want, "{compat}");
        }
    }

    #[test]
    fn functions_of_1_1_differ_from_todays() {
        let pod = r#"{"containers":[{"name":"a","ports":[{"containerPort":80},{"containerPort":53,"protocol":"UDP"}]},
            {"name":"istio-proxy","ports":[{"containerPort":15090}]}]}"#;
        let pod = kubeyaml::from_json(pod.as_bytes()).unwrap();
        for (template, want) in [
            ("[[ includeInboundPorts .Containers ]]", "80,53,15090"),
            ("[[ applicationPorts .Containers ]]", "80,53"),
            ("[[ valueOrDefault \"\" \"d\" ]][[ valueOrDefault \"v\" \"d\" ]]", "dv"),
            ("[[ toJson .NodeSelector ]]", "{}"),
            ("[[ formatDuration nil ]]", "1s"),
            ("[[ isset .NodeSelector \"a\" ]]", "false"),
        ] {
            let parsed = Template::parse("inject", template, ("[[", "]]"), &of(Compat::V1_1)).unwrap();
            let spec = Value::pointer(&types::core::POD_SPEC, Data::of(&pod));
            assert_eq!(parsed.execute(spec, &Budget::default()).unwrap(), want, "{template}");
        }
    }
}
