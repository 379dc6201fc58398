//! `cargo xtask fuzz`: looks for inputs that break what `fuzz/` says must hold, with libFuzzer, which sees what code an
//! input reaches. The instrumentation is LLVM's own and the toolchain the usual one: nothing in the programs is unsafe, so
//! no sanitizer, and hence no nightly compiler, is needed. libFuzzer is C++.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, bail};
use downhill_fuzz::{TARGETS, Target};

use crate::process::{Workspace, output, run, shown};

/// How long to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effort {
    /// At most so many seconds for each target; 0 for as long as it takes.
    pub seconds: u64,
    /// At most so many inputs for each target; 0 for as many as there is time for.
    pub runs: u64,
    /// This target only.
    pub target: Option<String>,
    /// Not these, where no target is named.
    pub without: &'static [&'static str],
    /// What its dice begin with: with the same number it makes up the same inputs in the same order. None: other ones
    /// every time.
    pub seed: Option<u32>,
}

/// What makes a program tell libFuzzer where it goes.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Seconds after which a single input counts as a fault: each is done in milliseconds, on a machine that has other work.
const SLOW: u32 = 20;
/// Megabytes of memory, all in all, beyond which it is a fault.
const LARGE: u32 = 1024;

/// Whether there is a C++ compiler.
pub fn compiler() -> bool {
    let named = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    output(Command::new(named).arg("--version")).is_some()
}

/// Looks, and says how much it has tried. The error names the input that breaks something.
pub fn fuzz(workspace: &Workspace, effort: &Effort) -> Result<()> {
    let wants = |target: &&Target| match &effort.target {
        Some(name) => name == target.name,
        None => !effort.without.contains(&target.name),
    };
    let wanted: Vec<&Target> = TARGETS.iter().filter(wants).collect();
    if wanted.is_empty() {
        bail!("there is no such target; there are: {}", TARGETS.map(|target| target.name).join(", "));
    }
    let (program, work) = build(workspace)?;
    // One target for each core at a time.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (left, broken) = (Mutex::new(wanted.into_iter()), Mutex::new(Vec::new()));
    let next = || left.lock().ok().and_then(|mut left| left.next());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(target) = next() {
                    let (said, fault) = one(workspace, &program, &work, target, effort);
                    println!("\n--- {}\n{}", target.name, said.trim_end());
                    if let (Some(fault), Ok(mut broken)) = (fault, broken.lock()) {
                        println!("{fault}");
                        broken.push(target.name);
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().map_err(|_| anyhow!("a fuzzer's own thread has panicked"))?;
    if !broken.is_empty() {
        bail!(
            "inputs that break {} are in {}; put them into fuzz/corpus and mend what they break",
            broken.join(", "),
            work.display()
        );
    }
    Ok(())
}

/// Builds the fuzzer; gives it, and the folder for what it makes.
fn build(workspace: &Workspace) -> Result<(PathBuf, PathBuf)> {
    let version = output(workspace.command("rustc").arg("-vV")).context("rustc does not say its version")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name its host")?;
    // With a target named, programs that run while building are not instrumented.
    let args = "build --package downhill-fuzz --bin fuzz --features libfuzzer --profile fuzz --target";
    let mut cargo = workspace.cargo(args.split(' ').chain([host]));
    run(cargo.env("RUSTFLAGS", FLAGS)).context("the fuzzer needs a C++ compiler")?;
    let folder = workspace.target();
    let program = folder.join(host).join("fuzz").join(format!("fuzz{}", std::env::consts::EXE_SUFFIX));
    Ok((program, folder.join("fuzzing")))
}

/// Looks at one target: what the fuzzer has said, and what is wrong.
fn one(
    workspace: &Workspace,
    program: &Path,
    work: &Path,
    target: &Target,
    effort: &Effort,
) -> (String, Option<String>) {
    let heard = look(workspace, program, work, target, effort).and_then(|mut command| {
        let line = shown(&command);
        // All that it says goes to its error stream.
        let output =
            command.stdout(Stdio::null()).output().with_context(|| format!("`{line}` could not be started"))?;
        let fault = (!output.status.success()).then(|| format!("`{line}` failed ({})", output.status));
        Ok((String::from_utf8_lossy(&output.stderr).into_owned(), fault))
    });
    heard.unwrap_or_else(|error| (String::new(), Some(format!("{error:#}"))))
}

/// The command that looks at one target.
fn look(workspace: &Workspace, program: &Path, work: &Path, target: &Target, effort: &Effort) -> Result<Command> {
    let name = target.name;
    let grown = work.join(name);
    fs::create_dir_all(&grown)?;
    let words: String = (target.words)().iter().map(|word| format!("\"{}\"\n", escaped(word))).collect();
    let dictionary = work.join(format!("{name}.dict"));
    fs::write(&dictionary, words)?;
    let seconds = effort.seconds.to_string();
    let mut command = workspace.command(program);
    command
        .env("DOWNHILL_FUZZ", name)
        .arg(format!("-dict={}", dictionary.display()))
        .arg(format!("-artifact_prefix={}-", work.join(name).display()))
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-timeout={SLOW}"))
        .arg(format!("-rss_limit_mb={LARGE}"))
        .args(["-print_final_stats=1", "-verbosity=0"])
        .arg(format!("-max_total_time={seconds}"));
    if effort.runs > 0 {
        command.arg(format!("-runs={}", effort.runs));
    }
    if let Some(seed) = effort.seed {
        command.arg(format!("-seed={seed}"));
    }
    // What it finds worth keeping goes into the first folder.
    command.arg(&grown).arg(workspace.root.join("fuzz").join("corpus").join(name));
    Ok(command)
}

/// A word as libFuzzer's dictionaries hold it.
fn escaped(word: &str) -> String {
    word.bytes()
        .map(|byte| match byte {
            b'"' | b'\\' => format!("\\{}", byte as char),
            0x20..0x7f => (byte as char).to_string(),
            _ => format!("\\x{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped() {
        assert_eq!(escaped("a=\"1\"\\中\0"), "a=\\\"1\\\"\\\\\\xE4\\xB8\\xAD\\x00");
    }
}
