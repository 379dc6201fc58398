//! Places on the screen and points of the plane, and round numbers for ticks.

use crate::support::cases;
use crate::{SAFE, near};
use downhill::chart::frame::{Frame, Insets, tick_step, ticks};
use downhill::core::surfaces::Domain;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn places_and_points_of_the_plane_invert(
        size in (80.0..3000.0_f64, 80.0..2000.0_f64),
        left in 0.0..40.0_f64,
        top in 0.0..40.0_f64,
        centre in (-1e3..1e3_f64, -1e3..1e3_f64),
        log_span in (-6.0..6.0_f64, -1.0..1.0_f64),
        at in (0.0..1.0_f64, 0.0..1.0_f64),
    ) {
        let (w, h) = (10f64.powf(log_span.0), 10f64.powf(log_span.0 + log_span.1));
        let domain = Domain::new(centre.0 - w, centre.0 + w, centre.1 - h, centre.1 + h);
        let gutter = Insets { left, bottom: 20.0, ..Insets::default() };
        let frame = Frame::fit(size, gutter, Insets { top, ..SAFE }, domain);
        let place = (size.0 * at.0, size.1 * at.1);
        prop_assert!(near(frame.px(frame.plane(place)), place, 1e-3), "{place:?} {:?}", frame.px(frame.plane(place)));
        // The domain lies within the safe area and fills it in one direction.
        let (a, b) = (frame.px([domain.x.0, domain.y.1]), frame.px([domain.x.1, domain.y.0]));
        let room = ((left + 12.0, top), (size.0 - 12.0, size.1 - 32.0));
        let slack = 1e-3;
        prop_assert!(a.0 >= room.0.0 - slack && b.0 <= room.1.0 + slack, "{a:?} {b:?} {room:?}");
        prop_assert!(a.1 >= room.0.1 - slack && b.1 <= room.1.1 + slack, "{a:?} {b:?} {room:?}");
        let filled = (b.0 - a.0 - (room.1.0 - room.0.0)).abs().min((b.1 - a.1 - (room.1.1 - room.0.1)).abs());
        prop_assert!(filled < slack, "one side is filled");
        // Equal axes, and what is shown is what the plot holds.
        prop_assert!(((b.0 - a.0) / w - (b.1 - a.1) / h).abs() < 1e-6 * (b.0 - a.0) / w);
        let shown = frame.shown();
        prop_assert!((shown.x.0 - frame.plane((left, 0.0))[0]).abs() < 1e-9 * w.max(1.0));
        prop_assert!((shown.y.1 - frame.plane((left, 0.0))[1]).abs() < 1e-9 * h.max(1.0));
        prop_assert!(frame.contains((left, 0.0)) && !frame.contains((left - 0.1, 0.0)) && !frame.contains((left, size.1)));
    }

    #[test]
    fn ticks_are_round_evenly_spaced_and_not_too_many(middle in -1e4..1e4_f64, log_span in -3.0..5.0_f64, count in 1.0..20.0_f64) {
        let span = 10f64.powf(log_span);
        let (low, high) = (middle - span / 2.0, middle + span / 2.0);
        let step = tick_step(high - low, count);
        let digits = step / 10f64.powf((step * (1.0 + 1e-9)).log10().floor());
        prop_assert!([1.0, 2.0, 5.0].iter().any(|d| (digits - d).abs() < 1e-9), "{step} is {digits} × 10ⁿ");
        let all = ticks((low, high), count);
        prop_assert!(all.len() as f64 <= count + 1.0 + 1e-9, "{} for {count}", all.len());
        prop_assert!(all.len() as f64 >= (count / 2.5).floor() - 1e-9, "{} for {count}", all.len());
        for tick in &all {
            prop_assert!((low - 1e-9 * span..=high + 1e-9 * span).contains(tick));
            prop_assert!((tick / step - (tick / step).round()).abs() < 1e-6, "{tick} is a multiple of {step}");
        }
        for pair in all.windows(2) {
            prop_assert!((pair[1] - pair[0] - step).abs() < 1e-6 * step);
        }
        // None is missing at the ends.
        if let (Some(first), Some(last)) = (all.first(), all.last()) {
            prop_assert!(first - step < low && last + step > high);
        }
    }
}

#[test]
fn ranges_without_ticks_have_none() {
    for range in [
        (0.0, 0.0),
        (1.0, 1.0),
        (1e17, 1e17 + 1.0),
        (f64::NAN, 1.0),
        (0.0, f64::INFINITY),
        (-1e308, 1e308),
        (0.0, 5e-324),
    ] {
        let all = ticks(range, 9.0);
        assert!(all.len() <= 101 && all.iter().all(|t| !t.is_nan()), "{range:?}: {all:?}");
    }
}
