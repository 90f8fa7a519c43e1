//! References of images: what no container runtime can pull, judging by the text alone.

use thiserror::Error;

/// Why a text names no image.
///
/// Source: github.com/distribution/reference, the grammar of references; Kubernetes takes any text, and the kubelet then
/// says `InvalidImageName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ImageFault {
    /// Nothing is there, or nothing before the tag.
    #[error("it has no repository")]
    NoRepository,
    /// It starts with a slash.
    #[error("it has no registry or path before its first `/`")]
    NoHub,
    /// Nothing follows the colon.
    #[error("its tag is empty")]
    EmptyTag,
    /// The repository has capital letters.
    #[error("its repository has capital letters, which no registry takes")]
    Capitals,
    /// A blank, a line break or another character that no part of a reference has.
    #[error("it has a character that no image has: {0:?}")]
    Character(char),
    /// The tag is none.
    #[error("what follows its colon is not a tag")]
    Tag,
    /// The digest is none.
    #[error("what follows its `@` is not a digest")]
    Digest,
    /// The registry's host or port is none.
    #[error("its registry is not a host with an optional port")]
    Registry,
    /// The repository is of another form, or too long.
    #[error("its repository is not of the form that registries take")]
    Repository,
}

/// The longest name, without tag and digest.
const LONGEST_NAME: usize = 255;
const LONGEST_TAG: usize = 128;

/// Checks that a text can name an image: `[registry/]path[:tag][@digest]`.
///
/// # Errors
/// It cannot.
pub fn check(image: &str) -> Result<(), ImageFault> {
    if image.is_empty() {
        return Err(ImageFault::NoRepository);
    }
    if image.starts_with('/') {
        return Err(ImageFault::NoHub);
    }
    let allowed = |b: u8| {
        b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'/' | b':' | b'@' | b'+' | b'[' | b']')
    };
    if let Some(at) = image.bytes().position(|b| !allowed(b)) {
        let other = image.get(at..).and_then(|rest| rest.chars().next());
        return Err(ImageFault::Character(other.unwrap_or_default()));
    }
    let (rest, digest) = image.split_once('@').map_or((image, None), |(rest, digest)| (rest, Some(digest)));
    if digest.is_some_and(|d| !is_digest(d)) {
        return Err(ImageFault::Digest);
    }
    let (name, tag) = match rest.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (rest, None),
    };
    match tag {
        Some("") => return Err(ImageFault::EmptyTag),
        Some(tag) if !is_tag(tag) => return Err(ImageFault::Tag),
        _ => {}
    }
    check_name(name)
}

fn check_name(name: &str) -> Result<(), ImageFault> {
    if name.is_empty() {
        return Err(ImageFault::NoRepository);
    }
    if name.len() > LONGEST_NAME {
        return Err(ImageFault::Repository);
    }
    match name.split_once('/') {
        Some((registry, path)) if is_registry(registry) && is_host_and_port(registry) => check_path(path),
        // A first part with a dot that is not a host may still be part of a path.
        Some((registry, _)) if registry.contains([':', '[']) => Err(ImageFault::Registry),
        _ => check_path(name),
    }
}

fn check_path(path: &str) -> Result<(), ImageFault> {
    path.split('/').find_map(|part| check_part(part).err()).map_or(Ok(()), Err)
}

/// Whether the first part of a name is a registry rather than a part of the path.
fn is_registry(part: &str) -> bool {
    part == "localhost" || part.contains(['.', ':', '[']) || part.contains(|c: char| c.is_ascii_uppercase())
}

fn is_host_and_port(registry: &str) -> bool {
    let (host, port) = match registry.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (registry, None),
    };
    if port.is_some_and(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return false;
    }
    if let Some(address) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return !address.is_empty() && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
    }
    let label = |label: &str| {
        let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        !label.is_empty() && label.bytes().all(letters) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.split('.').all(label)
}

/// A part of a path: small letters and digits, with `.`, `_`, `__` or any number of `-` between them.
fn check_part(part: &str) -> Result<(), ImageFault> {
    if part.contains(|c: char| c.is_ascii_uppercase()) {
        return Err(ImageFault::Capitals);
    }
    let alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let between = |text: &str| matches!(text, "." | "_" | "__") || text.chars().all(|c| c == '-');
    let is_part = part.starts_with(alphanumeric)
        && part.ends_with(alphanumeric)
        && part.split(alphanumeric).filter(|text| !text.is_empty()).all(between);
    if is_part { Ok(()) } else { Err(ImageFault::Repository) }
}

fn is_tag(tag: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    tag.len() <= LONGEST_TAG && tag.chars().all(letters) && !tag.starts_with(['.', '-'])
}

fn is_digest(digest: &str) -> bool {
    let Some((algorithm, hex)) = digest.split_once(':') else { return false };
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    algorithm.split(['-', '_', '+', '.']).all(is_word)
        && hex.len() >= 32
        && hex.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether the only fault is that the image's own name, its last part, has capital letters beside small ones. Istio's
/// injector passes it, and so do its own tests.
pub(crate) fn is_only_spelt_with_capitals(image: &str) -> bool {
    let path = image.rfind('/').map_or(0, |slash| slash + 1);
    let Some((before, last)) = image.split_at_checked(path) else { return false };
    let name = last.split([':', '@']).next().unwrap_or_default();
    name.contains(|c: char| c.is_ascii_lowercase())
        && check(image) == Err(ImageFault::Capitals)
        && check(&format!("{before}{}", last.to_ascii_lowercase())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_have_their_grammar() {
        use ImageFault::*;
        let hex = "0f".repeat(32);
        let long = format!("{}/x", "a/".repeat(127));
        let tag = format!("x:{}", "1".repeat(129));
        for (image, want) in [
            ("nginx", Ok(())),
            ("docker.io/istio/proxyv2:1.31.0-distroless", Ok(())),
            ("registry:5000/team/app:2.0", Ok(())),
            ("localhost/app", Ok(())),
            ("[2001:db8::1]:5000/app:1", Ok(())),
            ("HOST/app", Ok(())),
            ("a.b_c__d---e/f:V1_x.y-z", Ok(())),
            (&*format!("app:1@sha256:{hex}"), Ok(())),
            ("", Err(NoRepository)),
            (":1", Err(NoRepository)),
            ("/proxyv2:1", Err(NoHub)),
            ("/proxyv2:", Err(NoHub)),
            ("docker.io/istio/proxyv2:", Err(EmptyTag)),
            ("docker.io/istio/proxyv2:@sha256:", Err(Digest)),
            ("YOUR/IMAGE", Err(Capitals)),
            ("ghcr.io/Me/app:1", Err(Capitals)),
            ("docker.io//proxyv2:1", Err(Repository)),
            ("docker.io/:1", Err(Repository)),
            ("istio/proxyv2/:1", Err(Repository)),
            ("a..b", Err(Repository)),
            ("-a", Err(Repository)),
            ("a___b", Err(Repository)),
            (&*long, Err(Repository)),
            (&*tag, Err(Tag)),
            ("app:1e+06", Err(Tag)),
            ("app:-1", Err(Tag)),
            ("app:1:2", Err(Repository)),
            ("host:port/app:1", Err(Registry)),
            ("-host.io/app", Err(Repository)),
            ("http://host/app", Err(Registry)),
            ("app@sha256:12", Err(Digest)),
            ("<no value>/proxyv2:1", Err(Character('<'))),
            ("my image:1", Err(Character(' '))),
            ("app:1\n", Err(Character('\n'))),
            ("äpp", Err(Character('ä'))),
        ] {
            assert_eq!(check(image), want, "{image}");
        }
    }

    #[test]
    fn a_name_that_istio_passes() {
        for (image, want) in [
            ("gcr.io/istio-testing/proxyTest:latest", true),
            ("proxyTest", true),
            ("YOUR/IMAGE", false),
            ("ghcr.io/Me/app", false),
            ("ghcr.io/Me/appX", false),
            ("a/proxyTest:", false),
            ("a/proxy:1", false),
        ] {
            assert_eq!(is_only_spelt_with_capitals(image), want, "{image}");
        }
    }
}
