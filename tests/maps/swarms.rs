//! Swarms are their paths, step by step, forwards and back.

use crate::support::{any_options, cases, ordinary};
use crate::{any_method, any_noise, any_surface};
use downhill::core::map::{Engine, Flow, Swarm, spread};
use downhill::core::run::{Plan, Trajectory};
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::Domain;
use downhill::scene::Scene;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_swarm_is_its_paths(
        run in any_method(ordinary),
        surface in any_surface(),
        options in any_options(ordinary),
        noise in any_noise(),
        strides in prop::collection::vec(1..9_usize, 1..5),
    ) {
        let steps = strides.iter().sum();
        let plan = Plan { options: &options, noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps) };
        let domain = surface.spec.domain;
        let Domain { x, y } = domain;
        let starts: Vec<Vec2> = (0..11).map(|i| [x.0 + (x.1 - x.0) * f64::from(i) / 9.0, y.1 - (y.1 - y.0) * f64::from(i * i) / 99.0]).collect();
        let mut swarm = Swarm::new(Engine::new(&plan, &surface, domain), &starts);
        let paths: Vec<Trajectory> = starts.iter().map(|start| Plan { start: *start, ..plan }.follow(&surface, domain)).collect();
        for stride in strides {
            let bits = |p: Vec2| p.map(|v| if v.is_nan() { 0 } else { v.to_bits() });
            swarm.advance(stride);
            let points = swarm.points();
            prop_assert_eq!(points.len(), starts.len());
            for (point, path) in points.iter().zip(&paths) {
                prop_assert_eq!(bits(*point), bits(path.at(swarm.step()).point), "{} step {}", run.write(), swarm.step());
            }
        }
        swarm.advance(1000);
        prop_assert_eq!(swarm.step(), steps, "no farther than the plan");
    }

    #[test]
    fn a_flow_knows_every_step_forwards_and_back(
        run in any_method(ordinary),
        surface in any_surface(),
        noise in any_noise(),
        heads in prop::collection::vec(0..40_usize, 1..6),
        room in 0..30_usize,
    ) {
        let (count, steps) = (11, 40);
        let plan = Plan { noise, ..Plan::new(run.optimizer, &run.values, surface.spec.start, steps) };
        let domain = surface.spec.domain;
        let starts = spread(domain, count);
        let swarm = Swarm::new(Engine::new(&plan, &surface, domain), &starts);
        let mut flow = Flow::new(swarm, room * count * 8);
        let paths: Vec<Trajectory> = starts.iter().map(|start| Plan { start: *start, ..plan }.follow(&surface, domain)).collect();
        let bits = |v: f32| if v.is_nan() { 0 } else { v.to_bits() };
        for head in heads {
            let way = (0..=3 * steps).find(|_| flow.toward(head));
            prop_assert!(way.is_some(), "step {head} is never reached");
            let found: Vec<u32> = flow.at(head).unwrap().iter().map(|v| bits(*v)).collect();
            let path = |path: &Trajectory| path.at(head).point.map(|v| bits(v as f32));
            prop_assert_eq!(found, paths.iter().flat_map(path).collect::<Vec<u32>>(), "{} step {}", run.write(), head);
        }
    }
}

#[test]
fn a_flow_remembers_what_fits_and_lies_on_the_lines_between_steps() {
    let scene = Scene::read("surface=himmelblau&run=adam,lr:0.3&swarm=100&steps=50").scene;
    let surface = scene.landscape();
    let mut flow = Flow::new(scene.swarm(&surface).unwrap(), 20 * 100 * 8);
    while !flow.toward(50) {}
    assert_eq!((flow.step(), flow.last()), (50, 50));
    assert!((0..20).all(|step| flow.at(step).is_some()), "the first twenty are kept");
    assert!((20..49).all(|step| flow.at(step).is_none()), "no more than that");
    assert!(flow.at(49).is_some() && flow.at(50).is_some(), "and the last two");
    assert!(!flow.toward(30), "that way is gone again");
    assert_eq!(flow.step(), 1);
    while !flow.toward(30) {}
    let (a, b) = (flow.at(5).unwrap().to_vec(), flow.at(6).unwrap().to_vec());
    let middle = flow.between(5.25).unwrap();
    assert!(middle.iter().zip(a.iter().zip(&b)).all(|(m, (a, b))| *m == a + (b - a) * 0.25));
    assert_eq!(flow.between(5.0).unwrap(), a);
    assert_eq!(flow.between(-3.0), flow.at(0).map(<[f32]>::to_vec));
    assert!(flow.between(29.5).is_some() && flow.between(30.5).is_none());
}
