//! `outrigger proxy-status POD`: what the istiod has for a proxy beside what the proxy has.

use std::time::Duration;

use cluster::port_forward::PodPort;
use cluster::xds::Channel;
use cluster::{Cluster, Object};
use diagnosis::control_plane::Istiod;
use diagnosis::proxy_status::compare::{Dump, Part, compare};
use diagnosis::target;
use diagnosis::xds::{configuration, text};
use golang::time::format;
use kubeyaml::Value;
use objects::kinds;
use similar::TextDiff;

use super::ProxyStatus;
use crate::commands::check_inject;
use crate::failure::{Failure, shown, tamed};
use crate::input;
use crate::istiods;
use crate::options::access::wait;
use crate::options::form::TableForm;
use crate::options::xds::ACCOUNT;
use crate::output;
use crate::xds::{self, Servers};

/// Lines around those that differ.
///
/// Source: Istio 1.30 istioctl/pkg/writer/compare/comparator.go.
const CONTEXT: usize = 7;
/// How long the shortest way from one text to the other is looked for; then a longer one has to do.
const PATIENCE: Duration = Duration::from_secs(10);
/// RFC 1123, as Go has it.
const RFC1123: &str = "Mon, 02 Jan 2006 15:04:05 MST";

/// Compares the configuration of a pod's proxy.
///
/// # Errors
/// There is no such pod, or proxy and istiod cannot both be asked.
pub fn run(options: &ProxyStatus, named: &str) -> Result<(), Failure> {
    if !options.known.snapshot.is_empty() {
        return Err(Failure::new("a snapshot has no configuration of proxies, which is what is compared")
            .hint("leave --snapshot out"));
    }
    if options.output != TableForm::Table || options.verbosity != 0 {
        eprintln!(
            "note: --output and --verbosity are about the table of all proxies, and have no effect here"
        );
    }
    let is_alone = options.xds.needs_no_cluster() && options.file.is_some() && !named.contains('/');
    let compared = match is_alone {
        true => wait(without_cluster(options, named))?,
        false => options.known.access.run_or_fail(async |cluster| in_cluster(options, &cluster, named).await),
    };
    match compared? {
        Compared::Ztunnel { pod, namespace } => {
            output::write(&format!("Sync diff is not available for ztunnel pod {pod}.{namespace}\n"), None)
        }
        Compared::Dumps { istiod, envoy } => print(istiod, envoy),
    }
}

enum Compared {
    Dumps {
        istiod: Dump,
        envoy: Dump,
    },
    /// A proxy that is no Envoy.
    Ztunnel {
        pod: String,
        namespace: String,
    },
}

async fn without_cluster(options: &ProxyStatus, named: &str) -> Result<Compared, Failure> {
    let (pod, namespace) = target::in_namespace(named, options.namespace.as_deref().unwrap_or("default"));
    let envoy = of_file(options)?.ok_or_else(|| Failure::new("no file is named"))?;
    let control = &options.control_plane.istio_namespace;
    let servers = xds::server_without_cluster(&options.xds, control, options.revision.as_deref()).await?;
    let istiod = of_istiod(options, None, servers, pod, namespace).await?;
    Ok(Compared::Dumps { istiod, envoy })
}

async fn in_cluster(options: &ProxyStatus, cluster: &Cluster, named: &str) -> Result<Compared, Failure> {
    let asked = options.namespace.as_deref().unwrap_or(cluster.default_namespace());
    let (pod, namespace) = pod(cluster, named, asked).await?;
    if is_ztunnel(cluster, &pod, &namespace).await {
        return Ok(Compared::Ztunnel { pod, namespace });
    }
    let envoy = match of_file(options)? {
        Some(envoy) => envoy,
        None => of_envoy(options, cluster, &pod, &namespace).await?,
    };
    let control = &options.control_plane.istio_namespace;
    let servers = xds::servers(&options.xds, cluster, control, options.which()).await?;
    let istiod = of_istiod(options, Some(cluster), servers, &pod, &namespace).await?;
    Ok(Compared::Dumps { istiod, envoy })
}

/// The pod that is meant, and its namespace. A pod that is named need not be there: a proxy may be elsewhere.
async fn pod(cluster: &Cluster, named: &str, asked: &str) -> Result<(String, String), Failure> {
    let (name, namespace) = target::in_namespace(named, asked);
    if !name.contains('/') {
        return Ok((name.to_owned(), namespace.to_owned()));
    }
    let wanted = check_inject::named_objects(named, asked);
    let world = cluster.read(&wanted).await.map_err(|e| Failure::from(&e))?.world;
    let pod = target::pod(&world, named, asked).map_err(|e| Failure::new(&e).hint(e.hint()))?;
    let text = |key| pod.str_at(&["metadata", key]).unwrap_or_default().to_owned();
    Ok((text("name"), text("namespace")))
}

/// Source: Istio 1.30 istioctl/pkg/util/ambient, IsZtunnelPod.
async fn is_ztunnel(cluster: &Cluster, pod: &str, namespace: &str) -> bool {
    let object = Object { kind: kinds::POD, namespace: Some(namespace), name: pod };
    let pod_there = cluster.get(object).await.ok().flatten();
    let label = pod_there.as_ref().and_then(|pod: &Value| pod.str_at(&["metadata", "labels", "app"]));
    label.map_or(pod.starts_with("ztunnel"), |app| app == "ztunnel")
}

/// What a file says that Envoy has.
fn of_file(options: &ProxyStatus) -> Result<Option<Dump>, Failure> {
    let Some(path) = &options.file else { return Ok(None) };
    let text = input::read_text(path)?;
    let dump = Dump::read(text.as_bytes()).map_err(|e| {
        Failure::new(e)
            .at(input::display(path))
            .hint("kubectl exec POD -c istio-proxy -- pilot-agent request GET config_dump")
    });
    dump.map(Some)
}

async fn of_envoy(
    options: &ProxyStatus,
    cluster: &Cluster,
    pod: &str,
    namespace: &str,
) -> Result<Dump, Failure> {
    let port = PodPort { namespace, pod, port: options.proxy_admin_port };
    let body = cluster.get_from_pod(port, "/config_dump").await.map_err(|e| {
        let failure = Failure::new(format!("could not contact sidecar: {e}"));
        match e.hint() {
            Some(hint) => failure.hint(hint),
            None => failure.hint("--file FILE takes what the proxy answers to /config_dump from a file"),
        }
    })?;
    Dump::read(&body).map_err(|e| Failure::new(e).at(format!("the answer of pod {namespace}/{pod}")))
}

/// What the first istiod that knows the proxy has for it.
async fn of_istiod(
    options: &ProxyStatus,
    cluster: Option<&Cluster>,
    servers: Servers,
    pod: &str,
    namespace: &str,
) -> Result<Dump, Failure> {
    let control = &options.control_plane.istio_namespace;
    let proxy = format!("{pod}.{namespace}");
    if !proxy.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.') {
        return Err(Failure::new(format!("{proxy:?} is not the name of a pod")));
    }
    match (servers, cluster) {
        (Servers::At { address, channel, notes }, _) => {
            notes.into_iter().for_each(note);
            let answer = xds::ask_at(&address, &channel, configuration(&proxy, control, ACCOUNT)).await?;
            dump_or_note(text(&answer), &address)
        }
        (Servers::Pods { found, channel }, Some(cluster)) if !found.istiods.is_empty() => {
            found.notes.into_iter().for_each(note);
            for istiod in &found.istiods {
                let body = ask(options, cluster, &channel, istiod, &proxy).await;
                match body.map(|body| dump_or_note(&body, &format!("istiod {}", istiod.pod))) {
                    Ok(Some(dump)) => return Ok(dump),
                    Ok(None) => {}
                    Err(failure) => note(failure.one_line()),
                }
            }
            None
        }
        (Servers::Pods { .. }, _) => {
            return Err(Failure::new(format!("no running Istio pods in {control:?}"))
                .hint("--istio-namespace and --revision say where istiod is"));
        }
    }
    .ok_or_else(|| {
        Failure::new("unable to find config dump in Istiod responses")
            .hint("`outrigger proxy-status` says which proxies are connected, and to which istiod")
    })
}

/// What an istiod answers: over xDS, else over HTTP.
async fn ask(
    options: &ProxyStatus,
    cluster: &Cluster,
    channel: &Result<Channel, Failure>,
    istiod: &Istiod,
    proxy: &str,
) -> Result<Vec<u8>, Failure> {
    let request = configuration(proxy, &options.control_plane.istio_namespace, ACCOUNT);
    let over_xds = match channel {
        Ok(channel) => {
            let answer = xds::ask_pod(cluster, &options.xds, channel, istiod, request).await;
            answer.map(|answer| text(&answer).to_vec()).map_err(|e| Failure::from(&e))
        }
        Err(failure) => Err(failure.clone()),
    };
    match over_xds {
        Ok(body) => Ok(body),
        Err(why) => {
            note(xds::over_http_instead(istiod, why.one_line()));
            let path = format!("/debug/config_dump?proxyID={proxy}");
            istiods::ask(cluster, istiod, &path).await.map_err(|e| Failure::from(&e))
        }
    }
}

/// The dump that an answer is. An istiod that does not know the proxy says so in a sentence, which becomes a note.
fn dump_or_note(body: &[u8], who: &str) -> Option<Dump> {
    let dump = Dump::read(body).ok();
    if dump.is_none() {
        let text = String::from_utf8_lossy(body);
        let said = text.lines().next().filter(|line| !line.is_empty()).unwrap_or("an empty answer");
        note(format!("{who}: {said}"));
    }
    dump
}

fn note(text: String) {
    eprintln!("note: {}", shown(&text));
}

fn print(istiod: Dump, envoy: Dump) -> Result<(), Failure> {
    for part in compare(istiod, envoy) {
        output::write(&tamed(&told(&part.map_err(Failure::new)?)), None)?;
    }
    Ok(())
}

/// Source: Istio 1.30 istioctl/pkg/writer/compare/route.go, RouteDiff.
fn told(part: &Part) -> String {
    let name = part.name;
    let loaded = part.loaded.as_ref().map(|at| format!(" (RDS last loaded at {})", format(at, RFC1123)));
    let loaded = loaded.unwrap_or_default();
    let Some((istiod, envoy)) = &part.texts else { return format!("{name} Match{loaded}\n") };
    let (istiod, envoy) = (format!("{istiod}\n"), format!("{envoy}\n"));
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(&istiod, &envoy);
    let diff = diff
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("Istiod {name}"), &format!("Envoy {name}"))
        .to_string();
    format!("{name} Don't Match{loaded}\n{diff}\n")
}

#[cfg(test)]
mod tests {
    use golang::time::Moment;

    use super::*;

    #[test]
    fn a_part_is_told_as_istioctl_tells_it() {
        let part = |texts: Option<(&str, &str)>, loaded| Part {
            name: "Routes",
            texts: texts.map(|(a, b)| (a.to_owned(), b.to_owned())),
            loaded,
        };
        let loaded = Moment::utc(1_767_323_045, 678_000_000);
        assert_eq!(told(&part(None, None)), "Routes Match\n");
        assert_eq!(
            told(&part(None, Some(loaded))),
            "Routes Match (RDS last loaded at Fri, 02 Jan 2026 03:04:05 UTC)\n"
        );
        assert_eq!(
            told(&part(Some(("{\n  a\n}", "none")), None)),
            "Routes Don't Match\n--- Istiod Routes\n+++ Envoy Routes\n@@ -1,3 +1 @@\n-{\n-  a\n-}\n+none\n\n"
        );
    }
}
