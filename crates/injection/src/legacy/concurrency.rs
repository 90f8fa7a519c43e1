//! Step: the proxy of 1.1 gets as many worker threads as it has CPUs.

use kubeschema::quantity::Quantity;
use kubeyaml::Value;

use super::arguments::flag;
use crate::names::PROXY_CONTAINER;
use crate::pod::name;

/// Appends `--concurrency N` to the proxy's arguments unless they set one above 0: N is its CPU limit in cores, rounded
/// up, or else its CPU request.
///
/// Source: Istio 1.1 concurrency.go, applyConcurrency.
pub fn apply(containers: &mut [Value]) {
    let Some(proxy) = containers.iter_mut().find(|c| name(c) == PROXY_CONTAINER) else { return };
    let set = flag(proxy.items_at(&["args"]), "concurrency").flatten();
    if set.and_then(|n| n.parse::<i64>().ok()).is_some_and(|n| n > 0) {
        return;
    }
    let threads = [cores(proxy, "limits"), cores(proxy, "requests")].into_iter().find(|n| *n > 0);
    if let Some(threads) = threads {
        proxy.list_entry("args").extend([Value::text("--concurrency"), Value::from(threads.to_string())]);
    }
}

/// A CPU resource in cores, rounded up; 0 when there is none.
fn cores(container: &Value, list: &str) -> i64 {
    let cpu = container.str_at(&["resources", list, "cpu"]);
    cpu.and_then(|text| Quantity::parse(text).ok()).and_then(|q| q.ceil()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_follow_the_cpu() {
        for (container, want) in [
            (r#"{"resources":{"requests":{"cpu":"10m"}}}"#, r#"["--concurrency","1"]"#),
            (
                r#"{"resources":{"limits":{"cpu":"1500m"},"requests":{"cpu":"10m"}}}"#,
                r#"["--concurrency","2"]"#,
            ),
            (r#"{"resources":{"limits":{"cpu":"0"},"requests":{"cpu":"4"}}}"#, r#"["--concurrency","4"]"#),
            (r#"{"args":["a"],"resources":{"limits":{"cpu":"2"}}}"#, r#"["a","--concurrency","2"]"#),
            (
                r#"{"args":["--concurrency","3"],"resources":{"limits":{"cpu":"2"}}}"#,
                r#"["--concurrency","3"]"#,
            ),
            (r#"{"args":["-concurrency=3"],"resources":{"limits":{"cpu":"2"}}}"#, r#"["-concurrency=3"]"#),
            (
                r#"{"args":["--concurrency","x"],"resources":{"limits":{"cpu":"2"}}}"#,
                r#"["--concurrency","x","--concurrency","2"]"#,
            ),
            (r#"{"args":["--concurrency=0"]}"#, r#"["--concurrency=0"]"#),
            (r#"{"args":["a"],"resources":{"limits":{"memory":"2"}}}"#, r#"["a"]"#),
        ] {
            let mut proxy = kubeyaml::from_json(container.as_bytes()).unwrap();
            proxy.become_map().insert("name", PROXY_CONTAINER);
            let mut containers = [Value::Null, proxy.clone(), proxy.clone()];
            apply(&mut containers);
            let [_, first, second] = containers;
            assert_eq!(kubeyaml::to_json(first.at(&["args"])), want, "{container}");
            assert_eq!(second, proxy, "only the first proxy is changed");
        }
    }
}
