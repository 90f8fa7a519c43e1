//! How the API server calls the webhook.

use std::net::IpAddr;

use crate::{Certificates, SettingsError};

/// Source: Kubernetes, validation of MutatingWebhookConfigurations.
const MOST_CONDITIONS: usize = 64;
const MOST_SECONDS: u32 = 30;

/// How the API server calls the webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Whether it is called again after other webhooks have changed the pod.
    pub reinvocation: Reinvocation,
    /// How long it may take, in seconds; `None` leaves it to Kubernetes, which waits 10.
    pub timeout_seconds: Option<u32>,
    /// What becomes of a pod when the webhook cannot be called.
    pub failure: FailurePolicy,
    /// Names and CEL expressions that must all hold for it to be called.
    pub match_conditions: Vec<(String, String)>,
    /// Where it is called in place of the Service: an `https` URL.
    pub url: Option<String>,
    /// Whether it is called from the moment it is installed, and not only once a replica serves.
    pub active_at_once: bool,
}

/// Whether a webhook is called again after other webhooks have changed the pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reinvocation {
    /// It is called once.
    #[default]
    Never,
    /// It is called again if another webhook has changed the pod since.
    IfNeeded,
}

impl Reinvocation {
    /// Kubernetes' word.
    pub fn name(self) -> &'static str {
        match self {
            Reinvocation::Never => "Never",
            Reinvocation::IfNeeded => "IfNeeded",
        }
    }
}

/// What becomes of a pod when the webhook cannot be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailurePolicy {
    /// It is refused.
    #[default]
    Fail,
    /// It starts without a sidecar.
    Ignore,
}

impl FailurePolicy {
    /// Kubernetes' word.
    pub fn name(self) -> &'static str {
        match self {
            FailurePolicy::Fail => "Fail",
            FailurePolicy::Ignore => "Ignore",
        }
    }
}

impl WebhookSettings {
    /// The host of the URL.
    pub fn host(&self) -> Option<&str> {
        host(self.url.as_deref()?)
    }

    /// Whether an API server would take it, and could trust who answers.
    ///
    /// # Errors
    /// It would not, or could not.
    pub fn check(&self, certificates: &Certificates) -> Result<(), SettingsError> {
        if let Some(seconds) = self.timeout_seconds.filter(|s| !(1..=MOST_SECONDS).contains(s)) {
            return Err(SettingsError::Timeout(seconds));
        }
        if self.match_conditions.len() > MOST_CONDITIONS {
            return Err(SettingsError::TooManyConditions(self.match_conditions.len()));
        }
        for (place, (name, expression)) in self.match_conditions.iter().enumerate() {
            let is_taken = self.match_conditions.iter().take(place).any(|(other, _)| other == name);
            if is_taken || !is_qualified(name) || expression.trim().is_empty() {
                return Err(SettingsError::Condition { name: name.clone() });
            }
        }
        let Some(url) = &self.url else { return Ok(()) };
        let host = host(url).ok_or_else(|| SettingsError::Url(url.clone()))?;
        if *certificates == Certificates::Own && host.parse::<IpAddr>().is_ok() {
            return Err(SettingsError::UrlWithAddress(url.clone()));
        }
        Ok(())
    }
}

/// The host of a URL that Kubernetes takes for a webhook: `https`, without user, query and fragment. A URL with an
/// address of IPv6 is not taken.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '@' | '"' | '\\' | '<' | '>');
    let (authority, _) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let fits = url.len() <= 2048
        && rest.chars().all(is_plain)
        && host.len() <= 253
        && host.split('.').all(is_label)
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    fits.then_some(host)
}

/// Source: Kubernetes, qualified names.
fn is_qualified(name: &str) -> bool {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
    name.len() <= 63
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && edge(name.bytes().next())
        && edge(name.bytes().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_api_server_would_refuse_is_refused() {
        let usual = WebhookSettings::default;
        let condition = |name: &str, expression: &str| (name.to_owned(), expression.to_owned());
        let url = |url: &str| WebhookSettings { url: Some(url.to_owned()), ..usual() };
        for (settings, fits) in [
            (usual(), true),
            (WebhookSettings { timeout_seconds: Some(30), ..usual() }, true),
            (WebhookSettings { timeout_seconds: Some(0), ..usual() }, false),
            (WebhookSettings { timeout_seconds: Some(31), ..usual() }, false),
            (WebhookSettings { match_conditions: vec![condition("a", "true")], ..usual() }, true),
            (WebhookSettings { match_conditions: vec![condition("x.io/a", "true")], ..usual() }, true),
            (WebhookSettings { match_conditions: vec![condition("", "true")], ..usual() }, false),
            (WebhookSettings { match_conditions: vec![condition("-a", "true")], ..usual() }, false),
            (WebhookSettings { match_conditions: vec![condition("a", " ")], ..usual() }, false),
            (WebhookSettings { match_conditions: vec![condition("a", "true"); 2], ..usual() }, false),
            (url("https://injector.example:15017/inject"), true),
            (url("https://injector.example"), true),
            (url("http://injector.example/inject"), false),
            (url("https://injector.example/inject?a=b"), false),
            (url("https://me@injector.example/inject"), false),
            (url("https://injector.example:0/inject"), false),
            (url("https://injector.example/in ject"), false),
            (url("https://Injector.example/"), false),
            (url("https:///inject"), false),
            (url("https://10.0.0.1/inject"), false),
        ] {
            assert_eq!(settings.check(&Certificates::Own).is_ok(), fits, "{settings:?}");
        }
        let given = Certificates::Given { bundle: String::new() };
        assert_eq!(url("https://10.0.0.1/inject").check(&given), Ok(()));
        assert_eq!(url("https://a.b:1/inject").host(), Some("a.b"));
    }
}
