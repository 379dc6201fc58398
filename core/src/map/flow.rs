//! A swarm that can be asked where it is at any step, forwards and back.
//!
//! A method cannot go back: what it has averaged is gone. So the places at the first steps are kept, in single precision, which
//! is more than a screen shows, as many of them as fit into a given memory; beyond them the way is gone again from the start.

use super::swarm::Swarm;

/// Where all of a swarm are at a step: x and y by turns.
type Places = Vec<f32>;

/// A swarm with memory.
pub struct Flow {
    swarm: Swarm,
    /// The places at the first steps.
    kept: Vec<Places>,
    /// How many of them may be kept.
    room: usize,
    /// The last two steps that were gone, beyond what is kept.
    recent: [Option<(usize, Places)>; 2],
}

impl Flow {
    /// A swarm at its start, with memory for so many bytes of places; two steps are always kept.
    pub fn new(swarm: Swarm, bytes: usize) -> Flow {
        let each = 2 * size_of::<f32>() * swarm.len().max(1);
        let mut flow = Flow { swarm, kept: Vec::new(), room: (bytes / each).max(2), recent: [None, None] };
        flow.keep();
        flow
    }

    /// The step at which the runs end.
    pub fn last(&self) -> usize {
        self.swarm.last()
    }

    /// The step that the swarm has come to.
    pub fn step(&self) -> usize {
        self.swarm.step()
    }

    /// Where all are at a step: x and y by turns, not a number for one that was never finite; none if that is not known now.
    pub fn at(&self, step: usize) -> Option<&[f32]> {
        let recent = || self.recent.iter().flatten().find(|(at, _)| *at == step).map(|(_, places)| places);
        self.kept.get(step).or_else(recent).map(Vec::as_slice)
    }

    /// Goes a single step on the way to a step, from the start if that has been passed; whether [`Flow::at`] of it is known.
    pub fn toward(&mut self, step: usize) -> bool {
        let step = step.min(self.last());
        if self.at(step).is_some() {
            return true;
        }
        if step < self.swarm.step() {
            self.swarm.restart();
            self.recent = [None, None];
        }
        self.swarm.advance(1);
        self.keep();
        self.at(step).is_some()
    }

    /// Where all are between two steps: `head` is a step and the part of the next one that has been gone, on straight lines.
    /// None if either is not known now.
    pub fn between(&self, head: f64) -> Option<Places> {
        let head = head.clamp(0.0, self.last() as f64);
        let step = libm::floor(head);
        let (from, part) = (self.at(step as usize)?, (head - step) as f32);
        if part == 0.0 {
            return Some(from.to_vec());
        }
        let to = self.at(step as usize + 1)?;
        Some(from.iter().zip(to).map(|(a, b)| a + (b - a) * part).collect())
    }

    fn keep(&mut self) {
        let step = self.swarm.step();
        if step < self.kept.len() {
            return;
        }
        let places = self.swarm.points().into_iter().flatten().map(|v| v as f32).collect();
        if step == self.kept.len() && step < self.room {
            self.kept.push(places);
        } else {
            self.recent.swap(0, 1);
            self.recent[1] = Some((step, places));
        }
    }
}
