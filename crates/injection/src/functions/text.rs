//! Text.

use std::collections::BTreeMap;
use std::sync::Arc;

use gotext::{Functions, Type, Value};

/// `indent`, `directory`, `contains`, `toLower`, `env`.
pub fn declare(functions: &mut Functions, environment: Arc<BTreeMap<String, String>>) {
    functions.def("indent", &[Type::INT, Type::STR], Type::STR, |call| {
        let spaces = usize::try_from(call.int(0)).unwrap_or(0);
        call.charge(
            spaces.saturating_mul(call.str(1).matches('\n').count()).saturating_add(call.str(1).len()),
        )?;
        Ok(indent(spaces, call.str(1)).into())
    });
    functions.def("directory", &[Type::STR], Type::STR, |call| {
        let path = call.str(0);
        call.charge(path.len())?;
        Ok(path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default().to_owned().into())
    });
    functions.def("contains", &[Type::STR, Type::STR], Type::BOOL, |call| {
        Ok(Value::Bool(call.str(1).contains(call.str(0))))
    });
    functions.def("toLower", &[Type::STR], Type::STR, |call| {
        call.charge(call.str(0).len().saturating_mul(2))?;
        Ok(call.str(0).to_lowercase().into())
    });
    functions.def("env", &[Type::STR, Type::STR], Type::STR, move |call| {
        let set = environment.get(call.str(0)).filter(|v| !v.is_empty());
        Ok(set.map_or_else(|| call.arg(1).clone(), |v| v.clone().into()))
    });
}

/// All lines but the first get spaces in front, empty ones too.
fn indent(spaces: usize, text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    text.replace('\n', &format!("\n{}", " ".repeat(spaces)))
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn all_lines_but_the_first_are_indented_however_far() {
        assert_eq!(indent(2, "a\n\nb"), "a\n  \n  b");
        assert_eq!(indent(1_000_000_000, "a"), "a");
        assert_eq!(indent(100_000, "a\nb").len(), 100_003);
    }
}
