//! A room for files that only the lab's processes see: it goes with the lab, however that ends.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::container::Programs;
use crate::error::LabError;
use crate::system::{program, run};

/// Makes the room in a folder, with the programs of the pods in it: there each user of a pod finds them, wherever they are
/// on the machine.
pub(super) fn make(room: &Path, envoy: &Path) -> Result<Programs, LabError> {
    let what = "making room for the lab's files";
    run(what, program("mount").args(["-t", "tmpfs", "-o", "mode=0755", "outrigger-mesh"]).arg(room), "")?;
    let bin = room.join("bin");
    fs::create_dir(&bin).map_err(LabError::file(&bin))?;
    let own = std::env::current_exe()
        .map_err(|source| LabError::System { what: "this program's own file cannot be found", source })?;
    let bring = |name: &str, from: &Path| {
        let path = bin.join(name);
        fs::write(&path, "").map_err(LabError::file(&path))?;
        run(what, program("mount").arg("--bind").arg(from).arg(&path), "")?;
        Ok::<_, LabError>(path.display().to_string())
    };
    Ok(Programs { own: bring("outrigger", &own)?, envoy: bring("envoy", envoy)? })
}

/// Writes a file for its owner alone, in place of one that is there.
pub(super) fn write_secret(path: &Path, text: &str) -> Result<(), LabError> {
    if let Err(error) = fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(LabError::File { path: path.to_owned(), source: error });
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(LabError::file(path))?;
    file.write_all(text.as_bytes()).map_err(LabError::file(path))
}
