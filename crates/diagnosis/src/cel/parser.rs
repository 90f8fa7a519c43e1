//! Reads an expression as a tree.

use super::lexer::{self, Kind, Token};

/// A part of an expression.
#[derive(Clone, Debug)]
pub enum Node {
    Literal(Literal),
    Variable(String),
    List(Vec<Node>),
    /// `of.field`.
    Field {
        of: Box<Node>,
        field: String,
    },
    /// `has(of.field)`.
    Has {
        of: Box<Node>,
        field: String,
    },
    Index {
        of: Box<Node>,
        key: Box<Node>,
    },
    Call {
        of: Option<Box<Node>>,
        name: String,
        arguments: Vec<Node>,
    },
    /// `over.all(variable, body)` and its like.
    Each {
        over: Box<Node>,
        each: Each,
        variable: String,
        body: Box<Node>,
    },
    Not(Box<Node>),
    Minus(Box<Node>),
    /// All of them, joined by `&&`.
    And(Vec<Node>),
    /// One of them, joined by `||`.
    Or(Vec<Node>),
    Binary {
        operator: &'static str,
        left: Box<Node>,
        right: Box<Node>,
    },
    Choice {
        condition: Box<Node>,
        then: Box<Node>,
        otherwise: Box<Node>,
    },
}

#[derive(Clone, Debug)]
pub enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    Text(String),
}

/// What is done with each item of a list or key of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// Bytes of an expression, beyond which nobody reads it.
const LONGEST: usize = 16 << 10;
/// Parts of an expression.
const MOST: usize = 2000;
/// Brackets within brackets.
const DEEPEST: usize = 60;

/// Operators, the loosest first. `&&` and `||` are looked at by themselves.
const LEVELS: [&[&str]; 3] = [&["==", "!=", "<", "<=", ">", ">=", "in"], &["+", "-"], &["*", "/", "%"]];

/// Reads an expression.
///
/// Source: cel-spec, grammar.
///
/// # Errors
/// It is not one, or has a part that is not understood; the text says where.
pub fn parse(text: &str) -> Result<Node, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {} KiB", LONGEST >> 10));
    }
    let mut parser = Parser { tokens: lexer::tokens(text)?, next: 0, nodes: 0, depth: 0 };
    let node = parser.expression()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    nodes: usize,
    depth: usize,
}

type Read = Result<Node, String>;

impl Parser {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |token| token.at)
    }

    fn takes(&mut self, symbol: &str) -> bool {
        let takes = matches!(self.peek(), Some(Kind::Symbol(next)) if *next == symbol);
        self.next += usize::from(takes);
        takes
    }

    fn expect(&mut self, symbol: &str) -> Result<(), String> {
        if self.takes(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn unexpected(&self) -> String {
        let shown = match self.peek() {
            None => return "the expression ends too early".to_owned(),
            Some(Kind::Symbol(".?" | "[?")) => {
                return format!("optional values are not understood, at character {}", self.at());
            }
            Some(Kind::Symbol("{")) => {
                return format!("maps are not understood, at character {}", self.at());
            }
            Some(Kind::Symbol(symbol)) => (*symbol).to_owned(),
            Some(Kind::Word(word)) => word.chars().take(40).collect(),
            Some(Kind::Text(_)) => "a string".to_owned(),
            Some(Kind::Int(_) | Kind::Uint(_) | Kind::Double(_)) => "a number".to_owned(),
        };
        format!("unexpected `{shown}`, at character {}", self.at())
    }

    fn count(&mut self) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MOST { Err(format!("it has more than {MOST} parts")) } else { Ok(()) }
    }

    fn expression(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} deep"));
        }
        let condition = self.or()?;
        let node = if self.takes("?") {
            let then = self.or()?;
            self.expect(":")?;
            let otherwise = self.expression()?;
            self.count()?;
            Node::Choice { condition: condition.into(), then: then.into(), otherwise: otherwise.into() }
        } else {
            condition
        };
        self.depth -= 1;
        Ok(node)
    }

    fn or(&mut self) -> Read {
        self.joined("||", Parser::and, Node::Or)
    }

    fn and(&mut self) -> Read {
        self.joined("&&", |parser| parser.binary(0), Node::And)
    }

    fn joined(
        &mut self,
        symbol: &str,
        part: impl Fn(&mut Parser) -> Read,
        join: impl Fn(Vec<Node>) -> Node,
    ) -> Read {
        let first = part(self)?;
        if !self.takes(symbol) {
            return Ok(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.takes(symbol) {
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn binary(&mut self, level: usize) -> Read {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.operator(operators) {
            self.next += 1;
            self.count()?;
            let right = self.binary(level + 1)?;
            left = Node::Binary { operator, left: left.into(), right: right.into() };
        }
        Ok(left)
    }

    fn operator(&self, operators: &[&'static str]) -> Option<&'static str> {
        let next = match self.peek()? {
            Kind::Symbol(symbol) => *symbol,
            Kind::Word(word) if word == "in" => "in",
            _ => return None,
        };
        operators.iter().copied().find(|operator| *operator == next)
    }

    fn unary(&mut self) -> Read {
        let (mut nots, mut minuses) = (0, 0);
        while self.takes("!") {
            nots += 1;
        }
        while nots == 0 && self.takes("-") {
            minuses += 1;
        }
        // Two of a kind take each other back.
        let node = self.member()?;
        let node = if nots == 0 { node } else { Node::Not(node.into()) };
        let node = if nots > 0 && nots % 2 == 0 { Node::Not(node.into()) } else { node };
        Ok(if minuses % 2 == 1 { Node::Minus(node.into()) } else { node })
    }

    fn member(&mut self) -> Read {
        let mut node = self.primary()?;
        loop {
            self.count()?;
            if self.takes(".") {
                let name = self.word()?;
                node = if self.takes("(") {
                    let arguments = self.list(")")?;
                    method(node, name, arguments)?
                } else {
                    Node::Field { of: node.into(), field: name }
                };
            } else if self.takes("[") {
                let key = self.expression()?;
                self.expect("]")?;
                node = Node::Index { of: node.into(), key: key.into() };
            } else if matches!(self.peek(), Some(Kind::Symbol(".?" | "[?"))) {
                return Err(self.unexpected());
            } else {
                return Ok(node);
            }
        }
    }

    fn word(&mut self) -> Result<String, String> {
        match self.peek() {
            Some(Kind::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn primary(&mut self) -> Read {
        if self.takes("(") {
            let node = self.expression()?;
            self.expect(")")?;
            return Ok(node);
        }
        if self.takes("[") {
            return self.list("]").map(Node::List);
        }
        // A name that begins at the root.
        self.takes(".");
        let literal = match self.peek() {
            Some(Kind::Int(value)) => Literal::Int(*value),
            Some(Kind::Uint(value)) => Literal::Uint(*value),
            Some(Kind::Double(value)) => Literal::Double(*value),
            Some(Kind::Text(text)) => Literal::Text(text.clone()),
            Some(Kind::Word(word)) => match word.as_str() {
                "null" => Literal::Null,
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                "in" => return Err(self.unexpected()),
                _ => return self.named(),
            },
            _ => return Err(self.unexpected()),
        };
        self.next += 1;
        Ok(Node::Literal(literal))
    }

    /// A variable, or a function without an object.
    fn named(&mut self) -> Read {
        let name = self.word()?;
        if !self.takes("(") {
            return Ok(Node::Variable(name));
        }
        let arguments = self.list(")")?;
        if name != "has" {
            return Ok(Node::Call { of: None, name, arguments });
        }
        match <[Node; 1]>::try_from(arguments) {
            Ok([Node::Field { of, field }]) => Ok(Node::Has { of, field }),
            _ => Err("`has` asks for a field, as in `has(object.metadata.labels)`".to_owned()),
        }
    }

    /// Expressions up to a bracket, which is taken. The last may have a comma behind it.
    fn list(&mut self, end: &str) -> Result<Vec<Node>, String> {
        let mut all = Vec::new();
        while !self.takes(end) {
            all.push(self.expression()?);
            if !self.takes(",") {
                self.expect(end)?;
                break;
            }
        }
        Ok(all)
    }
}

/// A function of an object, or one of the macros that look like it.
fn method(of: Node, name: String, arguments: Vec<Node>) -> Read {
    let each = match name.as_str() {
        "all" => Each::All,
        "exists" => Each::Exists,
        "exists_one" | "existsOne" => Each::ExistsOne,
        "filter" => Each::Filter,
        "map" => Each::Map,
        _ => return Ok(Node::Call { of: Some(of.into()), name, arguments }),
    };
    match <[Node; 2]>::try_from(arguments) {
        Ok([Node::Variable(variable), body]) => {
            Ok(Node::Each { over: of.into(), each, variable, body: body.into() })
        }
        _ => Err(format!("`{name}` is understood with a variable and an expression only")),
    }
}
