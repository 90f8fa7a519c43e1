//! Whether the rules of an old script are wanted: by its flag, by the program's name, or by the options alone.

use std::ffi::OsString;

use capture::legacy::Script;

use super::{ArgumentError, Arguments};

/// What stands for the rules of today.
const NONE: &str = "no";
/// The word that Istio's image begins today's line with.
const TODAYS: &str = "istio-iptables";

impl Arguments {
    /// Takes the name that the program was called by: that of an old script stands for its rules.
    pub fn called_as(&mut self, program: Option<OsString>) {
        let name = program.as_deref().map(std::path::Path::new).and_then(std::path::Path::file_name);
        let said = match name.and_then(std::ffi::OsStr::to_str) {
            Some(TODAYS) => Some(NONE.to_owned()),
            Some(name) => Script::of_program(name).map(|script| script.to_string()),
            None => None,
        };
        self.legacy_rules = self.legacy_rules.take().or(said);
    }

    /// The script whose rules are wanted, if it is one of the old ones.
    ///
    /// # Errors
    /// The version is none of theirs.
    pub fn script(&self) -> Result<Option<Script>, ArgumentError> {
        let Some(text) = &self.legacy_rules else { return Ok(self.script_of_options()) };
        if text == NONE {
            return Ok(None);
        }
        let refused =
            |_| ArgumentError { flag: "--legacy-rules", value: text.clone(), known: "0.5, 1.0, 1.1, no" };
        text.parse().map(Some).map_err(refused)
    }

    /// Says by its flag what the options alone say, so that others can be added.
    pub(crate) fn settle_script(&mut self) {
        if self.legacy_rules.is_none() {
            self.legacy_rules =
                Some(self.script_of_options().map_or(NONE.to_owned(), |script| script.to_string()));
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
        let said = |flags: &[&Option<String>]| flags.iter().filter(|flag| flag.is_some()).count();
        let always = said(&[&self.envoy_port, &self.proxy_uid]);
        let since_1_0 = said(&[
            &self.istio_inbound_interception_mode,
            &self.istio_service_exclude_cidr,
            &self.istio_inbound_ports,
            &self.istio_local_exclude_ports,
        ]);
        let script = match (always, since_1_0, &self.istio_service_cidr, &self.kube_virt_interfaces) {
            (2, 0, _, None) => Script::V0_5,
            (2, 4, Some(_), _) => Script::V1_1,
            _ => return None,
        };
        self.says_no_more().then_some(script)
    }

    /// Whether there are no options that the scripts did not have.
    fn says_no_more(&self) -> bool {
        let others = Arguments {
            envoy_port: None,
            proxy_uid: None,
            istio_inbound_interception_mode: None,
            istio_service_cidr: None,
            istio_service_exclude_cidr: None,
            istio_inbound_ports: None,
            istio_local_exclude_ports: None,
            kube_virt_interfaces: None,
            dry_run: None,
            reconcile: None,
            cleanup_only: None,
            force_iptables_binary: None,
            network_namespace: None,
            yes: None,
            ..self.clone()
        };
        others == Arguments::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(line: &str) -> Option<Script> {
        let words: Vec<OsString> =
            line.split(' ').map(|word| if word == "''" { "" } else { word }.into()).collect();
        Arguments::quickly(&words).unwrap().script().unwrap()
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
            let mut arguments = Arguments {
                legacy_rules: rules.map(str::to_owned),
                envoy_port: Some("15001".to_owned()),
                proxy_uid: Some("1337".to_owned()),
                ..Arguments::default()
            };
            arguments.called_as(Some(name.into()));
            arguments.script().ok()
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
