//! Patterns of file names: `k8s/*.yaml`, `k8s/**/*.yaml`.

use std::path::{Path, PathBuf};

use glob::MatchOptions;

use super::folder::{contents, is_manifest};
use crate::failure::Failure;
use crate::input::{display, is_url};

/// As a shell has it: no wildcard stands for `/`, nor for the dot before a hidden name.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// A pattern, and where to look for what fits it.
pub struct Pattern {
    pattern: glob::Pattern,
    /// The folder before the first wildcard.
    top: PathBuf,
    /// How deep below it something may fit; none with `**`.
    depth: Option<usize>,
    /// Whether its last part says how names end; if not, manifests are meant.
    has_ending: bool,
}

/// The pattern that a name is; none if it has no wildcard, is that of a file, or is an address.
///
/// # Errors
/// A `[` is not closed, or `**` is not a part of its own.
pub fn parsed(path: &Path) -> Result<Option<Pattern>, Failure> {
    let is_wild = |text: &str| text.contains(['*', '?', '[']);
    let Some(text) = path.to_str().filter(|text| is_wild(text) && !path.exists() && !is_url(path)) else {
        return Ok(None);
    };
    let pattern = glob::Pattern::new(text).map_err(|e| {
        Failure::new(format!("{} is not a pattern of file names: {}", display(path), e.msg)).hint(
            "`*` and `?` stand for parts of a name, `[ab]` for one of several characters, `**` for folders",
        )
    })?;
    let is_wild = |part: &std::path::Component<'_>| part.as_os_str().to_str().is_none_or(is_wild);
    let top: PathBuf = path.components().take_while(|part| !is_wild(part)).collect();
    let wild = path.components().skip(top.components().count());
    let depth = (!text.contains("**")).then(|| wild.count());
    let has_ending = path.extension().is_some_and(|ending| ending != "*");
    Ok(Some(Pattern { pattern, top, depth, has_ending }))
}

impl Pattern {
    /// The files that fit, in order.
    ///
    /// # Errors
    /// None does, or a folder cannot be read.
    pub fn files(&self, named: &Path) -> Result<Vec<PathBuf>, Failure> {
        let (mut files, mut folders) = (Vec::new(), vec![(self.top.clone(), 1)]);
        while let Some((folder, depth)) = folders.pop() {
            let is_here = folder.as_os_str().is_empty();
            let place = if is_here { Path::new(".") } else { &folder };
            if !place.is_dir() {
                break;
            }
            let (own, below) = contents(place)?;
            // Names are as the pattern has them.
            let bare = |path: PathBuf| match path.strip_prefix(".") {
                Ok(bare) if is_here => bare.to_owned(),
                _ => path,
            };
            files.extend(own.into_iter().map(bare).filter(|file| self.fits(file)));
            if self.depth.is_none_or(|deepest| depth < deepest) {
                folders.extend(below.into_iter().rev().map(|below| (bare(below), depth + 1)));
            }
        }
        if files.is_empty() {
            return Err(Failure::new(format!("no file fits {}", display(named))).hint(
                "`**` stands for folders at any depth; hidden ones and links to folders are passed over",
            ));
        }
        Ok(files)
    }

    fn fits(&self, file: &Path) -> bool {
        (self.has_ending || is_manifest(file)) && self.pattern.matches_path_with(file, OPTIONS)
    }
}
