//! What Go answers to templates on typed data: `tests/oracle/templates/main.go` writes the answers.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test"
)]

use std::collections::BTreeMap;

use gotext::{Budget, Functions, Template, Value};
use kubeschema::{Options, types};
use kubeyaml::Value as Node;
use protoschema::{Kind, Message, UnknownFields, message_value};

use super::of;
use crate::Version;
use crate::workload::Identity;

/// What differs from run to run is not compared: addresses, and one or two blanks in the text of a message.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("0x") {
        let digits = after.find(|c: char| !matches!(c, '0'..='9' | 'a'..='f')).unwrap_or(after.len());
        out.push_str(before);
        out.push_str(if digits >= 6 { "0xADDRESS" } else { "0x" });
        rest = if digits >= 6 { &after[digits..] } else { after };
    }
    out.push_str(rest);
    out.replace("  ", " ")
}

fn message(of: &'static Message, source: &Node) -> Node {
    let mut document = Node::Null;
    protoschema::apply(&mut document, source, of, UnknownFields::Refuse).unwrap();
    document
}

/// The data of the oracle.
struct Inputs {
    pod: Node,
    proxy: Node,
    mesh: Node,
    workload: Node,
    values: Node,
}

fn read(text: &str) -> Node {
    kubeyaml::from_json(text.as_bytes()).unwrap()
}

fn proxy_type() -> &'static Message {
    meshconfig::schema::proxy_config(Version::V1_30)
}

fn mesh_type() -> &'static Message {
    meshconfig::schema::mesh_config(Version::V1_30)
}

impl Inputs {
    fn read() -> Inputs {
        let data = read(include_str!("../../tests/oracle/templates-data.json"));
        let mut pod = data.at(&["Pod"]).clone();
        kubeschema::normalize(&mut pod, &types::core::POD, &Options::default(), None).unwrap();
        Inputs {
            pod,
            proxy: message(proxy_type(), data.at(&["ProxyConfig"])),
            mesh: message(mesh_type(), data.at(&["MeshConfig"])),
            workload: Identity {
                name: "shop".to_owned(),
                namespace: "prod".to_owned(),
                kind: "Deployment".to_owned(),
                api_version: "apps/v1".to_owned(),
                ..Identity::default()
            }
            .to_document(),
            values: data.at(&["Values"]).clone(),
        }
    }

    fn dot(&self) -> Value<'_> {
        let (pod, workload) = (&self.pod, &self.workload);
        Value::record(
            "inject.SidecarTemplateData",
            vec![
                ("TypeMeta", kubeschema::struct_value(&types::meta::TYPE_META, workload.at(&["type"]))),
                ("DeploymentMeta", kubeschema::namespaced_name(workload.at(&["name"]))),
                ("ObjectMeta", kubeschema::struct_value(&types::meta::OBJECT_META, pod.at(&["metadata"]))),
                ("Spec", kubeschema::struct_value(&types::core::POD_SPEC, pod.at(&["spec"]))),
                ("ProxyConfig", message_value(proxy_type(), &self.proxy)),
                ("MeshConfig", message_value(mesh_type(), &self.mesh)),
                ("Values", kubeschema::untyped(&self.values)),
                ("Revision", "default".into()),
                ("NativeSidecars", true.into()),
                ("ProxyImage", "example.test/proxyv2:1".into()),
                ("ProxyUID", Value::int64(1337)),
                ("ProxyGID", Value::int64(1337)),
                ("InboundTrafficPolicyMode", "passthrough".into()),
                ("CompliancePolicy", "".into()),
            ],
        )
    }

    fn run(&self, template: &str, functions: &Functions) -> (String, String) {
        let parsed = match Template::parse("t", template, ("", ""), functions) {
            Ok(parsed) => parsed,
            Err(error) => return (String::new(), error.to_string()),
        };
        match parsed.execute(self.dot(), &Budget::default()) {
            Ok(out) => (plain(&out), String::new()),
            Err(error) => (String::new(), plain(&error.to_string())),
        }
    }
}

#[test]
fn go_answers_the_same() {
    let rows = read(include_str!("../../tests/oracle/templates.json"));
    let answers = read(include_str!("../../tests/oracle/templates-go.json"));
    let (rows, answers) = (rows.as_list().unwrap(), answers.as_list().unwrap());
    assert_eq!(rows.len(), answers.len());
    let inputs = Inputs::read();
    let functions = of(Version::V1_30, &BTreeMap::new());
    let mut failures = Vec::new();
    for (row, answer) in rows.iter().zip(answers) {
        let text = row.as_str().unwrap();
        let want = (answer.str_at(&["out"]).unwrap_or(""), answer.str_at(&["err"]).unwrap_or(""));
        let (out, err) = inputs.run(text, &functions);
        if (out.as_str(), err.as_str()) != want {
            failures.push(format!("{text}\n  want {want:?}\n  got  {:?}", (out, err)));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

/// Where a template finds a value of each type that methods are known of.
const PLACES: [(&str, &str); 19] = [
    ("intstr.IntOrString", "(index .Spec.Containers 0).LivenessProbe.HTTPGet.Port"),
    ("resource.Quantity", "(index .Spec.Containers 0).Resources.Limits.Cpu"),
    ("schema.GroupKind", ".TypeMeta.GroupVersionKind.GroupKind"),
    ("schema.GroupResource", "(.TypeMeta.GroupVersionKind.GroupVersion.WithResource \"r\").GroupResource"),
    ("schema.GroupVersion", ".TypeMeta.GroupVersionKind.GroupVersion"),
    ("schema.GroupVersionKind", ".TypeMeta.GroupVersionKind"),
    ("schema.GroupVersionResource", "(.TypeMeta.GroupVersionKind.GroupVersion.WithResource \"r\")"),
    ("time.Duration", ".ProxyConfig.DrainDuration.AsDuration"),
    ("time.Location", ".ObjectMeta.CreationTimestamp.Location"),
    ("time.Month", ".ObjectMeta.CreationTimestamp.Month"),
    ("time.Time", ".ObjectMeta.CreationTimestamp.Time"),
    ("types.NamespacedName", ".DeploymentMeta"),
    ("v1.Affinity", ".Spec.Affinity"),
    ("v1.FieldsV1", "(index .ObjectMeta.ManagedFields 0).FieldsV1"),
    ("v1.ObjectMeta", ".ObjectMeta"),
    ("v1.ResourceList", ".Spec.Overhead"),
    ("v1.Time", ".ObjectMeta.CreationTimestamp"),
    ("v1.Toleration", "(index .Spec.Tolerations 0)"),
    ("v1.TypeMeta", ".TypeMeta"),
];

/// What is given to a method for a parameter of a type; `own` is the receiver.
fn argument(of: &str, own: &str) -> String {
    match of {
        "T" | "*T" => own.to_owned(),
        "string" => "\"x\"".to_owned(),
        "v1.ResourceName" => "\"cpu\"".to_owned(),
        "resource.Format" => "\"BinarySI\"".to_owned(),
        "time.Time" => ".ObjectMeta.CreationTimestamp.Time".to_owned(),
        "*time.Location" => ".ObjectMeta.CreationTimestamp.Location".to_owned(),
        "[]uint8" => ".ObjectMeta.CreationTimestamp.MarshalText".to_owned(),
        "int" | "int64" | "time.Duration" | "resource.Scale" => "1".to_owned(),
        // No template has such a value: the call is refused as Go refuses it.
        _ => "nil".to_owned(),
    }
}

/// Whether the results of a function type are such that a template can call it: one, or one and an error.
fn is_usable(function: &str) -> bool {
    let (_, results) = function.split_once(')').unwrap();
    let results: Vec<&str> = results.split(", ").filter(|result| !result.trim().is_empty()).collect();
    matches!(results.as_slice(), [_] | [_, "error)"])
}

/// What cannot be called says why: Go's own refusal, or that it is not provided, and what for.
#[test]
fn every_method_of_kubernetes_types_is_there_or_says_why_not() {
    let facts = include_str!("../../../kubeschema/generate/methods.txt");
    let (facts, _) = facts.split_once("texts\n").unwrap();
    let inputs = Inputs::read();
    let functions = of(Version::V1_30, &BTreeMap::new());
    let mut not_provided = std::collections::BTreeSet::new();
    let (mut place, mut tried) = ("", 0);
    for line in facts.lines() {
        let Some(method) = line.strip_prefix(' ') else {
            let types: Vec<&str> = line.split(' ').map(|t| t.split('=').next().unwrap_or(t)).collect();
            let known = PLACES.iter().find(|(of, _)| types.contains(of));
            place = known.unwrap_or_else(|| panic!("no place for {line}")).1;
            continue;
        };
        let (name, of) = method.trim_start_matches('*').split_once(' ').unwrap();
        let (params, _) = of.strip_prefix("func(").unwrap().split_once(')').unwrap();
        let args: Vec<String> =
            params.split(", ").filter(|p| !p.is_empty()).map(|p| argument(p, place)).collect();
        let (out, err) = inputs.run(&format!("{{{{ {place}.{name} {} }}}}", args.join(" ")), &functions);
        tried += 1;
        match err.as_str() {
            "" => assert!(!out.contains("no method"), "{line}: {out}"),
            err if err.contains("not provided: ") => {
                not_provided.insert(name);
            }
            err if err.contains("return value") => assert!(!is_usable(of), "{line}: {err}"),
            err => assert!(args.contains(&"nil".to_owned()), "{line}: {err}"),
        }
    }
    assert!(tried > 250, "{tried} methods");
    let want = "AppendBinary AppendFormat AppendText AsDec GobDecode GobEncode Marshal MarshalBinary MarshalCBOR MarshalLog \
                MarshalTo MarshalToSizedBuffer MatchToleration Mul ProtoTime RoundUp Size SwaggerDoc ToDec Unmarshal \
                UnmarshalBinary UnmarshalCBOR UnmarshalJSON UnmarshalQueryParameter UnmarshalText";
    assert_eq!(not_provided.into_iter().collect::<Vec<_>>().join(" "), want);
}

/// All messages and enumerations below the mesh config, by their names in Go.
fn types_of_messages() -> BTreeMap<String, Kind> {
    let mut found = BTreeMap::new();
    let mut open = vec![mesh_type()];
    while let Some(of) = open.pop() {
        if found.insert(of.go.to_owned(), Kind::Message(of)).is_some() {
            continue;
        }
        for field in of.fields {
            match field.kind {
                Kind::Message(inner) => open.push(inner),
                Kind::Enum(inner) => {
                    found.insert(inner.go.to_owned(), field.kind);
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn messages_have_the_methods_that_go_generates() {
    let types = types_of_messages();
    let mut missing = Vec::new();
    let (mut kind, mut tried) = (None, 0);
    for line in include_str!("../../tests/oracle/messages.txt").lines() {
        let Some(method) = line.strip_prefix(' ') else {
            kind = types.get(line);
            // The types of protobuf itself are tried by what they answer.
            assert!(kind.is_some() || line.contains("pb."), "no table of {line}");
            continue;
        };
        let (name, of) = method.split_once(' ').unwrap();
        let found = match kind {
            Some(Kind::Message(message)) => gotext::StructType::method(*message, name),
            // `String` the engine knows of by itself.
            Some(Kind::Enum(_)) if name == "String" => continue,
            Some(Kind::Enum(of)) => gotext::EnumType::method(*of, name),
            _ => continue,
        };
        tried += 1;
        match found {
            None => missing.push(format!("{line} {name}")),
            Some(method) if name.starts_with("Get") => {
                assert_eq!(method.signature.to_string(), of, "{name}");
            }
            Some(method) => assert_eq!(method.unfit.is_none(), is_usable(of), "{name} {of}"),
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(tried > 700, "{tried} methods");
}
