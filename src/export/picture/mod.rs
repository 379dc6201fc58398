//! The picture of a scene's race for a file: what it is called, the landscape, the chart below it, and a legend. Drawn
//! by the code that draws the page.
//!
//! A picture is laid out for 1200 × 800 pixels or less; a larger one is the same layout with more pixels to it, so that
//! words and lines keep their proportion. Of the view `basins` the map lies below the level lines; of `rates` it stands in
//! place of the landscape and the chart.

mod legend;
mod moved;
mod over;
#[cfg(not(target_arch = "wasm32"))]
mod raster;
mod svg;
#[cfg(not(target_arch = "wasm32"))]
mod type_face;

#[cfg(not(target_arch = "wasm32"))]
pub use over::sheet;
#[cfg(not(target_arch = "wasm32"))]
pub use raster::{Bitmap, Film};
#[cfg(not(target_arch = "wasm32"))]
pub use type_face::missing;

use crate::chart::arrows::Arrows;
use crate::chart::frame::{Frame, Insets};
use crate::chart::landscape::ColourBar;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use crate::chart::race::Race;
use crate::chart::swarm;
use crate::chart::theme::Palette;
use crate::core::run::Trajectory;
use crate::core::series::Series;
use crate::core::surfaces::Surface;
use crate::scene::{Page, Scene, Theme, View, simulate};
use crate::terrain::height::Height;
use crate::terrain::paint::{Route, Still};
use crate::text::inspect::chart_title;
use crate::text::{Lang, fill, key, number, surface_name};
use over::Mapped;
use std::cell::RefCell;

/// The size that a picture is laid out for.
const USUAL: (f64, f64) = (1200.0, 800.0);
/// The smallest and the largest side, in pixels.
const LEAST: u32 = 160;
const MOST: u32 = 8192;
/// Between the samples of the ground: finer than on a screen, since a picture is looked at for long.
const SPACING: f64 = 2.5;
/// The head of a picture.
const HEAD: f64 = 52.0;
/// Space at the edges.
const PAD: f64 = 16.0;
/// Room left and right of the chart's plot: numbers, names.
const CHART_LEFT: f64 = 52.0;
const CHART_RIGHT: f64 = 108.0;

/// How a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Which view.
    pub view: View,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Light or dark.
    pub theme: Theme,
    /// The language of words.
    pub lang: Lang,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A side is shorter or longer than a picture can be.
    Size,
    /// There is no such step.
    Step,
    /// The scene is of a page that has no picture.
    Page,
    /// There is no run, or nothing to vary.
    NoMap,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Size => write!(f, "width and height must be {LEAST} … {MOST} pixels"),
            Trouble::Step => write!(f, "the scene has no such step"),
            Trouble::NoMap => {
                write!(f, "there is no map: it needs a run, one of settings a run with two numbers to vary")
            }
            Trouble::Page => write!(f, "only the race has a picture; the scene is of another page"),
        }
    }
}

/// For how many hundredths of a second a frame of a film stands: 20 frames a second, the first one for a moment, the last
/// one until everybody has read it.
pub fn hundredths(frame: usize, frames: usize) -> u16 {
    match frame {
        0 => 70,
        i if i + 1 == frames => 250,
        _ => 5,
    }
}

/// A scene ready to be drawn.
pub struct Picture {
    scene: Scene,
    runs: Vec<Trajectory>,
    surface: Surface,
    look: Look,
    /// The size that it is laid out for, and how many pixels make one of it.
    size: (f64, f64),
    scale: f64,
    rooms: Rooms,
    /// What is drawn in place of the map, in three dimensions: the ground, and the runs on it.
    still: Option<(Still, Vec<Option<Route>>)>,
    /// The map of the view.
    map: Option<Mapped>,
    /// Where the particles are, x and y by turns.
    places: RefCell<Vec<f32>>,
    #[cfg(not(target_arch = "wasm32"))]
    flow: RefCell<Option<crate::core::map::Flow>>,
}

/// What drawing can report.
type DrawFailed<B> = plotters_backend::DrawingErrorKind<<B as plotters_backend::DrawingBackend>::ErrorType>;

/// How high the parts of a picture are, from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rooms {
    head: f64,
    land: f64,
    chart: f64,
    legend: f64,
}

impl Picture {
    /// Takes all runs.
    ///
    /// # Errors
    /// If the size cannot be drawn, or the scene has no picture.
    pub fn new(scene: &Scene, look: Look) -> Result<Picture, Trouble> {
        Picture::with_height(scene, look, Height::default())
    }

    /// The same, in three dimensions with the ground as high as is wanted.
    ///
    /// # Errors
    /// If the size cannot be drawn, or the scene has no picture.
    pub fn with_height(scene: &Scene, look: Look, ground: Height) -> Result<Picture, Trouble> {
        let (width, height) = look.size;
        if !(LEAST..=MOST).contains(&width) || !(LEAST..=MOST).contains(&height) {
            return Err(Trouble::Size);
        }
        if scene.page != Page::Race {
            return Err(Trouble::Page);
        }
        let scene = &Scene { view: look.view, ..scene.clone() };
        let (width, height) = (f64::from(width), f64::from(height));
        let scale = (width / USUAL.0).min(height / USUAL.1).max(1.0);
        let size = (width / scale, height / scale);
        let (runs, surface) = (simulate(scene), scene.landscape_with_minima());
        let mut picture = Picture::bare(scene.clone(), runs, surface, look, (size, scale));
        picture.lay_out();
        picture.map = Mapped::of(scene, &picture.frame());
        if look.view == View::Terrain {
            let race = picture.race();
            let still = Still::new(&race, (size.0, picture.rooms.land), ground);
            let routes = still.routes(&race);
            picture.still = Some((still, routes));
        } else if look.view != View::Flat && picture.map.is_none() {
            return Err(Trouble::NoMap);
        }
        #[cfg(not(target_arch = "wasm32"))]
        picture.work_out_map();
        Ok(picture)
    }

    fn bare(
        scene: Scene,
        runs: Vec<Trajectory>,
        surface: Surface,
        look: Look,
        (size, scale): ((f64, f64), f64),
    ) -> Picture {
        Picture {
            scene,
            runs,
            surface,
            look,
            size,
            scale,
            rooms: Rooms::NONE,
            still: None,
            map: None,
            places: RefCell::default(),
            #[cfg(not(target_arch = "wasm32"))]
            flow: RefCell::default(),
        }
    }

    /// Shares the height out; below it a row says what the colours of a map mean.
    fn lay_out(&mut self) {
        let below = if let View::Flat | View::Terrain = self.look.view { 0.0 } else { over::ROW };
        let size = (self.size.0, self.size.1 - below);
        self.rooms = match self.look.view {
            // The paths are not in the picture, nor is what they are called.
            View::Rates => Rooms { chart: 0.0, legend: 0.0, land: size.1 - HEAD, head: HEAD },
            _ => Rooms::of(size, self.legend_rows()),
        };
    }

    /// The last step of all runs.
    pub fn last(&self) -> usize {
        self.scene.steps
    }

    /// The step that a still shows: what is asked for, else where the scene is paused, else the last.
    ///
    /// # Errors
    /// If there is no such step.
    pub fn step(&self, at: Option<usize>) -> Result<usize, Trouble> {
        let step = at.or(self.scene.at).unwrap_or(self.last());
        if at.is_some() && step > self.last() { Err(Trouble::Step) } else { Ok(step.min(self.last())) }
    }

    /// The scene that the picture of a step carries.
    pub fn scene_at(&self, step: usize) -> String {
        Scene { at: Some(step), ..self.scene.clone() }.write()
    }

    /// The scene that a film carries.
    pub fn scene(&self) -> String {
        Scene { at: None, ..self.scene.clone() }.write()
    }

    /// The picture of a step as an SVG file.
    pub fn svg(&self, step: usize) -> String {
        let units = |v: f64| (v * svg::UNIT).ceil() as u32;
        let mut ink = svg::SvgInk::new((units(self.size.0), units(self.size.1)));
        let mut pen = Pen { ink: &mut ink, unit: svg::UNIT, em: 1.0 };
        // Writing into memory cannot fail.
        let _ = self.draw_ground(&mut pen).and_then(|()| self.draw_step(&mut pen, step));
        svg::file(self.look.size, self.size, &self.title(), &self.scene_at(step), &ink.finish())
    }

    /// The size that it is laid out for, and how many pixels make one of it: what a pen needs that draws it.
    pub fn layout(&self) -> ((f64, f64), f64) {
        (self.size, self.scale)
    }

    /// The steps that a film of the scene shows: not more than `most`, evenly, the last one always.
    pub fn steps_of_film(&self, most: usize) -> Vec<usize> {
        let (last, count) = (self.last(), self.last().min(most.max(2) - 1));
        (0..=count).map(|i| (i * last + count / 2) / count).collect()
    }

    /// The colours that must not be lost, however small what they are in.
    pub fn colours(&self) -> Vec<[u8; 3]> {
        let palette = self.palette();
        let own = [palette.surface, palette.ink, palette.ink_2, palette.ink_3, palette.casing, palette.line];
        let runs = self.scene.runs.iter().filter(|run| !run.hidden).map(|run| palette.run(run.slot));
        own.into_iter().chain(runs).map(|colour| [colour.0, colour.1, colour.2]).collect()
    }

    fn palette(&self) -> &'static Palette {
        Palette::of(self.look.theme)
    }

    fn race(&self) -> Race<'_> {
        Race {
            scene: &self.scene,
            runs: &self.runs,
            surface: &self.surface,
            palette: self.palette(),
            lang: self.look.lang,
            arrows: Arrows::default(),
            hover: None,
            hint: false,
            draft: false,
        }
    }

    fn frame(&self) -> Frame {
        self.race().frame((self.size.0, self.rooms.land), 1.0)
    }

    fn title(&self) -> String {
        let name = surface_name(self.look.lang, self.surface.spec.id);
        format!("{name}: f = {}", self.surface.plain)
    }

    /// Draws what is the same at every step: the ground.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ground<B: Ink>(&self, pen: &mut Pen<B>) -> Drawn<B> {
        pen.rect((0.0, 0.0), self.size, self.palette().surface, 1.0)?;
        moved::at(pen, (0.0, self.rooms.head), |pen| {
            if let Some((still, _)) = &self.still {
                return still.draw_ground(pen, &self.race());
            }
            let frame = self.frame();
            if self.draw_map(pen, &frame)? { Ok(()) } else { self.race().draw_ground(pen, &frame, SPACING) }
        })
    }

    /// Draws everything else on it.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_step<B: Ink>(&self, pen: &mut Pen<B>, step: usize) -> Drawn<B> {
        #[cfg(not(target_arch = "wasm32"))]
        self.follow(step);
        let (race, frame, palette) = (self.race(), self.frame(), self.palette());
        let Rooms { head, land, chart, legend } = self.rooms;
        moved::at(pen, (0.0, head), |pen| {
            if let Some((still, routes)) = &self.still {
                if let Some(scene) = self.wanted_swarm() {
                    still.draw_swarm(pen, palette, &self.places.borrow(), swarm::slot(scene))?;
                }
                return still.draw_runs(pen, &race, routes, step);
            }
            if self.is_rates() {
                return self.draw_settings(pen);
            }
            race.draw_runs(pen, &frame, &race.paths(&frame), step)?;
            self.draw_over(pen, &frame)?;
            race.draw_gutter(pen, &frame)
        })?;
        // What ran out of the landscape is covered.
        pen.rect((0.0, 0.0), (self.size.0, head), palette.surface, 1.0)?;
        pen.rect((0.0, head + land), self.size, palette.surface, 1.0)?;
        self.draw_head(pen, step)?;
        if chart > 0.0 {
            let line = Stroke::solid(palette.line, 1.0, 1.0);
            pen.line(&[(0.0, head + land + 0.5), (self.size.0, head + land + 0.5)], line)?;
            moved::at(pen, (0.0, head + land), |pen| self.draw_chart(pen, step))?;
        }
        if legend > 0.0 {
            moved::at(pen, (0.0, head + land + chart), |pen| self.draw_legend(pen))?;
        }
        self.draw_below(pen)
    }

    /// The surface's name and formula; the colour bar; the step.
    fn draw_head<B: Ink>(&self, pen: &mut Pen<B>, step: usize) -> Drawn<B> {
        let (palette, lang, middle) = (self.palette(), self.look.lang, self.rooms.head / 2.0);
        let name = surface_name(lang, self.surface.spec.id);
        let look = Type { bold: true, ..Type::plain(16.0, palette.ink) };
        pen.text(name, (PAD, middle), look)?;
        let mut left = PAD + pen.text_width(name, look)? + PAD;
        let mut right = self.size.0 - PAD;
        if !self.is_rates() {
            right = self.draw_step_words(pen, step, left, right)?;
        }
        let formula = ["f = ", &self.surface.plain].concat();
        let look = Type::plain(13.0, palette.ink_3);
        left += 2.0;
        if left + pen.text_width(&formula, look)? < right {
            pen.text(&formula, (left, middle + 0.5), look)?;
        }
        Ok(())
    }

    /// The step, and the scale of the colours, between two ends; says where the room left of them ends.
    fn draw_step_words<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        step: usize,
        left: f64,
        mut right: f64,
    ) -> Result<f64, DrawFailed<B>> {
        let (palette, lang, middle) = (self.palette(), self.look.lang, self.rooms.head / 2.0);
        let (steps, look) = (self.last().to_string(), Type { align: Align::Right, ..Type::plain(13.0, palette.ink_2) });
        let text = fill(lang.text(key::STEP_OF), &[("step", &step.to_string()), ("steps", &steps)]);
        // As wide as its widest, so that nothing moves from step to step.
        let widest = pen.text_width(&fill(lang.text(key::STEP_OF), &[("step", &steps), ("steps", &steps)]), look)?;
        if left + widest < right {
            pen.text(&text, (right, middle), look)?;
            right -= widest + 28.0;
        }
        // A map has no heights.
        if right - left > BAR + 40.0 && self.map.is_none() {
            let bar = self.colour_bar();
            moved::at(pen, (right - BAR, middle), |pen| draw_bar(pen, &bar, palette))?;
            right -= BAR + 28.0;
        }
        Ok(right)
    }

    fn colour_bar(&self) -> ColourBar {
        let frame = self.frame();
        // The tones hardly depend on how finely the ground is sampled.
        let ground = crate::chart::landscape::Landscape::new(&self.surface, &frame, 12.0, crate::chart::field::BANDS);
        ground.colour_bar(self.palette())
    }

    /// The chart that the scene asks for.
    fn draw_chart<B: Ink>(&self, pen: &mut Pen<B>, step: usize) -> Drawn<B> {
        let (race, palette, lang) = (self.race(), self.palette(), self.look.lang);
        let size = (self.size.0, self.rooms.chart);
        let gutter = Insets { left: CHART_LEFT, right: CHART_RIGHT, top: 14.0, bottom: 24.0 };
        let chart = race.chart(size, gutter);
        let series = self.scene.charted(&self.surface);
        let method = self.scene.runs.get(self.scene.select).map_or("", |run| run.optimizer.id);
        chart.draw_axes(pen, palette, "")?;
        if chart.has_negative() {
            chart.draw_note(pen, palette, lang.text(key::CHART_NEGATIVE))?;
        }
        let cursor = chart.x(step as f64);
        chart.draw_curves(pen, palette, true, (cursor, size.0), None)?;
        chart.draw_curves(pen, palette, false, (0.0, cursor), None)?;
        // Curves leave through the top and the right.
        pen.rect((size.0 - gutter.right + 4.0, 1.0), size, palette.surface, 1.0)?;
        chart.draw_names(pen, palette)?;
        // Left of the cursor that stands at the last step.
        let look = Type { align: Align::Right, halo: Some(palette.surface), ..Type::plain(12.0, palette.ink_2) };
        let mut title = chart_title(lang, series, method, &self.surface);
        if series != Series::Loss
            && let Some(name) = self.scene.run_names(lang).get(self.scene.select)
        {
            // Whose it is.
            title = format!("{name}: {title}");
        }
        pen.text(&title, (size.0 - gutter.right - 10.0, gutter.top + 8.0), look)?;
        chart.draw_cursor(pen, palette, step as f64)
    }
}

/// How long the colour bar is.
const BAR: f64 = 168.0;

/// Draws the bands in a row and four values below them; the place is the middle of its left end.
fn draw_bar<B: Ink>(pen: &mut Pen<B>, bar: &ColourBar, palette: &Palette) -> Drawn<B> {
    let (top, bottom) = (-13.0, -3.0);
    let wide = BAR / bar.colours.len() as f64;
    for (i, colour) in bar.colours.iter().enumerate() {
        let left = wide * i as f64;
        pen.rect((left, top), (left + wide, bottom), *colour, 1.0)?;
    }
    let frame = [(0.0, top), (BAR, top), (BAR, bottom), (0.0, bottom), (0.0, top)];
    pen.line(&frame, Stroke::solid(palette.edge, 0.6, 1.0))?;
    let with = |digits: usize| bar.ticks.iter().map(|(_, f)| number(*f, digits)).collect::<Vec<_>>();
    let distinct = |labels: &Vec<String>| labels.windows(2).all(|pair| pair[0] != pair[1]);
    let labels = (1..=4).map(with).find(distinct).unwrap_or_else(|| with(4));
    let mut end = f64::NEG_INFINITY;
    for ((tone, _), label) in bar.ticks.iter().zip(labels) {
        let look = Type { align: Align::Centre, ..Type::plain(11.5, palette.ink_3) };
        let half = pen.text_width(&label, look)? / 2.0;
        let x = (tone * BAR).clamp(half, BAR - half);
        if x - half > end + 6.0 {
            pen.text(&label, (x, 9.0), look)?;
            end = x + half;
        }
    }
    Ok(())
}

impl Rooms {
    const NONE: Rooms = Rooms { head: 0.0, land: 0.0, chart: 0.0, legend: 0.0 };

    /// Shares a picture's height out: the landscape always comes first.
    fn of((_, height): (f64, f64), rows: usize) -> Rooms {
        let head = if height < 300.0 { 36.0 } else { HEAD };
        let legend = legend::height(rows);
        let chart = (0.21 * height).clamp(96.0, 200.0);
        let land = |taken: f64| height - head - taken;
        // More than half of the height is the landscape's, its axis included.
        let enough = |land: f64| land >= 0.56 * height;
        let (chart, legend) = match () {
            () if enough(land(chart + legend)) => (chart, legend),
            () if enough(land(chart)) => (chart, 0.0),
            () if enough(land(legend)) => (0.0, legend),
            () => (0.0, 0.0),
        };
        Rooms { head, land: land(chart + legend), chart, legend }
    }
}
