//! `cargo xtask test`: everything CI checks, stage by stage. A stage that fails does not stop the others.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::iter;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::Engine;
use crate::fuzz::{self, Effort};
use crate::process::{Workspace, shown};
use crate::size::{BUDGET, SCRIPT_BUDGET, Sizes};
use crate::tally::{self, Tally};
use crate::{browser, build, process, programs, tools};

/// The fuzzer looks at each kind of input for a minute, always with the same dice: chance must not decide whether a
/// commit is good. By hand it has others (`cargo xtask fuzz`). `race` reads the same as `scene` and simulates it, which is
/// slow: here there are only the inputs of its corpus, which `cargo test` tries.
const FUZZ: Effort = Effort { seconds: 60, runs: 0, target: None, without: &["race"], seed: Some(1) };

enum Outcome {
    Passed,
    Failed(String),
    NotRun(String),
}

struct Stage {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
    tally: Tally,
}

/// Which browser tests are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browsers {
    /// None.
    None,
    /// All in Chromium, the essentials in the other engines.
    Essentials,
    /// All in every engine.
    All,
}

/// The tests of what no engine may fail at: `tests/e2e/tests`.
const ESSENTIALS: [&str; 2] = ["essentials", "single"];

/// And of what another engine's graphics may draw otherwise; Firefox has no WebGL2 without a card, which the report counts.
const IN_WEBKIT: [&str; 1] = ["terrain"];

/// The stages so far.
#[derive(Default)]
struct Report(Vec<Stage>);

impl Report {
    /// Runs one stage; gives what it produced if it passed.
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce(&mut Tally) -> Result<T>) -> Option<T> {
        println!("\n=== {name} ===");
        let start = Instant::now();
        let mut tally = Tally::default();
        let done = work(&mut tally);
        let time = start.elapsed();
        let (outcome, product) = match done {
            Ok(product) => (Outcome::Passed, Some(product)),
            Err(error) => (Outcome::Failed(format!("{error:#}")), None),
        };
        match &outcome {
            Outcome::Failed(reason) => println!("--- {name}: FAILED after {:.1} s: {reason}", time.as_secs_f64()),
            _ => println!("--- {name}: ok, {:.1} s", time.as_secs_f64()),
        }
        self.0.push(Stage { name, outcome, time, tally });
        product
    }

    fn not_run(&mut self, name: &'static str, reason: &str) {
        println!("\n=== {name} ===\n--- not run: {reason}");
        let outcome = Outcome::NotRun(reason.to_owned());
        self.0.push(Stage { name, outcome, time: Duration::ZERO, tally: Tally::default() });
    }

    fn succeeded(&self) -> bool {
        !self.0.iter().any(|stage| matches!(stage.outcome, Outcome::Failed(_)))
    }

    /// All tests, and one more failure for each stage that failed otherwise than by tests
    /// (so that "0 failed" always means that all is well).
    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for stage in &self.0 {
            total += stage.tally;
            if matches!(stage.outcome, Outcome::Failed(_)) && stage.tally.failed == 0 {
                total.failed += 1;
            }
        }
        total
    }

    fn print(&self) {
        println!("\n=== Summary ===");
        for Stage { name, outcome, time, tally } in &self.0 {
            let Tally { passed, failed, ignored, skipped } = tally;
            let mut tests = String::new();
            if *tally != Tally::default() {
                tests = format!("  {passed} passed, {failed} failed");
            }
            for (count, word) in [(ignored, "ignored"), (skipped, "skipped")] {
                if *count > 0 {
                    tests.push_str(&format!(", {count} {word}"));
                }
            }
            let (word, reason) = match outcome {
                Outcome::Passed => ("ok", String::new()),
                Outcome::Failed(reason) => ("FAILED", format!("  {}", reason.lines().next().unwrap_or(""))),
                Outcome::NotRun(reason) => ("not run", format!("  {reason}")),
            };
            println!("{name:16}  {word:8}{:7.1} s{tests}{reason}", time.as_secs_f64());
        }
        let time: Duration = self.0.iter().map(|stage| stage.time).sum();
        println!("{:16}  {:8}{:7.1} s\n", "all", "", time.as_secs_f64());
        let total = self.total();
        let skipped = if total.skipped > 0 { format!(", {} skipped", total.skipped) } else { String::new() };
        println!("{} passed, {} failed{skipped}", total.passed, total.failed);
    }
}

/// Runs all stages and prints a summary; whether all is well.
pub fn check(workspace: &Workspace, browsers: Browsers) -> bool {
    let mut report = Report::default();
    report.stage("format", |_| process::run(&mut workspace.cargo(["fmt", "--all", "--check"])));
    report.stage("clippy native", |_| {
        process::run(&mut workspace.cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    report.stage("clippy wasm32", |_| {
        tools::wasm_target(workspace)?;
        let programs = iter::once(programs::MAIN).chain(programs::ON_DEMAND).flat_map(|name| ["--bin", name]);
        let flags = "--features web --target wasm32-unknown-unknown -- -D warnings".split(' ');
        process::run(&mut workspace.cargo(["clippy", "--lib"].into_iter().chain(programs).chain(flags)))
    });
    report.stage("native tests", |tally| {
        tests(
            &mut workspace.cargo(
                "test --package downhill --package downhill-core --package downhill-fuzz --no-fail-fast".split(' '),
            ),
            tally,
        )
    });
    report.stage("xtask tests", |tally| tests(&mut workspace.cargo(["test", "--package", "xtask"]), tally));
    match fuzz::compiler() {
        true => {
            report.stage("fuzz", |_| fuzz::fuzz(workspace, &FUZZ));
        }
        false => report.not_run("fuzz", "there is no C++ compiler"),
    }
    let sizes = report.stage("wasm build", |_| build::build(workspace));
    match &sizes {
        Some(sizes) => {
            report.stage("size budget", |_| within_budget(sizes));
        }
        None => report.not_run("size budget", "there is no build"),
    }
    for (engine, name) in Engine::ALL.into_iter().zip(["chromium", "firefox", "webkit"]) {
        match (browsers, &sizes) {
            (Browsers::None, _) => report.not_run(name, "--no-browser was given"),
            (_, None) => report.not_run(name, "there is no build"),
            _ => {
                let essentials = browsers == Browsers::Essentials && engine != Engine::Chromium;
                let all = browsers == Browsers::All;
                report.stage(name, |tally| browser_tests(workspace, engine, (essentials, all), tally));
            }
        }
    }
    report.print();
    report.succeeded()
}

fn within_budget(sizes: &Sizes) -> Result<()> {
    let (kilo, budget) = (sizes.loaded_brotli() as f64 / 1000.0, BUDGET as f64 / 1000.0);
    if sizes.loaded_brotli() >= BUDGET {
        bail!("the page loads {kilo:.1} kB (brotli); it must stay below {budget} kB");
    }
    println!("the page loads {kilo:.1} kB (brotli) of {budget} kB allowed");
    match sizes.raw("embed.js") {
        Some(bytes) if bytes < SCRIPT_BUDGET => {}
        Some(bytes) => bail!("embed.js has {bytes} bytes; it must stay below {SCRIPT_BUDGET}"),
        None => bail!("there is no embed.js"),
    }
    Ok(())
}

/// The tests of an engine: only the essentials, or all of them and at length.
fn browser_tests(
    workspace: &Workspace,
    engine: Engine,
    (essentials, all): (bool, bool),
    tally: &mut Tally,
) -> Result<()> {
    let browser = browser::ensure(workspace, engine)?;
    let command = |args: &[&str]| {
        let mut command = workspace.cargo(["test", "--package", "downhill-e2e", "--no-fail-fast"]);
        command
            .args(args)
            .env("DOWNHILL_DIST", workspace.dist())
            .env("DOWNHILL_ENGINE", engine.name())
            .envs(browser.variables())
            // So many things the monkey does where there is time.
            .envs(all.then_some(("DOWNHILL_MONKEY", "10000")))
            // A failed step is told in one line; where it came from is the test's name.
            .env("RUST_LIB_BACKTRACE", "0");
        command
    };
    let own: &[&str] = if engine == Engine::WebKit { &IN_WEBKIT } else { &[] };
    let chosen: Vec<&str> =
        ESSENTIALS.iter().chain(own).filter(|_| essentials).flat_map(|name| ["--test", name]).collect();
    let failed = run_tests(&mut command(&[&chosen[..], &["--", "--test-threads=2"]].concat()), tally)?;
    if essentials && engine == Engine::Firefox {
        println!("{}terrain (firefox): there is no WebGL2 without a graphics card", tally::SKIPPED);
        tally.skipped += 1;
    }
    if failed.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = failed.iter().map(String::as_str).collect();
    if names.len() > AGAIN {
        bail!("{} tests failed", names.len());
    }
    // A browser on a busy machine may be late once; what is broken fails again.
    println!("\nonce more, one at a time: {}", names.join(", "));
    let mut second = Tally::default();
    let again = [&chosen[..], &["--", "--test-threads=1", "--exact"], &names[..]].concat();
    let still = run_tests(&mut command(&again), &mut second)?;
    let mended = names.len().saturating_sub(still.len());
    (tally.failed, tally.passed) = (tally.failed.saturating_sub(mended), tally.passed + mended);
    println!("{mended} of {} passed at the second try", names.len());
    if !still.is_empty() {
        bail!("failed twice: {}", still.join(", "));
    }
    Ok(())
}

/// Not more browser tests than this are tried a second time.
const AGAIN: usize = 2;

/// Runs a `cargo test` in which nothing may fail.
fn tests(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let failed = run_tests(command, tally)?;
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// Runs a `cargo test`, shows its output as it comes and counts its tests; gives the names of those that failed.
fn run_tests(command: &mut Command, tally: &mut Tally) -> Result<Vec<String>> {
    let line = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` could not be started"))?;
    let stdout = child.stdout.take().expect("stdout is piped above");
    let (mut skipped, mut failed, mut unfinished) = (BTreeSet::new(), Vec::new(), 0_usize);
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.context("reading the output of the tests")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if tally::begins(&line) {
            unfinished += 1;
        } else if let Some(counts) = tally::read(&line) {
            *tally += counts;
            unfinished = unfinished.saturating_sub(1);
        } else if let Some(test) = tally::skipped(&line) {
            skipped.insert(test.to_owned());
        } else if let Some(test) = tally::failed(&line) {
            failed.push(test.to_owned());
        }
    }
    // Their programs have counted them as passed.
    tally.skipped = skipped.len();
    tally.passed = tally.passed.saturating_sub(skipped.len());
    let status = child.wait()?;
    // One that breaks off names no test, and a test of another one that passes at the second try must not hide it.
    if unfinished > 0 {
        bail!("{unfinished} of the programs of `{line}` broke off ({status})");
    }
    if !status.success() && failed.is_empty() {
        bail!("`{line}` failed ({status})");
    }
    if *tally == Tally::default() {
        bail!("`{line}` ran no test at all");
    }
    Ok(failed)
}

#[cfg(test)]
mod tests_of_the_report {
    use super::*;

    #[test]
    fn a_failed_stage_counts_as_a_failure() {
        let mut report = Report::default();
        report.stage("good", |tally| {
            tally.passed = 3;
            Ok(())
        });
        assert!(report.succeeded());
        report.not_run("left out", "as asked");
        assert!(report.succeeded());
        report.stage("no tests", |_| -> Result<()> { bail!("broken") });
        report.stage("tests", |tally| -> Result<()> {
            tally.failed = 2;
            bail!("two tests failed")
        });
        assert!(!report.succeeded());
        assert_eq!(report.total(), Tally { passed: 3, failed: 3, ignored: 0, skipped: 0 });
    }
}
