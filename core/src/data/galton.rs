//! Galton's heights: 928 adult children and the mean of their parents, in inches; mothers and daughters times 1.08.
//!
//! Children of tall parents are tall, but less so than their parents: the slope below 1 is what Galton called regression.
//!
//! Source: Galton 1886, Regression towards mediocrity in hereditary stature, Journal of the Anthropological Institute 15,
//! doi:10.2307/2841583, table I: how many children there are in each cell of one inch by one inch. A cell counts by its
//! middle; "below" and "above" at the ends of the table are put half an inch beyond the middle of the last cell. The
//! numbers and their order are those of R's `HistData::Galton`. In the public domain: the author died in 1911.

use super::Table;

/// Tenths of an inch: parents, child.
#[rustfmt::skip]
const POINTS: &[[u16; 2]] = &[
    [705, 617], [685, 617], [655, 617], [645, 617], [640, 617], [675, 622], [665, 622], [645, 622], [705, 632],
    [695, 632], [685, 632], [675, 632], [665, 632], [655, 632], [645, 632], [640, 632], [695, 642], [685, 642],
    [675, 642], [665, 642], [655, 642], [645, 642], [640, 642], [715, 652], [705, 652], [695, 652], [685, 652],
    [675, 652], [665, 652], [655, 652], [645, 652], [640, 652], [715, 662], [705, 662], [695, 662], [685, 662],
    [675, 662], [665, 662], [655, 662], [645, 662], [640, 662], [715, 672], [705, 672], [695, 672], [685, 672],
    [675, 672], [665, 672], [655, 672], [645, 672], [640, 672], [725, 682], [715, 682], [705, 682], [695, 682],
    [685, 682], [675, 682], [665, 682], [655, 682], [640, 682], [725, 692], [715, 692], [705, 692], [695, 692],
    [685, 692], [675, 692], [665, 692], [655, 692], [645, 692], [640, 692], [725, 702], [715, 702], [705, 702],
    [695, 702], [685, 702], [675, 702], [665, 702], [655, 702], [725, 712], [715, 712], [705, 712], [695, 712],
    [685, 712], [675, 712], [655, 712], [730, 722], [725, 722], [715, 722], [705, 722], [695, 722], [685, 722],
    [675, 722], [655, 722], [730, 732], [725, 732], [715, 732], [705, 732], [695, 732], [685, 732], [725, 737],
    [715, 737], [705, 737], [695, 737],
];

/// How many children.
#[rustfmt::skip]
const COUNTS: &[u8] = &[
    1, 1, 1, 1, 1, 3, 3, 1, 1, 1, 7, 5, 3, 9, 4, 2, 16, 11, 14, 5, 5, 4, 4, 1, 1, 4, 16, 15, 2, 7, 1, 1, 3, 1, 17, 25,
    36, 17, 11, 5, 2, 4, 3, 27, 31, 38, 17, 11, 5, 2, 1, 3, 12, 20, 34, 28, 14, 7, 1, 2, 5, 18, 33, 48, 38, 13, 7, 2,
    1, 1, 10, 14, 25, 21, 19, 4, 5, 2, 4, 7, 20, 18, 11, 2, 1, 7, 9, 4, 11, 4, 4, 1, 3, 2, 2, 3, 4, 3, 4, 2, 3, 5,
];

/// The data.
pub static GALTON: Table =
    Table { quantities: ["parents", "child"], points: POINTS, counts: COUNTS, units: [10.0, 10.0] };
