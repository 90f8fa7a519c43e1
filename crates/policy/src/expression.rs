//! Values and patches in CEL.

use kubeyaml::{Map, Value};

use crate::cel::{escaped_key, quoted};
use crate::change::LISTS;
use crate::compose::{Guard, Node};
use crate::error::Refused;
use crate::state::State;

/// The name of the policy's variable for a question.
pub fn question(number: usize) -> String {
    format!("is{number}")
}

/// The list of JSON patches that add what a change adds.
///
/// # Errors
/// It has no such list.
pub fn patches(change: &Node, state: &State) -> Result<String, Refused> {
    let mut ops = Ops::default();
    for (key, _, node) in entries(change)? {
        match key.as_str() {
            "labels" | "annotations" => {
                let path = format!("/metadata/{key}");
                ops.ensure(&format!("has(object.metadata.{key})"), &path, "{}");
                for (name, guard, node) in entries(&node)? {
                    let path = format!("{path}/{}", escaped_key(&name));
                    ops.add(&guard, &path, &expression(&node, state)?);
                }
            }
            key if LISTS.contains(&key) => list(key, &node, state, &mut ops)?,
            _ => {}
        }
    }
    Ok(ops.text())
}

fn list(key: &str, node: &Node, state: &State, ops: &mut Ops) -> Result<(), Refused> {
    let mut ends = [Vec::new(), Vec::new()];
    for (end, _, node) in entries(node)? {
        let place = usize::from(end == "back");
        if let Some(items) = ends.get_mut(place) {
            *items = items_of(&node)?;
        }
    }
    let [front, back] = ends;
    if front.is_empty() && back.is_empty() {
        return Ok(());
    }
    ops.ensure(&format!("has(object.spec.{key})"), &format!("/spec/{key}"), "[]");
    let front = front.iter().rev().map(|item| (item, "0"));
    for ((guard, node), end) in front.chain(back.iter().map(|item| (item, "-"))) {
        let value = expression(node, state)?;
        ops.add(guard, &format!("/spec/{key}/{end}"), &value);
    }
    Ok(())
}

/// JSON patches, those without a condition side by side.
#[derive(Default)]
struct Ops {
    lists: Vec<String>,
    open: Vec<String>,
}

impl Ops {
    /// Adds an empty map or list where there is none.
    fn ensure(&mut self, present: &str, path: &str, empty: &str) {
        self.add_if(&[format!("!{present}")], path, empty);
    }

    fn add(&mut self, guard: &Guard, path: &str, value: &str) {
        self.add_if(&conditions(guard), path, value);
    }

    fn add_if(&mut self, all: &[String], path: &str, value: &str) {
        let op = format!("JSONPatch{{op: 'add', path: {}, value: {value}}}", quoted(path));
        if all.is_empty() {
            self.open.push(op);
            return;
        }
        self.close();
        self.lists.push(format!("({} ? [{op}] : [])", all.join(" && ")));
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            let list = std::mem::take(&mut self.open);
            self.lists.push(format!("[\n{}]", list.join(",\n")));
        }
    }

    fn text(mut self) -> String {
        self.close();
        if self.lists.is_empty() { "[]".to_owned() } else { self.lists.join(" +\n") }
    }
}

/// The conditions of a guard, all of which hold; none is always.
fn conditions(guard: &Guard) -> Vec<String> {
    let each = |all: &Vec<(usize, bool)>| {
        let answers = all.iter().map(|(number, answer)| {
            format!("{}variables.{}", if *answer { "" } else { "!" }, question(*number))
        });
        answers.collect::<Vec<_>>()
    };
    match guard.as_slice() {
        [] => Vec::new(),
        [one] => each(one),
        many => {
            let any: Vec<String> = many.iter().map(|all| format!("({})", each(all).join(" && "))).collect();
            vec![format!("({})", any.join(" || "))]
        }
    }
}

/// The fields of a node that is a map.
///
/// # Errors
/// It may be something else.
pub fn entries(node: &Node) -> Result<Vec<(String, Guard, Node)>, Refused> {
    match node {
        Node::Fixed(Value::Map(map)) => {
            Ok(map.iter().map(|(key, v)| (key.to_owned(), Vec::new(), Node::Fixed(v.clone()))).collect())
        }
        Node::Map(entries) => Ok(entries.clone()),
        _ => Err(Refused::Shape("what is added to a pod differs too much from pod to pod".to_owned())),
    }
}

/// The items of a node that is a list.
///
/// # Errors
/// It may be something else.
pub fn items_of(node: &Node) -> Result<Vec<(Guard, Node)>, Refused> {
    match node {
        Node::Fixed(Value::List(items)) => {
            Ok(items.iter().map(|item| (Vec::new(), Node::Fixed(item.clone()))).collect())
        }
        Node::List(items) => Ok(items.clone()),
        _ => Err(Refused::Shape("what is added to a pod differs too much from pod to pod".to_owned())),
    }
}

/// A node as an expression.
///
/// # Errors
/// A single container or port is in it.
pub fn expression(node: &Node, state: &State) -> Result<String, Refused> {
    match node {
        Node::Fixed(value) => literal(value, state),
        Node::Map(entries) => {
            let entries = entries.iter().map(|(key, guard, node)| {
                let value = format!("dyn({})", expression(node, state)?);
                Ok(match conditions(guard).as_slice() {
                    [] => format!("{}: {value}", quoted(key)),
                    all => format!("?{}: {}", quoted(key), optional(all, &value)),
                })
            });
            Ok(format!("{{{}}}", entries.collect::<Result<Vec<_>, Refused>>()?.join(", ")))
        }
        Node::List(items) => {
            let texts = items.iter().all(|(_, node)| is_text(node));
            let items = items.iter().map(|(guard, node)| {
                let value = expression(node, state)?;
                let value = if texts { value } else { format!("dyn({value})") };
                Ok(match conditions(guard).as_slice() {
                    [] => value,
                    all => format!("?{}", optional(all, &value)),
                })
            });
            Ok(format!("[{}]", items.collect::<Result<Vec<_>, Refused>>()?.join(", ")))
        }
        Node::Choice(nodes) => {
            let texts = nodes.iter().all(|(_, node)| is_text(node));
            let mut out = String::new();
            for (guard, node) in nodes {
                let value = expression(node, state)?;
                let value = if texts { value } else { format!("dyn({value})") };
                match conditions(guard).as_slice() {
                    [] => out.push_str(&value),
                    all => out.push_str(&format!("{} ? {value} : ", all.join(" && "))),
                }
            }
            Ok(format!("({out})"))
        }
    }
}

fn optional(all: &[String], value: &str) -> String {
    format!("({} ? optional.of({value}) : optional.none())", all.join(" && "))
}

fn is_text(node: &Node) -> bool {
    match node {
        Node::Fixed(value) => value.as_str().is_some(),
        Node::Choice(nodes) => nodes.iter().all(|(_, node)| is_text(node)),
        Node::Map(_) | Node::List(_) => false,
    }
}

fn literal(value: &Value, state: &State) -> Result<String, Refused> {
    let single = || Refused::Shape("a single container stands where its place is not known".to_owned());
    match value {
        Value::String(text) => state.cel(text).ok_or_else(single),
        Value::Map(map) if map.is_empty() => Ok("{}".to_owned()),
        Value::Map(map) => expression(&Node::Map(fixed(map)), state),
        Value::List(items) => {
            let items = items.iter().map(|item| (Vec::new(), Node::Fixed(item.clone()))).collect();
            expression(&Node::List(items), state)
        }
        value => Ok(kubeyaml::to_json(value)),
    }
}

fn fixed(map: &Map) -> Vec<(String, Guard, Node)> {
    map.iter().map(|(key, value)| (key.to_owned(), Vec::new(), Node::Fixed(value.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Of;

    fn fixed(text: &str) -> Node {
        Node::Fixed(kubeyaml::read(text).unwrap())
    }

    #[test]
    fn values_are_written_with_one_type_for_each_map_and_list() {
        let mut state = State::default();
        let app = state.hole(Of::Text("x".into()), true, Default::default());
        let when = vec![vec![(0, true), (1, false)]];
        for (node, want) in [
            (
                fixed("{a: 1, b: x, c: [x, z], d: {}, e: [], f: true}"),
                "{'a': dyn(1), 'b': dyn('x'), 'c': dyn(['x', 'z']), 'd': dyn({}), 'e': dyn([]), 'f': dyn(true)}",
            ),
            (fixed("[{a: 1}, {}]"), "[dyn({'a': dyn(1)}), dyn({})]"),
            (fixed(&format!("'{app}-{app}'")), "variables.text0 + '-' + variables.text0"),
            (
                Node::List(vec![(vec![], fixed("a")), (when.clone(), fixed("b"))]),
                "['a', ?(variables.is0 && !variables.is1 ? optional.of('b') : optional.none())]",
            ),
            (
                Node::Map(vec![("k".into(), vec![vec![(0, true)], vec![(1, true)]], fixed("1"))]),
                "{?'k': (((variables.is0) || (variables.is1)) ? optional.of(dyn(1)) : optional.none())}",
            ),
            (
                Node::Choice(vec![(when, fixed("a")), (vec![], fixed("b"))]),
                "(variables.is0 && !variables.is1 ? 'a' : 'b')",
            ),
        ] {
            assert_eq!(expression(&node, &state).unwrap(), want);
        }
    }

    #[test]
    fn patches_go_to_their_places() {
        let change = fixed(
            "{labels: {a/b: c}, containers: {front: [], back: [{name: p}]}, initContainers: {front: [{name: i}, {name: j}], back: []}, imagePullSecrets: {front: [], back: [{name: s}]}}",
        );
        let got = patches(&change, &State::default()).unwrap();
        let paths: Vec<&str> =
            got.split("path: '").skip(1).filter_map(|rest| rest.split('\'').next()).collect();
        let want = "/spec/containers /spec/containers/- /spec/imagePullSecrets /spec/imagePullSecrets/- \
                    /spec/initContainers /spec/initContainers/0 /spec/initContainers/0 /metadata/labels /metadata/labels/a~1b";
        assert_eq!(paths.join(" "), want);
        assert!(
            got.find("'name': dyn('j')") < got.find("'name': dyn('i')"),
            "the first comes to the front last"
        );
    }
}
