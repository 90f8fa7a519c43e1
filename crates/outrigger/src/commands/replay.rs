//! `outrigger replay`

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use injection::resolve::{Purpose, Resolution};
use kubeyaml::{Map, Value};
use webhook::InjectorEngine;
use webhook::files::FileError;
use webhook::record::{Change, Comparison, Record, compare, files};

use crate::failure::Failure;
use crate::input::reason;
use crate::options::configuration::{self, Configuration};
use crate::{notes, output};

/// How it is used.
pub const EXAMPLES: &str = "\
Examples:
  # What a new injection config changes for the pods that the webhook recorded
  outrigger replay DIR --injectConfigFile new-config.yaml \\
    --valuesFile values.json --meshConfigFile mesh.yaml

  # As JSON, and failing if anything would change
  outrigger replay DIR --injectConfigFile new.yaml -o json --fail-on-change

A folder may also hold AdmissionReviews in JSON or YAML that were saved by other means.";

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// Folder with recorded reviews, or one file.
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub configuration: Configuration,
    /// Form of the output.
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub output: Form,
    /// Show also the reviews whose answer stays the same.
    #[arg(long)]
    pub all: bool,
    /// Fail if an answer would change.
    #[arg(long)]
    pub fail_on_change: bool,
}

/// Forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// One JSON list.
    Json,
}

/// A file, and what came of it.
struct Row {
    file: String,
    pod: String,
    outcome: Result<Comparison, String>,
}

/// Answers recorded reviews again and prints what would change.
///
/// # Errors
/// The configuration or the folder cannot be read, or something would change and that is to be a failure.
pub fn run(options: &Replay) -> Result<(), Failure> {
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(&options.configuration, Purpose::Webhook)?;
    notes::print(&notes);
    let engine = InjectorEngine { injector: injector.into(), facts: facts.into() };
    let at = |e| Failure::new(e).at(options.from.display().to_string());
    let paths = match std::fs::metadata(&options.from) {
        Ok(found) if found.is_dir() => files(&options.from).map_err(at)?,
        Ok(_) => vec![options.from.clone()],
        Err(e) => {
            let cause = format!("open {}: {}", options.from.display(), reason(&e));
            return Err(Failure::new(cause).hint("name the folder that `outrigger webhook --record` wrote"));
        }
    };
    if paths.is_empty() {
        return Err(Failure::new("there are no reviews here").at(options.from.display().to_string()));
    }
    let rows: Vec<Row> = paths.iter().map(|path| row(path, *path == options.from, &engine)).collect();
    let shown: Vec<&Row> = rows.iter().filter(|r| options.all || r.differs()).collect();
    let text = match options.output {
        Form::Text => format!("{}{}\n", shown.iter().map(|r| r.text()).collect::<String>(), summary(&rows)),
        Form::Json => kubeyaml::to_json(&Value::List(shown.iter().map(|r| r.json()).collect())) + "\n",
    };
    output::write(&text, None)?;
    let unreadable = rows.iter().filter(|r| r.outcome.is_err()).count();
    let changed = rows.iter().filter(|r| r.differs()).count() - unreadable;
    if unreadable == rows.len() {
        return Err(Failure::new("none of these files is a review").at(options.from.display().to_string()));
    }
    if !options.fail_on_change || (changed == 0 && unreadable == 0) {
        return Ok(());
    }
    let mut said = format!("{changed} of {} answers would change", rows.len());
    if unreadable > 0 {
        said += &format!(", and {unreadable} files cannot be read");
    }
    Err(Failure::new(said))
}

/// A file that was named may be a pipe; what lies in a folder is read only if it is a file.
fn row(path: &Path, was_named: bool, engine: &InjectorEngine) -> Row {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = if was_named {
        File::open(path).map_err(|e| FileError::Io(e).into()).and_then(Record::read_from)
    } else {
        Record::read(path)
    };
    match read {
        Ok(record) => Row { file, pod: pod(&record), outcome: Ok(compare(&record, engine)) },
        Err(e) => Row { file, pod: String::new(), outcome: Err(e.to_string()) },
    }
}

fn pod(record: &Record) -> String {
    let metadata = record.pod().at(&["metadata"]);
    let text = |key| metadata.str_at(&[key]).filter(|t| !t.is_empty());
    let namespace =
        text("namespace").or_else(|| record.review.str_at(&["request", "namespace"])).unwrap_or_default();
    let name = text("name").map(str::to_owned).or_else(|| text("generateName").map(|g| format!("{g}*")));
    format!("{namespace}/{}", name.unwrap_or_default())
}

impl Row {
    /// Whether the file is worth being shown.
    fn differs(&self) -> bool {
        !matches!(&self.outcome, Ok(comparison) if comparison.change == Change::Same)
    }

    fn text(&self) -> String {
        let (file, pod) = (&self.file, &self.pod);
        let Ok(Comparison { change, now }) = &self.outcome else {
            return format!(
                "{file}  cannot be read: {}\n",
                self.outcome.as_ref().err().cloned().unwrap_or_default()
            );
        };
        let answer = format!("{file}  {pod}  {} ({})", now.decision, now.reason);
        let message = if now.message.is_empty() {
            String::new()
        } else {
            format!("    {}\n", now.message.trim_end().replace('\n', "\n    "))
        };
        match change {
            Change::Unknown => format!("{answer}\n{message}"),
            Change::Same => format!("{answer}  same\n"),
            Change::Decision => format!("{answer}  was answered otherwise\n{message}"),
            Change::Pod(places) => {
                let places: String = places.iter().map(|p| format!("    {p}\n")).collect();
                format!("{answer}  differs at\n{places}")
            }
        }
    }

    fn json(&self) -> Value {
        let mut map = Map::new();
        map.insert("file", self.file.as_str());
        match &self.outcome {
            Err(e) => map.insert("error", e.as_str()),
            Ok(Comparison { change, now }) => {
                map.insert("pod", self.pod.as_str());
                map.insert("decision", now.decision.as_str());
                map.insert("reason", now.reason.as_str());
                map.insert("message", now.message.as_str());
                let (name, places): (&str, &[String]) = match change {
                    Change::Unknown => ("unknown", &[]),
                    Change::Same => ("same", &[]),
                    Change::Decision => ("decision", &[]),
                    Change::Pod(places) => ("pod", places),
                };
                map.insert("places", places.iter().map(Value::text).collect::<Vec<_>>());
                map.insert("change", name)
            }
        };
        Value::Map(map)
    }
}

fn summary(rows: &[Row]) -> String {
    let count = |wanted: fn(&Row) -> bool| rows.iter().filter(|r| wanted(r)).count();
    let same = count(|r| !r.differs());
    let unreadable = count(|r| r.outcome.is_err());
    let unknown = count(|r| matches!(&r.outcome, Ok(c) if c.change == Change::Unknown));
    let changed = rows.len() - same - unreadable - unknown;
    format!(
        "{} reviews: {same} same, {changed} changed, {unknown} without a recorded answer, {unreadable} unreadable",
        rows.len()
    )
}
