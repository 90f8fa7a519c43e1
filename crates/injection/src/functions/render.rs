//! Templates in data.

use gotext::{Functions, Template, Type};

use crate::names::TEMPLATE_NAME;

/// The name of the function.
pub const NAME: &str = "render";

/// Each text that is rendered may cost this part of what the template has left, so that one which renders itself comes
/// to an end.
const PARTS: u64 = 64;

/// How deep a rendered text may nest.
const DEPTH: usize = 20;

/// How often texts may render texts.
const LEVELS: usize = 3;

/// `render`: what a text gives as a template of its own on the same data, with these functions; nothing where it fails.
///
/// Source: Istio 1.13 inject.go, RunTemplate.
pub fn declare(functions: &mut Functions, delimiters: (&'static str, &'static str)) {
    // The text may call `render` again.
    let inner = functions.clone();
    declare_on(functions, inner, delimiters, LEVELS);
}

fn declare_on(
    functions: &mut Functions,
    mut inner: Functions,
    delimiters: (&'static str, &'static str),
    levels: usize,
) {
    if let Some(below) = levels.checked_sub(1) {
        let next = inner.clone();
        declare_on(&mut inner, next, delimiters, below);
    }
    functions.def(NAME, &[Type::STR], Type::STR, move |call| {
        let budget = call.meter().share(PARTS, DEPTH)?;
        let template = Template::parse(TEMPLATE_NAME, call.str(0), delimiters, &inner).ok();
        let rendered = template.and_then(|template| call.execute(template, &budget)?.ok());
        Ok(rendered.unwrap_or_default().into())
    });
    functions.varying(&[NAME]);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use gotext::{Budget, Nested, Value};

    use crate::Version;
    use crate::functions::of;

    use super::*;

    fn rendered(template: &str) -> Result<String, String> {
        let parsed = Template::parse("inject", template, ("{{", "}}"), &of(Version::V1_13, &BTreeMap::new()))
            .map_err(|e| e.to_string())?;
        let values = [
            ("ns", "{{ .name }}.svc"),
            ("name", "web"),
            ("bad", "{{ .name"),
            ("self", "{{ render .self }}x"),
        ];
        let nested = Nested::default();
        let data = Value::map(values.map(|(key, value)| (key.into(), value.into())));
        parsed.execute_nesting(data, &Budget::default(), &nested).map_err(|e| e.to_string())
    }

    #[test]
    fn texts_are_templates_on_the_same_data() {
        for (template, want) in [
            ("{{ render .ns }}", "web.svc"),
            ("{{ render `{{ render .ns }}!` }}", "web.svc!"),
            ("{{ render .bad }}|{{ render `{{ fail \"x\" }}` }}", "|"),
            ("{{ range (list .ns .ns) }}{{ render . }},{{ end }}", "web.svc,web.svc,"),
        ] {
            assert_eq!(rendered(template).as_deref(), Ok(want), "{template}");
        }
    }

    #[test]
    fn a_text_that_renders_itself_ends() {
        assert_eq!(rendered("{{ render .self }}").as_deref(), Ok("xx"));
        assert!(rendered("{{ range (until 10000) }}{{ render $.self }}{{ end }}").is_err());
    }
}
