//! The local picture: the tangent plane and the quadratic model.

use crate::{terrain, terrain_of};
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::Scene;
use downhill::terrain::height::Height;
use downhill::terrain::mesh::Detail;
use downhill::terrain::model::Model;

#[test]
fn the_model_touches_the_ground_and_knows_where_newton_goes() {
    // Of a quadratic function the model is the function.
    let (terrain, _) = terrain("surface=ravine");
    let relief = &terrain.relief;
    let model = Model::new(relief, [-4.0, 1.0], 0.0).unwrap();
    let newton = model.newton.unwrap();
    assert!(newton[0].abs() < 1e-9 && newton[1].abs() < 1e-9 && model.bowl, "{newton:?}");
    for [x, y, z] in &model.quadratic.positions {
        let ground = relief.z([*x, *y]);
        assert!((z - ground).abs() < 1e-9 || ground >= relief.top(), "{x}, {y}: {z} over {ground}");
    }
    // The tangent plane touches the ground: doubling the distance makes the gap four times as large.
    let (terrain, _) = self::terrain("surface=himmelblau");
    let relief = &terrain.relief;
    let p = [1.0, 2.2];
    let model = Model::new(relief, p, 0.0).unwrap();
    let slope = relief.slope(relief.plate.world(p)).unwrap();
    for corner in &model.tangent.positions {
        let d = [0, 1].map(|i| corner[i] - model.at[i]);
        assert!((corner[2] - model.at[2] - slope[0] * d[0] - slope[1] * d[1]).abs() < 1e-12);
    }
    let ground = relief.z([model.at[0], model.at[1]]);
    assert!((ground - model.at[2]).abs() < 1e-12);
    for patch in [&model.tangent, &model.quadratic] {
        for t in &patch.triangles {
            let [a, b, c] = t.map(|i| patch.positions[i as usize]);
            let twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
            assert!(twice > 0.0, "against the clock");
        }
        assert!(patch.positions.iter().flatten().all(|v| v.is_finite()) && !patch.lines.is_empty());
    }
    // At a saddle the model is none of a bowl; where f has no value there is no model.
    let (saddle, _) = self::terrain("surface=saddle");
    assert!(!Model::new(&saddle.relief, [1.0, 0.5], 0.0).unwrap().bowl);
    let (hole, _) = self::terrain("f=sqrt(x)&domain=-4,4,-4,4&run=none");
    assert!(Model::new(&hole.relief, [-1.0, 0.0], 0.0).is_none());
}

#[test]
fn every_surface_has_a_model_at_its_start() {
    for spec in SURFACES {
        let surface = Surface::new(spec, &downhill::core::param::defaults(spec.params));
        let (terrain, _) = terrain_of(&Scene::of(spec), Height::Tone, Detail::HURRIED);
        let Some(model) = Model::new(&terrain.relief, spec.start, 0.01) else {
            assert!(!surface.objective.hessian(spec.start).iter().flatten().all(|v| v.is_finite()), "{}", spec.id);
            continue;
        };
        let all = model.tangent.positions.iter().chain(&model.quadratic.positions);
        assert!(all.flatten().all(|v| v.is_finite()), "{}", spec.id);
    }
}
