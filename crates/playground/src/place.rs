//! The line of what was typed that something is the matter with.
//!
//! A template is a text in an injection config, which may be a text in a ConfigMap: its first lines are looked for among
//! those that were typed.

use std::borrow::Cow;

use gotext::Template;
use injection::config::{Config, ConfigError, Key, MOST_NODES, find};
use injection::legacy::LegacyError;
use injection::manifest::ObjectError;
use injection::resolve::ResolveError;
use injection::{InjectError, Injector};
use kubeyaml::{Node, ReadError, Shape, outline, read_within};

use crate::asked::Asked;
use crate::problem::{Part, Problem};

/// Lines of a text that are compared to find it in another.
const COMPARED: usize = 30;

/// The key under which a legacy config has its only template.
const SINGLE: &str = "template";

/// Why what was typed gives no injector, and where.
pub fn of_setting(error: &ResolveError, asked: &Asked) -> Problem {
    let (part, line) = match error {
        ResolveError::Config { place, error } => {
            let part = Part::named(place);
            (part, of_config(error, part, asked))
        }
        ResolveError::Yaml { place, error } => {
            let part = Part::named(place);
            (part, of_yaml(error, part, asked))
        }
        ResolveError::Objects { place, error } => (Part::named(place), Some(error.line())),
        ResolveError::Mesh { .. } => (Part::Mesh, None),
        ResolveError::Values(_) => (Part::Values, None),
        _ => (Part::Config, None),
    };
    Problem::error(part, line, error.to_string()).hint(error.hint())
}

/// Why an object is refused, and where: in a template, or in the document that begins in this line.
pub fn of_object(error: &ObjectError, injector: &Injector, asked: &Asked, line: usize) -> Problem {
    let (part, line) = match in_template(&error.source) {
        Some((name, at)) => {
            (Part::Config, source(injector, name).and_then(|text| of_text(&asked.config, text, name, at)))
        }
        None => (Part::Manifest, Some(line)),
    };
    Problem::error(part, line, error.to_string()).hint(error.source.hint())
}

/// The line of the key at a path such as `global.tag`; of the first line for an empty path.
pub fn of_key(text: &str, path: &str) -> Option<usize> {
    let mut node = outline(text).ok()??;
    let mut start = node.span.start;
    for key in path.split('.').filter(|key| !key.is_empty()) {
        let Node { shape: Shape::Map(entries), .. } = node else { return None };
        let entry = entries.into_iter().find(|entry| entry.key.as_deref() == Some(key))?;
        start = entry.key_node.span.start;
        node = entry.value;
    }
    Some(text.get(..start)?.matches('\n').count() + 1)
}

fn of_config(error: &ConfigError, part: Part, asked: &Asked) -> Option<usize> {
    let in_config = |name: &str, path: &[&str], line| {
        let text = key_text(Part::Config, asked);
        let document = read_within(&text, MOST_NODES).ok()?;
        of_text(&asked.config, document.str_at(path)?, name, line)
    };
    match error {
        ConfigError::Yaml(error) => of_yaml(error, part, asked),
        ConfigError::Template { name, source, .. } => in_config(name, &["templates", name], source.line),
        ConfigError::Single { source, .. } => in_config(SINGLE, &[SINGLE], source.line),
        ConfigError::Values { .. } => {
            let error = read_within(&key_text(part, asked), MOST_NODES).err()?;
            of_yaml(&error, part, asked)
        }
        ConfigError::Type { key, .. } => of_key(part.text(asked), key),
        _ => None,
    }
}

/// A line of the text of a key is one of its ConfigMap, too.
fn of_yaml(error: &ReadError, part: Part, asked: &Asked) -> Option<usize> {
    let (line, typed) = (error.line?, part.text(asked));
    match key_text(part, asked) {
        Cow::Borrowed(_) => Some(line),
        Cow::Owned(text) => of_text(typed, &text, key(part).name(), line),
    }
}

fn key_text(part: Part, asked: &Asked) -> Cow<'_, str> {
    let typed = part.text(asked);
    find(typed, key(part), None).map_or(Cow::Borrowed(typed), |found| found.text)
}

fn key(part: Part) -> Key {
    match part {
        Part::Manifest | Part::Config => Key::Config,
        Part::Values => Key::Values,
        Part::Mesh => Key::Mesh,
    }
}

/// The template in which an object was refused, and the line in it.
fn in_template(error: &InjectError) -> Option<(&str, usize)> {
    match error {
        InjectError::Render { template, source } => Some((template, source.line)),
        InjectError::Overlay { template, .. } => Some((template, 1)),
        InjectError::Legacy(LegacyError::Render(source)) => Some((SINGLE, source.line)),
        InjectError::Legacy(LegacyError::Yaml(_) | LegacyError::Sidecar(_)) => Some((SINGLE, 1)),
        _ => None,
    }
}

fn source<'a>(injector: &'a Injector, name: &str) -> Option<&'a str> {
    match injector.config() {
        Config::Today(config) => config.templates.get(name).map(Template::source),
        Config::Legacy(config) => Some(config.template.source()),
    }
}

/// The line among those typed that is this line of a text in it, which the key `name` has. `None` where the text does not
/// stand there line by line, as in JSON.
fn of_text(typed: &str, text: &str, name: &str, line: usize) -> Option<usize> {
    let lines: Vec<&str> = typed.lines().map(str::trim).collect();
    let wanted: Vec<&str> = text.lines().take(COMPARED).map(str::trim).collect();
    let key = format!("{name}:");
    let begins = |at: usize| lines.get(at..).is_some_and(|rest| rest.starts_with(&wanted));
    // Two templates may begin alike.
    let named =
        (1..lines.len()).find(|at| lines.get(at - 1).is_some_and(|l| l.starts_with(&key)) && begins(*at));
    named.or_else(|| (0..lines.len()).find(|at| begins(*at))).map(|before| before + line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use crate::setting::Settings;

    const CONFIG: &str = "policy: enabled\ndefaultTemplates: [b]\ntemplates:\n  a: |\n    spec:\n      x: {{ 1 }}\n  b: |\n    spec:\n      x: {{ fail \"no\" }}\n";
    const POD: &str =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

    fn said(asked: &Asked) -> Vec<String> {
        let said = Answer::to(asked, &mut Settings::default()).problems.into_iter().map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{} {}{line}: {}", problem.level, problem.part.name(), problem.text)
        });
        said.collect()
    }

    fn in_config_map(config: &str) -> String {
        let config = config.replace('\n', "\n    ");
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  values: '{{}}'\n  config: |\n    {config}"
        )
    }

    #[test]
    fn each_problem_is_at_its_line() {
        let (pod, config) = (POD.to_owned(), CONFIG.to_owned());
        for (manifest, config, values, mesh, want) in [
            (pod.clone(), config.clone(), "", "", "error injection config:9: "),
            (pod.clone(), in_config_map(&config), "", "", "error injection config:15: "),
            (pod.clone(), config.replace("{{ 1 }}", "{{ 1 "), "", "", "error injection config:7: "),
            (
                pod.clone(),
                in_config_map(&config.replace("{{ 1 }}", "{{ 1 ")),
                "",
                "",
                "error injection config:13: ",
            ),
            (
                pod.clone(),
                "policy: enabled\ntemplate: |\n  a: b\n  c: [[ 1 \n".to_owned(),
                "",
                "",
                "error injection config:5: ",
            ),
            (pod.clone(), "a: b\n\tc: d\n".to_owned(), "", "", "error injection config:2: "),
            (pod.clone(), in_config_map("a: b\n\n\t- c: d\n"), "", "", "error injection config:9: "),
            (pod.clone(), "policy: enabled\ntemplates: 1\n".to_owned(), "", "", "error injection config:2: "),
            (pod.clone(), config.replace("fail \"no\"", "1"), "a:\n- b: [", "", "error values:"),
            (pod.clone(), config.replace("fail \"no\"", "1"), "", "a:\n\tb", "error mesh config:2: "),
            (
                pod.clone(),
                config.replace("fail \"no\"", "1"),
                "",
                "defaultConfig:\n  nothing: 1\n",
                "warning mesh config:2: ",
            ),
            (format!("# a\n---\n{pod}  x: [\n"), config.clone(), "", "", "error manifest:"),
            (format!("{pod}--- a\n"), config.clone(), "", "", "error manifest:5: "),
            (pod.replace("name: c,", "name: 1,"), config.clone(), "", "", "error manifest:1: "),
        ] {
            let asked =
                Asked { manifest, config, values: values.into(), mesh: mesh.into(), ..Asked::default() };
            let said = said(&asked);
            assert!(said.iter().any(|said| said.starts_with(want)), "{want}: {said:?}\n{asked:?}");
        }
    }

    #[test]
    fn a_key_is_in_its_line() {
        for (path, want) in
            [("", Some(1)), ("a", Some(1)), ("b", Some(2)), ("b.c", Some(3)), ("b.d", None), ("a.b", None)]
        {
            assert_eq!(of_key("a: 1\nb:\n  c: 2\n", path), want, "{path}");
        }
        assert_eq!(of_key("a: [", "a"), None);
    }
}
