//! Single requests: get, create, replace, patch, try, delete.

use http::Request;
use kube::api::{DeleteParams, Patch, PatchParams, PostParams, Preconditions};
use kube::core::request::{Error as BuildError, Request as Paths};
use kubeyaml::Value;
use tokio::time::timeout;

use crate::access::Cluster;
use crate::error::{Asked, ClusterError};
use objects::Kind;

/// Who changes are ascribed to in `managedFields`.
const FIELD_MANAGER: &str = "outrigger";

/// An object by its kind and names.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its namespace, if its kind has namespaces.
    pub namespace: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
}

impl Object<'_> {
    fn asked(&self, verb: &'static str) -> Asked {
        Asked {
            verb,
            resource: self.kind.plural.to_owned(),
            what: self.kind.object(self.namespace, self.name),
        }
    }
}

/// Of which object a change is meant, so that nothing else is changed by mistake.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// The object that was seen, not another of the same name.
    pub uid: Option<String>,
}

impl Cluster {
    /// Reads an object; `None` if there is none of that name, or its kind does not exist.
    ///
    /// # Errors
    /// The API server cannot be asked, or says no.
    pub async fn get(&self, object: Object<'_>) -> Result<Option<Value>, ClusterError> {
        let request = self.paths(object.kind, object.namespace)?.get(object.name, &Default::default());
        match self.send(request, object.asked("get")).await {
            Ok(value) => Ok(Some(value)),
            Err(ClusterError::NotFound { .. }) => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Creates an object and gives it as the API server keeps it.
    ///
    /// # Errors
    /// There is one of that name already, the API server cannot be asked, or says no.
    pub async fn create(&self, object: Object<'_>, value: &Value) -> Result<Value, ClusterError> {
        let request =
            self.paths(object.kind, object.namespace)?.create(&post(), kubeyaml::to_json(value).into_bytes());
        self.send(request, object.asked("create")).await
    }

    /// Replaces an object. With `metadata.resourceVersion` in `value`, only if nobody changed it since.
    ///
    /// # Errors
    /// Somebody changed it, the API server cannot be asked, or says no.
    pub async fn replace(&self, object: Object<'_>, value: &Value) -> Result<Value, ClusterError> {
        let body = kubeyaml::to_json(value).into_bytes();
        let request = self.paths(object.kind, object.namespace)?.replace(object.name, &post(), body);
        self.send(request, object.asked("update")).await
    }

    /// Replaces a part of an object that has its own right, such as `approval`.
    ///
    /// # Errors
    /// Somebody changed it, the API server cannot be asked, or says no.
    pub(crate) async fn replace_part(
        &self,
        object: Object<'_>,
        part: &str,
        value: &Value,
    ) -> Result<Value, ClusterError> {
        let body = kubeyaml::to_json(value).into_bytes();
        let request =
            self.paths(object.kind, object.namespace)?.replace_subresource(part, object.name, &post(), body);
        let mut asked = object.asked("update");
        asked.resource = format!("{}/{part}", asked.resource);
        asked.what = format!("{part} of {}", asked.what);
        self.send(request, asked).await
    }

    /// Changes an object by a strategic merge patch. With `metadata.resourceVersion` in `patch`, only if nobody changed
    /// it since.
    ///
    /// # Errors
    /// Somebody changed it, the API server cannot be asked, or says no.
    pub async fn patch(&self, object: Object<'_>, patch: &Value) -> Result<Value, ClusterError> {
        let asked = object.asked("patch");
        let patch = json(patch, &asked)?;
        let params = PatchParams { field_manager: Some(FIELD_MANAGER.to_owned()), ..PatchParams::default() };
        let request =
            self.paths(object.kind, object.namespace)?.patch(object.name, &params, &Patch::Strategic(patch));
        self.send(request, asked).await
    }

    /// Changes an object by a JSON merge patch: lists are replaced as a whole. With `metadata.resourceVersion` in `patch`,
    /// only if nobody changed it since.
    ///
    /// # Errors
    /// Somebody changed it, the API server cannot be asked, or says no.
    pub async fn merge(&self, object: Object<'_>, patch: &Value) -> Result<Value, ClusterError> {
        let asked = object.asked("patch");
        let patch = Patch::Merge(json(patch, &asked)?);
        let params = PatchParams { field_manager: Some(FIELD_MANAGER.to_owned()), ..PatchParams::default() };
        let request = self.paths(object.kind, object.namespace)?.patch(object.name, &params, &patch);
        self.send(request, asked).await
    }

    /// Asks the API server what it would make of an object if it were applied; nothing is changed. Gives the object as it
    /// would be kept.
    ///
    /// # Errors
    /// The API server would refuse it, or cannot be asked.
    pub async fn try_apply(&self, object: Object<'_>, value: &Value) -> Result<Value, ClusterError> {
        let asked = object.asked("apply");
        let patch = Patch::Apply(json(value, &asked)?);
        let params = PatchParams { dry_run: true, ..PatchParams::apply(FIELD_MANAGER).force() };
        let request = self.paths(object.kind, object.namespace)?.patch(object.name, &params, &patch);
        self.send(request, asked).await
    }

    /// Asks the API server what it would make of a new object, which is not created: admission goes its whole way.
    ///
    /// # Errors
    /// The API server would refuse it, or cannot be asked.
    pub async fn try_create(&self, object: Object<'_>, value: &Value) -> Result<Value, ClusterError> {
        let params = PostParams { dry_run: true, ..post() };
        let body = kubeyaml::to_json(value).into_bytes();
        let request = self.paths(object.kind, object.namespace)?.create(&params, body);
        self.send(request, object.asked("create")).await
    }

    /// Deletes an object; what it owns is deleted after it. Gives whether there was one.
    ///
    /// # Errors
    /// It is another than `only` says, the API server cannot be asked, or says no.
    pub async fn delete(&self, object: Object<'_>, only: Only) -> Result<bool, ClusterError> {
        let mut params = DeleteParams::background();
        if only.uid.is_some() {
            params.preconditions = Some(Preconditions { uid: only.uid, resource_version: None });
        }
        let request = self.paths(object.kind, object.namespace)?.delete(object.name, &params);
        match self.send(request, object.asked("delete")).await {
            Ok(_) => Ok(true),
            Err(ClusterError::NotFound { .. }) => Ok(false),
            Err(e) => Err(e),
        }
    }

    pub(crate) fn paths(&self, kind: Kind, namespace: Option<&str>) -> Result<Paths, ClusterError> {
        if let Some(namespace) = namespace
            && !is_namespace(namespace)
        {
            return Err(ClusterError::Incomplete {
                place: "the command line or environment".to_owned(),
                cause: format!("{namespace:?} is not a valid name for a namespace"),
                remedy: "names are lower-case letters, digits and `-`".to_owned(),
            });
        }
        Ok(Paths::new(kind.path(namespace)))
    }

    pub(crate) async fn send(
        &self,
        request: Result<Request<Vec<u8>>, BuildError>,
        asked: Asked,
    ) -> Result<Value, ClusterError> {
        let request =
            request.map_err(|e| ClusterError::Malformed { asked: asked.clone(), cause: e.to_string() })?;
        let text = self.text(request, asked.clone()).await?;
        kubeyaml::from_json(text.as_bytes())
            .map_err(|e| ClusterError::Malformed { asked, cause: e.to_string() })
    }

    async fn text(&self, request: Request<Vec<u8>>, asked: Asked) -> Result<String, ClusterError> {
        let Ok(answer) = timeout(self.answer, self.client.request_text(request)).await else {
            return Err(ClusterError::Unreachable {
                asked,
                server: self.server.clone(),
                cause: format!("no answer within {} seconds", self.answer.as_secs()),
            });
        };
        answer.map_err(|e| ClusterError::from_kube(e, asked, &self.server))
    }
}

fn json(value: &Value, asked: &Asked) -> Result<serde_json::Value, ClusterError> {
    serde_json::from_str(&kubeyaml::to_json(value))
        .map_err(|e| ClusterError::Malformed { asked: asked.clone(), cause: e.to_string() })
}

fn post() -> PostParams {
    PostParams { field_manager: Some(FIELD_MANAGER.to_owned()), ..PostParams::default() }
}

/// Source: Kubernetes, RFC 1123 labels.
fn is_namespace(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 63
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
