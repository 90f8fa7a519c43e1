//! What changed, a line each.

use std::io::{self, ErrorKind, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use cluster::events::timestamp;
use diagnosis::outdated::changes::Change;
use serde::Serialize;

use crate::failure::{Failure, one_line};
use crate::findings::Form;
use crate::findings::workloads::{level, pods};
use crate::input::reason;

/// Prints changes on standard output. Gives whether anybody still reads it.
///
/// # Errors
/// It cannot be written.
pub fn print(changes: &[Change], form: Form) -> Result<bool, Failure> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let time = timestamp(now.as_secs());
    let lines = changes.iter().map(|change| match form {
        Form::Json => json(change, &time),
        _ => text(change, &time),
    });
    let text: String = lines.collect();
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(e) => Err(Failure::new(reason(&e)).at("standard output")),
    }
}

/// For people; nothing in it steers a terminal, or looks like another line.
fn text(change: &Change, time: &str) -> String {
    let Change { workload, matter, .. } = change;
    let what = if change.is_over {
        let now = if change.now.is_empty() { "no pods are left".to_owned() } else { change.now.join(", ") };
        format!("is over: {now}")
    } else {
        let remedy = matter.remedy.as_ref().map(|remedy| format!("; to do: {remedy}")).unwrap_or_default();
        format!("{}: {}{remedy}", pods(matter.pods.len()), matter.state)
    };
    let line = format!(
        "{time} {} {}/{} {} {what}",
        workload.namespace,
        workload.kind,
        workload.name,
        matter.state.code()
    );
    format!("{}\n", one_line(&line))
}

#[derive(Serialize)]
struct Line<'a> {
    time: &'a str,
    namespace: &'a str,
    kind: &'a str,
    name: &'a str,
    change: &'static str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    cause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<&'a str>,
    pods: &'a [String],
    now: &'a [&'static str],
}

/// For programs: an object a line.
fn json(change: &Change, time: &str) -> String {
    let Change { workload, matter, .. } = change;
    let code = matter.state.code();
    let line = Line {
        time,
        namespace: &workload.namespace,
        kind: &workload.kind,
        name: &workload.name,
        change: if change.is_over { "over" } else { "began" },
        code,
        level: level(code),
        cause: matter.state.to_string(),
        remedy: matter.remedy.as_deref().filter(|_| !change.is_over),
        pods: &matter.pods,
        now: &change.now,
    };
    // Texts are written into memory, which cannot fail.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use diagnosis::outdated::State;
    use diagnosis::outdated::changes::Matter;
    use diagnosis::outdated::restart::Workload;

    use super::*;

    fn change(is_over: bool, now: &[&'static str]) -> Change {
        let part = |text: &str| text.to_owned();
        Change {
            workload: Workload { namespace: part("shop"), kind: part("Deployment"), name: part("web") },
            is_over,
            matter: Matter {
                state: State::Kept { cause: part("\u{1b}[2J\nforged") },
                pods: vec![part("web-1")],
                remedy: Some(part("restart it")),
            },
            now: now.to_vec(),
            is_still_a_matter: !is_over,
        }
    }

    #[test]
    fn a_change_is_a_line() {
        for (is_over, now, want) in [
            (
                false,
                &["kept"][..],
                "t shop Deployment/web kept 1 pod: a sidecar that it would not get now: \u{fffd}[2J\\nforged; to \
                 do: restart it\n",
            ),
            (true, &["current", "missed"], "t shop Deployment/web kept is over: current, missed\n"),
            (true, &[], "t shop Deployment/web kept is over: no pods are left\n"),
        ] {
            assert_eq!(text(&change(is_over, now), "t"), want);
        }
    }

    #[test]
    fn for_programs_a_change_is_an_object_on_a_line() {
        for (is_over, want) in [(false, "began"), (true, "over")] {
            let line = json(&change(is_over, &["kept"]), "t");
            assert_eq!(line.lines().count(), 1);
            let read: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(
                (&read["change"], &read["code"], &read["level"]),
                (&want.into(), &"kept".into(), &"Warning".into())
            );
            assert_eq!(read.get("remedy").is_none(), is_over);
        }
    }
}
