//! Requests that kubelet makes of containers go through the agent, in CEL.
//!
//! Source: Istio 1.30 app_probe.go; `injection`'s step of the probes.

use injection::Version;

use crate::cel::quoted;

/// Whether the agent takes all kinds of requests, as it does today: what older ones take is not translated.
pub fn is_translated(version: Version) -> bool {
    version.tcp_probes && version.grpc_probes && version.lifecycle_probes && version.init_container_probes
}

/// A request that kubelet makes of a container.
struct Slot {
    /// The fields that lead to it.
    place: &'static [&'static str],
    /// First and last part of the agent's path.
    path: (&'static str, &'static str),
    /// The kinds that it may be of.
    kinds: &'static [&'static str],
}

const PROBE: &[&str] = &["httpGet", "tcpSocket", "grpc"];
const HOOK: &[&str] = &["httpGet", "tcpSocket"];

const SLOTS: [Slot; 5] = [
    Slot { place: &["readinessProbe"], path: ("app-health", "readyz"), kinds: PROBE },
    Slot { place: &["livenessProbe"], path: ("app-health", "livez"), kinds: PROBE },
    Slot { place: &["startupProbe"], path: ("app-health", "startupz"), kinds: PROBE },
    Slot { place: &["lifecycle", "preStop"], path: ("app-lifecycle", "prestopz"), kinds: HOOK },
    Slot { place: &["lifecycle", "postStart"], path: ("app-lifecycle", "poststartz"), kinds: HOOK },
];

const LISTS: [&str; 2] = ["containers", "initContainers"];

/// Printable ASCII without quotes and backslashes: what becomes JSON by the replacements of [`json_text`].
pub const PLAIN: &str = r"^[ !#-\[\]-~]*$";

/// What holds for pods whose requests can be told in JSON: each is of one kind, and its texts are plain.
pub fn are_plain() -> String {
    let plain = |text: &str| format!("{text}.matches({})", quoted(PLAIN));
    let slot = |slot: &Slot| {
        let at = slot.at();
        let kinds = slot.kinds.iter().map(|kind| format!("has({at}.{kind})")).collect::<Vec<_>>().join(", ");
        let mut all = vec![
            format!("size([{kinds}].filter(k, k)) <= 1"),
            plain(&format!("{at}.?httpGet.?path.orValue('')")),
            plain(&format!("{at}.?httpGet.?host.orValue('')")),
            plain(&format!("{at}.?tcpSocket.?host.orValue('')")),
            format!(
                "{at}.?httpGet.?httpHeaders.orValue([]).all(h, {} && {})",
                plain("h.?name.orValue('')"),
                plain("h.?value.orValue('')")
            ),
        ];
        if slot.kinds.contains(&"grpc") {
            all.push(plain(&format!("{at}.?grpc.?service.orValue('')")));
        }
        format!("(!({}) || ({}))", slot.is_there(), all.join(" && "))
    };
    let slots = SLOTS.iter().map(slot).collect::<Vec<_>>().join(" && ");
    let lists = LISTS.map(|list| format!("object.spec.?{list}.orValue([]).all(c, {slots})"));
    lists.join(" && ")
}

/// The JSON patches that send the requests to the agent, which listens on that port. They come before any that adds
/// containers.
pub fn patches(port: i64) -> String {
    let lists = LISTS.map(|list| {
        let slots = SLOTS.iter().map(|slot| slot.patches(list, port)).collect::<Vec<_>>().join(" +\n");
        format!("object.spec.?{list}.orValue([]).transformList(i, c,\n{slots}).flatten()")
    });
    lists.join(" +\n")
}

/// The variables that say what the agent has to ask: `probers` is the text of its environment variable, or empty.
pub fn variables(port: i64) -> [(String, String); 2] {
    let entries = SLOTS.iter().flat_map(|slot| slot.kinds.iter().map(|kind| slot.entries(kind, port)));
    let entries = entries.collect::<Vec<_>>().join(" + ");
    let lists = LISTS.map(|list| format!("object.spec.?{list}.orValue([]).map(c, {entries})"));
    [
        ("probeEntries".to_owned(), format!("({}).flatten().sort()", lists.join(" + "))),
        (
            "probers".to_owned(),
            "size(variables.probeEntries) == 0 ? '' : '{' + variables.probeEntries.join(',') + '}'"
                .to_owned(),
        ),
    ]
}

impl Slot {
    /// The request in CEL, in the container `c`.
    fn at(&self) -> String {
        format!("c.{}", self.place.join("."))
    }

    fn is_there(&self) -> String {
        let places = (1..=self.place.len()).filter_map(|length| self.place.get(..length));
        places.map(|place| format!("has(c.{})", place.join("."))).collect::<Vec<_>>().join(" && ")
    }

    /// The agent's path, in CEL.
    fn agent_path(&self) -> String {
        format!("'/{}/' + c.name + '/{}'", self.path.0, self.path.1)
    }

    fn patches(&self, list: &str, port: i64) -> String {
        let (at, path) = (self.at(), self.agent_path());
        let place = format!("'/spec/{list}/' + string(i) + '/{}", self.place.join("/"));
        let op =
            |op: &str, end: &str, value: &str| format!("JSONPatch{{op: '{op}', path: {place}{end}'{value}}}");
        let http = format!(
            "[{}, {}] + ({at}.httpGet.?scheme.orValue('') == 'HTTPS' ? [{}] : [])",
            op("add", "/httpGet/path", &format!(", value: {path}")),
            op("add", "/httpGet/port", &format!(", value: {port}")),
            op("add", "/httpGet/scheme", ", value: 'HTTP'"),
        );
        let others = self.kinds.iter().filter(|kind| **kind != "httpGet");
        let others = others.map(|kind| {
            let get = format!(", value: {{'path': dyn({path}), 'port': dyn({port})}}");
            let ops = [op("remove", &format!("/{kind}"), ""), op("add", "/httpGet", &get)];
            format!("has({at}.{kind}) ? [{}] : ", ops.join(", "))
        });
        let others = others.collect::<String>();
        format!("(!({}) ? [] : has({at}.httpGet) ? {http} : {others}[])", self.is_there())
    }

    /// The entries of the agent's variable for requests of a kind, of which there is one at most.
    fn entries(&self, kind: &str, port: i64) -> String {
        let request = format!("{}.{kind}", self.at());
        let number = match kind {
            "grpc" => format!("[string({request}.port)]"),
            _ => format!(
                "(type({request}.port) == int ? ({request}.port == {port} ? [] : [string({request}.port)]) : \
                 c.?ports.orValue([]).filter(p, p.?name.orValue('') == {request}.port).map(p, string(p.containerPort)))"
            ),
        };
        let fields = match kind {
            "httpGet" => format!(
                "{} + '\"port\":' + n + {} + {} + {}",
                filled(&format!("{request}.?path.orValue('')"), "\"path\":", ","),
                filled(&format!("{request}.?host.orValue('')"), ",\"host\":", ""),
                filled(&format!("{request}.?scheme.orValue('')"), ",\"scheme\":", ""),
                headers(&request),
            ),
            "tcpSocket" => format!(
                "'\"port\":' + n + {}",
                filled(&format!("{request}.?host.orValue('')"), ",\"host\":", "")
            ),
            _ => format!(
                "'\"port\":' + n + ',\"service\":' + (has({request}.service) ? {} : 'null')",
                json_text(&format!("{request}.service"))
            ),
        };
        let timeout = match self.place {
            [_] => {
                let timeout = format!("{}.?timeoutSeconds.orValue(0)", self.at());
                format!("({timeout} != 0 ? ',\"timeoutSeconds\":' + string({timeout}) : '')")
            }
            _ => "''".to_owned(),
        };
        format!(
            "({} && has({request}) ? {number}.map(n, '\"' + {} + '\":{{\"{kind}\":{{' + {fields} + '}}' + {timeout} + '}}') : [])",
            self.is_there(),
            self.agent_path(),
        )
    }
}

/// A field of JSON, with what comes before and behind it, where the text is not empty.
fn filled(text: &str, before: &str, behind: &str) -> String {
    format!("({text} != '' ? {} + {} + {} : '')", quoted(before), json_text(text), quoted(behind))
}

fn headers(request: &str) -> String {
    let headers = format!("{request}.?httpHeaders.orValue([])");
    format!(
        "(size({headers}) > 0 ? ',\"httpHeaders\":[' + {headers}.map(h, '{{\"name\":' + {} + ',\"value\":' + {} + '}}').join(',') + ']' : '')",
        json_text("h.?name.orValue('')"),
        json_text("h.?value.orValue('')"),
    )
}

/// A plain text as Go writes it in JSON.
///
/// Source: Go 1.26 encoding/json, appendString with escapes for HTML.
pub fn json_text(text: &str) -> String {
    format!(
        r"'\x22' + {text}.replace('&', '\\u0026').replace('<', '\\u003c').replace('>', '\\u003e') + '\x22'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_has_a_patch_and_an_entry() {
        let patches = patches(15020);
        let [(_, entries), _] = variables(15020);
        for list in LISTS {
            for slot in &SLOTS {
                let place = slot.place.join("/");
                assert!(
                    patches.contains(&format!("'/spec/{list}/' + string(i) + '/{place}/httpGet/port'")),
                    "{place}"
                );
            }
        }
        for slot in &SLOTS {
            for kind in slot.kinds {
                let request = format!("{}.{kind}", slot.at());
                assert!(entries.contains(&format!("has({request}) ?")), "{request}");
            }
        }
        let hook = "has(c.lifecycle) && has(c.lifecycle.preStop)";
        assert!(patches.contains(&format!("(!({hook}) ? []")), "a field is asked for before what is in it");
    }
}
