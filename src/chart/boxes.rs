//! Boxes of a picture that are to be drawn anew: few large ones cost less than many small ones.

use super::pen::Px;

/// A box, upper left corner first.
pub type Area = (Px, Px);

/// What one more box costs, in pixels that could be copied in the same time (a browser's software canvas copies
/// a million and a half of them in a millisecond, and begins a copy in a hundredth of one).
const BEGINNING: f64 = 16_000.0;

/// Boxes that cover all of the given ones: two become one wherever that is cheaper.
pub fn merged(areas: &[Area]) -> Vec<Area> {
    let mut out: Vec<Area> = Vec::new();
    for area in areas {
        let mut area = *area;
        // What a box has swallowed may bring it near another one.
        while let Some(i) =
            out.iter().position(|other| size(union(*other, area)) <= size(*other) + size(area) + BEGINNING)
        {
            area = union(out.swap_remove(i), area);
        }
        out.push(area);
    }
    out
}

fn union(((a, b), (c, d)): Area, ((e, f), (g, h)): Area) -> Area {
    ((a.min(e), b.min(f)), (c.max(g), d.max(h)))
}

fn size((from, to): Area) -> f64 {
    (to.0 - from.0).max(0.0) * (to.1 - from.1).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_left_out_and_nothing_gets_dearer(
            boxes in proptest::collection::vec((0.0..1000.0, 0.0..700.0, 0.0..200.0, 0.0..40.0), 0..50)
        ) {
            let areas: Vec<Area> = boxes.into_iter().map(|(x, y, w, h)| ((x, y), (x + w, y + h))).collect();
            let few = merged(&areas);
            for (from, to) in &areas {
                let inside = |((a, b), (c, d)): &Area| a <= &from.0 && b <= &from.1 && c >= &to.0 && d >= &to.1;
                prop_assert!(few.iter().any(inside));
            }
            let cost = |list: &[Area]| list.iter().map(|area| size(*area) + BEGINNING).sum::<f64>();
            prop_assert!(cost(&few) <= cost(&areas) * (1.0 + 1e-9) + 1e-6);
        }
    }

    #[test]
    fn neighbours_become_one_and_what_is_far_stays_apart() {
        let near = [((0.0, 0.0), (50.0, 20.0)), ((40.0, 10.0), (90.0, 30.0))];
        assert_eq!(merged(&near), [((0.0, 0.0), (90.0, 30.0))]);
        assert_eq!(merged(&[near[0], ((900.0, 600.0), (950.0, 620.0))]).len(), 2);
        assert!(merged(&[]).is_empty());
    }
}
