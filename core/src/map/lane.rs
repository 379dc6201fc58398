//! The numbers that runs are made with: one alone, or many lanes. The same code follows both.

use crate::lanes::{LANES, Lanes};
use crate::objective::{Ground, Objective};
use crate::optimizers::{OptimizerSpec, Rule, Settings, many};
use crate::scalar::{Scalar, Vec2};

/// The function in both forms.
#[derive(Clone, Copy)]
pub(super) struct Land<'a> {
    pub one: &'a dyn Objective,
    pub lanes: &'a dyn Ground,
}

/// A number that runs are made with. Lanes are asked about by bits: bit i is lane i.
pub(super) trait Lane: Scalar {
    /// How many there are.
    const COUNT: usize;
    /// Whether the gradient costs little more where f is asked for anyway.
    const BOTH: bool;
    /// All lanes.
    const ALL: u32 = (1 << Self::COUNT) - 1;

    fn lane(self, i: usize) -> f64;
    /// The same again, for numbers that are much memory.
    fn moved(&self) -> Self {
        *self
    }
    /// Takes another number's place.
    fn put(&mut self, from: &Self) {
        *self = *from;
    }
    fn below(self, o: Self) -> u32;
    fn same_bits(&self, o: &Self) -> bool;
    fn finite(p: &Vec2<Self>, f: &Self) -> u32;
    /// The method, ready for its first step; none if it cannot follow so many at once.
    fn rule(spec: &OptimizerSpec, settings: &Settings) -> Option<Box<dyn Rule<Self>>>;
    fn height(land: Land, p: &Vec2<Self>) -> Self;
    fn slope(land: Land, p: &Vec2<Self>, f: &mut Self, g: &mut Vec2<Self>);
    fn hessian(land: Land, p: Vec2<Self>) -> [Vec2<Self>; 2];
    fn gauss_newton(land: Land, p: Vec2<Self>) -> Option<[Vec2<Self>; 2]>;
}

/// A point moved number by number.
pub(super) fn moved<S: Lane>(p: &Vec2<S>) -> Vec2<S> {
    [p[0].moved(), p[1].moved()]
}

/// Puts a point into a place number by number.
pub(super) fn put<S: Lane>(to: &mut Vec2<S>, from: &Vec2<S>) {
    to[0].put(&from[0]);
    to[1].put(&from[1]);
}

impl Lane for f64 {
    const COUNT: usize = 1;
    const BOTH: bool = false;

    fn lane(self, _: usize) -> f64 {
        self
    }
    fn below(self, o: f64) -> u32 {
        u32::from(self < o)
    }
    fn same_bits(&self, o: &f64) -> bool {
        self.to_bits() == o.to_bits()
    }
    fn finite(p: &Vec2, f: &f64) -> u32 {
        u32::from(p[0].is_finite() && p[1].is_finite() && f.is_finite())
    }
    fn rule(spec: &OptimizerSpec, settings: &Settings) -> Option<Box<dyn Rule<f64>>> {
        Some((spec.build)(settings))
    }
    fn height(land: Land, p: &Vec2) -> f64 {
        land.one.value(*p)
    }
    fn slope(land: Land, p: &Vec2, f: &mut f64, g: &mut Vec2) {
        (*f, *g) = (land.one.value(*p), land.one.gradient(*p));
    }
    fn hessian(land: Land, p: Vec2) -> [Vec2; 2] {
        land.one.hessian(p)
    }
    fn gauss_newton(land: Land, p: Vec2) -> Option<[Vec2; 2]> {
        land.one.gauss_newton(p)
    }
}

impl Lane for Lanes {
    const COUNT: usize = LANES;
    const BOTH: bool = true;

    fn lane(self, i: usize) -> f64 {
        Lanes::lane(self, i)
    }
    fn moved(&self) -> Lanes {
        Lanes::moved(self)
    }
    fn put(&mut self, from: &Lanes) {
        Lanes::put(self, from);
    }
    fn below(self, o: Lanes) -> u32 {
        Lanes::below(self, o)
    }
    fn same_bits(&self, o: &Lanes) -> bool {
        Lanes::same_bits(*self, *o)
    }
    fn finite(p: &Vec2<Lanes>, f: &Lanes) -> u32 {
        Lanes::finite(*p, *f)
    }
    fn rule(spec: &OptimizerSpec, settings: &Settings) -> Option<Box<dyn Rule<Lanes>>> {
        many(spec).map(|build| build(settings))
    }
    fn height(land: Land, p: &Vec2<Lanes>) -> Lanes {
        land.lanes.height(p)
    }
    fn slope(land: Land, p: &Vec2<Lanes>, f: &mut Lanes, g: &mut Vec2<Lanes>) {
        land.lanes.slope(p, f, g);
    }
    // No method that takes many lanes asks for these; if one did, it would get them.
    fn hessian(land: Land, p: Vec2<Lanes>) -> [Vec2<Lanes>; 2] {
        let all: [_; LANES] = std::array::from_fn(|i| land.one.hessian(p.map(|v| v.lane(i))));
        [0, 1].map(|row| [0, 1].map(|column| Lanes::gather(|i| all[i][row][column])))
    }
    fn gauss_newton(land: Land, p: Vec2<Lanes>) -> Option<[Vec2<Lanes>; 2]> {
        let all: Option<Vec<_>> = (0..LANES).map(|i| land.one.gauss_newton(p.map(|v| v.lane(i)))).collect();
        all.map(|all| [0, 1].map(|row| [0, 1].map(|column| Lanes::gather(|i| all[i][row][column]))))
    }
}
