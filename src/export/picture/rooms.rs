//! How the height of a picture is shared out.

use super::legend;

/// The head of a picture.
pub(super) const HEAD: f64 = 52.0;

/// How high the parts of a picture are, from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rooms {
    pub(super) head: f64,
    pub(super) land: f64,
    pub(super) chart: f64,
    pub(super) legend: f64,
}

impl Rooms {
    pub(super) const NONE: Rooms = Rooms { head: 0.0, land: 0.0, chart: 0.0, legend: 0.0 };

    /// Shares a picture's height out: the landscape always comes first.
    pub(super) fn of((_, height): (f64, f64), rows: usize) -> Rooms {
        let head = if height < 300.0 { 36.0 } else { HEAD };
        let legend = legend::height(rows);
        let chart = (0.21 * height).clamp(96.0, 200.0);
        let land = |taken: f64| height - head - taken;
        // More than half of the height is the landscape's, its axis included.
        let enough = |land: f64| land >= 0.56 * height;
        let (chart, legend) = match () {
            () if enough(land(chart + legend)) => (chart, legend),
            () if enough(land(chart)) => (chart, 0.0),
            () if enough(land(legend)) => (0.0, legend),
            () => (0.0, 0.0),
        };
        Rooms { head, land: land(chart + legend), chart, legend }
    }
}
