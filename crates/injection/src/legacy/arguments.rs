//! Flags among the arguments of a container.

use kubeyaml::Value;

/// The value of the first `-NAME` or `--NAME` among arguments: what is behind `=` (digits only, else it is another
/// flag), or the next argument. The inner `None` is a flag without a value.
///
/// Source: Istio 1.1 app_probe.go, statusPortPattern; concurrency.go, concurrencyPattern.
pub fn flag<'a>(args: &'a [Value], name: &str) -> Option<Option<&'a str>> {
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match value_within(arg.as_str().unwrap_or_default().trim(), name) {
            None => {}
            Some("") => return Some(rest.next().and_then(Value::as_str)),
            within => return Some(within),
        }
    }
    None
}

/// The digits behind `=`, "" where there is no `=`, `None` where it is another argument.
fn value_within<'a>(arg: &'a str, name: &str) -> Option<&'a str> {
    let arg = arg.strip_prefix('-')?;
    let rest = arg.strip_prefix('-').unwrap_or(arg).strip_prefix(name)?;
    if rest.is_empty() {
        return Some("");
    }
    rest.strip_prefix('=').filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_found_in_both_spellings() {
        for (args, want) in [
            (&["--port", "80"][..], Some(Some("80"))),
            (&["x", " -port ", "80", "--port=1"], Some(Some("80"))),
            (&["--port=15020", "80"], Some(Some("15020"))),
            (&["--port=", "--port=x", "--ports", "-port=7"], Some(Some("7"))),
            (&["--port"], Some(None)),
            (&["---port", "1"], None),
            (&["port", "1"], None),
            (&[], None),
        ] {
            let args: Vec<Value> = args.iter().map(Value::text).collect();
            assert_eq!(flag(&args, "port"), want, "{args:?}");
        }
    }
}
