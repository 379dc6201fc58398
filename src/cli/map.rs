//! `downhill map`: every start, or every pair of two parameters, on all cores.

use super::Failure;
use clap::{Args, ValueEnum};
use downhill::chart::basins::{self, Hues};
use downhill::chart::cells::{Cells, Plot};
use downhill::chart::pen::Pen;
use downhill::chart::raster::Raster;
use downhill::chart::rates::{self, Overlay, Shown};
use downhill::chart::theme::Palette;
use downhill::core::format::js_number;
use downhill::core::map::{Cell, Ending, Map, Plane, Tile, theory, tiles};
use downhill::core::surfaces::Surface;
use downhill::scene::{Scene, Theme, View};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What is mapped.
#[derive(Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Every start of the domain
    Basins,
    /// Every pair of two parameters of a run, map.x and map.y
    Rates,
}

/// What the colours of a picture of rates say.
#[derive(Clone, Copy, ValueEnum)]
enum Colours {
    /// Steps until it converges
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
    /// What the colours of rates say, in a picture
    #[arg(long, value_enum, default_value_t = Colours::Steps)]
    colours: Colours,
}

/// The most cells: a picture as large as the largest screens.
const MOST: usize = 1 << 26;
/// Cells that a thread takes at a time.
const PART: usize = 512;
/// How long a map may take before its progress is shown.
const PATIENCE: Duration = Duration::from_millis(300);
/// A picture is at least so many pixels wide or high, cells permitting.
const PIXELS: usize = 720;
/// Room for ticks left of and below the map.
const GUTTER: (usize, usize) = (44, 36);

/// Works the map out, prints it or draws it.
pub fn print(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
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
            let raster = picture(&scene, &surface, &map, &cells, options.colours);
            write_png(file, &raster).map_err(|error| Failure::File(file.into(), error))
        }
    }
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
    let number = |text: &str| text.parse::<usize>().ok().filter(|n| *n > 0);
    let both = text.split_once('x').and_then(|(w, h)| Some([number(w)?, number(h)?]));
    let fits = both.filter(|[w, h]| w.checked_mul(*h).is_some_and(|n| n <= MOST));
    fits.ok_or_else(|| format!("columns x rows are needed, such as 256x256, {MOST} cells at most"))
}

/// All cells, row by row from the bottom.
fn work_out(map: &Map) -> Cells {
    let parts = tiles(map.size, 1, PART);
    let (next, begin) = (AtomicUsize::new(0), Instant::now());
    let mut cells = Cells::new(map.size, 1);
    let threads = thread::available_parallelism().map_or(1, |n| n.get()).min(parts.len());
    let (send, receive) = mpsc::channel::<(Tile, Vec<Cell>)>();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (send, parts, next) = (send.clone(), &parts, &next);
            scope.spawn(move || {
                while let Some(tile) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody hears it only if the map is not wanted any more.
                    if send.send((*tile, map.cells(&tile.cells(map.size[0])))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut bar = Bar::new(begin);
        for (tile, done) in receive {
            cells.take(tile, &done);
            bar.show(cells.progress());
        }
        bar.end();
    });
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

/// Draws the map with its marks and axes.
fn picture(scene: &Scene, surface: &Surface, map: &Map, cells: &Cells, colours: Colours) -> Raster {
    let palette = Palette::of(scene.theme.unwrap_or(Theme::Light));
    let [columns, rows] = map.size;
    let scale = (PIXELS / columns.max(rows)).max(1);
    let (width, height) = (columns * scale, rows * scale);
    let run = &scene.runs[scene.maps.run];
    let (slot, steps) = (run.slot, scene.steps);
    let mut raster = Raster::filled(width + GUTTER.0 + 12, height + GUTTER.1 + 12, palette.surface);
    let plot = Plot { corner: (GUTTER.0 as f64, 12.0), size: (width as f64, height as f64) };
    let image = match map.plane {
        Plane::Starts(_) => basins::image(cells, &Hues::of(&surface.minima), steps, (width, height), 1.0, palette),
        Plane::Settings(_) => {
            let shown = match colours {
                Colours::Steps => Shown::Steps,
                Colours::Loss => Shown::losses(cells, floor(surface, cells)),
                Colours::Outcome => Shown::Outcome,
            };
            rates::image(cells, shown, slot, steps, (width, height), 1.0, palette)
        }
    };
    raster.put(&image, GUTTER.0, 12);
    let mut pen = Pen { ink: &mut raster, unit: 1.0, em: 1.0 };
    let drawn = match map.plane {
        Plane::Starts(domain) => basins::marks(&mut pen, &plot, domain, &surface.minima, Some(scene.start()), palette),
        Plane::Settings(axes) => {
            let isolines = rates::isolines(cells, &plot);
            let overlay = Overlay {
                axes: &axes,
                setting: axes.map(|axis| run.values[axis.param].number()),
                slot,
                theory: theory(&scene.plan(run), surface, &axes),
                isolines: &isolines,
            };
            let symbols = axes.map(|axis| run.optimizer.params[axis.param].symbol);
            overlay.draw(&mut pen, &plot, palette).and_then(|()| rates::axes(&mut pen, &plot, &axes, symbols, palette))
        }
    };
    drawn.expect("pixels in memory take everything");
    raster
}

/// The lowest known value of f: that of a minimum, or of the cells.
fn floor(surface: &Surface, cells: &Cells) -> f64 {
    let arrived = cells.known().filter(|cell| cell.ending != Ending::Diverged).map(|cell| cell.loss);
    surface.lowest().unwrap_or_else(|| arrived.fold(f64::INFINITY, f64::min))
}

fn write_png(path: &Path, raster: &Raster) -> io::Result<()> {
    let file = io::BufWriter::new(std::fs::File::create(path)?);
    let mut encoder = png::Encoder::new(file, raster.width as u32, raster.height as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&raster.rgba)?;
    writer.finish()?;
    Ok(())
}
