//! What of the plane is drawn: the paths, or a map of one of the runs; and the two parameters of a rate map.

use super::read::{Reason, known};
use super::{Run, Scene};
use crate::core::format::js_number;
use crate::core::map::{Axis, Engine, Map, Plane, Swarm, spread};
use crate::core::optimizers::OptimizerSpec;
use crate::core::param::{Scale, position, read_number};
use crate::core::surfaces::{Domain, Surface};

/// What the stage shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The landscape from above with the paths of the runs.
    #[default]
    Flat,
    /// The same in three dimensions.
    Terrain,
    /// Every start, and where it leads.
    Basins,
    /// Every pair of two parameters, and what comes of it.
    Rates,
}

impl View {
    /// All of them.
    pub const ALL: [View; 4] = [View::Flat, View::Terrain, View::Basins, View::Rates];

    /// The name in links.
    pub fn id(self) -> &'static str {
        match self {
            View::Flat => "2d",
            View::Terrain => "3d",
            View::Basins => "basins",
            View::Rates => "rates",
        }
    }

    pub(super) fn read(text: &str) -> Result<View, Reason> {
        View::ALL.into_iter().find(|view| view.id() == text).ok_or_else(|| known(&View::ALL.map(View::id)))
    }
}

/// A direction of a rate map as a link says it: `lr:0.001:1:log`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapAxis {
    /// The parameter.
    pub param: &'static str,
    /// From where.
    pub low: f64,
    /// To where.
    pub high: f64,
    /// Linear, logarithmic, or even in the logarithm of 1/(1 − β).
    pub scale: Scale,
}

impl MapAxis {
    /// Reads `param:low:high` or `param:low:high:scale`.
    pub(super) fn read(text: &str, optimizer: &OptimizerSpec) -> Result<MapAxis, Reason> {
        let mut parts = text.split(':');
        let mut next = || parts.next().unwrap_or_default();
        let numbers = (0..optimizer.params.len()).filter(|i| Axis::of(optimizer, *i).is_some());
        let ids: Vec<&'static str> = numbers.map(|i| optimizer.params[i].id).collect();
        let id = next();
        let param = ids.iter().find(|known| **known == id).ok_or_else(|| known(&ids))?;
        let [low, high] = [next(), next()].map(read_number);
        let (low, high) = low.zip(high).ok_or(Reason::NotANumber)?;
        let scale = match next() {
            "" | "linear" => Scale::Linear,
            "log" => Scale::Log,
            "memory" => Scale::Memory,
            _ => return Err(known(&["linear", "log", "memory"])),
        };
        if parts.next().is_some() {
            return Err(Reason::NotANumber);
        }
        let axis = MapAxis { param, low, high, scale };
        match axis.of(optimizer) {
            Some(_) => Ok(axis),
            None if scale == Scale::Log => Err(Reason::NotAllowed("0 < low < high".into())),
            None if scale == Scale::Memory => Err(Reason::NotAllowed("low < high < 1".into())),
            None => Err(Reason::NotAllowed("low < high".into())),
        }
    }

    /// The text that [`MapAxis::read`] reads.
    pub(super) fn write(&self) -> String {
        let scale = if self.scale == Scale::Linear { "" } else { self.scale.id() };
        let colon = if scale.is_empty() { "" } else { ":" };
        [self.param, ":", &js_number(self.low), ":", &js_number(self.high), colon, scale].concat()
    }

    /// The direction for a method; none if that has no such number, or such a scale cannot have these ends.
    fn of(&self, optimizer: &OptimizerSpec) -> Option<Axis> {
        let param = position(optimizer.params, self.param)?;
        let axis = Axis { low: self.low, high: self.high, scale: self.scale, ..Axis::of(optimizer, param)? };
        axis.possible().then_some(axis)
    }
}

/// Which map is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Maps {
    /// The run that the map is of.
    pub run: usize,
    /// The directions of a rate map, x and y; the usual ones where there is none.
    pub axes: [Option<MapAxis>; 2],
    /// How many starts of that run are on their way over the landscape, as particles; 0 for none.
    pub swarm: usize,
}

/// The most particles of a swarm.
pub const MAX_SWARM: usize = 50_000;

impl Scene {
    /// The directions of the rate map; none if there is no run, or its method has less than two numbers.
    pub fn map_axes(&self) -> Option<[Axis; 2]> {
        let optimizer = self.runs.get(self.maps.run)?.optimizer;
        let usual = Axis::usual(optimizer)?;
        let [x, y] = self.maps.axes.map(|axis| axis.and_then(|axis| axis.of(optimizer)));
        // Who chooses the parameter of the other direction gets the other parameter.
        let beside = |own: usize, other: Option<Axis>| {
            let taken = other.is_some_and(|other| other.param == usual[own].param);
            usual[if taken { 1 - own } else { own }]
        };
        Some([x.unwrap_or_else(|| beside(0, y)), y.unwrap_or_else(|| beside(1, x))])
    }

    /// The map of the scene's view with so many cells, of a landscape of the scene; none if it shows no map, there is no
    /// run, or nothing to vary.
    pub fn map(&self, surface: &Surface, size: [usize; 2]) -> Option<Map> {
        let plane = match self.view {
            View::Flat | View::Terrain => return None,
            View::Basins => Plane::Starts(self.domain()),
            View::Rates => Plane::Settings(self.map_axes()?),
        };
        let engine = self.engine(self.runs.get(self.maps.run)?, surface);
        Some(Map { engine, plane, size })
    }

    /// What many runs like this one have in common: for maps, strips and swarms.
    pub fn engine(&self, run: &Run, surface: &Surface) -> Engine {
        Engine::new(&self.plan(run), surface, self.domain())
    }

    /// Where the particles begin: all over the surface, however closely one looks; over what is looked at if the surface is
    /// the reader's own, which has no other bounds.
    pub fn swarm_domain(&self) -> Domain {
        let own = self.formula.is_some() || !self.points.is_empty();
        if own { self.domain() } else { self.surface.domain }
    }

    /// The particles of the scene, at their start, on a landscape of the scene; none if it has none.
    pub fn swarm(&self, surface: &Surface) -> Option<Swarm> {
        let run = self.runs.get(self.maps.run).filter(|_| self.maps.swarm > 0)?;
        Some(Swarm::new(self.engine(run, surface), &spread(self.swarm_domain(), self.maps.swarm)))
    }

    /// Leaves out what does not apply, or says what goes without saying.
    pub(super) fn settle_maps(&mut self) {
        if self.maps == Maps::default() {
            return;
        }
        if self.maps.run >= self.runs.len() {
            self.maps.run = 0;
        }
        let optimizer = self.runs.get(self.maps.run).map(|run| run.optimizer);
        let same = |[a, b]: [Option<MapAxis>; 2]| a.zip(b).is_some_and(|(a, b)| a.param == b.param);
        let applies =
            |axis: &MapAxis| optimizer.is_some_and(|spec| axis.of(spec).is_some() && Axis::usual(spec).is_some());
        self.maps.axes = self.maps.axes.map(|axis| axis.filter(applies));
        if same(self.maps.axes) {
            self.maps.axes[1] = None;
        }
        for i in [1, 0] {
            let (all, kept) = (self.map_axes(), self.maps.axes[i].take());
            if self.map_axes() != all {
                self.maps.axes[i] = kept;
            }
        }
    }
}
