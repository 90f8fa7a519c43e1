//! The versions of Istio: one row for each minor release, with everything in which it differs from the one before.

mod columns;
mod release;
mod releases;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

pub use columns::{
    AlreadyInjected, DeploymentMeta, FsGroup, InjectValues, KnownProbers, Labels, Layout, Multus,
    NativeSwitch, PrometheusMerge, SharedUser, SkipMessage, StatusForm, StatusPort, UrlCluster,
};
pub(crate) use columns::{AnnotationRules, Change, Given, MeshChecks, MeshReading};
pub use release::Release;

/// A minor release of Istio. Its differences are fields of the [`Release`] that it stands for; versions are not
/// ordered, so that no step asks for numbers.
#[derive(Clone, Copy)]
pub struct Version(&'static Release);

impl Version {
    /// The latest release that is known, which the built-in configuration is of.
    pub const LATEST: Version = releases::LATEST;

    /// The oldest release that is known.
    pub const OLDEST: Version = releases::OLDEST;

    /// All versions that are known, oldest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Version> + ExactSizeIterator {
        releases::ALL.iter().map(|release| Version(release))
    }

    /// The version of a release's numbers.
    pub fn of(major: u32, minor: u32) -> Option<Version> {
        Version::all().find(|v| v.minor == (major, minor))
    }

    /// Whether templates see this field of the data, such as `ProxyImage`.
    pub fn has_field(self, name: &str) -> bool {
        self.has(name, |release| (release.new_fields, release.gone_fields))
    }

    /// Whether templates have this function of Istio's own.
    pub fn has_function(self, name: &str) -> bool {
        self.has(name, |release| (release.new_functions, release.gone_functions))
    }

    /// The functions of Istio's own that came with this release or an earlier one and have not gone since.
    pub fn own_functions(self) -> impl Iterator<Item = &'static str> {
        let came = self.0.history().flat_map(|release| release.new_functions.iter().copied());
        came.filter(move |name| self.has_function(name))
    }

    /// Whether a single template may give this key of Go's struct, such as `PodRedirectAnnot`.
    pub fn has_spec_key(self, name: &str) -> bool {
        self.has(name, |release| (release.new_spec_keys, &[]))
    }

    /// The fields of the data that came with this release.
    pub fn fields_since(self) -> impl Iterator<Item = &'static str> {
        self.0.new_fields.iter().copied()
    }

    /// The functions of Istio's own that came with this release.
    pub fn functions_since(self) -> impl Iterator<Item = &'static str> {
        self.0.new_functions.iter().copied()
    }

    /// Whether `kube-inject` knows objects of this kind.
    pub fn has_kind(self, name: &str) -> bool {
        self.has(name, |release| (release.new_kinds, &[]))
    }

    /// Whether the release knows this annotation of pods, checked or not.
    pub fn knows_annotation(self, name: &str) -> bool {
        self.checks_annotation(name) || self.has(name, |release| (release.new_unchecked, &[]))
    }

    /// Whether the annotation is checked before anything is injected.
    pub(crate) fn checks_annotation(self, name: &str) -> bool {
        self.has(name, |release| (release.new_checks, release.gone_checks))
    }

    /// The annotations of pods that any release knows; one may come more than once.
    pub(crate) fn annotations() -> impl Iterator<Item = &'static str> + Clone {
        releases::ALL.iter().flat_map(|r| r.new_checks.iter().chain(r.new_unchecked).copied())
    }

    /// The first version, from the oldest on, in which templates see this field of the data.
    pub fn first_with_field(name: &str) -> Option<Version> {
        // A release has what came with it: there is no need to look back from each.
        Version::all().find(|version| version.new_fields.contains(&name))
    }

    /// The defaults of the code's proxy config.
    pub(crate) fn proxy_defaults(self) -> Vec<(&'static str, Given)> {
        self.defaults(|release| release.proxy_defaults)
    }

    /// The default of one field of the code's proxy config.
    pub(crate) fn proxy_default(self, name: &str) -> Option<Given> {
        let mut changes = self.0.history().flat_map(|release| release.proxy_defaults);
        changes.find(|(changed, _)| *changed == name).and_then(|(_, given)| *given)
    }

    /// The defaults of the code's mesh config beside its proxy config.
    pub(crate) fn mesh_defaults(self) -> Vec<(&'static str, Given)> {
        self.defaults(|release| release.mesh_defaults)
    }

    fn defaults(
        self,
        of: impl Fn(&'static Release) -> &'static [(&'static str, Change)],
    ) -> Vec<(&'static str, Given)> {
        let mut rows: Vec<&Release> = self.0.history().collect();
        rows.reverse();
        let mut defaults: Vec<(&str, Given)> = Vec::new();
        for (name, change) in rows.into_iter().flat_map(|release| of(release).iter().copied()) {
            defaults.retain(|(known, _)| *known != name);
            if let Some(given) = change {
                defaults.push((name, given));
            }
        }
        defaults
    }

    /// The latest word on a name, from this release back to the oldest.
    fn has(
        self,
        name: &str,
        of: impl Fn(&'static Release) -> (&'static [&'static str], &'static [&'static str]),
    ) -> bool {
        let word = self.0.history().find_map(|release| {
            let (new, gone) = of(release);
            let is_new = new.contains(&name);
            (is_new || gone.contains(&name)).then_some(is_new)
        });
        word.unwrap_or(false)
    }
}

impl Deref for Version {
    type Target = Release;

    fn deref(&self) -> &Release {
        self.0
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        self.minor == other.minor
    }
}

impl Eq for Version {}

impl FromStr for Version {
    type Err = String;

    /// Reads a version such as `1.22`, `v1.1.3` or `0.5`, or one of OpenShift Service Mesh such as `2.4`. A later minor release than is known is taken for the latest.
    fn from_str(text: &str) -> Result<Version, String> {
        let (oldest, latest) = (releases::OLDEST, Version::LATEST);
        let unknown = || {
            format!(
                "{text:?} is not a version of Istio; give one from {oldest} to {latest}, such as 1.22 or 1.9.4"
            )
        };
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(|n| n.parse::<u32>().ok());
        let (major, minor) = (numbers.next().flatten(), numbers.next().flatten());
        let (major, minor) = (major.ok_or_else(unknown)?, minor.ok_or_else(unknown)?);
        if (major, minor) > latest.minor && major == latest.minor.0 {
            return Ok(latest);
        }
        let of_service_mesh = || Version::all().find(|v| major == 2 && v.service_mesh == Some(minor));
        Version::of(major, minor).or_else(of_service_mesh).ok_or_else(unknown)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor) = self.minor;
        write!(f, "{major}.{minor}")
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn versions_are_read() {
        for (text, want) in [
            ("0.5", Some(Version::V0_5)),
            ("v0.8.0", Some(Version::V0_8)),
            ("1.3", Some(Version::V1_3)),
            ("1.4.2", Some(Version::V1_4)),
            ("1.22", Some(Version::V1_22)),
            ("1.99.0", Some(Version::LATEST)),
            ("0.4", None),
            ("0.9", None),
            ("2.0", Some(Version::V1_6)),
            ("2.4.1", Some(Version::V1_16)),
            ("2.7", None),
            ("1", None),
            ("", None),
            ("one.two", None),
        ] {
            assert_eq!(text.parse().ok(), want, "{text}");
        }
    }

    #[test]
    fn every_minor_release_has_one_row() {
        let rows: Vec<(u32, u32)> = Version::all().map(|v| v.minor).collect();
        let want: Vec<(u32, u32)> = [(0, 5..9), (1, 0..Version::LATEST.minor.1 + 1)]
            .into_iter()
            .flat_map(|(major, m)| m.map(move |m| (major, m)))
            .collect();
        assert_eq!(rows, want);
        let mut previous = None;
        for version in Version::all() {
            assert_eq!(version.previous.map(|r| r.minor), previous, "{version}");
            previous = Some(version.minor);
        }
    }

    #[test]
    fn what_was_created_and_deleted_between_lists_is_known() {
        for (name, first, last) in [
            ("EstimatedConcurrency", Version::V1_10, Version::V1_17),
            ("Revision", Version::V1_9, Version::LATEST),
            ("ProxyInitImage", Version::V1_31, Version::LATEST),
        ] {
            let having: Vec<Version> = Version::all().filter(|v| v.has_field(name)).collect();
            assert_eq!((having.first(), having.last()), (Some(&first), Some(&last)), "{name}");
        }
        assert!(Version::V1_13.has_function("render") && !Version::V1_14.has_function("render"));
        assert_eq!(Version::first_with_field("Nope"), None);
    }

    #[test]
    fn defaults_are_those_of_the_release() {
        let has = |version: Version, name: &str| version.proxy_defaults().iter().any(|(n, _)| *n == name);
        for (name, first, last) in [
            ("parentShutdownDuration", Version::V0_5, Version::V1_16),
            ("terminationDrainDuration", Version::V1_7, Version::LATEST),
            ("tracing", Version::V1_6, Version::V1_21),
            ("concurrency", Version::V1_6, Version::V1_17),
        ] {
            let having: Vec<Version> = Version::all().filter(|v| has(*v, name)).collect();
            assert_eq!((having.first(), having.last()), (Some(&first), Some(&last)), "{name}");
        }
    }
}
