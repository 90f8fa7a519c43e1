//! Whether a proxy has the configuration that its istiod has for it.
//!
//! ```text
//! istiod's dump ─► dump.rs ─► spelling.rs ─► parts.rs ─┬─► equal, or two texts whose lines differ
//! Envoy's dump ──► dump.rs ─► spelling.rs ─► parts.rs ─┘
//! ```

mod kinds;
mod parts;
mod spelling;

use golang::json::SyntaxError;
use golang::time::{Moment, parse};
use thiserror::Error;

use self::parts::{clusters, listeners, routes, section};
use self::spelling::Spelling;
use crate::proto_json::{Json, read};

/// Configurations cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompareError {
    /// A dump is not JSON.
    #[error("{0}")]
    Syntax(String),
    /// A dump is JSON, and no dump.
    #[error("there are no `configs` in it")]
    NoDump,
    /// A part is missing.
    #[error("config dump has no configuration type {0}")]
    Missing(&'static str),
    /// The texts that would be compared are too long.
    #[error("the configurations are too long to be compared")]
    TooLong,
}

impl From<SyntaxError> for CompareError {
    fn from(error: SyntaxError) -> CompareError {
        CompareError::Syntax(error.message)
    }
}

/// The configuration of a proxy: a dump as Envoy's `/config_dump` and istiod's `/debug/config_dump` have it.
#[derive(Debug)]
pub struct Dump(Json);

impl Dump {
    /// Reads a dump.
    ///
    /// # Errors
    /// It is not JSON, or not a dump.
    pub fn read(bytes: &[u8]) -> Result<Dump, CompareError> {
        let json = read(bytes)?;
        match json.get("configs") {
            Some(Json::List(_)) => Ok(Dump(json)),
            _ if json.members().is_some_and(<[_]>::is_empty) => Ok(Dump(json)),
            _ => Err(CompareError::NoDump),
        }
    }
}

/// A part of the configuration, as both have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// `Clusters`, `Listeners` or `Routes`.
    pub name: &'static str,
    /// istiod's text and Envoy's; `None` if they are the same.
    pub texts: Option<(String, String)>,
    /// When Envoy was given routes last.
    pub loaded: Option<Moment>,
}

/// Compares what an istiod has for a proxy with what the proxy has: clusters, listeners and routes that came from istiod,
/// without their versions and times, in an order of their own. A part that is missing counts as the text that says so; Envoy
/// must have routes for the third part.
///
/// # Errors
/// Of a part: what is to be compared is too long, or Envoy has no routes.
///
/// Source: Istio 1.30 istioctl/pkg/writer/compare; istioctl/pkg/util/configdump. It decodes both dumps by the types of the
/// release of Envoy that it was built with; this compares them as JSON, in which istiod and Envoy spell fields differently.
pub fn compare(istiod: Dump, envoy: Dump) -> [Result<Part, CompareError>; 3] {
    let mut spelling = Spelling::default();
    let (Dump(mut istiod), Dump(mut envoy)) = (istiod, envoy);
    spelling.learn(&mut istiod);
    spelling.adapt(&mut envoy);
    let loaded = section(&envoy, parts::ROUTES).map(last_loaded);
    let part = |name, url, dynamic: fn(&Json) -> Json| {
        let of = |dump| section(dump, url).map(dynamic).ok_or(CompareError::Missing(url));
        let (istiod, envoy) = (of(&istiod), of(&envoy));
        let texts = if istiod == envoy { None } else { Some((text(istiod)?, text(envoy)?)) };
        Ok(Part { name, texts, loaded: None })
    };
    let routes = part("Routes", parts::ROUTES, routes).and_then(|part| match loaded {
        Some(loaded) => Ok(Part { loaded, ..part }),
        None => Err(CompareError::Missing(parts::ROUTES)),
    });
    [part("Clusters", parts::CLUSTERS, clusters), part("Listeners", parts::LISTENERS, listeners), routes]
}

fn text(part: Result<Json, CompareError>) -> Result<String, CompareError> {
    match part {
        Ok(json) => json.written().ok_or(CompareError::TooLong),
        Err(missing) => Ok(missing.to_string()),
    }
}

/// Source: Istio 1.30 istioctl/pkg/util/configdump/route.go, GetLastUpdatedDynamicRouteTime.
fn last_loaded(routes: &Json) -> Option<Moment> {
    let Some(Json::List(routes)) = routes.get("dynamicRouteConfigs") else { return None };
    let times = routes.iter().filter_map(|route| route.get("lastUpdated")?.as_text());
    let times = times.filter_map(|time| parse("2006-01-02T15:04:05.999999999Z07:00", time).ok());
    times.filter(|time| time.seconds > 0).max_by_key(|time| (time.seconds, time.nanos))
}

#[cfg(test)]
mod tests;
