//! Parts of a pod's metadata that go, and with the last of them what held them.

use kubeyaml::{Map, Value};

/// Changes a mapping of a pod's metadata, and takes it out if nothing is left in it.
pub fn in_metadata(pod: &mut Value, key: &str, change: impl FnOnce(&mut Map)) {
    let Some(metadata) = pod.get_mut("metadata").and_then(Value::as_map_mut) else { return };
    let Some(map) = metadata.get_mut(key).and_then(Value::as_map_mut) else { return };
    change(map);
    if map.is_empty() {
        metadata.remove(key);
    }
}

/// Takes an annotation out, and says whether it was there.
pub fn take_annotation(pod: &mut Value, key: &str) -> bool {
    let mut taken = false;
    in_metadata(pod, "annotations", |all| taken = all.remove(key).is_some());
    taken
}
