//! The licences of everything that is built into the programs or used to build and test them: only such as let anybody use,
//! change and pass on Downhill under its own (MIT or Apache-2.0).

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process::{Workspace, output};

/// The licences that are accepted. Another one is a decision to be taken by a person, here.
pub const ACCEPTED: [&str; 10] =
    ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "ISC", "MIT", "Unicode-3.0", "Unlicense", "Zlib"];
/// Accepted for what is never passed on: libFuzzer, in the fuzzer.
const FOR_TESTS: [(&str, &str); 1] = [("libfuzzer-sys", "NCSA")];
/// Makes a licence milder.
const MILDER: &str = "LLVM-exception";

/// A package, and what it says of its licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its licence, as an SPDX expression; empty if it names none.
    pub licence: String,
}

/// All packages that any program of the workspace is built of, on any platform.
pub fn packages(workspace: &Workspace) -> Result<Vec<Package>> {
    let mut cargo = workspace.cargo(["metadata", "--format-version", "1", "--locked", "--all-features"]);
    let text = output(&mut cargo).context("cargo does not tell the packages: is Cargo.lock up to date?")?;
    let all: Value = serde_json::from_str(&text)?;
    let all = all["packages"].as_array().context("a list of packages")?;
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    Ok(all.iter().map(|one| Package { name: text(one, "name"), licence: text(one, "license") }).collect())
}

/// Fails if a package has no licence that is accepted.
pub fn check(packages: &[Package]) -> Result<()> {
    let mut bad = Vec::new();
    for Package { name, licence } in packages {
        let extra = FOR_TESTS.iter().find(|(package, _)| package == name).map(|(_, licence)| *licence);
        let accepted = accepted(licence, &|id| ACCEPTED.contains(&id) || extra == Some(id));
        match accepted {
            Ok(true) => {}
            Ok(false) => bad.push(format!("{name}: {licence}")),
            Err(error) => bad.push(format!("{name}: `{licence}`: {error}")),
        }
    }
    ensure!(bad.is_empty(), "licences that are not accepted:\n{}", bad.join("\n"));
    Ok(())
}

/// Whether an SPDX expression can be met. Old crates write `/` for OR.
fn accepted(expression: &str, ok: &dyn Fn(&str) -> bool) -> Result<bool> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let met = any(&mut rest, ok)?;
    ensure!(rest.is_empty(), "it goes on with {}", rest[0]);
    Ok(met)
}

/// `a OR b`, of which one is enough.
fn any(rest: &mut &[&str], ok: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut met = all(rest, ok)?;
    while take(rest, "OR") {
        met |= all(rest, ok)?;
    }
    Ok(met)
}

/// `a AND b`, which binds closer.
fn all(rest: &mut &[&str], ok: &dyn Fn(&str) -> bool) -> Result<bool> {
    let mut met = one(rest, ok)?;
    while take(rest, "AND") {
        met &= one(rest, ok)?;
    }
    Ok(met)
}

fn one(rest: &mut &[&str], ok: &dyn Fn(&str) -> bool) -> Result<bool> {
    if take(rest, "(") {
        let met = any(rest, ok)?;
        ensure!(take(rest, ")"), "a parenthesis is not closed");
        return Ok(met);
    }
    let Some((id, after)) = rest.split_first() else { bail!("a licence is missing") };
    ensure!(!["OR", "AND", "WITH", ")"].contains(id), "{id} stands where a licence should");
    *rest = after;
    if take(rest, "WITH") && !take(rest, MILDER) {
        bail!("an exception that is not known");
    }
    Ok(ok(id))
}

fn take(rest: &mut &[&str], word: &str) -> bool {
    let found = rest.first() == Some(&word);
    if found {
        *rest = &rest[1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_may_be_used() {
        let packages = packages(&Workspace::here()).expect("cargo tells");
        assert!(packages.len() > 100, "all of them: {}", packages.len());
        for name in ["yew", "plotters", "libm", "libfuzzer-sys"] {
            assert!(packages.iter().any(|package| package.name == name), "{name} is among them");
        }
        check(&packages).expect("all are accepted");
    }

    #[test]
    fn expressions_are_understood() {
        let met = |text: &str| accepted(text, &|id| ACCEPTED.contains(&id)).ok();
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
            "GPL-2.0 AND GPL-3.0 OR Zlib",
        ] {
            assert_eq!(met(good), Some(true), "{good}");
        }
        for bad in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(GPL-2.0 OR AGPL-3.0) AND MIT", "MPL-2.0"] {
            assert_eq!(met(bad), Some(false), "{bad}");
        }
        for odd in ["", "MIT OR", "(MIT", "MIT MIT", "MIT WITH something", "OR MIT"] {
            assert_eq!(met(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_package_without_a_licence_is_named() {
        let one = |name: &str, licence: &str| Package { name: name.into(), licence: licence.into() };
        let error = check(&[one("good", "MIT"), one("none", ""), one("other", "NCSA"), one("libfuzzer-sys", "NCSA")]);
        let text = error.expect_err("two are not accepted").to_string();
        assert!(text.contains("none: ") && text.contains("other: NCSA") && !text.contains("good"), "{text}");
        assert!(!text.contains("libfuzzer"), "{text}");
    }
}
