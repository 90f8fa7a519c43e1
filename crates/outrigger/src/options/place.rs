//! Where an installation is, and what its objects are called.

use clap::Args;
use diagnosis::shell::word;
use kubeyaml::Value;
use manifests::{Configuration, Naming, Settings, SettingsError};

use crate::failure::Failure;

/// The image when none is named.
pub const DEFAULT_IMAGE: &str = concat!("outrigger:", env!("CARGO_PKG_VERSION"));

/// Where an installation is, and what its objects are called.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Installation")]
pub struct Place {
    /// Namespace of the injector [default: outrigger-system, or istio-system with --istio-names or --existing-config].
    #[arg(short, long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// Revision of the injector, so that several can be there at once; namespaces name it in the label istio.io/rev
    /// [default: outrigger, or default with --istio-names]. The revision `default` answers to istio-injection=enabled.
    #[arg(short, long, value_name = "NAME")]
    pub revision: Option<String>,
    /// Names and labels of Istio's documentation, so that its commands work as typed; for clusters without Istio.
    #[arg(long)]
    pub istio_names: bool,
}

impl Place {
    /// What objects are called.
    pub fn naming(&self) -> Naming {
        if self.istio_names { Naming::Istio } else { Naming::Own }
    }

    /// The flags that were given, as words of a shell.
    pub fn words(&self) -> Vec<String> {
        let named = [("--namespace", &self.namespace), ("--revision", &self.revision)];
        named
            .into_iter()
            .filter_map(|(flag, value)| Some(format!("{flag} {}", word(value.as_ref()?))))
            .chain(self.istio_names.then(|| "--istio-names".to_owned()))
            .collect()
    }
}

impl Place {
    /// Settings with these names, to find an installation by.
    ///
    /// # Errors
    /// A name cannot be used.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let nothing = Configuration { config: String::new(), values: Value::Null, mesh: String::new() };
        let mut settings = Settings::new(DEFAULT_IMAGE.to_owned(), Some(nothing));
        self.set(&mut settings);
        settings.check().map_err(refused)?;
        Ok(settings)
    }

    /// Gives settings these names.
    pub fn set(&self, settings: &mut Settings) {
        let naming = self.naming();
        settings.naming = naming;
        settings.namespace = self.namespace.clone().unwrap_or_else(|| naming.namespace().to_owned());
        settings.revision = self.revision.clone().unwrap_or_else(|| naming.revision().to_owned());
    }
}

/// Why settings cannot be used, as a person sees it.
pub fn refused(error: SettingsError) -> Failure {
    let failure = Failure::new(&error);
    match error {
        SettingsError::OptOut { .. } => failure.hint("add --revision default, or leave --opt-out out"),
        SettingsError::UrlWithAddress(_) => {
            failure.hint("--static-ca-bundle and --cert-manager bring certificates")
        }
        _ => failure,
    }
}
