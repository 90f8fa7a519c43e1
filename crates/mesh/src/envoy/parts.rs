//! Parts that many messages have.

use std::net::IpAddr;
use std::time::Duration;

use envoy_api::envoy::config::core::v3 as core;
use envoy_api::envoy::extensions::transport_sockets::raw_buffer::v3::RawBuffer;
use envoy_api::{Message, Name, any};

/// A span of time.
pub(crate) fn span(duration: Duration) -> envoy_api::Duration {
    let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    // Below a thousand million.
    let nanos = i32::try_from(duration.subsec_nanos()).unwrap_or_default();
    envoy_api::Duration { seconds, nanos }
}

/// No end, where a span of time is asked for.
pub(crate) const ENDLESS: envoy_api::Duration = envoy_api::Duration { seconds: 0, nanos: 0 };

/// An address and a port.
pub(crate) fn socket(address: &str, port: u16) -> core::SocketAddress {
    core::SocketAddress {
        address: address.to_owned(),
        port_specifier: Some(core::socket_address::PortSpecifier::PortValue(u32::from(port))),
        ..Default::default()
    }
}

/// The same as an address of any kind.
pub(crate) fn address(address: &str, port: u16) -> core::Address {
    core::Address { address: Some(core::address::Address::SocketAddress(socket(address, port))) }
}

/// An address of IP and a port.
pub(crate) fn address_of(ip: IpAddr, port: u16) -> core::Address {
    address(&ip.to_string(), port)
}

/// Resources come by the stream that the proxy has; it waits for them without end.
pub(crate) fn by_ads() -> core::ConfigSource {
    core::ConfigSource {
        config_source_specifier: Some(core::config_source::ConfigSourceSpecifier::Ads(
            core::AggregatedConfigSource {},
        )),
        initial_fetch_timeout: Some(ENDLESS),
        resource_api_version: core::ApiVersion::V3.into(),
    }
}

/// Connections are not wrapped.
pub(crate) fn raw_buffer() -> core::TransportSocket {
    transport_socket("envoy.transport_sockets.raw_buffer", &RawBuffer {})
}

/// A transport socket of an extension.
pub(crate) fn transport_socket<M: Message + Name>(name: &str, config: &M) -> core::TransportSocket {
    core::TransportSocket {
        name: name.to_owned(),
        config_type: Some(core::transport_socket::ConfigType::TypedConfig(any(config))),
    }
}

/// A message as a field of that number, below 16, of another: messages can be put together of the bytes of such parts.
pub(crate) fn as_field(number: u8, message: &impl Message) -> Vec<u8> {
    // The number, and that a length follows.
    let mut bytes = vec![(number << 3) | 2];
    bytes.extend(message.encode_length_delimited_to_vec());
    bytes
}
