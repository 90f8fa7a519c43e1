//! How many threads a proxy gets, where templates ask for it.

use kubeschema::quantity::Quantity;
use kubeyaml::Value;

use crate::Version;
use crate::names::{PROXY_CPU, PROXY_CPU_LIMIT};
use crate::pod::annotation;

/// What is taken where nothing says more.
const DEFAULT: i64 = 2;

/// The proxy config's concurrency, and where it is 0 the CPU of the pod's annotations, else of the values, in whole
/// cores rounded up. An amount that cannot be read ends the search. 0 where the version does not work it out.
///
/// Source: Istio 1.17 inject.go, estimateConcurrency.
pub(crate) fn estimate(proxy_config: &Value, pod: &Value, values: &Value, version: Version) -> i64 {
    if !version.estimates_concurrency {
        return 0;
    }
    let Some(configured) = proxy_config.get("concurrency").and_then(Value::as_i64) else { return DEFAULT };
    if configured > 0 {
        return configured;
    }
    let named = [PROXY_CPU_LIMIT, PROXY_CPU].into_iter().find_map(|name| annotation(pod, name));
    if let Some(cpu) = named {
        return cores(cpu).unwrap_or(DEFAULT);
    }
    let of_values = |list| values.at(&["global", "proxy", "resources", list, "cpu"]);
    let cpus = [of_values("limits"), of_values("requests")].into_iter().filter(|cpu| !cpu.is_null());
    cpus.filter_map(|cpu| cores(&kubeyaml::scalar_text(cpu)?)).next().unwrap_or(DEFAULT)
}

fn cores(cpu: &str) -> Option<i64> {
    Quantity::parse(cpu).ok()?.ceil()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_says_something_decides() {
        let limits = r#"{"limits":{"cpu":"2500m"},"requests":{"cpu":"1"}}"#;
        for (concurrency, annotations, resources, want) in [
            ("null", "{}", limits, 2),
            ("3", r#"{"sidecar.istio.io/proxyCPULimit":"9"}"#, limits, 3),
            ("0", r#"{"sidecar.istio.io/proxyCPU":"7","sidecar.istio.io/proxyCPULimit":"1500m"}"#, limits, 2),
            ("0", r#"{"sidecar.istio.io/proxyCPU":"6100m"}"#, limits, 7),
            ("0", r#"{"sidecar.istio.io/proxyCPU":"7","sidecar.istio.io/proxyCPULimit":"x"}"#, limits, 2),
            ("0", "{}", limits, 3),
            ("0", "{}", r#"{"limits":{"cpu":"x"},"requests":{"cpu":"5"}}"#, 5),
            ("0", "{}", r#"{"requests":{"cpu":4}}"#, 4),
            ("0", "{}", "{}", 2),
        ] {
            let json = |text: String| kubeyaml::from_json(text.as_bytes()).unwrap();
            let proxy_config = json(format!(r#"{{"concurrency":{concurrency}}}"#));
            let pod = json(format!(r#"{{"metadata":{{"annotations":{annotations}}}}}"#));
            let values = json(format!(r#"{{"global":{{"proxy":{{"resources":{resources}}}}}}}"#));
            let got = estimate(&proxy_config, &pod, &values, Version::V1_14);
            assert_eq!(got, want, "{concurrency} {annotations} {resources}");
            assert_eq!(estimate(&proxy_config, &pod, &values, Version::V1_10), 0);
        }
    }
}
