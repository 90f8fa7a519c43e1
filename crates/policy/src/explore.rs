//! All that a configuration can give: the template is executed once for each answer that it can get about a pod.

use gotext::Budget;
use injection::{Asked, Facts, InjectError, Injector, Question};
use kubeyaml::{Map, Value};

use crate::change;
use crate::compose::Answers;
use crate::error::Refused;
use crate::hole::{self, Of};
use crate::lift::{LIFTED, PROVED, lift, lower};
use crate::pod::{self, Shape};
use crate::state::{Shared, State};
use crate::unknown::Unknown;
use crate::watch::{Watch, as_json};

/// The most questions about a pod: with each there are twice as many executions.
pub const MOST: usize = 9;

/// What a configuration gives.
#[derive(Debug)]
pub struct Explored {
    /// What was learnt of the template.
    pub state: State,
    /// What is added to a pod, by the answers about it.
    pub cases: Vec<(Answers, Value)>,
    /// The answers for which pods are refused, and why.
    pub refused: Vec<(Answers, String)>,
}

/// Explores a configuration. What is not translated is left out, if pods can do without: then `pinned` of the state has
/// the annotations that they must not have. Those that are `not_allowed` are among them from the start.
///
/// # Errors
/// Pods cannot do without it.
pub fn explore(
    injector: &Injector,
    facts: &Facts,
    not_allowed: impl Iterator<Item = &'static str>,
) -> Result<Explored, Refused> {
    let pinned = not_allowed.map(|name| (name.to_owned(), "it is not allowed".to_owned())).collect();
    let shared = Shared::new(State { pinned, ..State::default() });
    loop {
        let attempt = Attempt { injector, facts, shared: &shared };
        match attempt.run() {
            Ok((cases, refused)) => return Ok(Explored { state: shared.into_inner(), cases, refused }),
            Err(refused) => again_without(&shared, refused)?,
        }
    }
}

/// Leaves out the annotations that a refusal was about.
fn again_without(shared: &Shared, refused: Refused) -> Result<(), Refused> {
    let mut state = shared.borrow_mut();
    let culprits = std::mem::take(&mut state.culprits);
    if culprits.is_empty() {
        return Err(refused);
    }
    let mut pinned = std::mem::take(&mut state.pinned);
    for culprit in culprits {
        pinned.insert(culprit, refused.to_string());
    }
    *state = State { pinned, ..State::default() };
    Ok(())
}

type Cases = Vec<(Answers, Value)>;
type Refusals = Vec<(Answers, String)>;

struct Attempt<'a> {
    injector: &'a Injector,
    facts: &'a Facts,
    shared: &'a Shared,
}

impl Attempt<'_> {
    fn run(&self) -> Result<(Cases, Refusals), Refused> {
        loop {
            let questions = self.shared.borrow().conditions.len();
            if questions > MOST {
                let mut state = self.shared.borrow_mut();
                let last = state.conditions.iter().rev().find(|c| !c.annotations.is_empty());
                state.culprits = last.map(|c| c.annotations.clone()).unwrap_or_default();
                return Err(Refused::Conditions(MOST));
            }
            if let Some(done) = self.all(questions)? {
                return Ok(done);
            }
        }
    }

    /// What is given for all answers to that many questions; `None` where there are more.
    fn all(&self, questions: usize) -> Result<Option<(Cases, Refusals)>, Refused> {
        let (mut cases, mut refusals) = (Cases::new(), Refusals::new());
        for number in 0..1_usize << questions {
            let answers: Answers = (0..questions).map(|question| number >> question & 1 == 1).collect();
            self.shared.borrow_mut().answers.clone_from(&answers);
            match self.lifted(&answers)? {
                Ok(value) => cases.push((answers, value)),
                Err(cause) => refusals.push((answers, cause)),
            }
            if self.shared.borrow().conditions.len() > questions {
                return Ok(None);
            }
        }
        match (cases.is_empty(), refusals.first()) {
            (true, Some((_, cause))) => Err(Refused::Nothing(cause.clone())),
            _ => Ok(Some((cases, refusals))),
        }
    }

    /// What is added to pods of any shape, with the answers of this time; why they are refused, if so. Where at most one
    /// of the answers, or all of them, are yes, it is proved on more shapes.
    fn lifted(&self, answers: &Answers) -> Result<Result<Value, String>, Refused> {
        let [first, portless] = LIFTED.map(|shape| self.added(shape));
        let (first, portless) = match (first?, portless?) {
            (Ok(first), Ok(portless)) => (first, portless),
            (Err(cause), _) | (_, Err(cause)) => return Ok(Err(cause)),
        };
        let lifted = lift(&first, &portless, &mut self.shared.borrow_mut()).map_err(Refused::Shape)?;
        let yes = answers.iter().filter(|answer| **answer).count();
        let more = if yes < 2 || yes == answers.len() { PROVED.as_slice() } else { &[] };
        for (shape, given) in more
            .iter()
            .map(|shape| (*shape, None))
            .chain(LIFTED.into_iter().zip([Some(&first), Some(&portless)]))
        {
            let want = lower(&lifted, shape, &mut self.shared.borrow_mut());
            let is_right = match given {
                Some(given) => *given == want,
                None => self.added(shape)? == Ok(want),
            };
            if !is_right {
                let cause = "what it gives for pods with more containers or ports does not follow from that for fewer";
                return Err(Refused::Shape(cause.to_owned()));
            }
        }
        if yes < 2 {
            self.quotes_do_no_harm(&first)?;
        }
        Ok(Ok(lifted))
    }

    /// Ports are JSON, whose quotes must come through YAML as they are.
    fn quotes_do_no_harm(&self, value: &Value) -> Result<(), Refused> {
        self.shared.borrow_mut().ports_as_json = true;
        let quoted = self.added(LIFTED[0]);
        self.shared.borrow_mut().ports_as_json = false;
        if quoted? == Ok(with_quotes(value, &self.shared.borrow())) {
            return Ok(());
        }
        Err(Refused::Shape("ports stand as JSON where the quotes in it end a text of YAML".to_owned()))
    }

    /// What is added to a pod of a shape.
    fn added(&self, shape: Shape<'_>) -> Result<Result<Value, String>, Refused> {
        let (pod, workload) = {
            let mut state = self.shared.borrow_mut();
            (pod::of(shape, &mut state), pod::identity(&mut state))
        };
        let question = Question {
            pod: &pod,
            namespace: "",
            workload: Some(&workload),
            asked: Asked::Webhook { path: "" },
            budget: Budget::default(),
        };
        let watch = Watch { unknown: Unknown { state: self.shared } };
        let observed = self.injector.rewrite_observed(&question, self.facts, &watch);
        let is_refused = std::mem::take(&mut self.shared.borrow_mut().is_refused);
        let observed = match observed {
            Ok(observed) => observed.ok_or(Refused::Legacy)?,
            Err(error) if is_refused => return Err(refusal(error)),
            Err(InjectError::Overlay { cause, .. }) => return Err(Refused::Overlay(cause)),
            Err(error) => return Ok(Err(error.to_string())),
        };
        let change = change::of(&observed.before, &observed.after).map_err(Refused::Field)?;
        check_places(&change)?;
        Ok(Ok(change))
    }
}

/// What the observer refused, with its place.
fn refusal(error: InjectError) -> Refused {
    match error {
        InjectError::Render { template, source } => {
            Refused::Template { template, line: source.line, cause: source.cause.to_string() }
        }
        other => Refused::Shape(other.to_string()),
    }
}

/// Holes stand in texts, not in keys, and not where YAML takes them for numbers.
fn check_places(value: &Value) -> Result<(), Refused> {
    match value {
        Value::Map(map) => map.iter().try_for_each(|(key, item)| match hole::is_in(key) {
            true => Err(Refused::Shape(format!("a text of the pod becomes the name of a field: {key}"))),
            false => check_places(item),
        }),
        Value::List(items) => items.iter().try_for_each(check_places),
        Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
            let text = kubeyaml::scalar_text(value).unwrap_or_default();
            match hole::is_in(&text) {
                true => Err(Refused::Shape("a text of the pod stands in YAML without quotes".to_owned())),
                false => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// A value in which ports have quotes.
fn with_quotes(value: &Value, state: &State) -> Value {
    match value {
        Value::Map(map) => {
            Value::Map(map.iter().map(|(key, item)| (key.into(), with_quotes(item, state))).collect::<Map>())
        }
        Value::List(items) => Value::List(items.iter().map(|item| with_quotes(item, state)).collect()),
        Value::String(text) => {
            let quoted = hole::pieces(text).into_iter().map(|piece| match piece {
                hole::Piece::Hole(number)
                    if state.holes.get(number).is_some_and(|hole| matches!(hole.of, Of::Port(..))) =>
                {
                    as_json(&hole::text_of(number))
                }
                piece => hole::joined(&[piece]),
            });
            Value::text(quoted.collect::<String>())
        }
        value => value.clone(),
    }
}
