//! From what is added in each case to one expression: what the cases have in common is said once, and the rest depends
//! on the answers that tell them apart.

use kubeyaml::Value;

/// Answers to the questions, by their number.
pub type Answers = Vec<bool>;

/// A value, parts of which depend on the answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// The same in all cases.
    Fixed(Value),
    /// Fields, those with a guard only where it holds.
    Map(Vec<(String, Guard, Node)>),
    /// Items, the same.
    List(Vec<(Guard, Node)>),
    /// The first whose guard holds; the last has none.
    Choice(Vec<(Guard, Node)>),
}

/// When something is there: one of these, in each of which all answers are as they say. None at all is always.
pub type Guard = Vec<Vec<(usize, bool)>>;

/// A case: the answers, and what is added then.
type Case<'v> = (&'v Answers, &'v Value);

/// One value for all cases, of which there is one at least.
pub fn compose(cases: &[Case<'_>]) -> Node {
    let Some(((_, first), others)) = cases.split_first() else { return Node::Fixed(Value::Null) };
    if others.iter().all(|(_, other)| other == first) {
        return Node::Fixed((*first).clone());
    }
    let all = |is: fn(&Value) -> bool| cases.iter().all(|(_, value)| is(value));
    if all(|value| value.as_map().is_some()) {
        return map(cases);
    }
    if all(|value| value.as_list().is_some())
        && let Some(list) = list(cases)
    {
        return list;
    }
    choice(cases)
}

fn map(cases: &[Case<'_>]) -> Node {
    let mut keys: Vec<&str> =
        cases.iter().filter_map(|(_, value)| value.as_map()).flat_map(|map| map.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let entries = keys.into_iter().map(|key| {
        let having: Vec<Case<'_>> =
            cases.iter().filter_map(|(answers, value)| Some((*answers, value.get(key)?))).collect();
        (key.to_owned(), guard(&having, cases), compose(&having))
    });
    Node::Map(entries.collect())
}

/// Items in one order, each with the cases that have it; `None` where there is no such order.
fn list(cases: &[Case<'_>]) -> Option<Node> {
    let mut merged: Vec<Vec<Case<'_>>> = Vec::new();
    for (answers, value) in cases {
        let mut at = 0;
        for item in value.as_list()? {
            let found = merged
                .iter()
                .skip(at)
                .position(|with| with.first().is_some_and(|(_, other)| is_same(other, item)));
            match found {
                Some(ahead) => {
                    merged.get_mut(at + ahead)?.push((answers, item));
                    at += ahead + 1;
                }
                None => {
                    merged.insert(at, vec![(answers, item)]);
                    at += 1;
                }
            }
        }
    }
    let items = merged.iter().map(|having| (guard(having, cases), compose(having)));
    Some(Node::List(items.collect()))
}

/// Whether two items are one: of one name, or equal where they have none.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.str_at(&["name"]), other.str_at(&["name"])) {
        (None, None) => one == other,
        (one, other) => one == other,
    }
}

fn choice(cases: &[Case<'_>]) -> Node {
    let mut groups: Vec<Vec<Case<'_>>> = Vec::new();
    for case in cases {
        match groups.iter_mut().find(|group| group.first().is_some_and(|(_, value)| *value == case.1)) {
            Some(group) => group.push(*case),
            None => groups.push(vec![*case]),
        }
    }
    groups.sort_by_key(Vec::len);
    let last = groups.len().saturating_sub(1);
    let nodes = groups
        .iter()
        .enumerate()
        .map(|(i, group)| (if i == last { Vec::new() } else { guard(group, cases) }, compose(group)));
    Node::Choice(nodes.collect())
}

/// What tells some of the cases from the others: for each of them as few answers as none of the others has.
fn guard(some: &[Case<'_>], all: &[Case<'_>]) -> Guard {
    if some.len() == all.len() {
        return Vec::new();
    }
    let is_some = |answers: &Answers| some.iter().any(|(other, _)| *other == answers);
    let others: Vec<&Answers> =
        all.iter().map(|(answers, _)| *answers).filter(|answers| !is_some(answers)).collect();
    let mut guard = Guard::new();
    for (answers, _) in some {
        if guard.iter().any(|wanted| holds(wanted, answers)) {
            continue;
        }
        let mut wanted: Vec<(usize, bool)> = answers.iter().copied().enumerate().collect();
        for number in (0..answers.len()).rev() {
            let fewer: Vec<(usize, bool)> = wanted.iter().copied().filter(|(n, _)| *n != number).collect();
            if !others.iter().any(|other| holds(&fewer, other)) {
                wanted = fewer;
            }
        }
        guard.push(wanted);
    }
    guard
}

/// Whether these answers are among those of a case.
pub fn holds(wanted: &[(usize, bool)], answers: &Answers) -> bool {
    wanted.iter().all(|(i, answer)| answers.get(*i) == Some(answer))
}

/// What a node is in a case: the proof of [`compose`].
pub fn value_of(node: &Node, answers: &Answers) -> Value {
    let there = |guard: &Guard| guard.is_empty() || guard.iter().any(|all| holds(all, answers));
    match node {
        Node::Fixed(value) => value.clone(),
        Node::Map(entries) => {
            let entries = entries.iter().filter(|(_, guard, _)| there(guard));
            Value::Map(entries.map(|(key, _, node)| (key.as_str().into(), value_of(node, answers))).collect())
        }
        Node::List(items) => {
            let items = items.iter().filter(|(guard, _)| there(guard));
            Value::List(items.map(|(_, node)| value_of(node, answers)).collect())
        }
        Node::Choice(nodes) => {
            let found = nodes.iter().find(|(guard, _)| there(guard));
            found.map_or(Value::Null, |(_, node)| value_of(node, answers))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composed(values: &[&str]) -> (Node, bool) {
        let values: Vec<Value> = values.iter().map(|text| kubeyaml::read(text).unwrap()).collect();
        let answers: Vec<Answers> = (0..values.len()).map(|i| vec![i & 1 > 0, i & 2 > 0]).collect();
        let cases: Vec<Case<'_>> = answers.iter().zip(&values).collect();
        let node = compose(&cases);
        let is_right = cases.iter().all(|(answers, value)| value_of(&node, answers) == **value);
        (node, is_right)
    }

    #[test]
    fn every_case_comes_out_again() {
        for values in [
            ["1", "1", "1", "1"],
            ["a", "b", "a", "b"],
            ["a", "b", "c", "d"],
            ["{x: 1}", "{x: 1, y: 2}", "{x: 1}", "{x: 1, y: 3}"],
            ["[a, c]", "[a, b, c]", "[a, c, d]", "[a, b, c, d]"],
            ["[{name: a, v: 1}]", "[{name: a, v: 2}, {name: b}]", "[{name: a, v: 1}]", "[{name: b}]"],
            ["[a, a]", "[a]", "[]", "[b, a]"],
            ["[a, b]", "[b, a]", "[a, b]", "{x: 1}"],
        ] {
            assert!(composed(&values).1, "{values:?}");
        }
    }

    #[test]
    fn an_item_depends_on_the_answer_that_brings_it() {
        let (node, _) = composed(&["[a, c]", "[a, b, c]", "[a, c, d]", "[a, b, c, d]"]);
        let Node::List(items) = node else { panic!("{node:?}") };
        let guards: Vec<Guard> = items.into_iter().map(|(guard, _)| guard).collect();
        assert_eq!(guards, [vec![], vec![vec![(0, true)]], vec![], vec![vec![(1, true)]]]);
    }
}
