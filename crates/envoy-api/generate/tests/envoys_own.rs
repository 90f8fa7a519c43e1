//! Our messages are those of Envoy: each field has the number and type that Envoy's own files give its name, and what one
//! writes the other reads.

use std::path::PathBuf;
use std::process::Command;

use envoy_api::{Message, envoy, google};
use prost_reflect::{
    Cardinality, DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MapKey,
    MessageDescriptor, ReflectMessage as _, Value,
};

/// Packages that are not Envoy's; real peers hold those.
const OTHERS: [&str; 4] =
    ["istio.v1.auth", "istio.networking.nds.v1", "istio.mesh.v1alpha1", "grpc.health.v1"];

/// All of Envoy's messages, as the package `envoy-types` has them.
fn envoys() -> DescriptorPool {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let manifest = text.split("\"manifest_path\":\"").filter_map(|rest| rest.split('"').next());
    let manifest = manifest.filter(|path| path.contains("/envoy-types-")).map(PathBuf::from).next();
    let folder = manifest.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let bytes = std::fs::read(folder.with_file_name("src/generated/types.bin")).unwrap();
    DescriptorPool::decode(&*bytes).unwrap()
}

fn ours() -> DescriptorPool {
    let set = envoy_api_generate::descriptions().unwrap();
    DescriptorPool::from_file_descriptor_set(set).unwrap()
}

/// Our messages that Envoy has, too.
fn shared(ours: &DescriptorPool) -> Vec<MessageDescriptor> {
    let is_shared = |message: &MessageDescriptor| {
        !OTHERS.contains(&message.package_name()) && !message.package_name().starts_with("google.protobuf")
    };
    ours.all_messages().filter(is_shared).collect()
}

#[test]
fn fields_have_envoys_numbers_and_types() {
    let (ours, envoys) = (ours(), envoys());
    let mut fields = 0;
    for message in shared(&ours) {
        let name = message.full_name();
        let theirs = envoys.get_message_by_name(name).unwrap_or_else(|| panic!("{name} is not Envoy's"));
        for field in message.fields() {
            let same =
                theirs.get_field_by_name(field.name()).unwrap_or_else(|| panic!("{field:?} is not Envoy's"));
            assert_eq!(shape(&field), shape(&same), "{field:?}");
            fields += 1;
        }
    }
    assert!(fields > 200, "{fields} fields");
    for choice in ours.all_enums().filter(|choice| choice.package_name().starts_with("envoy.")) {
        let theirs = envoys.get_enum_by_name(choice.full_name()).unwrap_or_else(|| panic!("{choice:?}"));
        for value in choice.values() {
            let same = theirs.get_value_by_name(value.name()).unwrap_or_else(|| panic!("{value:?}"));
            assert_eq!(value.number(), same.number(), "{value:?}");
        }
    }
}

/// What matters of a field on the wire and in a message.
fn shape(field: &FieldDescriptor) -> (u32, String, Cardinality, bool, bool, Option<String>) {
    let kind = match field.kind() {
        Kind::Message(_) if field.is_map() => {
            let entry = field.kind().as_message().unwrap().clone();
            format!("map {:?} {:?}", kind(&entry.map_entry_key_field()), kind(&entry.map_entry_value_field()))
        }
        _ => kind(field),
    };
    let oneof = field.containing_oneof().map(|oneof| oneof.name().to_owned());
    (field.number(), kind, field.cardinality(), field.is_packed(), field.supports_presence(), oneof)
}

fn kind(field: &FieldDescriptor) -> String {
    match field.kind() {
        Kind::Message(message) => message.full_name().to_owned(),
        Kind::Enum(choice) => choice.full_name().to_owned(),
        other => format!("{other:?}"),
    }
}

/// Checks that a type of ours reads and writes all that Envoy reads and writes of what our fields can say.
macro_rules! round_trip {
    ($pools:expr, $($path:path),+ $(,)?) => {
        vec![$(round_trip::<$path>(&$pools)),+]
    };
}

#[test]
fn what_one_writes_the_other_reads() {
    use envoy::config::{accesslog, cluster, core, endpoint, listener, route};
    use envoy::extensions::filters::{common, http, listener as listening, network};
    use envoy::extensions::{access_loggers, retry, transport_sockets, upstreams};
    use envoy::service::{discovery, status};

    let pools = (ours(), envoys());
    let held = round_trip!(
        pools,
        google::rpc::Status,
        envoy::admin::v3::UpdateFailureState,
        envoy::admin::v3::ConfigDump,
        envoy::admin::v3::ListenersConfigDump,
        envoy::admin::v3::ClustersConfigDump,
        envoy::admin::v3::RoutesConfigDump,
        envoy::admin::v3::EndpointsConfigDump,
        status::v3::ClientConfig,
        discovery::v3::DiscoveryRequest,
        discovery::v3::DiscoveryResponse,
        discovery::v3::DeltaDiscoveryRequest,
        discovery::v3::DeltaDiscoveryResponse,
        core::v3::Node,
        core::v3::TypedExtensionConfig,
        cluster::v3::Cluster,
        endpoint::v3::ClusterLoadAssignment,
        listener::v3::Listener,
        route::v3::RouteConfiguration,
        accesslog::v3::AccessLog,
        access_loggers::file::v3::FileAccessLog,
        network::http_connection_manager::v3::HttpConnectionManager,
        network::tcp_proxy::v3::TcpProxy,
        http::router::v3::Router,
        http::set_filter_state::v3::Config,
        common::set_filter_state::v3::FilterStateValue,
        listening::tls_inspector::v3::TlsInspector,
        listening::http_inspector::v3::HttpInspector,
        listening::original_dst::v3::OriginalDst,
        listening::original_src::v3::OriginalSrc,
        transport_sockets::tls::v3::Secret,
        transport_sockets::tls::v3::UpstreamTlsContext,
        transport_sockets::tls::v3::DownstreamTlsContext,
        transport_sockets::raw_buffer::v3::RawBuffer,
        upstreams::http::v3::HttpProtocolOptions,
        retry::host::previous_hosts::v3::PreviousHostsPredicate,
    );
    let reached: std::collections::BTreeSet<String> = held.into_iter().flatten().collect();
    for message in shared(&pools.0).iter().filter(|message| !message.is_map_entry()) {
        assert!(
            reached.contains(message.full_name()),
            "{} is in no message of the list",
            message.full_name()
        );
    }
}

/// The names of all messages that were in it.
fn round_trip<M: Message + envoy_api::Name + Default>(
    (ours, envoys): &(DescriptorPool, DescriptorPool),
) -> Vec<String> {
    let name = M::full_name();
    let message = ours.get_message_by_name(&name).unwrap_or_else(|| panic!("{name}"));
    let theirs = envoys.get_message_by_name(&name).unwrap_or_else(|| panic!("{name}"));
    let mut reached = Vec::new();
    // Of alternatives only one can be said at a time.
    for turn in 0..32 {
        let said = populated(&message, turn, 0, &mut reached);
        let written = M::decode(&*said.encode_to_vec()).unwrap().encode_to_vec();
        let again = DynamicMessage::decode(message.clone(), &*written).unwrap();
        assert_eq!(again, said, "{name}, as our types have it");
        let read = DynamicMessage::decode(theirs.clone(), &*written).unwrap();
        assert_eq!(unknown(&read), Vec::<String>::new(), "{name}, as Envoy reads it");
        let ours = DynamicMessage::decode(message.clone(), &*read.encode_to_vec()).unwrap();
        assert_eq!(ours, said, "{name}, as Envoy writes it");
    }
    reached
}

/// A message all of whose fields say something. Of alternatives it has the one whose turn it is.
fn populated(
    message: &MessageDescriptor,
    turn: usize,
    depth: usize,
    reached: &mut Vec<String>,
) -> DynamicMessage {
    let mut said = DynamicMessage::new(message.clone());
    reached.push(message.full_name().to_owned());
    for field in message.fields() {
        if let Some(oneof) = field.containing_oneof() {
            let alternatives: Vec<_> = oneof.fields().collect();
            if alternatives[turn_of(message, turn, depth) % alternatives.len()] != field {
                continue;
            }
        }
        let value = if field.is_map() {
            let entry = field.kind().as_message().unwrap().clone();
            let value = value(&entry.map_entry_value_field(), turn, depth, reached);
            Value::Map([(MapKey::String("key".to_owned()), value)].into())
        } else if field.is_list() {
            Value::List((0..2).map(|n| value(&field, turn + n, depth, reached)).collect())
        } else {
            value(&field, turn, depth, reached)
        };
        said.set_field(&field, value);
    }
    said
}

/// Whose turn it is: another one at each depth, so that all come together with all.
fn turn_of(message: &MessageDescriptor, turn: usize, depth: usize) -> usize {
    match message.full_name() {
        // A text, as others may hold themselves for ever.
        "google.protobuf.Value" => 2,
        "envoy.config.listener.v3.ListenerFilterChainMatchPredicate" if depth > 4 => 4,
        _ => turn.wrapping_mul(0x9e37_79b9).wrapping_add(depth.wrapping_mul(0x85eb_ca6b)) >> 7,
    }
}

/// A value that is not the one that a field has when nothing is said, and not that of another field.
fn value(field: &FieldDescriptor, turn: usize, depth: usize, reached: &mut Vec<String>) -> Value {
    let n = field.number() + 1;
    match field.kind() {
        Kind::Bool => Value::Bool(true),
        Kind::Int32 => Value::I32(n as i32),
        Kind::Int64 => Value::I64(i64::from(n)),
        Kind::Uint32 => Value::U32(n),
        Kind::Uint64 => Value::U64(u64::from(n)),
        Kind::Double => Value::F64(f64::from(n)),
        Kind::Float => Value::F32(n as f32),
        Kind::String => Value::String(format!("{} {turn}", field.name())),
        Kind::Bytes => Value::Bytes(format!("{} {turn}", field.name()).into_bytes().into()),
        Kind::Enum(choice) => Value::EnumNumber(last(&choice)),
        Kind::Message(message) => Value::Message(populated(&message, turn, depth + 1, reached)),
        other => panic!("no value for {other:?}"),
    }
}

fn last(choice: &EnumDescriptor) -> i32 {
    choice.values().map(|value| value.number()).max().unwrap()
}

/// What a message and those in it have beyond their fields.
fn unknown(message: &DynamicMessage) -> Vec<String> {
    let name = message.descriptor().full_name().to_owned();
    let mut found: Vec<String> =
        message.unknown_fields().map(|field| format!("{name} {}", field.number())).collect();
    let mut within = |value: &Value| {
        if let Value::Message(message) = value {
            found.extend(unknown(message));
        }
    };
    for (_, value) in message.fields() {
        match value {
            Value::List(values) => values.iter().for_each(&mut within),
            Value::Map(values) => values.values().for_each(&mut within),
            value => within(value),
        }
    }
    found
}
