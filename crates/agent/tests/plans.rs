//! What comes of flags, variables and files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use agent::settings::{
    BootstrapSource, Environment, Files, Flags, Given, Host, KeyKind, Plan, Roots, SettingsError, Wanted,
};

/// A plan of a command line, variables (`NAME=VALUE`) and files (`mesh:`, `labels:`, `annotations:` before the text).
fn plan(line: &str, variables: &[&str], files: &[&str]) -> Result<Plan, SettingsError> {
    let flags = Flags::read(&line.split_whitespace().collect::<Vec<_>>())?;
    let environment: Environment = variables.iter().map(|pair| pair.split_once('=').unwrap()).collect();
    let text = |name: &str| files.iter().find_map(|file| file.strip_prefix(name)).map(str::to_owned);
    let files =
        Files { mesh_config: text("mesh:"), labels: text("labels:"), annotations: text("annotations:") };
    let host = Host::default();
    Plan::new(&Given { flags: &flags, environment: &environment, files: &files, host: &host })
}

/// What istio's injected container gets.
const INJECTED: &[&str] = &[
    "POD_NAME=httpbin-1",
    "POD_NAMESPACE=default",
    "INSTANCE_IP=10.0.0.9",
    "SERVICE_ACCOUNT=httpbin",
    "HOST_IP=192.168.0.1",
    "ISTIO_META_CLUSTER_ID=Kubernetes",
    "CA_ADDR=istiod.istio-system.svc:15012",
    "PILOT_CERT_PROVIDER=istiod",
    "TRUST_DOMAIN=cluster.local",
    "GOMEMLIMIT=100",
    "GOMAXPROCS=2",
];

#[test]
fn an_injected_pod_needs_no_notice() {
    let line = "sidecar --domain default.svc.cluster.local --proxyLogLevel=warning \
                --proxyComponentLogLevel=misc:error --log_output_level=default:info";
    let plan = plan(line, INJECTED, &[]).unwrap();
    assert_eq!(plan.notices, []);
    assert_eq!(plan.who.node_id, "sidecar~10.0.0.9~httpbin-1.default~default.svc.cluster.local");
    assert_eq!(plan.who.host_ip, Some(IpAddr::from([192, 168, 0, 1])));
    let ca = &plan.certificates.ca.server;
    assert_eq!(ca.address, "istiod.istio-system.svc:15012");
    assert_eq!(ca.tls.as_ref().unwrap().server_name, "istiod.istio-system.svc");
    assert_eq!(
        plan.xds.server.tls.as_ref().unwrap().roots,
        Roots::Files(vec![
            "./etc/certs/root-cert.pem".into(),
            "./var/run/secrets/istio/root-cert.pem".into()
        ])
    );
    assert_eq!(plan.xds.server.address, "istiod.istio-system.svc:15012");
    assert_eq!((plan.ports.admin, plan.ports.status), (15000, Some(15020)));
    assert_eq!((plan.ports.envoy_status, plan.ports.envoy_prometheus), (15021, 15090));
    assert_eq!(plan.drain.termination, Duration::from_secs(5));
    assert_eq!(plan.envoy.binary, Path::new("/usr/local/bin/envoy"));
    assert_eq!(plan.envoy.component_log_level.as_deref(), Some("misc:error"));
    assert_eq!(plan.envoy.bootstrap, BootstrapSource::BuiltIn);
    assert_eq!(plan.xds.socket, Path::new("./etc/istio/proxy/XDS"));
    assert_eq!(plan.certificates.key, KeyKind::P256);
    assert!(plan.xds.delta && plan.dns.is_none() && plan.drain.inbound_only);
}

#[test]
fn the_order_of_the_proxy_config() {
    let mesh =
        "mesh:defaultConfig: {concurrency: 1, drainDuration: 1s, proxyMetadata: {A: mesh}, statusPort: 1}";
    let variable =
        "PROXY_CONFIG={\"concurrency\":2,\"drainDuration\":\"2s\",\"proxyMetadata\":{\"B\":\"env\"}}";
    let annotation = "annotations:proxy.istio.io/config=\"concurrency: 3\"";
    let two = "annotations:sidecar.istio.io/discoveryAddress=\"a:1\"\nstatus.sidecar.istio.io/port=\"7\"";
    let none = "annotations:status.sidecar.istio.io/port=\"0\"";
    let cpu = "ISTIO_CPU_LIMIT=5";
    for (line, variables, files, want) in [
        ("", &[][..], &[][..], (0, 45, Some(15020), "istiod.istio-system.svc:15012")),
        ("", &[cpu], &[], (5, 45, Some(15020), "istiod.istio-system.svc:15012")),
        ("", &[cpu], &[mesh], (1, 1, Some(1), "istiod.istio-system.svc:15012")),
        ("--drainDuration 9s", &[variable], &[mesh], (2, 2, Some(1), "istiod.istio-system.svc:15012")),
        ("--drainDuration 9s", &[], &[mesh], (1, 9, Some(1), "istiod.istio-system.svc:15012")),
        ("", &[variable], &[mesh, annotation], (3, 2, Some(1), "istiod.istio-system.svc:15012")),
        (
            "--concurrency 4",
            &[variable],
            &[mesh, annotation],
            (4, 2, Some(1), "istiod.istio-system.svc:15012"),
        ),
        ("--discoveryAddress b:2 --statusPort 8", &[], &[two], (0, 45, Some(7), "a:1")),
        ("--discoveryAddress b:2 --statusPort 8", &[], &[], (0, 45, Some(8), "b:2")),
        ("--statusPort 0", &[], &[], (0, 45, None, "istiod.istio-system.svc:15012")),
        ("", &[], &[none], (0, 45, None, "istiod.istio-system.svc:15012")),
    ] {
        let plan = plan(line, variables, files).unwrap();
        let drain = plan.envoy.drain_time.as_secs();
        let found = (plan.envoy.concurrency, drain, plan.ports.status, plan.xds.server.address.as_str());
        assert_eq!(found, want, "{line} {variables:?} {files:?}");
    }
    let united = plan("", &[variable], &[mesh]).unwrap();
    let metadata = united.mesh.proxy_value(&["proxyMetadata"]);
    assert_eq!(kubeyaml::to_json(metadata), r#"{"A":"mesh","B":"env"}"#);
}

#[test]
fn a_command_line_of_istio_1_1_fills_the_proxy_config() {
    let line = "sidecar --domain default.svc.cluster.local --configPath /etc/istio/proxy --binaryPath /usr/bin/envoy \
        --serviceCluster httpbin.default --drainDuration 50s --parentShutdownDuration 1m0s \
        --discoveryAddress istio-pilot.istio-system:15011 --zipkinAddress zipkin.istio-system:9411 \
        --connectTimeout 10s --proxyAdminPort 15001 --controlPlaneAuthPolicy MUTUAL_TLS \
        --statsdUdpAddress 10.0.0.1:9125 --statusPort 15019 --applicationPorts 80,81 --concurrency 2 \
        --trust-domain td.example --disableInternalTelemetry";
    let plan = plan(line, &["POD_NAME=p", "POD_NAMESPACE=default"], &[]).unwrap();
    let config = plan.mesh.proxy_config.document();
    for (path, want) in [
        (&["configPath"][..], "\"/etc/istio/proxy\""),
        (&["binaryPath"], "\"/usr/bin/envoy\""),
        (&["serviceCluster"], "\"httpbin.default\""),
        (&["drainDuration"], "\"50s\""),
        (&["discoveryAddress"], "\"istio-pilot.istio-system:15011\""),
        (&["tracing", "zipkin", "address"], "\"zipkin.istio-system:9411\""),
        (&["proxyAdminPort"], "15001"),
        (&["controlPlaneAuthPolicy"], "\"MUTUAL_TLS\""),
        (&["statsdUdpAddress"], "\"10.0.0.1:9125\""),
        (&["statusPort"], "15019"),
        (&["concurrency"], "2"),
    ] {
        assert_eq!(kubeyaml::to_json(config.at(path)), want, "{path:?}");
    }
    assert_eq!(plan.mesh.trust_domain, "td.example");
    let notices: Vec<String> = plan.notices.iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "--parentShutdownDuration has no effect: Envoy is not restarted hot",
            "--connectTimeout has no effect: Envoy reaches the control plane through a socket of the agent",
            "--applicationPorts has no effect: readiness is that of Envoy alone",
            "--disableInternalTelemetry has no effect: there is no Mixer any more",
        ]
    );
}

#[test]
fn what_has_no_effect_is_named() {
    let variables = [
        "WASM_MODULE_EXPIRY=1h",
        "SECRET_TTL=day",
        "SECRET_GRACE_PERIOD_RATIO=2",
        "ISTIO_METAJSON_X=[1]",
        "CA_ADDR=ca:15010",
        "JWT_POLICY=first-party-jwt",
        "COMPLIANCE_POLICY=pqc",
        "PROXY_CONFIG=concurency: 2",
    ];
    let files = ["annotations:status.sidecar.istio.io/port=\"x\"", "labels:a=b", "mesh:accesLogFile: x"];
    let plan = plan("sidecar --proxyLogLevel info,a:b:c", &variables, &files).unwrap();
    let notices: Vec<String> = plan.notices.iter().map(ToString::to_string).collect();
    assert_eq!(
        notices,
        [
            "accesLogFile of ./etc/istio/config/mesh has no effect: the proxy config has no such field; its name is similar to one that it has",
            "concurency of PROXY_CONFIG has no effect: the proxy config has no such field; its name is similar to one that it has",
            "status.sidecar.istio.io/port cannot be used: \"x\" is not a port; 15020 counts",
            "./etc/istio/pod/labels cannot be used: a=b is not a key and a quoted value; none of its lines counts",
            "ISTIO_METAJSON_X cannot be used: it is not a JSON object; nothing of it counts",
            "JWT_POLICY has no effect: the token is the one that is mounted for the control plane, as with `third-party-jwt`",
            "the CA at ca:15010 is reached without TLS: the pod's token crosses the network in the clear",
            "SECRET_TTL cannot be used: \"day\" is not a duration such as `5s`, not below zero; 24h0m0s counts",
            "SECRET_GRACE_PERIOD_RATIO cannot be used: \"2\" is not a number from 0 to 1; 0.5 counts",
            "--proxyLogLevel cannot be used: \"a:b:c\" is neither a level nor `PART:LEVEL`; what else it says counts",
            "COMPLIANCE_POLICY=pqc has no effect: the one policy that a proxy knows is `fips-140-2`",
            "WASM_MODULE_EXPIRY has no effect: Wasm modules are not fetched from registries",
        ]
    );
}

#[test]
fn what_decides_and_cannot_be_used_is_an_error() {
    for (variables, files, message) in [
        (
            &["PROXY_CONFIG=a: ["][..],
            &[][..],
            "failed to unmarshal proxy config from PROXY_CONFIG: could not parse proxy config: yaml: line 1: did not find expected node content",
        ),
        (
            &["PROXY_CONFIG=statusPort: 0"],
            &[],
            "the proxy config cannot be used: 1 error occurred:\n\t* invalid status port: port number 0 must be in the range 1..65535\n\n",
        ),
        (
            &[],
            &["mesh:a: ["],
            "failed to unmarshal mesh config from file ./etc/istio/config/mesh: yaml: line 1: did not find expected node content",
        ),
        (
            &[],
            &["annotations:proxy.istio.io/config=\"statusPort: x\""],
            "failed to unmarshal proxy config from proxy.istio.io/config: could not parse proxy config: invalid character 'x' looking for beginning of value",
        ),
        (
            &["CA_PROVIDER=GoogleCA"],
            &[],
            "CA_PROVIDER: \"GoogleCA\" cannot be used: the one CA that can be asked is Istio's, `Citadel`",
        ),
        (
            &["PROV_CERT=/a", "FILE_MOUNTED_CERTS=true"],
            &[],
            "PROV_CERT and FILE_MOUNTED_CERTS cannot both be set",
        ),
        (
            &["PILOT_CERT_PROVIDER=none"],
            &[],
            "PILOT_CERT_PROVIDER: \"none\" cannot be used: the control plane's certificate could not be checked; name roots by XDS_ROOT_CA and CA_ROOT_CA",
        ),
        (
            &["WORKLOAD_IDENTITY_SOCKET_FILE=../x"],
            &[],
            "WORKLOAD_IDENTITY_SOCKET_FILE: \"../x\" cannot be used: it must be the name of a file, not a path",
        ),
        (
            &["ECC_SIGNATURE_ALGORITHM=DSA"],
            &[],
            "ECC_SIGNATURE_ALGORITHM: \"DSA\" cannot be used: it must be `ECDSA`, or unset",
        ),
        (
            &["OUTRIGGER_REPORT_VERSION=mine"],
            &[],
            "OUTRIGGER_REPORT_VERSION: \"mine\" cannot be used: it must be `istio` or `own`",
        ),
    ] {
        assert_eq!(plan("sidecar", variables, files).unwrap_err().to_string(), message);
    }
    let message = "--proxyLogLevel: \"loud\" cannot be used: it must be a level of trace, debug, info, warning, error, critical and off, or PART:LEVEL";
    assert_eq!(plan("sidecar --proxyLogLevel info,loud", &[], &[]).unwrap_err().to_string(), message);
}

#[test]
fn keys_and_servers_are_chosen_as_asked() {
    for (variables, key) in [
        (&["WORKLOAD_RSA_KEY_SIZE=4096"][..], KeyKind::Rsa(4096)),
        (&["WORKLOAD_RSA_KEY_SIZE=512"], KeyKind::P256),
        (&["ECC_SIGNATURE_ALGORITHM=ECDSA", "WORKLOAD_RSA_KEY_SIZE=2048"], KeyKind::P256),
        (&["ECC_SIGNATURE_ALGORITHM=ECDSA", "ECC_CURVE=P384"], KeyKind::P384),
    ] {
        assert_eq!(plan("", variables, &[]).unwrap().certificates.key, key, "{variables:?}");
    }
    for (variables, line, ca, xds) in [
        (
            &["CA_ADDR=[fd00::1]:15012"][..],
            "--discoveryAddress localhost:15012",
            Some("fd00::1"),
            Some("istiod.istio-system.svc"),
        ),
        (&["CA_ADDR=ca:15010"], "--controlPlaneAuthPolicy NONE", None, None),
        (&["ISTIOD_SAN=name"], "--discoveryAddress 10.0.0.1:15012", Some("name"), Some("name")),
        (&["ISTIOD_SAN=name", "CA_ADDR=ca:1"], "", Some("ca"), Some("name")),
    ] {
        let plan = plan(line, variables, &[]).unwrap();
        let name = |server: &agent::settings::Server| server.tls.as_ref().map(|tls| tls.server_name.clone());
        assert_eq!(name(&plan.certificates.ca.server).as_deref(), ca, "{variables:?}");
        assert_eq!(name(&plan.xds.server).as_deref(), xds, "{variables:?}");
    }
}

#[test]
fn no_secret_is_shown_in_debug() {
    let variables = ["XDS_HEADER_AUTH=s3cret", "CA_HEADER_X=s3cret", "ISTIO_META_TOKEN=s3cret"];
    let plan = plan("sidecar --lightstepAddress a:1 --lightstepAccessToken s3cret", &variables, &[]).unwrap();
    assert_eq!(plan.xds.server.headers.first().unwrap().value, "s3cret");
    let shown = format!("{plan:#?}");
    assert!(shown.contains("AUTH") && shown.contains("TOKEN") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn the_wanted_files_are_those_of_the_flags() {
    let flags = Flags::read(&["--meshConfig=/m"]).unwrap();
    assert_eq!(Wanted::by(&flags).mesh_config, "/m");
    assert_eq!(Wanted::by(&Flags::default()).annotations, "./etc/istio/pod/annotations");
}

#[test]
fn keys_are_for_the_proxys_user_unless_somebody_says_otherwise() {
    for (variables, want) in [
        (&[][..], false),
        (&["OUTRIGGER_SDS_ANY_USER=true"], true),
        (&["OUTRIGGER_SDS_ANY_USER=false"], false),
        (&["OUTRIGGER_SDS_ANY_USER=perhaps"], false),
    ] {
        let plan = plan("sidecar", variables, &[]).unwrap();
        assert_eq!(plan.paths.workload_socket_is_for_everybody, want, "{variables:?}");
        assert_eq!(
            plan.notices.len(),
            usize::from(variables.iter().any(|v| v.contains("perhaps"))),
            "{variables:?}"
        );
    }
}
