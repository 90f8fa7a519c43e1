//! A description for programs: as it is, with the text of each remark.

use serde::ser::{Serialize, Serializer};

use super::{Description, Port, Remark, Service};

#[derive(serde::Serialize)]
struct Machine<'a> {
    name: &'a str,
    namespace: &'a str,
    revision: &'a str,
    phase: &'a str,
    ports: &'a [Port],
    remarks: Vec<Said<'a>>,
    services: &'a [Service],
}

#[derive(serde::Serialize)]
struct Said<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    text: String,
}

impl Serialize for Description {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let said = |remark: &'_ Remark| remark.text(&self.name).trim_start().to_owned();
        let remarks = self.remarks.iter().map(|remark| Said {
            code: remark.code(),
            container: remark.container(),
            text: said(remark),
        });
        let machine = Machine {
            name: &self.name,
            namespace: &self.namespace,
            revision: &self.revision,
            phase: &self.phase,
            ports: &self.ports,
            remarks: remarks.collect(),
            services: &self.services,
        };
        machine.serialize(to)
    }
}
