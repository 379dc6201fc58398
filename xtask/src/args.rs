//! The command line of `cargo xtask`.

use std::path::PathBuf;

use crate::check::Browsers;
use crate::fuzz::Effort;

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--no-open]   release build, serve it on 127.0.0.1 (port 8080), open a browser
  build                          release build into dist/, then a table of sizes
  test [--no-browser | --all]    everything CI checks: format, lints, native tests, wasm build, size budget, tests in
                                 real browsers: all in Chromium, the essentials in Firefox and WebKitGTK;
                                 --all runs all of them in all three
  bench [--check] [--dist DIR]   the speed of the page against what it must reach, as a table (about three minutes);
                                 --check fails if a bar is missed, --dist measures a site that is built already
  fuzz [--seconds N] [--runs N] [--target NAME]
                                 looks for links, formulas, tables, files, messages and pictures that break something:
                                 for each kind 60 seconds, or as long as N inputs take; needs a C++ compiler
  help                           this text

What is missing (wasm target, trunk, wasm-bindgen, wasm-opt) is installed, pinned, into ./.tools,
never globally. Environment:

  DOWNHILL_TOOLS         another folder instead of ./.tools, e.g. one that a CI keeps between runs
  DOWNHILL_CHROMIUM      the browser for the tests, if it is not found on PATH
  DOWNHILL_CHROMEDRIVER  its chromedriver, likewise
  DOWNHILL_FIREFOX, DOWNHILL_GECKODRIVER, DOWNHILL_MINIBROWSER, DOWNHILL_WEBKITDRIVER, DOWNHILL_XVFB
                         likewise";

/// The port `serve` listens on unless told otherwise.
pub const DEFAULT_PORT: u16 = 8080;

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`USAGE`].
    Help,
    /// Build `dist/`.
    Build,
    /// Build, then serve `dist/`.
    Serve {
        /// Port on 127.0.0.1.
        port: u16,
        /// Whether to open a browser.
        open: bool,
    },
    /// Build, then measure.
    Bench {
        /// Whether a bar that is missed is a failure.
        check: bool,
        /// A built site, instead of building one.
        dist: Option<PathBuf>,
    },
    /// Look for inputs that break something.
    Fuzz(Effort),
    /// Check everything.
    Test {
        /// Which of the tests that need a browser.
        browsers: Browsers,
    },
}

/// Reads the arguments after the program's name; the error is one line for the user.
pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut args = args.into_iter();
    let name = args.next().ok_or("which command?")?;
    let mut command = match name.as_str() {
        "help" | "--help" | "-h" => return Ok(Command::Help),
        "build" => Command::Build,
        "serve" => Command::Serve { port: DEFAULT_PORT, open: true },
        "bench" => Command::Bench { check: false, dist: None },
        "fuzz" => Command::Fuzz(Effort { seconds: 60, runs: 0, target: None, without: &[], seed: None }),
        "test" => Command::Test { browsers: Browsers::Essentials },
        other => return Err(format!("there is no command `{other}`")),
    };
    while let Some(arg) = args.next() {
        let (flag, inline) = match arg.split_once('=') {
            Some((flag, value)) => (flag, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        match (&mut command, flag, inline) {
            (_, "--help" | "-h", None) => return Ok(Command::Help),
            (Command::Serve { port, .. }, "--port", inline) => {
                let text = inline.or_else(|| args.next()).ok_or("--port needs a number")?;
                *port = text.parse().map_err(|_| format!("--port needs a number from 0 to 65535, not `{text}`"))?;
            }
            (Command::Serve { open, .. }, "--no-open", None) => *open = false,
            (Command::Bench { check, .. }, "--check", None) => *check = true,
            (Command::Bench { dist, .. }, "--dist", inline) => {
                let folder = inline.or_else(|| args.next()).ok_or("--dist needs the folder of a built site")?;
                *dist = Some(folder.into());
            }
            (Command::Fuzz(effort), "--seconds", inline) => {
                effort.seconds = count(flag, inline.or_else(|| args.next()))?
            }
            (Command::Fuzz(effort), "--runs", inline) => {
                // As long as that takes.
                (effort.runs, effort.seconds) = (count(flag, inline.or_else(|| args.next()))?, 0);
            }
            (Command::Fuzz(effort), "--target", inline) => {
                effort.target = Some(inline.or_else(|| args.next()).ok_or("--target needs a name")?);
            }
            (Command::Test { browsers }, "--no-browser", None) => *browsers = Browsers::None,
            (Command::Test { browsers }, "--all", None) => *browsers = Browsers::All,
            _ => return Err(format!("`{name}` does not know `{arg}`")),
        }
    }
    Ok(command)
}

/// A number that an option needs.
fn count(flag: &str, text: Option<String>) -> Result<u64, String> {
    let text = text.ok_or(format!("{flag} needs a number"))?;
    text.parse().map_err(|_| format!("{flag} needs a number, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn commands_and_defaults() {
        assert_eq!(read("build"), Ok(Command::Build));
        assert_eq!(read("test"), Ok(Command::Test { browsers: Browsers::Essentials }));
        assert_eq!(read("test --no-browser"), Ok(Command::Test { browsers: Browsers::None }));
        assert_eq!(read("test --all"), Ok(Command::Test { browsers: Browsers::All }));
        assert_eq!(read("serve"), Ok(Command::Serve { port: 8080, open: true }));
    }

    #[test]
    fn options_of_serve() {
        let expected = Ok(Command::Serve { port: 9000, open: false });
        assert_eq!(read("serve --port 9000 --no-open"), expected);
        assert_eq!(read("serve --no-open --port=9000"), expected);
    }

    #[test]
    fn options_of_bench() {
        assert_eq!(read("bench"), Ok(Command::Bench { check: false, dist: None }));
        let expected = Ok(Command::Bench { check: true, dist: Some("site".into()) });
        assert_eq!(read("bench --check --dist site"), expected);
        assert_eq!(read("bench --dist=site --check"), expected);
    }

    #[test]
    fn options_of_fuzz() {
        let effort = |seconds, runs, target: Option<&str>| {
            Ok(Command::Fuzz(Effort { seconds, runs, target: target.map(str::to_owned), without: &[], seed: None }))
        };
        assert_eq!(read("fuzz"), effort(60, 0, None));
        assert_eq!(read("fuzz --seconds 5 --target csv"), effort(5, 0, Some("csv")));
        assert_eq!(read("fuzz --runs=1000"), effort(0, 1000, None));
    }

    #[test]
    fn help_wherever_it_stands() {
        for line in ["help", "--help", "-h", "build --help", "serve -h"] {
            assert_eq!(read(line), Ok(Command::Help), "{line}");
        }
    }

    #[test]
    fn mistakes_name_what_is_wrong() {
        for (line, part) in [
            ("", "which command"),
            ("bulid", "`bulid`"),
            ("build --port 1", "`--port`"),
            ("serve --port", "needs a number"),
            ("serve --port 99999", "`99999`"),
            ("bench --dist", "--dist needs"),
            ("fuzz --seconds soon", "`soon`"),
            ("test --no-browser=1", "`--no-browser=1`"),
        ] {
            let message = read(line).expect_err(line);
            assert!(message.contains(part), "{line}: {message}");
        }
    }
}
