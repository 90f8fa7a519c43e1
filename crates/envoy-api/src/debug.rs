//! Types that may hold a private key do not show what they hold.

use std::fmt;

use crate::envoy::config::core::v3::DataSource;
use crate::envoy::config::core::v3::data_source::Specifier;

impl fmt::Debug for DataSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DataSource").field(&self.specifier).finish()
    }
}

impl fmt::Debug for Specifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Specifier::Filename(path) => f.debug_tuple("Filename").field(path).finish(),
            Specifier::InlineBytes(bytes) => write!(f, "InlineBytes({} bytes)", bytes.len()),
            Specifier::InlineString(text) => write!(f, "InlineString({} bytes)", text.len()),
            Specifier::EnvironmentVariable(name) => f.debug_tuple("EnvironmentVariable").field(name).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envoy::extensions::transport_sockets::tls::v3::{Secret, TlsCertificate, secret};

    #[test]
    fn a_key_is_not_shown() {
        let key = |specifier| Secret {
            name: "default".to_owned(),
            r#type: Some(secret::Type::TlsCertificate(TlsCertificate {
                certificate_chain: None,
                private_key: Some(DataSource { specifier: Some(specifier) }),
            })),
        };
        for specifier in
            [Specifier::InlineBytes(b"hush".to_vec()), Specifier::InlineString("hush".to_owned())]
        {
            let shown = format!("{:?}", key(specifier));
            assert!(
                shown.contains("(4 bytes)") && !shown.contains("hush") && !shown.contains("104"),
                "{shown}"
            );
        }
    }
}
