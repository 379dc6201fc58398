//! The slope field lies at even places, shows where downhill is, and tells the steep from the flat.

use crate::support::read_surface;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::slopes::slopes;
use downhill::core::surfaces::{Domain, SURFACES};
use proptest::prelude::*;

fn frame(size: (f64, f64), domain: Domain) -> Frame {
    let gutter = Insets { left: 36.0, bottom: 24.0, ..Insets::default() };
    Frame::fit(size, gutter, Insets::default(), domain)
}

proptest! {
    #![proptest_config(crate::support::cases(60))]

    #[test]
    fn arrows_point_downhill_inside_the_plot(i in 0..SURFACES.len(), size in (60.0..1500.0, 60.0..1000.0), em in 1.0..2.0) {
        let surface = read_surface(SURFACES[i].id);
        let frame = frame(size, surface.spec.domain);
        let (left, top, right, bottom) = frame.plot();
        let field = slopes(&surface, &frame, em);
        prop_assert!(field.len() <= ((size.0 / (40.0 * em)).ceil() * (size.1 / (40.0 * em)).ceil()) as usize);
        for (tail, tip) in field {
            let middle = ((tail.0 + tip.0) / 2.0, (tail.1 + tip.1) / 2.0);
            prop_assert!(middle.0 >= left && middle.0 <= right && middle.1 >= top && middle.1 <= bottom, "{middle:?}");
            let [gx, gy] = surface.objective.gradient(frame.plane(middle));
            let (dx, dy) = (tip.0 - tail.0, tail.1 - tip.1);
            let length = dx.hypot(dy);
            prop_assert!(length <= 26.0 * em + 1e-6 && length >= 7.0 * em - 1e-6, "{length}");
            // Rounding of the middle may turn the gradient where it jumps; nowhere else.
            let cosine = -(gx * dx + gy * dy) / (gx.hypot(gy) * length);
            prop_assert!(cosine > 0.99 || surface.spec.trouble.id() == "kinks", "{}: {cosine} at {middle:?}", surface.spec.id);
        }
    }
}

#[test]
fn the_steep_is_long_and_the_flat_is_short() {
    let surface = read_surface("ravine");
    let frame = frame((800.0, 500.0), surface.spec.domain);
    let steep = |(tail, tip): &((f64, f64), (f64, f64))| {
        let [gx, gy] = surface.objective.gradient(frame.plane(((tail.0 + tip.0) / 2.0, (tail.1 + tip.1) / 2.0)));
        (gx.hypot(gy), (tip.0 - tail.0).hypot(tip.1 - tail.1))
    };
    let mut field: Vec<(f64, f64)> = slopes(&surface, &frame, 1.0).iter().map(steep).collect();
    assert!(field.len() > 150, "{}", field.len());
    field.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(field.windows(2).all(|pair| pair[0].1 <= pair[1].1 + 1e-6));
    let (flattest, steepest) = (field[0], field[field.len() - 1]);
    assert!((steepest.1 - 26.0).abs() < 1e-6 && flattest.1 < 20.0, "{flattest:?} {steepest:?}");
}

#[test]
fn flat_ground_has_no_arrows() {
    let read = downhill::scene::Scene::read("f=3");
    let surface = read.scene.landscape();
    assert!(slopes(&surface, &frame((800.0, 500.0), read.scene.domain()), 1.0).is_empty());
}
