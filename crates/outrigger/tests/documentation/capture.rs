//! The picture of a packet's path: chains, ports and users are those that `iptables trace` gives.

use std::process::Command;

use pages::{Book, Picture, assert_is};

use crate::program;

/// The rules of an ordinary pod.
const FLAGS: &str = "-p 15001 -z 15006 -u 1337 -m REDIRECT -i * -b * -d 15090,15021";

/// The chains that a packet passes, and the port at which it ends, if it is redirected.
fn path(packet: &str) -> (Vec<String>, Option<String>) {
    let line = format!("iptables {FLAGS} trace {packet}");
    let output = Command::new(program()).args(line.split(' ')).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rules = text.lines().filter(|line| line.contains(" nat "));
    let chains =
        rules.filter_map(|line| line.trim_start_matches('>').split_whitespace().nth(1)).map(str::to_owned);
    let port = text.lines().last().unwrap().strip_prefix("the packet is redirected to port ");
    (chains.collect(), port.and_then(|rest| rest.split(' ').next()).map(str::to_owned))
}

#[test]
fn a_packets_path_is_drawn_as_it_is() {
    let (inbound, to_inbound) = path("--in 10.0.0.5:8080");
    let (outbound, to_outbound) = path("--out 10.1.2.3:443 --uid 1000");
    let (own, to_own) = path("--out 10.1.2.3:443 --uid 1337");
    let (probe, to_probe) = path("--in 10.0.0.5:15021");
    assert!(to_own.is_none() && to_probe.is_none(), "the proxy's own traffic and probes are not redirected");
    let mut picture = Picture::new(900, 540, "The path of a packet into a pod, and of one out of it");
    picture.rectangle("box", [200, 20, 500, 500]);
    picture.text("head", [216, 44], "the pod's network namespace");

    let (to_inbound, to_outbound) = (to_inbound.unwrap(), to_outbound.unwrap());
    picture.text("", [20, 104], "a client");
    picture.text("mono soft", [20, 124], "to 10.0.0.5:8080");
    picture.arrow(&[[130, 100], [220, 100]]);
    picture.rectangle("own", [222, 66, 216, 92]);
    chains(&mut picture, [234, 88], &inbound);
    picture.arrow(&[[438, 112], [498, 112]]);
    proxy(&mut picture, 76, &to_inbound, "inbound");
    picture.arrow(&[[590, 150], [590, 208]]);
    picture.text("soft", [600, 184], "to port 8080");

    picture.rectangle("yes", [500, 210, 180, 60]);
    picture.centred("head", [590, 236], "application");
    picture.centred("soft", [590, 256], "user 1000");
    picture.arrow(&[[500, 240], [330, 240], [330, 288]]);
    picture.text("soft", [345, 232], "to 10.1.2.3:443");
    picture.rectangle("own", [222, 290, 216, 92]);
    chains(&mut picture, [234, 312], &outbound);
    picture.arrow(&[[438, 336], [498, 336]]);
    proxy(&mut picture, 300, &to_outbound, "outbound");
    picture.arrow(&[[590, 374], [590, 410], [330, 410], [330, 428]]);
    picture.text("soft", [345, 402], "user 1337, to 10.1.2.3:443");
    picture.rectangle("own", [222, 430, 216, 78]);
    chains(&mut picture, [234, 452], &own);
    picture.text("soft", [234, 498], "returned: it leaves as it is");
    picture.arrow(&[[222, 465], [130, 465]]);
    picture.text("", [20, 460], "a server");
    picture.text("mono soft", [20, 480], "10.1.2.3:443");

    picture.text("", [720, 104], "a kubelet's probe");
    picture.text("mono soft", [720, 124], "to port 15021");
    picture.arrow(&[[715, 100], [682, 100]]);
    picture.text("soft", [720, 146], "returned in");
    picture.text("mono soft", [720, 164], probe.last().unwrap());
    assert_is(&Book::here().source().join("pictures/capture.svg"), &picture.svg());
}

fn chains(picture: &mut Picture, [x, y]: [u32; 2], chains: &[String]) {
    for (row, chain) in chains.iter().enumerate() {
        let sign = if row == 0 { "" } else { "→ " };
        picture.text("mono", [x, y + 22 * row as u32], &format!("{sign}{chain}"));
    }
}

fn proxy(picture: &mut Picture, y: u32, port: &str, direction: &str) {
    picture.rectangle("yes", [500, y, 180, 74]);
    picture.centred("head", [590, y + 28], "proxy, user 1337");
    picture.centred("mono", [590, y + 52], &format!("{direction}: {port}"));
}
