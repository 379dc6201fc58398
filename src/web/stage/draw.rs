//! Drawing the landscape: the ground once, the ghosts once per scene, the rest every frame.

use super::loss_view;
use super::{Show, State, View};
use crate::chart::boxes::{Area, merged};
use crate::chart::field::BANDS;
use crate::chart::field::ON_SCREEN;
use crate::chart::frame::{Frame, Insets};
use crate::chart::landscape::{self, Landscape};
use crate::chart::paths::Path;
use crate::chart::pen::{Drawn, Pen};
use crate::chart::race::Race;
use crate::chart::slopes;
use crate::chart::theme::Palette;
use crate::core::surfaces::Domain;
use crate::web::canvas::{CanvasInk, Failed, Layer};
use yew::Callback;

/// A jump of so many steps is drawn from the start.
const LEAP: usize = 400;

/// So many steps the layer below may be behind.
const LAG: usize = 24;

/// What a frame shows of a scene.
#[derive(Clone, Copy)]
pub(super) struct Now {
    /// The step.
    pub step: usize,
    /// The run pointed at.
    pub hover: Option<usize>,
    /// Whether more frames follow at once.
    pub playing: bool,
    /// Whether a draft will do.
    pub draft: bool,
}

impl Now {
    fn of(state: &State) -> Self {
        Now { step: state.head().step, hover: state.hover, playing: state.playing, draft: state.settling.is_some() }
    }
}

/// Draws a frame. Gives back whom to tell that there is a new ground, if there is.
pub(super) fn frame(state: &mut State) -> Option<(Callback<Frame>, Frame)> {
    state.dirty = false;
    let show = state.show.clone()?;
    let (em, density, now) = (state.em, state.density, Now::of(state));
    let mut told = None;
    if let Some(view) = &mut state.land
        && view.size.0 >= 1.0
        && view.size.1 >= 1.0
        && !covered(&show, now)
    {
        let new_ground = view.ground_stale || view.frame.is_none();
        report(view.draw(&show, em, density, now));
        if let (Some(frame), Some(callback)) = (view.frame, &state.on_frame)
            && new_ground
        {
            told = Some((callback.clone(), frame));
        }
    }
    draw_loss(state, &show, now);
    told
}

/// Draws only the landscape, of which nothing has changed but the step.
pub(super) fn landscape(state: &mut State) {
    let Some(show) = state.show.clone() else { return };
    let (em, density, now) = (state.em, state.density, Now::of(state));
    if let Some(view) = &mut state.land
        && view.size.0 >= 1.0
        && view.size.1 >= 1.0
        && !covered(&show, now)
    {
        report(view.draw(&show, em, density, now));
    }
}

/// Whether the landscape is drawn in three dimensions, which is told what this frame shows; on paper it never is.
fn covered(show: &Show, now: Now) -> bool {
    let (a, strong, playing) = (show.arrows, show.strong, now.playing);
    let marks = [a.gradient, a.velocity, a.step, a.curvature, a.square, a.trail, strong, playing];
    let bits = marks.iter().rev().fold(0, |bits, on| 2 * bits + usize::from(*on));
    !show.paper
        && show.scene.view == crate::scene::View::Terrain
        && crate::web::tool::show_head(now.step, now.hover, bits)
}

/// Draws only the loss chart.
pub(super) fn loss(state: &mut State) {
    if let Some(show) = state.show.clone() {
        let now = Now::of(state);
        draw_loss(state, &show, now);
    }
}

fn draw_loss(state: &mut State, show: &Show, now: Now) {
    let (em, density) = (state.em, state.density);
    if let Some(view) = &mut state.loss
        && view.size.0 >= 1.0
        && view.size.1 >= 1.0
    {
        report(loss_view::draw(view, show, em, density, now));
    }
}

/// Drawing fails only where the browser's canvas does; the console is where that belongs.
fn report(drawn: Drawn<CanvasInk>) {
    if let Err(error) = drawn {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}

/// How a domain lies in a landscape of some size; `axes` says whether there is room for them, `top` how much of the plot
/// plates take.
pub fn lie(size: (f64, f64), em: f64, axes: bool, top: f64, domain: Domain) -> Frame {
    let left = if size.0 < 600.0 { 30.0 } else { 36.0 };
    let gutter =
        if axes { Insets { left: left * em, bottom: 24.0 * em, ..Insets::default() } } else { Insets::default() };
    Frame::fit(size, gutter, free(size, top), domain)
}

/// The part of a plot that plates leave free; they take so much of it at the top.
fn free(size: (f64, f64), top: f64) -> Insets {
    let side = if size.0 < 600.0 { 6.0 } else { 12.0 };
    Insets { left: side, right: side, top, bottom: side }
}

/// Whether only the lines of the ground are drawn: a map lies below them.
fn bare(show: &Show) -> bool {
    show.scene.view == crate::scene::View::Basins && crate::web::tool::over_place().is_some()
}

impl View {
    fn draw(&mut self, show: &Show, em: f64, density: f64, now: Now) -> Drawn<CanvasInk> {
        let palette = Palette::of(show.theme);
        for layer in [&mut self.screen, &mut self.ground, &mut self.layer] {
            layer.resize(self.size, density);
        }
        if self.ground_stale || self.frame.is_none() {
            self.draw_ground(show, palette, em)?;
        }
        let Some(frame) = self.frame else { return Ok(()) };
        if self.paths_stale {
            self.lay_paths(show, &frame);
        }
        let mut touched = if now.playing {
            self.draw_playing(show, palette, em, &frame, now)?
        } else {
            self.trail = None;
            self.screen.become_copy(&self.ground);
            self.draw_on(&self.screen, show, palette, em, &frame, now, |race, pen, paths| {
                self.draw_seeds(pen, palette)?;
                race.draw_ghosts(pen, paths, now.step)?;
                race.draw_walked(pen, paths, (0, now.step))
            })?
        };
        if let Some(fan) = &self.fan {
            let area = self.draw_on(&self.screen, show, palette, em, &frame, now, |_, pen, _| {
                fan.draw_mean(pen, palette, now.step)
            })?;
            touched.extend(area);
        }
        let marks = self.draw_on(&self.screen, show, palette, em, &frame, now, |race, pen, paths| {
            race.draw_marks(pen, &frame, paths, now.step)
        })?;
        self.names = marks.names;
        touched.extend(marks.touched);
        self.touched = touched;
        Ok(())
    }

    /// While it plays: the layer below holds all that was walked up to a recent step. On the screen only what the frame
    /// before drew is taken back, and what has been walked since that step is drawn.
    fn draw_playing(
        &mut self,
        show: &Show,
        palette: &Palette,
        em: f64,
        frame: &Frame,
        now: Now,
    ) -> Result<Vec<Area>, Failed> {
        let Some(from) = self.trail.filter(|from| (*from..*from + LEAP).contains(&now.step)) else {
            self.layer.become_copy(&self.ground);
            self.draw_on(&self.layer, show, palette, em, frame, now, |race, pen, paths| {
                self.draw_seeds(pen, palette)?;
                race.draw_ghosts(pen, paths, now.step)?;
                race.draw_walked(pen, paths, (0, now.step))
            })?;
            self.screen.become_copy(&self.layer);
            self.trail = Some(now.step);
            return Ok(Vec::new());
        };
        let walked = |race: &Race, pen: &mut Pen<CanvasInk>, paths: &[Option<Path>]| {
            race.draw_walked(pen, paths, (from, now.step))
        };
        // A canvas that is drawn on costs a copy of it as soon as it is copied from: not in every frame.
        let behind = now.step - from >= LAG;
        if behind {
            self.draw_on(&self.layer, show, palette, em, frame, now, walked)?;
            self.trail = Some(now.step);
        }
        for area in merged(&self.touched) {
            self.screen.restore(&self.layer, area);
        }
        self.draw_on(&self.screen, show, palette, em, frame, now, walked)
    }

    /// Draws the race inside the plot of a layer.
    #[allow(clippy::too_many_arguments)]
    fn draw_on<T: Default>(
        &self,
        layer: &Layer,
        show: &Show,
        palette: &Palette,
        em: f64,
        frame: &Frame,
        now: Now,
        draw: impl FnOnce(&Race, &mut Pen<CanvasInk>, &[Option<Path>]) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let (left, top, right, bottom) = frame.plot();
        layer.clip((left, top), (right, bottom));
        let race = Race { draft: now.draft, ..show.race(palette, now.hover) };
        let drawn = layer.draw(em, |pen| draw(&race, pen, &self.paths));
        layer.unclip();
        drawn
    }

    fn draw_seeds(&self, pen: &mut Pen<CanvasInk>, palette: &Palette) -> Drawn<CanvasInk> {
        self.fan.as_ref().map_or(Ok(()), |fan| fan.draw_seeds(pen, palette))
    }

    fn draw_ground(&mut self, show: &Show, palette: &Palette, em: f64) -> Drawn<CanvasInk> {
        let frame = self.fit(show.scene.domain(), em);
        let landscape = Landscape::new(&show.surface, &frame, ON_SCREEN, BANDS);
        self.ground.clear();
        let (left, top, right, bottom) = frame.plot();
        if !bare(show) {
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
        }
        self.ground.draw(em, |pen| {
            landscape.draw_lines(pen, palette, show.strong)?;
            if show.arrows.field {
                slopes::draw(pen, &frame, palette, &show.surface, show.strong)?;
            }
            if self.gutters { landscape::draw_axes(pen, &frame, palette) } else { Ok(()) }
        })?;
        self.frame = Some(frame);
        self.wanted = None;
        self.landscape = Some(landscape);
        self.ground_stale = false;
        self.paths_stale = true;
        Ok(())
    }

    pub(super) fn fit(&self, domain: Domain, em: f64) -> Frame {
        lie(self.size, em, self.gutters, self.safe_top, domain)
    }

    /// The part of the plot that plates leave free.
    pub(super) fn safe(&self) -> Insets {
        free(self.size, self.safe_top)
    }

    /// Finds where the paths lie in the picture.
    fn lay_paths(&mut self, show: &Show, frame: &Frame) {
        let race = show.race(Palette::of(show.theme), None);
        self.paths = race.paths(frame);
        self.fan = (!show.fan.is_empty()).then(|| race.fan(&show.fan, frame));
        self.paths_stale = false;
        self.trail = None;
    }
}

impl Show {
    /// What there is to draw, apart from where.
    pub(super) fn race<'a>(&'a self, palette: &'a Palette, hover: Option<usize>) -> Race<'a> {
        Race {
            scene: &self.scene,
            runs: &self.runs,
            surface: &self.surface,
            palette,
            lang: self.lang,
            arrows: self.arrows,
            hover,
            // Who has moved the start knows that it moves.
            hint: self.scene.start.is_none() && !self.paper,
            draft: false,
        }
    }
}
