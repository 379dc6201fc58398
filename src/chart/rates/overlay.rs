//! What is drawn over a rate map: lines of equal steps, the present setting, what theory knows.

use crate::chart::cells::{Cells, Plot};
use crate::chart::clip::pieces_between;
use crate::chart::contour::{lines, rings};
use crate::chart::field::Field;
use crate::chart::pen::{Align, Drawn, Ink, Pen, Px, Stroke, Type};
use crate::chart::theme::Palette;
use crate::core::map::{Axis, Ending, Theory};
use crate::text::number;

/// The lines of equal steps that are drawn, as far as a run goes.
const LEVELS: [f64; 13] =
    [5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0, 20_000.0, 50_000.0];

/// A line of equal steps: how many, and its pieces in the picture.
pub struct Isoline {
    /// How many steps.
    pub steps: f64,
    /// The pieces.
    pub pieces: Vec<Vec<Px>>,
}

/// The lines of equal steps of a map, through the middles of its cells.
pub fn isolines(cells: &Cells, plot: &Plot) -> Vec<Isoline> {
    let [columns, rows] = cells.size();
    if columns < 2 || rows < 2 {
        return Vec::new();
    }
    // The level lines of a field run at whole numbers: each level of steps becomes one.
    let rank = |steps: f64| {
        let above = LEVELS.iter().position(|level| steps < *level).unwrap_or(LEVELS.len());
        let (low, high) = match above {
            0 => return 0.5,
            n if n == LEVELS.len() => return n as f64,
            n => (LEVELS[n - 1], LEVELS[n]),
        };
        above as f64 + libm::log(steps / low) / libm::log(high / low)
    };
    let most = LEVELS.len() as f64 + 1.5;
    let mut heights = Vec::with_capacity(columns * rows);
    for j in (0..rows).rev() {
        for i in 0..columns {
            let cell = cells.at(i, j);
            let value = match cell.filter(|cell| cell.ending == Ending::Converged) {
                Some(cell) => rank(f64::from(cell.steps)),
                None => most,
            };
            heights.push(value as f32);
        }
    }
    let spacing = (plot.size.0 / columns as f64, plot.size.1 / rows as f64);
    let corner = (plot.corner.0 + spacing.0 / 2.0, plot.corner.1 + spacing.1 / 2.0);
    let field = Field::of_heights((columns, rows), spacing, corner, heights, LEVELS.len() + 1);
    // Where runs begin to fail all levels lie on each other; that border is seen anyway.
    let fails = |j: usize, i: usize| field.at(i, j) >= f64::from(most as f32);
    let clear = |(x, y): &Px| {
        let (x, y) = ((x - corner.0) / spacing.0, (y - corner.1) / spacing.1);
        let around = |v: f64, n: usize| [v.floor(), v.ceil()].map(|v| (v.max(0.0) as usize).min(n - 1));
        let columns = around(x, columns);
        around(y, rows).iter().all(|j| columns.iter().all(|i| !fails(*j, *i)))
    };
    let mut all: Vec<Isoline> = Vec::new();
    for ring in rings(&field) {
        let whole = lines(&ring, &field);
        let parts = whole.iter().flat_map(|piece| piece.split(|p| !clear(p)));
        let pieces: Vec<Vec<Px>> = parts.filter(|part| part.len() > 1).map(<[Px]>::to_vec).collect();
        let steps = LEVELS[ring.level - 1];
        match all.iter_mut().find(|line| line.steps == steps) {
            Some(line) => line.pieces.extend(pieces),
            None => all.push(Isoline { steps, pieces }),
        }
    }
    all
}

/// What is drawn over a rate map.
pub struct Overlay<'a> {
    /// Both directions.
    pub axes: &'a [Axis; 2],
    /// The present values of both parameters.
    pub setting: [f64; 2],
    /// The colour of the run.
    pub slot: usize,
    /// What theory says.
    pub theory: Option<Theory>,
    /// Lines of equal steps.
    pub isolines: &'a [Isoline],
}

impl Overlay<'_> {
    /// Where a pair stands in the picture.
    pub fn px(&self, plot: &Plot, [x, y]: [f64; 2]) -> Px {
        plot.px([self.axes[0].share(x), self.axes[1].share(y)])
    }

    /// The limit of stability, bottom to top.
    pub fn limit(&self, plot: &Plot) -> Vec<Px> {
        const PIECES: usize = 200;
        let Some(theory) = self.theory else { return Vec::new() };
        let point = |k: usize| {
            let share = k as f64 / PIECES as f64;
            let beta = self.axes[1].value(share);
            let at = plot.px([self.axes[0].share(theory.limit(beta)), share]);
            // Outside no rate is stable.
            (beta.abs() < 1.0 && at.0.is_finite()).then_some(at)
        };
        (0..=PIECES).filter_map(point).collect()
    }

    /// Draws lines, limit, best pair and cross.
    ///
    /// # Errors
    /// Whatever the backend reports.
    pub fn draw<B: Ink>(&self, pen: &mut Pen<B>, plot: &Plot, palette: &Palette) -> Drawn<B> {
        let em = pen.em;
        for line in self.isolines {
            for piece in &line.pieces {
                pen.line(piece, Stroke::solid(palette.ink, 0.45, 1.0))?;
            }
            let longest = line.pieces.iter().max_by_key(|piece| piece.len()).filter(|piece| piece.len() > 12);
            if let Some(piece) = longest {
                let words =
                    Type { halo: Some(palette.casing), align: Align::Centre, ..Type::plain(11.0, palette.ink_2) };
                pen.text(&number(line.steps, 3), piece[piece.len() / 2], words)?;
            }
        }
        let corners = (plot.corner, (plot.corner.0 + plot.size.0, plot.corner.1 + plot.size.1));
        for piece in pieces_between(&self.limit(plot), corners.0, corners.1) {
            pen.line(&piece, Stroke::solid(palette.casing, 0.9, 4.0))?;
            pen.line(&piece, Stroke { dash: &[7.0, 4.0], ..Stroke::solid(palette.ink, 1.0, 1.75) })?;
        }
        let inside = |(x, y): Px| (corners.0.0..=corners.1.0).contains(&x) && (corners.0.1..=corners.1.1).contains(&y);
        if let Some(at) = self.theory.map(|theory| self.px(plot, theory.best())).filter(|at| inside(*at)) {
            pen.disc(at, 6.0 * em, palette.casing, 1.0)?;
            pen.ring(at, 5.0 * em, Stroke::solid(palette.ink, 1.0, 1.5))?;
            pen.disc(at, 1.5 * em, palette.ink, 1.0)?;
        }
        self.draw_cross(pen, plot, palette, inside)
    }

    fn draw_cross<B: Ink>(
        &self,
        pen: &mut Pen<B>,
        plot: &Plot,
        palette: &Palette,
        inside: impl Fn(Px) -> bool,
    ) -> Drawn<B> {
        let at = self.px(plot, self.setting);
        // 0 on a logarithmic scale is infinitely far away.
        if !inside(at) {
            return Ok(());
        }
        let (em, arm, gap) = (pen.em, 14.0 * pen.em, 6.0 * pen.em);
        for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            let line = [(at.0 + gap * dx, at.1 + gap * dy), (at.0 + arm * dx, at.1 + arm * dy)];
            pen.line(&line, Stroke::solid(palette.casing, 1.0, 4.5))?;
            pen.line(&line, Stroke::solid(palette.ink, 1.0, 2.0))?;
        }
        pen.disc(at, 6.5 * em, palette.casing, 1.0)?;
        pen.disc(at, 5.0 * em, palette.run(self.slot), 1.0)
    }
}
