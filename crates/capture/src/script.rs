//! The scripts that came before `istio-iptables`.

use std::fmt;

/// A script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// `prepare_proxy.sh` of Istio 0.5.
    V0_5,
    /// `istio-iptables.sh` of Istio 1.0.
    V1_0,
    /// `istio-iptables.sh` of Istio 1.1.
    V1_1,
}

impl Script {
    /// The script of that file name, as containers of the time call it.
    pub(crate) fn of_program(name: &str) -> Option<Script> {
        match name {
            "prepare_proxy.sh" => Some(Script::V0_5),
            "istio-iptables.sh" => Some(Script::V1_1),
            _ => None,
        }
    }

    /// The script of this version, `None` if there is none.
    pub fn of_version(version: &str) -> Option<Script> {
        [Script::V0_5, Script::V1_0, Script::V1_1].into_iter().find(|script| script.version() == version)
    }

    fn version(self) -> &'static str {
        match self {
            Script::V0_5 => "0.5",
            Script::V1_0 => "1.0",
            Script::V1_1 => "1.1",
        }
    }
}

/// As its version.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.version())
    }
}
