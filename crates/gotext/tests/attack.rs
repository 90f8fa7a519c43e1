//! Every function in an endless loop over long inputs: none of them lets more bytes pass than the budget has steps for.
//!
//! What is asserted is how many rounds a loop took, which is the same on every machine. `cargo test --release --test attack
//! -- --nocapture` prints the processor time of each row as well.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, reason = "a test")]
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "figures are printed, patience is a variable"
)]

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;
#[path = "attack/rows.rs"]
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use gotext::sprig::{Sources, functions};
use gotext::{Budget, Cause, Fault, Functions, Template, Text, Type, Value};
use processor_time::processor_time;
use rows::{CONSTANT, REFUSED, ROWS};

const LONG: usize = 100_000;
const MANY: i64 = 10_000;
/// What an item of a list or an entry of a map counts for, at least.
const ITEM: usize = 32;

fn text(unit: &str) -> Value<'static> {
    Value::text(unit.repeat(LONG / unit.len()))
}

fn data() -> BTreeMap<&'static str, Value<'static>> {
    let ints = || Value::list((0..MANY).map(Value::int).collect());
    let entries = || (0..MANY).map(|i| (Text::from(format!("key-{i:05}")), Value::int(i)));
    let similar = || {
        let items = (0..8).map(|i| Value::text(format!("{}{i}", "a".repeat(LONG - 1))));
        Value::list(items.collect())
    };
    let mut json = "[".to_owned() + &"0,".repeat(LONG / 2);
    json.push_str("0]");
    let json_map: String = (0..MANY).map(|i| format!("\"{i}\":0,")).collect();
    let long = Text::from("a".repeat(LONG));
    BTreeMap::from([
        ("empty", Value::text("")),
        ("a", text("a")),
        ("b", Value::text("a".repeat(LONG - 1) + "b")),
        ("half", Value::text("a".repeat(LONG / 2) + "b")),
        ("accents", text("é")),
        ("capitals", text("A")),
        ("words", text("lorem ipsum ")),
        ("blanks", text(" ")),
        ("lines", text("x\n")),
        ("special", text("<&\"'\\%$ ")),
        ("percents", text("%d")),
        ("brackets", text("%[1]*[2]d")),
        ("alphabet", Value::text("bcdefghijklmnopqrstuvwxyza")),
        ("digits", text("7")),
        ("zeros", Value::text("1.".to_owned() + &"0".repeat(LONG))),
        ("underscores", text("1_")),
        ("base64", text("YWFh")),
        ("base32", text("MFRGGZDF")),
        ("json", Value::text(json)),
        ("jsonMap", Value::text(format!("{{{json_map}\"x\":0}}"))),
        ("jsonText", Value::text(format!("\"{}\"", "\\u00e9".repeat(LONG / 6)))),
        ("dollars", text("$1${2}")),
        ("layout", text("January Z07")),
        ("fractions", text(".000000001")),
        ("durations", text("1h1m")),
        ("version", Value::text("1.2.3-".to_owned() + &"a.".repeat(LONG / 2) + "a")),
        ("constraints", text("1.2.3 || ")),
        ("hyphens", text("1.2.3 - 1.2.4 ")),
        ("stars", text("*|")),
        ("ones", text("1")),
        ("url", Value::text("http://h/".to_owned() + &"%41".repeat(LONG / 3))),
        ("slashes", text("/a")),
        ("dots", text("a/../")),
        ("groups", Value::text("a|".repeat(LONG / 2) + "a")),
        ("braces", text("${")),
        ("openings", text("{")),
        ("classes", text("[[:a]")),
        ("properties", text(r"\pL")),
        ("names", Value::text((0..500).map(|i| format!("(?P<n{i}>)")).collect::<String>())),
        ("references", text("${n499}")),
        ("few", Value::list(vec![Value::int(1), Value::int(2)])),
        ("few2", Value::text("bab")),
        ("ints", ints()),
        ("same", Value::list(vec![Value::Str(long); 1000])),
        ("strings", Value::strings((0..MANY).map(|i| Text::from(format!("{:05}", i * 7919 % MANY))))),
        ("similar", similar()),
        ("similar2", similar()),
        ("map", Value::map(entries())),
        ("map2", Value::map(entries())),
    ])
}

/// How many bytes an input stands for in the accounts.
fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Str(s) => s.len(),
        Value::List(list) => list.len() * ITEM,
        Value::Map(map) => map.len() * ITEM,
        _ => 0,
    }
}

fn sources() -> Sources {
    Sources {
        env: Some(Arc::new(|_| Some("value".to_owned()))),
        now: Some(Arc::new(|| SystemTime::UNIX_EPOCH)),
        random: Some(Arc::new(|bytes| bytes.fill(7))),
    }
}

/// A part of the usual one where nothing is optimised.
fn budget_of_a_row() -> Budget {
    let usual = Budget::default();
    let part = if cfg!(debug_assertions) { 20 } else { 1 };
    Budget { steps: usual.steps / part, memory: usual.memory / part as usize, ..usual }
}

struct Ran {
    rounds: u64,
    took: Duration,
    end: Result<String, Cause>,
}

/// Runs a template in which `tick` counts its calls.
fn run(functions: &Functions, text: &str, data: Value<'static>, budget: &Budget) -> Ran {
    let rounds = Arc::new(AtomicU64::new(0));
    let mut functions = functions.clone();
    let counter = Arc::clone(&rounds);
    let patience =
        std::env::var("ATTACK_PATIENCE").ok().and_then(|ms| ms.parse().ok()).map(Duration::from_millis);
    let start = processor_time();
    functions.def("tick", &[], Type::STR, move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        match patience {
            Some(most) if processor_time() - start > most => Err("out of patience".into()),
            _ => Ok("".into()),
        }
    });
    let template = Template::parse("t", text, ("", ""), &functions).unwrap_or_else(|e| panic!("{text}: {e}"));
    // What a template is executed on must not outlive it.
    let template: &'static Template = Box::leak(Box::new(template));
    let end = template.execute(data, budget).map_err(|error| error.cause);
    Ran { rounds: rounds.load(Ordering::Relaxed), took: processor_time() - start, end }
}

#[test]
fn no_function_lets_more_bytes_pass_than_there_are_steps_for() {
    let functions = functions(&sources());
    let inputs = data();
    let root = Value::map(inputs.iter().map(|(name, value)| (Text::from(*name), value.clone())));
    let budget = budget_of_a_row();
    let (mut report, mut wrong) = (Vec::new(), Vec::new());
    for (expression, whole) in ROWS {
        // Inside the loop the inputs are fields of `$`.
        let expression = expression.replace(" .", " $.");
        let text =
            format!("{{{{range 1000000000}}}}{{{{tick}}}}{{{{with {expression}}}}}{{{{end}}}}{{{{end}}}}");
        let Ran { rounds, took, end } = run(&functions, &text, root.clone(), &budget);
        report.push((took, rounds, expression.clone()));
        let bytes: usize = whole.split_whitespace().map(|name| size(&inputs[name])).sum();
        let most = budget.steps * gotext::budget::BYTES_PER_STEP as u64 / (bytes as u64).max(1) + 2;
        match end {
            Err(Cause::Budget(Fault::Steps | Fault::Memory)) if rounds <= most => {}
            Err(Cause::Calling { .. }) if rounds <= 1 => {}
            other => wrong.push(format!("{expression}: {rounds} rounds, at most {most}; {other:?}")),
        }
    }
    report.sort();
    for (took, rounds, expression) in report.iter().rev().take(60) {
        println!("{:>7} ms {rounds:>8} rounds  {expression}", took.as_millis());
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whole templates, and how many rounds their loops may take.
#[test]
fn loops_cost_what_they_do() {
    let functions = functions(&sources());
    let long = "a".repeat(LONG);
    let arguments = "`x` ".repeat(1_000);
    let variables: String = (0..1_000).map(|i| format!("{{{{$v{i} := 1}}}}")).collect();
    let path = ".a".repeat(1_000);
    let looped = |body: &str| format!("{{{{range $i := until 150000}}}}{{{{tick}}}}{body}{{{{end}}}}");
    let endless = |body: &str| format!("{{{{range 1000000000}}}}{{{{tick}}}}{body}{{{{end}}}}");
    for (template, most) in [
        (endless(&format!("{{{{$.{long}}}}}")), 700),
        (endless(&format!("{{{{$x := ${path}}}}}")), 1_000),
        (endless(&format!("{{{{$x := (dict){path}}}}}")), 1_000),
        (endless(&format!("{{{{$x := list {arguments}}}}}")), 1_000),
        (endless(&format!("{{{{$x := and {arguments}}}}}")), 1_000),
        (endless(&format!("{{{{$x := or 0 {arguments}}}}}")), 1_000),
        (endless(&format!("{{{{$x := eq `y` {arguments}}}}}")), 1_000),
        (endless(&format!("{{{{$x := `{long}`}}}}{{{{if eq $x `{long}`}}}}{{{{end}}}}")), 400),
        (
            endless(&format!("{{{{template `{long}`}}}}")) + &format!("{{{{define `{long}`}}}}{{{{end}}}}"),
            700,
        ),
        (
            endless("{{template `x`}}")
                + &format!("{{{{define `x`}}}}{{{{if 0}}}}{variables}{{{{end}}}}{{{{end}}}}"),
            2_000,
        ),
        // A map that grows in front, or shrinks there, moves all that is behind.
        (
            "{{$d := dict}}".to_owned() + &looped("{{$_ := set $d (printf `%09d` (sub 999999999 $i)) 1}}"),
            20_000,
        ),
        (
            "{{$d := dict}}{{range $i := until 10000}}{{$_ := set $d (printf `%09d` $i) 1}}{{end}}"
                .to_owned()
                + &looped("{{$_ := unset $d (printf `%09d` $i)}}"),
            9_000,
        ),
        // One that is gone through while it changes is copied.
        (
            "{{$d := dict}}{{range $i := until 1000}}{{$_ := set $d (printf `%09d` $i) 1}}{{end}}".to_owned()
                + &looped("{{range $d}}{{$_ := set $d `x` 1}}{{break}}{{end}}"),
            2_000,
        ),
        (looped("{{$x := regexMatch (printf `(a|b%d){900}` $i) `x`}}"), 600),
        (looped("{{$x := regexMatch (printf `\\pL%d` $i) `x`}}"), 2_000),
        (looped("{{$x := regexMatch (printf `a%d` $i) `x`}}"), 3_000),
        // Sixty-four and one: what others keep does not count.
        (looped("{{$x := regexMatch (printf `a%d` (mod $i 65)) `x`}}"), 110_000),
        (
            "{{$v := semver (printf `1.2.3-%s` (repeat 50000 `a.`) | trimSuffix `.`)}}".to_owned()
                + &looped("{{$x := $v.Compare $v}}{{$x = $v.String}}"),
            100,
        ),
    ] {
        let Ran { rounds, took, end } = run(&functions, &template, Value::Nil, &Budget::default());
        let head: String = template.chars().take(200).collect();
        println!("{:>7} ms {rounds:>8} rounds  {head}", took.as_millis());
        assert!(rounds <= most && rounds > 0, "{rounds} rounds, at most {most}: {head}");
        assert!(matches!(end, Err(Cause::Budget(_))), "{head}: {end:?}");
    }
}

#[test]
fn a_list_that_grows_item_by_item_costs_what_it_is_long() {
    let functions = functions(&sources());
    let run = |text: &str| run(&functions, text, Value::Nil, &Budget::default()).end;
    let grown =
        "{{$l := list}}{{range until 20000}}{{$l = append $l (print .)}}{{end}}{{len $l}} {{last $l}}";
    assert_eq!(run(grown).as_deref(), Ok("20000 19999"));
    // Two that grew out of one know nothing of each other.
    let forked = "{{$l := list 1}}{{$a := append $l 2}}{{$b := append $l 3}}{{$c := append $a 4}}{{$l}}{{$a}}{{$b}}{{$c}}";
    assert_eq!(run(forked).as_deref(), Ok("[1][1 2][1 3][1 2 4]"));
    let within = "{{$l := list}}{{$l = append $l 1}}{{$d := dict `l` $l}}{{$l = append $l $d}}{{$_ := set $d `m` $l}}{{$l}}";
    assert!(matches!(run(within), Err(Cause::Calling { .. })));
}

#[test]
fn every_function_has_its_row() {
    let words: BTreeSet<&str> = ROWS
        .iter()
        .flat_map(|(expression, _)| expression.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .chain(CONSTANT.split_whitespace())
        .chain(REFUSED.split_whitespace())
        .collect();
    let functions = functions(&sources());
    let missing: Vec<&str> = functions.names().filter(|name| !words.contains(name)).collect();
    assert!(missing.is_empty(), "without a row: {missing:?}");
}
