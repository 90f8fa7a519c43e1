//! Webhooks whose caBundle has expired, or does so soon.

use std::time::{Duration, SystemTime};

use certs::ca_bundle;
use kubeyaml::Value;
use objects::{Kind, kinds};

use super::super::view::View;
use crate::codes::checks::{EXPIRED, EXPIRES};
use crate::finding::{Code, Finding, Place};
use crate::part::{is_of_injector, name};
use crate::shell::word;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How many days before the end it is said.
const SOON: u32 = 30;

/// Adds the configurations whose last certificate expires. What cannot be read is not told: `outrigger doctor` does.
pub fn look(view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(now) = view.now else { return };
    for kind in [kinds::MUTATING_WEBHOOK, kinds::VALIDATING_WEBHOOK] {
        for configuration in view.all(kind) {
            let webhooks =
                configuration.items_at(&["webhooks"]).iter().filter(|webhook| is_of_injector(webhook));
            for webhook in webhooks {
                findings.extend(finding(kind, configuration, webhook, now));
            }
        }
    }
}

fn finding(kind: Kind, configuration: &Value, webhook: &Value, now: SystemTime) -> Option<Finding> {
    let bundle = webhook.str_at(&["clientConfig", "caBundle"])?;
    let text = String::from_utf8(golang::base64::decode(bundle).ok()?).ok()?;
    let certificates = ca_bundle::read(&text).ok()?;
    let last = certificates.iter().max_by_key(|certificate| certificate.not_after)?;
    let (code, when): (&'static Code, String) = match last.not_after.duration_since(now) {
        Ok(left) if left > SOON * DAY => return None,
        Ok(left) => (&EXPIRES, format!("expires in {}", days(left))),
        Err(past) => (&EXPIRED, format!("expired {} ago", days(past.duration()))),
    };
    // The subject is whatever somebody signed.
    let cause = format!(
        "the caBundle of {} {when} ({})",
        webhook.str_at(&["name"]).unwrap_or_default(),
        last.subject
    );
    let remedy =
        format!("outrigger certs patch-ca-bundle writes a new one into {}", word(name(configuration)));
    let finding = Finding::new(code, Place::of(kind, configuration), cause);
    Some(if kind == kinds::MUTATING_WEBHOOK { finding } else { finding.remedy(remedy) })
}

fn days(time: Duration) -> String {
    match time.as_secs() / DAY.as_secs() {
        0 => "less than a day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use certs::Authority;
    use objects::World;

    use super::super::super::case::question;
    use super::super::super::{Question, analyze};
    use super::*;

    #[test]
    fn the_last_certificate_of_a_bundle_counts() {
        let start = SystemTime::UNIX_EPOCH + 20_000 * DAY;
        let authority =
            |days: u32| Authority::create("ca", start, days * DAY).unwrap().certificate().pem().to_owned();
        let (short, long) = (authority(10), authority(100));
        for (bundle, at, want) in [
            (short.clone(), 0, Some("expires in 10 days")),
            (long.clone(), 0, None),
            (format!("{short}{long}"), 20, None),
            (long.clone(), 71, Some("expires in 29 days")),
            (long.clone(), 101, Some("expired 1 day ago")),
            ("nothing".to_owned(), 0, None),
        ] {
            let configuration = format!(
                "{{kind: MutatingWebhookConfiguration, metadata: {{name: a}}, webhooks: [{{name: x.istio.io, \
                 clientConfig: {{caBundle: {}}}}}]}}",
                golang::base64::encode(&bundle)
            );
            let question = Question { now: Some(start + at * DAY), ..question("certificates") };
            let found = analyze(&World::of_text(&configuration).unwrap(), &question);
            let said = found.first().map(|finding| finding.cause.as_str());
            assert_eq!(said.is_some(), want.is_some(), "{said:?}");
            assert!(want.is_none_or(|want| said.unwrap_or_default().contains(want)), "{said:?}");
        }
    }
}
