//! The page of `outdated --html` in a real browser. Without one these tests are skipped with a note, and fail under CI:
//! `crates/outrigger/tests/page.in/browser.sh` installs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Chromium as Debian calls it.
const BROWSER: &str = "chromium";

/// The page of the folder's cluster, as the browser shows it with this behind the `#`.
fn shown(folder: &Path, hash: &str) -> String {
    let page = folder.join("fleet.html");
    let profile = folder.join("profile");
    let output = Command::new(BROWSER)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}#{hash}", page.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8(output.stdout).unwrap();
    // What the page has beside what it shows.
    let body =
        dom.split("<body>").nth(1).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
    assert_eq!(title, "outrigger outdated", "a name of an object ran as a script");
    body.split("<script").next().unwrap().to_owned()
}

/// The workloads of a page's rows.
fn rows(body: &str) -> Vec<&str> {
    let names = body.split("<b>").skip(1);
    names.filter_map(|rest| rest.split("</b>").next()).collect()
}

#[test]
fn the_page_filters_and_names_stay_text() {
    if Command::new(BROWSER).arg("--version").output().is_err() {
        let note = "no chromium: the page of `outdated --html` is not tried";
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{note}");
        eprintln!("\nSKIPPED: {note}\n");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let cluster = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/page.in/cluster.yaml");
    let status = Command::new(env!("CARGO_BIN_EXE_outrigger"))
        .args(["outdated", "--html"])
        .arg(folder.path().join("fleet.html"))
        .arg("--snapshot")
        .arg(cluster)
        .output()
        .unwrap()
        .status;
    assert_eq!(status.code(), Some(1));

    const HOSTILE: &str = "Pod/&lt;/script&gt;&lt;script&gt;document.title='name'&lt;/script&gt;\
        &lt;img src=x onerror=\"document.title='img'\"&gt;web";
    const WEB: &str = "StatefulSet/web";
    const WEBHOOK: &str = "StatefulSet/webhook";
    for (hash, want) in [
        ("", vec![WEBHOOK, WEB, "Pod/old", HOSTILE, "Pod/queue"]),
        ("state=missed", vec![WEBHOOK, WEB, "Pod/queue"]),
        ("state=missed&q=WEB-", vec![WEB]),
        ("state=outdated&q=web&namespace=bank", vec![WEBHOOK]),
        ("state=missed&q=WEBHOOK&namespace=bank", vec![WEBHOOK]),
        ("state=refused", vec![HOSTILE]),
        ("state=proxy-image", vec!["Pod/old"]),
        ("q=%3C/script%3E", vec!["Pod/old", HOSTILE]),
        ("state=current", vec![]),
    ] {
        let body = shown(folder.path(), hash);
        let mut found = rows(&body);
        let mut want = want;
        found.sort_unstable();
        want.sort_unstable();
        assert_eq!(found, want, "#{hash}");
    }
    let open = shown(folder.path(), "state=proxy-image&open=all");
    for part in ["<td>containers[istio-proxy].image</td>", "document.title='image'&lt;/script&gt;</td>"] {
        assert!(open.contains(part), "{part}: {open}");
    }
    let closed = shown(folder.path(), "state=proxy-image");
    assert!(!closed.contains("<td>") && closed.contains("<summary>"), "{closed}");
}
