//! How the proxy ends: signals, requests, and Envoy's own end.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use rustix::process::{Signal, kill_process, test_kill_process};

use crate::fake::file;
use crate::harness::{AGENT, Pod, ask_from, exists, skipped};

const DRAIN: &str = "POST /drain_listeners?inboundonly&graceful";
const STAYS: &str = "POST /drain_listeners?inboundonly&graceful&skip_exit";

#[test]
fn sigterm_drains_and_ends_well() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut agent = Pod::new().start();
        agent.until_log("Envoy proxy is ready");
        let (envoy, bootstrap) = (agent.envoy(), agent.pod.folder.join("etc/istio/proxy/envoy-rev.json"));
        assert!(exists(&bootstrap), "{}", agent.log());
        assert_eq!(agent.ask("GET", "/healthz/ready").status, 200);
        agent.signal(signal);
        agent.until_asked(DRAIN);
        assert_eq!(agent.ask("GET", "/healthz/ready").status, 503, "it is not ready while it drains");
        assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
        assert!(test_kill_process(envoy).is_err(), "Envoy ends with it");
        assert!(!exists(&bootstrap), "nothing is left");
    }
}

#[test]
fn a_second_sigterm_does_not_cut_the_drain_short() {
    let mut agent = Pod::new().config("terminationDrainDuration", "\"3600s\"").start();
    agent.until_log("Envoy proxy is ready");
    agent.signal(Signal::TERM);
    agent.until_asked(DRAIN);
    agent.signal(Signal::TERM);
    agent.until("both signals", |agent| agent.log().matches("received SIGTERM").count() == 2);
    assert!(agent.runs() && test_kill_process(agent.envoy()).is_ok());
    // Somebody at a terminal does not want to wait.
    agent.signal(Signal::INT);
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert_eq!(agent.asked().lines().filter(|line| *line == DRAIN).count(), 1);
}

#[test]
fn sigterm_before_envoy_is_up_waits_for_nothing() {
    let pod = Pod::new().config("terminationDrainDuration", "\"3600s\"");
    pod.write(file::SILENT, "");
    let mut agent = pod.start();
    let envoy = agent.envoy();
    agent.signal(Signal::TERM);
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert!(test_kill_process(envoy).is_err());
}

#[test]
fn an_envoy_that_does_not_heed_sigterm_is_killed() {
    let pod = Pod::new();
    pod.write(file::DEAF, "");
    let mut agent = pod.start();
    agent.until_log("Envoy proxy is ready");
    let envoy = agent.envoy();
    agent.ask("POST", "/quitquitquit");
    assert_eq!(agent.ended().code(), Some(0));
    assert!(agent.log().contains("killing it") && test_kill_process(envoy).is_err(), "{}", agent.log());
}

#[test]
fn a_native_sidecar_drains_on_request_and_ends_at_once_on_sigterm() {
    let mut agent = Pod::new().config("terminationDrainDuration", "\"3600s\"").start();
    agent.until_log("Envoy proxy is ready");
    // What the preStop handler of an injected pod runs.
    let port = agent.pod.ports[2];
    let drain = |words: &[&str]| Command::new(AGENT).args(words).output().unwrap();
    let refused = drain(&["request", &format!("--debug-port={port}"), "POST", "drain"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is not in allowed list"));
    assert_eq!(agent.ask("POST", "/drain").body, "OK");
    agent.until_asked(STAYS);
    assert_eq!(agent.ask("GET", "/healthz/ready").status, 200, "applications use it still");
    assert!(agent.runs());
    agent.signal(Signal::TERM);
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert_eq!(agent.asked().trim(), STAYS, "it is not drained again");
}

#[test]
fn connections_are_waited_for() {
    let pod = Pod::new()
        .variable("EXIT_ON_ZERO_ACTIVE_CONNECTIONS", "true")
        .variable("MINIMUM_DRAIN_DURATION", "1s")
        .config("terminationDrainDuration", "\"0s\"");
    pod.write(file::CONNECTIONS, "listener.0.0.0.0_15006.downstream_cx_active: 1\n");
    let mut agent = pod.start();
    agent.until_log("Envoy proxy is ready");
    agent.signal(Signal::TERM);
    agent.until("two counts", |agent| agent.log().matches("Open(1)").count() == 2);
    assert!(agent.runs());
    agent.pod.write(
        file::CONNECTIONS,
        "listener.0.0.0.0_15006.downstream_cx_active: 0\nlistener.0.0.0.0_15021.downstream_cx_active: 1\n",
    );
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
}

#[test]
fn quitting_is_for_the_pod_alone_and_by_post() {
    let pod = Pod::new();
    let mut agent = pod.start();
    agent.until_log("Envoy proxy is ready");
    for path in ["/quitquitquit", "/drain"] {
        assert_eq!(agent.ask("GET", path).status, 405, "{path}");
        match elsewhere() {
            Some(address) => {
                // Who asks is checked before how.
                for method in ["GET", "POST"] {
                    let request = format!("{method} {path} HTTP/1.1\r\nhost: a\r\n\r\n");
                    let answer = ask_from(&address, agent.pod.ports[2], &request).unwrap();
                    assert_eq!(answer.status, 403, "{method} {path} at {address}");
                    assert_eq!(answer.body, "Only requests from localhost are allowed\n");
                }
            }
            None => skipped("no address but loopback"),
        }
    }
    assert!(agent.runs(), "{}", agent.log());
    assert_eq!(agent.ask("POST", "/quitquitquit").body, "OK");
    assert_eq!(agent.ended().code(), Some(0), "{}", agent.log());
    assert_eq!(agent.asked(), "", "nothing is drained");
}

/// An address of this machine that is not loopback.
fn elsewhere() -> Option<String> {
    let addresses = init::host::interfaces().unwrap().into_iter().flat_map(|(_, addresses)| addresses);
    addresses.into_iter().find(|address| address.is_ipv4()).map(|address| address.to_string())
}

#[test]
fn an_envoy_that_ends_says_how() {
    let pod = Pod::new();
    pod.write(file::ENDS, "7");
    let (status, log) = pod.run();
    assert_eq!(status.code(), Some(7), "{log}");
    assert!(log.contains("Envoy exited with error: exit status 7"), "{log}");

    // As after a POST to Envoy's own /quitquitquit, with which Jobs end their proxy.
    let pod = Pod::new();
    pod.write(file::ENDS, "0");
    let (status, log) = pod.run();
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(log.contains("Envoy exited normally"), "{log}");

    let mut agent = Pod::new().start();
    agent.until_log("Envoy proxy is ready");
    kill_process(agent.envoy(), Signal::KILL).unwrap();
    let status = agent.ended();
    assert_eq!((status.code(), status.signal()), (Some(137), None), "{}", agent.log());
    assert!(agent.log().contains("may have been out of memory killed"), "{}", agent.log());
}

#[test]
fn the_first_process_of_a_container_takes_children_that_others_left() {
    let unshare =
        |command: &mut Command| command.args(["--pid", "--fork", "--kill-child", "--mount-proc"]).status();
    let mut probe = Command::new("unshare");
    if !unshare(probe.stderr(Stdio::null())).is_ok_and(|status| status.success()) {
        return skipped("no process namespaces");
    }
    let pod = Pod::new();
    // An Envoy that leaves an orphan, and then is one.
    let script = pod.read("envoy");
    let orphan = "#!/bin/sh\n(sleep 0.2 & exec sh -c 'exit 0')\n";
    pod.write("envoy", &script.replacen("#!/bin/sh\n", orphan, 1));
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(pod.folder.join("envoy"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new("unshare");
    pod.prepare(&mut command);
    command.args(["--pid", "--fork", "--kill-child", "--mount-proc", AGENT]).args(pod.words());
    command.arg("--log_output_level=default:debug");
    let mut child = command.spawn().unwrap();
    let end = std::time::Instant::now() + crate::harness::PATIENCE;
    while !pod.read("log").contains("of another ended") {
        assert!(std::time::Instant::now() < end, "{}", pod.read("log"));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let port = pod.ports[2];
    let quit = format!("POST /quitquitquit HTTP/1.1\r\nhost: localhost:{port}\r\n\r\n");
    assert_eq!(crate::harness::ask(port, &quit).unwrap().status, 200);
    assert_eq!(child.wait().unwrap().code(), Some(0), "{}", pod.read("log"));
}
