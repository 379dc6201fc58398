//! Running other programs: where the repository is, which PATH they see, how their failure is told.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The repository and the folder with its tools.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The repository's root.
    pub root: PathBuf,
    /// Where pinned tools are installed: `.tools`, or what `DOWNHILL_TOOLS` names.
    pub tools: PathBuf,
}

impl Workspace {
    /// The repository whose `cargo xtask`, or whose test, this is. Cargo says where it is at run time: two clones that share a target
    /// folder share this program too.
    pub fn here() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package).ancestors().find(|folder| folder.join("Trunk.toml").is_file());
        let root = root.expect("this package is a folder of the repository").to_owned();
        let tools = match env::var_os("DOWNHILL_TOOLS").filter(|named| !named.is_empty()) {
            Some(named) => root.join(named),
            None => root.join(".tools"),
        };
        Self { root, tools }
    }

    /// The folder of the built site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where cargo builds: `target`, or what `CARGO_TARGET_DIR` names.
    pub fn target(&self) -> PathBuf {
        self.root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// The folder of the npm programs among the tools.
    pub fn npm_bin(&self) -> PathBuf {
        self.tools.join("npm").join("node_modules").join(".bin")
    }

    /// A command that runs in the repository with the pinned tools first on PATH.
    ///
    /// `RUSTFLAGS` is taken away: cargo would use it *instead of* the flags in `.cargo/config.toml`,
    /// and the wasm would silently lose its SIMD instructions.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.path_variable())
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        command
    }

    /// [`Self::command`] for the cargo that runs this program.
    pub fn cargo<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        command.args(args);
        command
    }

    fn path_variable(&self) -> OsString {
        let before = env::var_os("PATH").unwrap_or_default();
        let ours = [self.tools.join("bin"), self.npm_bin()];
        env::join_paths(ours.into_iter().chain(env::split_paths(&before))).unwrap_or(before)
    }
}

/// Runs to the end with output shown; a failure names the command line.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What the program prints on stdout, or nothing if it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it (without its environment).
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_repository() {
        let workspace = Workspace::here();
        assert!(workspace.root.join("Trunk.toml").is_file());
    }

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(shown(&command), "cargo test --workspace");
    }

    #[test]
    fn rustflags_do_not_reach_children() {
        let command = Workspace::here().cargo(["build"]);
        let removed = |name: &str| command.get_envs().any(|(key, value)| key == name && value.is_none());
        assert!(removed("RUSTFLAGS") && removed("CARGO_ENCODED_RUSTFLAGS"));
    }
}
