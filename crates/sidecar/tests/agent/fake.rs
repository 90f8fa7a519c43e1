//! A program in Envoy's place: this test's own, started again. It answers on Envoy's ports from files, which a test changes
//! as it goes on, and writes down what it is asked.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

/// The variable with the folder of the files.
pub const FOLDER: &str = "FAKE_ENVOY";

/// The files, by what they are for.
pub mod file {
    /// What the admin interface says of its stats.
    pub const STATS: &str = "stats";
    /// What it says of open connections.
    pub const CONNECTIONS: &str = "connections";
    /// What the listener for metrics says.
    pub const METRICS: &str = "metrics";
    /// What was asked, a line each.
    pub const ASKED: &str = "asked";
    /// The ports of the admin interface and of metrics.
    pub const PORTS: &str = "ports";
    /// There if it is to end at once, with this status.
    pub const ENDS: &str = "ends";
    /// There if it does not heed SIGTERM.
    pub const DEAF: &str = "deaf";
    /// There if it never listens.
    pub const SILENT: &str = "silent";
}

/// The text of a stand-in for Envoy's program.
pub fn script(folder: &Path) -> String {
    let own = std::env::current_exe().unwrap();
    format!(
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >'{folder}/arguments'\ncat \"$2\" >'{folder}/bootstrap' 2>&1\n\
         export {FOLDER}='{folder}'\nexec '{own}' --exact fake::envoy --ignored --nocapture >/dev/null\n",
        folder = folder.display(),
        own = own.display()
    )
}

#[test]
#[ignore = "it is started by the agent under test"]
fn envoy() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    if folder.join(file::DEAF).exists() {
        signal_hook::flag::register(signal_hook::consts::SIGTERM, Arc::new(AtomicBool::new(false))).unwrap();
    }
    if let Ok(status) = fs::read_to_string(folder.join(file::ENDS)) {
        std::process::exit(status.trim().parse().unwrap());
    }
    let ports = fs::read_to_string(folder.join(file::PORTS)).unwrap();
    if !folder.join(file::SILENT).exists() {
        for port in ports.split_whitespace() {
            let listener = TcpListener::bind(("127.0.0.1", port.parse().unwrap())).unwrap();
            let folder = folder.clone();
            thread::spawn(move || listener.incoming().for_each(|stream| answer(stream.unwrap(), &folder)));
        }
    }
    // Nothing of a test that failed stays behind.
    let parent = std::os::unix::process::parent_id();
    while std::os::unix::process::parent_id() == parent && folder.exists() {
        thread::sleep(Duration::from_millis(100));
    }
    std::process::exit(1);
}

fn answer(stream: TcpStream, folder: &Path) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let asked = first.trim_end_matches(" HTTP/1.1");
    let mut log = OpenOptions::new().create(true).append(true).open(folder.join(file::ASKED)).unwrap();
    writeln!(log, "{asked}").unwrap();
    let body = match asked {
        asked if asked.contains("downstream_cx_active") => file::CONNECTIONS,
        asked if asked.starts_with("GET /stats/prometheus") => {
            fs::write(folder.join("headers"), headers.join("\n")).unwrap();
            file::METRICS
        }
        asked if asked.starts_with("GET /stats") => file::STATS,
        _ => "",
    };
    let body = fs::read_to_string(folder.join(body)).unwrap_or_default();
    let length = body.len();
    _ = write!(&stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
}
