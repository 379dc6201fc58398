//! Anscombe's quartet: four sets of eleven points, made so that mean, variance, correlation and fitted line are the same.
//!
//! A line with scatter; a parabola; a line with one outlier; one point that decides the slope alone. The loss surfaces of
//! the four are almost the same bowl, though only the first is described by its line.
//!
//! Source: Anscombe 1973, Graphs in statistical analysis, doi:10.1080/00031305.1973.10478966, with the numbers of R's
//! `anscombe`. Forty-four pairs of numbers as printed: facts, not subject to copyright.

use super::Table;

const fn set(points: &'static [[u16; 2]]) -> Table {
    Table { quantities: ["x", "y"], points, counts: &[], units: [1.0, 100.0] }
}

/// The data, four sets: x, hundredths of y.
#[rustfmt::skip]
pub static ANSCOMBE: [Table; 4] = [
    set(&[
        [10, 804], [8, 695], [13, 758], [9, 881], [11, 833], [14, 996], [6, 724], [4, 426], [12, 1084], [7, 482],
        [5, 568],
    ]),
    set(&[
        [10, 914], [8, 814], [13, 874], [9, 877], [11, 926], [14, 810], [6, 613], [4, 310], [12, 913], [7, 726], [5, 474],
    ]),
    set(&[
        [10, 746], [8, 677], [13, 1274], [9, 711], [11, 781], [14, 884], [6, 608], [4, 539], [12, 815], [7, 642],
        [5, 573],
    ]),
    set(&[
        [8, 658], [8, 576], [8, 771], [8, 884], [8, 847], [8, 704], [8, 525], [19, 1250], [8, 556], [8, 791], [8, 689],
    ]),
];
