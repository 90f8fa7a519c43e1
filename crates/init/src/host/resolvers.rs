//! The nameservers of `/etc/resolv.conf`.

use std::net::IpAddr;

/// The addresses in the `nameserver` lines, in order; what is not an address is left out.
///
/// A zone (`fe80::1%eth0`) is cut off, because rules know addresses only.
/// Source: Istio 1.30 reads the file with miekg/dns; there a zone stays and makes a rule that cannot be loaded.
#[must_use]
pub fn nameservers(resolv_conf: &str) -> Vec<IpAddr> {
    resolv_conf.lines().filter_map(nameserver).collect()
}

fn nameserver(line: &str) -> Option<IpAddr> {
    let mut words = line.split_ascii_whitespace();
    if words.next()? != "nameserver" {
        return None;
    }
    let word = words.next()?;
    word.split_once('%').map_or(word, |(address, _zone)| address).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_resolv_conf() {
        let rows: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("search a b\nnameserver 10.96.0.10\noptions ndots:5\n", &["10.96.0.10"]),
            ("nameserver 10.0.0.1\r\nnameserver\t::1 trailing\n", &["10.0.0.1", "::1"]),
            ("# nameserver 1.1.1.1\n;nameserver 2.2.2.2\n", &[]),
            ("nameserver fe80::1%eth0\n", &["fe80::1"]),
            ("nameserver\nnameserver dns.example\nnameserver 10.0.0.256\n", &[]),
            ("nameserver ::127.0.0.53\n", &["::7f00:35"]),
            ("nameservers 1.1.1.1\nNAMESERVER 1.1.1.1\n", &[]),
            ("nameserver 1.1.1.1#comment\n", &[]),
        ];
        for (text, expected) in rows {
            let expected: Vec<IpAddr> = expected.iter().map(|a| a.parse().unwrap()).collect();
            assert_eq!(nameservers(text), expected, "{text:?}");
        }
    }
}
