//! Every function in an endless loop over long inputs: none of them lets more bytes pass than the budget has steps for.
//!
//! What is asserted is how often a loop came by, which is the same on every machine. `cargo test --release --test attack
//! -- --nocapture` prints the processor time of each row as well.

#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, reason = "a test")]
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "figures are printed, patience is a variable"
)]

#[path = "../../golang/tests/processor_time/mod.rs"]
mod processor_time;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use gotext::sprig::{Sources, functions};
use gotext::{Budget, Cause, Fault, Functions, Template, Text, Type, Value};
use processor_time::processor_time;

/// Functions whose cost does not grow with their arguments: they hand on, count or look at the beginning.
const CONSTANT: &str = "add1 add1f all any append coalesce default empty fail first float64 floor ceil get hasKey hello \
    initial int int64 kindIs kindOf last list mustAppend mustFirst mustInitial mustLast mustPush now plural push randInt \
    round set ternary tuple typeIs typeIsLike typeOf unixEpoch unset uuidv4 htmlDate ago date_modify dateModify \
    mustDateModify must_date_modify htmlDateInZone env substr trunc";

/// Functions that are refused.
const REFUSED: &str = "bcrypt buildCustomCert decryptAES derivePassword encryptAES genCA genCAWithKey genPrivateKey \
    genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey getHostByName htpasswd";

/// What one round runs, and the inputs that it reads, writes or moves in whole.
const ROWS: &[(&str, &str)] = &[
    // Builtins.
    ("eq .a .b", "a b"),
    ("ne .a .b", "a b"),
    ("lt .a .b", "a b"),
    ("le .a .b", "a b"),
    ("gt .a .b", "a b"),
    ("ge .a .b", "a b"),
    ("eq .empty .a .a .a .a", "a a a a"),
    ("html .special", "special"),
    ("js .accents", "accents"),
    ("urlquery .special", "special"),
    ("print .a", "a"),
    ("println .a", "a"),
    ("printf `%s` .a", "a"),
    ("printf `%q` .accents", "accents"),
    ("printf `%+q` .accents", "accents"),
    ("printf `%x` .a", "a"),
    ("printf `%.1x` .a", "a"),
    ("printf `% #x` .a", "a"),
    ("printf `%#q` .a", "a"),
    ("printf `%.1s` .accents", "accents"),
    ("printf `%1000s` .accents", "accents"),
    ("printf `%d` .a", "a"),
    ("printf `%.0q` .accents", "accents"),
    ("printf .percents 1", "percents"),
    ("printf .brackets 1 2", "brackets"),
    ("printf `%v` .ints", "ints"),
    ("printf `%.0s` .same", "same"),
    ("printf `%#v` .map", "map"),
    ("slice .accents 1", "accents"),
    ("slice .ints 1", "ints"),
    ("index .map .a", "a"),
    // Casing.
    ("upper .a", "a"),
    ("lower .accents", "accents"),
    ("title .accents", "accents"),
    ("untitle .words", "words"),
    ("swapcase .accents", "accents"),
    ("camelcase .accents", "accents"),
    ("snakecase .accents", "accents"),
    ("kebabcase .capitals", "capitals"),
    ("initials .words", "words"),
    // Trimming, cutting, filling.
    ("trim .blanks", "blanks"),
    ("trimAll .accents .accents", "accents accents"),
    ("trimall .alphabet .a", "a"),
    ("trimPrefix .a .a", "a"),
    ("trimSuffix .a .a", "a"),
    ("nospace .words", "words"),
    ("nospace .a", "a"),
    ("abbrev 100000 .accents", "accents"),
    ("abbrevboth 50 100000 .accents", "accents"),
    ("repeat 4 .a", "a a a a"),
    ("replace `a` `b` .a", "a"),
    ("replace `` `b` .a", "a"),
    ("replace .half `b` .a", "a"),
    ("indent 4 .lines", "lines"),
    ("nindent 4 .lines", "lines"),
    ("wrap 1 .words", "words"),
    ("wrap 1 .a", "a"),
    ("wrapWith 100000 `` .words", "words"),
    ("wrapWith 200000 `x` .blanks", "blanks"),
    ("contains .half .a", "a"),
    ("hasPrefix .a .a", "a"),
    ("hasSuffix .a .a", "a"),
    ("quote .accents", "accents"),
    ("quote .special", "special"),
    ("squote .a", "a"),
    ("cat .a .a", "a a"),
    ("toString .ints", "ints"),
    // Text to lists and back.
    ("splitList `a` .a", "a"),
    ("splitList `` .accents", "accents"),
    ("split `,` .a", "a"),
    ("splitn `a` 1 .a", "a"),
    ("splitn `b` 5 .a", "a"),
    ("toStrings .ints", "ints"),
    ("sortAlpha .same", "same"),
    ("sortAlpha .strings", "strings"),
    ("join .a .few", "a"),
    ("join `` .ints", "ints"),
    // Codecs and sums.
    ("b64enc .a", "a"),
    ("b64dec .base64", "base64"),
    ("b32enc .a", "a"),
    ("b32dec .base32", "base32"),
    ("sha1sum .a", "a"),
    ("sha256sum .a", "a"),
    ("sha512sum .a", "a"),
    ("adler32sum .a", "a"),
    // Numbers.
    ("atoi .digits", "digits"),
    ("int .digits", "digits"),
    ("int64 .zeros", "zeros"),
    ("float64 .digits", "digits"),
    ("float64 .underscores", "underscores"),
    ("toDecimal .digits", "digits"),
    ("add .digits .digits", "digits digits"),
    ("sub .digits 1", "digits"),
    ("mul .digits 1", "digits"),
    ("div .digits 1", "digits"),
    ("mod .digits 2", "digits"),
    ("max .digits 2", "digits"),
    ("min .digits 2", "digits"),
    ("biggest .digits 2", "digits"),
    ("addf .digits 2", "digits"),
    ("subf .digits 2", "digits"),
    ("mulf .digits 2", "digits"),
    ("divf .digits 2", "digits"),
    ("maxf .digits 2", "digits"),
    ("minf .digits 2", "digits"),
    ("until 10000", "ints"),
    ("untilStep 0 10000 1", "ints"),
    ("seq 10000", "ints"),
    ("mulf 1e300 1e300 1e300 1e300 1e300 1e300 1e300 1e300 1e300", ""),
    ("divf 1e300 1e-300 1e300 1e-300 1e300 1e-300 1e300 1e-300", ""),
    ("addf 1e300 1e-300 1e300 1e-300 1e300 1e-300 1e300 1e-300", ""),
    ("printf `%e %g %b %x` 1e300 1e300 1e300 1e300", ""),
    ("printf `%f%f%f%f` 1e300 1e300 1e300 1e300", ""),
    ("printf `%.1000f%.1000f` 1e-300 1e-300", ""),
    // Lists.
    ("prepend .ints 1", "ints"),
    ("mustPrepend .ints 1", "ints"),
    ("concat .ints .ints", "ints ints"),
    ("rest .ints", "ints"),
    ("mustRest .ints", "ints"),
    ("reverse .ints", "ints"),
    ("mustReverse .ints", "ints"),
    ("uniq .few", ""),
    ("uniq .ints", "ints"),
    ("mustUniq .same", "same"),
    ("without .ints 1", "ints"),
    ("without .same .a", "same"),
    ("mustWithout .ints 1 2 3", "ints ints ints"),
    ("compact .ints", "ints"),
    ("mustCompact .ints", "ints"),
    ("has 20000 .ints", "ints"),
    ("has .a .similar", "a a a a a a a a"),
    ("mustHas 20000 .ints", "ints"),
    ("slice .ints 1 2", ""),
    ("mustSlice .ints 1", "ints"),
    ("chunk 1 .ints", "ints"),
    ("mustChunk 100 .ints", "ints"),
    // Dictionaries.
    ("dict .a 1 .b 2", "a b"),
    ("dict 1 .a .ints 1", "ints"),
    ("get .map .a", "a"),
    ("hasKey .map .a", "a"),
    ("set (dict) .a 1", "a"),
    ("unset (dict) .a", "a"),
    ("pluck .a .map", "a"),
    ("keys .map", "map"),
    ("values .map", "map"),
    ("pick .map .a", "a"),
    ("omit .map .a", "map"),
    ("omit .map `a` `b` `c` `d` `e` `f` `g` `h`", "map map map map"),
    ("merge (dict) .map", "map"),
    ("mustMerge (dict) .map", "map"),
    ("mergeOverwrite (dict) .map", "map"),
    ("mustMergeOverwrite (dict) .map", "map"),
    ("dig .a `x` .map", "a"),
    ("deepCopy .map", "map"),
    ("mustDeepCopy .ints", "ints"),
    ("deepEqual .map .map2", "map"),
    ("deepEqual .similar .similar2", "a a a a a a a a"),
    ("set (dict) `k` .ints", ""),
    ("set (dict) `k` .map", ""),
    ("set (dict) `k` (list .map .map .map .map)", "few few few few"),
    ("merge (dict `k` .map) (dict `k` .map2)", "map"),
    // JSON.
    ("toJson .map", "map"),
    ("toJson .special", "special"),
    ("mustToJson .accents", "accents"),
    ("toPrettyJson .ints", "ints"),
    ("mustToPrettyJson .map", "map"),
    ("toRawJson .special", "special"),
    ("mustToRawJson .map", "map"),
    ("fromJson .json", "json"),
    ("mustFromJson .jsonMap", "jsonMap"),
    ("fromJson .jsonText", "jsonText"),
    // Regular expressions.
    ("regexMatch `b` .a", "a"),
    ("mustRegexMatch `a*b` .a", "a"),
    ("regexMatch `(a|b)*c` .a", "a"),
    ("regexMatch `(a?){100}(a*){100}b` .a", "a"),
    ("regexMatch `[ab]*a[ab]{200}c` .a", "a"),
    (r"regexMatch `\Bx\B` .accents", "accents"),
    (r"regexMatch `(\pL\PN){50}x` .accents", "accents"),
    ("regexFind `(a|aa)+$` .a", "a"),
    ("mustRegexFind `b` .a", "a"),
    ("regexFindAll `a` .a -1", "a"),
    ("mustRegexFindAll `a*b|a` .a -1", "a"),
    ("regexFindAll `.*[^A-Z]|[A-Z]` .capitals -1", "capitals"),
    ("regexFindAll `(?:(a+)+b)?` .a -1", "a"),
    ("regexSplit `a` .a -1", "a"),
    ("mustRegexSplit `.*[^A-Z]|[A-Z]` .capitals -1", "capitals"),
    ("regexReplaceAll `a` .a `bb`", "a"),
    ("regexReplaceAll `` .a `b`", "a"),
    ("regexReplaceAll `(a)(a)(a)(a)` .a `$4$3$2$1`", "a"),
    ("mustRegexReplaceAll `.*[^A-Z]|[A-Z]` .capitals `$0`", "capitals"),
    ("regexReplaceAll `a` .few2 .dollars", "dollars"),
    ("regexReplaceAllLiteral `a` .a `bb`", "a"),
    ("mustRegexReplaceAllLiteral `.*[^A-Z]|[A-Z]` .capitals `b`", "capitals"),
    ("regexQuoteMeta .special", "special"),
    ("regexMatch .a .a", "a a"),
    ("regexMatch .groups .a", "groups"),
    // Dates.
    ("date .layout 0", "layout"),
    ("date .a 0", "a"),
    ("dateInZone .layout 0 `UTC`", "layout"),
    ("date_in_zone .fractions 0 `UTC`", "fractions"),
    ("duration .digits", "digits"),
    ("durationRound .durations", "durations"),
    ("toDate .layout .a", "layout a"),
    ("mustToDate .a .a", "a a"),
    ("toDate .blanks .blanks", "blanks blanks"),
    ("date .layout (toDate `2006` `2023`)", "layout"),
    // Versions.
    ("semver .version", "version"),
    ("semverCompare .constraints `1.2.3`", "constraints"),
    ("semverCompare .hyphens `1.2.3`", "hyphens"),
    ("semverCompare .stars `1.2.3`", "stars"),
    ("semverCompare .blanks `1.2.3`", "blanks"),
    ("semverCompare .ones `1.2.3`", "ones"),
    ("(semver .version).Compare (semver .version)", "version version"),
    ("printf `%s` (semver .version)", "version version"),
    // URLs and paths.
    ("urlParse .url", "url"),
    ("urlParse .special", "special"),
    ("urlJoin (dict `path` .accents `userinfo` .a)", "accents a"),
    ("base .slashes", "slashes"),
    ("osBase .slashes", "slashes"),
    ("dir .slashes", "slashes"),
    ("osDir .dots", "dots"),
    ("clean .dots", "dots"),
    ("osClean .slashes", "slashes"),
    ("ext .slashes", "slashes"),
    ("osExt .a", "a"),
    ("isAbs .slashes", ""),
    ("osIsAbs .slashes", ""),
    // The outside.
    ("expandenv .dollars", "dollars"),
    ("randAlpha 100000", "a"),
    ("randAlphaNum 100000", "a"),
    ("randNumeric 100000", "a"),
    ("randAscii 100000", "a"),
    ("randBytes 100000", "a"),
    ("shuffle .accents", "accents"),
    ("expandenv .braces", "braces"),
    ("regexMatch .openings .a", "openings"),
    ("regexMatch .classes .a", "classes"),
    ("regexMatch .properties .a", "properties"),
    ("regexReplaceAll .names .few2 .references", "references"),
    ("dateModify .durations (toDate `2006` `2023`)", "durations"),
];

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

/// Runs a template in which `tick` says how often it came by.
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

/// Whole templates, and how often their loops may come by at most.
#[test]
fn nothing_else_is_for_nothing_either() {
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
