use super::*;

const CLUSTER: &str = r#"{"cluster": {"@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", "transportSocketMatches": [
    {"name": "tlsMode-istio", "match": {"tlsMode": "istio"}}], "name": "NAME", "connectTimeout": "10s",
    "typedExtensionProtocolOptions": {"envoy.extensions.Http": {"@type": "t/Http", "useIt": {}}},
    "metadata": {"filterMetadata": {"istio": {"some_key": 1.0}}}}}"#;
const LISTENER: &str = r#"{"activeState": {"listener": {"@type": "type.googleapis.com/envoy.config.listener.v3.Listener",
    "name": "NAME", "filterChains": [{"filters": [{"name": "mx", "typedConfig": {
    "@type": "type.googleapis.com/udpa.type.v1.TypedStruct", "typeUrl": "t", "value": {"enable_discovery": true}}}]}]}}}"#;
const ROUTE: &str = r#"{"routeConfig": {"@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration", "name": "NAME",
    "virtualHosts": [{"name": "b"}, {"name": "a"}]}}"#;

/// A dump of clusters, listeners and routes.
fn dump(clusters: &str, listeners: &str, routes: &str) -> String {
    format!(
        r#"{{"configs": [
            {{"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump"}},
            {{"@type": "{}", "versionInfo": "7", "dynamicActiveClusters": [{clusters}]}},
            {{"@type": "{}", "dynamicListeners": [{listeners}]}},
            {{"@type": "{}", "dynamicRouteConfigs": [{routes}]}}]}}"#,
        parts::CLUSTERS,
        parts::LISTENERS,
        parts::ROUTES
    )
}

fn of_istiod() -> String {
    let named = |text: &str, name: &str| text.replace("NAME", name);
    dump(
        &[named(CLUSTER, "b"), named(CLUSTER, "a")].join(","),
        &[named(LISTENER, "b"), named(LISTENER, "a")].join(","),
        &named(ROUTE, "80"),
    )
}

/// The same as Envoy prints it: other names of fields, times, what was before, and static parts.
fn of_envoy() -> String {
    let envoy = |text: &str, name: &str| {
        let text = text.replace("NAME", name).replace("transportSocketMatches", "transport_socket_matches");
        let text = text.replace("connectTimeout", "connect_timeout").replace("1.0", "1");
        let text = text.replace("typedExtensionProtocolOptions", "typed_extension_protocol_options");
        let text = text.replace("useIt", "use_it").replace("filterMetadata", "filter_metadata");
        let text = text.replace("filterChains", "filter_chains").replace("typedConfig", "typed_config");
        text.replace("typeUrl", "type_url")
            .replace("activeState", "active_state")
            .replace("virtualHosts", "virtual_hosts")
    };
    let cluster =
        |name| envoy(CLUSTER, name).replacen('{', r#"{"version_info": "1", "last_updated": "x", "#, 1);
    let listener = |name| {
        let text =
            envoy(LISTENER, name).replacen('{', r#"{"name": "n", "draining_state": {"listener": {}}, "#, 1);
        text.replace(r#""active_state": {"#, r#""active_state": {"version_info": "1", "#)
    };
    let route =
        envoy(ROUTE, "80").replace(r#"{"name": "b"}, {"name": "a"}"#, r#"{"name": "a"}, {"name": "b"}"#);
    let route = route.replace("routeConfig", "route_config");
    let route = route.replacen('{', r#"{"last_updated": "2026-01-02T03:04:05.678Z", "#, 1);
    let text =
        dump(&[cluster("a"), cluster("b")].join(","), &[listener("a"), listener("b")].join(","), &route);
    let text = text.replace("dynamicActiveClusters", r#"static_clusters": [{}], "dynamic_active_clusters"#);
    let text = text.replace("dynamicListeners", "dynamic_listeners");
    text.replace("dynamicRouteConfigs", "dynamic_route_configs").replace("versionInfo", "version_info")
}

fn compared(istiod: &str, envoy: &str) -> [Result<Part, CompareError>; 3] {
    compare(Dump::read(istiod.as_bytes()).unwrap(), Dump::read(envoy.as_bytes()).unwrap())
}

/// The lines in which the texts of a part differ.
fn differing(part: &Result<Part, CompareError>) -> Vec<String> {
    let Some((istiod, envoy)) = &part.as_ref().unwrap().texts else { return Vec::new() };
    let lines = istiod.lines().zip(envoy.lines()).filter(|(a, b)| a != b);
    lines.map(|(a, b)| format!("{} | {}", a.trim(), b.trim())).collect()
}

#[test]
fn the_same_configuration_in_both_spellings_matches() {
    let parts = compared(&of_istiod(), &of_envoy());
    for (part, name) in parts.iter().zip(["Clusters", "Listeners", "Routes"]) {
        let part = part.as_ref().unwrap();
        assert_eq!((part.name, &part.texts), (name, &None));
    }
    let loaded = parts[2].as_ref().unwrap().loaded.clone().unwrap();
    assert_eq!((loaded.seconds, loaded.nanos), (1_767_323_045, 678_000_000));
    assert_eq!(compared(&of_istiod(), &of_istiod())[2].as_ref().unwrap().loaded, None);
}

#[test]
fn what_differs_is_told_by_its_lines() {
    for (from, to, part, want) in [
        (r#""10s""#, r#""5s""#, 0, r#""connectTimeout": "10s", | "connectTimeout": "5s","#),
        ("tlsMode-istio", "other", 0, r#""name": "tlsMode-istio", | "name": "other","#),
        // A Struct's members are no fields.
        ("enable_discovery", "enableDiscovery", 1, r#""enable_discovery": true | "enableDiscovery": true"#),
        ("some_key", "someKey", 0, r#""some_key": 1 | "someKey": 1"#),
        (r#""80""#, r#""81""#, 2, r#""name": "80", | "name": "81","#),
    ] {
        let parts = compared(&of_istiod(), &of_envoy().replace(from, to));
        for (index, other) in parts.iter().enumerate() {
            match index == part {
                true => assert_eq!(differing(other).first().map(String::as_str), Some(want), "{from}"),
                false => assert_eq!(differing(other), [""; 0], "{from}"),
            }
        }
    }
}

#[test]
fn parts_that_are_missing_count_as_what_says_so() {
    let missing = format!("config dump has no configuration type {}", parts::CLUSTERS);
    let parts = compared(&of_istiod(), "{}");
    let (_, envoy) = parts[0].as_ref().unwrap().texts.clone().unwrap();
    assert_eq!(envoy, missing);
    assert_eq!(parts[2], Err(CompareError::Missing(parts::ROUTES)), "istioctl fails there, too");
    let parts = compared("{}", &of_envoy());
    let (istiod, _) = parts[0].as_ref().unwrap().texts.clone().unwrap();
    assert_eq!(istiod, missing);
    assert!(parts[2].is_ok());
    assert_eq!(compared("{}", "{}")[0].as_ref().unwrap().texts, None);
    // Parts of which nothing is in use are a message without fields.
    let empty = dump("", r#"{"errorState": {}}"#, "");
    let parts = compared(&of_istiod(), &empty);
    assert_eq!(parts[1].as_ref().unwrap().texts.as_ref().unwrap().1, "{\n\n}");
}

#[test]
fn what_is_no_dump_is_refused() {
    let deep = "[".repeat(100_000);
    for (text, want) in [
        ("x", "invalid character 'x' looking for beginning of value"),
        ("", "unexpected end of JSON input"),
        ("[]", "there are no `configs` in it"),
        (r#"{"configs": 1}"#, "there are no `configs` in it"),
        (r#"{"clusters": []}"#, "there are no `configs` in it"),
        (deep.as_str(), "exceeded max depth"),
    ] {
        assert_eq!(Dump::read(text.as_bytes()).unwrap_err().to_string(), want);
    }
    for odd in [
        r#"{"configs": [1, {"@type": 1}, []]}"#,
        &dump("1, [], {\"cluster\": 1}", "{}", "{\"routeConfig\": []}"),
    ] {
        assert!(compared(odd, odd)[0].as_ref().unwrap().texts.is_none(), "{odd}");
    }
}
