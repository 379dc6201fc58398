//! What a picture shows besides the runs: the map of its view, and particles.
//!
//! Natively both are worked out here. On the page workers do that: [`Picture::wanted_map`] and [`Picture::wanted_swarm`] say
//! what of, and [`Picture::set_map`] and [`Picture::set_swarm`] take what they have found.

use super::{PAD, Picture, moved};
use crate::chart::basins::{self, Hues};
use crate::chart::cells::{Cells, Look, Plot, swatch};
use crate::chart::field::IN_FILES;
use crate::chart::frame::{Frame, Insets};
use crate::chart::pen::{Drawn, Ink, Pen, Type};
use crate::chart::rates::{self, Overlay, Shown};
use crate::chart::swarm;
#[cfg(not(target_arch = "wasm32"))]
use crate::core::map::Map;
use crate::core::map::{Axis, Plane, theory};
#[cfg(not(target_arch = "wasm32"))]
use crate::core::param::Scale;
#[cfg(not(target_arch = "wasm32"))]
use crate::core::surfaces::Surface;
#[cfg(not(target_arch = "wasm32"))]
use crate::scene::Theme;
use crate::scene::{Maps, Scene, View};
use crate::text::{fill, key};

/// Pixels of the layout that a cell takes.
const CELL: f64 = 3.0;
/// Room around a rate map: its numbers, what its directions are.
const AROUND: Insets = Insets { left: 60.0, right: PAD, top: 26.0, bottom: 46.0 };
/// The side of a sample of a colour or pattern.
const SWATCH: f64 = 13.0;
/// How high a row of them is.
pub(super) const ROW: f64 = 30.0;

/// The map that a picture shows: of which plane, where in the landscape's room, and its cells, once they are there.
pub(super) struct Mapped {
    plane: Plane,
    plot: Plot,
    size: [usize; 2],
    /// What the colours of settings say.
    shown: Shown,
    cells: Option<Cells>,
}

impl Mapped {
    /// The map of a scene's view; none if it has none, or has nothing to map.
    pub fn of(scene: &Scene, frame: &Frame) -> Option<Mapped> {
        scene.runs.get(scene.maps.run)?;
        let (plane, plot) = match scene.view {
            View::Basins => {
                // What is looked at is all of the plot; the minima of what is the reader's own are known in the domain alone.
                let own = scene.formula.is_some() || !scene.points.is_empty();
                let domain = if own { scene.domain() } else { frame.shown() };
                (Plane::Starts(domain), Plot::of(frame, domain))
            }
            View::Rates => {
                let (width, height) = frame.size;
                let size = (width - AROUND.left - AROUND.right, height - AROUND.top - AROUND.bottom);
                (Plane::Settings(scene.map_axes()?), Plot { corner: (AROUND.left, AROUND.top), size })
            }
            _ => return None,
        };
        let count = |length: f64| ((length / CELL) as usize).max(2);
        Some(Mapped { plane, plot, size: [count(plot.size.0), count(plot.size.1)], shown: Shown::Steps, cells: None })
    }
}

impl Picture {
    /// The scene whose view is the map that the picture still lacks, its columns and rows; none if it lacks none.
    pub fn wanted_map(&self) -> Option<(Scene, [usize; 2])> {
        let mapped = self.map.as_ref().filter(|mapped| mapped.cells.is_none())?;
        let mut scene = self.scene.clone();
        if let Plane::Starts(domain) = mapped.plane {
            scene.domain = Some(domain);
        }
        scene.maps.swarm = 0;
        Some((scene, mapped.size))
    }

    /// Takes the cells of the map.
    pub fn set_map(&mut self, cells: Cells) {
        if let Some(mapped) = &mut self.map {
            mapped.cells = Some(cells);
        }
    }

    /// The scene whose particles the picture shows, at the step that is drawn; none if it shows none.
    pub fn wanted_swarm(&self) -> Option<&Scene> {
        let Maps { run, swarm, .. } = self.scene.maps;
        Some(&self.scene).filter(|scene| swarm > 0 && run < scene.runs.len() && scene.view != View::Rates)
    }

    /// Takes where the particles are at the step that is drawn next: x and y by turns.
    pub fn set_swarm(&self, places: Vec<f32>) {
        *self.places.borrow_mut() = places;
    }

    /// The map as it is worked out.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn work_out_map(&mut self) {
        let Some((run, mapped)) = self.scene.runs.get(self.scene.maps.run).zip(self.map.as_ref()) else { return };
        let engine = self.scene.engine(run, &self.surface);
        let map = Map { engine, plane: mapped.plane, size: mapped.size };
        self.set_map(crate::export::work::cells(&map, &mut |_| {}));
    }

    /// Goes with the particles to a step.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn follow(&self, step: usize) {
        /// Memory for where particles were, in bytes.
        const MEMORY: usize = 64 << 20;
        if self.wanted_swarm().is_none() {
            return;
        }
        let mut flow = self.flow.borrow_mut();
        if flow.is_none() {
            let swarm = self.scene.swarm(&self.surface);
            *flow = swarm.map(|swarm| crate::core::map::Flow::new(swarm, MEMORY));
        }
        if let Some(flow) = &mut *flow {
            while !flow.toward(step) {}
            self.set_swarm(flow.at(step.min(flow.last())).unwrap_or_default().to_vec());
        }
    }

    /// Whether the picture is of settings, where there is no landscape.
    pub(super) fn is_rates(&self) -> bool {
        self.map.as_ref().is_some_and(|mapped| matches!(mapped.plane, Plane::Settings(_)))
    }

    /// Draws the map in place of the ground; whether there is one.
    pub(super) fn draw_map<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame) -> Result<bool, super::DrawFailed<B>> {
        if !self.draw_cells(pen, frame.size)? {
            return Ok(false);
        }
        if !self.is_rates() {
            self.race().draw_lines(pen, frame, IN_FILES)?;
        }
        Ok(true)
    }

    /// Draws only the cells, in a picture of some size; whether there are any.
    fn draw_cells<B: Ink>(&self, pen: &mut Pen<B>, whole: (f64, f64)) -> Result<bool, super::DrawFailed<B>> {
        let Some((mapped, cells)) = self.map.as_ref().and_then(|m| Some((m, m.cells.as_ref()?))) else {
            return Ok(false);
        };
        let (palette, steps) = (self.palette(), self.scene.steps);
        let pixels = |v: f64| (v * self.scale).round().max(1.0) as usize;
        let Plot { corner, size } = mapped.plot;
        let (wide, high) = (pixels(size.0), pixels(size.1));
        let image = match mapped.plane {
            Plane::Starts(_) => {
                let hues = Hues::of(&self.surface.minima);
                basins::image(cells, &hues, steps, (wide, high), self.scale, palette)
            }
            Plane::Settings(_) => {
                let slot = self.scene.runs[self.scene.maps.run].slot;
                rates::image(cells, mapped.shown, slot, steps, (wide, high), self.scale, palette)
            }
        };
        pen.rect((0.0, 0.0), whole, palette.surface, 1.0)?;
        pen.picture(&image, corner, (corner.0 + size.0, corner.1 + size.1))?;
        Ok(true)
    }

    /// Draws what stands on the map of settings: lines of equal steps, what theory says, the present setting, the axes.
    pub(super) fn draw_settings<B: Ink>(&self, pen: &mut Pen<B>) -> Drawn<B> {
        let Some((mapped, cells)) = self.map.as_ref().and_then(|m| Some((m, m.cells.as_ref()?))) else {
            return Ok(());
        };
        let Plane::Settings(axes) = mapped.plane else { return Ok(()) };
        let run = &self.scene.runs[self.scene.maps.run];
        let isolines = rates::isolines(cells, &mapped.plot);
        let overlay = Overlay {
            axes: &axes,
            setting: axes.map(|axis| run.values[axis.param].number()),
            slot: run.slot,
            theory: theory(&self.scene.plan(run), &self.surface, &axes),
            isolines: &isolines,
        };
        overlay.draw(pen, &mapped.plot, self.palette())?;
        let names = axes.map(|axis: Axis| rates::axis_name(self.look.lang, run.optimizer, axis.param));
        rates::named_axes(pen, &mapped.plot, &axes, [&names[0], &names[1]], self.palette())
    }

    /// Draws the particles and the letters of the minima onto the landscape.
    pub(super) fn draw_over<B: Ink>(&self, pen: &mut Pen<B>, frame: &Frame) -> Drawn<B> {
        let palette = self.palette();
        let places = self.places.borrow();
        if let Some(scene) = self.wanted_swarm().filter(|_| !places.is_empty()) {
            swarm::draw(pen, frame, &places, swarm::slot(scene), self.scale, palette)?;
        }
        if self.map.is_some() { basins::letters(pen, frame, &self.surface.minima, palette) } else { Ok(()) }
    }

    /// What the colours and patterns of the map mean.
    fn map_keys(&self) -> Vec<(Look, String)> {
        let Some((mapped, cells)) = self.map.as_ref().and_then(|m| Some((m, m.cells.as_ref()?))) else {
            return Vec::new();
        };
        let (palette, lang) = (self.palette(), self.look.lang);
        match mapped.plane {
            Plane::Starts(_) => {
                let hues = Hues::of(&self.surface.minima);
                let shares = basins::legend(cells);
                let key = |share| {
                    (basins::sample(share, &hues, palette), basins::words(lang, &self.surface.minima, share, false))
                };
                shares.into_iter().map(key).collect()
            }
            Plane::Settings(_) => {
                let slot = self.scene.runs[self.scene.maps.run].slot;
                rates::legend(lang, mapped.shown, slot, self.scene.steps, palette, mapped.cells.as_ref())
            }
        }
    }

    /// Draws what the colours mean in rows, from their upper left corner, as many as there is room for; `draw` unless one only
    /// asks how many rows there are.
    fn draw_map_keys<B: Ink>(&self, pen: &mut Pen<B>, rows: usize, draw: bool) -> Result<usize, super::DrawFailed<B>> {
        const GAP: f64 = 18.0;
        let (palette, lang) = (self.palette(), self.look.lang);
        let name = self.scene.run_names(lang).get(self.scene.maps.run).cloned().unwrap_or_default();
        let what = if self.is_rates() { key::MAPS_OF_RATES } else { key::MAPS_OF_BASINS };
        let plain = Type::plain(12.5, palette.ink_2);
        let bold = Type { bold: true, ..plain };
        let words = fill(lang.text(what), &[("run", &name)]);
        let (mut x, mut row) = (PAD + pen.text_width(&words, bold)? + GAP, 0);
        if draw {
            pen.text(&words, (PAD, ROW / 2.0), bold)?;
        }
        for (look, words) in self.map_keys() {
            let width = SWATCH + 6.0 + pen.text_width(&words, plain)?;
            if x + width > self.size.0 - PAD {
                (x, row) = (PAD, row + 1);
            }
            // What has no room is left out: the least comes last.
            if row >= rows {
                break;
            }
            if draw {
                let y = ROW * (row as f64 + 0.5);
                let pixels = (SWATCH * self.scale).round() as usize;
                let (from, to) = ((x, y - SWATCH / 2.0), (x + SWATCH, y + SWATCH / 2.0));
                pen.picture(&swatch(look, (pixels, pixels), self.scale), from, to)?;
                pen.text(&words, (x + SWATCH + 6.0, y), plain)?;
            }
            x += width + GAP;
        }
        Ok(row.min(rows - 1) + 1)
    }

    /// Draws what the colours of the map mean below everything else.
    pub(super) fn draw_below<B: Ink>(&self, pen: &mut Pen<B>) -> Drawn<B> {
        if self.map.is_none() {
            return Ok(());
        }
        moved::at(pen, (0.0, self.size.1 - ROW), |pen| self.draw_map_keys(pen, 1, true))?;
        Ok(())
    }
}

/// Rows of words below a map alone, at most.
#[cfg(not(target_arch = "wasm32"))]
const ROWS: usize = 4;

/// A map alone as a bitmap, its cells as they are: with axes in words, the marks of its kind, and what its colours mean.
#[cfg(not(target_arch = "wasm32"))]
pub fn sheet(
    scene: &Scene,
    surface: &Surface,
    plane: Plane,
    cells: Cells,
    shown: Shown,
    (width, height): (usize, usize),
) -> super::raster::Bitmap {
    let plot = Plot { corner: (AROUND.left, AROUND.top), size: (width as f64, height as f64) };
    let mut size = (AROUND.left + plot.size.0 + AROUND.right, AROUND.top + plot.size.1 + AROUND.bottom);
    let (theme, lang) = (scene.theme.unwrap_or(Theme::Light), scene.lang.unwrap_or_default());
    let look = super::Look { view: scene.view, size: (0, 0), theme, lang };
    let mut picture = Picture::bare(scene.clone(), Vec::new(), surface.clone(), look, (size, 1.0));
    let count = cells.size();
    picture.map = Some(Mapped { plane, plot, size: count, shown, cells: Some(cells) });
    let mut rows = 1;
    super::raster::bitmap_of((1, 1), |pen| picture.draw_map_keys(pen, ROWS, false).map(|n| rows = n));
    let above = size.1;
    size.1 += ROW * rows as f64;
    super::raster::bitmap_of((size.0 as u32, size.1 as u32), |pen| {
        picture.draw_cells(pen, size)?;
        match plane {
            Plane::Settings(_) => picture.draw_settings(pen)?,
            Plane::Starts(domain) => {
                let palette = picture.palette();
                let axis = |(low, high)| Axis { param: 0, low, high, scale: Scale::Linear, whole: false };
                rates::axes(pen, &plot, &[axis(domain.x), axis(domain.y)], ["x", "y"], palette)?;
                basins::marks(pen, &plot, domain, &surface.minima, Some(scene.start()), palette)?;
            }
        }
        moved::at(pen, (0.0, above), |pen| picture.draw_map_keys(pen, rows, true))?;
        Ok(())
    })
}
