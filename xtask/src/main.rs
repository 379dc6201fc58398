//! `cargo xtask <command>`: reads the arguments, runs the command, turns errors into exit codes.

use std::process::ExitCode;

use xtask::args::{self, Command};
use xtask::process::Workspace;
use xtask::{bench, build, check, fuzz, serve};

fn main() -> ExitCode {
    let command = match args::parse(std::env::args().skip(1)) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    let workspace = Workspace::here();
    let done = match command {
        Command::Help => {
            println!("{}", args::USAGE);
            Ok(true)
        }
        Command::Build => build::build(&workspace).map(|_| true),
        Command::Serve { port, open } => serve::serve(&workspace, port, open).map(|()| true),
        Command::Bench { check, dist } => bench::bench(&workspace, dist).map(|reached| reached || !check),
        Command::Fuzz(effort) => fuzz::fuzz(&workspace, &effort).map(|()| true),
        Command::Test { browsers } => Ok(check::check(&workspace, browsers)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
