//! Rewriting a pod before the eyes of an observer: for those who ask what injection gives for pods that are not all
//! known.

use gotext::Observer;
use kubeyaml::Value;

use crate::config::Config;
use crate::error::InjectError;
use crate::facts::Facts;
use crate::injector::Injector;
use crate::question::Question;
use crate::rewrite;
use crate::subject::Subject;
use crate::typed::typed_pod;

/// A pod before and after its injection.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The pod in the form that Go's type gives it.
    pub before: Value,
    /// The pod as it is to be.
    pub after: Value,
}

impl Injector {
    /// Rewrites the pod of a question; whether it would be injected is not asked. `observer` sees the execution of each
    /// template. `None` where the configuration has a template that is not merged, as up to Istio 1.7.
    ///
    /// # Errors
    /// As [`Injector::answer`]; and where the observer refuses.
    pub fn rewrite_observed(
        &self,
        question: &Question<'_>,
        facts: &Facts,
        observer: &dyn Observer,
    ) -> Result<Option<Observed>, InjectError> {
        let Config::Today(config) = self.config() else { return Ok(None) };
        let pod = typed_pod(self, question)?;
        let identity = question.identity(&pod, self.version());
        let mesh = self.mesh_of(question, &pod, facts).map_err(InjectError::ProxyConfig)?;
        let subject = Subject::new(config, self, question, &pod, &identity, &mesh, facts);
        let made = rewrite::rewrite(&Subject { observer: Some(observer), ..subject })?;
        Ok(Some(Observed { before: pod.into_owned(), after: made.pod }))
    }
}
