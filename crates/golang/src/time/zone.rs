//! Time zones, as far as they need no database.

use std::sync::Arc;

/// A time zone: a name and a fixed offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What `MST` in a layout prints; "" prints the offset.
    pub name: Arc<str>,
    /// Seconds east of Greenwich.
    pub offset: i64,
    /// Whether it is Go's `time.Local`.
    pub is_local: bool,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone::fixed("UTC", 0)
    }

    /// Local time, which is UTC here.
    pub fn local() -> Zone {
        Zone { is_local: true, ..Zone::utc() }
    }

    /// A zone of one offset.
    pub fn fixed(name: &str, offset: i64) -> Zone {
        Zone { name: name.into(), offset, is_local: false }
    }

    /// The zone of that name in the tz database, as far as it needs no database: UTC, GMT, and the fixed offsets
    /// `Etc/GMT+5`, `EST`, `MST`, `HST`. `None` for all others. `Local` is UTC: there is no local zone here.
    pub fn named(name: &str) -> Option<Zone> {
        if let Some(hours) = name.strip_prefix("Etc/GMT") {
            let west: i64 = if matches!(hours, "" | "0") { 0 } else { hours.parse().ok()? };
            return match west {
                0 => Some(Zone::fixed("GMT", 0)),
                -14..=12 => Some(Zone::fixed(
                    &format!("{}{:02}", if west > 0 { '-' } else { '+' }, west.abs()),
                    -west * 3600,
                )),
                _ => None,
            };
        }
        match name {
            "" | "UTC" | "Local" | "Etc/UTC" | "Etc/UCT" | "Etc/Universal" | "Etc/Zulu" | "UCT"
            | "Universal" | "Zulu" => Some(Zone::utc()),
            "GMT" | "GMT0" | "GMT+0" | "GMT-0" | "Greenwich" | "Etc/Greenwich" => Some(Zone::fixed("GMT", 0)),
            "EST" => Some(Zone::fixed("EST", -5 * 3600)),
            "MST" => Some(Zone::fixed("MST", -7 * 3600)),
            "HST" => Some(Zone::fixed("HST", -10 * 3600)),
            _ => None,
        }
    }
}
