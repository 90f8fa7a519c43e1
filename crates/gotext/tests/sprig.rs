//! Sprig's functions against what Go answers (`oracle/sprig.json`, answers by `oracle/sprig/main.go`), and what has no
//! answer there: sources, budgets, the list of names.

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use gotext::sprig::{Sources, functions};
use gotext::{Budget, IntType, List, Template, Text, Type, UintType, Value};
use processor_time::processor_time;
use serde_json::Value as Json;

/// All names of sprig 3.3's TxtFuncMap.
const NAMES: &str = "abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec \
    b64enc base bcrypt biggest buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains date \
    dateInZone dateModify date_in_zone date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div \
    divf duration durationRound empty encryptAES env expandenv ext fail first float64 floor fromJson genCA genCAWithKey \
    genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get getHostByName has \
    hasKey hasPrefix hasSuffix hello htmlDate htmlDateInZone htpasswd indent initial initials int int64 isAbs join \
    kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk \
    mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge \
    mustMergeOverwrite mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll \
    mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson \
    mustToRawJson mustUniq mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs pick \
    pluck plural prepend push quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll \
    regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver \
    semverCompare seq set sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote sub \
    subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString toStrings trim trimAll \
    trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper \
    urlJoin urlParse uuidv4 values without wrap wrapWith";

/// A clock that stands, an environment of two variables, and bytes that only look random.
fn sources() -> Sources {
    Sources {
        env: Some(Arc::new(|name| match name {
            "HOME" => Some("/home/x".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        })),
        now: Some(Arc::new(|| SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_600))),
        random: Some(Arc::new(|bytes| {
            for (index, byte) in bytes.iter_mut().enumerate() {
                *byte = u8::try_from(index * 7 % 256).expect("the rest is below 256");
            }
        })),
    }
}

fn run_with(sources: &Sources, budget: &Budget, text: &str, data: Value<'_>) -> Result<String, String> {
    let template = Template::parse("t", text, ("", ""), &functions(sources));
    // What a template is executed on must not outlive it.
    let template: &'static Template = Box::leak(Box::new(template.map_err(|error| error.to_string())?));
    template.execute(data, budget).map_err(|error| error.to_string())
}

fn to_value(json: &Json) -> Value<'_> {
    match json {
        Json::Null => Value::Nil,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(n) => Value::float(n.as_f64().expect("a JSON number is a float")),
        Json::String(s) => Value::text(s.as_str()),
        Json::Array(items) => Value::list(items.iter().map(to_value).collect()),
        Json::Object(entries) => {
            Value::map(entries.iter().map(|(key, value)| (Text::borrowed(key), to_value(value))))
        }
    }
}

/// The data of `oracle/sprig/main.go`.
fn data(json: &Json) -> Value<'_> {
    let ints = [3, 1, 2].map(Value::int).to_vec();
    let typed = [
        ("mss", Value::string_map([("b".into(), "two".into()), ("a".into(), "one".into())])),
        ("ss", Value::strings(["pear".into(), "apple".into(), "fig".into()])),
        ("ints", Value::List(List::new(&Type::Int(IntType::Int), ints))),
        ("int", Value::int(7)),
        ("i32", Value::int32(-8)),
        ("i64", Value::int64(1_700_000_000)),
        ("u8", Value::Uint(200, UintType::Uint8)),
        ("u64", Value::Uint(u64::MAX, UintType::Uint64)),
    ];
    let entries = json
        .as_object()
        .expect("the data is an object")
        .iter()
        .map(|(key, value)| (Text::borrowed(key), to_value(value)));
    Value::map(entries.chain(typed.map(|(key, value)| (Text::borrowed(key), value))))
}

fn read(text: &str) -> Vec<BTreeMap<String, String>> {
    serde_json::from_str(text).expect("the table is a list of objects of text")
}

#[test]
fn answers_as_go() {
    let questions = read(include_str!("oracle/sprig.json"));
    let answers = read(include_str!("oracle/sprig-go.json"));
    let json: Json = serde_json::from_str(include_str!("oracle/sprig-data.json")).unwrap();
    assert_eq!(questions.len(), answers.len());
    let mut wrong = Vec::new();
    for (question, answer) in questions.iter().zip(&answers) {
        assert_eq!(question["id"], answer["id"]);
        let want = match answer.get("err") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["out"].clone()),
        };
        let got = run_with(&sources(), &Budget::default(), &question["tmpl"], data(&json));
        if got != want {
            wrong.push(format!("{}: {}\n  want {want:?}\n  got  {got:?}", question["id"], question["tmpl"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), questions.len(), wrong.join("\n"));
}

#[test]
fn all_names_are_there() {
    let functions = functions(&Sources::default());
    let missing: Vec<&str> = NAMES.split_whitespace().filter(|name| functions.find(name).is_none()).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
    let extra: Vec<&str> =
        functions.names().filter(|name| !NAMES.split_whitespace().any(|n| n == *name)).collect();
    assert!(extra.is_empty(), "not sprig's: {extra:?}");
    assert_eq!(NAMES.split_whitespace().count(), 211);
}

#[test]
fn draws_on_sources() {
    for (template, want) in [
        ("{{ env `HOME` }}|{{ env `NOPE` }}", "/home/x|"),
        ("{{ expandenv `a $HOME/${HOME}b $NOPE$EMPTY $ ${ $1 $$x ${}.` }}", "a /home/x//home/xb  $ ."),
        ("{{ now }}", "2023-11-14 22:13:20.6 +0000 UTC"),
        (
            "{{ now | date `2006-01-02` }}|{{ date `2006` `no date` }}|{{ htmlDate nil }}",
            "2023-11-14|2023|2023-11-14",
        ),
        ("{{ ago (toDate `2006-01-02 15:04:05` `2023-11-14 21:13:19`) }}", "1h0m2s"),
        ("{{ ago 1700000000 }}|{{ ago `x` }}|{{ durationRound (toDate `2006` `2023`) }}", "1s|0s|10mo"),
        (
            "{{ randAlpha 3 | len }}{{ randNumeric 2 | len }}{{ randAscii 4 | len }}{{ randAlphaNum 5 | len }}",
            "3245",
        ),
        ("{{ uuidv4 }}", "00070e15-1c23-4a31-b83f-464d545b6269"),
        ("{{ randBytes 3 }}|{{ randInt 5 6 }}|{{ shuffle `a` }}{{ shuffle `` }}", "AAcO|5|a"),
        ("{{ randAlpha 0 }}{{ randAlpha -5 }}", ""),
    ] {
        assert_eq!(
            run_with(&sources(), &Budget::default(), template, Value::Nil).as_deref(),
            Ok(want),
            "{template}"
        );
    }
}

#[test]
fn refuses_what_it_does_not_have() {
    for (template, what) in [
        ("{{ env `HOME` }}", "function \"env\" needs the environment"),
        ("{{ expandenv `$HOME` }}", "function \"expandenv\" needs the environment"),
        ("{{ now }}", "function \"now\" needs the clock"),
        ("{{ date `2006` nil }}", "function \"date\" needs the clock"),
        ("{{ randAlpha 3 }}", "function \"randAlpha\" needs randomness"),
        ("{{ randInt 1 5 }}", "function \"randInt\" needs randomness"),
        ("{{ shuffle `ab` }}", "function \"shuffle\" needs randomness"),
        ("{{ uuidv4 }}", "function \"uuidv4\" needs randomness"),
        ("{{ genPrivateKey `rsa` }}", "function \"genPrivateKey\" needs randomness"),
        ("{{ genCA `x` 365 }}", "function \"genCA\" needs randomness"),
        ("{{ htpasswd `u` `p` }}", "function \"htpasswd\" needs randomness"),
        ("{{ getHostByName `localhost` }}", "function \"getHostByName\" needs the network"),
        ("{{ dateInZone `15:04` 0 `Europe/Berlin` }}", "time zone \"Europe/Berlin\" is not known here"),
    ] {
        let error = run_with(&Sources::default(), &Budget::default(), template, Value::Nil).unwrap_err();
        assert!(error.contains(what), "{template}: {error}");
    }
    // Naming them is not an error.
    let quiet = "{{ if false }}{{ genCA `x` 1 }}{{ now }}{{ env `x` }}{{ end }}ok";
    assert_eq!(run_with(&Sources::default(), &Budget::default(), quiet, Value::Nil).as_deref(), Ok("ok"));
}

/// Templates that would take all memory or time. Each must stop by itself and soon.
/// Where Go leaves half a character, U+FFFD stands for each part of it, and counts as what it is: COMPATIBILITY D22.
#[test]
fn text_is_utf8() {
    for (template, want) in [
        ("{{ trunc 1 `é` }}", "\u{fffd}"),
        ("{{ trunc 1 `é` | len }}", "3"),
        ("{{ trunc -1 `é` }}", "\u{fffd}"),
        ("{{ substr 1 2 `éé` }}", "\u{fffd}"),
        ("{{ abbrev 4 `ééé` }}", "\u{fffd}..."),
        ("{{ index `é` 0 }}", "195"),
        ("{{ b64dec `w6k=` }}{{ b64dec `ww==` }}", "é\u{fffd}"),
        ("{{ trunc 2 `é` }}", "é"),
    ] {
        let got = run_with(&sources(), &Budget::default(), template, Value::Nil);
        assert_eq!(got.as_deref(), Ok(want), "{template}");
    }
}

#[test]
fn hostile_templates_stop() {
    let deep_json = format!("{{{{ fromJson `{}` }}}}", "[".repeat(100_000));
    let wide_layout = format!("{{{{ date `{}` 0 }}}}", "January".repeat(10_000));
    let long_zone = format!("{{{{ toDate `{}` `x` }}}}", "Z07".repeat(50_000));
    let spaces = format!("{{{{ semverCompare `{}1` `1` }}}}", " ".repeat(200_000));
    let nested_groups = format!("{{{{ regexMatch `{}` `x` }}}}", "(".repeat(50_000));
    let deep_groups = format!("{{{{ regexMatch `{}x{}` `x` }}}}", "(".repeat(5_000), ")".repeat(5_000));
    let templates = [
        "{{ repeat 1000000000 `x` }}",
        "{{ repeat 9223372036854775807 `` }}",
        "{{ until 1000000000 | len }}",
        "{{ untilStep -9223372036854775808 9223372036854775807 1 }}",
        "{{ untilStep 0 9223372036854775807 9223372036854775806 }}",
        "{{ seq 1000000000 }}",
        "{{ seq -9223372036854775808 9223372036854775807 }}",
        "{{ indent 1000000000 `a` }}",
        "{{ nindent 100000 (repeat 10000 `\n`) }}",
        "{{ replace `` (repeat 100000 `y`) (repeat 100000 `x`) }}",
        "{{ wrapWith 1 (repeat 100000 `y`) (repeat 100000 `x`) }}",
        "{{ join (repeat 100000 `y`) (splitList `` (repeat 100000 `x`)) }}",
        "{{ regexReplaceAll `` (repeat 100000 `x`) (repeat 100000 `y`) }}",
        "{{ randAlpha 1000000000 }}",
        "{{ randBytes 1000000000 }}",
        "{{ regexMatch `(\\pL{900}){900}` `x` }}",
        "{{ regexMatch `\\pL{1000}\\pL{1000}\\pL{1000}\\pL{1000}` `x` }}",
        "{{ $l := list 1 }}{{ range until 40 }}{{ $l = list $l $l }}{{ end }}{{ toJson $l }}",
        "{{ $l := list 1 }}{{ $m := list 1 }}{{ range until 60 }}{{ $l = list $l $l }}{{ $m = list $m $m }}{{ end }}{{ deepEqual $l $m }}{{ has $l $m }}",
        "{{ $l := list 1 }}{{ range until 40 }}{{ $l = list $l $l }}{{ end }}{{ $x := deepCopy $l }}",
        "{{ $d := dict }}{{ range until 40 }}{{ $d = dict `a` $d `b` $d }}{{ end }}{{ $x := merge (dict) $d }}",
        "{{ $d := dict }}{{ $_ := set $d `d` $d }}{{ toJson $d }}",
        "{{ $l := list 1 }}{{ range until 5000 }}{{ $l = list $l }}{{ end }}{{ toJson $l }}{{ deepCopy $l }}",
        "{{ $l := list }}{{ range until 100000 }}{{ $l = append $l . }}{{ end }}",
        "{{ mulf 1e300 1e300 1e300 1e300 1e300 1e300 }}{{ divf 1e-300 1e300 }}{{ round 1e300 9223372036854775807 }}",
        "{{ div -9223372036854775808 -1 }}{{ mod -9223372036854775808 -1 }}{{ mul 9223372036854775807 3 }}",
        "{{ date `2006` 9223372036854775807 }}{{ date `2006` -9223372036854775807 }}{{ duration (int64 `9223372036854775807`) }}",
        "{{ chunk 9223372036854775807 (list 1) }}{{ trunc -9223372036854775808 `é` }}{{ abbrevboth 9223372036854775807 9 `abcdefghijk` }}",
        "{{ wrap 9223372036854775807 `a b` }}{{ wrapWith -5 `` `a b` }}{{ substr 1 2 `éé` }}",
        &deep_json,
        &wide_layout,
        &long_zone,
        &spaces,
        &nested_groups,
        &deep_groups,
    ];
    for template in templates {
        let start = processor_time();
        let result = run_with(&sources(), &Budget::default(), template, Value::Nil);
        let head: String = template.chars().take(80).collect();
        let took = processor_time() - start;
        assert!(took < Duration::from_secs(20), "{head} took {took:?}");
        // An answer is as good as an error, as long as it is not large.
        assert!(result.map_or(0, |out| out.len()) <= Budget::default().output, "{head}");
    }
}
