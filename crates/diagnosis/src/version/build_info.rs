//! How a program was built, as Istio's programs say it of themselves.

use golang::quote::quote;
use serde::{Deserialize, Serialize};

/// How a program was built. What is not known is empty.
///
/// Source: Istio 1.30 pkg/version/version.go, BuildInfo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildInfo {
    /// Its version.
    pub version: String,
    /// The commit it was built from.
    #[serde(rename = "revision")]
    pub git_revision: String,
    /// The version of Go it was built with.
    pub golang_version: String,
    /// Whether the commit had local changes: `Clean` or `Modified`.
    #[serde(rename = "status")]
    pub build_status: String,
    /// The tag it was built from.
    #[serde(rename = "tag")]
    pub git_tag: String,
}

/// The answer of a control plane before istiod.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    client_version: BuildInfo,
}

impl BuildInfo {
    /// This program's own: it was not built with Go, and does not know its commit.
    pub fn of_client(version: &str) -> BuildInfo {
        let unknown = "unknown".to_owned();
        BuildInfo {
            version: version.to_owned(),
            git_revision: unknown.clone(),
            golang_version: String::new(),
            build_status: unknown,
            git_tag: version.to_owned(),
        }
    }

    /// What an istiod answers to `/version`: `VERSION-COMMIT-STATUS`, in which version and commit may have dashes. An answer
    /// of another form is the version as a whole.
    ///
    /// Source: Istio 1.30 pkg/kube/client.go, GetIstioVersions and setServerInfoWithIstiodVersionInfo.
    pub fn of_answer(body: &[u8]) -> BuildInfo {
        if let Ok(answer) = serde_json::from_slice::<Answer>(body)
            && !answer.client_version.version.is_empty()
        {
            return answer.client_version;
        }
        let text = String::from_utf8_lossy(body);
        let parts: Vec<&str> = text.split('-').collect();
        let [version @ .., revision, status] = &parts[..] else {
            return BuildInfo { version: text.into_owned(), ..BuildInfo::default() };
        };
        let (version, revision) = match version {
            [] => return BuildInfo { version: text.into_owned(), ..BuildInfo::default() },
            [version @ .., commit] if *revision == "dirty" => (version, format!("{commit}-dirty")),
            version => (version, (*revision).to_owned()),
        };
        let version = version.join("-");
        BuildInfo {
            git_tag: version.clone(),
            version,
            git_revision: revision,
            golang_version: String::new(),
            build_status: (*status).to_owned(),
        }
    }

    /// As Go prints the struct with `%#v`.
    pub fn long(&self) -> String {
        format!(
            "version.BuildInfo{{Version:{}, GitRevision:{}, GolangVersion:{}, BuildStatus:{}, GitTag:{}}}",
            quote(&self.version),
            quote(&self.git_revision),
            quote(&self.golang_version),
            quote(&self.build_status),
            quote(&self.git_tag)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_istioctl_reads_them() {
        for (body, version, revision, status, tag) in [
            ("1.30.3-abc-Clean", "1.30.3", "abc", "Clean", "1.30.3"),
            ("1.31-alpha.9c9-9c9-Clean", "1.31-alpha.9c9", "9c9", "Clean", "1.31-alpha.9c9"),
            ("1.30.3-abc-dirty-Modified", "1.30.3", "abc-dirty", "Modified", "1.30.3"),
            ("dirty-dirty-Modified", "", "dirty-dirty", "Modified", ""),
            ("1.30.3-abc", "1.30.3-abc", "", "", ""),
            ("", "", "", "", ""),
            (r#"{"clientVersion": {"version": "1.0.2", "revision": "x"}}"#, "1.0.2", "x", "", ""),
            (r#"{"clientVersion": {}}"#, r#"{"clientVersion": {}}"#, "", "", ""),
        ] {
            let info = BuildInfo::of_answer(body.as_bytes());
            let read =
                [&info.version, &info.git_revision, &info.build_status, &info.git_tag].map(String::as_str);
            assert_eq!(read, [version, revision, status, tag], "{body}");
        }
        assert_eq!(BuildInfo::of_answer(b"\xff-a-b").version, "\u{fffd}");
    }
}
