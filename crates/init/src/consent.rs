//! Whether a change is meant, where it would change a whole host.

use std::io::{BufRead, BufReader, IsTerminal, Read};

use crate::applying::Applying;
use crate::error::Error;
use crate::host::Ground;

/// What is known of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// It is meant, or hurts nobody else.
    Given,
    /// Somebody can be asked.
    Ask,
    /// Nobody can.
    Lacking,
}

impl Consent {
    /// Only a host needs it; who names a network namespace or says `--yes` gives it.
    #[must_use]
    pub fn of(applying: &Applying, ground: Ground, has_terminal: bool) -> Self {
        match ground.is_host() && !applying.yes && applying.network_namespace.is_none() {
            false => Self::Given,
            true if has_terminal => Self::Ask,
            true => Self::Lacking,
        }
    }
}

/// Goes on if the change is meant, after a question where that is needed.
///
/// # Errors
/// This is a host, and nobody says that it is meant.
pub(crate) fn obtain(applying: &Applying) -> Result<(), Error> {
    let has_terminal = || std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    match Consent::of(applying, Ground::here(), has_terminal()) {
        Consent::Given => Ok(()),
        Consent::Ask if is_confirmed(applying) => Ok(()),
        Consent::Ask | Consent::Lacking => Err(Error::Host),
    }
}

fn is_confirmed(applying: &Applying) -> bool {
    let what = match applying.cleanup_only {
        true => "take Istio's rules from it",
        false => "send the traffic of all its programs to a proxy",
    };
    eprint!("This is a host, not a container. Change its network rules, to {what}? [y/N] ");
    let mut answer = String::new();
    // Nobody types more to say yes.
    let read = BufReader::new(std::io::stdin().take(16)).read_line(&mut answer);
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "Yes" | "YES")
}

#[cfg(test)]
mod tests {
    use capture::flags::{Flag, Flags, Value};

    use super::*;

    #[test]
    fn only_a_host_is_asked_and_only_where_nothing_is_said() {
        let host = Ground { first_processes: true, with_first_process: Some(true), ..Ground::default() };
        let pod = Ground { first_network: Some(false), ..Ground::default() };
        let named = || Some("/proc/7/ns/net".to_owned());
        for (ground, yes, network_namespace, terminal, expected) in [
            (host, None, None, true, Consent::Ask),
            (host, None, None, false, Consent::Lacking),
            (host, Some(false), None, false, Consent::Lacking),
            (host, Some(true), None, false, Consent::Given),
            (host, None, named(), false, Consent::Given),
            (host, None, Some(String::new()), false, Consent::Lacking),
            (pod, None, None, true, Consent::Given),
            (pod, None, None, false, Consent::Given),
        ] {
            let mut flags = Flags::default();
            if let Some(yes) = yes {
                flags.set(Flag::Yes, Value::Truth(yes));
            }
            if let Some(file) = network_namespace {
                flags.set_text(Flag::NetworkNamespace, file);
            }
            let applying = Applying::of(&flags, &|_| None).unwrap();
            assert_eq!(Consent::of(&applying, ground, terminal), expected, "{applying:?}");
        }
    }
}
