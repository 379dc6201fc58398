//! Which part of a line lies in a rectangle or a box: a run may be anywhere, a picture is not.

use super::pen::Px;

/// From which to which share of its length a line that goes some way from a place lies between two corners.
pub fn share_within(from: Px, way: Px, low: Px, high: Px) -> Option<(f64, f64)> {
    part_within([(from.0, way.0, low.0, high.0), (from.1, way.1, low.1, high.1)], (0.0, 1.0))
}

/// Which part of a line is between bounds along every axis: of each axis where the line is at 0, how far it goes in 1, the
/// lower bound and the upper one. Of the line itself only the part between two ends counts.
pub fn part_within<const N: usize>(axes: [(f64, f64, f64, f64); N], (from, to): (f64, f64)) -> Option<(f64, f64)> {
    let (mut enter, mut leave) = (from, to);
    for (start, way, low, high) in axes {
        if way == 0.0 {
            if !(low..=high).contains(&start) {
                return None;
            }
        } else {
            let (a, b) = ((low - start) / way, (high - start) / way);
            (enter, leave) = (enter.max(a.min(b)), leave.min(a.max(b)));
        }
    }
    (enter < leave).then_some((enter, leave))
}

/// What of a line lies within reach of the origin, in both directions: one piece, if all of it does.
pub fn pieces_within(points: &[Px], reach: f64) -> Vec<Vec<Px>> {
    pieces_between(points, (-reach, -reach), (reach, reach))
}

/// What of a line lies between two corners, the lower coordinates first: one piece, if all of it does.
pub fn pieces_between(points: &[Px], low: Px, high: Px) -> Vec<Vec<Px>> {
    let inside = |p: &Px| (low.0..=high.0).contains(&p.0) && (low.1..=high.1).contains(&p.1);
    if points.iter().all(inside) {
        return vec![points.to_vec()];
    }
    let mut pieces = Vec::new();
    let mut piece: Vec<Px> = Vec::new();
    for pair in points.windows(2) {
        // Half of what a float holds, so that the difference of two is one too.
        let finite = |p: Px| (p.0.clamp(-1e300, 1e300), p.1.clamp(-1e300, 1e300));
        let (a, b) = (finite(pair[0]), finite(pair[1]));
        let way = (b.0 - a.0, b.1 - a.1);
        let at = |share: f64| (a.0 + way.0 * share, a.1 + way.1 * share);
        let Some((enter, leave)) = share_within(a, way, low, high) else {
            pieces.push(std::mem::take(&mut piece));
            continue;
        };
        if enter > 0.0 {
            pieces.push(std::mem::take(&mut piece));
        }
        if piece.is_empty() {
            piece.push(at(enter));
        }
        piece.push(if leave < 1.0 { at(leave) } else { b });
        if leave < 1.0 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_it_leaves() {
        let line = [(0.0, 0.0), (50.0, 0.0), (50.0, 400.0), (-300.0, 50.0), (20.0, 50.0)];
        assert_eq!(
            pieces_within(&line, 100.0),
            vec![vec![(0.0, 0.0), (50.0, 0.0), (50.0, 100.0)], vec![(-100.0, 50.0), (20.0, 50.0)]]
        );
        assert_eq!(pieces_within(&line, 400.0), vec![line.to_vec()]);
        assert!(pieces_within(&[(200.0, 0.0), (0.0, 200.0), (300.0, 300.0)], 99.0).is_empty());
    }

    #[test]
    fn the_direction_stays_however_far_it_goes() {
        for far in [1e3, 1e9, 1e150, 3e299] {
            let pieces = pieces_within(&[(10.0, 20.0), (10.0 + 3.0 * far, 20.0 - far)], 1e3);
            let end = pieces[0][1];
            assert!(((end.0 - 10.0) + 3.0 * (end.1 - 20.0)).abs() < 1e-9 * 1e3, "{far:e}: {end:?}");
        }
        let overflown = pieces_within(&[(0.0, 0.0), (f64::INFINITY, f64::NEG_INFINITY)], 10.0);
        assert_eq!(overflown, vec![vec![(0.0, 0.0), (10.0, -10.0)]]);
    }
}
