//! What is the matter with an injection configuration, before it meets a pod.

mod native;
mod origin;
mod releases;

use gotext::{Template, sprig};
use injection::Version;
use injection::config::{Config, DEFAULT_TEMPLATE};
use injection::loaded::LoadNote;
use injection::resolve::{Note, Resolution};
use kubeyaml::Value;

use self::origin::Origin;
use crate::codes::advice::RELEASE;
use crate::codes::lint::{BROKEN, DOCUMENT, NUMERIC_TAG, POLICY, UNESCAPED, UNKNOWN_FIELD, UNQUOTED, UNREAD};
use crate::codes::path::INVALID_SELECTOR;
use crate::finding::{Code, Finding, Place, Reference};

/// A file that a configuration is in.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// All of its text, of which the configuration may be a part.
    pub text: &'a str,
}

/// What is the matter with a configuration, the worst first, then by template and line. Where it is from a file, findings
/// say where in it.
pub fn lint(resolution: &Resolution, file: Option<File<'_>>) -> Vec<Finding> {
    let config = resolution.injector.config();
    let version = config.version();
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for note in &resolution.notes {
        let beginning = file.map(|file| Reference { file: file.name.to_owned(), line: 1 });
        findings.extend(of_note(note).map(|finding| (0, Finding { reference: beginning, ..finding })));
    }
    let lines: Vec<&str> = file.map(|file| file.text.lines().map(str::trim).collect()).unwrap_or_default();
    let of_sprig = sprig::functions(&sprig::Sources::default());
    for (name, template) in templates(config) {
        let start = file.and_then(|file| Some((file.name, start(&lines, template)?)));
        let mut add = |code: &'static Code, line: usize, cause: String| {
            let mut finding = Finding::new(code, of_template(name), format!("line {line}: {cause}"));
            finding.reference = start.map(|(file, at)| Reference { file: file.to_owned(), line: at + line });
            findings.push((line, finding));
        };
        for (line, field) in unknown_fields(resolution, name) {
            add(&UNKNOWN_FIELD, line, field);
        }
        for printed in origin::printed(template) {
            let expression = &printed.expression;
            match printed.mark {
                Origin::Annotation => {
                    add(
                        &UNESCAPED,
                        printed.line,
                        format!("`{expression}` prints what an annotation says as it is"),
                    );
                }
                Origin::Name => {
                    add(
                        &UNQUOTED,
                        printed.line,
                        format!("`{expression}` prints a name or a label without quotes"),
                    );
                }
                _ => {}
            }
        }
        for (line, cause) in releases::specific(template, version, &of_sprig) {
            add(&crate::codes::lint::RELEASE, line, cause);
        }
    }
    for (template, cause) in native::declared_twice(&resolution.injector) {
        let mut finding = Finding::new(&crate::codes::lint::TWICE, of_template(&template), cause);
        let source = templates(config).find(|(name, _)| *name == template).map(|(_, source)| source);
        let line = source.and_then(|source| line_with(source.source(), "name: istio-proxy"));
        let start = source.and_then(|source| start(&lines, source));
        finding.reference = file
            .zip(start)
            .zip(line)
            .map(|((file, at), line)| Reference { file: file.name.to_owned(), line: at + line });
        findings.push((line.unwrap_or_default(), finding));
    }
    findings.sort_by(|(line, a), (other, b)| {
        (a.code.level, &a.place, line, a.code.id).cmp(&(b.code.level, &b.place, other, b.code.id))
    });
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The finding of a configuration that cannot be loaded.
pub fn broken(file: &str, cause: &str) -> Finding {
    let reference = Some(Reference { file: file.to_owned(), line: 1 });
    Finding { reference, ..Finding::new(&BROKEN, of_text(file), cause) }
}

/// The templates of a configuration by name.
fn templates(config: &Config) -> impl Iterator<Item = (&str, &Template)> {
    let (today, legacy) = match config {
        Config::Today(config) => (Some(config), None),
        Config::Legacy(config) => (None, Some((DEFAULT_TEMPLATE, &config.template))),
    };
    let named = today.into_iter().flat_map(|config| &config.templates);
    named.map(|(name, template)| (name.as_str(), template)).chain(legacy)
}

fn of_template(name: &str) -> Place {
    Place { kind: "Template".to_owned(), namespace: String::new(), name: name.to_owned() }
}

fn of_text(place: &str) -> Place {
    Place { kind: "Configuration".to_owned(), namespace: String::new(), name: place.to_owned() }
}

fn of_note(note: &Note) -> Option<Finding> {
    let text = note.to_string();
    let rest = |place: &str| {
        text.strip_prefix(place).map_or(text.as_str(), |rest| rest.trim_start_matches(": ")).to_owned()
    };
    let (code, place): (&'static Code, &str) = match note {
        Note::Unread { place, .. } | Note::UnreadMore { place, .. } => (&UNREAD, place),
        Note::NumericTag { place, .. } => (&NUMERIC_TAG, place),
        Note::MoreDocuments { place } => (&DOCUMENT, place),
        Note::Loaded(LoadNote::Rule(reason)) if reason.code() == POLICY.id => (&POLICY, "policy"),
        Note::Loaded(LoadNote::Rule(_)) => (&INVALID_SELECTOR, "selectors"),
        Note::Loaded(LoadNote::MoreUnknownFields { .. }) => (&UNKNOWN_FIELD, "templates"),
        Note::Loaded(LoadNote::DefaultUnknown { .. }) => (&RELEASE, "release"),
        _ => return None,
    };
    Some(Finding::new(code, of_text(place), rest(place)))
}

/// The fields that a template reads and its data does not have: line and sentence.
fn unknown_fields(resolution: &Resolution, template: &str) -> Vec<(usize, String)> {
    let found = resolution.notes.iter().filter_map(|note| match note {
        Note::Loaded(LoadNote::UnknownField { template: of, field, version, first }) if of == template => {
            let since = first.map(|first| format!("; it came with Istio {first}")).unwrap_or_default();
            Some((
                field.line,
                format!(
                    "`{}` reads the field `{}`, which {} does not have in Istio {version}{since}",
                    field.expression, field.field, field.of
                ),
            ))
        }
        _ => None,
    });
    found.collect()
}

/// Lines of a template that are compared to find it in a file.
const COMPARED: usize = 30;

/// How many lines of a file, which are these, stand before a template in it; `None` where the file does not hold it line
/// by line, as in JSON.
fn start(lines: &[&str], template: &Template) -> Option<usize> {
    let wanted: Vec<&str> = template.source().lines().take(COMPARED).map(str::trim).collect();
    lines.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice())
}

fn line_with(text: &str, part: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(part)).map(|at| at + 1)
}

/// A pod that gets a sidecar, and these templates if any are named.
fn plain_pod(templates: Option<&str>, version: Version) -> Value {
    let mut pod = Value::Null;
    let fields = pod.become_map();
    fields.insert("apiVersion", "v1");
    fields.insert("kind", "Pod");
    let metadata = fields.entry("metadata").become_map();
    metadata.insert("name", "lint");
    metadata.insert("namespace", "default");
    let inject = if version.inject_label { "labels" } else { "annotations" };
    metadata.entry(inject).become_map().insert(objects::names::INJECT, "true");
    let annotations = metadata.entry("annotations").become_map();
    annotations.insert(objects::names::NATIVE_SIDECAR, "true");
    if let Some(templates) = templates {
        annotations.insert(objects::names::TEMPLATES, templates);
    }
    let mut container = Value::Null;
    container.become_map().insert("name", "app");
    container.become_map().insert("image", "app");
    fields.entry("spec").become_map().insert("containers", Value::List(vec![container]));
    pod
}

#[cfg(test)]
mod tests {
    use injection::resolve::{Files, Purpose, Sources, Text, resolve};

    use super::*;

    fn linted(config: &str) -> Vec<Finding> {
        let files = Files { config: Some(Text::new(config, "config.yaml")), ..Files::default() };
        let resolution = resolve(Sources { files, ..Sources::default() }, Purpose::Webhook).unwrap();
        lint(&resolution, Some(File { name: "config.yaml", text: config }))
    }

    fn said(config: &str) -> String {
        let all = linted(config);
        let said = all.iter().map(|finding| {
            let reference = finding.reference.as_ref().map(|r| format!(":{}", r.line)).unwrap_or_default();
            format!("{}{reference}", finding.code.id)
        });
        said.collect::<Vec<_>>().join(" ")
    }

    fn with(template: &str) -> String {
        let indented: String = template.lines().map(|line| format!("    {line}\n")).collect();
        format!("policy: enabled\ndefaultTemplates: [sidecar]\ntemplates:\n  sidecar: |\n{indented}")
    }

    #[test]
    fn each_thing_that_is_the_matter_has_a_config() {
        for (config, want) in [
            (with("spec: {}"), ""),
            (with("spec:\n  a: {{ .Nope }}"), "template-unknown-field:6"),
            (with("a: {{ index .ObjectMeta.Annotations `x` }}"), "unescaped-annotation:5"),
            (
                with("# a\na: {{ annotation .ObjectMeta `sidecar.istio.io/proxyImage` `x` }}"),
                "unescaped-annotation:6",
            ),
            (with("a: {{ index .ObjectMeta.Annotations `x` | quote }}"), ""),
            (with("a: {{ .ObjectMeta.Name }}"), "unquoted-name:5"),
            (with("spec: {}").replace("enabled", "enable"), "policy-unknown:1"),
            (with("spec: {}") + "neverInjectSelektor: []\n", "unread-key:1"),
        ] {
            assert_eq!(said(&config), want, "{config}");
        }
    }

    #[test]
    fn the_built_in_configuration_escapes_what_it_prints() {
        let resolution = resolve(Sources::default(), Purpose::Webhook).unwrap();
        let findings = lint(&resolution, None);
        let said: Vec<String> =
            findings.iter().map(|f| format!("{} {}: {}", f.code.id, f.place, f.cause)).collect();
        // What is new in its release is.
        let others: Vec<String> =
            said.into_iter().filter(|said| !said.starts_with("release-specific ")).collect();
        assert!(others.is_empty(), "{}", others.join("\n"));
    }

    #[test]
    fn a_custom_template_that_names_the_proxy_an_ordinary_container_is_found() {
        const PROXY: &str = "templates:\n  sidecar: |\n    spec:\n      initContainers:\n      - name: istio-proxy\n        image: p\n        restartPolicy: Always\n";
        let remedy = crate::codes::lint::TWICE.remedy;
        let remedy = remedy.split_once("where it is: ").unwrap().1.trim_end_matches(':');
        for (custom, want) in [("containers", "proxy-twice:13"), ("initContainers", ""), (remedy, "")] {
            let config = format!(
                "policy: enabled\ndefaultTemplates: [sidecar]\n{PROXY}  custom: |\n    spec:\n      {custom}:\n      - name: istio-proxy\n        env: [{{name: A, value: b}}]\n"
            );
            assert_eq!(said(&config), want, "{config}");
        }
    }

    #[test]
    fn a_template_that_is_not_in_the_file_line_by_line_has_no_reference() {
        let json = r#"{"policy":"enabled","templates":{"sidecar":"a: b\nc: {{ .ObjectMeta.Name }}\n"}}"#;
        let found = linted(json);
        let last = found.last().unwrap();
        assert_eq!((last.reference.clone(), last.code.id), (None, "unquoted-name"));
        assert!(last.cause.starts_with("line 2: "), "{}", last.cause);
    }
}
