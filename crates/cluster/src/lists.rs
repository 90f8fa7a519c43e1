//! Lists of objects, page by page.

use kube::api::ListParams;
use kubeyaml::Value;
use objects::Kind;

use crate::access::Cluster;
use crate::error::{Asked, ClusterError};

/// Objects in one answer to a list.
const PAGE: u32 = 250;
/// How often a list is begun anew whose rest the API server no longer has; the last time it is asked for in one answer.
const ANEW: usize = 2;
/// The status of a list that cannot be gone on with.
///
/// Source: Kubernetes API concepts, retrieving large results sets in chunks.
const EXPIRED: u16 = 410;

/// Which objects of a kind are meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// Those of one namespace.
    pub namespace: Option<&'a str>,
    /// Those with these labels, as a selector.
    pub labels: Option<&'a str>,
    /// Those with these fields, as a selector.
    pub fields: Option<&'a str>,
}

impl Cluster {
    /// What `of` gives of the objects of a kind; nothing if their kind does not exist. Items of lists come without `kind` and
    /// `apiVersion`: they are added.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn list<T: Send>(
        &self,
        kind: Kind,
        which: Which<'_>,
        of: impl FnMut(Value) -> Option<T> + Send,
    ) -> Result<Vec<T>, ClusterError> {
        self.list_with_progress(kind, which, of, |_, _| {}).await
    }

    /// As [`Cluster::list`], and says after each page how many objects were read and how many are left; 0 where the API
    /// server does not say. A list of which the rest has expired meanwhile is read anew.
    ///
    /// # Errors
    /// As [`Cluster::list`].
    pub(crate) async fn list_with_progress<T: Send>(
        &self,
        kind: Kind,
        which: Which<'_>,
        mut of: impl FnMut(Value) -> Option<T> + Send,
        mut progress: impl FnMut(usize, u64) + Send,
    ) -> Result<Vec<T>, ClusterError> {
        let asked = which.asked(kind);
        let mut params = which.params();
        let (mut all, mut read, mut anew) = (Vec::new(), 0, 0);
        loop {
            let request = self.paths(kind, which.namespace)?.list(&params);
            let mut page = match self.send(request, asked.clone()).await {
                Err(ClusterError::NotFound { .. }) => return Ok(all),
                Err(ClusterError::Refused { code: EXPIRED, .. })
                    if params.continue_token.is_some() && anew < ANEW =>
                {
                    anew += 1;
                    all.clear();
                    read = 0;
                    params = which.params();
                    params.limit = params.limit.filter(|_| anew < ANEW);
                    continue;
                }
                page => page?,
            };
            let left = page.at(&["metadata", "remainingItemCount"]).as_i64();
            let left = left.and_then(|left| u64::try_from(left).ok()).unwrap_or_default();
            let items = page.get_mut("items").and_then(Value::as_list_mut).map(std::mem::take);
            let mut items = items.unwrap_or_default();
            items.iter_mut().for_each(|item| name_kind(item, kind));
            read += items.len();
            all.extend(items.into_iter().filter_map(&mut of));
            progress(read, left);
            let before = params.continue_token.take();
            params.continue_token =
                page.str_at(&["metadata", "continue"]).filter(|token| !token.is_empty()).map(str::to_owned);
            match &params.continue_token {
                None => return Ok(all),
                token if *token == before => {
                    let cause = "its pages do not go on".to_owned();
                    return Err(ClusterError::Malformed { asked, cause });
                }
                _ => {}
            }
        }
    }
}

impl Which<'_> {
    fn asked(&self, kind: Kind) -> Asked {
        let what = match self.namespace {
            Some(namespace) => format!("{} of namespace {namespace}", kind.plural),
            None => kind.plural.to_owned(),
        };
        Asked { verb: "list", resource: kind.plural.to_owned(), what }
    }

    fn params(&self) -> ListParams {
        let mut params = ListParams::default().limit(PAGE);
        params.label_selector = self.labels.map(str::to_owned);
        params.field_selector = self.fields.map(str::to_owned);
        params
    }
}

/// Says in an object what it is.
pub(crate) fn name_kind(object: &mut Value, kind: Kind) {
    if let Some(fields) = object.as_map_mut() {
        fields.insert("kind", kind.kind);
        fields.insert("apiVersion", kind.api_version());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::time::Duration;

    use objects::kinds;

    use super::*;
    use crate::stub::{self, Answer, page, status};

    async fn listed(
        answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
    ) -> (Result<String, String>, Vec<String>) {
        let (cluster, asked) = stub::cluster(Duration::from_secs(20), answer).await;
        let name = |object: Value| object.str_at(&["metadata", "name"]).map(str::to_owned);
        let names = cluster.list(kinds::POD, Which::default(), name).await;
        let asked = asked.lock().unwrap().clone();
        (names.map(|names| names.join(" ")).map_err(|e| e.to_string()), asked)
    }

    fn expired() -> Answer {
        status(410, "Expired", "The provided continue parameter is too old")
    }

    #[tokio::test]
    async fn a_list_that_expires_is_read_anew_and_has_nothing_twice() {
        // The first list expires at its second page, the next one goes through.
        let lists = AtomicUsize::new(0);
        let (names, asked) = listed(move |path| match path.contains("continue") {
            false => page(&["a", "b"], &format!("token-{}", lists.fetch_add(1, SeqCst))),
            true if path.contains("token-0") => expired(),
            true => page(&["c"], ""),
        })
        .await;
        assert_eq!(names.as_deref(), Ok("a b c"));
        assert_eq!(asked.len(), 4, "{asked:?}");
    }

    #[tokio::test]
    async fn a_list_that_always_expires_is_asked_for_whole_and_then_given_up() {
        let whole = |path: &str| !path.contains("limit=");
        let (names, asked) = listed(move |path| match path {
            path if whole(path) => page(&["a", "b", "c"], ""),
            path if path.contains("continue") => expired(),
            _ => page(&["a"], "more"),
        })
        .await;
        assert_eq!(names.as_deref(), Ok("a b c"));
        assert_eq!(asked.len(), 5, "two tries of two pages, and all in one: {asked:?}");

        // One that is not even whole then, or says so at its first page, is an error and not a loop.
        for first in [page(&["a"], "more"), expired()] {
            let answers = move |path: &str| if path.contains("continue") { expired() } else { first.clone() };
            let (names, asked) = listed(answers).await;
            assert!(names.unwrap_err().contains("too old"));
            assert!(asked.len() <= 6, "{asked:?}");
        }
    }

    #[tokio::test]
    async fn pages_that_do_not_go_on_end() {
        let (names, asked) = listed(|_| page(&["a"], "same")).await;
        assert_eq!(names.unwrap_err(), "cannot list pods: the answer cannot be read: its pages do not go on");
        assert_eq!(asked.len(), 2);
    }
}
