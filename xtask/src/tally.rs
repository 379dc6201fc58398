//! Counting tests from the lines that Rust's test programs print, and from those of tests that are skipped.

use std::ops::AddAssign;

/// What a browser test writes, with its name and the reason after it, that cannot be run in the engine in use. Its own
/// program counts it as passed.
pub const SKIPPED: &str = "skipped: ";

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
    /// Tests marked `#[ignore]`.
    pub ignored: usize,
    /// Tests that said why they cannot be run here.
    pub skipped: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
        self.skipped += other.skipped;
    }
}

/// Reads `skipped: a_test (firefox): the reason`: the test's name; `None` for any other line.
pub fn skipped(line: &str) -> Option<&str> {
    // The test harness may have begun a line of its own.
    let (_, rest) = line.split_once(SKIPPED)?;
    Some(rest.split_once(" (")?.0)
}

/// Reads `test a_test ... FAILED`: the test's name; `None` for any other line.
pub fn failed(line: &str) -> Option<&str> {
    line.trim().strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// Whether a test program says that it begins: `running 3 tests`. It ends with a line that [`read`] knows, unless it
/// breaks off.
pub fn begins(line: &str) -> bool {
    let count = line.trim().strip_prefix("running ").and_then(|rest| rest.split_once(' '));
    count.is_some_and(|(count, rest)| count.parse::<usize>().is_ok() && matches!(rest, "test" | "tests"))
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`; `None` for any other line.
pub fn read(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |name: &str| counts.split(';').find_map(|part| part.trim().strip_suffix(name)?.trim().parse().ok());
    Some(Tally { passed: count("passed")?, failed: count("failed")?, ignored: count("ignored")?, skipped: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.03s";
        assert_eq!(read(line), Some(Tally { passed: 12, failed: 0, ignored: 1, skipped: 0 }));
        let line = "test result: FAILED. 0 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.5s";
        assert_eq!(read(line), Some(Tally { passed: 0, failed: 3, ignored: 0, skipped: 0 }));
    }

    #[test]
    fn other_lines() {
        for line in ["", "running 3 tests", "test result: soon", "test tests::x ... ok", "error: test failed"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn beginnings() {
        assert!(begins("running 1 test") && begins("running 0 tests") && begins("running 12 tests"));
        for line in ["", "running", "running late tests", "running 3 dogs", "test running ... ok"] {
            assert!(!begins(line), "{line}");
        }
    }

    #[test]
    fn failures_are_named() {
        assert_eq!(failed("test a::b ... FAILED"), Some("a::b"));
        for line in ["test a ... ok", "test result: FAILED. 0 passed", "a ... FAILED"] {
            assert_eq!(failed(line), None, "{line}");
        }
    }

    #[test]
    fn skips_are_named() {
        assert_eq!(skipped("skipped: paper (webkit): there is none"), Some("paper"));
        assert_eq!(skipped("test paper ... skipped: paper (webkit): there is none"), Some("paper"));
        assert_eq!(skipped("test skipped ... ok"), None);
    }

    #[test]
    fn tallies_add_up() {
        let mut sum = Tally { passed: 1, failed: 2, ignored: 3, skipped: 4 };
        sum += Tally { passed: 10, failed: 20, ignored: 30, skipped: 40 };
        assert_eq!(sum, Tally { passed: 11, failed: 22, ignored: 33, skipped: 44 });
    }
}
