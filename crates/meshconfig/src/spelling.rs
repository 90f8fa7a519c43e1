//! Which known name a misspelt one means.

use strsim::osa_distance;

/// Longer names are not compared: comparing costs in proportion to the length.
const LONGEST: usize = 64;

/// The known name that is most like `name`; `None` where none is like it. Upper and lower case, `_` and `-` make no
/// difference. One letter in two to five may differ, two in six to eleven, else three; two letters that changed places
/// are one difference. Of names that are equally like it, the first.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let wanted = folded(name);
    let allowed = match wanted.len() {
        0..=1 => 0,
        2..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let like = |candidate: &'a str| {
        let candidate_folded = folded(candidate);
        if candidate_folded.len().abs_diff(wanted.len()) > allowed {
            return None;
        }
        let distance = osa_distance(&wanted, &candidate_folded);
        (distance <= allowed).then_some((distance, candidate))
    };
    known.into_iter().filter_map(like).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_meant_are_found() {
        let known = ["hub", "tag", "logLevel", "componentLogLevel", "proxy", "proxy_init", "privileged"];
        let long = "x".repeat(100_000);
        for (name, want) in [
            ("hubb", Some("hub")),
            ("tga", Some("tag")),
            ("loglevel", Some("logLevel")),
            ("logLevle", Some("logLevel")),
            ("lgLevel", Some("logLevel")),
            ("componentLoglevl", Some("componentLogLevel")),
            ("proxyInit", Some("proxy_init")),
            ("porxy", Some("proxy")),
            ("priviledged", Some("privileged")),
            ("tg", Some("tag")),
            ("x", None),
            ("", None),
            ("anything", None),
            ("level", None),
            (&long, None),
        ] {
            assert_eq!(nearest(name, known), want, "{name}");
        }
    }
}
