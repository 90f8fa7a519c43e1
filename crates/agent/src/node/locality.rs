//! Region, zone and part of it.

use kubeyaml::{Map, Value};

/// The labels that say where a proxy runs, the first before the other.
pub(super) const LABELS: [&str; 2] = ["topology.istio.io/locality", "istio-locality"];

/// Where a proxy runs; empty where nobody says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locality {
    /// Such as `eu-west-1`.
    pub region: String,
    /// Such as `eu-west-1a`.
    pub zone: String,
    /// A part of the zone.
    pub sub_zone: String,
}

impl Locality {
    /// What a node's labels say.
    ///
    /// Source: Istio 1.30 pkg/model/locality.go, ConvertLocality.
    pub(super) fn of(metadata: &Map) -> Locality {
        let label = metadata.get("LABELS").and_then(said).unwrap_or_default();
        let mut parts = label.split('/').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Locality { region: next(), zone: next(), sub_zone: next() }
    }
}

/// The locality in labels, its parts separated by `/`: labels cannot have that, so that `.` stands for it.
pub(super) fn said(labels: &Value) -> Option<String> {
    let label = LABELS.iter().find_map(|name| labels.get(name))?.as_str()?;
    match label.contains('/') {
        true => Some(label.to_owned()),
        false => Some(label.replace('.', "/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_the_locality() {
        for (labels, want) in [
            ("{istio-locality: a.b.c}", ["a", "b", "c"]),
            ("{istio-locality: a.b/c}", ["a.b", "c", ""]),
            ("{istio-locality: a}", ["a", "", ""]),
            ("{istio-locality: a, topology.istio.io/locality: x.y}", ["x", "y", ""]),
            ("{app: a}", ["", "", ""]),
            ("{istio-locality: ''}", ["", "", ""]),
        ] {
            let metadata = Map::from_entries(vec![("LABELS".into(), kubeyaml::read(labels).unwrap())]);
            let Locality { region, zone, sub_zone } = Locality::of(&metadata);
            assert_eq!([region, zone, sub_zone], want, "{labels}");
        }
    }
}
