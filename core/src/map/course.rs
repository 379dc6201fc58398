//! As many runs as a number has lanes, under way. One step of it is for each what one step of a `Walk` is.

use super::engine::Engine;
use super::lane::{Land, Lane, moved, put};
use crate::batches::Batches;
use crate::data::Fit;
use crate::optimizers::{Rule, Settings};
use crate::options::Clip;
use crate::oracle::Oracle;
use crate::param::Value;
use crate::scalar::{Vec2, zip};
use crate::schedules::Follower;

/// Where the rates of the steps come from.
enum Rates {
    /// There is no schedule.
    Constant,
    /// All runs have the same.
    Shared,
    /// Each run has its own.
    Own(Vec<Follower>),
}

/// A lane that came to something that is not finite.
pub(super) struct Dead {
    pub lane: usize,
    /// Its last finite point and f there; not a number if there is none.
    pub end: Vec2,
    pub loss: f64,
    /// The step of that point.
    pub step: usize,
}

/// Runs under way.
pub(super) struct Course<S: Lane> {
    rule: Box<dyn Rule<S>>,
    lr: S,
    rates: Rates,
    batches: Option<Batches>,
    /// Where the runs are, f there, and the gradient if it was made with it.
    pub x: Vec2<S>,
    pub f: S,
    g: Vec2<S>,
    knows_g: bool,
    /// Where they were and f there, one step before.
    before: (Vec2<S>, S),
    /// Whether the method asks for the gradient where it stands, so that it is made with f.
    eager: bool,
    /// Where look-ahead last was.
    slow: Vec2<S>,
    /// The steps taken.
    pub step: usize,
    /// The lanes that are finite.
    pub alive: u32,
    /// The others.
    pub dead: Vec<Dead>,
}

impl<S: Lane> Course<S> {
    /// Runs that have not taken a step: their starts, and the values of their parameters one run after the other. None
    /// if the method cannot follow so many at once.
    pub fn new(engine: &Engine, starts: &[Vec2], values: &[Value]) -> Option<Self> {
        let settings = Settings::of_lanes(engine.optimizer.params, values);
        let rule = S::rule(engine.optimizer, &settings)?;
        let lr = engine.optimizer.rate().map_or(S::from(1.0), |spec| settings.number(spec.id));
        let schedule = engine.options.schedule.as_ref();
        let shared = engine.rates_for(lr.lane(0)) && (0..S::COUNT).all(|i| lr.lane(i) == lr.lane(0));
        let rates = match schedule {
            None => Rates::Constant,
            Some(_) if shared => Rates::Shared,
            Some(schedule) => Rates::Own((0..S::COUNT).map(|i| schedule.follow(lr.lane(i), engine.steps)).collect()),
        };
        let x = [0, 1].map(|axis| S::gather(|i| starts[i][axis]));
        let mut course = Course {
            rule,
            lr,
            rates,
            batches: engine.batch.zip(engine.land().one.data()).map(|(batch, fit)| Batches::new(batch, fit.terms())),
            x,
            f: S::from(f64::NAN),
            g: [S::from(f64::NAN); 2],
            knows_g: false,
            before: ([S::from(f64::NAN); 2], S::from(f64::NAN)),
            eager: false,
            slow: x,
            step: 0,
            alive: S::ALL,
            dead: Vec::new(),
        };
        course.look(engine);
        Some(course)
    }

    /// One step of each run.
    pub fn advance(&mut self, engine: &Engine) {
        let (mut lr, mut momentum) = (self.lr.moved(), None);
        match &mut self.rates {
            Rates::Constant => {}
            Rates::Shared => {
                let rate = engine.rates[self.step];
                (lr, momentum) = (S::from(rate.lr), rate.momentum.map(S::from));
            }
            Rates::Own(followers) => {
                let rates: Vec<_> = followers.iter_mut().enumerate().map(|(i, f)| f.next(self.f.lane(i))).collect();
                lr = S::gather(|i| rates[i].lr);
                momentum = rates[0].momentum.map(|_| S::gather(|i| rates[i].momentum.unwrap_or(f64::NAN)));
            }
        }
        if let Some(momentum) = momentum {
            self.rule.set_momentum(momentum);
        }
        let land = engine.land();
        let part = self.batches.as_mut().zip(land.one.data()).map(|(batches, fit)| fit.only(batches.deal()));
        let mut oracle = Told {
            land,
            part: part.as_ref(),
            x: &self.x,
            f: &self.f,
            g: self.knows_g.then_some(&self.g),
            used: false,
            shift: engine.noise.get(self.step).copied(),
            clip: engine.options.clip,
        };
        let next = self.rule.step(moved(&self.x), lr, &mut oracle);
        self.eager = oracle.used;
        self.step += 1;
        put(&mut self.before.0, &self.x);
        self.before.1.put(&self.f);
        match engine.options.lookahead {
            Some(lookahead) if self.step.is_multiple_of(lookahead.steps) => {
                let (alpha, rest) = (lookahead.alpha, 1.0 - lookahead.alpha);
                self.slow = zip(self.slow, next, |slow, fast| fast * alpha + slow * rest);
                put(&mut self.x, &self.slow);
            }
            _ => put(&mut self.x, &next),
        }
        self.look(engine);
    }

    /// The gradient where the runs are, if it is known.
    pub fn gradient(&self) -> Option<&Vec2<S>> {
        self.knows_g.then_some(&self.g)
    }

    /// f where the runs are, and the gradient where it will be needed.
    fn look(&mut self, engine: &Engine) {
        self.knows_g = engine.judge.wants_gradient() || (S::BOTH && self.eager);
        if self.knows_g {
            S::slope(engine.land(), &self.x, &mut self.f, &mut self.g);
        } else {
            self.f = S::height(engine.land(), &self.x).moved();
        }
        let finite = S::finite(&self.x, &self.f);
        if self.alive & !finite != 0 {
            self.bury(finite);
        }
    }

    /// Sorts out the lanes that are not finite any more.
    #[cold]
    fn bury(&mut self, finite: u32) {
        let mut dying = self.alive & !finite;
        self.alive &= finite;
        let (x, f) = &self.before;
        while dying != 0 {
            let lane = dying.trailing_zeros() as usize;
            dying &= dying - 1;
            let (end, loss) = (x.map(|v| v.lane(lane)), f.lane(lane));
            self.dead.push(Dead { lane, end, loss, step: self.step.saturating_sub(1) });
        }
    }
}

/// The oracle of a step, as in `walk.rs`: value and Hessian are those of the function, or of the batch;
/// gradients noisy and clipped.
struct Told<'a, S> {
    land: Land<'a>,
    part: Option<&'a Fit>,
    /// What is known already: where the runs are, f there, perhaps the gradient.
    x: &'a Vec2<S>,
    f: &'a S,
    g: Option<&'a Vec2<S>>,
    /// Whether the gradient of the whole function was asked for there.
    used: bool,
    shift: Option<Vec2>,
    clip: Clip,
}

impl<S: Lane> Told<'_, S> {
    fn land(&self) -> Land<'_> {
        self.part.map_or(self.land, |part| Land { one: part, lanes: part })
    }

    /// Whether it is the whole function that is asked about, where the runs are.
    fn is_here(&self, p: &Vec2<S>) -> bool {
        self.part.is_none() && p[0].same_bits(&self.x[0]) && p[1].same_bits(&self.x[1])
    }

    /// What the method is told.
    fn told(&self, mut g: Vec2<S>) -> Vec2<S> {
        if let Some([nx, ny]) = self.shift {
            g = [g[0] + nx, g[1] + ny];
        }
        clipped(self.clip, g)
    }
}

impl<S: Lane> Oracle<S> for Told<'_, S> {
    fn value(&mut self, p: Vec2<S>) -> S {
        if self.is_here(&p) { *self.f } else { S::height(self.land(), &p) }
    }

    fn gradient(&mut self, p: Vec2<S>) -> Vec2<S> {
        let here = self.is_here(&p);
        self.used |= here;
        let plain = self.shift.is_none() && self.clip == Clip::default();
        match self.g {
            Some(g) if here && plain => moved(g),
            Some(g) if here => self.told(*g),
            _ => {
                let (mut f, mut g) = (S::from(0.0), [S::from(0.0); 2]);
                S::slope(self.land(), &p, &mut f, &mut g);
                self.told(g)
            }
        }
    }

    fn hessian(&mut self, p: Vec2<S>) -> [Vec2<S>; 2] {
        S::hessian(self.land(), p)
    }

    fn gauss_newton(&mut self, p: Vec2<S>) -> Option<[Vec2<S>; 2]> {
        S::gauss_newton(self.land(), p)
    }

    fn changes(&self) -> bool {
        self.part.is_some()
    }

    fn noisy(&self) -> bool {
        self.shift.is_some_and(|shift| shift != [0.0; 2])
    }
}

/// [`Clip::apply`] without branches.
fn clipped<S: Lane>(clip: Clip, mut g: Vec2<S>) -> Vec2<S> {
    if let Some(most) = clip.value {
        let (high, low) = (S::from(most), S::from(-most));
        g = g.map(|v| (v - high).select_positive(high, (low - v).select_positive(low, v)));
    }
    if let Some(most) = clip.norm {
        let shrink = S::from(most) / ((g[0] * g[0] + g[1] * g[1]).sqrt() + Clip::NORM_EPS);
        g = g.map(|v| (S::from(1.0) - shrink).select_positive(v * shrink, v));
    }
    g
}
