//! The built program, called as a script would.

use serde_json::Value as Json;
use std::process::{Command, Output};

pub fn downhill(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_downhill")).args(args).output().expect("the program starts")
}

/// stdout of a call that must succeed in silence.
pub fn printed(args: &[&str]) -> String {
    let output = downhill(args);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{args:?}: {} {complaints}", output.status);
    String::from_utf8(output.stdout).expect("stdout is UTF-8")
}

pub fn json(args: &[&str]) -> Json {
    let text = printed(args);
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{args:?}: {e}\n{text}"))
}

/// stderr of a call that must fail with code 2 and print nothing.
pub fn refused(args: &[&str]) -> String {
    let output = downhill(args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?} prints data all the same");
    String::from_utf8(output.stderr).expect("stderr is UTF-8")
}
