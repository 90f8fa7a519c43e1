//! The images of what was injected: one that nothing can pull leaves a pod that never starts.

use std::cell::LazyCell;
use std::collections::HashSet;

use kubeyaml::Value;
use thiserror::Error;

use crate::advice::Advice;
use crate::names::PROXY_IMAGE;
use crate::pod::{ContainerList, annotation, name};
use crate::reference::{ImageFault, check as check_reference, is_only_spelt_with_capitals};

/// What an image is made of that cannot be used, so that its author knows what to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageOrigin {
    /// The value `global.hub`.
    Hub,
    /// The value `global.tag`.
    Tag,
    /// The values of the image.
    Values,
    /// The annotation of the pod.
    Annotation,
    /// The template itself, which until Istio 1.1 names its images.
    Template,
}

/// A container would get an image that nothing can pull.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("container {container:?} would get the image {image:?}: {fault}")]
pub struct BadImage {
    /// The container.
    pub container: String,
    /// Its image.
    pub image: String,
    /// Why.
    pub fault: ImageFault,
    /// Where it is from.
    pub origin: ImageOrigin,
}

impl ImageOrigin {
    /// What to do about it.
    pub fn hint(self) -> &'static str {
        match self {
            ImageOrigin::Hub => {
                "set the value `global.hub`, such as --set global.hub=docker.io/istio, and `global.tag`"
            }
            ImageOrigin::Tag => "set the value `global.tag`, such as --set global.tag=1.31.0",
            ImageOrigin::Values => {
                "correct `global.hub`, `global.tag`, `global.proxy.image` or `global.proxy_init.image` in the values"
            }
            ImageOrigin::Annotation => "correct the annotation sidecar.istio.io/proxyImage",
            ImageOrigin::Template => "correct the image in the template of the injection config",
        }
    }
}

/// Checks the images that the pod has and its author did not give (COMPATIBILITY D29). Gives what there is to say of
/// those whose names have capital letters, which Istio passes.
///
/// # Errors
/// One names no image.
pub fn check(original: &Value, injected: &Value) -> Result<Vec<Advice>, BadImage> {
    let by_annotation = annotation(original, PROXY_IMAGE);
    let own: LazyCell<HashSet<(&str, &str)>, _> = LazyCell::new(|| images(original).collect());
    let mut capitals = Vec::new();
    for (container, image) in images(injected) {
        let Err(fault) = check_reference(image) else { continue };
        if own.contains(&(container, image)) {
            continue;
        }
        if is_only_spelt_with_capitals(image) {
            let (container, image) = (container.to_owned(), image.to_owned());
            capitals.push(Advice::ImageWithCapitals { container, image });
            continue;
        }
        let origin = match fault {
            _ if by_annotation == Some(image) => ImageOrigin::Annotation,
            ImageFault::NoHub => ImageOrigin::Hub,
            ImageFault::EmptyTag | ImageFault::Tag => ImageOrigin::Tag,
            _ => ImageOrigin::Values,
        };
        return Err(refused(container, image, fault, origin));
    }
    Ok(capitals)
}

/// Checks the images of containers that a template up to Istio 1.1 gives.
///
/// # Errors
/// One names no image: the container, the image and the fault.
pub fn check_containers(containers: &[Value]) -> Result<(), BadImage> {
    for container in containers {
        let Some(image) = container.str_at(&["image"]) else { continue };
        if let Err(fault) = check_reference(image)
            && !is_only_spelt_with_capitals(image)
        {
            return Err(refused(name(container), image, fault, ImageOrigin::Template));
        }
    }
    Ok(())
}

/// The containers of a pod with their images. One without an image is left to the API server.
fn images(pod: &Value) -> impl Iterator<Item = (&str, &str)> {
    let lists = [ContainerList::InitContainers, ContainerList::Containers].map(|list| list.of(pod));
    lists.into_iter().flatten().filter_map(|c| Some((name(c), c.str_at(&["image"])?)))
}

fn refused(container: &str, image: &str, fault: ImageFault, origin: ImageOrigin) -> BadImage {
    BadImage { container: container.to_owned(), image: image.to_owned(), fault, origin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_that_were_injected_can_be_pulled() {
        let own = "spec: {containers: [{name: app, image: 'APP:'}, {name: istio-proxy, image: auto}]}";
        for (metadata, image, want) in [
            ("{}", "docker.io/istio/proxyv2:1", None),
            ("{}", "gcr.io/istio-testing/proxyTest:1", None),
            ("{}", "/proxyv2:1", Some(ImageOrigin::Hub)),
            ("{}", "/proxyv2:", Some(ImageOrigin::Hub)),
            ("{}", "istio/proxyv2:", Some(ImageOrigin::Tag)),
            ("{}", "YOUR/IMAGE", Some(ImageOrigin::Values)),
            ("{annotations: {sidecar.istio.io/proxyImage: 'a b'}}", "a b", Some(ImageOrigin::Annotation)),
        ] {
            let original = kubeyaml::read(&format!("metadata: {metadata}\n{own}")).unwrap();
            let mut injected = original.clone();
            let containers = ContainerList::Containers.of_mut(&mut injected).unwrap();
            containers[1].become_map().insert("image", image);
            let found = check(&original, &injected).err().map(|bad| {
                assert_eq!(bad.container, "istio-proxy");
                bad.origin
            });
            assert_eq!(found, want, "{image}");
        }
    }
}
