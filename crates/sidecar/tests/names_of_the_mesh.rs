//! Names for a pod's applications, from the control plane's table to the answer of a query (A10).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use domain::base::{Message as Dns, MessageBuilder, Name, Rtype};
use domain::rdata::A;
use envoy_api::istio::networking::nds::v1::{NameTable, name_table::NameInfo};
use envoy_api::{Message, type_url};
use sidecar::dns::{NameServer, Publisher};
use sidecar::relay::{News, Relay};
use sidecar::stop::stop;
use support::control_plane::{ControlPlane, Resources};
use support::proxy::Proxy;
use support::{Pod, until};
use tokio::net::UdpSocket;

fn table(address: &str) -> Resources {
    let info = NameInfo {
        ips: vec![address.to_owned()],
        registry: "Kubernetes".to_owned(),
        shortname: "httpbin".to_owned(),
        namespace: "default".to_owned(),
    };
    let table = [("httpbin.default.svc.cluster.local".to_owned(), info)].into_iter().collect();
    // A new version each time: the address is in it.
    let version = address.bytes().map(u64::from).sum();
    Resources::of(&[(type_url::NAME_TABLE, "", version, NameTable { table }.encode_to_vec())])
}

/// The address that the pod's name server has for a name.
async fn address(server: SocketAddr, name: &str) -> String {
    let mut question = MessageBuilder::new_vec().question();
    question.push((Name::<Vec<u8>>::from_str(name).unwrap(), Rtype::A)).unwrap();
    let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    client.send_to(&question.finish(), server).await.unwrap();
    let mut buffer = [0; 512];
    let length = client.recv(&mut buffer).await.unwrap();
    let answer = Dns::from_octets(&buffer[..length]).unwrap();
    let record = answer.answer().unwrap().limit_to::<A>().next();
    record.map(|record| record.unwrap().data().to_string()).unwrap_or_default()
}

#[tokio::test]
async fn an_application_finds_the_services_of_the_mesh() {
    let plane = ControlPlane::start(table("240.240.0.1")).await;
    let pod = Pod::new(&plane.roots());
    let proxy_config = format!(r#"{{"discoveryAddress": "localhost:{}"}}"#, plane.address.port());
    let roots = pod.path("roots").display().to_string();
    let mut plan = pod.plan(
        "localhost:1",
        &[
            ("PROXY_CONFIG", &proxy_config),
            ("XDS_ROOT_CA", &roots),
            ("ISTIO_META_DNS_CAPTURE", "true"),
            ("DNS_PROXY_ADDR", "127.0.0.1:0"),
        ],
    );
    plan.xds.socket = pod.path("XDS");
    let resolv = "search default.svc.cluster.local svc.cluster.local\nnameserver 127.0.0.1";
    let listening = NameServer::listen(plan.dns.as_ref().unwrap(), resolv, "default", &plan.who.domain).await;
    let (server, names) = listening.unwrap();
    let at = server.local_addresses()[0];
    let publisher: Publisher = names.clone();
    let learn = move |news| {
        if let News::Names(table) = news {
            publisher.publish(table.as_deref()).unwrap();
        }
    };
    let relay = Relay::prepare(&plan, Arc::new(learn)).unwrap();
    let (stopper, stop) = stop();
    let tasks = [tokio::spawn(relay.serve(stop.clone())), tokio::spawn(server.serve(stop))];
    assert!(names.names().is_none());

    let mut proxy = Proxy::new();
    proxy.connect(&plan.xds.socket).await;
    proxy.take(2).await;
    until("the table of names", || names.names().is_some()).await;
    for name in ["httpbin.", "httpbin.default.", "HTTPBIN.default.svc.cluster.local."] {
        assert_eq!(address(at, name).await, "240.240.0.1", "{name}");
    }
    // A new table takes the place of the one before.
    let before = names.names();
    plane.resources.send_replace(table("240.240.0.2"));
    until("the next table", || names.names() != before).await;
    assert_eq!(address(at, "httpbin.").await, "240.240.0.2");

    stopper.stop();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}
