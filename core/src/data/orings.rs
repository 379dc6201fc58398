//! The space shuttle before Challenger: the temperature at the launch of 23 flights, in °F, and whether any of the O-rings
//! that seal the rocket boosters was damaged by erosion or blow-by (1) or none (0).
//!
//! The last launch was at 31 °F, 22 degrees below the coldest of these.
//!
//! Source: Presidential Commission on the Space Shuttle Challenger Accident 1986, volume 1, chapter VI, a work of the US
//! government and in the public domain; Dalal, Fowlkes & Hoadley 1989, doi:10.1080/01621459.1989.10478858. The order is
//! that of R's `DAAG::orings`, by temperature; there is damage where its `Total` is above 0.

use super::Table;

/// Degrees Fahrenheit, damage.
#[rustfmt::skip]
const POINTS: &[[u16; 2]] = &[
    [53, 1], [57, 1], [58, 1], [63, 1], [66, 0], [67, 0], [67, 0], [67, 0], [68, 0], [69, 0], [70, 1], [70, 0],
    [70, 1], [70, 0], [72, 0], [73, 0], [75, 0], [75, 1], [76, 0], [76, 0], [78, 0], [79, 0], [81, 0],
];

/// The data.
pub static ORINGS: Table =
    Table { quantities: ["temperature", "damage"], points: POINTS, counts: &[], units: [1.0, 1.0] };
