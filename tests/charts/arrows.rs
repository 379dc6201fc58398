//! Arrows point where their vectors do.

use crate::inks::{Call, noted_at};
use crate::support::cases;
use crate::{ROUNDED, SIZE, lines, near, opening};
use downhill::chart::arrows::{self, Arrow};
use downhill::chart::labels::Labels;
use downhill::chart::pen::Px;
use downhill::chart::theme::Palette;
use downhill::core::scalar::Vec2;
use downhill::scene::Theme;
use proptest::prelude::*;

fn arrow(vector: Vec2, true_length: bool) -> Arrow {
    Arrow { vector, true_length, name: "m", colour: Palette::of(Theme::Light).ink, text: Palette::of(Theme::Light).ink }
}

fn drawn_arrow(arrow: &Arrow, from: Px, em: f64) -> Vec<Call> {
    let (_, _, frame) = opening();
    noted_at(SIZE, em, |pen| arrows::draw(pen, &frame, Palette::of(Theme::Light), from, arrow, &mut Labels::default()))
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn arrows_point_exactly_where_they_should(angle in 0.0..std::f64::consts::TAU, log_size in -8.0..8.0_f64, em in 0.8..1.5_f64) {
        let size = 10f64.powf(log_size);
        let (_, _, frame) = opening();
        let from = (180.0, 100.0);
        let vector = [size * angle.cos(), size * angle.sin()];
        let calls = drawn_arrow(&arrow(vector, false), from, em);
        let head = calls.iter().find_map(|c| if let Call::Area { points, .. } = c { Some(points.clone()) } else { None });
        let head = head.expect("an arrow has a head");
        let tip = head[1];
        let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
        let length = dx.hypot(dy);
        prop_assert!((angle.cos() * -dy - angle.sin() * dx).abs() < 0.2, "it points to {dx}, {dy}, not {angle}");
        prop_assert!(angle.cos() * dx - angle.sin() * dy > 0.0, "and not backwards");
        let expected = (22.0 + 34.0 * size.sqrt()).min(96.0) * em;
        prop_assert!((length - expected).abs() < 0.2, "{length}, not {expected}");
        prop_assert!(near(lines(&calls)[0].0[0], from, ROUNDED), "it begins at the run");
        // True to scale, the tip is where the next step lands.
        let step = [size.min(1.0) * angle.cos(), size.min(1.0) * angle.sin()];
        let calls = drawn_arrow(&arrow(step, true), from, em);
        let there = (from.0 + step[0] * frame.scale, from.1 - step[1] * frame.scale);
        let long = (there.0 - from.0).hypot(there.1 - from.1);
        match calls.iter().find_map(|c| if let Call::Area { points, .. } = c { Some(points[1]) } else { None }) {
            Some(tip) => prop_assert!(near(tip, there, ROUNDED), "{tip:?}, not {there:?}"),
            None => prop_assert!(long <= 3.0, "an arrow of {long} pixels is missing"),
        }
    }
}

#[test]
fn a_vector_without_a_direction_has_no_arrow() {
    for v in [[0.0, 0.0], [f64::NAN, 1.0], [1.0, f64::INFINITY], [f64::MAX, f64::MAX]] {
        assert!(drawn_arrow(&arrow(v, false), (180.0, 100.0), 1.0).is_empty(), "{v:?}");
    }
    assert!(drawn_arrow(&arrow([1e-9, 0.0], true), (180.0, 100.0), 1.0).is_empty(), "too short to be seen");
}
