//! The landscape in three dimensions, drawn with a pen: for files, and wherever there is no graphics card.

mod marks;
mod routes;
mod surface;

pub use routes::{Ground, Route, Spot};

use super::Terrain;
use super::World;
use super::axes::{Axes, Axis};
use super::camera::View;
use super::contours::grid;
use super::depth::Depth;
use super::drape::{LINE_LIFT, lay};
use super::height::Height;
use super::light::Light;
use super::mesh::{Detail, Mesh};
use crate::chart::field::IN_FILES;
use crate::chart::frame::{Frame, Insets};
use crate::chart::paths::Emphasis;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Stroke, Type};
use crate::chart::race::Race;
use crate::chart::swarm;
use crate::chart::theme::Palette;
use crate::core::run::Trajectory;
use crate::core::scalar::Vec2;
use crate::scene::{fan_shown, mean_path};

/// Room at the edges for numbers and names, in pixels.
const ROOM: Insets = Insets { left: 62.0, right: 46.0, top: 18.0, bottom: 40.0 };

/// A landscape seen from somewhere, ready to be drawn.
pub struct Still {
    terrain: Terrain,
    view: View,
    depth: Depth,
    /// A frame without gutters: where words may stand.
    frame: Frame,
    azimuth: f64,
    /// The grid, on the ground.
    grid: Vec<Vec<World>>,
}

impl Still {
    /// The landscape of a scene in a picture of some size, as the scene's camera sees it.
    pub fn new(race: &Race, size: (f64, f64), height: Height) -> Still {
        let camera = race.scene.camera;
        let map = race.frame(size, 1.0);
        let terrain = Terrain::new(race.surface, &map, race.scene.domain(), IN_FILES, height, Detail::SCREEN);
        let view = View::new(&camera, &terrain.relief, &map, room(size), 1.0);
        let depth = Depth::new(&terrain.mesh, &view);
        let grid = grid(&terrain.mesh, &terrain.relief);
        let frame = Frame { gutter: Insets::default(), ..map };
        Still { terrain, view, depth, frame, azimuth: camera.azimuth, grid }
    }

    /// For finding places in the picture.
    pub fn ground(&self) -> Ground<'_> {
        Ground { relief: &self.terrain.relief, mesh: &self.terrain.mesh, view: &self.view, depth: &self.depth }
    }

    /// The runs of a scene on the ground; none for a hidden one.
    pub fn routes(&self, race: &Race) -> Vec<Option<Route>> {
        let names = race.scene.run_names(race.lang);
        let all = race.scene.runs.iter().zip(race.runs).zip(names);
        let route = |((run, trajectory), name): ((&crate::scene::Run, &Trajectory), String)| {
            (!run.hidden).then(|| Route::new(&self.ground(), &points(trajectory), run.slot, name))
        };
        all.map(route).collect()
    }

    /// Draws what is the same at every step: axes, ground, grid and level lines.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_ground<B: Ink>(&self, pen: &mut Pen<B>, race: &Race) -> Drawn<B> {
        let (palette, size) = (race.palette, self.frame.size);
        pen.rect((0.0, 0.0), size, palette.sunken, 1.0)?;
        let light = Light::new(self.azimuth, palette);
        let (mesh, view) = (&self.terrain.mesh, &self.view);
        let painted = pen.pixels(&|grid| surface::pixels(mesh, view, &light, palette, grid), (0.0, 0.0), size)?;
        if !painted {
            // A file of vectors has fewer triangles.
            let coarse = Mesh::new(&self.terrain.relief, Detail::VECTORS);
            surface::facets(pen, &coarse, view, &light, palette)?;
        }
        self.draw_axes(pen, race)?;
        for line in &self.grid {
            self.draw_line(pen, line, Stroke::solid(palette.contour, 0.16, 0.75))?;
        }
        for contour in &self.terrain.contours {
            let (alpha, width) = if contour.is_index() { (0.5, 1.3) } else { (0.26, 0.9) };
            self.draw_line(pen, &contour.points, Stroke::solid(palette.contour, alpha, width))?;
        }
        let relief = &self.terrain.relief;
        for line in lay(mesh, &relief.plate, &surface::border(relief), LINE_LIFT * relief.rise) {
            let line: Vec<World> = line.iter().map(|laid| laid.at).collect();
            self.draw_line(pen, &line, Stroke::solid(palette.contour, 0.45, 1.0))?;
        }
        Ok(())
    }

    /// Draws what is seen of a line on the ground.
    fn draw_line<B: Ink>(&self, pen: &mut Pen<B>, line: &[World], stroke: Stroke) -> Drawn<B> {
        for piece in self.ground().laid(line).iter().filter(|piece| !piece.hidden) {
            pen.line(&routes::places(piece), stroke)?;
        }
        Ok(())
    }

    /// Draws the axes at the bottom and the upright one, with ticks and words.
    fn draw_axes<B: Ink>(&self, pen: &mut Pen<B>, race: &Race) -> Drawn<B> {
        let (palette, relief, em) = (race.palette, &self.terrain.relief, pen.em);
        let number = Type { align: Align::Centre, ..Type::plain(11.5, palette.ink_3) };
        let axes = {
            let pen: &Pen<B> = pen;
            // What cannot be measured has no width.
            let width = |text: &str| pen.text_width(text, number).unwrap_or(0.0);
            Axes::new(&self.view, relief, em, number.size * em * 1.2, &width)
        };
        for line in &axes.lines {
            pen.line(line, Stroke::solid(palette.edge, 0.75, 1.0))?;
        }
        for tick in &axes.ticks {
            pen.line(tick, Stroke::solid(palette.edge, 1.0, 1.0))?;
        }
        for word in &axes.numbers {
            pen.text(&word.text, word.at, number)?;
        }
        for word in &axes.names {
            let look = Type { variable: true, align: Align::Centre, ..Type::plain(14.0, palette.ink_2) };
            let at = if word.axis == Axis::F { (word.at.0, word.at.1 - 2.0) } else { word.at };
            pen.text(&word.text, at, look)?;
        }
        Ok(())
    }

    /// Draws particles at these places, x and y by turns, in the colour of a slot, or of ink.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_swarm<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        palette: &Palette,
        places: &[f32],
        slot: Option<usize>,
    ) -> Drawn<B> {
        let (mut seen, mut hidden) = (Vec::new(), Vec::new());
        for place in places.chunks_exact(2) {
            if let Some(spot) = self.ground().spot([f64::from(place[0]), f64::from(place[1])]) {
                if spot.hidden { hidden.push(spot.at) } else { seen.push(spot.at) }
            }
        }
        let (colour, radius) = (slot.map_or(palette.ink, |slot| palette.run(slot)), swarm::radius(places.len() / 2));
        pen.dots(&hidden, 0.8 * radius, colour, 0.2)?;
        pen.dots(&seen, radius, colour, 0.85)
    }

    /// Draws the runs at a step, what stands beside them, and the start.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw_runs<B: Ink>(&self, pen: &mut Pen<B>, race: &Race, routes: &[Option<Route>], step: usize) -> Drawn<B> {
        let palette = race.palette;
        let fan = fan_shown(race.scene);
        let slot = race.scene.runs.get(race.scene.select).map_or(0, |run| run.slot);
        let alpha = (2.4 / fan.len().max(2) as f64).clamp(0.14, 0.4);
        for seed in fan.iter().skip(1) {
            for piece in self.ground().line(&points(seed)) {
                let alpha = if piece.hidden { 0.4 * alpha } else { alpha };
                pen.line(&routes::places(&piece), Stroke::solid(palette.run(slot), alpha, 1.25 * pen.em))?;
            }
        }
        let selected = |i: &usize| race.emphasis(*i) == Emphasis::Selected;
        let order: Vec<usize> =
            (0..routes.len()).filter(|i| !selected(i)).chain((0..routes.len()).filter(selected)).collect();
        let shown: Vec<(usize, &Route)> = order.into_iter().filter_map(|i| Some((i, routes[i].as_ref()?))).collect();
        for (i, route) in &shown {
            if race.emphasis(*i) != Emphasis::Dimmed {
                route.draw_ghost(pen, palette, step)?;
            }
        }
        for (i, route) in &shown {
            route.draw_walked(pen, palette, step, race.emphasis(*i))?;
        }
        if fan.len() > 1 {
            let mean: Vec<Vec2> = mean_path(&fan).iter().map(|p| p.point).collect();
            self.draw_mean(pen, race, &mean, step)?;
        }
        marks::draw(pen, self, race, &shown, step)
    }

    /// Draws the mean of a fan up to a step, with a ring where it is.
    fn draw_mean<B: Ink>(&self, pen: &mut Pen<B>, race: &Race, mean: &[Vec2], step: usize) -> Drawn<B> {
        let (palette, em) = (race.palette, pen.em);
        let walked = mean.get(..=step).unwrap_or(mean);
        let dash = [7.0 * em, 3.0 * em];
        for piece in self.ground().line(walked) {
            let (line, alpha) = (routes::places(&piece), if piece.hidden { 0.4 } else { 1.0 });
            pen.line(&line, Stroke::solid(palette.casing, 0.85 * alpha, 4.5 * em))?;
            pen.line(&line, Stroke { dash: &dash, ..Stroke::solid(palette.ink, alpha, 2.0 * em) })?;
        }
        let Some(Spot { at, hidden }) = walked.last().and_then(|p| self.ground().spot(*p)) else { return Ok(()) };
        let alpha = if hidden { 0.4 } else { 1.0 };
        pen.disc(at, 4.5 * em, palette.casing, alpha)?;
        pen.ring(at, 4.5 * em, Stroke::solid(palette.ink, alpha, 2.0 * em))
    }
}

/// The room at the edges of a picture: less in a small one.
fn room(size: (f64, f64)) -> Insets {
    let share = (size.0 / 700.0).min(size.1 / 400.0).clamp(0.5, 1.0);
    Insets { left: ROOM.left * share, right: ROOM.right * share, top: ROOM.top * share, bottom: ROOM.bottom * share }
}

fn points(run: &Trajectory) -> Vec<Vec2> {
    run.points.iter().map(|p| p.point).collect()
}
