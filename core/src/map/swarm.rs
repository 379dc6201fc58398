//! A swarm: many runs at once, seen on their way.

use super::course::Course;
use super::engine::Engine;
use super::lane::Lane;
use crate::lanes::Lanes;
use crate::scalar::Vec2;

/// Many runs of a plan from different starts, as far as they have come. Those that leave what is finite stay at their
/// last finite point.
pub struct Swarm {
    engine: Engine,
    courses: Courses,
    starts: Vec<Vec2>,
    step: usize,
}

enum Courses {
    Many(Vec<Course<Lanes>>),
    One(Vec<Course<f64>>),
}

impl Swarm {
    /// Runs that have not taken a step.
    pub fn new(engine: Engine, starts: &[Vec2]) -> Swarm {
        let mut swarm = Swarm { engine, courses: Courses::One(Vec::new()), starts: starts.to_vec(), step: 0 };
        swarm.restart();
        swarm
    }

    /// All go back to where they began.
    pub fn restart(&mut self) {
        self.courses = if self.engine.takes_many() {
            Courses::Many(begin(&self.engine, &self.starts))
        } else {
            Courses::One(begin(&self.engine, &self.starts))
        };
        self.step = 0;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The step at which their runs end.
    pub fn last(&self) -> usize {
        self.engine.steps
    }

    /// The steps that all of them have taken.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Takes as many more steps as are left of so many.
    pub fn advance(&mut self, steps: usize) {
        let steps = steps.min(self.engine.steps - self.step);
        match &mut self.courses {
            Courses::Many(courses) => courses.iter_mut().for_each(|course| advance(course, &self.engine, steps)),
            Courses::One(courses) => courses.iter_mut().for_each(|course| advance(course, &self.engine, steps)),
        }
        self.step += steps;
    }

    /// Where they are, in the order of the starts; not a number for one that was never finite.
    pub fn points(&self) -> Vec<Vec2> {
        let mut points = Vec::with_capacity(self.len() + Lanes::COUNT);
        match &self.courses {
            Courses::Many(courses) => courses.iter().for_each(|course| place(course, &mut points)),
            Courses::One(courses) => courses.iter().for_each(|course| place(course, &mut points)),
        }
        points.truncate(self.len());
        points
    }
}

fn begin<S: Lane>(engine: &Engine, starts: &[Vec2]) -> Vec<Course<S>> {
    let values = engine.same_values::<S>();
    let course = |group: &[Vec2]| {
        let full: Vec<Vec2> = (0..S::COUNT).map(|i| group[i.min(group.len() - 1)]).collect();
        Course::new(engine, &full, &values)
    };
    starts.chunks(S::COUNT).filter_map(course).collect()
}

fn advance<S: Lane>(course: &mut Course<S>, engine: &Engine, steps: usize) {
    for _ in 0..steps {
        if course.alive == 0 {
            return;
        }
        course.advance(engine);
    }
}

fn place<S: Lane>(course: &Course<S>, points: &mut Vec<Vec2>) {
    let from = points.len();
    points.extend((0..S::COUNT).map(|i| course.x.map(|v| v.lane(i))));
    course.dead.iter().for_each(|dead| points[from + dead.lane] = dead.end);
}
