//! Requests made at random, and their plans: the same in every run.

use capture::{Cidr, Host, Plan, Request, Script, legacy, plan};

/// Plans of today and of old scripts, each with its request and whether it may have rules for IPv6.
pub fn plans() -> impl Iterator<Item = (String, bool, Plan)> {
    let mut dice = Dice(7);
    (0..3000).map(move |i| {
        let (request, host) = dice.request();
        let case = format!("{request:?} {host:?}");
        let plan = if i % 10 == 0 {
            let script = [Script::V0_5, Script::V1_0, Script::V1_1][i / 10 % 3];
            let variables =
                legacy::Variables { leaves_own_calls: dice.roll(2) == 0, ipv6: dice.roll(2) == 0 };
            legacy::plan(&legacy::config(&request, false, &host).unwrap(), script, variables)
        } else {
            plan(&request.config(&host).unwrap())
        };
        (case, host.ipv6 || i % 10 == 0, plan)
    })
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one_of(&mut self, choices: &[&str]) -> String {
        choices[self.roll(choices.len())].to_owned()
    }

    fn request(&mut self) -> (Request, Host) {
        let ports = ["", "80", "80,443,8080", "*"];
        let ranges = ["", "10.0.0.0/8", "10.0.0.0/8,fd00::/8,1.2.3.4/32", "127.0.0.1/32", "::1/128", "*"];
        let some_ranges = &ranges[..4];
        let interfaces = ["", "eth9", "eth9,tap+"];
        let request = Request {
            proxy_uid: self.one_of(&["", "1337", "3,4"]),
            proxy_gid: self.one_of(&["", "1337", "1,2"]),
            inbound_interception_mode: self.one_of(&["", "REDIRECT", "TPROXY", "NONE"]),
            inbound_ports: self.one_of(&ports),
            inbound_ports_exclude: self.one_of(&ports[..3]),
            exclude_interfaces: self.one_of(&interfaces),
            outbound_ranges: self.one_of(&ranges),
            outbound_ranges_exclude: self.one_of(some_ranges),
            outbound_ports: self.one_of(&ports[..3]),
            outbound_ports_exclude: self.one_of(&ports[..3]),
            virtual_interfaces: self.one_of(&interfaces),
            owner_groups: self.one_of(&["*", "", "java,202"]),
            owner_groups_exclude: self.one_of(&["", "888,ftp"]),
            redirect_dns: self.roll(2) == 0,
            capture_all_dns: self.roll(2) == 0,
            drop_invalid: self.roll(2) == 0,
            ..Request::default()
        };
        let servers = [&[][..], &["10.96.0.10/32"], &["fd00::a/128"], &["10.96.0.10/32", "fd00::a/128"]];
        let nameservers = servers[self.roll(4)].iter().map(|s| Cidr::parse(s).unwrap()).collect();
        (request, Host { proxy_uid: None, ipv6: self.roll(2) == 0, nameservers })
    }
}
