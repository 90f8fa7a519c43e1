//! The page of metrics: whose parts there are, and in which form.

use hyper::body::Incoming;
use hyper::{Request, Response};

use crate::application::{Application, Body, Speaks, body};
use crate::fake::file;
use crate::harness::{Agent, Answer, Pod, ask, free_ports};

const OPEN: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

fn metrics(request: &Request<Incoming>) -> Response<Body> {
    let accept = request.headers().get("accept").unwrap().to_str().unwrap();
    match (request.uri().path(), accept.contains("openmetrics")) {
        ("/metrics", true) => {
            let text = body("application_metric 2\n# EOF\n");
            Response::builder().header("content-type", OPEN).body(text).unwrap()
        }
        // Without the end of its line.
        ("/metrics", false) => Response::new(body("application_metric 1")),
        _ => Response::builder().status(500).body(body("")).unwrap(),
    }
}

fn scrape(agent: &Agent, path: &str, headers: &str) -> Answer {
    ask(agent.pod.ports[2], &format!("GET {path} HTTP/1.1\r\nhost: a\r\n{headers}\r\n")).unwrap()
}

fn with_application(port: u16, path: &str) -> Agent {
    let annotations = format!(r#"{{"scrape":"true","path":"{path}","port":"{port}"}}"#);
    let agent = Pod::new().variable("ISTIO_PROMETHEUS_ANNOTATIONS", &annotations).start();
    agent.until_log("Envoy proxy is ready");
    agent
}

#[test]
fn parts_follow_each_other() {
    let application = Application::start(Speaks::Http1, metrics);
    let agent = with_application(application.port, "/metrics");
    let prometheus = "accept: application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.4\r\n\
                      user-agent: Prometheus/3\r\nx-prometheus-scrape-timeout-seconds: 30\r\n";
    let page = scrape(&agent, "/stats/prometheus?usedonly&filter=x", prometheus);
    assert_eq!(page.status, 200);
    assert!(page.head.contains(&format!("content-type: {OPEN}")), "{page:?}");
    assert!(page.body.starts_with("# HELP istio_agent_"), "{page:?}");
    assert!(page.body.ends_with("\nenvoy_metric 1\napplication_metric 2\n# EOF\n"), "{page:?}");
    assert_eq!(page.body.matches("# EOF").count(), 1);
    assert!(agent.asked().contains("GET /stats/prometheus?usedonly&filter=x\n"), "{}", agent.asked());
    let headers = agent.pod.read("headers");
    for header in [
        "accept: text/plain;version=0.0.4;q=1.00",
        "user-agent: Prometheus/3",
        "x-prometheus-scrape-timeout-seconds: 30",
    ] {
        assert!(headers.contains(header), "{headers}");
    }
    let asked = application.asked().into_iter().next().unwrap();
    assert_eq!(asked.line, "GET /metrics");
    assert!(asked.headers.contains("user-agent: Prometheus/3\n"), "{asked:?}");

    let page = scrape(&agent, "/metrics", "");
    assert!(page.head.contains("content-type: text/plain; version=0.0.4; charset=utf-8"), "{page:?}");
    assert!(page.body.ends_with("\nenvoy_metric 1\napplication_metric 1\n"), "{page:?}");
    assert!(page.body.contains("istio_agent_scrapes_total 2\n"), "{page:?}");
    assert!(page.body.contains("istio_agent_startup_duration_seconds "), "{page:?}");
}

#[test]
fn a_part_that_fails_is_left_out_and_counted() {
    let application = Application::start(Speaks::Http1, metrics);
    let [nobody] = free_ports();
    for (port, path) in [(application.port, "/other"), (nobody, "/metrics")] {
        let agent = with_application(port, path);
        for count in [0, 1] {
            let page = scrape(&agent, "/stats/prometheus", "");
            assert!(page.status == 200 && page.body.ends_with("\nenvoy_metric 1\n"), "{page:?}");
            let failures =
                format!("istio_agent_scrape_failures_total{{type=\"application\"}} {}\n", count + 1);
            assert!(page.body.contains(&failures), "{failures}: {page:?}");
        }
        assert!(agent.log().contains("failed scraping application metrics: "), "{}", agent.log());
    }
    // Nobody asks for what is not wanted; an Envoy that is not there is left out, too.
    let pod = Pod::new().variable("ISTIO_PROMETHEUS_ANNOTATIONS", r#"{"scrape":"false"}"#);
    pod.write(file::SILENT, "");
    let agent = pod.start();
    agent.listens();
    let page = scrape(&agent, "/metrics", "");
    assert!(page.status == 200 && page.body.contains("type=\"envoy\"} 1\n"), "{page:?}");
    assert!(!page.body.contains("type=\"application\""), "{page:?}");
}

#[test]
fn a_page_is_passed_on_as_it_comes() {
    let agent = Pod::new().start();
    agent.until_log("Envoy proxy is ready");
    let many: String = (0..400_000).map(|n| format!("envoy_cluster{{n=\"{n}\"}} {n}\n")).collect();
    agent.pod.write(file::METRICS, &many);
    let resident = |page: &Answer| {
        let line = page
            .body
            .lines()
            .find_map(|line| line.strip_prefix("istio_agent_process_resident_memory_bytes "));
        line.unwrap().parse::<usize>().unwrap()
    };
    let before = resident(&scrape(&agent, "/metrics", ""));
    let page = scrape(&agent, "/metrics", "");
    assert!(page.body.ends_with(&many), "all of it comes, in order");
    let after = resident(&scrape(&agent, "/metrics", ""));
    assert!(after.saturating_sub(before) < many.len() / 2, "{before} bytes, then {after}, of {}", many.len());
}

#[test]
fn metrics_may_be_for_the_pod_alone() {
    let config = r#"{"METRICS_LOCALHOST_ACCESS_ONLY":"true"}"#;
    let agent = Pod::new().config("proxyMetadata", config).start();
    agent.listens();
    let status = |address: &str| {
        crate::harness::ask_from(address, agent.pod.ports[2], "GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n")
            .unwrap()
            .status
    };
    assert_eq!(status("127.0.0.1"), 200, "{}", agent.log());
    let other = init::host::interfaces().unwrap().into_iter().flat_map(|(_, addresses)| addresses);
    match other.into_iter().find(|address| address.is_ipv4()) {
        Some(address) => assert_eq!(status(&address.to_string()), 403),
        None => crate::harness::skipped("no address but loopback"),
    }
}
