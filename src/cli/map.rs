//! `downhill map`: every start, or every pair of two parameters, on all cores.

use super::Failure;
use clap::{Args, ValueEnum};
use downhill::chart::cells::Cells;
use downhill::chart::rates::Shown;
use downhill::core::format::js_number;
use downhill::core::map::{Cell, Ending, Map};
use downhill::core::surfaces::Surface;
use downhill::export::picture::{Bitmap, sheet};
use downhill::export::work;
use downhill::scene::{Scene, View};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is mapped.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Every start of the domain
    Basins,
    /// Every pair of two parameters of a run, map.x and map.y
    Rates,
}

/// What the colours of a picture of rates say.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Colours {
    /// Steps until it converges
    #[default]
    Steps,
    /// The loss at the end
    Loss,
    /// How it ended
    Outcome,
}

/// Which map, and where to.
#[derive(Args)]
pub struct Options {
    /// What is mapped
    #[arg(value_enum)]
    kind: Kind,
    /// What follows # in a link; map=<run index> says which run, the first by default
    scene: String,
    /// Columns and rows, such as 256x256
    #[arg(long, value_name = "WxH", default_value = "256x256", value_parser = size)]
    size: [usize; 2],
    /// Draws a PNG file in place of printing numbers
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the colours of rates say, in a picture; steps by default
    #[arg(long, value_enum)]
    colours: Option<Colours>,
}

/// The most cells: a picture as large as the largest screens.
const MOST: usize = 1 << 26;
/// The most cells a side of a picture, as many as pixels of other pictures.
const SIDE: usize = 8192;
/// How long a map may take before its progress is shown.
const PATIENCE: Duration = Duration::from_millis(300);
/// A picture is at least so many pixels wide or high, cells permitting.
const PIXELS: usize = 720;

/// Works the map out, prints it or draws it.
pub fn print(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    possible(options)?;
    let mut scene = super::read(&options.scene)?;
    scene.view = match options.kind {
        Kind::Basins => View::Basins,
        Kind::Rates => View::Rates,
    };
    let surface = scene.landscape_with_minima();
    let map = scene.map(&surface, options.size).ok_or_else(|| nothing(&scene))?;
    let cells = work_out(&map);
    match &options.output {
        None => csv(&map, &cells, out),
        Some(file) => {
            let bitmap = picture(&scene, &surface, &map, cells, options.colours.unwrap_or_default());
            let png = bitmap.png(&scene.write()).map_err(|error| Failure::Picture(error.to_string()))?;
            std::fs::write(file, png).map_err(|error| Failure::File(file.into(), error))
        }
    }
}

/// What is asked of a picture has to go with it, before hours are spent on the map.
fn possible(options: &Options) -> Result<(), Failure> {
    let wrong = |message: String| Err(Failure::Scene(vec![message]));
    if options.colours.is_some() && options.output.is_none() {
        return wrong("--colours is for pictures, which -o asks for".into());
    }
    if options.colours.is_some() && options.kind == Kind::Basins {
        return wrong("--colours is for rates; basins have the colours of their minima".into());
    }
    let Some(file) = &options.output else { return Ok(()) };
    if !file.extension().is_some_and(|end| end.eq_ignore_ascii_case("png")) {
        return wrong(format!("{}: a picture of a map ends in .png", file.display()));
    }
    let [columns, rows] = options.size;
    if columns.max(rows) > SIDE {
        return wrong(format!("--size {columns}x{rows}: a picture has at most {SIDE} cells a side"));
    }
    Ok(())
}

fn nothing(scene: &Scene) -> Failure {
    let message = match scene.runs.get(scene.maps.run) {
        None => "there is no run to map".to_string(),
        Some(run) => format!("{} has only one number to vary; a rate map needs two", run.optimizer.id),
    };
    Failure::Scene(vec![message])
}

/// Reads `WxH`.
fn size(text: &str) -> Result<[usize; 2], String> {
    let both = super::sides(text).map(|(w, h)| [w, h]);
    let fits = both.filter(|[w, h]: &[usize; 2]| *w > 0 && *h > 0 && w.checked_mul(*h).is_some_and(|n| n <= MOST));
    fits.ok_or_else(|| format!("columns x rows are needed, such as 256x256, {MOST} cells at most"))
}

/// All cells, row by row from the bottom.
fn work_out(map: &Map) -> Cells {
    let mut bar = Bar::new(Instant::now());
    let cells = work::cells(map, &mut |share| bar.show(share));
    bar.end();
    cells
}

/// A line on stderr that says how far it is: only on a terminal, and only if it takes a while.
struct Bar {
    begin: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl Bar {
    const WIDTH: usize = 40;

    fn new(begin: Instant) -> Bar {
        Bar { begin, shown: None, terminal: io::stderr().is_terminal() }
    }

    fn show(&mut self, share: f64) {
        let due = self.shown.map_or(self.begin.elapsed() > PATIENCE, |at| at.elapsed() > Duration::from_millis(100));
        if !self.terminal || !due {
            return;
        }
        self.shown = Some(Instant::now());
        let full = (share * Bar::WIDTH as f64) as usize;
        let left = self.begin.elapsed().as_secs_f64() * (1.0 / share.max(1e-9) - 1.0);
        let bar = ["█".repeat(full), "·".repeat(Bar::WIDTH - full)].concat();
        // Where stderr is closed nobody sees it.
        let _ = write!(io::stderr(), "\r{bar} {:3.0} %, {left:.0} s left ", 100.0 * share);
    }

    fn end(&self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r{}\r", " ".repeat(Bar::WIDTH + 24));
        }
    }
}

/// Prints a line per cell.
fn csv(map: &Map, cells: &Cells, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "i,j,x,y,end_step,end_x,end_y,outcome,minimum,steps")?;
    let [columns, rows] = map.size;
    for (j, i) in (0..rows).flat_map(|j| (0..columns).map(move |i| (j, i))) {
        let Some(cell) = cells.at(i, j) else { continue };
        let [x, y] = map.place(i, j).map(js_number);
        // A run that never was finite ends nowhere.
        let [end_x, end_y] = cell.end.map(|v| if v.is_finite() { js_number(v) } else { String::new() });
        let minimum = cell.minimum.map(|m| m.to_string()).unwrap_or_default();
        let Cell { end_step, steps, ending, .. } = cell;
        writeln!(out, "{i},{j},{x},{y},{end_step},{end_x},{end_y},{},{minimum},{steps}", ending.id())?;
    }
    Ok(())
}

/// Draws the map with its marks, axes and words.
fn picture(scene: &Scene, surface: &Surface, map: &Map, cells: Cells, colours: Colours) -> Bitmap {
    let [columns, rows] = map.size;
    let scale = (PIXELS / columns.max(rows)).max(1);
    let shown = match colours {
        Colours::Steps => Shown::Steps,
        Colours::Loss => Shown::losses(&cells, floor(surface, &cells)),
        Colours::Outcome => Shown::Outcome,
    };
    sheet(scene, surface, map.plane, cells, shown, (columns * scale, rows * scale))
}

/// The lowest known value of f: that of a minimum, or of the cells.
fn floor(surface: &Surface, cells: &Cells) -> f64 {
    let arrived = cells.known().filter(|cell| cell.ending != Ending::Diverged).map(|cell| cell.loss);
    surface.lowest().unwrap_or_else(|| arrived.fold(f64::INFINITY, f64::min))
}
