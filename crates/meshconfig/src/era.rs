//! The versions of Istio whose mesh configs differ.

use std::fmt;
use std::str::FromStr;

/// A version of Istio, as far as its mesh config and the checks of annotations differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// Istio 0.5 to 0.7.
    V0_5,
    /// Istio 0.8 and 1.0.
    V1_0,
    /// Istio 1.1 to 1.3.
    V1_1,
    /// Istio 1.4 to 1.22.
    V1_22,
    /// Istio 1.23 and later.
    V1_30,
}

impl Era {
    /// Today's version.
    pub const TODAY: Era = Era::V1_30;

    /// Whether this is a version before the proxy config became an annotation.
    pub fn is_legacy(self) -> bool {
        self < Era::V1_22
    }
}

impl FromStr for Era {
    type Err = String;

    /// Reads a version such as `1.22`, `v1.1.3` or `0.5`.
    fn from_str(text: &str) -> Result<Era, String> {
        let unknown = || format!("{text:?} is no version of Istio; give one such as 1.30, 1.22, 1.1 or 0.5");
        let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(|n| n.parse::<u32>().ok());
        let (major, minor) = (numbers.next().flatten(), numbers.next().flatten());
        match (major.ok_or_else(unknown)?, minor.ok_or_else(unknown)?) {
            (0, 5..=7) => Ok(Era::V0_5),
            (0, 8) | (1, 0) => Ok(Era::V1_0),
            (1, 1..=3) => Ok(Era::V1_1),
            (1, 4..=22) => Ok(Era::V1_22),
            (1, 23..) => Ok(Era::V1_30),
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for Era {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Era::V0_5 => "0.5",
            Era::V1_0 => "1.0",
            Era::V1_1 => "1.1",
            Era::V1_22 => "1.22",
            Era::V1_30 => "1.30",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Era;

    #[test]
    fn versions_find_their_era() {
        for (text, want) in [
            ("0.5", Some(Era::V0_5)),
            ("v0.8.0", Some(Era::V1_0)),
            ("1.3", Some(Era::V1_1)),
            ("1.4.2", Some(Era::V1_22)),
            ("1.22", Some(Era::V1_22)),
            ("1.23", Some(Era::V1_30)),
            ("1.99.0", Some(Era::V1_30)),
            ("0.4", None),
            ("2.0", None),
            ("1", None),
            ("", None),
            ("one.two", None),
        ] {
            assert_eq!(text.parse().ok(), want, "{text}");
        }
    }
}
