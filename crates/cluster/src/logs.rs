//! What containers have written.

use kube::api::LogParams;
use tokio::time::timeout;

use crate::access::Cluster;
use crate::error::{Asked, ClusterError};
use objects::kinds;

/// A container whose log is read.
#[derive(Clone, Copy, Debug)]
pub struct LogOf<'a> {
    /// The pod's namespace.
    pub namespace: &'a str,
    /// The pod.
    pub pod: &'a str,
    /// The container.
    pub container: &'a str,
    /// Of the container before the one that runs, which ended.
    pub previous: bool,
}

impl Cluster {
    /// The last lines of a container's log, each with its time; not more than `lines`, and not more than about `bytes`.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn log(&self, of: LogOf<'_>, lines: i64, bytes: i64) -> Result<String, ClusterError> {
        let asked = Asked {
            verb: "get",
            resource: "pods/log".to_owned(),
            what: format!("the log of container {} of pod {}/{}", of.container, of.namespace, of.pod),
        };
        let params = LogParams {
            container: Some(of.container.to_owned()),
            previous: of.previous,
            tail_lines: Some(lines),
            limit_bytes: Some(bytes),
            timestamps: true,
            ..LogParams::default()
        };
        let request = self.paths(kinds::POD, Some(of.namespace))?.logs(of.pod, &params);
        let request =
            request.map_err(|e| ClusterError::Malformed { asked: asked.clone(), cause: e.to_string() })?;
        match timeout(self.answer, self.client.request_text(request)).await {
            Ok(answer) => answer.map_err(|e| ClusterError::from_kube(e, asked, &self.server)),
            Err(_) => Err(ClusterError::Unreachable {
                asked,
                server: self.server.clone(),
                cause: format!("no answer within {} seconds", self.answer.as_secs()),
            }),
        }
    }
}
