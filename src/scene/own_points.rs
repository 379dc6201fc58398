//! The reader's own points: two numbers each, pasted, from a file or in a link, read without losing one.

use super::Scene;
use super::own_data::{cells, number};
use super::read::{Ignored, Reason};
use crate::core::param::read_number;
use crate::core::scalar::Vec2;
use crate::core::surfaces::{MAX_COORDINATE, MAX_POINTS, SurfaceSpec};
use std::sync::Arc;

/// Points, and what among them was none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnPoints {
    /// The points, in order.
    pub points: Vec<Vec2>,
    /// Lines that could not be read, each with its number from 1.
    pub bad: Vec<(usize, String)>,
    /// How many points there were beyond the most there can be.
    pub too_many: usize,
}

/// Reads a table (CSV) with a point a line: its last two cells. A heading is skipped; a true minus sign and full-width
/// separators are understood. Lines that do not end in two numbers are named in [`OwnPoints::bad`].
pub fn read_own_points(text: &str) -> OwnPoints {
    let mut own = OwnPoints::default();
    for (n, line) in (1..).zip(text.lines()) {
        let cells = cells(line);
        let values: Vec<Option<f64>> = cells.iter().map(|cell| number(cell).filter(|v| usable(*v))).collect();
        match values[..] {
            [] => {}
            [.., Some(_), Some(_)] if own.points.len() == MAX_POINTS => own.too_many += 1,
            [.., Some(u), Some(v)] => own.points.push([u, v]),
            // What stands above the first point and holds no number is its heading.
            _ if own.points.is_empty() && own.bad.is_empty() && cells.iter().all(|c| number(c).is_none()) => {}
            _ => own.bad.push((n, line.trim().to_string())),
        }
    }
    own
}

fn usable(v: f64) -> bool {
    v.abs() <= MAX_COORDINATE
}

/// Whether a link could hold these points.
pub(super) fn allowed(points: &[Vec2]) -> bool {
    (1..=MAX_POINTS).contains(&points.len()) && points.as_flattened().iter().all(|v| usable(*v))
}

/// Reads `x:y/x:y`; what cannot be used is left out and reported.
pub(super) fn read(text: &str, ignored: &mut Vec<Ignored>) -> Vec<Vec2> {
    let mut points = Vec::new();
    let mut full = false;
    for part in text.split('/').filter(|part| !part.is_empty()) {
        let pair = part.split_once(':').and_then(|(u, v)| Some([read_number(u)?, read_number(v)?]));
        let reason = match pair {
            None => Reason::NotANumber,
            Some(pair) if !pair.iter().all(|v| usable(*v)) => Reason::NotAllowed(format!("|v| ≤ {MAX_COORDINATE:e}")),
            // The first beyond the end speaks for all of them.
            Some(_) if full => continue,
            Some(_) if points.len() == MAX_POINTS => {
                full = true;
                Reason::NotAllowed(format!("1 … {MAX_POINTS}"))
            }
            Some(pair) => {
                points.push(pair);
                continue;
            }
        };
        ignored.push(Ignored { what: part.to_string(), reason });
    }
    points
}

impl Scene {
    /// The scene that one's own points open with.
    pub(super) fn of_points(spec: &'static SurfaceSpec, points: Arc<[Vec2]>) -> Scene {
        Scene { points, ..Scene::of(spec) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_its_last_two_columns() {
        let own = read_own_points("id,height,weight\n1,1.7,65\n2,1.8,−80\n\n3 1.6 oops\n4；1.5；5e1\nalone\n7");
        assert_eq!(own.points, [[1.7, 65.0], [1.8, -80.0], [1.5, 50.0]]);
        assert_eq!(own.bad, [(5, "3 1.6 oops".into()), (7, "alone".into()), (8, "7".into())]);
        assert_eq!(read_own_points("1 2\n3 1e200").bad, [(2, "3 1e200".into())]);
        let many = read_own_points(&"1 2\n".repeat(203));
        assert_eq!((many.points.len(), many.too_many), (200, 3));
    }
}
