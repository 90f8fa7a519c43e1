//! From tokens to trees: text, actions and control structures. Pipelines are in `pipeline`.
//!
//! Source: Go 1.26 text/template/parse parse.go.

pub(crate) mod ast;
mod frame;
mod number;
mod pipeline;
pub(crate) mod text;

use crate::error::ParseError;
use crate::functions::Functions;
use crate::lex::{Item, Kind, Lexer};
use crate::template::Template;
use ast::{Branch, Invocation, List, Node, Range, Span, Tree, Trees};
use frame::Frame;
use golang::quote::{quote, unquote};

/// How deep parentheses and control structures may nest, so that neither parsing nor executing exhausts the stack.
/// Go's limit is 10,000 for parentheses, and none for control structures.
pub(crate) const DEEPEST: usize = 100;

/// How many operands and pieces of text a template may have. Each takes about 300 bytes once it is parsed; the templates
/// of Istio have about 2,000.
pub(crate) const LARGEST: usize = 200_000;

impl Template {
    /// Parses `text`. An empty delimiter stands for `{{` or `}}`. All names of functions are resolved here.
    ///
    /// Errors with Go's text: `template: NAME:LINE: …`.
    ///
    /// Source: Go 1.26 text/template template.go, Parse.
    pub fn parse(
        name: &str,
        text: &str,
        delims: (&str, &str),
        functions: &Functions,
    ) -> Result<Template, ParseError> {
        Ok(Template::of(name, text, trees(name, text, delims, functions)?))
    }
}

/// The trees of `source`, which is called `name`, and of all that it defines.
fn trees(name: &str, source: &str, delims: (&str, &str), functions: &Functions) -> Result<Trees, ParseError> {
    let mut lexer = Lexer::new(source, delims.0, delims.1);
    lexer.break_ok = functions.find("break").is_none();
    lexer.continue_ok = functions.find("continue").is_none();
    let mut parser = Parser {
        name,
        source,
        lexer,
        functions,
        trees: Trees::new(),
        frame: Frame::new(),
        depth: 0,
        left: LARGEST,
    };
    let root = parser.top_level()?;
    parser.add(name, root)?;
    Ok(parser.trees)
}

struct Parser<'s, 'f> {
    name: &'f str,
    source: &'s str,
    lexer: Lexer<'s>,
    functions: &'f Functions,
    trees: Trees,
    frame: Frame<'s>,
    depth: usize,
    /// How many more operands and pieces of text there may be.
    left: usize,
}

/// What a list of nodes ends with.
enum End {
    End,
    Else,
}

impl End {
    fn text(&self) -> &'static str {
        match self {
            End::End => "{{end}}",
            End::Else => "{{else}}",
        }
    }
}

/// What comes next in a list of nodes.
enum Next {
    Node(Node),
    End(End),
}

type Parsed<T> = Result<T, ParseError>;

impl<'s> Parser<'s, '_> {
    fn error<T>(&self, message: impl Into<String>) -> Parsed<T> {
        Err(self.fault(message.into(), None))
    }

    fn fault(&self, message: String, unknown_function: Option<String>) -> ParseError {
        ParseError { name: self.name.to_owned(), line: self.frame.line(), message, unknown_function }
    }

    fn unexpected<T>(&self, token: &Item<'_>, context: &str) -> Parsed<T> {
        if token.kind != Kind::Error {
            return self.error(format!("unexpected {} in {context}", token_text(token)));
        }
        let mut message = token.val.to_string();
        if self.frame.action_line != 0 && self.frame.action_line != token.line {
            message.push_str(if message.ends_with(" action") { "" } else { " in action" });
            message.push_str(&format!(" started at {}:{}", self.name, self.frame.action_line));
        }
        self.error(message)
    }

    /// Counts an operand or a piece of text.
    fn count(&mut self) -> Parsed<()> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => self
                .error(format!("the template is too large: it has more than {LARGEST} operands and texts")),
        }
    }

    fn next(&mut self) -> Item<'s> {
        self.frame.next(&mut self.lexer)
    }

    fn peek_kind(&mut self) -> Kind {
        self.frame.peek_kind(&mut self.lexer)
    }

    fn next_non_space(&mut self) -> Item<'s> {
        loop {
            let token = self.next();
            if token.kind != Kind::Space {
                return token;
            }
        }
    }

    /// Skips spaces, and gives what comes then without taking it.
    fn peek_non_space(&mut self) -> Item<'s> {
        let token = self.next_non_space();
        self.frame.back_up();
        token
    }

    fn expect(&mut self, kind: Kind, context: &str) -> Parsed<Item<'s>> {
        let token = self.next_non_space();
        if token.kind == kind { Ok(token) } else { self.unexpected(&token, context) }
    }

    fn nested<T>(&mut self, message: &str, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEEPEST {
            return self.error(message);
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    /// The whole text: nodes, and definitions between them.
    fn top_level(&mut self) -> Parsed<List> {
        let mut root = List::new();
        while self.peek_kind() != Kind::Eof {
            if self.peek_kind() == Kind::LeftDelim {
                let delim = self.next();
                if self.next_non_space().kind == Kind::Define {
                    self.definition()?;
                    continue;
                }
                self.frame.back_up_2(delim);
            }
            match self.text_or_action()? {
                Next::Node(node) => root.push(node),
                Next::End(end) => return self.error(format!("unexpected {}", end.text())),
            }
        }
        Ok(root)
    }

    fn definition(&mut self) -> Parsed<()> {
        const CONTEXT: &str = "define clause";
        let outer = std::mem::replace(&mut self.frame, Frame::new());
        let token = self.next_non_space();
        let name = self.template_name(&token, CONTEXT)?;
        self.expect(Kind::RightDelim, CONTEXT)?;
        self.body(&name, CONTEXT)?;
        self.frame = outer;
        Ok(())
    }

    /// The nodes of a definition up to its end, added under `name`.
    fn body(&mut self, name: &str, context: &str) -> Parsed<()> {
        let (root, end) = self.item_list()?;
        if matches!(end, End::Else) {
            return self.error(format!("unexpected {} in {context}", end.text()));
        }
        self.add(name, root)
    }

    fn add(&mut self, name: &str, root: List) -> Parsed<()> {
        let is_empty = is_empty(&root, self.source);
        match self.trees.get(name) {
            Some(tree) if !tree.is_empty => {
                if !is_empty {
                    return self.error(format!("template: multiple definition of template {}", quote(name)));
                }
            }
            _ => {
                let tree = Tree { name: name.into(), root, is_empty, slots: self.frame.scope.slots };
                self.trees.insert(name.into(), tree);
            }
        }
        Ok(())
    }

    /// Nodes up to `{{end}}` or `{{else}}`.
    fn item_list(&mut self) -> Parsed<(List, End)> {
        self.nested("control structures nest too deeply", |parser| {
            let mut list = List::new();
            while parser.peek_non_space().kind != Kind::Eof {
                match parser.text_or_action()? {
                    Next::Node(node) => list.push(node),
                    Next::End(end) => {
                        list.shrink_to_fit();
                        return Ok((list, end));
                    }
                }
            }
            parser.error("unexpected EOF")
        })
    }

    fn text_or_action(&mut self) -> Parsed<Next> {
        let token = self.next_non_space();
        self.count()?;
        match token.kind {
            Kind::Text => Ok(Next::Node(Node::Text(span(&token)))),
            Kind::LeftDelim => {
                self.frame.action_line = token.line;
                let next = self.action()?;
                self.frame.action_line = 0;
                Ok(next)
            }
            _ => self.unexpected(&token, "input"),
        }
    }

    fn action(&mut self) -> Parsed<Next> {
        let node = match self.next_non_space().kind {
            Kind::Block => self.block()?,
            Kind::Break => self.jump(Node::Break, "{{break}}")?,
            Kind::Continue => self.jump(Node::Continue, "{{continue}}")?,
            Kind::Else => return self.else_control(),
            Kind::End => {
                self.expect(Kind::RightDelim, "end")?;
                return Ok(Next::End(End::End));
            }
            Kind::If => Node::Branch(self.branch(false)?),
            Kind::With => Node::Branch(self.branch(true)?),
            Kind::Range => self.range()?,
            Kind::Template => self.template()?,
            _ => {
                self.frame.back_up();
                Node::Action(self.pipeline("command", Kind::RightDelim)?)
            }
        };
        Ok(Next::Node(node))
    }

    fn jump(&mut self, node: Node, context: &str) -> Parsed<Node> {
        let token = self.next_non_space();
        if token.kind != Kind::RightDelim {
            return self.unexpected(&token, context);
        }
        if self.frame.range_depth == 0 {
            return self.error(format!("{context} outside {{{{range}}}}"));
        }
        Ok(node)
    }

    /// `{{else}}`; of `{{else if …` and `{{else with …` the rest is left.
    fn else_control(&mut self) -> Parsed<Next> {
        if !matches!(self.peek_non_space().kind, Kind::If | Kind::With) {
            self.expect(Kind::RightDelim, "else")?;
        }
        Ok(Next::End(End::Else))
    }

    /// `if` or `with`, all its `else if`s or `else with`s, and its `else`.
    fn branch(&mut self, with: bool) -> Parsed<Branch> {
        let (context, keyword) = if with { ("with", Kind::With) } else { ("if", Kind::If) };
        let (names, mark) = (self.frame.names.mark(), self.frame.scope.mark());
        let mut arms = Vec::new();
        let mut otherwise = List::new();
        loop {
            let pipe = self.pipeline(context, Kind::RightDelim)?;
            let body_mark = self.frame.scope.mark();
            let (list, end) = self.item_list()?;
            self.frame.scope.forget_since(body_mark);
            arms.push((pipe, list));
            if matches!(end, End::End) {
                break;
            }
            if self.peek_kind() == keyword {
                self.next();
                continue;
            }
            otherwise = self.else_list()?;
            break;
        }
        self.frame.names.forget_since(names);
        self.frame.scope.forget_since(mark);
        Ok(Branch { with, arms, otherwise })
    }

    fn else_list(&mut self) -> Parsed<List> {
        let (list, end) = self.item_list()?;
        if matches!(end, End::Else) {
            return self.error("expected end; found {{else}}");
        }
        Ok(list)
    }

    fn range(&mut self) -> Parsed<Node> {
        let (names, mark) = (self.frame.names.mark(), self.frame.scope.mark());
        let pipe = self.pipeline("range", Kind::RightDelim)?;
        let body_mark = self.frame.scope.mark();
        self.frame.range_depth += 1;
        let (body, end) = self.item_list()?;
        self.frame.range_depth -= 1;
        self.frame.scope.forget_since(body_mark);
        let otherwise = if matches!(end, End::Else) { self.else_list()? } else { List::new() };
        self.frame.names.forget_since(names);
        self.frame.scope.forget_since(mark);
        Ok(Node::Range(Range { pipe, body, otherwise }))
    }

    fn block(&mut self) -> Parsed<Node> {
        const CONTEXT: &str = "block clause";
        let token = self.next_non_space();
        let name = self.template_name(&token, CONTEXT)?;
        let pipe = self.pipeline(CONTEXT, Kind::RightDelim)?;
        let outer = std::mem::replace(&mut self.frame, Frame::new());
        self.body(&name, CONTEXT)?;
        self.frame = outer;
        Ok(Node::Template(Invocation { pos: token.pos, name: name.into(), made: None, pipe: Some(pipe) }))
    }

    fn template(&mut self) -> Parsed<Node> {
        const CONTEXT: &str = "template clause";
        let token = self.next_non_space();
        let name = self.template_name(&token, CONTEXT)?.into();
        let pipe = if self.next_non_space().kind == Kind::RightDelim {
            None
        } else {
            self.frame.back_up();
            Some(self.pipeline(CONTEXT, Kind::RightDelim)?)
        };
        Ok(Node::Template(Invocation { pos: token.pos, name, made: None, pipe }))
    }

    fn template_name(&mut self, token: &Item<'_>, context: &str) -> Parsed<String> {
        if !matches!(token.kind, Kind::String | Kind::RawString) {
            return self.unexpected(token, context);
        }
        match unquote(&token.val) {
            Some(name) => Ok(name),
            None => self.error("invalid syntax"),
        }
    }
}

fn span(token: &Item<'_>) -> Span {
    Span { start: token.pos, end: token.pos + token.val.len() }
}

/// A token as messages show it.
fn token_text(token: &Item<'_>) -> String {
    match token.kind {
        Kind::Eof => "EOF".to_owned(),
        Kind::Error => token.val.to_string(),
        kind if kind.is_keyword() => format!("<{}>", token.val),
        _ if token.val.len() > 10 => {
            format!("{}...", quote(&token.val.chars().take(10).collect::<String>()))
        }
        _ => quote(&token.val),
    }
}

/// Whether a list has nothing but white space.
fn is_empty(list: &List, source: &str) -> bool {
    list.iter().all(|node| match node {
        Node::Text(span) => span.of(source).trim().is_empty(),
        _ => false,
    })
}
