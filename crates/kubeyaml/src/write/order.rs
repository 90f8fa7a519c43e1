//! The order of keys in YAML: letters last, digits by their number.

use std::cmp::Ordering;

use crate::{Map, Value};

/// Whether the order of the mapping, by bytes, is the natural one already.
pub(super) fn is_natural(map: &Map) -> bool {
    let mut keys = map.keys();
    let Some(mut before) = keys.next() else { return true };
    keys.all(|key| {
        let ordered = natural_order(before, key) == Ordering::Less;
        before = key;
        ordered
    })
}

/// The entries in natural order.
///
/// That order has circles (`10` before `210` before `2x` before `10`), which the standard library's sorts may answer with
/// a panic; so this is a plain merge sort, which gives some order then.
pub(super) fn natural(map: &Map) -> Vec<(&str, &Value)> {
    let mut entries: Vec<(&str, &Value)> = map.iter().collect();
    let mut merged = Vec::with_capacity(entries.len());
    let mut run = 1;
    while run < entries.len() {
        merged.clear();
        for pair in entries.chunks(2 * run) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                let first =
                    if natural_order(b.0, a.0) == Ordering::Less { right.next() } else { left.next() };
                merged.extend(first.copied());
            }
            merged.extend(left.copied());
            merged.extend(right.copied());
        }
        std::mem::swap(&mut entries, &mut merged);
        run *= 2;
    }
    entries
}

/// Source: go-yaml v2.4 sorter.go, keyList.Less.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    let Some(mut at) = x.iter().zip(y).position(|(p, q)| p != q) else { return x.len().cmp(&y.len()) };
    if let (Some(p @ b'a'..=b'z'), Some(q @ b'a'..=b'z')) = (x.get(at), y.get(at)) {
        return p.cmp(q);
    }
    while !a.is_char_boundary(at) {
        at -= 1;
    }
    let ((head, rest_a), (_, rest_b)) = (a.split_at(at), b.split_at(at));
    let (Some(p), Some(q)) = (rest_a.chars().next(), rest_b.chars().next()) else {
        return x.len().cmp(&y.len());
    };
    match (is_letter(p), is_letter(q)) {
        (true, true) => return p.cmp(&q),
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    // Digits that follow others of a number with a first digit other than 0: a 0 weighs as much as any.
    let inside =
        (p == '0' || q == '0') && head.chars().rev().take_while(|c| c.is_ascii_digit()).any(|c| c != '0');
    let number = |rest: &str| {
        rest.chars().take_while(char::is_ascii_digit).fold((i64::from(inside), 0usize), |(n, len), c| {
            (n.wrapping_mul(10).wrapping_add(i64::from(u32::from(c)) - 48), len + 1)
        })
    };
    let ((number_a, length_a), (number_b, length_b)) = (number(rest_a), number(rest_b));
    number_a.cmp(&number_b).then(length_a.cmp(&length_b)).then(p.cmp(&q))
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic() && !c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(keys: &[&str]) -> Vec<String> {
        let map = keys.iter().map(|k| ((*k).into(), Value::Null)).collect();
        natural(&map).into_iter().map(|(k, _)| k.to_owned()).collect()
    }

    #[test]
    fn numbers_in_keys_count_as_numbers() {
        assert_eq!(
            sorted(&["a10", "a2", "a1", "b", "A", "_", "a.b", "a-b"]),
            ["_", "A", "a-b", "a.b", "a1", "a2", "a10", "b"]
        );
        assert_eq!(sorted(&["a00", "a0", "a01", "100", "11", "2"]), ["2", "11", "100", "a0", "a00", "a01"]);
        assert_eq!(sorted(&["é", "z", "éa", "É", "-"]), ["-", "z", "É", "é", "éa"]);
    }

    #[test]
    fn circles_of_keys_do_not_panic() {
        let keys: Vec<String> =
            (0..2000).flat_map(|n| [format!("{n}"), format!("{n}x"), format!("0{n}")]).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(sorted(&keys).len(), sorted(&keys).iter().collect::<std::collections::HashSet<_>>().len());
    }
}
