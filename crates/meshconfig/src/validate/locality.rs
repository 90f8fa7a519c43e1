//! Where traffic goes by region, zone and sub-zone.

use std::collections::{BTreeMap, BTreeSet};

use kubeyaml::Value;

use super::text;
use crate::report::Report;

/// Checks today's settings, a canonical document.
///
/// Source: Istio 1.30 validation.go, ValidateLocalityLbSetting.
pub(super) fn check_locality(setting: &Value) -> Report {
    let single = |error: &str| Report::single(error.to_owned());
    let distribute = setting.items_at(&["distribute"]);
    let failover = setting.items_at(&["failover"]);
    if !distribute.is_empty() && !failover.is_empty() {
        return single("can not simultaneously specify 'distribute' and 'failover'");
    }
    if !failover.is_empty()
        && let Some(label) =
            setting.items_at(&["failoverPriority"]).iter().filter_map(Value::as_str).find(is_topology)
    {
        return Report::single(format!(
            "can not simultaneously set 'failover' and topology label '{label}' in 'failover_priority'"
        ));
    }
    let mut report = match check_distribution(distribute, |weight| (1..=100).contains(&weight)) {
        Ok(report) => report,
        Err((mut report, error)) => {
            report.join(Report::single(error));
            return report;
        }
    };
    if let Err(error) = check_overlap(distribute.iter().map(|d| text(d, &["from"]))) {
        report.join(Report::single(error));
    }
    for rule in failover {
        let (from, to) = (text(rule, &["from"]), text(rule, &["to"]));
        if from == to {
            report.join(single("locality lb failover settings must specify different regions"));
        }
        if from.contains('/') || to.contains('/') {
            report.join(single("locality lb failover only specify region"));
        }
        if from.contains('*') || to.contains('*') {
            report.join(single("locality lb failover region should not contain '*' wildcard"));
        }
    }
    report
}

/// Checks the settings of Istio 1.1, which stops at the first error.
///
/// Source: Istio 1.1 pilot/pkg/model/validation.go, validateLocalityLbSetting.
pub(super) fn check_locality_1_1(setting: &Value) -> Result<(), String> {
    let distribute = setting.items_at(&["distribute"]);
    let failover = setting.items_at(&["failover"]);
    if !distribute.is_empty() && !failover.is_empty() {
        return Err("can not simultaneously specify 'distribute' and 'failover'".into());
    }
    for rule in distribute {
        check_weights(rule, |weight| weight != 0, "locality weight must not be in range [1, 100]")?;
        check_overlap(destinations(rule))?;
    }
    check_overlap(distribute.iter().map(|d| text(d, &["from"])))?;
    for rule in failover {
        let (from, to) = (text(rule, &["from"]), text(rule, &["to"]));
        if from == to {
            return Err("locality lb failover settings must specify different regions".into());
        }
        if to.contains('*') {
            return Err("locality lb failover region should not contain '*' wildcard".into());
        }
    }
    Ok(())
}

fn is_topology(label: &&str) -> bool {
    ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"]
        .contains(label)
}

/// What is wrong in the destinations; a wrong weight ends the checks of the whole setting.
fn check_distribution(rules: &[Value], fits: impl Fn(i64) -> bool) -> Result<Report, (Report, String)> {
    let mut report = Report::default();
    for rule in rules {
        if let Err(error) = check_weights(rule, &fits, "locality weight must be in range [1, 100]") {
            return Err((report, error));
        }
        if let Err(error) = check_overlap(destinations(rule)) {
            report.join(Report::single(error));
        }
    }
    Ok(report)
}

fn check_weights(rule: &Value, fits: impl Fn(i64) -> bool, error: &str) -> Result<(), String> {
    let mut total = 0_u32;
    for (_, weight) in rule.at(&["to"]).as_map().into_iter().flat_map(|m| m.iter()) {
        let weight = weight.as_i64().unwrap_or_default();
        if !fits(weight) {
            return Err(error.to_owned());
        }
        // The sum wraps as Go's does.
        total = total.wrapping_add(u32::try_from(weight).unwrap_or_default());
    }
    if total == 100 { Ok(()) } else { Err(format!("total locality weight {total} != 100")) }
}

fn destinations(rule: &Value) -> impl Iterator<Item = &str> {
    rule.at(&["to"]).as_map().into_iter().flat_map(|m| m.keys())
}

/// Places already named: regions, in them zones, in them sub-zones; `*` is the whole of the place.
type Named<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<&'a str>>>;

/// Checks that no place is named twice, alone or as part of another.
///
/// Source: Istio 1.30 validation.go, validateLocalities.
fn check_overlap<'a>(localities: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut named: Named<'a> = BTreeMap::new();
    for locality in localities {
        let stars = locality.matches('*').count();
        if stars > 1 || (stars == 1 && !locality.ends_with('*')) {
            return Err(format!(
                "locality {locality} wildcard '*' number can not exceed 1 and must be in the end"
            ));
        }
        let overlaps = || format!("locality {locality} overlap with previous specified ones");
        if named.contains_key("*") {
            return Err(overlaps());
        }
        let mut parts = locality.splitn(3, '/');
        let (region, zone, sub_zone) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if [Some(region), zone, sub_zone].contains(&Some("")) {
            return Err(format!("locality {locality} must not contain empty region/zone/subzone info"));
        }
        let zones = named.get(region);
        let is_new = match (zone, sub_zone) {
            (None, _) => zones.is_none(),
            (Some(zone), None) => zones.is_none_or(|z| !z.contains_key("*") && !z.contains_key(zone)),
            (Some(zone), Some(sub_zone)) => zones.is_none_or(|zones| {
                let within = zones.get(zone);
                !zones.contains_key("*") && within.is_none_or(|w| !w.contains("*") && !w.contains(sub_zone))
            }),
        };
        if !is_new {
            return Err(overlaps());
        }
        named
            .entry(region)
            .or_default()
            .entry(zone.unwrap_or("*"))
            .or_default()
            .insert(sub_zone.unwrap_or("*"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_overlap_are_refused() {
        for (localities, error) in [
            (&["a/b/c", "a/b/d", "a/c", "b/*"][..], ""),
            (&["*", "a"], "locality a overlap with previous specified ones"),
            (&["a", "a/b"], "locality a/b overlap with previous specified ones"),
            (&["a/b", "a"], "locality a overlap with previous specified ones"),
            (&["a/b", "a/b/c"], "locality a/b/c overlap with previous specified ones"),
            (&["a/b/c", "a/b/c"], "locality a/b/c overlap with previous specified ones"),
            (&["a/*", "a/b"], "locality a/b overlap with previous specified ones"),
            (&["a//c"], "locality a//c must not contain empty region/zone/subzone info"),
            (&["*/a"], "locality */a wildcard '*' number can not exceed 1 and must be in the end"),
        ] {
            let checked = check_overlap(localities.iter().copied());
            assert_eq!(checked.err().unwrap_or_default(), error, "{localities:?}");
        }
    }

    #[test]
    fn settings_are_checked() {
        for (setting, error) in [
            ("distribute: [{from: a, to: {b: 100}}]", ""),
            ("distribute: [{from: a, to: {b: 50}}]", "total locality weight 50 != 100"),
            ("distribute: [{from: a, to: {b: 0, c: 100}}]", "locality weight must be in range [1, 100]"),
            (
                "distribute: [{}]\nfailover: [{}]",
                "can not simultaneously specify 'distribute' and 'failover'",
            ),
            ("failover: [{from: a, to: a}]", "locality lb failover settings must specify different regions"),
            (
                "failover: [{from: a/*, to: b}]",
                "2 errors occurred:\n\t* locality lb failover only specify region\n\t\
                 * locality lb failover region should not contain '*' wildcard\n\n",
            ),
            (
                "failover: [{from: a, to: b}]\nfailoverPriority: [topology.kubernetes.io/zone]",
                "can not simultaneously set 'failover' and topology label 'topology.kubernetes.io/zone' in 'failover_priority'",
            ),
        ] {
            let setting = kubeyaml::read(setting).unwrap();
            assert_eq!(check_locality(&setting).to_string(), error);
        }
    }
}
