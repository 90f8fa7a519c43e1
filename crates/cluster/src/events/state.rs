//! Events for states that last: one for each object and reason, however often and by however many it is written.

use std::time::{SystemTime, UNIX_EPOCH};

use kubeyaml::Value;

use super::{Notice, event, prefix, timestamp};
use crate::access::Cluster;
use crate::error::ClusterError;
use crate::requests::Object;
use objects::kinds;

impl Cluster {
    /// Writes the Event of a state that begins. Its name is made of the object and the reason, so that there is one only:
    /// where it is there already, its count rises if `again`, and nothing happens otherwise, as for a program that begins
    /// anew and does not know what it wrote. An object that only has the name of the one before gets its own. Gives
    /// whether anything was written.
    ///
    /// # Errors
    /// The API server cannot be asked or says no, or somebody else writes it at the same time.
    pub async fn write_event(
        &self,
        notice: &Notice,
        instance: &str,
        again: bool,
    ) -> Result<bool, ClusterError> {
        let name = name_of(notice);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut event = event(notice, &name, instance, &timestamp(now.as_secs()));
        let object = Object { kind: kinds::EVENT, namespace: Some(&notice.namespace), name: &name };
        match self.create(object, &event).await {
            Err(ClusterError::Exists { .. }) => {}
            created => return created.map(|_| true),
        }
        // It may have expired in the meantime: the next attempt creates it.
        let Some(there) = self.get(object).await? else {
            return self.create(object, &event).await.map(|_| true);
        };
        if is_about_the_same(&there, &event) {
            if !again {
                return Ok(false);
            }
            count_on(&there, &mut event);
        }
        let version = there.at(&["metadata", "resourceVersion"]).clone();
        event.map_entry("metadata").insert("resourceVersion", version);
        self.replace(object, &event).await.map(|_| true)
    }
}

/// Such as `web.deployment.sidecarmissed`: what is left of a long name ends as names may end.
fn name_of(notice: &Notice) -> String {
    let owner = prefix(&notice.owner.name);
    let owner = owner.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    format!("{owner}.{}.{}", notice.owner.kind, notice.reason).to_ascii_lowercase()
}

fn is_about_the_same(there: &Value, event: &Value) -> bool {
    let about = |event: &Value| event.str_at(&["involvedObject", "uid"]).map(str::to_owned);
    about(there) == about(event)
}

/// The same Event once more: it happened first when it did, and once more than so far.
fn count_on(there: &Value, event: &mut Value) {
    let count = there.at(&["count"]).as_i64().unwrap_or(1).saturating_add(1);
    let first = there.at(&["firstTimestamp"]).clone();
    let fields = event.become_map();
    fields.insert("count", count);
    fields.insert("firstTimestamp", first);
}

#[cfg(test)]
mod tests {
    use super::super::{Owner, Severity};
    use super::*;

    fn notice(name: &str, uid: &str) -> Notice {
        let part = |text: &str| text.to_owned();
        let owner = Owner {
            api_version: part("apps/v1"),
            kind: part("Deployment"),
            name: part(name),
            uid: part(uid),
        };
        let (severity, reason) = (Severity::Warning, "SidecarMissed");
        Notice { owner, namespace: part("shop"), severity, reason, message: String::new() }
    }

    #[test]
    fn an_events_name_is_made_of_the_object_and_the_reason() {
        let long = format!("{}.{}", "a".repeat(199), "b".repeat(50));
        for (name, want) in [
            ("web", "web.deployment.sidecarmissed".to_owned()),
            (&*long, format!("{}.deployment.sidecarmissed", "a".repeat(199))),
        ] {
            assert_eq!(name_of(&notice(name, "u")), want);
        }
    }

    #[test]
    fn an_event_is_counted_on_for_the_same_object_only() {
        let there = event(&notice("web", "u"), "n", "i", "2026-11-21T08:00:00Z");
        let mut later = event(&notice("web", "u"), "n", "i", "2026-11-21T09:00:00Z");
        assert!(is_about_the_same(&there, &later));
        assert!(!is_about_the_same(&there, &event(&notice("web", "v"), "n", "i", "t")));
        count_on(&there, &mut later);
        count_on(&later.clone(), &mut later);
        assert_eq!(later.at(&["count"]).as_i64(), Some(3));
        assert_eq!(later.str_at(&["firstTimestamp"]), Some("2026-11-21T08:00:00Z"));
        assert_eq!(later.str_at(&["lastTimestamp"]), Some("2026-11-21T09:00:00Z"));
    }
}
