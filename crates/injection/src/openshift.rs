//! User and group ids on OpenShift, where each namespace has a range of its own.

use kubeyaml::Value;
use meshconfig::SharedUser;

use crate::Version;
use crate::names::{INIT_CONTAINER, PROXY_CONTAINER, VALIDATION_CONTAINER};
use crate::pod::{ContainerList, name, sidecar, sidecar_mut};

/// The ids that the proxy runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProxyIds {
    /// The user id.
    pub user: i64,
    /// The group id.
    pub group: i64,
}

impl Default for ProxyIds {
    fn default() -> ProxyIds {
        ProxyIds { user: 1337, group: 1337 }
    }
}

impl ProxyIds {
    /// The last ids of the ranges that a namespace's annotations give, 1337 where they give none.
    ///
    /// Source: Istio 1.30 inject.go, GetProxyIDs; openshift.go.
    pub fn of_namespace(annotations: &Value) -> ProxyIds {
        let users = annotations.str_at(&["openshift.io/sa.scc.uid-range"]);
        let groups = annotations.str_at(&["openshift.io/sa.scc.supplemental-groups"]).or(users);
        // One block that is none makes all of them count for nothing.
        let ends = |list: &str| list.split(',').map(block_end).collect::<Option<Vec<i64>>>();
        let default = ProxyIds::default();
        ProxyIds {
            user: users.and_then(block_end).unwrap_or(default.user),
            group: groups.and_then(ends).and_then(|ends| ends.first().copied()).unwrap_or(default.group),
        }
    }
}

/// The last id of `start/size` or `start-end`; anything after it is ignored, arithmetic wraps at 32 bits. A slash
/// anywhere makes it the first of the two.
fn block_end(block: &str) -> Option<i64> {
    let (start, rest) = leading_number(block)?;
    if block.contains('/') {
        let (size, _) = leading_number(rest.strip_prefix('/')?)?;
        return Some(start.wrapping_add(size).wrapping_sub(1).into());
    }
    let (end, _) = leading_number(rest.strip_prefix('-')?)?;
    Some(end.into())
}

/// A number of decimal digits behind blanks, as Go's `Sscanf` reads it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches([' ', '\t']);
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

/// Forgets the proxy's user and group where they only repeat the application's, as OpenShift's own admission gives
/// every container the same; the proxy must not share the user whose traffic is captured.
///
/// Source: Istio 1.30 webhook.go, isSidecarUserMatchingAppUser.
pub(crate) fn reset_shared_user(pod: &mut Value, version: Version) {
    let with_init = match version.shared_user {
        SharedUser::Kept => return,
        SharedUser::Containers => false,
        SharedUser::AllContainers => true,
    };
    let user = |c: &Value| c.at(&["securityContext", "runAsUser"]).as_i64();
    let Some(proxy_user) = sidecar(pod).filter(|c| c.get("securityContext").is_some()).map(user) else {
        return;
    };
    let own = [PROXY_CONTAINER, INIT_CONTAINER, VALIDATION_CONTAINER];
    let init = if with_init { ContainerList::InitContainers.of(pod) } else { &[] };
    let everything = ContainerList::Containers.of(pod).iter().chain(init);
    let app_user = everything.filter(|c| !own.contains(&name(c))).filter_map(user).next_back();
    if proxy_user.unwrap_or(0) != app_user.unwrap_or(0) {
        return;
    }
    if let Some(context) =
        sidecar_mut(pod).and_then(|c| c.get_mut("securityContext")).and_then(Value::as_map_mut)
    {
        context.remove("runAsUser");
        context.remove("runAsGroup");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_where_openshift_says() {
        for (users, groups, want) in [
            (Some("1000/10"), None, (1009, 1009)),
            (Some("1000-1500"), Some("7/2,9/9"), (1500, 8)),
            (Some("bad"), Some(""), (1337, 1337)),
            (None, None, (1337, 1337)),
            (Some("5/3 and more"), Some("x"), (7, 1337)),
            (Some("1000/1"), None, (1000, 1000)),
            (Some("1000-1500/x"), Some("7/2,bad"), (1337, 1337)),
            (Some(" 5/ 3"), Some("7/2, 9/9"), (7, 8)),
        ] {
            let mut annotations = Value::Null;
            for (key, value) in [("uid-range", users), ("supplemental-groups", groups)] {
                if let Some(value) = value {
                    annotations.become_map().insert(format!("openshift.io/sa.scc.{key}"), value);
                }
            }
            let ids = ProxyIds::of_namespace(&annotations);
            assert_eq!((ids.user, ids.group), want, "{users:?} {groups:?}");
        }
    }

    #[test]
    fn a_user_shared_with_the_application_is_reset() {
        for (proxy, app, reset) in
            [(Some(5), Some(5), true), (Some(5), Some(6), false), (Some(5), None, false), (None, None, true)]
        {
            let context = |u: Option<i64>| u.map_or("{}".to_owned(), |u| format!(r#"{{"runAsUser":{u}}}"#));
            let text = format!(
                r#"{{"spec":{{"containers":[{{"name":"a","securityContext":{}}},{{"name":"istio-proxy","securityContext":{}}}]}}}}"#,
                context(app),
                context(proxy)
            );
            let mut pod = kubeyaml::from_json(text.as_bytes()).unwrap();
            reset_shared_user(&mut pod, Version::LATEST);
            let left = sidecar(&pod).unwrap().at(&["securityContext", "runAsUser"]).as_i64();
            assert_eq!(left.is_none(), reset || proxy.is_none());
        }
    }
}
