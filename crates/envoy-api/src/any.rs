//! Messages of any type.

use prost::Name;
use prost_types::Any;

/// A message with its type, as extensions' configurations and resources are held.
pub fn any<M: Name>(message: &M) -> Any {
    Any { type_url: M::type_url(), value: message.encode_to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envoy::config::core::v3::Pipe;

    #[test]
    fn a_message_says_its_type() {
        let held = any(&Pipe { path: "p".to_owned() });
        assert_eq!(
            (held.type_url.as_str(), &*held.value),
            ("type.googleapis.com/envoy.config.core.v3.Pipe", &b"\x0a\x01p"[..])
        );
    }
}
