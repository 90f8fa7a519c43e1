//! The files in `src/generated` are what the generator makes of `proto`.

use std::collections::BTreeMap;

#[test]
fn the_messages_are_up_to_date() {
    let folder = envoy_api_generate::crate_dir().join("src/generated");
    let found: BTreeMap<String, Vec<u8>> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    let made = envoy_api_generate::generate().unwrap();
    let names: Vec<_> = made.keys().collect();
    assert_eq!(found.keys().collect::<Vec<_>>(), names);
    for (name, content) in &made {
        let advice = "cargo run --manifest-path crates/envoy-api/generate/Cargo.toml";
        assert!(found[name] == *content, "src/generated/{name} is stale: {advice}");
    }
}
