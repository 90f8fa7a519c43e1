//! What a page of documentation has GitHub do.

/// The commands of the steps of a workflow.
pub fn steps(workflow: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut is_below = false;
    for line in workflow.split_inclusive('\n') {
        if let Some(command) = line.trim_start().strip_prefix("- run: ") {
            is_below = command == "|\n";
            if !is_below {
                all.push(command);
            }
        } else if is_below && line.starts_with("        ") {
            all.push(line);
        } else {
            is_below = false;
        }
    }
    all
}

#[test]
fn steps_are_read() {
    let workflow = "    - run: one\n    # c\n    - run: |\n        two\n        three\n    - uses: x\n";
    assert_eq!(steps(workflow), ["one\n", "        two\n", "        three\n"]);
}
