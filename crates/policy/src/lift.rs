//! From what injection gives for pods of some shapes to what it gives for pods of any: single containers and ports that
//! stand side by side in a text are a list.

use kubeyaml::{Map, Value};

use crate::hole::{Of, Piece, joined, pieces};
use crate::pod::Shape;
use crate::state::State;

/// The shape that is lifted, and the same without ports.
pub const LIFTED: [&[usize]; 2] = [&[2, 1], &[0, 0]];

/// The most containers of a pod on which it is proved.
pub const MOST_CONTAINERS: usize = 16;

/// The shapes on which it is proved that lifting gave the right thing.
pub const PROVED: [&[usize]; 9] = [
    &[1],
    &[0],
    &[3],
    &[1, 1],
    &[0, 2],
    &[1, 0, 2],
    &[2, 2, 2, 2],
    &[0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3],
    &[64],
];

/// What is the same for all shapes: lists in place of single containers and ports. `value` is of the first of [`LIFTED`],
/// `portless` of the second.
///
/// # Errors
/// A text has containers or ports in another way than one after the other.
pub fn lift(value: &Value, portless: &Value, state: &mut State) -> Result<Value, String> {
    Ok(match (value, portless) {
        (Value::Map(map), Value::Map(other)) if map.len() == other.len() => {
            let entries = map.iter().map(|(key, item)| {
                let other = other.get(key).ok_or_else(|| different(value))?;
                Ok((key.into(), lift(item, other, state)?))
            });
            Value::Map(entries.collect::<Result<Map, String>>()?)
        }
        (Value::List(items), Value::List(others)) if items.len() == others.len() => {
            let items = items.iter().zip(others).map(|(item, other)| lift(item, other, state));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        (Value::String(text), Value::String(other)) => Value::text(lift_text(text, other, state)?),
        (value, other) if value == other => value.clone(),
        _ => return Err(different(value)),
    })
}

fn different(value: &Value) -> String {
    let text: String = kubeyaml::to_json(value).chars().take(80).collect();
    format!("what it gives has another form for pods with ports: {text}")
}

fn lift_text(text: &str, portless: &str, state: &mut State) -> Result<String, String> {
    let parts = pieces(text);
    let of = |piece: &Piece| match piece {
        Piece::Hole(number) => state.holes.get(*number).map(|hole| hole.of.clone()),
        Piece::Fixed(_) => None,
    };
    let is_single = |piece: &Piece| matches!(of(piece), Some(Of::Container(_) | Of::Port(..)));
    let (Some(begin), Some(end)) = (parts.iter().position(is_single), parts.iter().rposition(is_single))
    else {
        return Ok(text.to_owned());
    };
    let refused = || format!("a text has containers or ports in a way that is not followed: {text}");
    let (before, rest) = parts.split_at_checked(begin).ok_or_else(refused)?;
    let (run, behind) = rest.split_at_checked(end + 1 - begin).ok_or_else(refused)?;
    let (before, behind) = (joined(before), joined(behind));
    let (single, between) = singles(run, state);
    let (before, lifted, behind) = match (single.as_slice(), between.as_slice()) {
        ([Of::Container(0)], []) => (before, Of::First, behind),
        ([Of::Container(0), Of::Container(1)], [between]) => {
            (before, Of::Containers(between.clone()), behind)
        }
        ([Of::Port(0, 0), Of::Port(0, 1), Of::Port(1, 0)], [between, again]) if between == again => {
            let kept: usize = before
                .chars()
                .zip(portless.chars())
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| one.len_utf8())
                .sum();
            let (front, lead) = before.split_at_checked(kept).ok_or_else(refused)?;
            let tail = portless.get(kept..).and_then(|back| behind.strip_suffix(back)).ok_or_else(refused)?;
            let behind = behind.get(tail.len()..).unwrap_or_default().to_owned();
            let lifted = Of::Ports(lead.to_owned(), between.clone(), tail.to_owned());
            (front.to_owned(), lifted, behind)
        }
        _ => return Err(refused()),
    };
    let empty = matches!(lifted, Of::Ports(..));
    Ok(before + &state.hole(lifted, empty, Default::default()) + &behind)
}

/// The holes of a run, and the text between each two of them.
fn singles(run: &[Piece], state: &State) -> (Vec<Of>, Vec<String>) {
    let (mut holes, mut between) = (Vec::new(), Vec::new());
    let mut text = String::new();
    for piece in run {
        match piece {
            Piece::Fixed(fixed) => text.push_str(fixed),
            Piece::Hole(number) => {
                if !holes.is_empty() {
                    between.push(std::mem::take(&mut text));
                }
                holes.extend(state.holes.get(*number).map(|hole| hole.of.clone()));
            }
        }
    }
    (holes, between)
}

/// What lists are for a pod of that shape: the proof of [`lift`].
pub fn lower(value: &Value, shape: Shape<'_>, state: &mut State) -> Value {
    match value {
        Value::Map(map) => {
            Value::Map(map.iter().map(|(key, item)| (key.into(), lower(item, shape, state))).collect())
        }
        Value::List(items) => Value::List(items.iter().map(|item| lower(item, shape, state)).collect()),
        Value::String(text) => {
            let text = pieces(text).into_iter().map(|piece| match piece {
                Piece::Fixed(text) => text,
                Piece::Hole(number) => lower_hole(number, shape, state),
            });
            Value::text(text.collect::<String>())
        }
        value => value.clone(),
    }
}

fn lower_hole(number: usize, shape: Shape<'_>, state: &mut State) -> String {
    let single = |state: &mut State, of| state.hole(of, false, Default::default());
    let of = state.holes.get(number).map(|hole| hole.of.clone());
    match of {
        Some(Of::First) => single(state, Of::Container(0)),
        Some(Of::Containers(between)) => {
            let names: Vec<String> = (0..shape.len()).map(|i| single(state, Of::Container(i))).collect();
            names.join(&between)
        }
        Some(Of::Ports(lead, between, tail)) => {
            let ports = shape.iter().enumerate().flat_map(|(i, ports)| (0..*ports).map(move |j| (i, j)));
            let ports: Vec<String> = ports.map(|(i, j)| single(state, Of::Port(i, j))).collect();
            if ports.is_empty() { String::new() } else { lead + &ports.join(&between) + &tail }
        }
        _ => crate::hole::text_of(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in which `N0` is a container's name and `P01` a port.
    fn text(text: &str, state: &mut State) -> Value {
        let mut text = text.to_owned();
        for c in 0..4 {
            for p in 0..4 {
                let hole = state.hole(Of::Port(c, p), false, Default::default());
                text = text.replace(&format!("P{c}{p}"), &hole);
            }
            let hole = state.hole(Of::Container(c), false, Default::default());
            text = text.replace(&format!("N{c}"), &hole);
        }
        Value::text(text)
    }

    #[test]
    fn what_stands_side_by_side_is_a_list() {
        for (given, portless, want) in [
            ("x", "x", Some("x")),
            ("N0", "N0", Some("N0")),
            ("(N0, N1)", "(N0, N1)", Some("(N0, N1, N2)")),
            ("[P00,P01,P10]", "[]", Some("[P00,P20,P21]")),
            ("[\n P00\n ,P01\n ,P10\n]", "[\n]", Some("[\n P00\n ,P20\n ,P21\n]")),
            ("<N0N1>", "<N0N1>", Some("<N0N1N2>")),
            ("<P00><P01><P10>", "", Some("<P00><P20><P21>")),
            ("N1,N0", "N1,N0", None),
            ("P00", "", None),
            ("P00;P01,P10", "", None),
            ("[P00,P01,P10]", "none", None),
        ] {
            let mut state = State::default();
            let (given, portless) = (text(given, &mut state), text(portless, &mut state));
            let lifted = lift(&given, &portless, &mut state).ok();
            let got = lifted.map(|lifted| lower(&lifted, &[1, 0, 2], &mut state));
            let want = want.map(|want| text(want, &mut state));
            assert_eq!(got, want, "{given:?}");
        }
    }
}
