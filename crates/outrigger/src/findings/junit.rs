//! Findings as JUnit XML, for what runs tests and shows their results.

use diagnosis::finding::{Finding, Level};

/// One suite, a case for each finding. Errors and warnings are failures; what is good to know is a case that passes and
/// says it. Where nothing is found one case passes, because readers refuse a suite without any.
pub fn text(command: &str, findings: &[&Finding]) -> String {
    let failures = findings.iter().filter(|f| f.code.level != Level::Info).count();
    let tests = findings.len().max(1);
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"outrigger\" {counts}>\n  \
         <testsuite name=\"outrigger {}\" {counts} skipped=\"0\">\n",
        escaped(command)
    );
    if findings.is_empty() {
        out.push_str("    <testcase name=\"nothing found\" classname=\"outrigger\"/>\n");
    }
    for finding in findings {
        push_case(&mut out, finding);
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn push_case(out: &mut String, finding: &Finding) {
    let id = finding.code.id;
    let place = escaped(&finding.place.to_string());
    out.push_str(&format!("    <testcase name=\"{id} {place}\" classname=\"outrigger.{id}\""));
    if let Some(reference) = &finding.reference {
        out.push_str(&format!(" file=\"{}\" line=\"{}\"", escaped(&reference.file), reference.line));
    }
    out.push_str(">\n");
    let (cause, remedy) = (escaped(&finding.cause), escaped(&finding.remedy));
    match finding.code.level {
        Level::Info => {
            out.push_str(&format!("      <system-out>{cause}\nremedy: {remedy}</system-out>\n"));
        }
        level => out.push_str(&format!(
            "      <failure type=\"{level}\" message=\"{cause}\">{place}: {cause}\nremedy: {remedy}</failure>\n"
        )),
    }
    out.push_str("    </testcase>\n");
}

/// A text in XML 1.0, in an element or in a quoted attribute. What XML cannot hold in any way becomes U+FFFD; what may be
/// there but steers a terminal, too. A line feed survives in an attribute as a reference only.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use diagnosis::codes;
    use diagnosis::finding::Place;

    use super::super::tests::hostile;
    use super::*;

    #[test]
    fn hostile_texts_stay_within_their_element() {
        let findings = hostile();
        let text = text("analyze", &findings.iter().collect::<Vec<_>>());
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{fffe}'), "{text:?}");
        assert_eq!(text.matches("<testcase ").count(), 3);
        assert_eq!(text.matches('<').count(), text.matches('>').count());
        assert!(text.contains("Pod \u{fffd}[2J&lt;&amp;&quot;&apos;&gt;\u{fffd}\u{fffd}]]&gt;"), "{text}");
        assert!(text.contains("message=\"one&#10;two\u{fffd}\u{fffd}\u{fffd}\""), "{text}");
        assert!(text.contains(" file=\"a b/ü#?%\u{fffd}.yaml\" line=\"3\">"), "{text}");
    }

    #[test]
    fn what_is_good_to_know_fails_nothing() {
        let place = Place { kind: "Namespace".into(), namespace: String::new(), name: "a".into() };
        let info = Finding::new(codes::find("IST0102").unwrap(), place, "c");
        let both = hostile();
        for (findings, tests, failures) in
            [(vec![], 1, 0), (vec![&info], 1, 0), (both.iter().chain([&info]).collect(), 4, 3)]
        {
            let text = text("analyze", &findings);
            assert!(text.contains(&format!("tests=\"{tests}\" failures=\"{failures}\"")), "{text}");
            assert_eq!(text.matches("<failure ").count(), failures);
            assert_eq!(text.matches("<testcase ").count(), tests);
        }
    }
}
