//! MADGRAD: all gradients so far are summed from the start point, divided by a cube root; momentum on the points.
//!
//! Optax's form: weights (α + ε)√t in single precision, the cube root of the weighted sum of squares plus ε.
//! Source: Defazio & Jelassi 2021, arXiv:2101.11075.

use super::parts::with_decay;
use super::{Build, Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{decay, rate};
use crate::scalar::{Vec2, zip};

pub(super) const MADGRAD: Entry = Entry {
    id: "madgrad",
    family: Family::Adaptive,
    year: 2021,
    params: &[
        rate("lr", "α", 0.01, (1e-4, 1.0)),
        decay("momentum", "β", 0.9, 0.999),
        rate("weight_decay", "λ", 0.0, (1e-4, 1.0)),
        rate("eps", "ε", 1e-6, (1e-12, 1e-2)),
    ],
    main: &["momentum"],
    tex: r"\gamma = (\alpha + \varepsilon)\sqrt{t},\quad s \leftarrow s + \gamma\, g,\quad v \leftarrow v + \gamma\, g^2,\quad z = x_0 - \frac{s}{\sqrt[3]{v} + \varepsilon},\quad x \leftarrow \beta x + (1-\beta)\, z",
    source: "Defazio & Jelassi 2021, arXiv:2101.11075",
    defaults_of: "optax.contrib.madgrad; lr of the paper's code",
    build: Build::one(|s| Box::new(Madgrad::new(s))),
    conflict: no_conflict,
};

struct Madgrad {
    momentum: f64,
    weight_decay: f64,
    eps: f64,
    start: Option<Vec2>,
    sum: Vec2,
    squares: Vec2,
    t: u32,
}

impl Madgrad {
    fn new(s: &Settings) -> Self {
        Madgrad {
            momentum: s.number("momentum"),
            weight_decay: s.number("weight_decay"),
            eps: s.number("eps"),
            start: None,
            sum: [0.0; 2],
            squares: [0.0; 2],
            t: 0,
        }
    }
}

/// For f64 only: the weights are in single precision.
impl Rule<f64> for Madgrad {
    fn step(&mut self, x: Vec2, lr: f64, oracle: &mut dyn Oracle<f64>) -> Vec2 {
        let g = with_decay(oracle.gradient(x), x, self.weight_decay);
        let start = *self.start.get_or_insert(x);
        self.t += 1;
        // Optax takes the root of a 32-bit counter, which makes the product one of 32 bits too.
        let weight = f64::from((lr + self.eps) as f32 * (self.t as f32).sqrt());
        self.sum = zip(self.sum, g, |s, g| s + weight * g);
        self.squares = zip(self.squares, g, |v, g| v + weight * (g * g));
        let moved = zip(self.sum, self.squares, |s, v| s / (libm::cbrt(v) + self.eps));
        let z = zip(start, moved, |start, moved| start - moved);
        zip(z, x, |z, x| (1.0 - self.momentum) * z + self.momentum * x)
    }

    fn quantities(&self, _lr: f64) -> Vec<(Quantity, Vec2)> {
        vec![(Quantity::SumOfGradients, self.sum), (Quantity::SumOfSquares, self.squares)]
    }
}
