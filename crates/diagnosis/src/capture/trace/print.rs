//! A packet's way for people and for programs.

use std::fmt;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::packet::{End, Step, Trace};

/// For people: a line for each rule that matched, `>` before the one that decided, and where the packet ended.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            line(f, if self.decided_by == Some(i) { '>' } else { ' ' }, step)?;
        }
        for step in &self.unknown {
            line(f, '?', step)?;
        }
        if !self.unknown.is_empty() {
            writeln!(f, "what the rules marked `?` do is not known here; they were passed over")?;
        }
        match self.end {
            End::Redirected(port) => writeln!(f, "the packet is redirected to port {port} of this host"),
            End::Taken(port) => {
                writeln!(f, "the packet is taken by the socket at port {port}, its addresses as they are")
            }
            End::Untouched => writeln!(f, "the packet goes where it was going"),
            End::Dropped => writeln!(f, "the packet is dropped"),
            End::Refused => writeln!(f, "the packet is refused"),
        }
    }
}

fn line(f: &mut fmt::Formatter<'_>, mark: char, step: &Step) -> fmt::Result {
    let Step { table, chain, place, rule } = step;
    writeln!(f, "{mark} {:6} {chain:17} {place:2}  {rule}", table.name())
}

impl Trace {
    /// For programs: an object in JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Nothing of it can fail: keys are texts, and numbers finite.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (end, port) = match self.end {
            End::Redirected(port) => ("redirected", Some(port)),
            End::Taken(port) => ("taken", Some(port)),
            End::Untouched => ("untouched", None),
            End::Dropped => ("dropped", None),
            End::Refused => ("refused", None),
        };
        let steps = self.steps.iter().enumerate();
        let steps: Vec<_> = steps.map(|(i, step)| Printed::of(step, self.decided_by == Some(i))).collect();
        let unknown: Vec<_> = self.unknown.iter().map(|step| Printed::of(step, false)).collect();
        let mut out = serializer.serialize_struct("Trace", 4)?;
        out.serialize_field("end", end)?;
        out.serialize_field("port", &port)?;
        out.serialize_field("steps", &steps)?;
        out.serialize_field("unknown", &unknown)?;
        out.end()
    }
}

#[derive(Serialize)]
struct Printed<'t> {
    table: &'static str,
    chain: &'t str,
    place: usize,
    rule: &'t str,
    decides: bool,
}

impl Printed<'_> {
    fn of(step: &Step, decides: bool) -> Printed<'_> {
        let Step { table, chain, place, rule } = step;
        Printed { table: table.name(), chain, place: *place, rule, decides }
    }
}
