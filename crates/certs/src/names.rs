//! The names that a leaf is valid for.

use crate::CertsError;

/// Longer common names are left out of the subject (RFC 5280, ub-common-name); verifiers go by the other names.
const LONGEST_COMMON_NAME: usize = 64;

/// DNS names, the one that is asked for first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    dns: Vec<String>,
}

impl Names {
    /// The names of a Service: `S.N.svc`, which is what the API server asks for, `S.N` and `S`.
    ///
    /// Source: webhook-create-signed-cert.sh of Istio 0.5; the API server's webhook client.
    ///
    /// # Errors
    /// One of the two is not a name that Kubernetes allows.
    pub fn of_service(service: &str, namespace: &str) -> Result<Names, CertsError> {
        let service = label(service, "valid name for a Service")?;
        let namespace = label(namespace, "valid name for a namespace")?;
        Ok(Names {
            dns: vec![
                format!("{service}.{namespace}.svc"),
                format!("{service}.{namespace}"),
                service.to_owned(),
            ],
        })
    }

    /// And another name, such as that of a host which the webhook is reached by.
    ///
    /// # Errors
    /// It is not a DNS name.
    pub fn and(mut self, name: &str) -> Result<Names, CertsError> {
        let fits = name.len() <= 253 && name.split('.').all(is_label);
        if !fits {
            return Err(CertsError::Name { name: name.to_owned(), what: "DNS name" });
        }
        if !self.dns.iter().any(|n| n == name) {
            self.dns.push(name.to_owned());
        }
        Ok(self)
    }

    /// The DNS names, the one that is asked for first.
    pub fn dns(&self) -> &[String] {
        &self.dns
    }

    /// The name for the certificate's subject, unless it is too long for one.
    pub(crate) fn common_name(&self) -> Option<&str> {
        self.dns.first().map(String::as_str).filter(|n| n.len() <= LONGEST_COMMON_NAME)
    }
}

fn label<'a>(name: &'a str, what: &'static str) -> Result<&'a str, CertsError> {
    if is_label(name) { Ok(name) } else { Err(CertsError::Name { name: name.to_owned(), what }) }
}

/// RFC 1123, as Kubernetes has it.
fn is_label(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=63).contains(&text.len())
        && text.bytes().all(inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_services_names_are_those_of_the_old_script() {
        let names = Names::of_service("injector", "mesh").unwrap().and("inject.example.com").unwrap();
        assert_eq!(names.dns(), ["injector.mesh.svc", "injector.mesh", "injector", "inject.example.com"]);
        assert_eq!(names.common_name(), Some("injector.mesh.svc"));
        let long = "a".repeat(63);
        assert_eq!(Names::of_service(&long, &long).unwrap().common_name(), None);
    }

    #[test]
    fn names_that_kubernetes_refuses_are_refused() {
        let long = "a".repeat(64);
        for name in ["", "A", "a.b", "-a", "a-", "a\nb", "ä", &long, "*"] {
            assert!(Names::of_service(name, "mesh").is_err(), "{name:?}");
            assert!(Names::of_service("injector", name).is_err(), "{name:?}");
        }
        let long = "a.".repeat(127) + "a";
        for name in ["", ".", "a..b", "a.", "*.a", &long] {
            let names = Names::of_service("injector", "mesh").unwrap();
            assert!(names.and(name).is_err(), "{name:?}");
        }
    }
}
