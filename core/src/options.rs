//! What any run may have besides its method: a schedule, clipped gradients, look-ahead; and the noise of a scene.

use super::random::Torch;
use super::scalar::{Vec2, zip};
use super::schedules::Schedule;

/// Options of a run. None of them changes anything by default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the learning rate changes; the run's rate is its base rate. Constant if none.
    pub schedule: Option<Schedule>,
    /// How gradients are clipped.
    pub clip: Clip,
    /// Look-ahead around the method, if any.
    pub lookahead: Option<Lookahead>,
}

/// A run of a method alone.
pub static PLAIN: Options = Options { schedule: None, clip: Clip { value: None, norm: None }, lookahead: None };

/// Gradient clipping, as torch does it between `backward` and `step`. If both are set, first each coordinate is limited,
/// then the length, so that both limits hold and the direction is bent no more than the first one asks for.
///
/// Source: Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063; `torch.nn.utils.clip_grad_value_`, `clip_grad_norm_`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clip {
    /// The largest size of each coordinate.
    pub value: Option<f64>,
    /// The largest length.
    pub norm: Option<f64>,
}

impl Clip {
    /// What torch adds to the length before it divides by it.
    pub(crate) const NORM_EPS: f64 = 1e-6;

    /// The gradient that the method gets. What is not a number stays so.
    pub fn apply(self, mut g: Vec2) -> Vec2 {
        if let Some(most) = self.value {
            g = g.map(|v| {
                if v > most {
                    most
                } else if v < -most {
                    -most
                } else {
                    v
                }
            });
        }
        if let Some(most) = self.norm {
            let shrink = most / ((g[0] * g[0] + g[1] * g[1]).sqrt() + Clip::NORM_EPS);
            // A gradient just short of the limit is shortened a little, as in torch.
            if shrink < 1.0 {
                g = g.map(|v| v * shrink);
            }
        }
        g
    }
}

/// Look-ahead: the method runs ahead for some steps, then the point goes back a part of the way to where it was, and the
/// method goes on from there with what it has gathered.
///
/// Source: Zhang, Lucas, Hinton & Ba 2019, arXiv:1907.08610.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lookahead {
    /// After how many steps it goes back.
    pub steps: usize,
    /// Which part of the way it keeps, 0 < v ≤ 1.
    pub alpha: f64,
}

impl Lookahead {
    /// The part of the way that is kept unless a run says otherwise: the paper's.
    pub const ALPHA: f64 = 0.5;

    /// Where the point goes back to.
    pub fn pull_back(self, slow: Vec2, fast: Vec2) -> Vec2 {
        zip(slow, fast, |slow, fast| self.alpha * fast + (1.0 - self.alpha) * slow)
    }
}

/// Noise on every gradient: at step t, `sigma` times the t-th `torch.randn(2)` after `torch.manual_seed(seed)`, the
/// same in each run and for each gradient that a method asks for within the step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// Its standard deviation.
    pub sigma: f64,
    /// The seed.
    pub seed: u32,
}

/// The noise of a run, drawn step by step.
pub(crate) struct NoiseSource {
    sigma: f64,
    torch: Torch,
}

impl NoiseSource {
    pub(crate) fn new(noise: Noise) -> Self {
        NoiseSource { sigma: noise.sigma, torch: Torch::seeded(noise.seed) }
    }

    /// What is added to the gradients of the next step.
    pub(crate) fn draw(&mut self) -> Vec2 {
        let mut pair = [0.0_f32; 2];
        self.torch.fill_randn(&mut pair);
        pair.map(|n| self.sigma * f64::from(n))
    }
}
