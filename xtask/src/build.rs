//! `cargo xtask build`: `dist/`, the static site.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{Workspace, run};
use crate::size::{self, Sizes};
use crate::{icons, lessons, names, notices, programs, release, single, tools, words};

/// What rustc emits for this project. Stripping removes the section of the wasm that lists it, so wasm-opt is told;
/// for the same reason trunk must not run wasm-opt itself (`data-wasm-opt="0"` in index.html).
const WASM_FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the site and prints its sizes.
pub fn build(workspace: &Workspace) -> Result<Sizes> {
    let wasm_opt = tools::ensure(workspace)?;
    let start = Instant::now();
    println!("building the page (a first build takes one to two minutes)");
    run(&mut workspace.cargo(["fetch", "--quiet", "--locked"])).context(
        "the page's crates could not be fetched: this needs crates.io once; if Cargo.lock is out of date, run `cargo check`",
    )?;
    let mut trunk = workspace.command("trunk");
    trunk
        .args(["build", "--release"])
        // Everything is here by now; trunk must not fetch other tools or ask for newer versions.
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk reads NO_COLOR as a flag of its own and refuses the usual value 1.
        .env_remove("NO_COLOR")
        .env_remove("RUST_BACKTRACE");
    run(&mut trunk).context("the page was not built")?;
    match wasm_opt {
        Ok(program) => optimise(workspace, &program)?,
        Err(reason) => {
            println!("without wasm-opt ({reason}): the page works, but its wasm is about 7 % larger (compressed 1 %)")
        }
    }
    shorten_names(&workspace.dist()).context("the names between wasm and script were not shortened")?;
    slim(&workspace.dist())?;
    for program in programs::ON_DEMAND {
        name_by_content(&workspace.dist(), program).with_context(|| format!("{program} was not named"))?;
    }
    words::split(&workspace.root, &workspace.dist()).context("the words were not split")?;
    lessons::write(&workspace.root, &workspace.dist()).context("the lessons were not built")?;
    icons::write(&workspace.root.join("static/icon.svg"), &workspace.dist()).context("the icons were not drawn")?;
    notices::write(workspace).context("the licences were not gathered")?;
    // From here on the files of the site are what they are.
    release::mark(&workspace.dist()).context("the release was not marked")?;
    single::write(&workspace.root, &workspace.dist()).context("the page in one file was not made")?;
    let sizes = size::measure(&workspace.dist())?;
    println!("\n{sizes}");
    println!("built {} in {:.1} s", workspace.dist().display(), start.elapsed().as_secs_f64());
    Ok(sizes)
}

/// Shortens what each wasm of `dist/` and its script call each other's functions.
fn shorten_names(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let wasm = entry?.path();
        let Some(name) = wasm.to_str().and_then(|path| path.strip_suffix("_bg.wasm")) else { continue };
        let script = format!("{name}.js");
        let (code, text) = names::shorten(&fs::read(&wasm)?, &fs::read_to_string(&script)?)?;
        fs::write(&wasm, code)?;
        fs::write(&script, text)?;
    }
    Ok(())
}

/// The comments and indents of scripts need not travel: comments are lines of their own that begin with `//`, and no text
/// of a script goes over several lines.
fn slim(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "js") {
            let text = fs::read_to_string(&path)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
            fs::write(&path, lines.collect::<Vec<_>>().join("\n"))?;
        }
    }
    Ok(())
}

/// Renames a program that trunk has left without a hash in its name, so that no cache mixes two builds, and tells
/// `index.html`.
fn name_by_content(dist: &Path, program: &str) -> Result<()> {
    let files = ["_bg.wasm", ".js"].map(|end| (dist.join(format!("{program}{end}")), end));
    let mut hasher = DefaultHasher::new();
    for (path, _) in &files {
        hasher.write(&fs::read(path).with_context(|| format!("{} is missing", path.display()))?);
    }
    let name = format!("{program}-{:016x}", hasher.finish());
    for (path, end) in &files {
        fs::rename(path, dist.join(format!("{name}{end}")))?;
    }
    let index = dist.join("index.html");
    let text = fs::read_to_string(&index)?;
    let (before, after) = (format!("{program}={program}"), format!("{program}={name}"));
    if text.matches(&before).count() != 1 {
        bail!("index.html should say {before} once: see pattern_script in Trunk.toml");
    }
    Ok(fs::write(&index, text.replace(&before, &after))?)
}

/// Runs wasm-opt in place on every wasm of `dist/`.
fn optimise(workspace: &Workspace, program: &Path) -> Result<()> {
    let mut found = false;
    for entry in fs::read_dir(workspace.dist()).context("trunk left no dist/")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            found = true;
            println!("wasm-opt -O3 {}", path.file_name().unwrap_or_default().display());
            let mut command = workspace.command(program);
            command.arg("-O3");
            // Of the page's own program every byte counts: its branches laid out anew are six in a thousand.
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("web-")) {
                command.args(["--flatten", "--rereloop", "-O3", "-O3", "--flatten", "--rereloop", "-O3", "-O3"]);
            }
            command.args(WASM_FEATURES).arg(&path).arg("-o").arg(&path);
            run(&mut command)?;
        }
    }
    if !found {
        bail!("trunk left no .wasm in {}", workspace.dist().display());
    }
    Ok(())
}
