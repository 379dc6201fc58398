//! Points that a reader brings.

use crate::support::{cases, read_surface};
use crate::{line, mean, measured, read, standardised};
use downhill::core::data::{FAITHFUL, GALTON, ORINGS};
use downhill::core::run::Outcome;
use downhill::core::scalar::Vec2;
use downhill::core::surfaces::SURFACES;
use downhill::scene::{Action, Read, Reason, Scene, simulate};
use proptest::prelude::*;

fn points_text(points: &[Vec2]) -> String {
    points.iter().map(|[u, v]| format!("{u}:{v}")).collect::<Vec<_>>().join("/")
}

#[test]
fn own_points_are_fitted_whatever_their_units() {
    let points = measured(&GALTON);
    let some: Vec<Vec2> = points.iter().step_by(5).copied().collect();
    let correlation = {
        let s = standardised(&some);
        mean(&s, |[u, v]| u * v)
    };
    for scale in [1.0, 1e-6, 2.54, 1e60] {
        let moved: Vec<Vec2> = some.iter().map(|[u, v]| [u * scale - 3.0 * scale, v * scale]).collect();
        let scene = read(&format!("surface=own_line&points={}", points_text(&moved)));
        let surface = scene.landscape();
        let at = surface.minima[0].point;
        assert!(at[0].abs() < 1e-12 && (at[1] - correlation).abs() < 1e-9, "{at:?}, r = {correlation}");
        let [a, b] = line(&moved);
        let fit = surface.objective.data().unwrap();
        assert!((fit.expected(at, moved[7][0]) - (a + b * moved[7][0])).abs() < 1e-9 * scale * 70.0);
        // The runs that it opens with are good ones, whatever the points.
        for (run, path) in scene.runs.iter().zip(simulate(&scene)) {
            assert!(matches!(path.outcome, Outcome::Converged { .. }), "{}: {:?}", run.optimizer.id, path.outcome);
        }
    }
    let tanh = read(&format!("surface=own_tanh&points={}", points_text(&measured(&FAITHFUL)[..200])));
    assert_eq!(tanh.landscape_with_minima().minima.len(), 2);
    for path in simulate(&tanh) {
        assert!(path.last().loss < 0.2 * path.at(0).loss && path.outcome == Outcome::Budget, "{:?}", path.outcome);
    }
}

#[test]
fn own_labels_are_above_nought_or_not() {
    let (zero, minus) = (measured(&ORINGS), measured(&ORINGS).into_iter().map(|[u, v]| [u, 2.0 * v - 1.0]));
    let scene = |points: &[Vec2]| read(&format!("surface=own_logistic&points={}", points_text(points)));
    let (a, b) = (scene(&zero).landscape(), scene(&minus.collect::<Vec<_>>()).landscape());
    assert_eq!(a.minima, b.minima);
    assert_eq!(a.minima[0].point, read_surface("oring_logistic").minima[0].point);
    for path in simulate(&scene(&zero)) {
        assert!(matches!(path.outcome, Outcome::Converged { .. } | Outcome::Budget), "{:?}", path.outcome);
    }
    // A curve that all but tells them apart is steep: its minimum lies far from where the search for it begins.
    let steep = [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0], [3.5, 1.0], [3.6, 0.0], [4.0, 1.0], [5.0, 1.0], [6.0, 1.0]];
    let steep = scene(&steep).landscape();
    let [x, y] = steep.minima[0].point;
    assert!((x + 0.161).abs() < 1e-3 && (y - 8.340).abs() < 1e-3, "({x}, {y})");
    // Two kinds that a threshold tells apart have no best curve, and points without a spread no line.
    assert!(scene(&[[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [3.0, 1.0]]).landscape().minima.is_empty());
    assert!(read("surface=own_line&points=1:2/1:3").landscape().minima.is_empty());
    // A mean of 0.1 that is not quite 0.1 is no spread either.
    let equal = |u: &str| {
        let text = format!("surface=own_line&points={u}:1/{u}:2/{u}:4");
        read(&text).landscape().objective.value([1.0, 1.0])
    };
    assert_eq!(equal("0.1"), equal("0.5"));
    assert!(read("surface=own_tanh&points=1:2").landscape().objective.value([1.0, 1.0]).is_finite());
}

#[test]
fn points_that_cannot_be_used_are_named_and_the_rest_is_kept() {
    let Read { scene, ignored } = Scene::read("surface=own_line&points=1:2/3/4:x//5:6/1e200:0/-1:.5");
    assert_eq!(scene.points[..], [[1.0, 2.0], [5.0, 6.0], [-1.0, 0.5]]);
    let named: Vec<(&str, &Reason)> = ignored.iter().map(|i| (i.what.as_str(), &i.reason)).collect();
    let range = Reason::NotAllowed("|v| ≤ 1e100".into());
    assert_eq!(named, [("3", &Reason::NotANumber), ("4:x", &Reason::NotANumber), ("1e200:0", &range)]);
    let many = Scene::read(&format!("surface=own_tanh&points={}", "1:2/3:4/".repeat(102)));
    assert_eq!((many.scene.points.len(), many.ignored.len()), (200, 1));
    assert_eq!(many.ignored[0].reason, Reason::NotAllowed("1 … 200".into()));
    let reasons = |text: &str| Scene::read(text).ignored.into_iter().map(|i| i.reason).collect::<Vec<_>>();
    assert_eq!(reasons("surface=own_line"), [Reason::NoPoints]);
    assert_eq!(reasons("surface=own_line&points=x"), [Reason::NoPoints, Reason::NotANumber]);
    let none = Reason::NoModel("own_line, own_logistic, own_tanh".into());
    assert_eq!(reasons("points=1:2/3:4"), std::slice::from_ref(&none));
    assert_eq!(reasons("points=1:2&surface=ravine"), [none]);
    assert_eq!(reasons("surface=own_line,a:1&points=1:2/2:4"), [Reason::UnknownKey]);
    assert!(Scene::read("surface=own_line").scene == Scene::default());
    let written = "surface=own_logistic&points=1:0/2:1/1.5:1/3:0&steps=50&batch=2";
    assert_eq!(read(written).write(), written);
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn scenes_of_own_points_are_read_back(
        points in prop::collection::vec((-1e100..1e100_f64, -10.0..10.0_f64).prop_map(|(u, v)| [u, v]), 1..200),
        which in 0..3_usize,
        batch in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut scene = Scene::default();
        scene.apply(Action::SetPoints(points.clone()));
        scene.apply(Action::SetSurface(&downhill::core::surfaces::OWN[which]));
        scene.apply(Action::SetBatch(batch.map_or(0, |b| b.index(points.len()) + 1)));
        prop_assert_eq!(scene.surface.id, downhill::core::surfaces::OWN[which].id);
        prop_assert_eq!(&scene.points[..], &points[..]);
        prop_assert_eq!(read(&scene.write()), scene.clone());
        prop_assert!(scene.landscape().objective.value(scene.start()).is_finite());
        // Elsewhere the points are gone, and a model for them is not there to be chosen.
        scene.apply(Action::SetSurface(&SURFACES[3]));
        scene.apply(Action::SetSurface(&downhill::core::surfaces::OWN[0]));
        prop_assert_eq!((scene.surface.id, scene.points.len()), (SURFACES[3].id, 0));
        scene.apply(Action::SetPoints(vec![[f64::NAN, 0.0]]));
        prop_assert_eq!(scene.points.len(), 0);
    }
}
