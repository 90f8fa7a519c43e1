//! Who writes what a template prints, and whether it is escaped.

use gotext::{Argument, Printed, Rules, Template};

/// Where a value is from, that of which more has to be feared the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// From the operator, or escaped.
    #[default]
    Operator,
    /// All that templates see.
    Root,
    /// Something that holds all that templates see.
    Holder,
    /// A name or a label of the pod: checked by the API server, and of any look.
    Name,
    /// The pod's metadata.
    Metadata,
    /// What an annotation says: any text.
    Annotation,
}

/// What a template prints of what a pod's author writes, unescaped.
pub fn printed(template: &Template) -> Vec<Printed<Origin>> {
    let all = template.printed(Origin::Root, &Author);
    all.into_iter().filter(|printed| matches!(printed.mark, Origin::Name | Origin::Annotation)).collect()
}

/// Functions that give what they are given, or a part of it, as it is. What others give is escaped, a number or a truth,
/// or the injector's own.
const PASSING: [&str; 42] = [
    "abbrev",
    "and",
    "cat",
    "coalesce",
    "default",
    "dict",
    "dig",
    "first",
    "get",
    "html",
    "indent",
    "index",
    "initial",
    "join",
    "last",
    "list",
    "lower",
    "merge",
    "nindent",
    "nospace",
    "or",
    "pick",
    "pluck",
    "print",
    "printf",
    "println",
    "regexReplaceAll",
    "replace",
    "rest",
    "slice",
    "split",
    "splitList",
    "squote",
    "substr",
    "ternary",
    "title",
    "toString",
    "trim",
    "trimPrefix",
    "trimSuffix",
    "trunc",
    "upper",
];

struct Author;

impl Rules<Origin> for Author {
    fn field(&self, of: Origin, name: &str, _: usize) -> Origin {
        match (of, name) {
            (Origin::Root, "ObjectMeta") => Origin::Metadata,
            (Origin::Root, "DeploymentMeta") => Origin::Name,
            // Which entry is which is not followed; all that matters is read of the root.
            (Origin::Holder, _) => Origin::Root,
            (Origin::Metadata, "Annotations" | "GetAnnotations") => Origin::Annotation,
            (Origin::Metadata | Origin::Name, _) => Origin::Name,
            (Origin::Annotation, _) => Origin::Annotation,
            (Origin::Root | Origin::Operator, _) => Origin::Operator,
        }
    }

    /// Keys of labels and annotations have a form that YAML leaves alone.
    fn key(&self, _: Origin) -> Origin {
        Origin::Operator
    }

    fn call(&self, function: &str, arguments: &[Argument<'_, Origin>], _: usize) -> Origin {
        let most = arguments.iter().map(|argument| argument.mark).max().unwrap_or_default();
        let format = arguments.first().and_then(|argument| argument.text);
        let quotes = format
            .is_some_and(|format| format.contains("%q") && !format.contains("%s") && !format.contains("%v"));
        match function {
            "annotation" if most >= Origin::Metadata => Origin::Annotation,
            "valueOrDefault" => most,
            "dict" if arguments.iter().any(|argument| argument.mark == Origin::Root) => Origin::Holder,
            "printf" if quotes => Origin::Operator,
            // Of a choice the condition is not printed.
            "ternary" => arguments.iter().take(2).map(|argument| argument.mark).max().unwrap_or_default(),
            _ if PASSING.contains(&function) => most,
            _ => Origin::Operator,
        }
    }
}

#[cfg(test)]
mod tests {
    use gotext::sprig;

    use super::*;

    #[test]
    fn what_authors_write_is_followed_to_where_it_is_printed() {
        let functions = sprig::functions(&sprig::Sources::default());
        for (text, want) in [
            ("{{ .Values.global.hub }}", ""),
            ("{{ .ObjectMeta.Annotations.a }}", "Annotation"),
            ("{{ index .ObjectMeta.Annotations `a` | trim | default `b` }}", "Annotation"),
            ("{{ index .ObjectMeta.Annotations `a` | trim | quote }}", ""),
            ("{{ index .ObjectMeta.Annotations `a` | int64 }}", ""),
            ("{{ index .ObjectMeta.Annotations `a` | toJson }}", ""),
            ("{{ index .ObjectMeta.Annotations `a` | squote }}", "Annotation"),
            ("{{ printf `%q` .ObjectMeta.Annotations.a }}", ""),
            ("{{ printf `%q%s` .ObjectMeta.Annotations.a `b` }}", "Annotation"),
            ("{{ if eq .ObjectMeta.Annotations.a `b` }}c{{ end }}", ""),
            ("{{ range $k, $v := .ObjectMeta.Labels }}{{ $k }}: {{ $v }}{{ end }}", "Name"),
            ("{{ $m := .ObjectMeta }}{{ $m.Name }}", "Name"),
            (
                "{{ define `d` }}{{ .pod.ObjectMeta.Annotations.a }}{{ end }}{{ template `d` dict `pod` . }}",
                "Annotation",
            ),
            ("{{ .DeploymentMeta.Name }}", "Name"),
            ("{{ ternary `a` `b` (eq .ObjectMeta.Name `x`) }}", ""),
        ] {
            let template = Template::parse("t", text, ("", ""), &functions).unwrap();
            let marks: Vec<String> = printed(&template).iter().map(|p| format!("{:?}", p.mark)).collect();
            assert_eq!(marks.join(" "), want, "{text}");
        }
    }
}
