//! The functions of sprig 3.3: all 211 names of its text function map.
//!
//! What is pure answers as in Go, error texts included; what a list or map of Go gives in random order comes sorted.
//! What needs the environment, the clock or randomness draws on [`Sources`] and fails when called without one;
//! making keys and hashing passwords is refused.
//!
//! Known differences: text is UTF-8, so that a character cut by `trunc` or `substr`, and what `b64dec` gives that is no
//! text, becomes U+FFFD. `slice` never reaches beyond a list's length into its capacity. Time zones are UTC and fixed
//! offsets. `\B` in a regular expression looks at letters of all scripts. A map cannot contain itself. `deepCopy` copies
//! a version instead of emptying it. JSON and values nested deeper than 200 are refused.

mod cast;
mod codec;
pub(crate) mod dates;
mod decimal;
mod defaults;
mod dicts;
mod json;
mod lists;
mod merge;
mod numbers;
mod outside;
mod paths;
mod regexes;
mod semver;
mod sources;
mod text;
mod url;

pub use json::to_json;
pub use sources::{Clock, Environment, Random, Sources};

use crate::Functions;

/// All functions of sprig. Source: Masterminds/sprig 3.3, TxtFuncMap.
pub fn functions(sources: &Sources) -> Functions {
    let mut functions = Functions::new();
    text::declare(&mut functions);
    codec::declare(&mut functions);
    numbers::declare(&mut functions);
    lists::declare(&mut functions);
    dicts::declare(&mut functions);
    defaults::declare(&mut functions);
    json::declare(&mut functions);
    regexes::declare(&mut functions);
    dates::declare(&mut functions, sources);
    semver::declare(&mut functions);
    url::declare(&mut functions);
    paths::declare(&mut functions);
    outside::declare(&mut functions, sources);
    functions
}
