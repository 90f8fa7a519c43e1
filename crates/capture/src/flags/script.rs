//! Whether the rules of an old script are wanted: by its flag, by the program's name, or by the options alone.

use std::ffi::OsStr;
use std::path::Path;

use super::error::FlagError;
use super::given::Flags;
use super::table::Flag;
use crate::script::Script;

/// What stands for the rules of today.
const NONE: &str = "no";
/// The word that Istio's image begins today's line with.
const TODAYS: &str = "istio-iptables";

/// The flags that 0.5's lines always have.
const ALWAYS: [Flag; 2] = [Flag::EnvoyPort, Flag::ProxyUid];
/// Those that lines have beside them since 1.0.
const SINCE_1_0: [Flag; 5] = [
    Flag::InterceptionMode,
    Flag::OutboundRangesExclude,
    Flag::InboundPorts,
    Flag::InboundPortsExclude,
    Flag::OutboundRanges,
];
/// Those that say how rules are applied, whichever they are.
const ASIDE: [Flag; 6] = [
    Flag::DryRun,
    Flag::Reconcile,
    Flag::CleanupOnly,
    Flag::ForceIptablesBinary,
    Flag::NetworkNamespace,
    Flag::Yes,
];

impl Flags {
    /// Takes the name that the program was called by: that of an old script stands for its rules.
    pub fn called_as(&mut self, program: Option<&OsStr>) {
        let name = program.map(Path::new).and_then(Path::file_name).and_then(OsStr::to_str);
        let said = match name {
            Some(TODAYS) => Some(NONE.to_owned()),
            Some(name) => Script::of_program(name).map(|script| script.to_string()),
            None => None,
        };
        if let (false, Some(said)) = (self.has(Flag::LegacyRules), said) {
            self.set_text(Flag::LegacyRules, said);
        }
    }

    /// The script whose rules are wanted, if it is one of the old ones.
    ///
    /// # Errors
    /// The version is not one of theirs.
    pub fn script(&self) -> Result<Option<Script>, FlagError> {
        let Some(text) = self.text(Flag::LegacyRules) else { return Ok(self.script_of_options()) };
        if text == NONE {
            return Ok(None);
        }
        let refused = || FlagError::Word {
            flag: Flag::LegacyRules,
            value: text.to_owned(),
            known: "0.5, 1.0, 1.1, no",
        };
        Script::of_version(text).map(Some).ok_or_else(refused)
    }

    /// Says by its flag what the options alone say, so that others can be added.
    pub fn settle_script(&mut self) {
        if !self.has(Flag::LegacyRules) {
            let script = self.script_of_options();
            self.set_text(Flag::LegacyRules, script.map_or(NONE.to_owned(), |script| script.to_string()));
        }
    }

    /// The script that the options are written for: exactly those that the injection template of its time gives.
    ///
    /// Since 1.2 each line says where inbound traffic goes (`-z`). Both of 0.5's were needed; today nobody has to write
    /// them. What only says how rules are applied is left aside.
    ///
    /// Source: Istio 0.5, 1.0 and 1.1 injection templates, `istio-init`.
    #[must_use]
    pub fn script_of_options(&self) -> Option<Script> {
        let has_all = |flags: &[Flag]| flags.iter().all(|flag| self.has(*flag));
        let has_only = |known: &[&[Flag]]| self.given().all(|flag| known.concat().contains(&flag));
        if !has_all(&ALWAYS) {
            None
        } else if has_only(&[&ALWAYS, &[Flag::OutboundRanges], &ASIDE]) {
            Some(Script::V0_5)
        } else if has_all(&SINCE_1_0) && has_only(&[&ALWAYS, &SINCE_1_0, &[Flag::VirtualInterfaces], &ASIDE])
        {
            Some(Script::V1_1)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(line: &str) -> Option<Script> {
        let words: Vec<&str> = line.split(' ').map(|word| if word == "''" { "" } else { word }).collect();
        Flags::read(&words).unwrap().script().unwrap()
    }

    #[test]
    fn options_tell_the_script_that_they_are_for() {
        let (old, new) = (Some(Script::V1_1), None);
        let usual = "-p 15001 -u 1337 -m REDIRECT -i * -x '' -b 80, -d 15020";
        for (line, expected) in [
            (usual.to_owned(), old),
            (format!("{usual} -k net1"), old),
            (format!("{usual} --dry-run --force-iptables-binary=legacy"), old),
            (format!("{usual} -z 15006"), new),
            (format!("{usual} -g 1337"), new),
            (format!("{usual} -o 25"), new),
            (format!("{usual} --ipv6=true"), new),
            (format!("{usual} --native-nftables"), new),
            (format!("{usual} --log_output_level=default:info"), new),
            (usual.replace("-x '' ", ""), new),
            (usual.replace("-p 15001 ", ""), new),
            ("-p 15001 -u 1337".to_owned(), Some(Script::V0_5)),
            ("-p 15001 -u 1337 -i 10.0.0.0/8".to_owned(), Some(Script::V0_5)),
            ("-p 15001 -u 1337 -i * -b *".to_owned(), new),
            ("-p 15001 -u 1337 -k net1".to_owned(), new),
            ("-u 1337 -i *".to_owned(), new),
            ("--dry-run".to_owned(), new),
        ] {
            assert_eq!(script(&line), expected, "{line}");
        }
    }

    #[test]
    fn flags_and_names_come_before_options() {
        let called = |rules: Option<&str>, name: &str| {
            let mut flags = Flags::read(&["-p", "15001", "-u", "1337"]).unwrap();
            if let Some(rules) = rules {
                flags.set_text(Flag::LegacyRules, rules);
            }
            flags.called_as(Some(name.as_ref()));
            flags.script().ok()
        };
        for (rules, name, expected) in [
            (None, "/usr/local/bin/outrigger-init", Some(Some(Script::V0_5))),
            (None, "/usr/local/bin/istio-iptables.sh", Some(Some(Script::V1_1))),
            (None, "prepare_proxy.sh", Some(Some(Script::V0_5))),
            (None, "istio-iptables", Some(None)),
            (Some("no"), "istio-iptables.sh", Some(None)),
            (Some("1.0"), "istio-iptables", Some(Some(Script::V1_0))),
            (Some("2.0"), "outrigger-init", None),
        ] {
            assert_eq!(called(rules, name), expected, "{rules:?} {name}");
        }
    }
}
