//! The folder of a lab: manifests, which are the mesh, and beside them what the lab keeps for itself.

use std::fs;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use crate::error::LabError;

/// The folder in it that is the lab's own.
const OWN: &str = ".lab";

/// The folder of a lab.
#[derive(Clone, Debug)]
pub struct Place(PathBuf);

impl Place {
    /// A folder, which is made where it is not there.
    ///
    /// # Errors
    /// It cannot be made, or its folder `.lab` is not a lab's.
    pub fn make(dir: &Path) -> Result<Place, LabError> {
        let is_new = !dir.exists();
        fs::create_dir_all(dir).map_err(LabError::file(dir))?;
        let place = Place::find(dir)?;
        place.make_own()?;
        fs::create_dir_all(place.logs()).map_err(LabError::file(place.own()))?;
        if is_new {
            fs::write(place.mark(), "").map_err(LabError::file(place.mark()))?;
        }
        Ok(place)
    }

    /// Makes the lab's own folder, which is known by its lock.
    fn make_own(&self) -> Result<(), LabError> {
        let own = self.own();
        match fs::create_dir(&own) {
            Ok(()) => fs::write(self.lock(), "").map_err(LabError::file(self.lock())),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => match self.lock().exists() {
                true => Ok(()),
                false => Err(LabError::Object {
                    place: own.display().to_string(),
                    cause: "it is there, and no lab made it".to_owned(),
                    hint: Some("rename it, or name another folder with --dir"),
                }),
            },
            Err(source) => Err(LabError::File { path: own, source }),
        }
    }

    /// A folder that is there.
    ///
    /// # Errors
    /// It is not there.
    pub fn find(dir: &Path) -> Result<Place, LabError> {
        match dir.canonicalize() {
            Ok(dir) => Ok(Place(dir)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(LabError::Absent { dir: dir.to_owned() })
            }
            Err(source) => Err(LabError::File { path: dir.to_owned(), source }),
        }
    }

    /// The folder of the manifests.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.0
    }

    /// The lab's own folder, which goes with it. A client's certificate for the control plane is in it, as
    /// `cert-chain.pem`, `key.pem` and `root-cert.pem`.
    #[must_use]
    pub fn own(&self) -> PathBuf {
        self.0.join(OWN)
    }

    /// What containers say, a file each.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.own().join("logs")
    }

    /// What the lab itself says.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.logs().join("lab.log")
    }

    /// The file that a lab locks as long as it runs.
    pub(crate) fn lock(&self) -> PathBuf {
        self.own().join("lock")
    }

    /// The file that is locked while a lab is brought up.
    pub(crate) fn up_lock(&self) -> PathBuf {
        self.own().join("up.lock")
    }

    /// Says that the folder itself was made for the lab.
    pub(crate) fn mark(&self) -> PathBuf {
        self.own().join("made-the-folder")
    }

    /// A path of the socket that is short enough for one, as long as the file that comes with it is open.
    pub(crate) fn socket(&self) -> Result<(fs::File, PathBuf), LabError> {
        let own = self.own();
        let folder = fs::File::open(&own).map_err(LabError::file(&own))?;
        let path = PathBuf::from(format!("/proc/self/fd/{}/socket", folder.as_raw_fd()));
        Ok((folder, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_no_lab_made_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(".lab/notes");
        fs::create_dir(folder.path().join(".lab")).unwrap();
        fs::write(&file, "mine").unwrap();
        let error = Place::make(folder.path()).unwrap_err();
        assert!(error.to_string().contains("no lab made it"), "{error}");
        let place = Place::find(folder.path()).unwrap();
        assert!(matches!(crate::commands::down(&place), Err(LabError::Absent { .. })));
        assert!(file.exists());

        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            Place::make(folder.path()).unwrap();
        }
        crate::commands::down(&Place::find(folder.path()).unwrap()).unwrap();
        assert!(!folder.path().join(".lab").exists());
    }
}
