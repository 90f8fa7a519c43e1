//! Traffic capture: from what is asked for to iptables and nftables rules.
