//! Files of the downward API: lines `key="value"`, quoted as Go quotes.

use super::environment::Reader;
use super::given::{ANNOTATIONS, Files, LABELS};
use super::notice::Notice;
use super::shown::shortened;

/// Keys and values in the file's order, each key once.
pub(super) type Pairs = Vec<(String, String)>;

/// The pod's annotations; none without a file.
pub(super) fn annotations(files: &Files, reader: &mut Reader<'_>) -> Pairs {
    read(files.annotations.as_deref(), ANNOTATIONS, reader).unwrap_or_default()
}

/// The pod's labels; `None` without a file.
pub(super) fn labels(files: &Files, reader: &mut Reader<'_>) -> Option<Pairs> {
    let mut labels = read(files.labels.as_deref(), LABELS, reader)?;
    labels.retain(|(name, _)| name != "pod-template-hash");
    Some(labels)
}

fn read(text: Option<&str>, path: &'static str, reader: &mut Reader<'_>) -> Option<Pairs> {
    match parse(text?) {
        Ok(pairs) => Some(pairs),
        Err(line) => {
            reader.note(Notice::Unreadable {
                name: path.to_owned(),
                why: format!("{} is not a key and a quoted value", shortened(line)),
                instead: "none of its lines".to_owned(),
            });
            None
        }
    }
}

/// What a file says; the line that it fails at. Of equal keys the last counts; lines without `=` are passed over.
///
/// Source: Istio 1.30 pkg/bootstrap/config.go, ParseDownwardAPI.
fn parse(text: &str) -> Result<Pairs, &str> {
    let mut pairs = std::collections::BTreeMap::new();
    for line in text.split('\n') {
        let Some((key, quoted)) = line.split_once('=') else { continue };
        pairs.insert(key, golang::quote::unquote(quoted).ok_or(line)?);
    }
    Ok(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_go_wrote_them() {
        let text = "a=\"1\"\nb/c=\"x=\\\"y\\\"\\n\\u00e9\"\n\nnothing\na=\"2\"";
        let pairs = parse(text).unwrap();
        let pairs: Vec<_> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, [("a", "2"), ("b/c", "x=\"y\"\né")]);
        for wrong in ["a=b", "a=\"b", "x=\"1\"\na=\"b\"c"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let environment = super::super::environment::Environment::default();
        let mut reader = Reader::new(&environment, &[]);
        let files = Files { labels: Some("a=b".into()), annotations: None, mesh_config: None };
        assert_eq!(labels(&files, &mut reader), None);
        assert_eq!(annotations(&files, &mut reader), []);
        let notices = reader.into_notices();
        assert_eq!(
            notices.first().unwrap().to_string(),
            "./etc/istio/pod/labels cannot be used: a=b is not a key and a quoted value; none of its lines counts"
        );
        assert_eq!(notices.len(), 1);
    }
}
