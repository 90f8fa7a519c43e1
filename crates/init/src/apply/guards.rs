//! Between the change of one table and that of the next, no new packet gets through.
//!
//! A table changes as a whole, so that one alone needs no guards. Istio puts them around the change of single rules,
//! each by a program of its own.

use std::fmt::Write as _;

/// Puts guards around a text that changes several tables.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.matches("COMMIT\n").count() < 2 {
        return text.to_owned();
    }
    format!("{}{text}{}", guards("-I", " 1"), unguarded())
}

/// Whether a text has guards.
#[must_use]
pub fn is_guarded(text: &str) -> bool {
    text.starts_with(&guards("-I", " 1"))
}

/// The text that takes the guards away.
#[must_use]
pub fn unguarded() -> String {
    guards("-D", "")
}

/// Source: Istio 1.30 `BuildGuardrails`.
fn guards(verb: &str, place: &str) -> String {
    let mut text = String::from("* filter\n");
    for chain in ["INPUT", "FORWARD", "OUTPUT"] {
        for protocol in ["tcp", "udp"] {
            // Writing to a `String` cannot fail.
            _ = writeln!(text, "{verb} {chain}{place} -p {protocol} -j DROP");
        }
    }
    text + "COMMIT\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_several_tables_are_guarded() {
        let one = "* nat\n-F ISTIO_OUTPUT\nCOMMIT\n";
        let two = format!("* mangle\n-F ISTIO_DIVERT\nCOMMIT\n{one}");
        assert_eq!(guarded(one), one);
        assert!(!is_guarded(one) && !is_guarded(&two));
        let text = guarded(&two);
        assert!(
            text.starts_with("* filter\n-I INPUT 1 -p tcp -j DROP\n-I INPUT 1 -p udp -j DROP\n"),
            "{text}"
        );
        assert!(text.contains(&two) && text.ends_with(&unguarded()) && is_guarded(&text), "{text}");
        assert_eq!(text.matches("-I ").count(), text.matches("-D ").count());
    }
}
