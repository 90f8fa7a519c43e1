//! Between the change of one table and that of the next, no new packet gets through.
//!
//! A table changes as a whole, so that one alone needs no guards. Istio puts them around the change of single rules,
//! each by a program of its own, and as rules that nobody can tell from those of others; here they are a chain of ours,
//! so that the next run finds what a killed one left behind.

use std::fmt::Write as _;

use capture::Table;
use capture::state::{GUARD, Saved};

/// Puts guards around a text that changes several tables; those that a killed run left behind are taken over.
#[must_use]
pub fn guarded(text: &str, saved: &Saved) -> String {
    if is_left(saved) {
        return format!("{text}{}", unguarded(saved));
    }
    if text.matches("COMMIT\n").count() < 2 {
        return text.to_owned();
    }
    format!("{}{text}{}", guards(), unguarded(&Saved::parse(&as_saved())))
}

/// Whether a killed run left its guards behind.
#[must_use]
pub fn is_left(saved: &Saved) -> bool {
    saved.own_chains(Table::Filter).any(|chain| chain == GUARD)
}

/// The chains that packets come through.
const WAYS: [&str; 3] = ["INPUT", "FORWARD", "OUTPUT"];

/// Source: Istio 1.30 `BuildGuardrails`.
fn guards() -> String {
    let mut text = format!("* filter\n-N {GUARD}\n");
    // Writing to a `String` cannot fail.
    ["tcp", "udp"].iter().for_each(|protocol| _ = writeln!(text, "-A {GUARD} -p {protocol} -j DROP"));
    WAYS.iter().for_each(|chain| _ = writeln!(text, "-I {chain} 1 -j {GUARD}"));
    text + "COMMIT\n"
}

/// The guards as they are listed once they are in.
fn as_saved() -> String {
    let jumps = WAYS.map(|chain| format!(":{chain} ACCEPT [0:0]\n-A {chain} -j {GUARD}\n")).concat();
    format!("*filter\n:{GUARD} - [0:0]\n{jumps}COMMIT\n")
}

/// The text that takes away the guards that are there.
#[must_use]
pub fn unguarded(saved: &Saved) -> String {
    let mut text = format!("* filter\n-F {GUARD}\n");
    for chain in WAYS {
        let jumps = |rule: &&String| rule.ends_with(&format!("-j {GUARD}"));
        let jumps = saved.chain(Table::Filter, chain).iter().filter(jumps);
        jumps.for_each(|rule| _ = writeln!(text, "-D {chain} {rule}"));
    }
    text + &format!("-X {GUARD}\nCOMMIT\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GONE: &str = "* filter\n-F ISTIO_GUARD\n-D INPUT -j ISTIO_GUARD\n-D FORWARD -j ISTIO_GUARD\n\
                        -D OUTPUT -j ISTIO_GUARD\n-X ISTIO_GUARD\nCOMMIT\n";

    #[test]
    fn only_several_tables_are_guarded() {
        let one = "* nat\n-F ISTIO_OUTPUT\nCOMMIT\n";
        let two = format!("* mangle\n-F ISTIO_DIVERT\nCOMMIT\n{one}");
        let none = Saved::default();
        assert_eq!(guarded(one, &none), one);
        let text = guarded(&two, &none);
        let begin = "* filter\n-N ISTIO_GUARD\n-A ISTIO_GUARD -p tcp -j DROP\n-A ISTIO_GUARD -p udp -j DROP\n\
                     -I INPUT 1 -j ISTIO_GUARD\n";
        assert!(text.starts_with(begin), "{text}");
        assert!(text.contains(&two) && text.ends_with(GONE), "{text}");
    }

    #[test]
    fn guards_that_were_left_behind_are_taken_over_and_go_at_the_end() {
        let left = Saved::parse(&as_saved());
        assert!(is_left(&left) && !is_left(&Saved::default()));
        for text in ["", "* nat\n-F ISTIO_OUTPUT\nCOMMIT\n", "* raw\n-F X\nCOMMIT\n* nat\n-F X\nCOMMIT\n"] {
            assert_eq!(guarded(text, &left), format!("{text}{GONE}"));
        }
        let partly = Saved::parse(&as_saved().replace("-A FORWARD -j ISTIO_GUARD\n", ""));
        assert_eq!(unguarded(&partly), GONE.replace("-D FORWARD -j ISTIO_GUARD\n", ""));
    }
}
