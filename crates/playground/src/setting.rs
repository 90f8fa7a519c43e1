//! The injector of a question, which is kept: while a manifest is typed, its configuration stays.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use injection::resolve::{Files, Purpose, Resolution, ResolveError, Sources, Text, environment, resolve};
use injection::{NativeSidecars, Platform, Version};

use crate::asked::Asked;
use crate::findings;
use crate::place;
use crate::problem::{Part, Problem};

/// That of a question, and that of the release it is compared with.
const KEPT: usize = 2;

/// Injectors that were asked last.
#[derive(Debug, Default)]
pub struct Settings(VecDeque<(Typed, Arc<Setting>)>);

/// What was typed, and what came of it.
#[derive(Debug)]
pub enum Setting {
    /// An injector, and what is the matter with its configuration all the same.
    Usable(Box<Resolution>, Vec<Problem>),
    /// There is none.
    Broken(Problem),
}

/// All that an injector depends on.
#[derive(Debug, PartialEq)]
struct Typed {
    config: String,
    values: String,
    mesh: String,
    revision: String,
    release: Option<String>,
    native: NativeSidecars,
    platform: Platform,
}

impl Settings {
    /// The injector of what was typed, of this release if one is named.
    pub fn of(&mut self, asked: &Asked, release: Option<Version>) -> Arc<Setting> {
        let typed = Typed::of(asked, release);
        if let Some((_, kept)) = self.0.iter().find(|(of, _)| *of == typed) {
            return Arc::clone(kept);
        }
        let setting = Arc::new(match read(asked, release) {
            Ok(resolution) => {
                let problems = findings::of_resolution(&resolution, asked);
                Setting::Usable(Box::new(resolution), problems)
            }
            Err(e) => Setting::Broken(place::of_setting(&e, asked)),
        });
        self.0.truncate(KEPT - 1);
        self.0.push_front((typed, Arc::clone(&setting)));
        setting
    }
}

impl Typed {
    fn of(asked: &Asked, release: Option<Version>) -> Typed {
        let Asked { config, values, mesh, revision, native, platform, .. } = asked;
        Typed {
            config: config.clone(),
            values: values.clone(),
            mesh: mesh.clone(),
            revision: revision.clone(),
            release: release.map(|release| release.to_string()),
            native: *native,
            platform: *platform,
        }
    }
}

/// All that was typed counts: what is left empty is empty, and not as it is built in.
fn read(asked: &Asked, release: Option<Version>) -> Result<Resolution, ResolveError> {
    let text = |part: Part, text: &str| Text::new(text, part.name());
    let files = Files {
        config: Some(text(Part::Config, &asked.config)),
        values: vec![text(Part::Values, &asked.values)],
        mesh: Some(text(Part::Mesh, &asked.mesh)),
        ..Files::default()
    };
    let sources = Sources {
        files,
        revision: asked.revision.clone(),
        version: release,
        native_sidecars: Some(asked.native),
        platform: asked.platform,
        environment: environment(BTreeMap::new(), Some(asked.native)),
        ..Sources::default()
    };
    resolve(sources, Purpose::Webhook)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Playground;

    #[test]
    fn what_is_kept_is_of_the_same_configuration() {
        let mut settings = Settings::default();
        let asked =
            Asked { config: "policy: enabled\ntemplates: {sidecar: ''}\n".to_owned(), ..Asked::default() };
        let first = settings.of(&asked, None);
        let other = Asked { manifest: "a: b".to_owned(), namespace: "n".to_owned(), ..asked.clone() };
        assert!(Arc::ptr_eq(&first, &settings.of(&other, None)), "neither counts for an injector");
        for changed in [
            Asked { config: "policy: disabled\ntemplates: {sidecar: ''}\n".to_owned(), ..asked.clone() },
            Asked { values: "a: b".to_owned(), ..asked.clone() },
            Asked { mesh: "trustDomain: a".to_owned(), ..asked.clone() },
            Asked { revision: "r".to_owned(), ..asked.clone() },
            Asked { native: NativeSidecars::True, ..asked.clone() },
            Asked { platform: Platform::OpenShift, ..asked.clone() },
        ] {
            assert!(!Arc::ptr_eq(&first, &settings.of(&changed, None)), "{changed:?}");
        }
        assert!(!Arc::ptr_eq(&settings.of(&asked, None), &settings.of(&asked, Some(Version::OLDEST))));
        assert_eq!(settings.0.len(), KEPT);
    }

    #[test]
    fn what_is_kept_changes_no_answer() {
        let mut playground = Playground::default();
        let question = |manifest: &str, compare: &str| {
            let config = injection::defaults::config();
            serde_json::json!({"manifest": manifest, "config": config, "compare": compare}).to_string()
        };
        for (manifest, compare) in
            [("{}", ""), ("kind: Pod", "1.20"), ("kind: Pod", "1.30"), ("a: [", ""), ("{}", "")]
        {
            let question = question(manifest, compare);
            assert_eq!(
                playground.answer(&question).unwrap(),
                crate::answer(&question).unwrap(),
                "{manifest} {compare}"
            );
        }
    }
}
