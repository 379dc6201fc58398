//! Nelder and Mead's simplex: a triangle that reflects, stretches and shrinks its way down, without any gradient.
//!
//! The first triangle has the start and the two points that lie `lr` to the right of and above it. Each step of a run
//! is one iteration; the path is that of the best corner. Coefficients 1, 2, ½, ½ as in the paper, in the form of
//! Lagarias et al. (which says how ties are broken). A corner where f is not a number counts as the worst.
//! Sources: Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308; Lagarias et al. 1998, doi:10.1137/S1052623496303470.

use super::matrix::along;
use super::{Build, Entry, Family, Oracle, Quantity, Rule, no_conflict};
use crate::param::{Range, Scale, Slider, linear, number};
use crate::scalar::{Vec2, zip};

const INSIDE: Range = Range::between(0.0, 1.0);
const ABOVE_ONE: Range = Range { low: 1.0, ..Range::POSITIVE };

pub(super) const NELDER_MEAD: Entry = Entry {
    id: "nelder_mead",
    family: Family::DerivativeFree,
    year: 1965,
    params: &[
        number("lr", "α", 0.1, Slider { low: 1e-3, high: 1.0, scale: Scale::Log }, Range::NOT_NEGATIVE),
        linear("reflection", "ρ", 1.0, (0.1, 2.0), Range::POSITIVE),
        linear("expansion", "χ", 2.0, (1.1, 4.0), ABOVE_ONE),
        linear("contraction", "γ", 0.5, (0.1, 0.9), INSIDE),
        linear("shrink", "σ", 0.5, (0.1, 0.9), INSIDE),
    ],
    main: &[],
    tex: r"x_3 \leftarrow \bar x + \rho\,(\bar x - x_3) \text{ or } \chi, \gamma, \sigma,\quad f(x_1) \le f(x_2) \le f(x_3),\quad \text{first size } \alpha",
    source: "Nelder & Mead 1965, doi:10.1093/comjnl/7.4.308",
    defaults_of: "Lagarias et al. 1998, doi:10.1137/S1052623496303470; the size of the first triangle is ours",
    build: Build::one(|s| {
        Box::new(NelderMead {
            reflection: s.number("reflection"),
            expansion: s.number("expansion"),
            contraction: s.number("contraction"),
            shrink: s.number("shrink"),
            corners: None,
            before: None,
            tumble: None,
        })
    }),
    conflict: no_conflict,
};

/// What a step does with the triangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tumble {
    /// The worst corner goes to the other side.
    Reflected,
    /// It goes farther: the other side was better than all.
    Expanded,
    /// It goes less far: the other side was hardly better.
    ContractedOutside,
    /// It comes nearer on its own side: the other side was no better.
    ContractedInside,
    /// Two corners come nearer to the best one: nothing else was better.
    Shrunk,
}

#[derive(Clone, Copy)]
struct Corner {
    x: Vec2,
    f: f64,
}

struct NelderMead {
    reflection: f64,
    expansion: f64,
    contraction: f64,
    shrink: f64,
    /// The triangle, best corner first; none before the first step.
    corners: Option<[Corner; 3]>,
    /// The triangle that the last step started from.
    before: Option<[Vec2; 3]>,
    /// What it did with it.
    tumble: Option<Tumble>,
}

/// Puts the best corner first; equals keep their order.
fn ordered(mut corners: [Corner; 3]) -> [Corner; 3] {
    for (i, j) in [(0, 1), (1, 2), (0, 1)] {
        if corners[j].f < corners[i].f {
            corners.swap(i, j);
        }
    }
    corners
}

impl Rule<f64> for NelderMead {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let changes = oracle.changes();
        // Nothing is less than what is not a number: such a corner would never be exchanged.
        let height = |f: f64| if f.is_nan() { f64::INFINITY } else { f };
        let mut at = |x: Vec2| Corner { x, f: height(oracle.value(x)) };
        let corners = match self.corners {
            // Another function may order the corners otherwise.
            Some(corners) if changes => ordered(corners.map(|c| at(c.x))),
            Some(corners) => corners,
            None => ordered([at(x), at([x[0] + lr, x[1]]), at([x[0], x[1] + lr])]),
        };
        self.before = Some(corners.map(|c| c.x));
        let [best, good, worst] = corners;
        let centre = zip(best.x, good.x, |a, b| (a + b) / 2.0);
        let away = zip(centre, worst.x, |c, w| c - w);
        let mut toward = |t: f64| at(along(centre, t, away));
        let reflected = toward(self.reflection);
        let (replacement, tumble) = if reflected.f < best.f {
            let expanded = toward(self.reflection * self.expansion);
            if expanded.f < reflected.f {
                (Some(expanded), Tumble::Expanded)
            } else {
                (Some(reflected), Tumble::Reflected)
            }
        } else if reflected.f < good.f {
            (Some(reflected), Tumble::Reflected)
        } else if reflected.f < worst.f {
            let outside = toward(self.reflection * self.contraction);
            (Some(outside).filter(|c| c.f <= reflected.f), Tumble::ContractedOutside)
        } else {
            let inside = toward(-self.contraction);
            (Some(inside).filter(|c| c.f < worst.f), Tumble::ContractedInside)
        };
        self.tumble = Some(if replacement.is_some() { tumble } else { Tumble::Shrunk });
        let next = match replacement {
            Some(corner) => [best, good, corner],
            None => {
                let mut pulled = |c: Corner| at(zip(best.x, c.x, |b, c| b + self.shrink * (c - b)));
                [best, pulled(good), pulled(worst)]
            }
        };
        let next = ordered(next);
        self.corners = Some(next);
        next[0].x
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        Vec::new()
    }

    fn simplex(&self) -> Option<[Vec2; 3]> {
        self.before
    }

    fn tumble(&self) -> Option<Tumble> {
        self.tumble
    }
}
