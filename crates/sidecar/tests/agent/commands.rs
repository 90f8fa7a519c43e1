//! `wait`, `request` and the small commands.

use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Output};
use std::thread;

use crate::fake::file;
use crate::harness::{AGENT, Pod, READY, free_ports};

fn run(words: &[&str]) -> Output {
    Command::new(AGENT).args(words).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn wait_returns_only_when_the_proxy_is_ready() {
    let pod = Pod::new();
    pod.write(file::STATS, "");
    let agent = pod.start();
    let url = format!("--url=http://localhost:{}/healthz/ready", agent.pod.ports[2]);
    let waits = thread::spawn(move || run(&["wait", &url, "--timeoutSeconds", "120"]));
    let why = "Envoy proxy is NOT ready: config not received from XDS server (is Istiod running?)";
    agent.until_log(why);
    assert!(!waits.is_finished());
    agent.pod.write(file::STATS, READY);
    let output = waits.join().unwrap();
    assert!(output.status.success() && said(&output).contains("Envoy is ready!"), "{output:?}");
    assert!(output.stdout.is_empty());
}

#[test]
fn wait_gives_up() {
    let [port] = free_ports();
    let url = format!("http://localhost:{port}/");
    let output = run(&["wait", "--url", &url, "--timeoutSeconds", "1", "--periodMillis=10", "--log_as_json"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1));
    let want =
        "error: timeout waiting for Envoy proxy to become ready. Last error: cannot connect to 127.0.0.1:";
    assert!(text.contains(want), "{text}");
    for (words, want) in [
        (&["wait", "--timeoutSeconds", "soon"][..], "error: --timeoutSeconds: \"soon\" is not a number"),
        (&["wait", "--url", "https://localhost/"], "is not a URL of http"),
        (&["wait", "--url", ":"], "is not a URL"),
        (&["wait", "--url"], "error: --url needs a value"),
    ] {
        let output = run(&[words, &["--timeoutSeconds=1"]].concat()
            [..words.len() + usize::from(words.len() > 2 && words[1] == "--url")]);
        assert!(!output.status.success() && said(&output).contains(want), "{words:?}: {}", said(&output));
    }
}

#[test]
fn request_prints_the_answer_and_nothing_else() {
    // The ports that may be asked are fixed, and Envoy may have them on this machine.
    let Ok(listener) = TcpListener::bind(("127.0.0.1", 15004)) else {
        return crate::harness::skipped("port 15004 is taken");
    };
    let server = thread::spawn(move || {
        let mut asked = Vec::new();
        for (status, body) in [(200, "{\"a\":1}"), (404, "none"), (503, "no")] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 1024];
            let read = std::io::Read::read(&mut stream, &mut head).unwrap();
            asked.push(String::from_utf8_lossy(&head[..read]).into_owned());
            let length = body.len();
            write!(stream, "HTTP/1.1 {status} x\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
        }
        asked
    });
    let request = |words: &[&str]| run(&[&["request", "--debug-port", "15004"], words].concat());
    let output = request(&["GET", "config_dump?include_eds"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert_eq!(output.stdout, b"{\"a\":1}\n");
    let output = request(&["POST", "/x", "text"]);
    assert!(output.status.success() && output.stdout == b"none\n", "{output:?}");
    let output = request(&["GET", "/y"]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert!(said(&output).contains("error: received unsuccessful status code 503: no"), "{output:?}");
    let asked = server.join().unwrap();
    assert!(asked[0].starts_with("GET /config_dump?include_eds HTTP/1.1\r\n"), "{asked:?}");
    assert!(asked[1].starts_with("POST /x HTTP/1.1\r\n") && asked[1].ends_with("\r\n\r\ntext"), "{asked:?}");
    for (words, want) in [
        (&["request", "GET"][..], "usage: request METHOD PATH [BODY]"),
        (&["request", "--debug-port=80", "GET", "/"], "debug port 80 is not in allowed list"),
        (&["request", "--debug-port=15004", "G T", "/"], "is not a method"),
        (&["request", "--debug-port=15004", "GET", "/a b"], "error: "),
    ] {
        let output = run(words);
        assert!(!output.status.success() && said(&output).contains(want), "{words:?}: {}", said(&output));
    }
}

#[test]
fn the_program_says_what_it_is() {
    for words in [&["version"][..], &["--version"], &["--log_output_level=default:info", "version"]] {
        let output = run(words);
        assert!(
            output.status.success() && output.stdout.starts_with(b"outrigger-agent "),
            "{words:?}: {output:?}"
        );
    }
    assert!(run(&["help"]).stdout.starts_with(b"Runs the proxy"));
    assert!(!run(&[]).status.success());
    assert!(said(&run(&["prox"])).contains("there is no command \"prox\""));
    let output = run(&["istio-iptables", "-p", "15001", "-z", "15006", "-u", "1337", "--dry-run"]);
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("15006"), "{output:?}");
}
