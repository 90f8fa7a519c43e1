//! All codes of diagnosis, each with a page: what it means, an example, the remedy.
//!
//! An area's codes are a file below: Istio's as Istio numbers them, ours in kebab case. A code that several commands give
//! means the same in each and has one page.

/// Makes each code a static, and `CODES` the list of them.
macro_rules! codes {
    ($($name:ident $id:literal $level:ident {
        title: $title:literal,
        meaning: $meaning:literal,
        example: $example:literal,
        remedy: $remedy:literal $(,)?
    })*) => {
        $(
            #[doc = $title]
            pub static $name: $crate::finding::Code = $crate::finding::Code {
                id: $id,
                level: $crate::finding::Level::$level,
                title: $title,
                meaning: $meaning,
                example: $example,
                remedy: $remedy,
            };
        )*

        /// The codes of this area, by their ids.
        pub static CODES: &[&$crate::finding::Code] = &[$(&$name),*];
    };
}

pub mod advice;
pub mod changes;
pub mod checks;
pub mod decision;
pub mod doctor;
pub mod istio;
pub mod lint;
mod page;
pub mod path;
pub mod pods;

pub use page::{DOCUMENTATION, document, page};

use crate::finding::Code;

/// The areas: what their pages are about, and their codes.
pub static AREAS: &[(&str, &[&Code])] = &[
    ("Istio's messages", istio::CODES),
    ("Pods and their sidecars", pods::CODES),
    ("What injectors warn of", advice::CODES),
    ("Checks of analyze", checks::CODES),
    ("Injection configurations", lint::CODES),
    ("What a change would bring", changes::CODES),
    ("The way from the API server to the injector", doctor::CODES),
    ("The path of a pod to its sidecar", path::CODES),
    ("The rules of the decision", decision::CODES),
];

/// All codes, area by area.
pub fn all() -> impl Iterator<Item = &'static Code> {
    AREAS.iter().flat_map(|(_, codes)| codes.iter().copied())
}

/// The code of this id, in letters of any case.
///
/// # Errors
/// There is none. The error says which one is almost called that.
pub fn find(id: &str) -> Result<&'static Code, UnknownCode> {
    let found = all().find(|code| code.id.eq_ignore_ascii_case(id));
    found.ok_or_else(|| UnknownCode {
        id: id.to_owned(),
        meant: meshconfig::spelling::nearest(id, all().map(|code| code.id)),
    })
}

/// A text that is not the id of a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{id}` is not a code of a finding{}", .meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default())]
pub struct UnknownCode {
    /// The text.
    pub id: String,
    /// The code that was probably meant.
    pub meant: Option<&'static str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_any_case_and_misspelt_ones_are_named() {
        for (id, want) in [
            ("IST0103", "IST0103"),
            ("ist0103", "IST0103"),
            ("Missed", "missed"),
            ("mised", "`mised` is not a code of a finding; did you mean `missed`?"),
            (
                "others-revision",
                "`others-revision` is not a code of a finding; did you mean `other-revision`?",
            ),
            ("", "`` is not a code of a finding"),
            ("nothing-like-it", "`nothing-like-it` is not a code of a finding"),
        ] {
            assert_eq!(find(id).map_or_else(|e| e.to_string(), |code| code.id.to_owned()), want);
        }
    }

    #[test]
    fn ids_are_unique_and_in_the_order_of_their_area() {
        let ids: std::collections::BTreeSet<_> = all().map(|code| code.id).collect();
        assert_eq!(ids.len(), all().count());
        for (area, codes) in AREAS {
            assert!(codes.is_sorted_by_key(|code| code.id), "{area}");
        }
        let is_kebab = |id: &str| id.chars().all(|c| c == '-' || c.is_ascii_lowercase());
        assert!(all().all(|code| code.is_istios() || is_kebab(code.id)));
    }

    #[test]
    fn pages_are_whole() {
        for code in all() {
            for text in [code.title, code.meaning, code.example, code.remedy] {
                assert!(!text.is_empty() && text.trim_end() == text, "{}: {text:?}", code.id);
            }
            assert!(!code.title.ends_with('.') && code.meaning.ends_with('.'), "{}", code.id);
        }
    }
}
