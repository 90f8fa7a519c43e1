//! A made-up message with a field of each kind: what is read, what is refused in which words, and what is written.
//!
//! Source of the expectations: github.com/golang/protobuf 1.5 jsonpb, Unmarshaler and Marshaler.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use kubeyaml::{Value, from_json, read, to_json};
use protoschema::{
    Enum, Field, Kind, Message, Oneof, UnknownFields, Wrapper, apply, duration, field, proto_json,
};

static MODE: Enum = Enum {
    name: "test.Mode",
    go: "test.Mode",
    values: &[("NONE", 0), ("SOME", 1), ("ALSO", 1), ("LESS", -1)],
};

static INNER: Message = Message {
    name: "test.Inner",
    go: "test.Inner",
    fields: &[&field("port", "port", "Port", Kind::Int32), &field("host", "host", "Host", Kind::String)],
    oneofs: &[],
};

static FLAG: Field = field("flag", "flag", "Flag", Kind::Bool);
static SMALL: Field = field("small", "small", "Small", Kind::Int32);
static LONG: Field = field("long", "long", "Long", Kind::Int64);
static COUNT: Field = field("count", "count", "Count", Kind::Uint32);
static BIG: Field = field("big", "big", "Big", Kind::Uint64);
static SHARE: Field = field("share", "share", "Share", Kind::Float);
static RATE: Field = field("rate", "rate", "Rate", Kind::Double);
static TEXT: Field = field("someText", "some_text", "SomeText", Kind::String);
static MODE_FIELD: Field = field("mode", "mode", "Mode", Kind::Enum(&MODE));
static INNER_FIELD: Field = field("inner", "inner", "Inner", Kind::Message(&INNER));
static WAIT: Field = field("wait", "wait", "Wait", Kind::Duration);
static FREE: Field = field("free", "free", "Free", Kind::Struct);
static MAYBE: Field = field("maybe", "maybe", "Maybe", Kind::Wrapper(Wrapper::Uint64));
static SET: Field = field("set", "set", "Set", Kind::Int32).optional();
static NAMES: Field = field("names", "names", "Names", Kind::String).list();
static PORTS: Field = field("ports", "ports", "Ports", Kind::Message(&INNER)).map();
static ONE: Field = field("one", "one", "One", Kind::String).of("which", "test.All_One");
static OTHER: Field = field("other", "other", "Other", Kind::Int32).of("which", "test.All_Other");

static ALL: Message = Message {
    name: "test.All",
    go: "test.All",
    fields: &[
        &TEXT,
        &FLAG,
        &SMALL,
        &LONG,
        &COUNT,
        &BIG,
        &SHARE,
        &RATE,
        &MODE_FIELD,
        &INNER_FIELD,
        &WAIT,
        &FREE,
        &MAYBE,
        &SET,
        &NAMES,
        &PORTS,
        &ONE,
        &OTHER,
    ],
    oneofs: &[Oneof { proto: "which", go: "Which", interface: "test.isAll_Which" }],
};

/// The document that `texts` give one after another, or the first error.
fn applied(texts: &[&str], unknown: UnknownFields) -> Result<Value, String> {
    let mut document = Value::Null;
    for text in texts {
        apply(&mut document, &read(text).unwrap(), &ALL, unknown).map_err(|error| error.to_string())?;
    }
    Ok(document)
}

#[test]
fn a_field_takes_what_its_kind_allows() {
    for (text, want) in [
        ("flag: true", r#"{"flag":true}"#),
        ("flag: false", "{}"),
        ("flag: 'true'", "json: cannot unmarshal string into Go value of type bool"),
        ("flag: 1", "json: cannot unmarshal number into Go value of type bool"),
        ("small: 2147483647", r#"{"small":2147483647}"#),
        ("small: 2147483648", "json: cannot unmarshal number 2147483648 into Go value of type int32"),
        ("small: -2147483648", r#"{"small":-2147483648}"#),
        ("small: -2147483649", "json: cannot unmarshal number -2147483649 into Go value of type int32"),
        ("small: '7'", r#"{"small":7}"#),
        ("small: ' 7 '", r#"{"small":7}"#),
        ("small: 7.5", "json: cannot unmarshal number 7.5 into Go value of type int32"),
        ("small: 'null'", "{}"),
        ("small: '[1]'", "json: cannot unmarshal array into Go value of type int32"),
        ("small: [1]", "json: cannot unmarshal array into Go value of type int32"),
        ("small: x", "invalid character 'x' looking for beginning of value"),
        ("small: ''", "unexpected end of JSON input"),
        ("long: '9223372036854775807'", r#"{"long":9223372036854775807}"#),
        (
            "long: '9223372036854775808'",
            "json: cannot unmarshal number 9223372036854775808 into Go value of type int64",
        ),
        ("count: 4294967295", r#"{"count":4294967295}"#),
        ("count: -1", "json: cannot unmarshal number -1 into Go value of type uint32"),
        ("count: 4294967296", "json: cannot unmarshal number 4294967296 into Go value of type uint32"),
        ("big: 18446744073709551615", r#"{"big":18446744073709551615}"#),
        (
            "big: '18446744073709551616'",
            "json: cannot unmarshal number 18446744073709551616 into Go value of type uint64",
        ),
        ("rate: 0.1", r#"{"rate":0.1}"#),
        ("rate: 0", "{}"),
        ("rate: '1e400'", "json: cannot unmarshal number 1e400 into Go value of type float64"),
        ("share: '1e39'", "json: cannot unmarshal number 1e39 into Go value of type float32"),
        ("some_text: a", r#"{"someText":"a"}"#),
        ("someText: ''", "{}"),
        ("someText: 1", "json: cannot unmarshal number into Go value of type string"),
        ("mode: SOME", r#"{"mode":"SOME"}"#),
        ("mode: ALSO", r#"{"mode":"ALSO"}"#),
        ("mode: 1", r#"{"mode":"SOME"}"#),
        ("mode: -1", r#"{"mode":"LESS"}"#),
        ("mode: 7", r#"{"mode":7}"#),
        ("mode: NONE", "{}"),
        ("mode: 0", "{}"),
        ("mode: some", r#"unknown value "\"some\"" for enum test.Mode"#),
        ("mode: \"a\\\"b\"", r#"unknown value "\"a\\\"b\"" for enum test.Mode"#),
        (
            "mode: 4294967296",
            "json: cannot unmarshal number 4294967296 into Go value of type protoreflect.EnumNumber",
        ),
        ("inner: {}", r#"{"inner":{}}"#),
        ("inner: {port: 0, host: h}", r#"{"inner":{"host":"h"}}"#),
        ("inner: []", "json: cannot unmarshal array into Go value of type map[string]json.RawMessage"),
        ("inner: null", "{}"),
        ("wait: 1m30s", r#"{"wait":"90s"}"#),
        ("wait: 0s", r#"{"wait":"0s"}"#),
        ("wait: 90", "json: cannot unmarshal number into Go value of type string"),
        ("wait: 90x", r#"bad Duration: time: unknown unit "x" in duration "90x""#),
        ("free: {a: 1, b: [9007199254740993]}", r#"{"free":{"a":1,"b":[9007199254740992]}}"#),
        (
            "free: 1",
            "bad StructValue: json: cannot unmarshal number into Go value of type map[string]json.RawMessage",
        ),
        ("maybe: 0", r#"{"maybe":0}"#),
        ("set: 0", r#"{"set":0}"#),
        ("names: []", "{}"),
        ("names: [a, '']", r#"{"names":["a",""]}"#),
        ("names: [a, null]", r#"{"names":["a",""]}"#),
        ("names: a", "json: cannot unmarshal string into Go value of type []json.RawMessage"),
        ("names: [a, 1]", "json: cannot unmarshal number into Go value of type string"),
        ("ports: {a: {port: 1}, b: {}}", r#"{"ports":{"a":{"port":1},"b":{}}}"#),
        ("ports: {}", "{}"),
        ("ports: [a]", "json: cannot unmarshal array into Go value of type map[string]json.RawMessage"),
        ("one: ''", r#"{"one":""}"#),
        ("one: a\nother: 1", r#"{"other":1}"#),
        ("null", "null"),
        ("[]", "json: cannot unmarshal array into Go value of type map[string]json.RawMessage"),
    ] {
        let given = applied(&[text], UnknownFields::Refuse);
        assert_eq!(given.map_or_else(|error| error, |document| to_json(&document)), want, "{text}");
    }
}

#[test]
fn a_later_document_replaces_fields_whole() {
    for (texts, want) in [
        (["inner: {port: 1, host: a}", "inner: {port: 2}"], r#"{"inner":{"port":2}}"#),
        (["names: [a, b]", "names: [c]"], r#"{"names":["c"]}"#),
        (["ports: {a: {}}", "ports: {b: {}}"], r#"{"ports":{"b":{}}}"#),
        (["small: 1", "small: 0"], "{}"),
        (["small: 1", "small: null"], r#"{"small":1}"#),
        (["small: 1", "null"], r#"{"small":1}"#),
        (["set: 1", "set: 0"], r#"{"set":0}"#),
        (["names: [a]", "names: []"], "{}"),
        (["one: a", "other: 0"], r#"{"other":0}"#),
        (["other: 1", "one: a"], r#"{"one":"a"}"#),
        (["one: a", "small: 1"], r#"{"one":"a","small":1}"#),
        // The name in JSON counts where both are given.
        (["some_text: a\nsomeText: b", "{}"], r#"{"someText":"b"}"#),
    ] {
        assert_eq!(
            applied(&texts, UnknownFields::Refuse).map(|d| to_json(&d)),
            Ok(want.to_owned()),
            "{texts:?}"
        );
    }
}

#[test]
fn unknown_fields_are_passed_over_or_refused() {
    use UnknownFields::{Ignore, IgnoreKeepingEmpty, Refuse};
    for (text, unknown, want) in [
        ("x: 1\nsmall: 2", Ignore, r#"{"small":2}"#),
        ("x: 1\nsmall: 2", Refuse, r#"unknown field "x" in test.All"#),
        ("Small: 2", Refuse, r#"unknown field "Small" in test.All"#),
        ("inner: {x: 1}", Ignore, r#"{"inner":{}}"#),
        ("inner: {x: 1}", Refuse, r#"unknown field "x" in test.Inner"#),
        ("ports: {a: {x: 1}}", Refuse, r#"unknown field "x" in test.Inner"#),
        ("free: {x: 1}", Refuse, r#"{"free":{"x":1}}"#),
        // A field that is known but wrong is worse than one that is unknown.
        ("a: 1\nsmall: x", Refuse, "invalid character 'x' looking for beginning of value"),
        ("names: []\nports: {}\nsmall: 0", IgnoreKeepingEmpty, r#"{"names":[],"ports":{}}"#),
        ("inner: {x: 1}\nsmall: 1", IgnoreKeepingEmpty, r#"{"inner":{},"small":1}"#),
    ] {
        let given = applied(&[text], unknown);
        assert_eq!(
            given.map_or_else(|error| error, |document| to_json(&document)),
            want,
            "{text} {unknown:?}"
        );
    }
}

#[test]
fn a_message_is_written_as_go_writes_it() {
    for (text, want) in [
        ("null", "{}"),
        // In the order of declaration, not of names; 64 bits quoted.
        ("{small: 1, flag: true, some_text: t}", r#"{"someText":"t","flag":true,"small":1}"#),
        (
            "{long: -1, big: 18446744073709551615, maybe: 5}",
            r#"{"long":"-1","big":"18446744073709551615","maybe":"5"}"#,
        ),
        ("{rate: Infinity}", r#"{"rate":"Infinity"}"#),
        ("{rate: -Infinity}", r#"{"rate":"-Infinity"}"#),
        ("{rate: NaN}", r#"{"rate":"NaN"}"#),
        ("{rate: 1e21}", r#"{"rate":1e+21}"#),
        ("{rate: 0.1, share: 0.1}", r#"{"share":0.1,"rate":0.1}"#),
        ("{share: 16777217}", r#"{"share":16777216}"#),
        ("{mode: 7, wait: 1500ms}", r#"{"mode":7,"wait":"1.500s"}"#),
        ("{other: 3, names: [\"<\", \"\\u2028\"]}", r#"{"names":["\u003c","\u2028"],"other":3}"#),
        ("{ports: {b: {host: h, port: 1}, a: {}}}", r#"{"ports":{"a":{},"b":{"port":1,"host":"h"}}}"#),
        ("{free: {a: 9223372036854775807}}", r#"{"free":{"a":9223372036854776000}}"#),
    ] {
        let mut document = Value::Null;
        apply(&mut document, &read(text).unwrap(), &ALL, UnknownFields::Refuse).unwrap();
        assert_eq!(proto_json(&document, &ALL), want, "{text}");
    }
}

/// What is written is read again as the same document: for documents of many shapes, by a seed.
#[test]
fn what_is_written_is_read_again() {
    let mut seed = 7_u64;
    let mut pick = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    for _ in 0..2_000 {
        let mut parts = Vec::new();
        for part in [
            "\"flag\":true",
            "\"small\":-3",
            "\"long\":\"-9223372036854775808\"",
            "\"count\":4294967295",
            "\"big\":\"18446744073709551615\"",
            "\"share\":0.1",
            "\"rate\":1e-7",
            "\"someText\":\"a\\u0000\\\"<\"",
            "\"mode\":\"LESS\"",
            "\"inner\":{\"port\":1}",
            "\"wait\":\"-0.000000001s\"",
            "\"free\":{\"a\":[null,{}]}",
            "\"maybe\":\"0\"",
            "\"set\":0",
            "\"names\":[\"\",\"b\"]",
            "\"ports\":{\"\":{}}",
        ] {
            if pick(2) == 0 {
                parts.push(part);
            }
        }
        parts.extend(["\"one\":\"\"", "\"other\":0"].get(usize::try_from(pick(3)).unwrap()));
        let mut document = Value::Null;
        let text = format!("{{{}}}", parts.join(","));
        apply(&mut document, &from_json(text.as_bytes()).unwrap(), &ALL, UnknownFields::Refuse).unwrap();
        let written = proto_json(&document, &ALL);
        let mut again = Value::Null;
        apply(&mut again, &from_json(written.as_bytes()).unwrap(), &ALL, UnknownFields::Refuse).unwrap();
        assert_eq!(again, document, "{text}");
        assert_eq!(proto_json(&again, &ALL), written, "{text}");
        assert_eq!(
            from_json(written.as_bytes()).unwrap().as_map().unwrap().len(),
            parts.len(),
            "{text} {written}"
        );
    }
}

#[test]
fn only_durations_have_nanoseconds() {
    for (text, want) in [
        ("45s", Some(45_000_000_000)),
        ("-1.5s", Some(-1_500_000_000)),
        ("9223372036.854775807s", Some(i64::MAX)),
        ("9223372036.854775808s", None),
        ("1", None),
        ("", None),
        ("1s1", None),
    ] {
        assert_eq!(duration::nanoseconds(text), want, "{text}");
    }
}
