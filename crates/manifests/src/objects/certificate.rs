//! Where the serving certificate is kept, and who fills it in.

use crate::node::{Condition, Node, Setting, list, map, when};
use crate::objects::{Object, host, program};

/// The Secret, empty: the injector fills it in. Applying it again leaves alone what is in it.
pub fn secret() -> Object {
    // The type `kubernetes.io/tls` would have to be born with entries.
    Object::new("v1", "Secret", "secrets", name())
        .with("type", "Opaque".into())
        .only_if(Condition::OwnCertificates)
}

/// cert-manager's order to fill the Secret in.
pub fn certificate() -> Object {
    Object::new("cert-manager.io/v1", "Certificate", "certificates", name())
        .only_if(Condition::CertManager)
        .with(
            "spec",
            map([
                (
                    "dnsNames",
                    list([host(".svc"), host(""), program(), when(Condition::ByUrl, Setting::UrlHost)]),
                ),
                (
                    "issuerRef",
                    map([
                        ("group", "cert-manager.io".into()),
                        ("kind", Setting::IssuerKind.into()),
                        ("name", Setting::IssuerName.into()),
                    ]),
                ),
                ("privateKey", map([("algorithm", "ECDSA".into()), ("rotationPolicy", "Always".into())])),
                ("secretName", name()),
                ("usages", list(["digital signature".into(), "server auth".into()])),
            ]),
        )
}

/// The name of the Secret.
pub fn name() -> Node {
    Setting::Secret.into()
}
