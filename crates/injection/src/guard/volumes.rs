//! The volumes and mounts that a pod's author wants for the proxy, as JSON in annotations.

use std::collections::HashSet;
use std::fmt::Display;

use kubeschema::{Options, StructType, normalize, types};
use kubeyaml::{Map, Value};

use super::refusal::Refusal;
use super::text::escaped;
use crate::advice::Advice;
use crate::names::{USER_VOLUME_MOUNTS as MOUNTS, USER_VOLUMES as VOLUMES};
use crate::pod::{annotation, name};
use crate::spelling::nearest;

/// How many faults or unknown fields a message names.
const NAMED: usize = 8;

/// What a pod wants mounted, to be compared with what it gets.
#[derive(Debug, Default)]
pub struct UserVolumes {
    /// What is odd and no fault.
    pub advice: Vec<Advice>,
    /// The annotation with the mounts, as it stands.
    mounts: String,
    /// The names of the volumes that are mounted.
    mounted: Vec<String>,
}

/// Reads both annotations of a pod: an object, or a list of objects with names, whose items the API server would take.
///
/// # Errors
/// An annotation is not JSON of that shape, or holds what the API server would refuse.
pub fn user_volumes(pod: &Value) -> Result<UserVolumes, Refusal> {
    let volumes = Entries::read(pod, VOLUMES, &types::core::VOLUME)?;
    let mounts = Entries::read(pod, MOUNTS, &types::core::VOLUME_MOUNT)?;
    let mut advice = volumes.advice;
    advice.extend(mounts.advice);
    let text = annotation(pod, MOUNTS).unwrap_or_default().to_owned();
    Ok(UserVolumes { advice, mounts: text, mounted: mounts.names })
}

impl UserVolumes {
    /// Compares with the volumes of the pod and with its proxy, as the templates made them.
    ///
    /// # Errors
    /// The proxy mounts a volume by these annotations that the pod does not have. `claims` says that volumes may come
    /// later, from the claims of a StatefulSet.
    pub(crate) fn check_mounted<'a>(
        &mut self,
        volumes: impl Iterator<Item = &'a Value>,
        proxy: Option<&Value>,
        claims: bool,
    ) -> Result<(), Refusal> {
        if self.mounted.is_empty() {
            return Ok(());
        }
        let volumes: HashSet<&str> = volumes.map(name).collect();
        let mounts = proxy.map(|proxy| proxy.items_at(&["volumeMounts"])).unwrap_or_default();
        let mounts: HashSet<&str> = mounts.iter().map(name).collect();
        let missing =
            self.mounted.iter().filter(|m| mounts.contains(m.as_str()) && !volumes.contains(m.as_str()));
        let missing: Vec<String> = missing.take(NAMED).map(|m| format!("`{}`", escaped(m))).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join(", ");
        if claims {
            self.advice.push(Advice::VolumeOfClaim { volumes: missing });
            return Ok(());
        }
        let mut cause = format!("the pod has no volume {missing}; add it with {VOLUMES}");
        for advice in self.advice.iter().take(NAMED) {
            cause.push_str(&format!("; {advice}"));
        }
        Err(Refusal::annotation(MOUNTS, &self.mounts, cause))
    }
}

/// The entries of one annotation, as they are read.
struct Entries {
    annotation: &'static str,
    of: &'static StructType,
    names: Vec<String>,
    faults: Vec<String>,
    advice: Vec<Advice>,
    seen: HashSet<String>,
}

impl Entries {
    fn read(pod: &Value, key: &'static str, of: &'static StructType) -> Result<Entries, Refusal> {
        let (names, faults, advice, seen) = Default::default();
        let mut entries = Entries { annotation: key, of, names, faults, advice, seen };
        let text = annotation(pod, key).unwrap_or_default();
        if text.is_empty() {
            return Ok(entries);
        }
        let refused = |cause: String| Refusal::annotation(key, text, cause);
        match kubeyaml::from_json(text.as_bytes()).map_err(|e| refused(format!("it is not JSON: {e}")))? {
            Value::Null => {}
            Value::Map(map) => {
                repeated_keys(text).for_each(|key| entries.fault(&key, "it is there twice"));
                map.into_entries().into_iter().for_each(|(key, value)| entries.entry(&key, value));
            }
            Value::List(items) => items.into_iter().for_each(|item| entries.entry("", item)),
            other => return Err(refused(format!("it is a {}, must be a JSON object", other.kind()))),
        }
        if entries.faults.is_empty() { Ok(entries) } else { Err(refused(entries.faults.join("; "))) }
    }

    /// Reads one entry: a name of its own counts more than the key that it stands under.
    fn entry(&mut self, key: &str, mut value: Value) {
        let named = value.str_at(&["name"]).unwrap_or(key).to_owned();
        let Some(fields) = value.as_map() else {
            return self.fault(&named, format!("it is a {}, must be an object", value.kind()));
        };
        if has_directive(fields) {
            return self.fault(&named, "a name in it begins with `$`, which is for patches");
        }
        if !is_label(&named) {
            return self.fault(&named, "its name must be lower case letters, digits and `-`, at most 63");
        }
        let mut dropped = Vec::new();
        if let Err(e) = normalize(&mut value, self.of, &Options::default(), Some(&mut dropped)) {
            return self.fault(&named, e);
        }
        let once =
            if self.annotation == VOLUMES { self.volume(&named, &value) } else { self.mount(&named, &value) };
        if !self.seen.insert(once) {
            self.fault(&named, "there is another of that name or path");
        }
        for path in dropped.into_iter().take(NAMED.saturating_sub(self.advice.len())) {
            self.unknown_field(&named, &path);
        }
        self.names.push(named);
    }

    /// Gives what no other volume may share.
    fn volume(&mut self, named: &str, volume: &Value) -> String {
        let sources: Vec<&str> =
            volume.as_map().into_iter().flat_map(Map::keys).filter(|k| *k != "name").collect();
        if sources.len() > 1 {
            self.fault(named, format!("it has more than one source: {}", sources.join(", ")));
        }
        named.to_owned()
    }

    /// Gives what no other mount may share.
    fn mount(&mut self, named: &str, mount: &Value) -> String {
        match mount.str_at(&["mountPath"]).unwrap_or_default() {
            "" => self.fault(named, "its mountPath is missing"),
            path if path.contains(':') => self.fault(named, "its mountPath must not contain `:`"),
            _ => {}
        }
        mount.str_at(&["mountPath"]).unwrap_or_default().to_owned()
    }

    fn unknown_field(&mut self, entry: &str, path: &str) {
        let (parents, field) = path.rsplit_once('.').map_or(("", path), |(parents, field)| (parents, field));
        let of = parents.split('.').filter(|p| !p.is_empty()).try_fold(self.of, |of, parent| {
            let parent = parent.split('[').next().unwrap_or(parent);
            of.field(parent)?.kind.as_struct()
        });
        let meant = of.and_then(|of| nearest(field, of.fields.iter().map(|f| f.json)));
        self.advice.push(Advice::UnknownVolumeField {
            annotation: self.annotation,
            entry: escaped(entry),
            field: escaped(path),
            meant,
        });
    }

    fn fault(&mut self, entry: &str, cause: impl Display) {
        if self.faults.len() < NAMED {
            self.faults.push(format!("`{}`: {cause}", escaped(entry)));
        }
    }
}

/// Whether a key anywhere within would be an instruction to the merge.
fn has_directive(map: &Map) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Map(map) => has_directive(map),
            Value::List(items) => items.iter().any(within),
            _ => false,
        }
    }
    map.iter().any(|(key, value)| key.starts_with('$') || within(value))
}

/// A DNS label, which is what Kubernetes takes for the name of a volume.
fn is_label(name: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty()
        && name.len() <= 63
        && name.bytes().all(inner)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

/// The keys of a JSON object that stand in it more than once, as they are written. Of such keys the last one counts
/// without a word.
fn repeated_keys(json: &str) -> impl Iterator<Item = String> {
    let (mut seen, mut repeated) = (HashSet::new(), Vec::new());
    let (mut depth, mut rest, mut last) = (0_usize, json, None);
    while let Some(at) = rest.find(['"', '{', '}', '[', ']', ':', ',']) {
        let (_, found) = rest.split_at_checked(at).unwrap_or(("", ""));
        let (mark, after) = found.split_at_checked(1).unwrap_or(("", ""));
        rest = after;
        match mark {
            "\"" => {
                let text = string(after);
                rest = after.get(text.len() + 1..).unwrap_or_default();
                last = Some(text);
            }
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            ":" if depth == 1 => {
                if let Some(key) = last.take()
                    && !seen.insert(key)
                {
                    repeated.push(key.to_owned());
                }
            }
            _ => {}
        }
    }
    repeated.into_iter()
}

/// The inside of a JSON string up to its closing quote.
fn string(text: &str) -> &str {
    let mut escape = false;
    let end = text.bytes().position(|b| match (escape, b) {
        (true, _) => {
            escape = false;
            false
        }
        (false, b'\\') => {
            escape = true;
            false
        }
        (false, b) => b == b'"',
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pod::set_annotation;

    fn read(volumes: &str, mounts: &str) -> Result<Vec<String>, String> {
        let mut pod = Value::Null;
        set_annotation(&mut pod, VOLUMES, volumes);
        set_annotation(&mut pod, MOUNTS, mounts);
        let read = user_volumes(&pod).map_err(|e| e.to_string())?;
        Ok(read.advice.iter().map(Advice::to_string).collect())
    }

    #[test]
    fn what_the_api_server_would_refuse_is_refused_by_the_annotations_name() {
        for (volumes, want) in [
            ("", ""),
            ("null", ""),
            (r#"{"a":{"emptyDir":{}},"b":{"configMap":{"name":"x"}}}"#, ""),
            (r#"[{"name":"a","configMap":{"name":"x"}}]"#, ""),
            (r#"[{"name":"a"},]"#, "it is not JSON"),
            ("5", "it is a number, must be a JSON object"),
            (r#"{"a":"b"}"#, "`a`: it is a string, must be an object"),
            (
                r#"{"a":{"configMap":5}}"#,
                "`a`: json: cannot unmarshal number into Go struct field Volume.VolumeSource.configMap",
            ),
            (r#"{"a":{"configMap":{"optional":"yes"}}}"#, "`a`: json: cannot unmarshal string"),
            (r#"{"a":{"emptyDir":{},"secret":{}}}"#, "`a`: it has more than one source: emptyDir, secret"),
            (r#"{"a":{},"a":{}}"#, "`a`: it is there twice"),
            (r#"[{"name":"a"},{"name":"a"}]"#, "`a`: there is another of that name"),
            (r#"{"a\"\n- b":{}}"#, r#"`a\"\n- b`: its name must be"#),
            (r#"{"A":{}}"#, "`A`: its name must be"),
            (r#"{"a":{"$patch":"delete"}}"#, "`a`: a name in it begins with `$`"),
            (r#"{"a":{"csi":{"volumeAttributes":{"$patch":"x"}}}}"#, "begins with `$`"),
            ("{}", ""),
        ] {
            let got = read(volumes, "").err().unwrap_or_default();
            assert!(got.contains(want) && got.is_empty() == want.is_empty(), "{volumes}: {got}");
            assert!(got.is_empty() || got.contains("for annotation 'sidecar.istio.io/userVolume'"), "{got}");
        }
        for (mounts, want) in [
            (r#"{"a":{"mountPath":"/a"},"b":{"mountPath":"/b"}}"#, ""),
            (
                r#"{"a":{"mountPath":"/a"},"b":{"mountPath":"/a"}}"#,
                "`b`: there is another of that name or path",
            ),
            (r#"{"a":{"readOnly":true}}"#, "`a`: its mountPath is missing"),
            (r#"{"a":{"mountPath":"/a:b"}}"#, "must not contain `:`"),
            (r#"{"a":{"mountPath":5}}"#, "`a`: json: cannot unmarshal number"),
        ] {
            let got = read("", mounts).err().unwrap_or_default();
            assert!(got.contains(want) && got.is_empty() == want.is_empty(), "{mounts}: {got}");
        }
    }

    #[test]
    fn misspelt_fields_are_named() {
        for (volumes, want) in [
            (r#"{"a":{"comfigMap":{}}}"#, "unknown field `comfigMap`; did you mean `configMap`?"),
            (r#"{"a":{"configMap":{"nam":"x"}}}"#, "unknown field `configMap.nam`; did you mean `name`?"),
            (r#"{"a":{"configmap":{"name":"x"}}}"#, ""),
            (r#"{"a":{"ephemeral_dir":{}}}"#, "unknown field `ephemeral_dir`"),
        ] {
            let said = read(volumes, "").unwrap().join("\n");
            assert!(said.contains(want) && said.is_empty() == want.is_empty(), "{volumes}: {said}");
        }
    }

    #[test]
    fn a_mount_needs_a_volume() {
        let pod = |volumes: &str| {
            let text = format!(
                r#"{{"metadata":{{"annotations":{{"{MOUNTS}":"{{\"a\":{{\"mountPath\":\"/a\"}}}}"}}}},"spec":{{"volumes":[{volumes}],"containers":[{{"name":"istio-proxy","volumeMounts":[{{"name":"a"}}]}}]}}}}"#
            );
            kubeyaml::from_json(text.as_bytes()).unwrap()
        };
        let check = |pod: &Value, claims| {
            let volumes = pod.items_at(&["spec", "volumes"]).iter();
            user_volumes(pod).unwrap().check_mounted(volumes, crate::pod::sidecar(pod), claims)
        };
        assert_eq!(check(&pod(r#"{"name":"a"}"#), false), Ok(()));
        assert_eq!(check(&pod(""), true), Ok(()));
        let error = check(&pod(""), false).unwrap_err().to_string();
        assert!(error.contains("the pod has no volume `a`"), "{error}");
    }

    #[test]
    fn keys_are_found_at_the_top_only() {
        for (json, want) in [
            (r#"{"a":{"b":1,"b":2},"b":[],"c":"a"}"#, ""),
            (r#"{"a":1,"x":{"a":1},"a":2}"#, "a"),
            (r#"{"a\"":1,"a\"":2}"#, r#"a\""#),
            ("\"", ""),
        ] {
            assert_eq!(repeated_keys(json).collect::<Vec<_>>().join(","), want, "{json}");
        }
    }
}
