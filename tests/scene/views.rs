//! Links to a map, to the ground in three dimensions, to particles.

use crate::{ignored, not_allowed, read, unknown};
use downhill::core::optimizers::optimizer;
use downhill::core::param::Scale;
use downhill::core::surfaces::{Domain, surface};
use downhill::scene::{Action, Camera, Reason, Scene, View};
use downhill::text::Lang;

#[test]
fn a_link_says_which_map() {
    let scene = read("view=rates&map=1&map.x=lr:0.001:1:log&map.y=beta:0:0.99");
    assert_eq!((scene.view, scene.maps.run), (View::Rates, 1));
    let [x, y] = scene.map_axes().unwrap();
    let params = scene.runs[1].optimizer.params;
    assert_eq!((params[x.param].id, x.low, x.high, x.scale), ("lr", 0.001, 1.0, Scale::Log));
    assert_eq!((params[y.param].id, y.low, y.high, y.scale), ("beta", 0.0, 0.99, Scale::Linear));
    assert_eq!(scene.write(), "view=rates&map=1&map.x=lr:0.001:1:log&map.y=beta:0:0.99");
    assert_eq!(
        read("view=rates&map=1&map.x=lr:0.0001:1:log").write(),
        "view=rates&map=1",
        "what is usual goes without saying"
    );
    assert_eq!(read("view=2d&map=0"), Scene::default());
    // Who turns one axis into the other gets the other one there.
    let turned = read("map=3&map.y=lr:0.01:1:log");
    let [x, y] = turned.map_axes().unwrap();
    let params = turned.runs[3].optimizer.params;
    assert_eq!([x, y].map(|axis| params[axis.param].id), ["beta1", "lr"]);
}

#[test]
fn bad_maps_are_named() {
    assert_eq!(ignored("view=4d"), [("view=4d".into(), unknown("2d, 3d, basins, rates"))]);
    assert_eq!(ignored("map=4"), [("map=4".into(), not_allowed("0 … 3"))]);
    assert_eq!(
        ignored("map.x=beta:0:1"),
        [("map.x=beta:0:1".into(), unknown("lr, momentum, dampening, weight_decay"))]
    );
    assert_eq!(ignored("map.x=nesterov:0:1").len(), 1, "a switch is no axis");
    assert_eq!(ignored("map.x=lr:0:1:log"), [("map.x=lr:0:1:log".into(), not_allowed("0 < low < high"))]);
    assert_eq!(ignored("map.x=lr:1:0.1"), [("map.x=lr:1:0.1".into(), not_allowed("low < high"))]);
    assert_eq!(
        ignored("map.y=momentum:0:1:memory"),
        [("map.y=momentum:0:1:memory".into(), not_allowed("low < high < 1"))]
    );
    assert_eq!(ignored("map.x=lr:a:1"), [("map.x=lr:a:1".into(), Reason::NotANumber)]);
    assert_eq!(ignored("map.x=lr:0.1:1:log:x"), [("map.x=lr:0.1:1:log:x".into(), Reason::NotANumber)]);
    assert_eq!(ignored("map.x=lr:0.1:1:cubic"), [("map.x=lr:0.1:1:cubic".into(), unknown("linear, log, memory"))]);
    let twice = "map.x=lr:0.1:1&map.y=lr:0.2:1";
    assert_eq!(ignored(twice), [("map.y=lr:0.2:1".into(), Reason::SameAxis)]);
    let said = |text: &str| Scene::read(text).ignored[0].message(Lang::En);
    assert!(said(twice).contains("different parameters"), "{}", said(twice));
    let none = "run=none&map.x=lr:0.1:1";
    assert_eq!(ignored(none), [("map.x=lr:0.1:1".into(), Reason::NoRun)]);
    assert!(said(none).contains("no run to map"), "{}", said(none));
}

#[test]
fn a_link_says_from_where_the_ground_is_seen() {
    let scene = read("view=3d&camera=-30,45.5,2");
    assert_eq!(scene.view, View::Terrain);
    assert_eq!(scene.camera, Camera { azimuth: -30.0, elevation: 45.5, zoom: 2.0, pan: [0.0; 2] });
    assert_eq!(scene.write(), "view=3d&camera=-30,45.5,2");
    assert_eq!(read("view=3d&camera=24,56,1").write(), "view=3d", "what is usual goes without saying");
    assert_eq!(read("camera=24,56,1,0,0"), Scene::default());
    assert_eq!(read("camera=24,56,1,0.25,-0.5").write(), "camera=24,56,1,0.25,-0.5");
    // Four digits; once around is the same place.
    assert_eq!(read("camera=24.123456,56.06789,1.00049").write(), "camera=24.12,56.07,1");
    assert_eq!(read("camera=-190,20,1").write(), "camera=170,20,1");
    assert_eq!(read("camera=360,80,1").camera.azimuth, 0.0);
    // A camera stays with another surface, and in the link while something else is shown.
    let mut moved = read("camera=90,30,1.5");
    moved.apply(Action::SetSurface(surface("himmelblau").unwrap()));
    assert_eq!(moved.write(), "surface=himmelblau&camera=90,30,1.5");
    // What a hand does to it stays within what a link can hold.
    let wild = Camera { azimuth: 1_234.567_89, elevation: 99.0, zoom: f64::NAN, pan: [3.0, -1e-9] };
    moved.apply(Action::SetCamera(wild));
    assert_eq!(moved.camera, Camera { azimuth: 154.6, elevation: 80.0, zoom: 1.0, pan: [1.0, 0.0] });
    assert_eq!(read(&moved.write()), moved);
}

#[test]
fn bad_cameras_are_named() {
    for bad in ["camera=", "camera=1,2", "camera=24,56,1,0", "camera=a,56,1", "camera=24,56,1,0,0,0", "camera=24/56/1"]
    {
        assert_eq!(ignored(bad), [(bad.into(), Reason::NotANumber)], "{bad}");
    }
    let allowed = || not_allowed("−360 … 360, 20 … 80, 0.25 … 16; −1 … 1, −1 … 1");
    for bad in [
        "camera=24,19,1",
        "camera=24,81,1",
        "camera=400,56,1",
        "camera=24,56,0",
        "camera=24,56,17",
        "camera=24,56,1,2,0",
    ] {
        assert_eq!(ignored(bad), [(bad.into(), allowed())], "{bad}");
        assert_eq!(Scene::read(bad).scene.camera, Camera::default());
    }
}

#[test]
fn a_link_says_how_many_particles_there_are() {
    use downhill::scene::{Action, MAX_SWARM};
    let mut scene = read("surface=himmelblau&map=1&swarm=2000");
    assert_eq!((scene.maps.run, scene.maps.swarm), (1, 2000));
    assert_eq!(scene.write(), "surface=himmelblau&map=1&swarm=2000");
    assert_eq!(ignored("swarm=50001"), [("swarm=50001".into(), not_allowed("0 … 50000"))]);
    assert_eq!(ignored("swarm=many"), [("swarm=many".into(), Reason::NotANumber)]);
    scene.apply(Action::SetSwarm(10 * MAX_SWARM));
    assert_eq!(scene.maps.swarm, MAX_SWARM);
    let zoomed = Scene { domain: Some(Domain::new(0.0, 1.0, 0.0, 1.0)), ..scene.clone() };
    assert_eq!(zoomed.swarm_domain(), scene.swarm_domain(), "a closer look at the same ones");
    let own = read("f=x^2%2By^2&domain=-100,100,-100,100");
    assert_eq!(own.swarm_domain(), own.domain());
    scene.apply(Action::SetSwarm(0));
    assert_eq!(scene.write(), "surface=himmelblau&map=1");
}

#[test]
fn a_map_stays_with_its_run() {
    use downhill::scene::Action;
    let mut scene = read("view=rates&map=2&map.y=alpha:0.5:0.99");
    let axes = scene.maps.axes;
    scene.apply(Action::MoveRun(2, 0));
    assert_eq!((scene.maps.run, scene.maps.axes), (0, axes));
    scene.apply(Action::DuplicateRun(0));
    scene.apply(Action::MoveRun(0, 3));
    assert_eq!((scene.maps.run, scene.maps.axes), (3, axes));
    scene.apply(Action::RemoveRun(1));
    assert_eq!((scene.maps.run, scene.maps.axes), (2, axes));
    scene.apply(Action::SetOptimizer(2, optimizer("adam").unwrap()));
    assert_eq!((scene.maps.run, scene.maps.axes), (2, [None; 2]), "Adam has no α of that kind");
    while !scene.runs.is_empty() {
        scene.apply(Action::RemoveRun(0));
    }
    assert_eq!((scene.maps.run, scene.map_axes()), (0, None));
}
