//! The items of a ResourceList: each is injected, and what is to be said of it.

use injection::manifest::Manifest;
use kubeyaml::Value;

use super::super::inject::{FailOn, marks};
use super::report::Report;

/// The items as they become; all are asked about, so that all that fails is said at once.
pub fn injected(
    items: &[Value],
    manifest: &Manifest<'_>,
    fail_on: Option<FailOn>,
    reports: &mut Vec<Report>,
) -> Vec<Value> {
    let mut made = items.to_vec();
    for item in &mut made {
        match marks::hidden(item, |object| manifest.inject(object)) {
            Ok(found) => {
                let skips = fail_on == Some(FailOn::Skipped);
                for workload in &found.workloads {
                    reports.push(Report::of_workload(item, workload, skips));
                    reports.extend(
                        workload.advice.iter().map(|advice| Report::of_advice(item, workload, advice)),
                    );
                }
                reports
                    .extend(found.passed_over.iter().map(|place| Report::of_passed_over(item, place, skips)));
            }
            Err(error) => reports.push(Report::of_error(item, &error)),
        }
    }
    made
}
