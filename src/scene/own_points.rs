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
    /// Lines that could not be read.
    pub bad: Vec<BadLine>,
    /// How many points there were beyond the most there can be.
    pub too_many: usize,
}

/// A line of a table that is no point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// Which of its columns is at fault, from 1.
    pub column: usize,
    /// What stands there; none where there is no such column.
    pub what: Option<String>,
}

/// Reads a table (CSV) with a point a line: its last two cells. A heading is skipped; a true minus sign and full-width
/// separators are understood. Cells are separated by tabs, or else by semicolons, and then a comma may be a number's
/// point; or else by commas, spaces and the like. Lines that do not end in two numbers are named in [`OwnPoints::bad`].
pub fn read_own_points(text: &str) -> OwnPoints {
    let mut own = OwnPoints::default();
    // Some programs begin a file with a mark of its encoding.
    for (line, whole) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let cells = row(whole);
        let values: Vec<Option<f64>> = cells.iter().map(|cell| number(cell).filter(|v| usable(*v))).collect();
        let missing = |column: usize| BadLine { line, column, what: None };
        match values[..] {
            [] => {}
            [.., Some(_), Some(_)] if own.points.len() == MAX_POINTS => own.too_many += 1,
            [.., Some(u), Some(v)] => own.points.push([u, v]),
            // What stands above the first point and holds no number is its heading.
            _ if own.points.is_empty() && own.bad.is_empty() && cells.iter().all(|c| number(c).is_none()) => {}
            [Some(_)] => own.bad.push(missing(2)),
            _ => {
                let first = cells.len().saturating_sub(2);
                let column = (first..cells.len()).find(|i| values[*i].is_none()).unwrap_or(first);
                own.bad.push(BadLine {
                    line,
                    column: column + 1,
                    what: Some(cells[column].clone()).filter(|cell| !cell.is_empty()),
                });
            }
        }
    }
    own
}

/// The cells of a line; none of an empty one.
fn row(line: &str) -> Vec<String> {
    let clean = |cell: &str| cell.trim().trim_matches(['"', '\'']).trim().to_string();
    let apart: fn(char) -> bool = if line.contains('\t') {
        |c| c == '\t'
    } else if line.contains([';', '；']) {
        |c| matches!(c, ';' | '；')
    } else {
        return cells(line).into_iter().map(str::to_string).collect();
    };
    let mut cells: Vec<String> = line.split(apart).map(clean).collect();
    // A separator at the end of a line separates nothing.
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    for cell in &mut cells {
        // "1,5" is one and a half where commas separate nothing.
        if cell.matches(',').count() == 1 && number(&cell.replace(',', ".")).is_some() {
            *cell = cell.replace(',', ".");
        }
    }
    cells
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

    fn bad(line: usize, column: usize, what: &str) -> BadLine {
        BadLine { line, column, what: (!what.is_empty()).then(|| what.to_string()) }
    }

    #[test]
    fn a_table_gives_its_last_two_columns() {
        let own = read_own_points("id,height,weight\n1,1.7,65\n2,1.8,−80\n\n3 1.6 oops\n4；1.5；5e1\nalone\n7");
        assert_eq!(own.points, [[1.7, 65.0], [1.8, -80.0], [1.5, 50.0]]);
        assert_eq!(own.bad, [bad(5, 3, "oops"), bad(7, 1, "alone"), bad(8, 2, "")]);
        assert_eq!(read_own_points("1 2\n3 1e200").bad, [bad(2, 2, "1e200")]);
        let many = read_own_points(&"1 2\n".repeat(203));
        assert_eq!((many.points.len(), many.too_many), (200, 3));
    }

    #[test]
    fn separators_are_those_of_the_line() {
        for text in [
            "1.5,2.5",
            "1.5;2.5",
            "1.5\t2.5",
            "1,5;2,5",
            "1,5\t2,5",
            "\u{feff}x;y\n1,5;2,5;",
            "\"1.5\",\"2.5\"",
            "  1.5   2.5 \r\n",
            "1.5，2.5",
        ] {
            let own = read_own_points(text);
            assert_eq!((&own.points[..], own.bad.len()), (&[[1.5, 2.5]][..], 0), "{text:?}");
        }
        // An empty cell between two is a missing number, not a cell less.
        assert_eq!(read_own_points("1;2\n3;;4").bad, [bad(2, 2, "")]);
        assert_eq!(read_own_points("a\tb\n1\t2\n\t3").bad, [bad(3, 1, "")]);
        assert_eq!(read_own_points(""), OwnPoints::default());
        assert_eq!(read_own_points("name, size\nno, numbers").points.len(), 0);
    }
}
