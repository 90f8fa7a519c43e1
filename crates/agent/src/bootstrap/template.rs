//! Templates of the user's for the bootstrap, with the data that Istio's agent gives them.

mod data;

use gotext::sprig::Sources;
use gotext::{Budget, Fault, Template, Type};

use super::parameters::Parameters;

/// A template of the user's gives no bootstrap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bootstrap's template {path} cannot be used: {cause}")]
pub struct TemplateError {
    /// Its file.
    pub path: String,
    /// Why, in Go's words.
    pub cause: String,
}

/// The text that a template gives for parameters. It may read the environment through `env` as in Istio only by what
/// `environment` answers.
///
/// # Errors
/// It cannot be parsed or executed, or costs more than a template for people's use needs.
/// Source: Istio 1.30 pkg/bootstrap/instance.go, WriteTo.
pub fn render(
    path: &str,
    text: &str,
    parameters: &Parameters<'_>,
    environment: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
) -> Result<String, TemplateError> {
    let fault = |cause: String| TemplateError { path: path.to_owned(), cause };
    let sources = Sources { env: Some(std::sync::Arc::new(environment)), ..Sources::default() };
    let mut functions = gotext::sprig::functions(&sources);
    functions.def("toJSON", &[Type::ANY], Type::STR, |call| {
        match gotext::to_json(call.arg(0), call.meter()) {
            Err(Fault::Message(_)) => Ok("{}".into()),
            Err(fault) => Err(fault),
            Ok(text) if text == "null" => Ok("{}".into()),
            Ok(text) => Ok(text.into()),
        }
    });
    let template =
        Template::parse("bootstrap", text, ("", ""), &functions).map_err(|error| fault(error.to_string()))?;
    template.execute(data::data(parameters), &Budget::default()).map_err(|error| fault(error.to_string()))
}
