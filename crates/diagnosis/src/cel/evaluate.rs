//! The value of an expression.

use super::parser::{Each, Literal, Node};
use super::value::{Cel, Stop};
use super::{Variables, functions};

/// Parts that are looked at before an expression is given up.
const MOST_STEPS: usize = 100_000;
/// Parts within parts.
const DEEPEST: usize = 200;

/// An expression while it is evaluated.
pub struct Evaluation<'v, 'a> {
    variables: &'v Variables<'a>,
    /// Variables of macros, the innermost last.
    bound: Vec<(String, Cel<'a>)>,
    steps: usize,
    depth: usize,
}

type Answer<'a> = Result<Cel<'a>, Stop>;

impl<'v, 'a> Evaluation<'v, 'a> {
    pub fn new(variables: &'v Variables<'a>) -> Evaluation<'v, 'a> {
        Evaluation { variables, bound: Vec::new(), steps: 0, depth: 0 }
    }

    /// The value of a part.
    ///
    /// # Errors
    /// It fails, or is not known.
    pub fn value(&mut self, node: &Node) -> Answer<'a> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(Stop::Untold("it takes too many steps".to_owned()));
        }
        if self.depth == DEEPEST {
            return Err(Stop::Untold("it is nested too deeply".to_owned()));
        }
        self.depth += 1;
        let answer = self.part(node);
        self.depth -= 1;
        answer
    }

    fn part(&mut self, node: &Node) -> Answer<'a> {
        match node {
            Node::Literal(literal) => Ok(of_literal(literal)),
            Node::Variable(name) => self.variable(name),
            Node::List(items) => {
                items.iter().map(|item| self.value(item)).collect::<Result<_, _>>().map(Cel::List)
            }
            Node::Field { of, field } => {
                let of = self.value(of)?;
                of.field(field)?.ok_or_else(|| no_key(field))
            }
            Node::Has { of, field } => Ok(Cel::Bool(self.value(of)?.field(field)?.is_some())),
            Node::Index { of, key } => {
                let (of, key) = (self.value(of)?, self.value(key)?);
                index(&of, &key)
            }
            Node::Call { of, name, arguments } => self.call(of.as_deref(), name, arguments),
            Node::Each { over, each, variable, body } => self.each(over, *each, variable, body),
            Node::Not(of) => Ok(Cel::Bool(!bool_of(&self.value(of)?)?)),
            Node::Minus(of) => functions::minus(&self.value(of)?),
            Node::And(parts) => self.joined(parts, false),
            Node::Or(parts) => self.joined(parts, true),
            Node::Binary { operator, left, right } => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                functions::binary(operator, &left, &right)
            }
            Node::Choice { condition, then, otherwise } => {
                let chosen = if bool_of(&self.value(condition)?)? { then } else { otherwise };
                self.value(chosen)
            }
        }
    }

    fn variable(&self, name: &str) -> Answer<'a> {
        if let Some((_, value)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return Ok(value.clone());
        }
        match self.variables.get(name) {
            Some(Ok(value)) => Ok(value.clone()),
            Some(Err(why)) => Err(Stop::Untold(format!("`{name}`: {why}"))),
            None => {
                let name: String = name.chars().take(40).collect();
                Err(Stop::Untold(format!("there is no variable `{name}`")))
            }
        }
    }

    /// One part that is `decides` settles it, whatever the others are; else what is not known comes before what fails.
    fn joined(&mut self, parts: &[Node], decides: bool) -> Answer<'a> {
        let mut stop = None;
        for part in parts {
            match self.value(part).and_then(|value| bool_of(&value)) {
                Ok(value) if value == decides => return Ok(Cel::Bool(decides)),
                Ok(_) => {}
                Err(untold @ Stop::Untold(_)) if !matches!(stop, Some(Stop::Untold(_))) => {
                    stop = Some(untold);
                }
                Err(failed) => {
                    stop.get_or_insert(failed);
                }
            }
        }
        stop.map_or(Ok(Cel::Bool(!decides)), Err)
    }

    fn call(&mut self, of: Option<&Node>, name: &str, arguments: &[Node]) -> Answer<'a> {
        // A type or a function may be named like a variable's field, as in `authorizer.path(…)`.
        let of = of.map(|of| self.value(of)).transpose()?;
        let arguments =
            arguments.iter().map(|argument| self.value(argument)).collect::<Result<Vec<_>, _>>()?;
        functions::call(name, &of.into_iter().chain(arguments).collect::<Vec<_>>())
    }

    fn each(&mut self, over: &Node, each: Each, variable: &str, body: &Node) -> Answer<'a> {
        let items = self.value(over)?.items()?;
        let mut answers = Vec::new();
        for item in items {
            self.bound.push((variable.to_owned(), item.clone()));
            let answer = self.value(body);
            self.bound.pop();
            let settles = |decides| matches!(&answer, Ok(Cel::Bool(value)) if *value == decides);
            match each {
                Each::All if settles(false) => return Ok(Cel::Bool(false)),
                Each::Exists if settles(true) => return Ok(Cel::Bool(true)),
                _ => answers.push((item, answer)),
            }
        }
        match each {
            Each::All | Each::Exists => {
                let stops =
                    answers.into_iter().filter_map(|(_, answer)| answer.and_then(|v| bool_of(&v)).err());
                // What is not known comes before what fails.
                let stop = stops.min_by_key(|stop| matches!(stop, Stop::Failed(_)));
                stop.map_or(Ok(Cel::Bool(each == Each::All)), Err)
            }
            Each::Map => {
                answers.into_iter().map(|(_, answer)| answer).collect::<Result<_, _>>().map(Cel::List)
            }
            Each::Filter | Each::ExistsOne => {
                let mut kept = Vec::new();
                for (item, answer) in answers {
                    if bool_of(&answer?)? {
                        kept.push(item);
                    }
                }
                Ok(if each == Each::Filter { Cel::List(kept) } else { Cel::Bool(kept.len() == 1) })
            }
        }
    }
}

fn of_literal<'a>(literal: &Literal) -> Cel<'a> {
    match literal {
        Literal::Null => Cel::Null,
        Literal::Bool(value) => Cel::Bool(*value),
        Literal::Int(value) => Cel::Int(*value),
        Literal::Uint(value) => Cel::Uint(*value),
        Literal::Double(value) => Cel::Double(*value),
        Literal::Text(text) => Cel::Text(text.clone().into()),
    }
}

fn bool_of(value: &Cel<'_>) -> Result<bool, Stop> {
    match value {
        Cel::Bool(value) => Ok(*value),
        _ => Err(Stop::no_overload()),
    }
}

fn no_key(key: &str) -> Stop {
    Stop::Failed(format!("no such key: {}", key.chars().take(80).collect::<String>()))
}

fn index<'a>(of: &Cel<'a>, key: &Cel<'a>) -> Answer<'a> {
    match (of, key) {
        (Cel::Fields(..), Cel::Text(key)) => of.field(key)?.ok_or_else(|| no_key(key)),
        (Cel::List(_) | Cel::Items(..), Cel::Int(at)) => {
            let item = usize::try_from(*at)
                .ok()
                .and_then(|at| of.items().map(|all| all.get(at).cloned()).transpose());
            item.unwrap_or_else(|| Err(Stop::Failed(format!("index out of bounds: {at}"))))
        }
        _ => Err(Stop::no_overload()),
    }
}
