//! A step of the path, and the steps that it is made of.

/// What a rule said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It leads on towards injection.
    Yes,
    /// It stops injection.
    No,
    /// It is not known.
    Unknown,
    /// It decides nothing.
    Neutral,
}

impl Outcome {
    /// That of a rule which holds or not.
    pub fn of(holds: bool) -> Outcome {
        if holds { Outcome::Yes } else { Outcome::No }
    }

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Yes => "yes",
            Outcome::No => "no",
            Outcome::Unknown => "unknown",
            Outcome::Neutral => "neutral",
        }
    }
}

/// A rule that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The rule's stable name.
    pub rule: &'static str,
    /// What it said.
    pub outcome: Outcome,
    /// The same in words.
    pub text: String,
    /// What it looked at, by name.
    pub values: Vec<(&'static str, String)>,
    /// The rules that it is made of.
    pub steps: Vec<Step>,
}

impl Step {
    /// A rule and what it said.
    pub fn new(rule: &'static str, outcome: Outcome, text: impl Into<String>) -> Step {
        Step { rule, outcome, text: text.into(), values: Vec::new(), steps: Vec::new() }
    }

    /// The same with something that it looked at.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Step {
        self.values.push((name, value.into()));
        self
    }

    /// The same, made of these rules.
    #[must_use]
    pub fn of(mut self, steps: impl IntoIterator<Item = Step>) -> Step {
        self.steps.extend(steps);
        self
    }
}
