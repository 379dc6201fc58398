//! Counting tests from the lines that Rust's test programs print.

use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
    /// Tests marked `#[ignore]`.
    pub ignored: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`; `None` for any other line.
pub fn read(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |name: &str| counts.split(';').find_map(|part| part.trim().strip_suffix(name)?.trim().parse().ok());
    Some(Tally { passed: count("passed")?, failed: count("failed")?, ignored: count("ignored")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.03s";
        assert_eq!(read(line), Some(Tally { passed: 12, failed: 0, ignored: 1 }));
        let line = "test result: FAILED. 0 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.5s";
        assert_eq!(read(line), Some(Tally { passed: 0, failed: 3, ignored: 0 }));
    }

    #[test]
    fn other_lines() {
        for line in ["", "running 3 tests", "test result: soon", "test tests::x ... ok", "error: test failed"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn tallies_add_up() {
        let mut sum = Tally { passed: 1, failed: 2, ignored: 3 };
        sum += Tally { passed: 10, failed: 20, ignored: 30 };
        assert_eq!(sum, Tally { passed: 11, failed: 22, ignored: 33 });
    }
}
