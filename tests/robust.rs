//! Searches and triangles on functions that misbehave: noise in the gradient, walls of infinity, no number at all.
//! Whatever happens, a step ends, and a run ends at its last finite point. And on a bowl all of them arrive.

mod support;

use downhill::core::objective::Objective;
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::run::Outcome;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::Surface;
use std::sync::Arc;
use support::{Run, read_surface};

/// What becomes of the bowl x² + y².
#[derive(Clone, Copy, Debug)]
enum Trouble {
    /// The gradient is off by up to ½, each place in its own way.
    Noise,
    /// f is infinite beyond distance 2.
    Wall,
    /// f is no number left of −1.
    Hole,
    /// f is no number anywhere but at the start.
    Nowhere,
}

struct Troubled(Trouble);

/// A number between −½ and ½ that looks random.
fn scatter(p: Vec2, salt: u64) -> f64 {
    let mut bits = p[0].to_bits().wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ p[1].to_bits().rotate_left(31) ^ salt;
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((bits >> 11) as f64) / (1_u64 << 53) as f64 - 0.5
}

const START: Vec2 = [1.2, -0.7];

impl Objective for Troubled {
    fn value(&self, p: Vec2) -> f64 {
        let [x, y] = p;
        match self.0 {
            Trouble::Wall if x.hypot(y) > 2.0 => f64::INFINITY,
            Trouble::Hole if x < -1.0 => f64::NAN,
            Trouble::Nowhere if p != START => f64::NAN,
            _ => x * x + y * y,
        }
    }
    fn gradient(&self, p: Vec2) -> Vec2 {
        match self.0 {
            Trouble::Noise => [2.0 * p[0] + scatter(p, 1), 2.0 * p[1] + scatter(p, 2)],
            _ => [self.value(p) / p[0].abs() * 1.3, 2.0 * p[1]],
        }
    }
    fn hessian(&self, p: Vec2) -> [Vec2; 2] {
        [[2.0 * self.value(p) / self.value(p), 0.0], [0.0, 2.0]]
    }
}

#[test]
fn every_step_ends_whatever_the_function() {
    for trouble in [Trouble::Noise, Trouble::Wall, Trouble::Hole, Trouble::Nowhere] {
        let bowl = read_surface("quadratic");
        let surface = Surface { objective: Arc::new(Troubled(trouble)), minima: Vec::new(), ..bowl.clone() };
        for spec in OPTIMIZERS {
            for extra in [1e-3, 1.0, 1e3, 1e300] {
                let mut run = Run::read(spec.id);
                if let Some(rate) = spec.rate() {
                    run.set(rate.id, downhill::core::param::Value::Number(extra));
                }
                let path = run.follow(&surface, START, 40);
                let what = format!("{} at {extra} with {trouble:?}", spec.id);
                assert!(path.points.iter().all(|p| p.point[0].is_finite() && p.loss.is_finite()), "{what}");
                let asked = path.evaluations.value + path.evaluations.gradient + path.evaluations.hessian;
                assert!(asked <= 40 * 110, "{what}: {asked} evaluations");
                if !matches!(path.outcome, Outcome::Diverged { .. }) {
                    assert_eq!(path.points.len(), 41, "{what}");
                }
            }
        }
    }
}

#[test]
fn searches_go_down_in_spite_of_noise() {
    let bowl = read_surface("quadratic");
    let surface = Surface { objective: Arc::new(Troubled(Trouble::Noise)), minima: Vec::new(), ..bowl.clone() };
    for run in ["gd_line_search", "gd_line_search,line_search:strong_wolfe", "bfgs", "conjugate_gradient"] {
        let path = Run::read(run).follow(&surface, START, 30);
        assert!(path.last().loss < 0.2 * path.at(0).loss, "{run}: {}", path.last().loss);
        assert!(path.points.windows(2).all(|p| p[1].loss <= p[0].loss * (1.0 + 1e-12)), "{run} goes up");
    }
}

#[test]
fn on_a_turned_bowl_all_arrive() {
    let surface = read_surface("quadratic,condition:8,angle:35");
    for run in [
        "lbfgs",
        "lbfgs,line_search:strong_wolfe",
        "lbfgs,max_iter:1,line_search:strong_wolfe",
        "bfgs",
        "newton",
        "newton,trust_radius:0.5",
        "levenberg_marquardt",
        "conjugate_gradient",
        "conjugate_gradient,variant:fletcher_reeves",
        "gd_line_search",
        "gd_line_search,line_search:strong_wolfe",
        "nelder_mead",
        "gd_momentum_optimal",
        "qhm,lr:0.1,beta:0.9",
        "qhadam,lr:0.1,beta1:0.9",
        "sophia,lr:0.1,gamma:1,k:1",
        "shampoo,lr:1",
        "mars,lr:0.1",
        "cautious_adamw,lr:0.1",
        "quickprop,lr:0.05",
        "grokfast,lr:0.05,inner:sgd,lamb:0.5,alpha:0.8",
        "lookahead,lr:0.1",
        "lookahead,lr:0.1,inner:sgd",
    ] {
        let path = Run::read(run).follow(&surface, surface.spec.start, 400);
        let Outcome::Converged { at } = path.outcome else { panic!("{run}: {:?} {}", path.outcome, path.last().loss) };
        println!("{run:<50} {at:>4} steps {:?}", path.evaluations);
    }
}
