//! One picture: the ground and its lines on the card, what faces the reader on the canvas over it.

use super::card::{Card, Shot, Stroke};
use super::lines::Line;
use super::local::{Local, Picture};
use super::marks::Marks;
use super::scenery::Scenery;
use super::told::{Now, Told};
use crate::chart::swarm;
use crate::chart::theme::{self, Palette};
use crate::core::scalar::Vec2;
use crate::scene::mean_path;
use crate::terrain::camera::View;
use crate::text::Lang;
use crate::web::canvas::Layer;
use crate::web::measure::Sizes;
use web_sys::Path2d;

/// The numbers of the lines on the card: the runs come first.
const BEADS: usize = 12;
const MEAN: usize = 13;
const LOCAL: usize = 14;
const SEEDS: usize = 15;
/// Pixels between two beads.
const APART: f64 = 5.0;

/// The runs on the ground, and what of them the card has.
#[derive(Default)]
pub(super) struct Paths {
    /// Run by run; empty for a hidden one.
    pub lines: Vec<Line>,
    mean: Line,
    /// How many pieces each of the other seeds has.
    seeds: Vec<usize>,
    /// Of which run the beads are, and how far apart; and the step of each.
    beads: Option<(usize, f64)>,
    bead_steps: Vec<u32>,
    /// Of what the local picture is.
    local_of: Option<(Local, Vec2)>,
    local_points: usize,
    picture: Picture,
}

impl Paths {
    /// Lays the runs on the ground and sends them.
    pub fn new(told: &Told, scenery: &Scenery, card: &mut Card) -> Paths {
        let relief = &scenery.relief;
        let shown = told.scene.runs.iter().zip(&*told.runs);
        let lines: Vec<Line> =
            shown.map(|(run, path)| if run.hidden { Line::default() } else { Line::of_run(relief, path) }).collect();
        for (i, line) in lines.iter().enumerate() {
            card.send_line(i, &line.points);
        }
        // The first of the fan is the run as it is drawn anyway.
        let mut seeds = Vec::new();
        for seed in told.fan.iter().skip(1) {
            let line = Line::of_run(relief, seed);
            card.send_line(SEEDS + seeds.len(), &line.points);
            seeds.push(line.pieces(usize::MAX).1);
        }
        let mean = if seeds.is_empty() {
            Line::default()
        } else {
            Line::through(relief, mean_path(&told.fan).iter().map(|p| p.point))
        };
        card.send_line(MEAN, &mean.points);
        Paths { lines, mean, seeds, ..Paths::default() }
    }

    /// Makes the beads of a run for a scale, where they are other ones.
    fn string(&mut self, run: usize, scale: f64, em: f64, card: &mut Card) {
        let apart = APART * em / scale;
        if self.beads.is_some_and(|(known, far)| known == run && (far / apart - 1.0).abs() < 0.05) {
            return;
        }
        let (beads, steps) = self.lines.get(run).map(|line| line.beads(apart)).unwrap_or_default();
        card.send_line(BEADS, &beads);
        (self.beads, self.bead_steps) = (Some((run, apart)), steps);
    }

    /// Makes the local picture, where it is another one.
    fn model(&mut self, local: Option<(Local, Vec2)>, scenery: &Scenery, card: &mut Card) {
        if local == self.local_of {
            return;
        }
        self.local_of = local;
        self.picture = local.map_or_else(Picture::default, |(what, at)| Picture::new(scenery, what, at));
        card.send_local(&self.picture.corners);
        card.send_line(LOCAL, &self.picture.lines);
        self.local_points = self.picture.lines.len();
    }
}

/// What is drawn.
pub(super) struct Scene<'a> {
    pub told: &'a Told,
    pub scenery: &'a Scenery,
    pub view: &'a View,
    pub palette: &'a Palette,
    pub lang: Lang,
    pub now: Now,
    pub azimuth: f64,
    pub risen: f64,
    pub calm: bool,
    pub local: Option<Local>,
    /// The sign on the handle of the start, where the handle is drawn.
    pub handle: Option<&'a Path2d>,
    pub sizes: Sizes,
}

/// Draws it.
pub(super) fn picture(scene: &Scene, paths: &mut Paths, card: &mut Card, layer: &mut Layer) {
    let Scene { told, scenery, view, palette, now, sizes, .. } = *scene;
    let focus = now.hover.unwrap_or(told.scene.select);
    let (em, density) = (sizes.em, sizes.density);
    paths.string(focus, view.scale(), em, card);
    let at = told.runs.get(focus).filter(|_| paths.lines.get(focus).is_some_and(|line| !line.points.is_empty()));
    let local = scene.local.zip(at.map(|run| run.at(now.step).point));
    paths.model(local, scenery, card);
    let marks = Marks {
        told,
        scenery,
        lines: &paths.lines,
        view,
        palette,
        lang: scene.lang,
        now,
        risen: scene.risen,
        calm: scene.calm,
        jump: paths.picture.jump,
        handle: scene.handle,
    };
    let pixels = pixels(&sizes);
    let shot = Shot { view, palette, azimuth: scene.azimuth, pixels, density, risen: scene.risen, strong: now.strong };
    card.draw_ground(&shot);
    let slot = |run: usize| told.scene.runs.get(run).map_or(0, |run| run.slot);
    if local.is_some() {
        card.draw_local(&shot, palette.run(slot(focus)), 0.34);
    }
    let maps = &told.scene.maps;
    let colour = swarm::slot(&told.scene).map_or(palette.ink, |slot| palette.run(slot));
    card.draw_particles(&shot, scenery, colour, swarm::radius(maps.swarm) * em);
    card.begin_lines(&shot);
    let thin =
        |colour, alpha, width: f64| Stroke { colour, alpha, width: width * em, dash: &[], round: false, hidden: false };
    let line = |index: usize, span: (usize, usize), stroke: Stroke| card.draw_line(index, span, false, stroke, density);
    if local.is_some() {
        line(LOCAL, (0, paths.local_points.saturating_sub(1)), thin(palette.run_text(slot(focus)), 0.5, 1.0));
    }
    // The more seeds there are, the fainter each: together they are as dark.
    let seed = (2.4 / paths.seeds.len().max(1) as f64).clamp(0.14, 0.4);
    for (i, pieces) in paths.seeds.iter().enumerate() {
        line(SEEDS + i, (0, *pieces), thin(palette.run(slot(told.scene.select)), seed, 1.25));
    }
    let order = marks.order();
    for run in &order {
        let (walked, all) = paths.lines[*run].pieces(now.step);
        let (colour, (_, dimmed)) = (palette.run(slot(*run)), marks.emphasis(*run));
        if dimmed {
            continue;
        }
        let dash: Vec<f64> = theme::dash(slot(*run)).iter().map(|d| d * em).collect();
        line(*run, (walked, all), thin(palette.casing, 0.35, 3.0));
        line(*run, (walked, all), Stroke { dash: &dash, ..thin(colour, 0.42, 1.25) });
        line(*run, (walked, all), Stroke { dash: &dash, hidden: true, ..thin(colour, 0.14, 1.25) });
    }
    for run in &order {
        let (walked, _) = paths.lines[*run].pieces(now.step);
        let (colour, (selected, dimmed)) = (palette.run(slot(*run)), marks.emphasis(*run));
        let span = (0, walked);
        let dash: Vec<f64> = theme::dash(slot(*run)).iter().map(|d| d * em).collect();
        let dash: &[f64] = if selected { &[] } else { &dash };
        let (casing, alpha) = if dimmed { (0.5, 0.4) } else { (0.85, 1.0) };
        let (wide, width) = if selected { (5.5, 2.25) } else { (4.5, 2.0) };
        line(*run, span, Stroke { round: true, ..thin(palette.casing, casing, wide) });
        line(*run, span, Stroke { dash, round: dash.is_empty() && !dimmed, ..thin(colour, alpha, width) });
        line(*run, span, Stroke { dash, hidden: true, ..thin(colour, 0.3 * alpha, width) });
        if selected {
            let beads = paths.bead_steps.partition_point(|step| *step as usize <= now.step);
            for hidden in [false, true] {
                let alpha = if hidden { 0.25 } else { 1.0 };
                let stroke = Stroke { round: true, hidden, ..thin(colour, alpha, 5.8) };
                card.draw_line(BEADS, (0, beads), true, stroke, density);
            }
        }
    }
    if !paths.seeds.is_empty() {
        let (walked, _) = paths.mean.pieces(now.step);
        let dash = [7.0 * em, 3.0 * em];
        line(MEAN, (0, walked), Stroke { round: true, ..thin(palette.casing, 0.85, 4.5) });
        line(MEAN, (0, walked), Stroke { dash: &dash, ..thin(palette.ink, 1.0, 2.0) });
        line(MEAN, (0, walked), Stroke { dash: &dash, hidden: true, ..thin(palette.ink, 0.3, 2.0) });
    }
    layer.resize(sizes.size, density);
    layer.clear();
    if let Err(error) = layer.draw(em, |pen| marks.draw(layer, pen)) {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}

/// The size of the canvases in device pixels.
pub(super) fn pixels(sizes: &Sizes) -> (u32, u32) {
    let pixels = |length: f64| (length * sizes.density).round().max(1.0) as u32;
    (pixels(sizes.size.0), pixels(sizes.size.1))
}
