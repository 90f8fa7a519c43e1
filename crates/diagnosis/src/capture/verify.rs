//! Whether the live rules, and the routes beside them, are those that a plan asks for.

use std::fmt;

use capture::nftables::table_name;
use capture::routes::{LiveRoutes, Routes, Way};
use capture::state::{
    Backend, Comparison, Difference, FamilyRules, Found, Live, Names, compare, compare_listed,
};
use capture::{Family, Plan};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

/// What was found at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Whether it is as asked for.
    pub verdict: Verdict,
    /// What is otherwise.
    pub differences: Vec<Deviation>,
}

/// Where rules and routes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The rules of iptables for a family.
    Iptables(Family, Backend),
    /// Our tables of nftables.
    Nftables,
    /// The routes of a family.
    Routes(Family),
}

/// Whether what is there is what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is.
    Same,
    /// Nothing of it is there.
    Missing,
    /// Something is otherwise.
    Different,
}

/// One thing that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// A rule of iptables.
    Iptables(Difference),
    /// A rule of nftables.
    Nftables(Difference),
    /// A route that is missing.
    MissingRoute(Way),
    /// A route that was left behind.
    LeftRoute(Way),
}

/// Compares what is there with a plan and its routes: a finding for each place that is to have something, or has
/// something of ours.
#[must_use]
pub fn verify(
    plan: &Plan,
    routes: Routes,
    live: &Live,
    live_routes: &LiveRoutes,
    names: Names<'_>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = match live {
        Live::Iptables(families) => {
            families.iter().filter_map(|rules| of_family(plan, rules, names)).collect()
        }
        Live::Nftables(listed) => {
            vec![finding(Place::Nftables, compare_listed(plan, listed, names), Deviation::Nftables)]
        }
    };
    findings.extend(
        [Family::V4, Family::V6].into_iter().filter_map(|family| of_routes(family, routes, live_routes)),
    );
    findings
}

/// The finding for a family. Where nothing is planned for one, there is one if rules of ours were left behind.
fn of_family(plan: &Plan, rules: &FamilyRules, names: Names<'_>) -> Option<Finding> {
    let FamilyRules { family, backend, saved } = rules;
    let place = Place::Iptables(*family, *backend);
    let found = finding(place, compare(plan, *family, saved, names), Deviation::Iptables);
    (plan.has_rules(*family) || found.verdict != Verdict::Same).then_some(found)
}

fn finding(place: Place, comparison: Comparison, of: fn(Difference) -> Deviation) -> Finding {
    let (verdict, differences) = match comparison {
        Comparison::Same => (Verdict::Same, Vec::new()),
        Comparison::Clean => (Verdict::Missing, Vec::new()),
        Comparison::Differs(found) => (Verdict::Different, found.into_iter().map(of).collect()),
    };
    Finding { place, verdict, differences }
}

fn of_routes(family: Family, routes: Routes, live: &LiveRoutes) -> Option<Finding> {
    let of = |ways: &[Way]| ways.iter().copied().filter(|way| way.family() == family).collect::<Vec<_>>();
    let (wanted, missing, left) = (of(&routes.ways()), of(&live.missing), of(&live.left));
    let verdict = match (missing.len(), left.len()) {
        (0, 0) if wanted.is_empty() => return None,
        (0, 0) => Verdict::Same,
        (lacks, 0) if lacks == wanted.len() => Verdict::Missing,
        _ => Verdict::Different,
    };
    let missing = missing.into_iter().map(Deviation::MissingRoute);
    let differences = missing.chain(left.into_iter().map(Deviation::LeftRoute)).collect();
    Some(Finding { place: Place::Routes(family), verdict, differences })
}

impl Deviation {
    /// The table and the chain, `missing` or `unexpected`, and the rule.
    fn words(&self) -> (&'static str, &str, &'static str, String) {
        let rule = |found: &Found| match found {
            Found::Missing(rule) => (MISSING, rule.clone()),
            Found::Unexpected(rule) | Found::Guard(rule) => (UNEXPECTED, rule.clone()),
        };
        match self {
            Deviation::Iptables(Difference { table, chain, found }) => {
                let (kind, rule) = rule(found);
                (table.name(), chain, kind, rule)
            }
            Deviation::Nftables(Difference { table, chain, found }) => {
                let (kind, rule) = rule(found);
                (table_name(*table), chain, kind, rule)
            }
            Deviation::MissingRoute(way) => ("routes", "", MISSING, way.to_string()),
            Deviation::LeftRoute(way) => ("routes", "", UNEXPECTED, way.to_string()),
        }
    }
}

const MISSING: &str = "missing";
const UNEXPECTED: &str = "unexpected";

impl Place {
    fn families(self) -> &'static str {
        match self {
            Place::Iptables(family, _) | Place::Routes(family) => family.name(),
            Place::Nftables => "IPv4 and IPv6",
        }
    }

    fn backend(self) -> &'static str {
        match self {
            Place::Iptables(_, Backend::Legacy) => "iptables legacy",
            Place::Iptables(_, Backend::Nft) => "iptables nft",
            Place::Nftables => "nftables",
            Place::Routes(_) => "routes",
        }
    }
}

/// For people: a line, and one for each thing that is otherwise.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let things = match self.place {
            Place::Routes(_) => "routes",
            Place::Iptables(..) | Place::Nftables => "rules",
        };
        write!(f, "{}", self.place.families())?;
        if things == "rules" {
            write!(f, " with {}", self.place.backend())?;
        }
        match self.verdict {
            Verdict::Same => writeln!(f, ": the {things} are those that are asked for")?,
            Verdict::Missing => writeln!(f, ": none of the {things} are there")?,
            Verdict::Different => writeln!(f, ": the {things} differ")?,
        }
        for difference in &self.differences {
            match difference.words() {
                (_, "", kind, way) => writeln!(f, "  {kind:10} ip {way}")?,
                (table, chain, kind, rule) => writeln!(f, "  {kind:10} {table} {chain} {rule}")?,
            }
        }
        Ok(())
    }
}

/// Findings for programs: a list in JSON.
#[must_use]
pub fn json(findings: &[Finding]) -> String {
    // Nothing of it can fail: keys are texts, and numbers finite.
    serde_json::to_string_pretty(findings).unwrap_or_default()
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Finding", 4)?;
        out.serialize_field("family", self.place.families())?;
        out.serialize_field("backend", self.place.backend())?;
        out.serialize_field("verdict", &self.verdict)?;
        out.serialize_field("differences", &self.differences)?;
        out.end()
    }
}

impl Serialize for Deviation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (table, chain, kind, rule) = self.words();
        let mut out = serializer.serialize_struct("Deviation", 4)?;
        out.serialize_field("table", table)?;
        out.serialize_field("chain", chain)?;
        out.serialize_field("kind", kind)?;
        out.serialize_field("rule", &rule)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use capture::routes::Marked;
    use capture::state::{Listed, Saved};
    use capture::{Host, Request, iptables, plan};

    use super::*;

    const MARKED: Marked = Marked { mark: 1337, table: 133 };
    const RULE: Way = Way::Rule(Family::V4, MARKED);
    const ROUTE: Way = Way::Route(Family::V4, 133);

    fn nobody(_: bool, _: &str) -> Option<u32> {
        None
    }

    fn planned() -> Plan {
        plan(&Request::default().config(&Host::default()).unwrap())
    }

    /// What is found of these rules of iptables, as it is printed.
    fn of_iptables(family: Family, rules: &str) -> String {
        let saved = Saved::parse(&rules.replace("* nat", "*nat").replace("-N ", ":"));
        let live = Live::Iptables(vec![FamilyRules { family, backend: Backend::Nft, saved }]);
        let routes = Routes { ipv6: false, marked: None };
        let found = verify(&planned(), routes, &live, &LiveRoutes::default(), &nobody);
        found.iter().map(Finding::to_string).collect()
    }

    #[test]
    fn rules_of_iptables_are_those_that_are_asked_for_or_what_differs_is_shown() {
        let same = iptables::restore(&planned(), Family::V4);
        let jump = "-A OUTPUT -j ISTIO_OUTPUT\n";
        let foreign = "*nat\n-A OUTPUT -j DOCKER\nCOMMIT\n";
        for (family, rules, printed) in [
            (Family::V4, same.clone(), "IPv4 with iptables nft: the rules are those that are asked for\n"),
            (Family::V4, foreign.to_owned(), "IPv4 with iptables nft: none of the rules are there\n"),
            (
                Family::V4,
                same.replace(jump, "-A OUTPUT -p tcp -j ISTIO_OUTPUT\n"),
                "IPv4 with iptables nft: the rules differ\n  missing    nat OUTPUT -j ISTIO_OUTPUT\n  \
                 unexpected nat OUTPUT -p tcp -j ISTIO_OUTPUT\n",
            ),
            (
                Family::V4,
                format!("{same}*filter\n:ISTIO_GUARD - [0:0]\n-A INPUT -j ISTIO_GUARD\nCOMMIT\n"),
                "IPv4 with iptables nft: the rules differ\n  unexpected filter INPUT -j ISTIO_GUARD\n",
            ),
            (Family::V6, foreign.to_owned(), ""),
            (
                Family::V6,
                "*nat\n:ISTIO_OUTPUT - [0:0]\n-A OUTPUT -j ISTIO_OUTPUT\nCOMMIT\n".to_owned(),
                "IPv6 with iptables nft: the rules differ\n  unexpected nat OUTPUT -j ISTIO_OUTPUT\n",
            ),
        ] {
            assert_eq!(of_iptables(family, &rules), printed, "{rules}");
        }
    }

    #[test]
    fn routes_are_compared_by_family() {
        let of = |wanted: bool, missing: &[Way], left: &[Way]| {
            let routes = Routes { ipv6: false, marked: wanted.then_some(MARKED) };
            let live = LiveRoutes { missing: missing.to_vec(), left: left.to_vec() };
            of_routes(Family::V4, routes, &live).map(|found| (found.verdict, found.differences.len()))
        };
        for (wanted, missing, left, expected) in [
            (false, &[][..], &[][..], None),
            (true, &[], &[], Some((Verdict::Same, 0))),
            (true, &[RULE], &[], Some((Verdict::Different, 1))),
            (true, &[RULE, ROUTE], &[], Some((Verdict::Missing, 2))),
            (true, &[RULE, ROUTE], &[RULE], Some((Verdict::Different, 3))),
            (false, &[], &[RULE], Some((Verdict::Different, 1))),
            (false, &[], &[Way::Address], None),
        ] {
            assert_eq!(of(wanted, missing, left), expected, "{missing:?} {left:?}");
        }
    }

    #[test]
    fn programs_read_the_same() {
        let live = Live::Nftables(Listed::default());
        let routes = LiveRoutes { missing: vec![RULE], left: Vec::new() };
        let wanted = Routes { ipv6: false, marked: Some(MARKED) };
        let found = verify(&planned(), wanted, &live, &routes, &nobody);
        let expected = serde_json::json!([
            { "family": "IPv4 and IPv6", "backend": "nftables", "verdict": "missing", "differences": [] },
            {
                "family": "IPv4", "backend": "routes", "verdict": "different",
                "differences": [
                    { "table": "routes", "chain": "", "kind": "missing", "rule": "-4 rule fwmark 1337 lookup 133" }
                ]
            }
        ]);
        assert_eq!(serde_json::to_value(&found).unwrap(), expected);
    }
}
