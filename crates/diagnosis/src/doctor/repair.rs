//! What repairs a finding: a command, and for some of them what `--fix` does.

use crate::shell::word;

/// A repair that touches nothing but caBundle or labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Puts the CA bundle of a Secret into the entries of a webhook configuration of ours.
    Bundle {
        /// The configuration.
        configuration: String,
        /// The Secret's namespace.
        namespace: String,
        /// The Secret.
        secret: String,
    },
    /// Sets labels of a namespace, or removes them.
    Labels {
        /// The namespace.
        namespace: String,
        /// The labels with their values; `None` removes one.
        changes: Vec<(&'static str, Option<String>)>,
    },
}

impl Repair {
    /// The command that does it.
    pub fn command(&self) -> String {
        match self {
            Repair::Bundle { configuration, namespace, secret } => format!(
                "outrigger certs patch-ca-bundle --secret {} --webhook-config {}",
                word(&format!("{namespace}/{secret}")),
                word(configuration)
            ),
            Repair::Labels { namespace, changes } => {
                let changes = changes.iter().map(|(key, value)| match value {
                    Some(value) => word(&format!("{key}={value}")),
                    None => format!("{key}-"),
                });
                let changes: Vec<String> = changes.collect();
                format!("kubectl label namespace {} {} --overwrite", word(namespace), changes.join(" "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_be_a_command() {
        let labels = vec![("istio.io/rev", None), ("istio-injection", Some("enabled".to_owned()))];
        let repair = Repair::Labels { namespace: "a b".to_owned(), changes: labels };
        assert_eq!(
            repair.command(),
            "kubectl label namespace 'a b' istio.io/rev- istio-injection=enabled --overwrite"
        );
    }
}
