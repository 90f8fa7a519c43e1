//! Mesh configs are read and written as the libraries do that Istio uses: answers of these to inputs of ours.

use kubeyaml::{Value, from_json, read};
use meshconfig::{Version, schema};
use protoschema::{UnknownFields, apply, proto_json};

fn answer(text: &str) -> Result<String, String> {
    let source = read(text).map_err(|e| e.to_string())?;
    let message = schema::mesh_config(Version::V1_30);
    let mut document = Value::Null;
    apply(&mut document, &source, message, UnknownFields::Ignore).map_err(|e| e.to_string())?;
    Ok(proto_json(&document, message))
}

#[test]
fn mesh_configs_are_answered_as_go_does() {
    let inputs = from_json(include_bytes!("oracle/mesh-json.json")).unwrap();
    let answers = from_json(include_bytes!("oracle/mesh-json-go.json")).unwrap();
    let (inputs, answers) = (inputs.as_list().unwrap(), answers.as_list().unwrap());
    assert!(inputs.len() == answers.len() && inputs.len() > 100);
    for (input, wanted) in inputs.iter().zip(answers) {
        let text = input.as_str().unwrap();
        let wanted = wanted
            .str_at(&["json"])
            .map(str::to_owned)
            .ok_or_else(|| wanted.str_at(&["error"]).unwrap().to_owned());
        assert_eq!(answer(text), wanted, "{text}");
    }
}
