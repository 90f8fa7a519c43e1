//! A certificate that somebody else puts into files, and renews.

use std::fmt::Display;
use std::sync::Arc;

use agent::settings::CertificateFiles;
use identity::Roots;
use tokio::sync::watch;

use super::warn_of_unreadable;
use crate::files::{self, Files};
use crate::upstream::pair;
use crate::workload::Workload;

/// Keeps the workload as the files say. What cannot be used, as files that do not belong together because they are just
/// being replaced, is passed over: the certificate before stays.
pub(super) async fn keep(paths: &CertificateFiles, files: &Files, workload: &watch::Sender<Workload>) {
    let mut changes = files.changes();
    for path in [&paths.chain, &paths.key, &paths.root] {
        if !files.watch(path) {
            tracing::error!("too many files are watched, so that {} is not", path.display());
        }
    }
    let mut said = String::new();
    loop {
        let complaints = take(paths, workload);
        if !complaints.is_empty() && complaints != said {
            tracing::warn!("the mounted workload certificate stays as it was: {complaints}");
        }
        said = complaints;
        // Who counts changes lives as long as this.
        _ = changes.changed().await;
    }
}

/// Takes over what can be used; says what cannot.
fn take(paths: &CertificateFiles, workload: &watch::Sender<Workload>) -> String {
    let pair = pair(&paths.chain, &paths.key);
    let roots = files::read(&paths.root)
        .map_err(|e| format!("cannot read {}: {e}", paths.root.display()))
        .and_then(|text| Roots::read(&text).map_err(|e| format!("{}: {e}", paths.root.display())));
    let mut complaints = Vec::new();
    let mut say = |why: &dyn Display| complaints.push(why.to_string());
    workload.send_if_modified(|workload| {
        let mut is_new = false;
        match pair {
            Ok(pair) if workload.pair.as_deref() != Some(&pair) => {
                workload.pair = Some(Arc::new(pair));
                is_new = true;
            }
            Ok(_) => {}
            Err(why) => say(&why),
        }
        match roots {
            Ok(roots) if workload.roots.as_deref() != Some(&roots) => {
                warn_of_unreadable(&roots, &paths.root);
                workload.roots = Some(Arc::new(roots));
                is_new = true;
            }
            Ok(_) => {}
            Err(why) => say(&why),
        }
        is_new
    });
    complaints.join("; ")
}
