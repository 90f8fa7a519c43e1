//! Reading the files of the webhook, at its start and whenever they change.

use std::path::Path;
use std::sync::Arc;

use injection::loaded::LoadNote;
use injection::resolve::{Note, Purpose, Resolution};
use webhook::files;
use webhook::reload::{Install, Load};
use webhook::tls::{Certificates, Pair};
use webhook::{App, Awaited, InjectorEngine, Metrics};

use super::events::Events;
use super::options::Serving;
use crate::failure::Failure;
use crate::notes;
use crate::options::configuration::{self, Configuration};
use crate::plain_pod::probe;

/// Refuses files that cannot be read whole and at once. They are read again whenever they change, so that a pipe will not
/// do.
///
/// # Errors
/// One is not a regular file, or too long.
fn check(configuration: &Configuration) -> Result<(), Failure> {
    let refused = |path: &Path, e| {
        let failure = Failure::new(e).at(path.display().to_string());
        failure.hint("the webhook reads its files again whenever they change: name a regular file")
    };
    configuration::files(configuration)
        .iter()
        .try_for_each(|path| files::check(path, files::LONGEST).map_err(|e| refused(path, e)))
}

/// Reads the configuration, tries it on a plain pod and puts it in force; `awaited` is told what came of it.
pub fn load_configuration(
    configuration: Arc<Configuration>,
    app: Arc<App>,
    events: Events,
    awaited: Awaited,
) -> Load {
    let awaited = Arc::new(awaited);
    Box::new(move || {
        let engine = read(&configuration).inspect_err(|e| {
            awaited.is_lacking(format!("no configuration: {e}"));
        })?;
        let (app, events, awaited) = (Arc::clone(&app), events.clone(), Arc::clone(&awaited));
        Ok(Box::new(move || {
            app.replace_engine(events.engine(engine));
            awaited.arrived();
        }) as Install)
    })
}

fn read(configuration: &Configuration) -> Result<InjectorEngine, String> {
    check(configuration).map_err(|e| e.one_line())?;
    let Resolution { injector, facts, notes, .. } =
        configuration::resolve(configuration, Purpose::Webhook).map_err(|e| e.one_line())?;
    notes::log(&notes);
    let engine = InjectorEngine { injector: injector.into(), facts: facts.into() };
    probe(&engine).map_err(|e| unfit(&e, &notes))?;
    Ok(engine)
}

/// Why a configuration is refused that cannot inject a plain pod: a field that is not known is the likeliest cause.
pub fn unfit(error: &str, notes: &[Note]) -> String {
    let cause = notes.iter().find(|note| matches!(note, Note::Loaded(LoadNote::UnknownField { .. })));
    let cause = cause.map(|note| format!("; {note}")).unwrap_or_default();
    format!("it does not work on a plain pod: {error}{cause}")
}

/// Reads certificate and key again and puts them in force.
pub fn load_pair(serving: &Serving, certificates: Arc<Certificates>, metrics: Arc<Metrics>) -> Load {
    let (chain, key) = (serving.tls_cert_file.clone(), serving.tls_key_file.clone());
    Box::new(move || {
        let pair = pair(&chain, &key).map_err(|e| e.one_line())?;
        let (certificates, metrics) = (Arc::clone(&certificates), Arc::clone(&metrics));
        Ok(Box::new(move || {
            metrics.certificate_expires(pair.not_after.unwrap_or_default());
            certificates.replace(pair);
        }) as Install)
    })
}

/// Reads certificate and key.
///
/// # Errors
/// They cannot be read or used.
pub fn pair(chain: &Path, key: &Path) -> Result<Pair, Failure> {
    let read = |path: &Path, flag: &str| {
        let failed =
            |e| Failure::new(e).at(path.display().to_string()).hint(format!("name the file with {flag}"));
        files::read(path, files::LONGEST).map_err(failed)
    };
    let (chain_text, key_text) = (read(chain, "--tlsCertFile")?, read(key, "--tlsKeyFile")?);
    Pair::from_pem(&chain_text, &key_text)
        .map_err(|e| Failure::new(e).at(format!("{} and {}", chain.display(), key.display())))
}
