//! `types.NamespacedName`, and the types of package `schema` that `v1.TypeMeta` leads to: pairs and triples of texts.

use gotext::{Call, Data, Fault, Meter, Method, Receiver, Text};
use kubeyaml::Value;

use super::{methods, node, text};

/// A namespaced name: `document` has `namespace` and `name`.
pub fn namespaced_name(document: &Value) -> gotext::Value<'_> {
    gotext::Value::structure(&NAMESPACED_NAME, Data::of(document))
}

/// `types.NamespacedName`
struct NamespacedName;

static NAMESPACED_NAME: NamespacedName = NamespacedName;

const NAME: &str = "types.NamespacedName";
const FIELDS: [(&str, &str); 2] = [("Namespace", "namespace"), ("Name", "name")];

fn joined(node: &Value) -> String {
    let part = |key| node.str_at(&[key]).unwrap_or_default();
    format!("{}/{}", part("namespace"), part("name"))
}

impl gotext::StructType for NamespacedName {
    fn name(&self) -> &str {
        NAME
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        let (_, key) = FIELDS.iter().find(|(go, _)| *go == name)?;
        Some(gotext::Value::Str(text(node(data).at(&[key]))))
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let (name, key) = FIELDS.get(index)?;
        Some((name, gotext::Value::Str(text(node(data).at(&[key])))))
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(NAME, name)
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        _call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let Some(data) = data else { return Err(methods::not_provided(NAME, name)) };
        Ok(match name {
            "String" => joined(node(data)).into(),
            _ => return Err(methods::not_provided(NAME, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        _receiver: Receiver,
        meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        let Some(data) = data else { return Ok(Some(Text::borrowed("<nil>"))) };
        let text = joined(node(data));
        meter.charge(text.len())?;
        Ok(Some(text.into()))
    }
}

/// A type of package `schema`: texts by name.
pub(super) struct Tuple {
    name: &'static str,
    fields: &'static [&'static str],
}

pub(super) static GROUP_VERSION_KIND: Tuple =
    Tuple { name: "schema.GroupVersionKind", fields: &["Group", "Version", "Kind"] };
static GROUP_VERSION: Tuple = Tuple { name: "schema.GroupVersion", fields: &["Group", "Version"] };
static GROUP_KIND: Tuple = Tuple { name: "schema.GroupKind", fields: &["Group", "Kind"] };
static GROUP_VERSION_RESOURCE: Tuple =
    Tuple { name: "schema.GroupVersionResource", fields: &["Group", "Version", "Resource"] };
static GROUP_RESOURCE: Tuple = Tuple { name: "schema.GroupResource", fields: &["Group", "Resource"] };

/// A value of such a type; missing texts are empty.
type Texts = Vec<String>;

impl Tuple {
    fn of<'a>(&'static self, texts: &[&str]) -> gotext::Value<'a> {
        let texts: Texts = texts.iter().map(|t| (*t).to_owned()).collect();
        gotext::Value::structure(self, Data::Shared(std::rc::Rc::new(texts)))
    }

    /// The text of a field, "" where the type has none of that name.
    fn part<'d>(&self, data: &'d Data<'_>, name: &str) -> &'d str {
        let at = self.fields.iter().position(|f| *f == name);
        let texts = data.peek::<Texts>();
        texts.zip(at).and_then(|(texts, at)| texts.get(at)).map_or("", String::as_str)
    }

    /// Source: k8s.io/apimachinery 0.35 group_version.go, the methods String.
    fn string(&self, data: &Data<'_>) -> String {
        let [group, version, kind, resource] =
            ["Group", "Version", "Kind", "Resource"].map(|name| self.part(data, name));
        match self.fields {
            [_, _, "Kind"] => format!("{group}/{version}, Kind={kind}"),
            [_, _, _] => format!("{group}/{version}, Resource={resource}"),
            [_, "Version"] if group.is_empty() => version.to_owned(),
            [_, "Version"] => format!("{group}/{version}"),
            _ if group.is_empty() => format!("{kind}{resource}"),
            _ => format!("{kind}{resource}.{group}"),
        }
    }
}

/// The group, version and kind of an `apiVersion` and a kind. Source: k8s.io/apimachinery 0.35, FromAPIVersionAndKind.
pub(super) fn group_version_kind<'a>(api_version: &str, kind: &str) -> gotext::Value<'a> {
    match api_version.split_once('/') {
        None if api_version.is_empty() => GROUP_VERSION_KIND.of(&["", "", kind]),
        None => GROUP_VERSION_KIND.of(&["", api_version, kind]),
        Some((_, version)) if version.contains('/') => GROUP_VERSION_KIND.of(&["", "", kind]),
        Some((group, version)) => GROUP_VERSION_KIND.of(&[group, version, kind]),
    }
}

impl gotext::StructType for Tuple {
    fn name(&self) -> &str {
        self.name
    }

    fn field<'a>(&self, data: &Data<'a>, name: &str) -> Option<gotext::Value<'a>> {
        self.fields.contains(&name).then(|| self.part(data, name).to_owned().into())
    }

    fn field_at<'a>(&self, data: &Data<'a>, index: usize) -> Option<(&str, gotext::Value<'a>)> {
        let name = *self.fields.get(index)?;
        Some((name, self.part(data, name).to_owned().into()))
    }

    fn method(&self, name: &str) -> Option<Method> {
        methods::find(self.name, name)
    }

    fn call_method<'a>(
        &self,
        name: &str,
        data: Option<&Data<'a>>,
        call: &mut Call<'_, 'a>,
    ) -> Result<gotext::Value<'a>, Fault> {
        let Some(data) = data else { return Err(methods::not_provided(self.name, name)) };
        let [group, version, kind, resource] =
            ["Group", "Version", "Kind", "Resource"].map(|name| self.part(data, name));
        Ok(match name {
            "String" | "Identifier" => self.string(data).into(),
            "Empty" => self.fields.iter().all(|name| self.part(data, name).is_empty()).into(),
            "GroupKind" => GROUP_KIND.of(&[group, kind]),
            "GroupVersion" => GROUP_VERSION.of(&[group, version]),
            "GroupResource" => GROUP_RESOURCE.of(&[group, resource]),
            "WithKind" => GROUP_VERSION_KIND.of(&[group, version, call.str(0)]),
            "WithResource" => GROUP_VERSION_RESOURCE.of(&[group, version, call.str(0)]),
            "WithVersion" if self.fields.contains(&"Kind") => {
                GROUP_VERSION_KIND.of(&[group, call.str(0), kind])
            }
            "WithVersion" => GROUP_VERSION_RESOURCE.of(&[group, call.str(0), resource]),
            _ => return Err(methods::not_provided(self.name, name)),
        })
    }

    fn text<'a>(
        &self,
        data: Option<&Data<'a>>,
        _receiver: Receiver,
        _meter: &Meter,
    ) -> Result<Option<Text<'a>>, Fault> {
        Ok(Some(data.map_or(Text::borrowed("<nil>"), |data| self.string(data).into())))
    }
}
