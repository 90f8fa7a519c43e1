//! Container images as the Open Container Initiative has them: a layout in a folder, and an archive that every tool takes.
//!
//! Source: OCI image-spec 1.1 (image-layout.md, config.md, annotations.md); the names in archives are Docker's and
//! containerd's.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::PackagingError;
use crate::images::Image;
use crate::release::Release;
use crate::target::Target;
use crate::tree::{Tree, gzip};

const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Bytes that are named by their digest.
#[derive(Clone, Debug)]
struct Blob {
    kind: &'static str,
    bytes: Vec<u8>,
}

impl Blob {
    fn json(kind: &'static str, value: &Value) -> Blob {
        Blob { kind, bytes: value.to_string().into_bytes() }
    }

    fn path(&self) -> String {
        format!("blobs/sha256/{}", hex(&self.bytes))
    }

    fn descriptor(&self) -> Value {
        json!({ "mediaType": self.kind, "digest": digest(&self.bytes), "size": self.bytes.len() })
    }
}

/// An image for one kind of processor.
#[derive(Clone, Debug)]
pub struct Built {
    name: &'static str,
    version: String,
    target: Target,
    manifest: Blob,
    config: Blob,
    layers: Vec<Blob>,
}

impl Built {
    /// The image with its layers packed.
    ///
    /// # Errors
    /// A path is too long.
    pub fn new(image: &Image, target: Target, release: &Release) -> Result<Built, PackagingError> {
        let (mut layers, mut diffs, mut history) = (Vec::new(), Vec::new(), Vec::new());
        for (what, tree) in &image.layers {
            let tar = tree.tar("", release.time)?;
            diffs.push(digest(&tar));
            layers.push(Blob { kind: LAYER, bytes: gzip(&tar)? });
            history.push(
                json!({ "created": release.rfc3339(), "created_by": "outrigger packaging", "comment": what }),
            );
        }
        let config = json!({
            "created": release.rfc3339(),
            "architecture": target.architecture(),
            "os": "linux",
            "config": {
                "User": image.user,
                "Env": [PATH],
                "Entrypoint": image.entrypoint,
                "WorkingDir": "/",
                "Labels": labels(image, release),
            },
            "rootfs": { "type": "layers", "diff_ids": diffs },
            "history": history,
        });
        let config = Blob::json(CONFIG, &config);
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": config.descriptor(),
            "layers": layers.iter().map(Blob::descriptor).collect::<Vec<_>>(),
            "annotations": labels(image, release),
        });
        let manifest = Blob::json(MANIFEST, &manifest);
        Ok(Built { name: image.name, version: release.version.clone(), target, manifest, config, layers })
    }

    /// What a registry stores of the layers, in bytes.
    pub fn size(&self) -> usize {
        self.layers.iter().map(|layer| layer.bytes.len()).sum()
    }

    /// The name with the version, such as `outrigger:0.1.0`.
    pub fn reference(&self) -> String {
        format!("{}:{}", self.name, self.version)
    }

    fn descriptor(&self) -> Value {
        let mut descriptor = self.manifest.descriptor();
        if let Some(map) = descriptor.as_object_mut() {
            let platform = json!({ "architecture": self.target.architecture(), "os": "linux" });
            map.insert("platform".to_owned(), platform);
        }
        descriptor
    }

    fn blobs(&self) -> impl Iterator<Item = &Blob> {
        [&self.manifest, &self.config].into_iter().chain(&self.layers)
    }

    /// An archive: OCI's layout, and beside it what Docker reads of one that it has saved.
    ///
    /// # Errors
    /// A path is too long.
    pub fn archive(&self, release: &Release) -> Result<Vec<u8>, PackagingError> {
        let mut tree = Tree::default();
        layout(std::slice::from_ref(self)).into_iter().for_each(|(path, bytes)| tree.file(&path, bytes));
        let layers: Vec<String> = self.layers.iter().map(Blob::path).collect();
        let of_docker =
            json!([{ "Config": self.config.path(), "RepoTags": [self.reference()], "Layers": layers }]);
        tree.file("manifest.json", of_docker.to_string());
        tree.tar("", release.time)
    }
}

/// The files of a layout with one image, for each kind of processor that it was built for, by their paths.
pub fn layout(images: &[Built]) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> =
        images.iter().flat_map(Built::blobs).map(|blob| (blob.path(), blob.bytes.clone())).collect();
    let descriptor = match images {
        [one] => one.descriptor(),
        all => {
            let manifests: Vec<Value> = all.iter().map(Built::descriptor).collect();
            let index = json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": manifests });
            let index = Blob::json(INDEX, &index);
            files.insert(index.path(), index.bytes.clone());
            index.descriptor()
        }
    };
    let named = images.first().map(|image| named(descriptor, image));
    let index = json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": Vec::from_iter(named) });
    files.insert("index.json".to_owned(), index.to_string().into_bytes());
    files.insert("oci-layout".to_owned(), json!({ "imageLayoutVersion": "1.0.0" }).to_string().into_bytes());
    files
}

/// What says how the image is called: skopeo and podman read the first, containerd (so that kind, too) the second.
fn named(mut descriptor: Value, image: &Built) -> Value {
    if let Some(map) = descriptor.as_object_mut() {
        let names = json!({
            "org.opencontainers.image.ref.name": image.version,
            "io.containerd.image.name": format!("docker.io/library/{}", image.reference()),
        });
        map.insert("annotations".to_owned(), names);
    }
    descriptor
}

fn labels(image: &Image, release: &Release) -> Value {
    let mut labels = json!({
        "org.opencontainers.image.title": image.name,
        "org.opencontainers.image.description": image.description,
        "org.opencontainers.image.vendor": "the outrigger authors",
        "org.opencontainers.image.licenses": image.licences,
        "org.opencontainers.image.version": release.version,
        "org.opencontainers.image.created": release.rfc3339(),
    });
    if let Some(map) = labels.as_object_mut().filter(|_| !release.revision.is_empty()) {
        map.insert("org.opencontainers.image.revision".to_owned(), release.revision.as_str().into());
    }
    labels
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(bytes))
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
