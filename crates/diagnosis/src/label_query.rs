//! The labels of `-l`, as kubectl and istioctl read them.

mod lexer;

use std::collections::BTreeSet;

use kubeyaml::{Map, Value};
use thiserror::Error;

use self::lexer::{Kind, Token};

/// A text is not a label selector.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{cause}")]
pub struct QueryError {
    cause: String,
}

/// The labels that a selector requires by `=` or `==`. Whatever else it says is checked for its form and has no effect.
///
/// Source: Kubernetes apimachinery labels.ParseToRequirements and metav1.ParseToLabelSelector; of its result, Istio 1.30
/// check-inject uses `matchLabels` only.
///
/// # Errors
/// The text is not a selector, or has an operator that label selectors lack.
pub fn equalities(text: &str) -> Result<Map, QueryError> {
    let requirements = parse(text).map_err(|cause| QueryError {
        cause: format!("couldn't parse the selector string \"{text}\": {cause}"),
    })?;
    let mut labels = Map::new();
    for requirement in requirements {
        match requirement.operator {
            "=" | "==" => {
                let value = requirement.values.into_iter().next().unwrap_or_default();
                labels.insert(requirement.key, Value::text(value));
            }
            "in" | "notin" | "exists" | "!" => {}
            operator @ (">" | "<") => {
                let name = if operator == ">" { "gt" } else { "lt" };
                return Err(QueryError { cause: format!("{name:?} isn't supported in label selectors") });
            }
            other => {
                return Err(QueryError {
                    cause: format!("{other:?} is not a valid label selector operator"),
                });
            }
        }
    }
    Ok(labels)
}

struct Requirement {
    key: String,
    operator: &'static str,
    values: BTreeSet<String>,
}

fn parse(text: &str) -> Result<Vec<Requirement>, String> {
    let mut parser = Parser { tokens: lexer::tokens(text), next: 0 };
    let mut all = Vec::new();
    loop {
        let token = parser.peek();
        match token.kind {
            Kind::Word | Kind::Keyword(_) | Kind::Symbol("!") => {}
            Kind::End => return Ok(all),
            _ => return Err(format!("found '{}', expected: !, identifier, or 'end of string'", token.text)),
        }
        all.push(parser.requirement().map_err(|cause| format!("unable to parse requirement: {cause}"))?);
        let token = parser.take();
        match token.kind {
            Kind::End => return Ok(all),
            Kind::Symbol(",") => {
                let after = parser.peek();
                if !after.is_word() && after.kind != Kind::Symbol("!") {
                    return Err(format!("found '{}', expected: identifier after ','", after.text));
                }
            }
            _ => return Err(format!("found '{}', expected: ',' or 'end of string'", token.text)),
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
}

impl Parser {
    fn peek(&self) -> Token {
        self.tokens.get(self.next).cloned().unwrap_or_else(Token::end)
    }

    fn take(&mut self) -> Token {
        let token = self.peek();
        self.next += 1;
        token
    }

    fn requirement(&mut self) -> Result<Requirement, String> {
        let mut token = self.take();
        let absent = token.kind == Kind::Symbol("!");
        if absent {
            token = self.take();
        }
        if !token.is_word() {
            return Err(format!("found '{}', expected: identifier", token.text));
        }
        let key = token.text;
        if absent || matches!(self.peek().kind, Kind::End | Kind::Symbol(",")) {
            let operator = if absent { "!" } else { "exists" };
            return Ok(Requirement { key, operator, values: BTreeSet::new() });
        }
        let operator = self.operator()?;
        let values = if ["in", "notin"].contains(&operator) { self.values()? } else { self.value()? };
        Ok(Requirement { key, operator, values })
    }

    fn operator(&mut self) -> Result<&'static str, String> {
        let token = self.take();
        match token.kind {
            Kind::Keyword(name) => Ok(name),
            Kind::Symbol(symbol @ ("=" | "==" | "!=" | ">" | "<")) => Ok(symbol),
            _ => Err(format!("found '{}', expected: in, notin, =, ==, !=, gt, lt", token.text)),
        }
    }

    /// The one value behind `=` and its like.
    fn value(&mut self) -> Result<BTreeSet<String>, String> {
        if matches!(self.peek().kind, Kind::End | Kind::Symbol(",")) {
            return Ok([String::new()].into());
        }
        let token = self.take();
        if token.is_word() {
            return Ok([token.text].into());
        }
        Err(format!("found '{}', expected: identifier", token.text))
    }

    /// The values behind `in` and `notin`, in parentheses.
    fn values(&mut self) -> Result<BTreeSet<String>, String> {
        let open = self.take();
        if open.kind != Kind::Symbol("(") {
            return Err(format!("found '{}' expected: '('", open.text));
        }
        let mut values = BTreeSet::new();
        let first = self.peek();
        match first.kind {
            Kind::Symbol(")") => {
                self.take();
                return Err(
                    "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty"
                        .into(),
                );
            }
            Kind::Word | Kind::Keyword(_) | Kind::Symbol(",") => {}
            _ => return Err(format!("found '{}', expected: ',', ')' or identifier", first.text)),
        }
        loop {
            let token = self.take();
            if token.is_word() {
                values.insert(token.text);
                let after = self.peek();
                match after.kind {
                    Kind::Symbol(",") => {}
                    Kind::Symbol(")") => break,
                    _ => return Err(format!("found '{}', expected: ',' or ')'", after.text)),
                }
            } else if token.kind == Kind::Symbol(",") {
                if values.is_empty() || self.peek().kind == Kind::Symbol(",") {
                    values.insert(String::new());
                }
                if self.peek().kind == Kind::Symbol(")") {
                    values.insert(String::new());
                    break;
                }
            } else {
                return Err(format!("found '{}', expected: ',', or identifier", token.text));
            }
        }
        self.take();
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equalities_are_taken_and_the_rest_is_only_checked() {
        for (text, want) in [
            ("a=b", Ok("a=b")),
            ("a = b , c==d", Ok("a=b c=d")),
            ("a=", Ok("a=")),
            ("a=b,c in (d,e),!f,g", Ok("a=b")),
            ("in=notin", Ok("in=notin")),
            ("", Ok("")),
            (",", Err("found ',', expected: !, identifier, or 'end of string'")),
            ("a=b=c", Err("found '=', expected: ',' or 'end of string'")),
            ("a=b,", Err("found '', expected: identifier after ','")),
            ("a b", Err("unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")),
            ("a in b", Err("unable to parse requirement: found 'b' expected: '('")),
            ("a in (b", Err("unable to parse requirement: found '', expected: ',' or ')'")),
            ("!", Err("unable to parse requirement: found '', expected: identifier")),
        ] {
            let got = equalities(text).map(|labels| {
                let pairs = labels.iter().map(|(k, v)| format!("{k}={}", v.as_str().unwrap()));
                pairs.collect::<Vec<_>>().join(" ")
            });
            let error = |cause| format!("couldn't parse the selector string \"{text}\": {cause}");
            assert_eq!(got.map_err(|e| e.to_string()), want.map(str::to_owned).map_err(error), "{text}");
        }
    }

    #[test]
    fn operators_that_label_selectors_lack_are_refused() {
        for (text, want) in [
            ("a!=b", "\"!=\" is not a valid label selector operator"),
            ("a>1", "\"gt\" isn't supported in label selectors"),
        ] {
            assert_eq!(equalities(text).unwrap_err().to_string(), want);
        }
    }
}
