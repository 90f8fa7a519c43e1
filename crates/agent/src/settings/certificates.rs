//! Where certificates come from.

use std::path::PathBuf;
use std::time::Duration;

use super::environment::Reader;
use super::error::SettingsError;
use super::plan::{Ca, CertificateFiles, Certificates, KeyKind, Mesh, Ratio};
use super::server;
use super::shown::shortened;

/// Source: Istio 1.30 pilot/cmd/pilot-agent/options/security.go, NewSecurityOptions.
pub(super) fn certificates(mesh: &Mesh, reader: &mut Reader<'_>) -> Result<Certificates, SettingsError> {
    let provisioned = reader.text("PROV_CERT").map(CertificateFiles::within);
    let is_mounted = reader.truth("FILE_MOUNTED_CERTS", false);
    if provisioned.is_some() && is_mounted {
        return Err(SettingsError::Exclusive { one: "PROV_CERT", other: "FILE_MOUNTED_CERTS" });
    }
    server::check_jwt_policy(reader);
    let mounted = is_mounted.then(|| CertificateFiles::within("./etc/certs"));
    let server = server::ca(mesh, provisioned.as_ref(), mounted.is_some(), reader)?;
    Ok(Certificates {
        ca: Ca { server, signer: reader.text("ISTIO_META_CERT_SIGNER").map(str::to_owned), provisioned },
        mounted,
        key: key(reader)?,
        pkcs8: reader.truth("PKCS8_KEY", false),
        lifetime: reader.duration("SECRET_TTL", Duration::from_secs(24 * 3600)),
        grace_ratio: ratio("SECRET_GRACE_PERIOD_RATIO", Ratio(500_000), reader),
        grace_jitter: ratio("SECRET_GRACE_PERIOD_RATIO_JITTER", Ratio(10_000), reader),
        output: reader.text("OUTPUT_CERTS").map(PathBuf::from),
        debounce: reader.duration("FILE_DEBOUNCE_DURATION", Duration::from_millis(100)),
    })
}

/// ECDSA is the default here, where Istio makes RSA keys: it is made in a hundredth of the time, and each Envoy takes it.
fn key(reader: &mut Reader<'_>) -> Result<KeyKind, SettingsError> {
    match reader.text("ECC_SIGNATURE_ALGORITHM") {
        None => {}
        Some("ECDSA") => return Ok(curve(reader)),
        Some(other) => {
            return Err(SettingsError::Value {
                name: "ECC_SIGNATURE_ALGORITHM",
                value: shortened(other),
                why: "it must be `ECDSA`, or unset",
            });
        }
    }
    let bits = |text: &str| text.parse().ok().filter(|bits| [2048, 3072, 4096, 8192].contains(bits));
    Ok(reader.read(
        "WORKLOAD_RSA_KEY_SIZE",
        "2048, 3072, 4096 or 8192",
        KeyKind::P256,
        "an ECDSA key",
        |text| bits(text).map(KeyKind::Rsa),
    ))
}

fn curve(reader: &mut Reader<'_>) -> KeyKind {
    reader.read("ECC_CURVE", "`P256` or `P384`", KeyKind::P256, "P256", |text| match text {
        "P256" => Some(KeyKind::P256),
        "P384" => Some(KeyKind::P384),
        _ => None,
    })
}

fn ratio(name: &str, default: Ratio, reader: &mut Reader<'_>) -> Ratio {
    reader.read(name, "a number from 0 to 1", default, default.as_f64(), |text| {
        let number: f64 = text.parse().ok().filter(|number| (0.0..=1.0).contains(number))?;
        // From 0 to a million it is a whole number of 32 bits.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "its range was looked at just before"
        )]
        Some(Ratio((number * 1e6).round() as u32))
    })
}

impl CertificateFiles {
    /// The files of these names that Istio gives them, in a folder.
    pub(super) fn within(folder: &str) -> CertificateFiles {
        let file = |name: &str| PathBuf::from(format!("{}/{name}", folder.trim_end_matches('/')));
        CertificateFiles { chain: file("cert-chain.pem"), key: file("key.pem"), root: file("root-cert.pem") }
    }
}
