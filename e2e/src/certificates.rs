//! The certificates of a control plane, and a signer.

use std::path::Path;

use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequestParams, CertifiedIssuer, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyPair,
};

/// Who is somebody to the API server: file name, user, groups.
const CLIENTS: [(&str, &str, &str); 3] = [
    ("admin", "admin", "system:masters"),
    ("kube-controller-manager", "system:kube-controller-manager", ""),
    ("kube-scheduler", "system:kube-scheduler", ""),
];

/// Writes a CA, the API server's certificate, the clients' with a kubeconfig each, and the key of service accounts.
pub fn write(folder: &Path, server: &str) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let Signer { ca } = Signer::create("e2e");
    write("ca.crt", &ca.pem());
    let make = |name: &str, mut params: CertificateParams, usage| {
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().unwrap();
        let made = params.signed_by(&key, &ca).unwrap();
        write(&format!("{name}.crt"), &made.pem());
        write(&format!("{name}.key"), &key.serialize_pem());
    };
    let names = ["localhost", "127.0.0.1", &crate::pod::node_address().to_string()].map(str::to_owned);
    let mut apiserver = CertificateParams::new(names).unwrap();
    apiserver.distinguished_name.push(DnType::CommonName, "kube-apiserver");
    make("apiserver", apiserver, ExtendedKeyUsagePurpose::ServerAuth);
    for (file, user, group) in CLIENTS {
        make(file, named(user, group), ExtendedKeyUsagePurpose::ClientAuth);
        write(&format!("{file}.kubeconfig"), &kubeconfig(folder, server, file));
    }
    let accounts = KeyPair::generate().unwrap();
    write("sa.key", &accounts.serialize_pem());
    write("sa.pub", &accounts.public_key_pem());
}

/// A signer for CertificateSigningRequests, which a control plane has none of for webhooks.
#[derive(Debug)]
pub struct Signer {
    ca: CertifiedIssuer<'static, KeyPair>,
}

impl Signer {
    /// One with a new authority.
    ///
    /// # Panics
    /// There are no random numbers.
    pub fn create(name: &str) -> Signer {
        let mut params = named(name, "");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Signer { ca: CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap() }
    }

    /// Its authority's certificate in PEM.
    pub fn ca(&self) -> String {
        self.ca.pem()
    }

    /// Signs a request for a server in PEM; gives the certificate with the authority's.
    ///
    /// # Panics
    /// It is not a request.
    pub fn sign(&self, request: &str) -> String {
        let mut request = CertificateSigningRequestParams::from_pem(request).unwrap();
        request.params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        request.signed_by(&self.ca).unwrap().pem() + &self.ca.pem()
    }
}

fn named(user: &str, group: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, user);
    if !group.is_empty() {
        params.distinguished_name.push(DnType::OrganizationName, group);
    }
    params
}

fn kubeconfig(folder: &Path, server: &str, client: &str) -> String {
    let file = |name: &str| folder.join(name).display().to_string();
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: e2e\n\
         clusters: [{{name: e2e, cluster: {{server: '{server}', certificate-authority: '{}'}}}}]\n\
         users: [{{name: e2e, user: {{client-certificate: '{}', client-key: '{}'}}}}]\n\
         contexts: [{{name: e2e, context: {{cluster: e2e, user: e2e}}}}]\n",
        file("ca.crt"),
        file(&format!("{client}.crt")),
        file(&format!("{client}.key")),
    )
}
