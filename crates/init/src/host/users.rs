//! Users and groups by name; the two files have their numbers in the same place.

/// The number of a user, or group, if the text has a well-formed line for it.
#[must_use]
pub fn uid_of(passwd: &str, user: &str) -> Option<u32> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == user && !user.is_empty()).then_some(())?;
        fields.nth(1)?.parse().ok()
    })
}

/// The number of a user, or of a group, on this machine.
#[must_use]
pub fn number_of(group: bool, name: &str) -> Option<u32> {
    let file = if group { "/etc/group" } else { "/etc/passwd" };
    uid_of(&std::fs::read_to_string(file).ok()?, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_by_name() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\nbroken:x\nodd:x:many:1::/:/bin/sh\nistio-proxy:x:1337:1337::/:/bin/false\n:x:7:7\n";
        let rows = [
            ("root", Some(0)),
            ("istio-proxy", Some(1337)),
            ("broken", None),
            ("odd", None),
            ("nobody", None),
            ("", None),
            ("roo", None),
        ];
        for (user, expected) in rows {
            assert_eq!(uid_of(passwd, user), expected, "{user}");
        }
    }
}
