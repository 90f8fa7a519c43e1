//! What an init container is told, read without the reader of command lines.
//!
//! Making that one ready takes longer than all the rest that is done before the rules go in, and a pod waits for it. A
//! line that has anything unusual in it is not read here: the other one reads it then, and says what is wrong.

use std::ffi::OsString;

use super::Arguments;
use super::value::{boolean, duration};

/// Where a flag's value goes.
enum Place<'a> {
    Text(&'a mut Option<String>),
    /// A truth value, which only `=` tells from the flag alone.
    Truth(&'a mut Option<bool>),
}

impl Arguments {
    /// Reads the words after the program's name; `None` where it takes the other reader.
    #[must_use]
    pub fn quickly(words: &[OsString]) -> Option<Arguments> {
        let mut arguments = Arguments::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let word = word.to_str()?;
            let (flag, given) = match word.split_once('=') {
                Some((flag, value)) if flag.starts_with("--") => (flag, Some(value)),
                _ => (word, None),
            };
            match arguments.place(flag) {
                Some(Place::Text(text)) => {
                    let value = match given {
                        Some(value) => value,
                        None => words.next()?.to_str()?,
                    };
                    *text = Some(plain(value)?.to_owned());
                }
                Some(Place::Truth(truth)) => *truth = Some(given.map_or(Ok(true), boolean).ok()?),
                None => arguments.number(flag, plain(given?)?)?,
            }
        }
        Some(arguments)
    }

    /// The flags that have numbers for values.
    fn number(&mut self, flag: &str, value: &str) -> Option<()> {
        match flag {
            "--iptables-probe-port" => self.iptables_probe_port = Some(value.parse().ok()?),
            "--probe-timeout" => self.probe_timeout = Some(duration(value).ok()?),
            _ => return None,
        }
        Some(())
    }

    /// Those of texts and truth values.
    fn place(&mut self, flag: &str) -> Option<Place<'_>> {
        use Place::{Text, Truth};
        Some(match flag {
            "-p" | "--envoy-port" => Text(&mut self.envoy_port),
            "-z" | "--inbound-capture-port" => Text(&mut self.inbound_capture_port),
            "-e" | "--inbound-tunnel-port" => Text(&mut self.inbound_tunnel_port),
            "-u" | "--proxy-uid" => Text(&mut self.proxy_uid),
            "-g" | "--proxy-gid" => Text(&mut self.proxy_gid),
            "-m" | "--istio-inbound-interception-mode" => Text(&mut self.istio_inbound_interception_mode),
            "-t" | "--istio-inbound-tproxy-mark" => Text(&mut self.istio_inbound_tproxy_mark),
            "-r" | "--istio-inbound-tproxy-route-table" => Text(&mut self.istio_inbound_tproxy_route_table),
            "-b" | "--istio-inbound-ports" => Text(&mut self.istio_inbound_ports),
            "-d" | "--istio-local-exclude-ports" => Text(&mut self.istio_local_exclude_ports),
            "-c" | "--istio-exclude-interfaces" => Text(&mut self.istio_exclude_interfaces),
            "-i" | "--istio-service-cidr" => Text(&mut self.istio_service_cidr),
            "-x" | "--istio-service-exclude-cidr" => Text(&mut self.istio_service_exclude_cidr),
            "-q" | "--istio-outbound-ports" => Text(&mut self.istio_outbound_ports),
            "-o" | "--istio-local-outbound-ports-exclude" => {
                Text(&mut self.istio_local_outbound_ports_exclude)
            }
            "-k" | "--kube-virt-interfaces" => Text(&mut self.kube_virt_interfaces),
            "--dns-servers" => Text(&mut self.dns_servers),
            "--ipv6" => Text(&mut self.ipv6),
            "--force-iptables-binary" => Text(&mut self.force_iptables_binary),
            "--network-namespace" => Text(&mut self.network_namespace),
            "--log_output_level" => Text(&mut self.log_output_level),
            "--redirect-dns" => Truth(&mut self.redirect_dns),
            "--capture-all-dns" => Truth(&mut self.capture_all_dns),
            "--drop-invalid" => Truth(&mut self.drop_invalid),
            "--dual-stack" => Truth(&mut self.dual_stack),
            "-n" | "--dry-run" => Truth(&mut self.dry_run),
            "--skip-rule-apply" => Truth(&mut self.skip_rule_apply),
            "--run-validation" => Truth(&mut self.run_validation),
            "--reconcile" => Truth(&mut self.reconcile),
            "--cleanup-only" => Truth(&mut self.cleanup_only),
            "--force-apply" => Truth(&mut self.force_apply),
            "--native-nftables" => Truth(&mut self.native_nftables),
            "--yes" => Truth(&mut self.yes),
            "--cni-mode" => Truth(&mut self.cni_mode),
            "--log_as_json" => Truth(&mut self.log_as_json),
            _ => return None,
        })
    }
}

/// A value that no reader could take for a flag.
fn plain(value: &str) -> Option<&str> {
    (!value.starts_with('-')).then_some(value)
}

#[cfg(test)]
mod tests {
    use clap::{Args, FromArgMatches};

    use super::*;

    fn other(line: &[String]) -> Option<Arguments> {
        let reader = Arguments::augment_args(clap::Command::new("x").args_override_self(true));
        let words = ["x".to_owned()].into_iter().chain(line.iter().cloned());
        Arguments::from_arg_matches(&reader.try_get_matches_from(words).ok()?).ok()
    }

    /// Both readers agree, or the quick one leaves it to the other.
    fn agree(line: &[&str]) -> bool {
        let line: Vec<String> = line.iter().map(|word| (*word).to_owned()).collect();
        let words: Vec<OsString> = line.iter().map(OsString::from).collect();
        let quick = Arguments::quickly(&words);
        assert!(quick.is_none() || quick == other(&line), "{line:?}: {quick:?}");
        quick.is_some()
    }

    #[test]
    fn every_flag_is_read_as_by_the_other_reader() {
        let values = ["15001", "*", "true", "5s", "", "-1", "=", "a b", "ü", "trace"];
        let reader = Arguments::augment_args(clap::Command::new("x"));
        for flag in reader.get_arguments() {
            let long = flag.get_long().map(|name| format!("--{name}"));
            let names = long.into_iter().chain(flag.get_short().map(|name| format!("-{name}")));
            for name in names {
                let read: Vec<bool> = values
                    .iter()
                    .flat_map(|value| {
                        let joined = format!("{name}={value}");
                        let twice = [&name, *value, &name, "7"].map(str::to_owned);
                        [
                            agree(&[&name, value]),
                            agree(&[&joined]),
                            agree(&[&name]),
                            agree(&twice.each_ref().map(String::as_str)),
                        ]
                    })
                    .collect();
                // The rules of old scripts are nothing that has to be quick.
                assert_eq!(read.contains(&true), name != "--legacy-rules", "{name}");
            }
        }
    }

    #[test]
    fn what_init_containers_are_told_is_read() {
        let usual = "-p 15001 -z 15006 -u 1337 -m REDIRECT -i * -x  -b * -d 15090,15021,15020";
        let usual: Vec<&str> = usual.split(' ').collect();
        for more in
            [&[][..], &["--log_output_level=default:info"], &["--run-validation", "--skip-rule-apply"]]
        {
            assert!(agree(&[&usual[..], more].concat()), "{more:?}");
        }
        for unusual in [&["verify"][..], &["--help"], &["-p15001"], &["-b"], &["--", "x"], &["--envoy-por=1"]]
        {
            assert!(!agree(&[&usual[..], unusual].concat()), "{unusual:?}");
        }
    }
}
