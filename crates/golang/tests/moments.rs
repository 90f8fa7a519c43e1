//! Moments in zones: what Go prints at the edges of its calendar and of its zones.

use golang::time::{Moment, Zone, format};

#[test]
fn moments_are_printed_in_their_zone() {
    const LAYOUT: &str = "2006-01-02 15:04:05.999 -07:00 MST";
    for (zone, seconds, want) in [
        (Zone::named("UTC"), 0, "1970-01-01 00:00:00 +00:00 UTC"),
        (Zone::named(""), 0, "1970-01-01 00:00:00 +00:00 UTC"),
        (Zone::named("GMT"), 0, "1970-01-01 00:00:00 +00:00 GMT"),
        (Zone::named("EST"), 0, "1969-12-31 19:00:00 -05:00 EST"),
        (Zone::named("HST"), 36_000, "1970-01-01 00:00:00 -10:00 HST"),
        // A zone without a name is called by its offset.
        (Some(Zone::fixed("", 5_400)), -5_400, "1970-01-01 00:00:00 +01:30 +0130"),
        (Some(Zone::fixed("", -60)), 60, "1970-01-01 00:00:00 -00:01 -0001"),
        (Zone::named("UTC"), 951_782_400, "2000-02-29 00:00:00 +00:00 UTC"),
        (Zone::named("UTC"), -2_203_891_201, "1900-02-28 23:59:59 +00:00 UTC"),
        (Zone::named("UTC"), 4_107_542_400, "2100-03-01 00:00:00 +00:00 UTC"),
    ] {
        let zone = zone.expect("the zone is known");
        assert_eq!(format(&Moment { seconds, nanos: 0, zone }, LAYOUT), want, "{seconds}");
    }
    for unknown in ["gmt", "utc", "Mars/Olympus", "../etc/passwd", "UTC "] {
        assert!(Zone::named(unknown).is_none(), "{unknown}");
    }
}

#[test]
fn moments_move_by_nanoseconds() {
    let zero = Moment::zero();
    assert_eq!(format(&zero, "2006-01-02T15:04:05.999999999Z07:00"), "0001-01-01T00:00:00Z");
    for (nanos, want) in [
        (1, "00:00:00.000000001"),
        (-1, "23:59:59.999999999"),
        (1_000_000_000, "00:00:01"),
        (-1_500_000_000, "23:59:58.5"),
        (59_999_999_999, "00:00:59.999999999"),
    ] {
        let moved = zero.later(nanos);
        assert_eq!(format(&moved, "15:04:05.999999999"), want, "{nanos}");
        assert_eq!(moved.since(&zero), nanos, "{nanos}");
        assert_eq!(format(&moved.later(-nanos), "15:04:05.999999999"), "00:00:00", "{nanos}");
    }
}
