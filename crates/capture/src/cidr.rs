//! Ranges of addresses.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::family::Family;

/// A range of addresses. The bits of the host are kept, as Istio keeps them: `10.1.2.3/8` is printed so. Of the ways to
/// write an address of IPv6 it is the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr {
    address: IpAddr,
    prefix: u8,
}

impl Cidr {
    /// Reads `ADDRESS/PREFIX`.
    ///
    /// Source: Go 1.26 net/netip ParsePrefix: no zone, no leading zeros, no empty parts.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Cidr, &'static str> {
        let (address, prefix) = text.split_once('/').ok_or("it has no mask, such as /32")?;
        let address: IpAddr = address.parse().map_err(|_| "it does not begin with an IP address")?;
        let is_number = !prefix.is_empty() && prefix.bytes().all(|b| b.is_ascii_digit());
        if !is_number || (prefix.len() > 1 && prefix.starts_with('0')) {
            return Err("its mask is not a number of bits");
        }
        let most = if address.is_ipv4() { 32 } else { 128 };
        match prefix.parse::<u8>() {
            Ok(prefix) if prefix <= most => Ok(Cidr { address, prefix }),
            _ => Err("its mask has more bits than an address"),
        }
    }

    /// The range of one address.
    pub fn of(address: IpAddr) -> Cidr {
        Cidr { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }

    /// The same addresses without the bits of the host, as the kernel keeps a range.
    #[must_use]
    pub fn network(&self) -> Cidr {
        let host = |bits: u32| bits.saturating_sub(u32::from(self.prefix));
        let address = match self.address {
            IpAddr::V4(a) => {
                Ipv4Addr::from(u32::from(a) & u32::MAX.checked_shl(host(32)).unwrap_or(0)).into()
            }
            IpAddr::V6(a) => {
                Ipv6Addr::from(u128::from(a) & u128::MAX.checked_shl(host(128)).unwrap_or(0)).into()
            }
        };
        Cidr { address, prefix: self.prefix }
    }

    /// The address as it was given, the bits of the host included.
    pub fn address(&self) -> IpAddr {
        self.address
    }

    /// How many bits of it count.
    pub fn prefix(&self) -> u8 {
        self.prefix
    }

    /// Its family.
    pub fn family(&self) -> Family {
        if self.address.is_ipv4() { Family::V4 } else { Family::V6 }
    }

    /// Whether an address is in it. Addresses of the other family never are.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(range), IpAddr::V4(address)) => {
                let differs = u32::from(range) ^ u32::from(address);
                differs.leading_zeros() >= u32::from(self.prefix)
            }
            (IpAddr::V6(range), IpAddr::V6(address)) => {
                let differs = u128::from(range) ^ u128::from(address);
                differs.leading_zeros() >= u32::from(self.prefix)
            }
            _ => false,
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_asked() {
        for (text, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("10.1.2.3/8", "10.9.9.9", "9.0.0.1"),
            ("0.0.0.0/0", "255.1.2.3", "::1"),
            ("1.2.3.4/32", "1.2.3.4", "1.2.3.5"),
            ("2001:db8::/32", "2001:db8:1::2", "2001:db9::1"),
            ("::/0", "::1", "1.2.3.4"),
        ] {
            let cidr = Cidr::parse(text).unwrap();
            assert_eq!(cidr.to_string(), text);
            assert!(cidr.contains(inside.parse().unwrap()), "{text} {inside}");
            assert!(!cidr.contains(outside.parse().unwrap()), "{text} {outside}");
        }
        for (given, printed) in [
            ("2001:0db8:0:0::1/32", "2001:db8::1/32"),
            ("FD00::0a/64", "fd00::a/64"),
            ("::ffff:a00:1/120", "::ffff:10.0.0.1/120"),
            ("::127.0.0.53/128", "::7f00:35/128"),
        ] {
            assert_eq!(Cidr::parse(given).unwrap().to_string(), printed);
        }
        for (given, kept) in [
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("1.2.3.4/32", "1.2.3.4/32"),
            ("1.2.3.4/0", "0.0.0.0/0"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("::1/128", "::1/128"),
            ("::1/0", "::/0"),
        ] {
            assert_eq!(Cidr::parse(given).unwrap().network().to_string(), kept);
        }
        for bad in [
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0/8",
            "fe80::%eth0/64",
            "::/129",
            "/8",
            "x/8",
            "10.0.0.0/+8",
            "10.0.0.0/8;id",
            "1.1.1.1/255.0.0.0",
        ] {
            assert!(Cidr::parse(bad).is_err(), "{bad}");
        }
    }
}
