//! Lists of objects, opened.

use kubeyaml::Value;

/// The same objects in the same order, with the items of each List in its place, of Lists in Lists too. A List is what
/// has a `kind` that ends in it (`List`, `ConfigMapList`) and a list of `items`. Items of a list of one kind need not
/// say what they are, as the API server leaves it out: they are given the kind and version of their list.
pub fn opened(objects: impl IntoIterator<Item = Value>) -> Vec<Value> {
    let mut out = Vec::new();
    let mut pending: Vec<std::vec::IntoIter<Value>> =
        vec![objects.into_iter().collect::<Vec<_>>().into_iter()];
    while let Some(level) = pending.last_mut() {
        match level.next() {
            None => drop(pending.pop()),
            Some(mut object) => match items(&mut object) {
                Some(items) => pending.push(items.into_iter()),
                None => out.push(object),
            },
        }
    }
    out
}

fn items(list: &mut Value) -> Option<Vec<Value>> {
    let kind = list.str_at(&["kind"])?.strip_suffix("List")?.to_owned();
    let version = list.at(&["apiVersion"]).clone();
    let mut items = list.get_mut("items")?.as_list_mut().map(std::mem::take)?;
    if !kind.is_empty() {
        items.iter_mut().for_each(|item| name_kind(item, &kind, &version));
    }
    Some(items)
}

fn name_kind(item: &mut Value, kind: &str, version: &Value) {
    if let Some(fields) = item.as_map_mut()
        && fields.get("kind").is_none()
    {
        fields.insert("kind", kind);
        fields.insert("apiVersion", version.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Value> {
        opened(kubeyaml::documents(text).map(|d| kubeyaml::read(&d.unwrap().text).unwrap()))
    }

    fn names(objects: &[Value]) -> String {
        objects.iter().filter_map(|o| o.str_at(&["metadata", "name"])).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_are_opened_wherever_they_stand() {
        let inner = "{kind: List, items: [{kind: A, metadata: {name: b}}, {kind: XList, items: []}]}";
        let deep = format!(
            "{}{{kind: A, metadata: {{name: deep}}}}{}",
            "{kind: List, items: [".repeat(300),
            "]}".repeat(300)
        );
        for (text, want) in [
            ("kind: A\nmetadata: {name: a}\n---\n# nothing\n---\nkind: A\nmetadata: {name: b}\n", "a b"),
            (
                &*format!(
                    "kind: List\nitems: [{{kind: A, metadata: {{name: a}}}}, {inner}, {{kind: A, metadata: {{name: c}}}}]"
                ),
                "a b c",
            ),
            (
                "{kind: BList, apiVersion: v1, items: [{metadata: {name: a}}, {kind: A, metadata: {name: b}}]}",
                "a b",
            ),
            ("kind: AllowList\nmetadata: {name: a}\n", "a"),
            (&deep, "deep"),
            ("", ""),
        ] {
            assert_eq!(names(&read(text)), want, "{text}");
        }
    }

    #[test]
    fn items_of_a_list_of_one_kind_say_what_they_are() {
        let text = "{kind: BList, apiVersion: g/v1, items: [{metadata: {name: a}}, {kind: C}]}";
        let items: Vec<String> = read(text).iter().map(kubeyaml::to_json).collect();
        assert_eq!(items, [r#"{"apiVersion":"g/v1","kind":"B","metadata":{"name":"a"}}"#, r#"{"kind":"C"}"#]);
    }
}
