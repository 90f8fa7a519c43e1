//! Quantities as numbers: what compares, rounds and prints must agree with one another.
//!
//! Source of the expectations: k8s.io/apimachinery 0.35 pkg/api/resource, quantity.go.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::cmp::Ordering;

use kubeschema::quantity::{Quantity, canonical};

const SUFFIXES: [&str; 16] =
    ["n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/// Texts of quantities of each family and size.
fn texts() -> Vec<String> {
    let numbers =
        ["0", "1", "9", "10", "999", "1000", "1023", "1024", "1025", "1.5", "0.001", ".5", "5.", "00012"];
    let mut texts = Vec::new();
    for number in numbers {
        for sign in ["", "-", "+"] {
            texts.extend(SUFFIXES.iter().map(|suffix| format!("{sign}{number}{suffix}")));
            texts.extend(
                ["e0", "e3", "E-3", "e-9", "e12", "E6"].map(|exponent| format!("{sign}{number}{exponent}")),
            );
        }
    }
    texts
}

#[test]
fn a_canonical_text_is_its_own_and_of_the_same_value() {
    for text in texts() {
        let own = canonical(&text).unwrap();
        assert_eq!(canonical(&own).unwrap(), own, "{text}");
        let [given, own] = [&*text, &*own].map(|text| Quantity::parse(text).unwrap());
        // Below a nano the value is rounded up, away from zero, and beyond 64 bits it is cut.
        if given.ceil().is_some()
            && !text.contains(['n', 'u'])
            && !text.ends_with("e-9")
            && !text.ends_with("E-3")
        {
            assert_eq!(given.compare(&own), Ordering::Equal, "{text}");
        }
    }
}

#[test]
fn quantities_are_in_one_order() {
    let mut sorted: Vec<Quantity> = texts().iter().map(|text| Quantity::parse(text).unwrap()).collect();
    sorted.sort_by(Quantity::compare);
    for (i, one) in sorted.iter().enumerate().step_by(7) {
        for (j, other) in sorted.iter().enumerate().step_by(11) {
            let order = one.compare(other);
            assert_eq!(order, other.compare(one).reverse());
            assert!(if i <= j { order.is_le() } else { order.is_ge() }, "{one:?} {other:?}");
            let (a, b) = (one.to_f64(), other.to_f64());
            assert!(order.is_eq() || a.partial_cmp(&b) == Some(order) || a == b, "{a} {b}");
        }
    }
}

#[test]
fn scales_round_away_from_zero() {
    for (text, ceil, milli, kilo) in [
        ("0", 0, 0, 0),
        ("1", 1, 1000, 1),
        ("1n", 1, 1, 1),
        ("-1n", -1, -1, -1),
        ("999m", 1, 999, 1),
        ("1001m", 2, 1001, 1),
        ("-1001m", -2, -1001, -1),
        ("1000", 1000, 1_000_000, 1),
        ("1001", 1001, 1_001_000, 2),
        ("1Ki", 1024, 1_024_000, 2),
        ("1.5Ki", 1536, 1_536_000, 2),
        ("-2k", -2000, -2_000_000, -2),
        ("1e3", 1000, 1_000_000, 1),
    ] {
        let quantity = Quantity::parse(text).unwrap();
        assert_eq!(
            (quantity.ceil(), quantity.milli(), quantity.scaled_to(3)),
            (Some(ceil), Some(milli), Some(kilo)),
            "{text}"
        );
        assert_eq!(quantity.scaled_to(0), Some(ceil), "{text}");
    }
    assert_eq!(Quantity::parse("9Ei").unwrap().milli(), None);
    for number in [0, 7, -7, i64::MAX, i64::MIN + 1] {
        assert_eq!(Quantity::of(number).ceil(), Some(number));
        assert_eq!(
            Quantity::of(number).compare(&Quantity::parse(&number.to_string()).unwrap()),
            Ordering::Equal
        );
    }
}

/// Kubernetes puts a zero where there are no digits.
#[test]
fn no_digits_are_zero() {
    for text in ["-", "+", "-0", "0000", ".", "-.", "m", "+Ki"] {
        assert_eq!(canonical(text).unwrap(), "0", "{text}");
    }
}

#[test]
fn what_is_not_a_quantity_is_refused() {
    for text in [
        "",
        "1.2.3",
        "--1",
        "1-",
        "a",
        "1mm",
        "1ki",
        "1K",
        "1KI",
        "1iK",
        "1g",
        "1e",
        "1e+",
        "1e1.5",
        "1ee3",
        "1e3m",
        "0x10",
        "1_000",
        "1,5",
        "١",
        "1e99999999999999999999x",
    ] {
        assert_eq!(canonical(text).ok(), None, "{text:?}");
        assert!(Quantity::parse(text).is_err(), "{text:?}");
    }
}
