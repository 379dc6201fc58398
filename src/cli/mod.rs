//! Scenes in, numbers out: `downhill trace`, `export`, `render`, `compare`, `evaluate`, `ewma`, `schedule`,
//! `map`, `list`.
//!
//! stdout carries data only, messages go to stderr. Exit codes: 0 done; 2 the input is wrong, usage included;
//! 1 anything else, such as a full disk.

mod compare;
mod evaluate;
mod ewma;
mod export;
mod json;
mod list;
mod map;
mod render;
mod schedule;
mod trace;

use clap::{Parser, Subcommand, ValueEnum};
use downhill::core::param::read_number;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::SurfaceSpec;
use downhill::scene::Scene;
use downhill::text::Lang;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints every step of every run of a scene
    Trace {
        /// What follows # in a link, e.g. 'surface=ravine&run=adam,lr:0.5&steps=100'
        scene: String,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
    },
    /// Prints a scene's runs for another program: as CSV or JSON, or as a script for PyTorch
    Export {
        /// What follows # in a link
        scene: String,
        /// What for
        #[arg(long, value_enum)]
        format: export::Format,
    },
    /// Draws a scene into a file: .svg, .png, or the whole animation as .gif
    Render(render::Options),
    /// Prints a ranking of a scene's runs, as CSV
    Compare {
        /// What follows # in a link; hidden runs are left out
        scene: String,
        /// On other surfaces, every run with the best rate for it there: all, a trouble such as ravine, or ids joined by
        /// commas
        #[arg(long, value_name = "WHICH", value_parser = |text: &str| compare::surfaces(text).map(Surfaces))]
        surfaces: Option<Surfaces>,
        /// What counts
        #[arg(long, value_enum, default_value_t = compare::Measure::Steps)]
        by: compare::Measure,
    },
    /// Prints value, gradient and Hessian of a scene's surface or formula at a point, as JSON
    Evaluate {
        /// What follows # in a link; only its surface or formula counts
        scene: String,
        /// The point, two numbers such as -1.2,1
        #[arg(long, value_name = "X,Y", value_parser = point, allow_hyphen_values = true)]
        at: Vec2,
    },
    /// Prints the article's random temperatures and their exponentially weighted average, as CSV
    Ewma(ewma::Options),
    /// Prints the learning rate of every step of a schedule, as CSV
    Schedule(schedule::Options),
    /// Prints how every start, or every pair of two parameters, ends, as CSV; or draws it
    Map(map::Options),
    /// Prints everything there is to choose from, as JSON
    List {
        /// What to list
        #[arg(value_enum)]
        what: list::What,
    },
}

/// The surfaces of a table. A type of its own, because clap takes a plain list for many arguments.
#[derive(Clone)]
struct Surfaces(Vec<&'static SurfaceSpec>);

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A line per step: run,optimizer,step,x,y,f,ax,ay
    Csv,
    /// One object with parameters, outcome and counts of every run
    Json,
}

/// Why nothing, or not everything, could be printed.
enum Failure {
    /// The scene is wrong: one sentence for each thing in it that could not be used.
    Scene(Vec<String>),
    /// stdout could not be written.
    Output(io::Error),
    /// A file could not be written.
    File(PathBuf, io::Error),
    /// A picture could not be made of what there is to draw.
    Picture(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::Output(error.into())
    }
}

/// Does what the arguments of the process say. Usage errors end it with code 2.
pub fn main() -> ExitCode {
    let command = Arguments::parse().command;
    let mut out = BufWriter::new(io::stdout().lock());
    match run(command, &mut out).and_then(|()| Ok(out.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has seen enough, as in `downhill trace … | head`.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => complain(&[format!("cannot write to stdout: {error}")], 1),
        Err(Failure::File(name, error)) => complain(&[format!("cannot write {}: {error}", name.display())], 1),
        Err(Failure::Picture(reason)) => complain(&[format!("the picture could not be made: {reason}")], 1),
        Err(Failure::Scene(messages)) => complain(&messages, 2),
    }
}

fn run(command: Command, out: &mut impl Write) -> Result<(), Failure> {
    match command {
        Command::Trace { scene, format: Format::Csv } => trace::csv(&read(&scene)?, out),
        Command::Trace { scene, format: Format::Json } => trace::json(&read(&scene)?, out),
        Command::Render(options) => render::file(&options),
        Command::Export { scene, format } => export::print(&read(&scene)?, format, out),
        Command::Compare { scene, surfaces, by } => {
            compare::print(&read(&scene)?, surfaces.map(|chosen| chosen.0), by.into(), out)
        }
        Command::Evaluate { scene, at } => evaluate::json(&read(&scene)?, at, out),
        Command::Ewma(options) => ewma::csv(&options, out),
        Command::Schedule(options) => schedule::csv(&options, out),
        Command::Map(options) => map::print(&options, out),
        Command::List { what } => list::json(what, out),
    }
}

/// Reads two sides, `WxH`.
fn sides<N: std::str::FromStr>(text: &str) -> Option<(N, N)> {
    let (w, h) = text.split_once(['x', 'X', '×'])?;
    Some((w.parse().ok()?, h.parse().ok()?))
}

/// Reads a scene of which every part is right.
fn read(text: &str) -> Result<Scene, Failure> {
    let read = Scene::read(text);
    if read.ignored.is_empty() {
        // The page does the same when it opens such a scene.
        Ok(read.scene.with_rates_found())
    } else {
        Err(Failure::Scene(read.ignored.iter().map(|ignored| ignored.message(Lang::En)).collect()))
    }
}

/// Reads `x,y`.
fn point(text: &str) -> Result<Vec2, String> {
    let numbers = text.split_once(',').and_then(|(x, y)| Some([read_number(x)?, read_number(y)?]));
    numbers.ok_or_else(|| "two numbers are needed, such as -1.2,1".to_string())
}

fn complain(messages: &[String], code: u8) -> ExitCode {
    let mut stderr = io::stderr().lock();
    for message in messages {
        // Where even stderr is closed, the exit code is all that is left to tell.
        let _ = writeln!(stderr, "error: {message}");
    }
    ExitCode::from(code)
}
