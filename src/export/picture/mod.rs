//! The picture of a scene's race for a file: what it is called, the landscape, the chart below it, and a legend. Drawn
//! by the code that draws the page.
//!
//! A picture is laid out for 1200 × 800 pixels or less; a larger one is the same layout with more pixels to it, so that
//! words and lines keep their proportion. Of the view `basins` the map lies below the level lines; of `rates` it stands in
//! place of the landscape and the chart.

mod chart;
mod head;
mod legend;
mod look;
mod moved;
mod over;
#[cfg(not(target_arch = "wasm32"))]
mod raster;
mod rooms;
mod svg;
#[cfg(not(target_arch = "wasm32"))]
mod type_face;

use look::MOST;
pub use look::{LEAST, Look, Trouble};
#[cfg(not(target_arch = "wasm32"))]
pub use over::sheet;
#[cfg(not(target_arch = "wasm32"))]
pub use raster::{Bitmap, Film};
use rooms::{HEAD, Rooms};
#[cfg(not(target_arch = "wasm32"))]
pub use type_face::missing;

use crate::chart::arrows::Arrows;
use crate::chart::field::IN_FILES;
use crate::chart::frame::Frame;
use crate::chart::pen::{Drawn, Ink, Pen, Stroke};
use crate::chart::race::Race;
use crate::chart::swarm;
use crate::chart::theme::Palette;
use crate::core::run::Trajectory;
use crate::core::surfaces::Surface;
use crate::scene::{Page, Scene, View, simulate};
use crate::terrain::height::Height;
use crate::terrain::paint::{Route, Still};
use crate::text::surface_name;
use over::Mapped;
use std::cell::RefCell;

/// The size that a picture is laid out for.
const USUAL: (f64, f64) = (1200.0, 800.0);

/// Space at the edges.
const PAD: f64 = 16.0;

/// At most so many frames has a film.
pub const FRAMES: usize = 161;

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
            if self.draw_map(pen, &frame)? { Ok(()) } else { self.race().draw_ground(pen, &frame, IN_FILES) }
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
}
