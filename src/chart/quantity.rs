//! One quantity of one run against the step, on the axes of the loss chart: x solid, y dashed.

use super::frame::Insets;
use super::loss::{Curve, LossChart, Scale};
use crate::core::run::Inspection;
use crate::core::series::Series;
use crate::core::surfaces::Surface;

/// The dashes of y.
const SECOND: &[f64] = &[6.0, 4.0];

/// Whose quantity, as it is drawn and named.
pub struct Subject<'a> {
    /// Every step of the run.
    pub record: &'a [Inspection],
    /// Its surface.
    pub surface: &'a Surface,
    /// What is drawn.
    pub series: Series,
    /// The symbol of that in the method's formula.
    pub symbol: &'a str,
    /// The colour and the marker of the run.
    pub slot: usize,
    /// Whether the run diverges: its second half does not flatten the first one.
    pub diverges: bool,
}

/// The chart of a quantity: one curve if both coordinates are always equal, otherwise two.
pub fn chart(subject: &Subject, scale: Scale, size: (f64, f64), gutter: Insets, steps: usize) -> LossChart {
    let values: Vec<[f64; 2]> = subject.record.iter().map(|i| subject.series.value(i, subject.surface)).collect();
    let one = values.iter().all(|[x, y]| x == y || (x.is_nan() && y.is_nan()));
    let names: &[&str] = if one { &[""] } else { &[" x", " y"] };
    let curve = |(i, name): (usize, &&str)| {
        let values: Vec<f64> = values.iter().map(|v| v[i]).collect();
        let dash = if i == 0 { &[] } else { SECOND };
        Curve::of(values, scale, subject.slot, [subject.symbol, name].concat(), dash)
    };
    let curves: Vec<Curve> = names.iter().enumerate().map(curve).collect();
    let count = if subject.diverges { values.len().div_ceil(2) } else { values.len() };
    LossChart::around(size, gutter, steps, curves, scale, count)
}
