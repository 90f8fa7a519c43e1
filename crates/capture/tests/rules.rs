//! Requests and their rules: each file of `tests/rules` holds a request and the texts for both backends.
//!
//! `UPDATE=1 cargo test -p capture --test rules` writes the texts anew; look at what changed before you keep it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail loudly")]
#![allow(clippy::disallowed_methods, reason = "the cases are files")]

#[path = "../../golang/tests/update/mod.rs"]
mod update;

use std::fmt::Write as _;
use std::path::Path;

use capture::{Cidr, Family, Host, Request, iptables, nftables, plan};

#[test]
fn rules_are_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "cases are missing: {paths:?}");
    let (updates, mut wrong) = (update::is_wanted(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let asked = text.split("\n--- ").next().unwrap().trim_end();
        let now = format!("{asked}\n{}", answer(asked));
        if now == text {
            continue;
        }
        if updates {
            std::fs::write(&path, now).unwrap();
        } else {
            wrong.push(format!("{}:\n{}", path.display(), first_difference(&text, &now)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The texts that a request gives, or why it is refused.
fn answer(asked: &str) -> String {
    let (request, host) = read(asked);
    let plan = match request.config(&host) {
        Ok(config) => plan(&config),
        Err(e) => return format!("--- refused\n{e}\n"),
    };
    let mut out = String::new();
    for (name, text) in [
        ("iptables-restore", iptables::restore(&plan, Family::V4)),
        ("ip6tables-restore", iptables::restore(&plan, Family::V6)),
        ("nft", nftables::script(&plan)),
    ] {
        write!(out, "--- {name}\n{text}").unwrap();
    }
    out
}

/// Lines of `name: value`; `#` begins a remark.
fn read(asked: &str) -> (Request, Host) {
    let (mut request, mut host) = (Request::default(), Host::default());
    for line in asked.lines().filter(|l| !l.starts_with('#')) {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no name: {line}"));
        let value = value.trim();
        let field = match name {
            "envoy port" => &mut request.proxy_port,
            "inbound capture port" => &mut request.inbound_capture_port,
            "inbound tunnel port" => &mut request.inbound_tunnel_port,
            "uid" => &mut request.proxy_uid,
            "gid" => &mut request.proxy_gid,
            "mode" => &mut request.inbound_interception_mode,
            "mark" => &mut request.inbound_tproxy_mark,
            "inbound ports" => &mut request.inbound_ports,
            "inbound ports exclude" => &mut request.inbound_ports_exclude,
            "exclude interfaces" => &mut request.exclude_interfaces,
            "ranges" => &mut request.outbound_ranges,
            "ranges exclude" => &mut request.outbound_ranges_exclude,
            "outbound ports" => &mut request.outbound_ports,
            "outbound ports exclude" => &mut request.outbound_ports_exclude,
            "virtual interfaces" => &mut request.virtual_interfaces,
            "groups" => &mut request.owner_groups,
            "groups exclude" => &mut request.owner_groups_exclude,
            "loopback" => &mut request.loopback_cidr,
            "host" => {
                for word in value.split_whitespace() {
                    match (word, word.split_once('=')) {
                        ("ipv6", _) => host.ipv6 = true,
                        (_, Some(("uid", uid))) => host.proxy_uid = Some(uid.to_owned()),
                        (_, Some(("nameserver", ip))) => {
                            host.nameservers.push(Cidr::of(ip.parse().unwrap()));
                        }
                        _ => panic!("what of the host is {word}?"),
                    }
                }
                continue;
            }
            "also" => {
                for word in value.split(", ") {
                    match word {
                        "redirect dns" => request.redirect_dns = true,
                        "capture all dns" => request.capture_all_dns = true,
                        "drop invalid" => request.drop_invalid = true,
                        _ => panic!("what is {word}?"),
                    }
                }
                continue;
            }
            _ => panic!("what is {name}?"),
        };
        value.clone_into(field);
    }
    (request, host)
}

fn first_difference(recorded: &str, now: &str) -> String {
    let (mut recorded, mut now) = (recorded.lines(), now.lines());
    for number in 1.. {
        match (recorded.next(), now.next()) {
            (None, None) => return "  only the end of the text differs".to_owned(),
            (a, b) if a == b => {}
            (a, b) => {
                return format!(
                    "  line {number}\n  recorded: {}\n  now:      {}",
                    a.unwrap_or_default(),
                    b.unwrap_or_default()
                );
            }
        }
    }
    String::new()
}
