//! The pinned tools of the wasm build: installed into the tools folder when missing or of another version.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{Workspace, output, run};

const WASM: &str = "wasm32-unknown-unknown";
const BINARYEN: &str = "132.0.0";

/// A program that cargo installs.
struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// How far it is optimised: what waits for cargo, the disk or a browser need not be, and compiles in half the time.
    level: &'static str,
    minutes: &'static str,
}

const TRUNK: CargoTool =
    CargoTool { package: "trunk", program: "trunk", version: "0.21.14", level: "0", minutes: "2 minutes on two cores" };

/// Its version must be that of the `wasm-bindgen` crate in Cargo.toml.
const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.128",
    level: "1",
    minutes: "2 minutes on two cores",
};

const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: "0.37.1",
    level: "0",
    minutes: "2 minutes on two cores",
};

/// Installs what drives Firefox in the browser tests.
pub fn geckodriver(workspace: &Workspace) -> Result<()> {
    cargo_tool(workspace, &GECKODRIVER)
}

/// Installs what the wasm build lacks. Gives the path of wasm-opt, or why there is none.
pub fn ensure(workspace: &Workspace) -> Result<Result<PathBuf, String>> {
    wasm_target(workspace)?;
    for tool in [&TRUNK, &WASM_BINDGEN] {
        cargo_tool(workspace, tool)?;
    }
    Ok(wasm_opt(workspace))
}

/// Adds the wasm target of the toolchain in use.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustc = workspace.command("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    if output(&mut rustc).is_some_and(|folder| PathBuf::from(folder.trim()).is_dir()) {
        return Ok(());
    }
    println!("adding the target {WASM} to this Rust toolchain (once; some seconds)");
    run(workspace.command("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("the Rust target {WASM} is missing: add it with `rustup target add {WASM}`, or by the package manager that installed Rust")
    })
}

fn cargo_tool(workspace: &Workspace, tool: &CargoTool) -> Result<()> {
    let path = workspace.tools.join("bin").join(format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX));
    if reported_version(&path).as_deref() == Some(tool.version) {
        return Ok(());
    }
    println!(
        "installing {} {} into {} (once; about {})",
        tool.package,
        tool.version,
        workspace.tools.display(),
        tool.minutes
    );
    let mut install = workspace.cargo(["install", "--locked", "--force", "--version", tool.version]);
    install.arg("--root").arg(&workspace.tools).arg(tool.package);
    // Compiling them fast matters more than their speed.
    install
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.level)
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
        .env_remove("CARGO_TARGET_DIR");
    run(&mut install).with_context(|| {
        format!(
            "{} could not be installed: it needs crates.io and a C compiler (Debian: `apt-get install build-essential`); then run this again",
            tool.package
        )
    })?;
    if reported_version(&path).as_deref() != Some(tool.version) {
        bail!("{} was installed but is not version {}", path.display(), tool.version);
    }
    Ok(())
}

/// The second word of `<program> --version`.
fn reported_version(program: &PathBuf) -> Option<String> {
    let text = output(Command::new(program).arg("--version"))?;
    text.split_whitespace().nth(1).map(str::to_owned)
}

/// wasm-opt from the npm package `binaryen`, or the reason why the build goes on without it.
fn wasm_opt(workspace: &Workspace) -> Result<PathBuf, String> {
    let script = |name: &str| {
        if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() }
    };
    let program = workspace.npm_bin().join(script("wasm-opt"));
    let manifest = workspace.tools.join("npm/node_modules/binaryen/package.json");
    let current = || {
        program.is_file()
            && fs::read_to_string(&manifest).is_ok_and(|text| text.contains(&format!("\"version\": \"{BINARYEN}\"")))
    };
    if output(workspace.command("node").arg("--version")).is_none() {
        return Err("it comes from npm, and Node.js is not on PATH".into());
    }
    if current() {
        return Ok(program);
    }
    println!(
        "installing wasm-opt (npm package binaryen {BINARYEN}) into {} (once; under a minute)",
        workspace.tools.display()
    );
    let folder = workspace.tools.join("npm");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut install = workspace.command(script("npm"));
    install
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(&folder)
        .arg(format!("binaryen@{BINARYEN}"));
    run(&mut install).map_err(|error| format!("{error:#}"))?;
    if current() { Ok(program) } else { Err(format!("npm did not install {}", program.display())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindgen_program_is_the_crate_s_version() {
        let manifest =
            fs::read_to_string(Workspace::here().root.join("Cargo.toml")).expect("the repository has a Cargo.toml");
        let pin = format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version);
        assert!(manifest.contains(&pin), "Cargo.toml should say {pin}: the two must change together");
    }
}
