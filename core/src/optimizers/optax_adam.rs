//! Adam's relatives in optax's form: NAdamW, AMSGrad, Yogi, AdaBelief, LAMB.
//!
//! All divide a corrected average of gradients by the root of a second average v, v̂ = v/(1−β₂ᵗ):
//! * NAdamW: Adam with Nesterov's look-ahead m̂ = β₁m/(1−β₁ᵗ⁺¹) + (1−β₁)g/(1−β₁ᵗ). Dozat 2016.
//! * AMSGrad: divides by the largest v̂ so far (torch takes the largest v). Reddi, Kale & Kumar 2018, arXiv:1904.09237.
//! * Yogi: v moves towards g² by at most (1−β₂)g²; m and v start at 10⁻⁶. Zaheer et al. 2018, NeurIPS 31.
//! * AdaBelief: v averages (g − m)²; ε' is added to v at each step. Zhuang et al. 2020, arXiv:2010.07468.
//! * LAMB: the step is as long as α times the parameters. You et al. 2020, arXiv:1904.00962.
//!
//! The weight decay is apart, as in AdamW: λx is added to the direction.

use super::parts::{average, dot, scaled, squares};
use super::{Entry, Family, Oracle, Quantity, Rule, Settings, no_conflict};
use crate::param::{ParamSpec, decay, flag, rate};
use crate::scalar::{Scalar, Vec2, zip};

const LR: ParamSpec = rate("lr", "α", 0.001, (1e-4, 1.0));
const BETA1: ParamSpec = decay("beta1", "β₁", 0.9, 0.999);
const BETA2: ParamSpec = decay("beta2", "β₂", 0.999, 0.9999);

const fn eps(default: f64) -> ParamSpec {
    rate("eps", "ε", default, (1e-16, 1e-2))
}

const fn eps_root(default: f64) -> ParamSpec {
    rate("eps_root", "", default, (1e-16, 1e-2))
}

pub(super) const NADAMW: Entry = Entry {
    id: "nadamw",
    family: Family::Adam,
    year: 2017,
    params: &[
        LR,
        BETA1,
        BETA2,
        eps(1e-8),
        eps_root(0.0),
        rate("weight_decay", "λ", 1e-4, (1e-4, 1.0)),
        flag("nesterov", true),
    ],
    main: &["beta1", "beta2", "weight_decay"],
    tex: r"\hat m = \frac{\beta_1\, m}{1-\beta_1^{t+1}} + \frac{(1-\beta_1)\, g}{1-\beta_1^t},\quad x \leftarrow x - \alpha \left(\frac{\hat m}{\sqrt{\hat v} + \varepsilon} + \lambda x\right)",
    source: "Dozat 2016, ICLR workshop; Loshchilov & Hutter 2019, arXiv:1711.05101",
    defaults_of: "optax.nadamw; lr of torch.optim.AdamW",
    build: rule!(|s| {
        let start = Start { nesterov: s.flag("nesterov"), ..Start::default() };
        Moments::<S>::new(s, start)
    }),
    conflict: no_conflict,
};

pub(super) const AMSGRAD: Entry = Entry {
    id: "amsgrad",
    family: Family::Adam,
    year: 2018,
    params: &[LR, BETA1, BETA2, eps(1e-8), eps_root(0.0)],
    main: &["beta1", "beta2"],
    tex: r"\hat v \leftarrow \max\left(\hat v,\, \frac{v}{1-\beta_2^t}\right),\quad x \leftarrow x - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{\hat v} + \varepsilon}",
    source: "Reddi, Kale & Kumar 2018, arXiv:1904.09237",
    defaults_of: "optax.amsgrad; lr of torch.optim.Adam",
    build: rule!(|s| Moments::<S>::new(s, Start { square: Square::Largest, ..Start::default() })),
    conflict: no_conflict,
};

pub(super) const YOGI: Entry = Entry {
    id: "yogi",
    family: Family::Adam,
    year: 2018,
    params: &[rate("lr", "α", 0.01, (1e-4, 1.0)), BETA1, BETA2, eps(1e-3)],
    main: &["beta1", "beta2"],
    tex: r"v \leftarrow v - (1-\beta_2)\, \mathrm{sign}(v - g^2)\, g^2,\quad x \leftarrow x - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}",
    source: "Zaheer et al. 2018, Adaptive Methods for Nonconvex Optimization, NeurIPS 31",
    defaults_of: "optax.yogi; lr of the paper",
    build: rule!(|s| Moments::<S>::new(s, Start { square: Square::Yogi, first: 1e-6, ..Start::default() })),
    conflict: no_conflict,
};

pub(super) const ADABELIEF: Entry = Entry {
    id: "adabelief",
    family: Family::Adam,
    year: 2020,
    params: &[LR, BETA1, BETA2, eps(1e-16), eps_root(1e-16), flag("nesterov", false)],
    main: &["beta1", "beta2"],
    tex: r"v \leftarrow \beta_2 v + (1-\beta_2)(g - m)^2 + \varepsilon',\quad x \leftarrow x - \alpha \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}",
    source: "Zhuang et al. 2020, arXiv:2010.07468",
    defaults_of: "optax.adabelief; lr of the paper",
    build: rule!(|s| {
        let start = Start { square: Square::Belief, nesterov: s.flag("nesterov"), ..Start::default() };
        Moments::<S>::new(s, start)
    }),
    conflict: no_conflict,
};

pub(super) const LAMB: Entry = Entry {
    id: "lamb",
    family: Family::Adam,
    year: 2019,
    params: &[LR, BETA1, BETA2, eps(1e-6), eps_root(0.0), rate("weight_decay", "λ", 0.0, (1e-4, 1.0))],
    main: &["beta1", "beta2", "weight_decay"],
    tex: r"u = \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon} + \lambda x,\quad x \leftarrow x - \alpha \frac{\|x\|}{\|u\|}\, u",
    source: "You et al. 2020, arXiv:1904.00962",
    defaults_of: "optax.lamb; lr of the paper",
    build: rule!(|s| Moments::<S>::new(s, Start { stretched: true, ..Start::default() })),
    conflict: no_conflict,
};

/// How v follows the gradient.
#[derive(Clone, Copy, PartialEq)]
enum Square {
    /// Adam's mean square.
    Mean,
    /// The largest corrected mean square so far.
    Largest,
    /// Yogi's small moves.
    Yogi,
    /// AdaBelief's variance.
    Belief,
}

/// What makes one of the methods.
struct Start {
    square: Square,
    nesterov: bool,
    stretched: bool,
    /// Where both averages start.
    first: f64,
}

impl Default for Start {
    fn default() -> Self {
        Start { square: Square::Mean, nesterov: false, stretched: false, first: 0.0 }
    }
}

struct Moments<S> {
    kind: Start,
    beta1: S,
    beta2: S,
    eps: S,
    eps_root: S,
    weight_decay: S,
    m: Vec2<S>,
    v: Vec2<S>,
    largest: Vec2<S>,
    /// m̂, as the last step used it.
    velocity: Vec2<S>,
    /// |x|/|u|, as the last step used it.
    stretch: S,
    /// β₁ᵗ and β₂ᵗ, carried along.
    powers: [S; 2],
}

impl<S: Scalar> Moments<S> {
    fn new(s: &Settings, kind: Start) -> Self {
        let (zero, one) = (S::from(0.0), S::from(1.0));
        let given = |id| if s.has(id) { s.number(id) } else { zero };
        Moments {
            beta1: s.number("beta1"),
            beta2: s.number("beta2"),
            eps: s.number("eps"),
            eps_root: given("eps_root"),
            weight_decay: given("weight_decay"),
            m: [S::from(kind.first); 2],
            v: [S::from(kind.first); 2],
            largest: [zero; 2],
            velocity: [zero; 2],
            stretch: one,
            powers: [one; 2],
            kind,
        }
    }

    /// v̂, as the last step used it.
    fn corrected_square(&self) -> Vec2<S> {
        let correction = S::from(1.0) - self.powers[1];
        if self.kind.square == Square::Largest { self.largest } else { self.v.map(|v| v / correction) }
    }

    fn denominator(&self) -> Vec2<S> {
        // AdaBelief's ε' is in v already.
        let inside = if self.kind.square == Square::Belief { S::from(0.0) } else { self.eps_root };
        self.corrected_square().map(|v| (v + inside).sqrt() + self.eps)
    }

    fn follow(&mut self, g: Vec2<S>) {
        let one = S::from(1.0);
        self.powers = [self.powers[0] * self.beta1, self.powers[1] * self.beta2];
        self.m = average(self.beta1, self.m, g);
        self.v = match self.kind.square {
            Square::Mean | Square::Largest => average(self.beta2, self.v, squares(g)),
            Square::Belief => {
                let surprise = zip(g, self.m, |g, m| (g - m) * (g - m));
                average(self.beta2, self.v, surprise).map(|v| v + self.eps_root)
            }
            Square::Yogi => zip(self.v, squares(g), |v, square| v - (one - self.beta2) * (v - square).sign() * square),
        };
        let correction = one - self.powers[1];
        self.largest = zip(self.largest, self.v, |largest, v| largest.max(v / correction));
        let correction = one - self.powers[0];
        self.velocity = if self.kind.nesterov {
            let next = one - self.powers[0] * self.beta1;
            zip(self.m, g, |m, g| self.beta1 * (m / next) + (one - self.beta1) * (g / correction))
        } else {
            self.m.map(|m| m / correction)
        };
    }
}

impl<S: Scalar> Rule<S> for Moments<S> {
    fn step(&mut self, x: Vec2<S>, lr: S, oracle: &mut dyn Oracle<S>) -> Vec2<S> {
        let one = S::from(1.0);
        self.follow(oracle.gradient(x));
        let mut u = zip(self.velocity, self.denominator(), |m, d| m / d);
        u = zip(u, x, |u, x| u + self.weight_decay * x);
        if self.kind.stretched {
            let (of_x, of_u) = (dot(x, x).sqrt(), dot(u, u).sqrt());
            self.stretch = of_x.select_positive(of_u.select_positive(of_x / of_u, one), one);
            u = scaled(u, self.stretch);
        }
        zip(x, u, |x, u| x - lr * u)
    }

    fn quantities(&self, lr: S) -> Vec<(Quantity, Vec2<S>)> {
        let square =
            if self.kind.square == Square::Belief { Quantity::Variance } else { Quantity::CorrectedMeanSquare };
        let mut known = vec![
            (Quantity::CorrectedVelocity, self.velocity),
            (square, self.corrected_square()),
            (Quantity::EffectiveRate, self.denominator().map(|d| lr * self.stretch / d)),
        ];
        if self.kind.stretched {
            known.push((Quantity::Stretch, [self.stretch; 2]));
        }
        known
    }
}
