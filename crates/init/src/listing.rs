//! What `nft` lists of our tables, live and as planned.
//!
//! `nft` prints rules in other words than it takes them. The plan is therefore put into a new network namespace and
//! listed there, so that both lists come out of the same program.

use capture::{Plan, nftables};

use crate::apply::nftables::find;
use crate::error::Error;
use crate::namespace::within_new;
use crate::programs::{Call, Programs, failure};

/// A rule, or the head of a chain (its hook), as `nft` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The table.
    pub table: String,
    /// The chain.
    pub chain: String,
    /// The rule.
    pub rule: String,
}

/// Both lists.
#[derive(Debug)]
pub struct Listings {
    /// What is asked for.
    pub planned: Vec<Line>,
    /// What is there.
    pub live: Vec<Line>,
}

/// Lists what is there, and the plan.
///
/// # Errors
/// `nft` is missing or fails, or no network namespace can be made.
pub fn listings(plan: &Plan, host: bool, programs: &dyn Programs) -> Result<Listings, Error> {
    let nft = find(programs, host)?;
    let list = || -> Result<Vec<Line>, Error> {
        let call = Call::new(&nft, &["--stateless", "list", "ruleset", "inet"]);
        Ok(lines(&succeed(&call, programs)?))
    };
    let script = nftables::script(plan);
    let planned = within_new(|| {
        succeed(&Call::new(&nft, &["-f", "-"]).reading(&script), programs)?;
        list()
    })?;
    Ok(Listings { planned, live: list()? })
}

fn succeed(call: &Call<'_>, programs: &dyn Programs) -> Result<String, Error> {
    let outcome = programs.run(call)?;
    if outcome.is_success() { Ok(outcome.stdout) } else { Err(failure(call, &outcome)) }
}

/// The rules of our tables in a list.
fn lines(text: &str) -> Vec<Line> {
    let name = |line: &str, kind: &str| {
        line.strip_prefix(kind).and_then(|rest| rest.strip_suffix(" {")).map(str::to_owned)
    };
    let (mut table, mut chain, mut lines) = (None, None, Vec::new());
    for line in text.lines() {
        if let Some(found) = name(line, "table inet ") {
            table = Some(found)
                .filter(|found| nftables::tables().any(|ours| nftables::table_name(ours) == found));
        } else if let Some(found) = name(line, "\tchain ") {
            chain = Some(found);
        } else if let (Some(table), Some(chain), Some(rule)) = (&table, &chain, line.strip_prefix("\t\t")) {
            lines.push(Line { table: table.clone(), chain: chain.clone(), rule: rule.to_owned() });
        }
    }
    lines
}

/// What is only in one of the lists (`true` where it is missing), the order within a chain being part of them.
pub fn differences<'a>(planned: &'a [Line], live: &'a [Line]) -> Vec<(bool, &'a Line)> {
    let only = |missing: bool, here: &'a [Line], there: &[Line]| -> Vec<(bool, &'a Line)> {
        let mut left: Vec<Option<&Line>> = there.iter().map(Some).collect();
        let mut alone = Vec::new();
        for line in here {
            match left.iter_mut().find(|other| **other == Some(line)) {
                Some(slot) => *slot = None,
                None => alone.push((missing, line)),
            }
        }
        alone
    };
    let mut found = only(true, planned, live);
    found.extend(only(false, live, planned));
    if found.is_empty() {
        // The same rules in another order: the first that is not in its place.
        found.extend(planned.iter().zip(live).find(|(one, other)| one != other).map(|(one, _)| (true, one)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "table inet own {
\tchain istio-output {
\t\ttcp dport 1 drop
\t}
}
table inet istio-proxy-nat {
\tchain output {
\t\ttype nat hook output priority -100; policy accept;
\t\tjump istio-output
\t}

\tchain istio-output {
\t\ttcp dport 2 counter return
\t\ttcp dport 3 counter return
\t}
}
";

    #[test]
    fn lists_are_compared_with_their_order() {
        let planned = lines(LIST);
        assert_eq!(planned.len(), 4, "{planned:?}");
        let told = |live: &str| -> Vec<String> {
            let live = lines(live);
            let found = differences(&planned, &live);
            found
                .into_iter()
                .map(|(missing, line)| format!("{missing} {} {}", line.chain, line.rule))
                .collect()
        };
        assert_eq!(told(LIST), [""; 0]);
        assert_eq!(told(&LIST.replace("dport 1", "dport 9")), [""; 0], "another's table");
        assert_eq!(
            told(&LIST.replace("dport 2", "dport 4")),
            ["true istio-output tcp dport 2 counter return", "false istio-output tcp dport 4 counter return"]
        );
        let swapped =
            LIST.replace("dport 2", "dport 5").replace("dport 3", "dport 2").replace("dport 5", "dport 3");
        assert_eq!(told(&swapped), ["true istio-output tcp dport 2 counter return"]);
        assert_eq!(told("").len(), 4);
        assert_eq!(lines("table inet istio-proxy-nat {\n\t\tlost\n\tchain"), []);
    }
}
