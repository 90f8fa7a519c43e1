//! `outrigger playground`: its server, and its page in a real browser, with both of its engines. Without a browser, without
//! axe or without the page that is a file (`make playground`) what needs them is skipped with a note, and fails under CI:
//! `crates/outrigger/tests/page.in/browser.sh` installs the former two.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "playground/browser.rs"]
mod browser;
#[path = "playground/served.rs"]
mod served;

use std::path::PathBuf;

use browser::Browser;
use served::Served;

const QUESTION: &str =
    r#"{"manifest":"{kind: Pod, spec: {}}","config":"policy: disabled\ntemplates: {sidecar: ''}\n"}"#;

fn post(host: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST /answer HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
}

#[test]
fn only_the_page_itself_is_answered() {
    let served = Served::start();
    let get =
        |host: &str, path: &str| format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let json = "Content-Type: application/json\r\n";
    let long = format!(r#"{{"manifest":"{}"}}"#, "x".repeat((1 << 20) + 1));
    let huge = format!(r#"{{"manifest":"{}"}}"#, "x".repeat(8 << 20));
    for (request, status, has) in [
        (get("HOST", "/"), 200, "<title>outrigger playground</title>"),
        (get("localhost", "/"), 200, "frame-ancestors 'none'"),
        (get("evil.example", "/"), 421, "at an address or at localhost"),
        (get("HOST", "/other"), 404, "the playground is at /"),
        (get("HOST", "/../../etc/passwd"), 404, "the playground is at /"),
        (get("HOST", "/answer"), 405, "allow: POST"),
        (get("HOST", "/").replace("GET", "DELETE"), 405, "allow: GET, HEAD"),
        (post("HOST", json, QUESTION), 200, r#""code":"policy-disabled""#),
        (
            post("HOST", &format!("{json}Origin: http://HOST\r\nSec-Fetch-Site: same-origin\r\n"), QUESTION),
            200,
            "{",
        ),
        (post("evil.example", json, QUESTION), 421, "at an address"),
        (post("HOST", &format!("{json}Origin: http://evil.example\r\n"), QUESTION), 403, "another page"),
        (post("HOST", &format!("{json}Origin: null\r\n"), QUESTION), 403, "another page"),
        (post("HOST", &format!("{json}Sec-Fetch-Site: cross-site\r\n"), QUESTION), 403, "another page"),
        (post("HOST", "Content-Type: text/plain\r\n", QUESTION), 415, "application/json"),
        (post("HOST", "", QUESTION), 415, "application/json"),
        (post("HOST", json, "{"), 400, "this is not a question"),
        (post("HOST", json, &long), 400, "the playground takes 1048576"),
        (post("HOST", json, &huge), 413, "too long"),
    ] {
        let answer = served.ask(&request);
        let shown: String = answer.chars().take(400).collect();
        let asked: String = request.chars().take(200).collect();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{asked}\n{shown}");
        assert!(answer.contains(has), "{asked}\n{has}: {shown}");
        for header in
            ["cache-control: no-store", "x-content-type-options: nosniff", "referrer-policy: no-referrer"]
        {
            assert!(answer.contains(header), "{asked}\n{header}: {shown}");
        }
    }
}

/// A file that has to be made for these tests; `None` where it is not, with a note.
fn made(name: &str, by: &str) -> Option<PathBuf> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("..");
    let path = target.join(name);
    if path.exists() && browser::is_there() {
        return Some(path.canonicalize().unwrap());
    }
    let note = format!("no chromium, or no {}: {by}", path.display());
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{note}");
    eprintln!("\nSKIPPED: {note}\n");
    None
}

/// The page of the server, and where it was made that which is a file.
fn pages(served: &Served) -> Vec<String> {
    let file = made("playground.html", "make playground");
    let file = file.map(|path| format!("file://{}", path.display()));
    [served.url.clone()].into_iter().chain(file).collect()
}

fn has_browser() -> bool {
    made(".", "crates/outrigger/tests/page.in/browser.sh").is_some()
}

/// Types a text in place of a field's, and waits for the answer to it.
fn typed(browser: &mut Browser, field: &str, text: &str) {
    browser.run(&format!("at({field:?}).focus(); at({field:?}).select()"));
    typed_at_the_caret(browser, text);
}

/// Types a text where the caret is, and waits for the answer to it.
fn typed_at_the_caret(browser: &mut Browser, text: &str) {
    let answered = browser.run("performance.getEntriesByName('answered').length").as_u64().unwrap();
    browser.type_in(text);
    browser.until(&format!("performance.getEntriesByName('answered').length > {answered} && !isAsking"));
}

/// All that is shown of an answer.
const SHOWN: &str = "[...document.querySelectorAll('#shown, .problems, #answers-like')].map((e) => e.textContent).join('\\n')";

const HOSTILE: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: \"</textarea></script><img src=x onerror=\\\"document.title='name'\\\">\"\nspec:\n  containers:\n  - name: a\n    image: <b>i</b>\n";

#[test]
fn the_page_answers_what_is_typed() {
    if !has_browser() {
        return;
    }
    let served = Served::start();
    for url in pages(&served) {
        let mut browser = Browser::start();
        browser.open(&url);
        let shown = browser.text(SHOWN);
        for part in
            ["Deployment shop/web (spec.template): injected", "the policy is enabled", "+", "unchanged lines"]
        {
            assert!(shown.contains(part), "{url} {part}: {shown}");
        }
        typed(
            &mut browser,
            "manifest",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostNetwork: true}\n",
        );
        assert!(browser.text(SHOWN).contains("Pod default/p: not injected"), "{url}");
        typed(&mut browser, "manifest", "a: b\nc: [\n");
        assert_eq!(
            browser.text("document.querySelector('.manifest .problems button').textContent"),
            "line 3"
        );
        assert_eq!(browser.text("at('manifest').getAttribute('aria-invalid')"), "true");
        browser.run("document.querySelector('.manifest .problems button').click()");
        assert_eq!(browser.run("at('manifest').selectionStart"), 10, "the caret is where the fault is");

        typed(&mut browser, "manifest", HOSTILE);
        let shown = browser.text(SHOWN);
        assert!(shown.contains("Pod </textarea></script><img src=x"), "{url}: {shown}");
        assert_eq!(browser.text("document.title"), "outrigger playground", "{url}: a name ran as a script");
        assert_eq!(browser.run("document.querySelectorAll('img, b').length"), 0, "{url}");

        // Another release beside it, and what a code means.
        typed(
            &mut browser,
            "manifest",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {sidecar.istio.io/inject: \"nope\"}}\nspec: {containers: [{name: c, image: i}]}\n",
        );
        browser.run("at('compare').value = '1.20'; at('compare').dispatchEvent(new Event('input'))");
        browser.until("at('compared').textContent.includes('From Istio 1.20 to the result')");
        browser.run("[...document.querySelectorAll('button.code')].find((b) => b.textContent === 'unreadable-value').click()");
        assert!(browser.text("at('meaning').innerText").contains("what to do"), "{url}");
        assert_eq!(browser.run("at('meaning').open"), true);
        browser.press("Escape", 27);
        browser.until("!at('meaning').open");

        let answers =
            browser.run("performance.getEntriesByName('answered').map((e) => Math.round(e.duration))");
        eprintln!("{url}: milliseconds from a change to what is shown, with this build: {answers}");
        assert!(browser.faults.is_empty(), "{url}: {:?}", browser.faults);
    }
}

#[test]
fn each_keystroke_is_answered() {
    if !has_browser() {
        return;
    }
    let served = Served::start();
    for url in pages(&served) {
        let mut browser = Browser::start();
        browser.open(&url);
        browser.run(
            "const f = at('manifest'); f.focus(); const end = f.value.indexOf('name: web') + 9; f.setSelectionRange(end, end)",
        );
        for key in "-of-another-team".chars() {
            typed_at_the_caret(&mut browser, &key.to_string());
        }
        let shown = browser.text(SHOWN);
        assert!(shown.contains("shop/web-of-another-team (spec.template): injected"), "{url}: {shown}");
        let answers = browser.run(
            "performance.getEntriesByName('answered').map((e) => Math.round(e.duration)).slice(-16).sort((a, b) => a - b)",
        );
        eprintln!("{url}: milliseconds from a keystroke to what is shown, with this build: {answers}");
    }
}

#[test]
fn a_link_holds_the_state() {
    if !has_browser() {
        return;
    }
    let served = Served::start();
    for url in pages(&served) {
        let mut browser = Browser::start();
        browser.open(&url);
        assert_eq!(browser.text("location.hash"), "", "what the page starts with needs no link");
        typed(&mut browser, "manifest", HOSTILE);
        typed(&mut browser, "namespace", "elsewhere");
        browser.run("at('native').value = 'true'; at('native').dispatchEvent(new Event('input'))");
        browser.until("location.hash.startsWith('#v1.') && !isAsking");
        browser.run("keep()");
        let state = browser.text("JSON.stringify(state())");
        let (link, shown) = (browser.text("location.href"), browser.text(SHOWN));
        browser.open(&link);
        browser.until("!isAsking && at('namespace').value === 'elsewhere'");
        assert_eq!(browser.text("JSON.stringify(state())"), state);
        assert_eq!(browser.text(SHOWN), shown);
        assert_eq!(browser.text("document.title"), "outrigger playground", "{url}: a link ran as a script");

        // An example takes the place of what was typed, which is a step back.
        browser.run("at('example').selectedIndex = 3; at('example').dispatchEvent(new Event('change'))");
        browser.until("at('manifest').value.includes('name: batch') && !isAsking");
        browser.run("history.back()");
        browser.until(
            "at('namespace').value === 'elsewhere' && at('manifest').value.includes('onerror') && !isAsking",
        );

        let bomb = browser.text("through(new TextEncoder().encode(JSON.stringify({ manifest: 'x'.repeat(64 << 20) })), new CompressionStream('deflate-raw'), Infinity).then((b) => VERSION + btoa([...b].map((c) => String.fromCharCode(c)).join('')).replaceAll('+', '-').replaceAll('/', '_'))");
        for broken in ["v1.%%%", "v1.AAAA", "other", bomb.as_str()] {
            browser.open(&format!("{url}#{broken}"));
            assert!(browser.text("at('said').textContent").starts_with("The link cannot be read"), "{url}");
            assert_eq!(browser.run("at('manifest').value === initial.manifest"), true);
        }
        assert!(browser.faults.is_empty(), "{url}: {:?}", browser.faults);
    }
}

#[test]
fn both_engines_answer_alike() {
    let Some(_) = made("playground.html", "make playground") else { return };
    let served = Served::start();
    let mut pages = pages(&served).into_iter().map(|url| {
        let mut browser = Browser::start();
        browser.open(&url);
        browser
    });
    let (mut server, mut module) = (pages.next().unwrap(), pages.next().unwrap());
    let examples = server.run("start.examples.length").as_u64().unwrap();
    let mut both = |expression: &str| {
        let [of_server, of_module] = [&mut server, &mut module].map(|browser| {
            browser.text(&format!("(async () => ask(JSON.stringify({{ ...initial, ...{expression} }})))()"))
        });
        assert_eq!(of_module, of_server, "{expression}");
        of_server
    };
    for example in 0..examples {
        let of = format!(
            "manifest: start.examples[{example}].manifest, config: start.config + (start.examples[{example}].template ?? '')"
        );
        for more in [
            "",
            ", native: 'true'",
            ", compare: '1.30'",
            ", release: '1.20'",
            ", platform: 'openshift', revision: 'r'",
        ] {
            both(&format!("{{ {of}{more} }}"));
        }
    }
    for (broken, has) in [
        ("{ manifest: 'a: [' }", "did not find"),
        ("{ config: 'policy: enabled\\ntemplates: {sidecar: \"{{ fail `no` }}\"}' }", "error calling fail"),
        ("{ values: '[' }", "could not parse configuration values"),
        ("{ mesh: 'defaultConfig: {nope: 1}' }", "nothing reads"),
        ("{ manifest: '' }", "\"workloads\":[]"),
        ("{ manifest: '['.repeat(900) + ']'.repeat(900) }", "workloads"),
        (
            "{ config: start.config.replace('{{', '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}{{') }",
            "workloads",
        ),
    ] {
        let answer = both(broken);
        assert!(answer.contains(has), "{broken}: {answer}");
    }
}

#[test]
fn the_page_is_for_everybody() {
    let Some(axe) = made("axe.min.js", "crates/outrigger/tests/page.in/browser.sh") else { return };
    let axe = std::fs::read_to_string(axe).unwrap();
    let served = Served::start();
    for url in pages(&served) {
        let mut browser = Browser::start();
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")] {
            browser.shows(width, scheme);
            browser.open(&url);
            let shift = "new Promise((ok) => { new PerformanceObserver((list) => ok(list.getEntries().filter((e) => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0))).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => ok(0), 300); })";
            assert_eq!(browser.run(shift), 0, "{url} {width} {scheme}: what is shown jumps");
            let wide = browser.run("document.documentElement.scrollWidth");
            assert_eq!(wide, width, "{url} {scheme}: the page is wider than its window");
            browser.run(&axe);
            let look = |browser: &mut Browser, at: &str| {
                let found = browser.run("axe.run(document).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`))");
                assert_eq!(found, serde_json::json!([]), "{url} {width} {scheme} {at}");
            };
            look(&mut browser, "at the start");
            browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
            look(&mut browser, "unfolded");
            typed(&mut browser, "values", "a: [\nb");
            look(&mut browser, "with an error");
            typed(&mut browser, "values", "");
            typed(&mut browser, "mesh", "nothing: 1\n");
            look(&mut browser, "with a warning");
            browser.run("document.querySelector('button.code').click()");
            look(&mut browser, "with a meaning");
        }
    }
}

#[test]
fn a_keyboard_reaches_all_and_is_trapped_nowhere() {
    if !has_browser() {
        return;
    }
    let served = Served::start();
    let mut browser = Browser::start();
    browser.open(&served.url);
    let mut met = Vec::new();
    for _ in 0..40 {
        browser.press("Tab", 9);
        let at = browser.text("document.activeElement.id || document.activeElement.className || document.activeElement.textContent || document.activeElement.tagName");
        if met.contains(&at) && at == "to-result" {
            break;
        }
        if met.last() != Some(&at) {
            met.push(at);
        }
    }
    let wanted = [
        "to-result",
        "copy",
        "reset",
        "example",
        "namespace",
        "revision",
        "release",
        "compare",
        "native",
        "platform",
        "Open…",
        "manifest",
        "Open…",
        "config",
        "Open…",
        "values",
        "Open…",
        "mesh",
        "shown",
    ];
    assert_eq!(met.get(..wanted.len()), Some(&wanted.map(str::to_owned)[..]), "{met:?}");
    assert!(met.iter().any(|at| at == "lines"), "{met:?}");

    // A new line goes on where the one before it began, and Tab leaves the text as it is.
    typed(&mut browser, "mesh", "a:\n  b: 1");
    browser.press("Enter", 13);
    browser.type_in("c: 2");
    browser.press("Tab", 9);
    assert_eq!(browser.text("at('mesh').value"), "a:\n  b: 1\n  c: 2");
    // Who listens hears of it once, when nothing changes any more.
    browser.until("at('said').textContent.includes('injected')");
}
