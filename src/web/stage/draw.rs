//! Drawing the landscape: the ground once, the ghosts once per scene, the rest every frame.

use super::loss_view;
use super::{Show, State, View};
use crate::chart::arrows::{self, Arrow};
use crate::chart::field::BANDS;
use crate::chart::frame::{Frame, Insets};
use crate::chart::labels::Labels;
use crate::chart::landscape::{self, Landscape};
use crate::chart::paths::{Emphasis, Path};
use crate::chart::pen::{Drawn, Pen, Type};
use crate::chart::theme::Palette;
use crate::core::optimizers::Quantity;
use crate::core::run::Outcome;
use crate::text::key;
use crate::web::canvas::{CanvasInk, Layer};
use yew::Callback;

/// Pixels between the samples of the ground.
const SPACING: f64 = 4.0;

/// What a frame shows of a scene.
#[derive(Clone, Copy)]
pub(super) struct Now {
    /// The step.
    pub step: usize,
    /// The run pointed at.
    pub hover: Option<usize>,
    /// Whether more frames follow at once.
    pub playing: bool,
}

/// Draws a frame. Gives back whom to tell that there is a new ground, if there is.
pub(super) fn frame(state: &mut State) -> Option<(Callback<Frame>, Frame)> {
    state.dirty = false;
    let show = state.show.clone()?;
    let (em, density) = (state.em, state.density);
    let now = Now { step: state.head().step, hover: state.hover, playing: state.playing };
    let mut told = None;
    if let Some(view) = &mut state.land
        && view.size.0 >= 1.0
        && view.size.1 >= 1.0
    {
        let new_ground = view.ground_stale || view.frame.is_none();
        report(view.draw(&show, em, density, now));
        if let (Some(frame), Some(callback)) = (view.frame, &state.on_frame)
            && new_ground
        {
            told = Some((callback.clone(), frame));
        }
    }
    if let Some(view) = &mut state.loss
        && view.size.0 >= 1.0
        && view.size.1 >= 1.0
    {
        report(loss_view::draw(view, &show, em, density, now));
    }
    told
}

/// Drawing fails only where the browser's canvas does; the console is where that belongs.
fn report(drawn: Drawn<CanvasInk>) {
    if let Err(error) = drawn {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}

/// How strongly a run is drawn.
pub(super) fn emphasis(show: &Show, hover: Option<usize>, run: usize) -> Emphasis {
    match hover {
        Some(h) if h != run => Emphasis::Dimmed,
        Some(_) => Emphasis::Selected,
        None if show.scene.select == run => Emphasis::Selected,
        None => Emphasis::Normal,
    }
}

impl View {
    fn draw(&mut self, show: &Show, em: f64, density: f64, now: Now) -> Drawn<CanvasInk> {
        let palette = Palette::of(show.theme);
        for layer in [&mut self.screen, &mut self.ground, &mut self.ghosts] {
            layer.resize(self.size, density);
        }
        if self.ground_stale || self.frame.is_none() {
            self.draw_ground(show, palette, em)?;
        }
        let Some(frame) = self.frame else { return Ok(()) };
        if self.paths_stale {
            self.lay_paths(show, &frame);
        }
        let plot = frame.plot();
        if now.playing {
            if self.ghosts_stale {
                self.ghosts.become_copy(&self.ground);
                // From the start on: while it plays, what has been walked covers it.
                let all = Now { step: 0, ..now };
                self.draw_ghosts(&self.ghosts, show, palette, em, plot, all)?;
                self.ghosts_stale = false;
            }
            self.screen.become_copy(&self.ghosts);
        } else {
            self.screen.become_copy(&self.ground);
            self.draw_ghosts(&self.screen, show, palette, em, plot, now)?;
        }
        self.screen.clip((plot.0, plot.1), (plot.2, plot.3));
        let drawn = self.screen.draw(em, |pen| draw_runs(pen, &self.paths, show, palette, &frame, now));
        self.screen.unclip();
        drawn
    }

    fn draw_ground(&mut self, show: &Show, palette: &Palette, em: f64) -> Drawn<CanvasInk> {
        let frame = self.fit(show, em);
        let landscape = Landscape::new(&show.surface, &frame, SPACING, BANDS);
        self.ground.clear();
        let (left, top, right, bottom) = frame.plot();
        self.ground.draw(em, |pen| {
            pen.rect((0.0, 0.0), (self.size.0 + 1.0, self.size.1 + 1.0), palette.surface, 1.0)?;
            landscape.draw_bands(pen, palette)
        })?;
        // Without the relief the picture is flatter, not wrong.
        let _ = self.ground.overlay(
            &landscape.relief(palette),
            landscape.field.nodes,
            (left, top),
            (right - left, bottom - top),
        );
        self.ground.draw(em, |pen| {
            landscape.draw_lines(pen, palette, show.strong)?;
            if self.gutters { landscape::draw_axes(pen, &frame, palette) } else { Ok(()) }
        })?;
        self.frame = Some(frame);
        self.landscape = Some(landscape);
        self.ground_stale = false;
        self.paths_stale = true;
        Ok(())
    }

    fn fit(&self, show: &Show, em: f64) -> Frame {
        let narrow = self.size.0 < 600.0;
        let gutter = if self.gutters {
            Insets { left: if narrow { 30.0 } else { 36.0 } * em, bottom: 24.0 * em, ..Insets::default() }
        } else {
            Insets::default()
        };
        Frame::fit(self.size, gutter, self.safe(), show.scene.domain())
    }

    /// The part of the plot that plates leave free.
    pub(super) fn safe(&self) -> Insets {
        let side = if self.size.0 < 600.0 { 6.0 } else { 12.0 };
        Insets { left: side, right: side, top: self.safe_top, bottom: side }
    }

    /// Finds where the paths lie in the picture.
    fn lay_paths(&mut self, show: &Show, frame: &Frame) {
        let names = show.scene.run_names(show.lang);
        self.paths = show
            .scene
            .runs
            .iter()
            .zip(&*show.runs)
            .zip(names)
            .map(|((run, trajectory), name)| (!run.hidden).then(|| Path::new(trajectory, frame, run.slot, name)))
            .collect();
        self.paths_stale = false;
        self.ghosts_stale = true;
    }

    fn draw_ghosts(
        &self,
        layer: &Layer,
        show: &Show,
        palette: &Palette,
        em: f64,
        (left, top, right, bottom): (f64, f64, f64, f64),
        now: Now,
    ) -> Drawn<CanvasInk> {
        layer.clip((left, top), (right, bottom));
        let drawn = layer.draw(em, |pen| {
            for (i, path) in self.paths.iter().enumerate() {
                if let Some(path) = path
                    && emphasis(show, now.hover, i) != Emphasis::Dimmed
                {
                    path.draw_ghost(pen, palette, now.step)?;
                }
            }
            Ok(())
        });
        layer.unclip();
        drawn
    }
}

/// The selected (or pointed-at) run is drawn last, on top.
fn order(show: &Show, hover: Option<usize>, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|i| emphasis(show, hover, *i) == Emphasis::Selected);
    order
}

fn draw_runs(
    pen: &mut Pen<CanvasInk>,
    paths: &[Option<Path>],
    show: &Show,
    palette: &Palette,
    frame: &Frame,
    now: Now,
) -> Drawn<CanvasInk> {
    let em = pen.em;
    let Now { step, hover, .. } = now;
    let mut labels = Labels::default();
    let order = order(show, hover, paths.len());
    let shown = || order.iter().filter_map(|i| Some((*i, paths.get(*i)?.as_ref()?)));
    for (i, path) in shown() {
        path.draw_walked(pen, palette, step, emphasis(show, hover, i))?;
    }
    let start = frame.px(show.scene.start());
    labels.block((start.0 - 18.0 * em, start.1 - 18.0 * em), (start.0 + 18.0 * em, start.1 + 18.0 * em));
    for (_, path) in shown() {
        path.block_marker(step, em, &mut labels);
        path.avoid_walked(step, &mut labels);
    }
    landscape::draw_minima(pen, frame, palette, &show.surface, show.lang.text(key::MINIMUM), &mut labels)?;
    let focus = hover.unwrap_or(show.scene.select);
    draw_arrows(pen, show, palette, frame, step, focus, paths, &mut labels)?;
    for (i, path) in shown() {
        path.draw_marker(pen, palette, step, emphasis(show, hover, i))?;
    }
    let look = Type { bold: true, halo: Some(palette.casing), ..Type::plain(12.5, palette.ink) };
    labels.place(pen, frame, show.lang.text(key::START), start, 23.0, look)?;
    for (i, path) in shown().collect::<Vec<_>>().into_iter().rev() {
        if emphasis(show, hover, i) != Emphasis::Dimmed {
            path.draw_name(pen, palette, frame, step, &mut labels)?;
        }
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)]
fn draw_arrows(
    pen: &mut Pen<CanvasInk>,
    show: &Show,
    palette: &Palette,
    frame: &Frame,
    step: usize,
    run: usize,
    paths: &[Option<Path>],
    labels: &mut Labels,
) -> Drawn<CanvasInk> {
    let (Some(Some(path)), Some(spec)) = (paths.get(run), show.scene.runs.get(run)) else { return Ok(()) };
    // At the end of the way there is nowhere to point to.
    let ended = show
        .runs
        .get(run)
        .is_none_or(|t| t.points.len() <= step || matches!(t.outcome, Outcome::Converged { at } if at <= step));
    let Some(from) = path.at(step).filter(|_| !ended) else { return Ok(()) };
    let inside = show.scene.plan(spec).inspect(&show.surface, step);
    let mut list = Vec::new();
    if show.arrows.step {
        list.push(Arrow {
            vector: inside.step,
            true_length: true,
            name: "Δ",
            colour: palette.ink_2,
            text: palette.ink_2,
        });
    }
    if show.arrows.gradient {
        list.push(Arrow {
            vector: inside.gradient.map(|g| -g),
            true_length: false,
            name: "−g",
            colour: palette.ink,
            text: palette.ink,
        });
    }
    if show.arrows.velocity
        && let Some((_, m)) = inside.quantities.iter().find(|(q, _)| *q == Quantity::Velocity)
    {
        list.push(Arrow {
            vector: m.map(|m| -m),
            true_length: false,
            name: "m",
            colour: palette.run(spec.slot),
            text: palette.run_text(spec.slot),
        });
    }
    for arrow in &list {
        arrows::draw(pen, frame, palette, from, arrow, labels)?;
    }
    Ok(())
}
