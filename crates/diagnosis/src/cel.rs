//! The conditions of webhooks: as much of the Common Expression Language as they are written in.
//!
//! What a condition means can depend on what nobody knows before the request is there, such as who sends it. An answer is
//! therefore a value, a failure as the API server would have it, or [`Stop::Untold`] with its reason; nothing is guessed.
//! Macros over lists and maps are understood, as are the functions of strings; map literals, timestamps, optional values
//! and the libraries of Kubernetes are not, and are named.

mod evaluate;
mod functions;
mod lexer;
mod parser;
mod value;

use std::collections::BTreeMap;

pub use self::value::{Cel, Extent, Stop};

use self::evaluate::Evaluation;
use self::parser::Node;

/// An expression that was read.
#[derive(Debug)]
pub struct Program(Node);

/// What an expression may ask for, by name.
pub type Variables<'a> = BTreeMap<&'static str, Result<Cel<'a>, String>>;

impl Program {
    /// Reads an expression.
    ///
    /// # Errors
    /// It is not an expression, has a part that is not understood, or is larger than anybody's; the text says which.
    pub fn parse(text: &str) -> Result<Program, String> {
        parser::parse(text).map(Program)
    }

    /// Whether the expression holds. A variable that is not known has the reason in its place.
    ///
    /// Source: Kubernetes apiserver pkg/admission/plugin/webhook/matchconditions; cel-spec, logical operators.
    ///
    /// # Errors
    /// It fails, as it would in an API server, or depends on what is not known.
    pub fn holds(&self, variables: &Variables<'_>) -> Result<bool, Stop> {
        match Evaluation::new(variables).value(&self.0)? {
            Cel::Bool(holds) => Ok(holds),
            other => Err(Stop::Failed(format!("must evaluate to bool, and is {}", other.type_name()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(expression: &str) -> String {
        const POD: &str = "{metadata: {name: web, namespace: shop, labels: {app: web, empty: ''}, annotations: {a: '1'}}, \
                           spec: {hostNetwork: true, containers: [{name: app, image: 'r/app:1'}, {name: log, image: 'log'}]}}";
        let pod = kubeyaml::read(POD).unwrap();
        let request = kubeyaml::read("{operation: CREATE, namespace: shop, dryRun: false}").unwrap();
        let variables = Variables::from([
            ("object", Ok(Cel::of(&pod, Extent::Pod))),
            ("oldObject", Ok(Cel::Null)),
            ("request", Ok(Cel::of(&request, Extent::Open))),
            ("authorizer", Err("only the API server can ask it".to_owned())),
        ]);
        match Program::parse(expression).map(|program| program.holds(&variables)) {
            Ok(Ok(holds)) => holds.to_string(),
            Ok(Err(Stop::Failed(cause))) => format!("failed: {cause}"),
            Ok(Err(Stop::Untold(cause))) => format!("untold: {cause}"),
            Err(cause) => format!("not read: {cause}"),
        }
    }

    #[test]
    fn conditions_are_answered_as_an_api_server_answers_them() {
        for (expression, want) in [
            ("true", "true"),
            ("!has(object.metadata.labels.x)", "true"),
            ("has(object.metadata.labels) && has(object.metadata.labels.app)", "true"),
            ("object.metadata.namespace != \"kube-system\"", "true"),
            ("object.metadata.labels['app'] == 'web'", "true"),
            ("object.metadata.labels.gone == 'x'", "failed: no such key: gone"),
            ("has(object.metadata.labels.gone.x)", "failed: no such key: gone"),
            ("'app' in object.metadata.labels ? object.metadata.labels.app == 'db' : true", "false"),
            ("object.metadata.namespace in ['shop', 'bank']", "true"),
            ("!('system:nodes' in ['a'])", "true"),
            ("oldObject == null", "true"),
            ("request.operation == 'CREATE' && !request.dryRun", "true"),
            ("object.spec.hostNetwork", "true"),
            // An error or an unknown beside a value that decides alone does not count, on either side.
            ("object.metadata.labels.gone == 'x' || true", "true"),
            ("false && request.userInfo.username == 'x'", "false"),
            ("request.userInfo.username == 'x' && false", "false"),
            (
                "request.userInfo.username.startsWith('system:') || true == false",
                "untold: `userInfo` is not known",
            ),
            (
                "authorizer.path('/x').check('get').allowed()",
                "untold: `authorizer`: only the API server can ask it",
            ),
            // The API server fills a spec in.
            ("has(object.spec.serviceAccountName)", "untold: `serviceAccountName` is not known"),
            ("object.spec.hostNetwork == object.spec.hostPID", "untold: `hostPID` is not known"),
            ("object.spec.containers.exists(c, c.name == 'log')", "true"),
            ("object.spec.containers.all(c, c.image.startsWith('r/'))", "false"),
            ("object.spec.containers.exists_one(c, c.name.size() == 3)", "false"),
            ("object.spec.containers.map(c, c.name) == ['app', 'log']", "true"),
            ("size(object.spec.containers.filter(c, c.name != 'log')) == 1", "true"),
            ("object.metadata.labels.exists(k, k.endsWith('pty'))", "true"),
            ("object.metadata.name.matches('^w.b$') && 'abc'.contains('b')", "true"),
            ("'a' + \"\\u00e4\\n\" == r'a' + '''\u{e4}\n'''", "true"),
            ("1 + 2 * 3 - -1 == 8 && 7 % 4 == 3 && 1.5 < 2 && 3u >= 3", "true"),
            ("9223372036854775807 + 1 > 0", "failed: integer overflow"),
            ("1 / 0 == 1", "failed: division by zero"),
            ("'a' < 1", "failed: no such overload"),
            ("[1, 2][2] == 0", "failed: index out of bounds: 2"),
            ("'text'", "failed: must evaluate to bool, and is string"),
            ("string(8) == '8' && int('12') == 12 && 'A'.lowerAscii() == 'a'", "true"),
            ("nobody", "untold: there is no variable `nobody`"),
            (
                "quantity('1Gi').isLessThan(quantity('2Gi'))",
                "untold: the function `quantity` is not understood",
            ),
            ("{'a': 1}.size() == 1", "not read: maps are not understood, at character 1"),
            ("object.?metadata.name", "not read: optional values are not understood, at character 7"),
            ("a &", "not read: unexpected `&`, at character 3"),
            ("'open", "not read: a string is not closed, at character 1"),
            ("", "not read: the expression ends too early"),
            ("a b", "not read: unexpected `b`, at character 3"),
        ] {
            assert_eq!(said(expression), want, "{expression}");
        }
    }

    #[test]
    fn what_nobody_writes_is_refused_and_costs_little() {
        for expression in [
            "x".repeat(1 << 20),
            "(".repeat(10_000),
            "!".repeat(10_000),
            format!("a{}", ".b".repeat(5000)),
            format!("[{}]", "1,".repeat(7000)),
            format!("true{}", "?true:true".repeat(1000)),
            "[".repeat(60) + &"]".repeat(60) + &" == []".repeat(300),
        ] {
            let said = said(&expression);
            let is_refused = said.starts_with("not read: ") || said.starts_with("untold: ");
            assert!(is_refused && said.len() < 200, "{said}");
        }
        let nested = (0..6).fold("true".to_owned(), |body, i| {
            format!("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16].all(v{i}, {body})")
        });
        assert_eq!(said(&nested), "untold: it takes too many steps");
    }
}
