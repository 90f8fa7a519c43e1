//! What a program, or an image, is made of: a software bill of materials.
//!
//! Source: SPDX 2.3, as JSON.

use serde_json::{Value, json};

use crate::crates::Crate;
use crate::oci::hex;
use crate::release::Release;
use crate::system::Package;
use crate::target::Target;

/// What is described.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The name of the program.
    pub name: &'a str,
    /// The program.
    pub bytes: &'a [u8],
    /// The crates in it.
    pub crates: &'a [Crate],
    /// The version of Rust, with its standard library.
    pub rust: &'a str,
    /// What is beside it in an image.
    pub system: &'a [Package],
    /// The Envoy that it starts there; whoever named it knows its version.
    pub envoy: Option<&'a [u8]>,
}

/// The document.
pub fn spdx(subject: Subject<'_>, target: Target, release: &Release) -> String {
    let Subject { name, bytes, crates, rust, system, envoy } = subject;
    let digest = hex(bytes);
    let architecture = target.architecture();
    let mut packages = vec![json!({
        "SPDXID": "SPDXRef-program",
        "name": name,
        "versionInfo": release.version,
        "supplier": "Organization: the outrigger authors",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": false,
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": "APPLICATION",
        "checksums": [{ "algorithm": "SHA256", "checksumValue": digest }],
        "externalRefs": [reference(&format!("pkg:generic/{name}@{}", release.version))],
    })];
    packages.push(linked(
        "SPDXRef-rust-std",
        "rust-std",
        rust,
        "MIT OR Apache-2.0",
        &format!("pkg:generic/rust-std@{rust}"),
    ));
    for one in crates {
        let Crate { name, version, licence, checksum, .. } = one;
        let id = format!("SPDXRef-crate-{}-{}", identifier(name), identifier(version));
        let purl = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
        let mut package = linked(&id, name, version, licence, &purl);
        if let Some(map) = package.as_object_mut() {
            let sums = json!([{ "algorithm": "SHA256", "checksumValue": checksum }]);
            map.insert("checksums".to_owned(), sums);
        }
        packages.push(package);
    }
    for Package { name, version } in system {
        let id = format!("SPDXRef-debian-{}", identifier(name));
        let escaped = version.replace(':', "%3A").replace('+', "%2B");
        let purl = format!("pkg:deb/debian/{name}@{escaped}?arch={architecture}");
        // Their licences are told by /usr/share/doc/NAME/copyright.
        packages.push(linked(&id, name, version, "NOASSERTION", &purl));
    }
    if let Some(bytes) = envoy {
        packages.push(json!({
            "SPDXID": "SPDXRef-beside-envoy",
            "name": "envoy",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": false,
            "licenseConcluded": "NOASSERTION",
            "licenseDeclared": "Apache-2.0",
            "copyrightText": "NOASSERTION",
            "checksums": [{ "algorithm": "SHA256", "checksumValue": hex(bytes) }],
        }));
    }
    let document = json!({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": format!("{name}-{}-linux-{architecture}", release.version),
        "documentNamespace": format!("https://spdx.org/spdxdocs/{name}-{}-linux-{architecture}-{digest}", release.version),
        "creationInfo": {
            "created": release.rfc3339(),
            "creators": [format!("Tool: outrigger-packaging-{}", env!("CARGO_PKG_VERSION"))],
        },
        "relationships": relationships(&packages),
        "packages": packages,
    });
    format!("{document:#}\n")
}

fn linked(id: &str, name: &str, version: &str, licence: &str, purl: &str) -> Value {
    let licence = if licence.is_empty() { "NOASSERTION" } else { licence };
    json!({
        "SPDXID": id,
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": false,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
        "externalRefs": [reference(purl)],
    })
}

fn reference(purl: &str) -> Value {
    json!({ "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl })
}

/// The document describes the program; crates are linked into it, and the rest is beside it.
fn relationships(packages: &[Value]) -> Vec<Value> {
    let ids = packages.iter().filter_map(|package| package.get("SPDXID").and_then(Value::as_str));
    let related = ids.map(|id| match id {
        "SPDXRef-program" => ["SPDXRef-DOCUMENT", "DESCRIBES", id],
        id if id.starts_with("SPDXRef-debian-") || id.starts_with("SPDXRef-beside-") => {
            ["SPDXRef-program", "DEPENDS_ON", id]
        }
        id => [id, "STATIC_LINK", "SPDXRef-program"],
    });
    let shown = |[from, kind, to]: [&str; 3]| json!({ "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to });
    related.map(shown).collect()
}

/// Letters, digits, dots and dashes are what an identifier may have.
fn identifier(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}
