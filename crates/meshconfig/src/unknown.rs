//! Fields of a document that its message does not have. Istio passes over them without a word.

use kubeyaml::Value;
use protoschema::{Field, Kind, Message, Shape};

use crate::schema;
use crate::spelling::nearest;
use crate::version::Version;

/// So many are named; the others are counted.
const NAMED: usize = 20;

/// So much of a key is shown.
const SHOWN: usize = 60;

/// What nothing reads of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// The first of them, in the document's order.
    pub keys: Vec<UnreadKey>,
    /// How many there are beside those.
    pub more: usize,
}

/// A key that nothing reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadKey {
    /// Where it is, `defaultConfig.tracing.smapling`; long keys are cut, and no character in it steers a terminal.
    pub path: String,
    /// The path of the key that was probably meant.
    pub meant: Option<String>,
}

impl Unread {
    /// Adds a key below a path. `meant` gives the path that was probably meant; it is asked only for keys that are named.
    pub fn add(&mut self, path: &str, key: &str, meant: impl FnOnce() -> Option<String>) {
        if self.keys.len() == NAMED {
            self.more += 1;
            return;
        }
        self.keys.push(UnreadKey { path: below(path, key), meant: meant() });
    }

    /// Whether everything is read.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// The path of a key below a path.
pub fn below(path: &str, key: &str) -> String {
    let mut shown = if path.is_empty() { String::new() } else { format!("{path}.") };
    shown.extend(key.chars().take(SHOWN).map(|c| if c.is_control() { '\u{fffd}' } else { c }));
    if key.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The fields of a mesh config that its messages do not have. Linear in the document.
pub fn unknown_mesh_fields(document: &Value, era: Version) -> Unread {
    let mut walk =
        Walk { mesh: schema::mesh_config(era), proxy: schema::proxy_config(era), unread: Unread::default() };
    walk.message(document, walk.mesh, "");
    walk.unread
}

/// The fields of a proxy config, such as the annotation `proxy.istio.io/config`, that its messages do not have. Linear
/// in the document.
pub fn unknown_proxy_fields(document: &Value, era: Version) -> Unread {
    let proxy = schema::proxy_config(era);
    let mut walk = Walk { mesh: proxy, proxy, unread: Unread::default() };
    walk.message(document, proxy, "");
    walk.unread
}

struct Walk {
    mesh: &'static Message,
    proxy: &'static Message,
    unread: Unread,
}

impl Walk {
    fn message(&mut self, document: &Value, message: &'static Message, path: &str) {
        let Some(map) = document.as_map() else { return };
        for (key, value) in map.iter() {
            match message.fields.iter().find(|f| f.json == key || f.proto == key) {
                Some(field) => self.field(value, field, &below(path, key)),
                None => {
                    let misplaced = self.misplaced(key, message);
                    self.unread.add(path, key, || misplaced.or_else(|| meant(key, message, path)));
                }
            }
        }
    }

    fn field(&mut self, value: &Value, field: &Field, path: &str) {
        let Kind::Message(message) = field.kind else { return };
        match (field.shape, value) {
            (Shape::List, Value::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.message(item, message, &format!("{path}[{i}]"));
                }
            }
            (Shape::Map, Value::Map(entries)) => {
                entries.iter().for_each(|(name, item)| self.message(item, message, &below(path, name)));
            }
            (Shape::One, value) => self.message(value, message, path),
            _ => {}
        }
    }

    /// What belongs into the proxy config and stands beside it, or the other way round.
    fn misplaced(&self, key: &str, message: &Message) -> Option<String> {
        let has = |m: &Message| m.fields.iter().any(|f| f.json == key || f.proto == key);
        match message.name {
            name if name == self.mesh.name && has(self.proxy) => Some(below("defaultConfig", key)),
            name if name == self.proxy.name && has(self.mesh) => Some(below("", key)),
            _ => None,
        }
    }
}

fn meant(key: &str, message: &Message, path: &str) -> Option<String> {
    nearest(key, message.fields.iter().map(|f| f.json)).map(|name| below(path, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_no_message_has_are_named() {
        for (text, want) in [
            ("accessLogFile: x\ndefaultConfig: {statusPort: 1, proxyMetadata: {any: thing}}", &[][..]),
            ("access_log_file: x", &[]),
            ("accesLogFile: x", &[("accesLogFile", Some("accessLogFile"))]),
            ("nonsense: x", &[("nonsense", None)]),
            ("concurrency: 2", &[("concurrency", Some("defaultConfig.concurrency"))]),
            ("defaultConfig: {accessLogFile: x}", &[("defaultConfig.accessLogFile", Some("accessLogFile"))]),
            (
                "defaultConfig: {tracing: {smapling: 1}, statusport: 1}",
                &[
                    ("defaultConfig.statusport", Some("defaultConfig.statusPort")),
                    ("defaultConfig.tracing.smapling", Some("defaultConfig.tracing.sampling")),
                ],
            ),
            (
                "extensionProviders: [{name: a}, {name: b, zipkin: {prot: 1}}]",
                &[("extensionProviders[1].zipkin.prot", Some("extensionProviders[1].zipkin.port"))],
            ),
            ("defaultConfig: text", &[]),
            ("[]", &[]),
            ("\"a\\e[31m\": 1", &[("a\u{fffd}[31m", None)]),
        ] {
            let unread = unknown_mesh_fields(&kubeyaml::read(text).unwrap(), Version::LATEST);
            let found: Vec<_> = unread.keys.iter().map(|k| (k.path.as_str(), k.meant.as_deref())).collect();
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn a_proxy_config_of_a_pod_is_looked_at_too() {
        let unread = unknown_proxy_fields(&kubeyaml::read("concurency: 2").unwrap(), Version::LATEST);
        let found: Vec<_> = unread.keys.iter().map(|k| (k.path.as_str(), k.meant.as_deref())).collect();
        assert_eq!(found, [("concurency", Some("concurrency"))]);
    }

    #[test]
    fn what_is_named_of_many_is_bounded() {
        let long = "k".repeat(1000);
        let text: String = (0..5000).map(|i| format!("{long}{i}: 1\n")).collect();
        let unread = unknown_mesh_fields(&kubeyaml::read(&text).unwrap(), Version::LATEST);
        assert_eq!((unread.keys.len(), unread.more), (NAMED, 5000 - NAMED));
        assert!(unread.keys.iter().all(|k| k.path.chars().count() == SHOWN + 1 && k.meant.is_none()));
    }
}
