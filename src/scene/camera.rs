//! From where the landscape is seen in three dimensions: `camera=azimuth,elevation,zoom`.

use super::read::Reason;
use crate::core::format::js_number;
use crate::core::param::read_number;

/// From where the landscape is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// How far the landscape is turned about the vertical, in degrees, from −180 to below 180; 0 has y pointing away.
    pub azimuth: f64,
    /// How high the eye stands over the horizon, in degrees; 90 would be straight above.
    pub elevation: f64,
    /// How many times larger than what just fits.
    pub zoom: f64,
    /// The place of the ground that is looked at, from −1 to 1 of half of the longer side; 0, 0 is the middle.
    pub pan: [f64; 2],
}

impl Default for Camera {
    fn default() -> Self {
        Camera { azimuth: 24.0, elevation: 56.0, zoom: 1.0, pan: [0.0; 2] }
    }
}

/// The lowest and the highest elevation, in degrees.
pub const ELEVATIONS: (f64, f64) = (20.0, 80.0);
/// The smallest and the largest zoom.
pub const ZOOMS: (f64, f64) = (0.25, 16.0);

/// To four significant digits, or a millionth.
fn rounded(v: f64) -> f64 {
    let mut parts = 1.0;
    while (v * parts).abs() < 1000.0 && parts < 1e6 {
        parts *= 10.0;
    }
    // Not −0.
    (v * parts).round() / parts + 0.0
}

impl Camera {
    /// What a link can hold that is nearest to it: within the limits, to four digits. What is no number becomes the
    /// default.
    pub fn settled(self) -> Camera {
        let usual = Camera::default();
        let fit = |v: f64, usual: f64, (low, high): (f64, f64)| {
            rounded(if v.is_finite() { v } else { usual }.clamp(low, high))
        };
        let turned = self.azimuth - 360.0 * ((self.azimuth + 180.0) / 360.0).floor();
        let azimuth = fit(turned, usual.azimuth, (-180.0, 180.0));
        Camera {
            // The other name of the same direction.
            azimuth: if azimuth == 180.0 { -180.0 } else { azimuth },
            elevation: fit(self.elevation, usual.elevation, ELEVATIONS),
            zoom: fit(self.zoom, usual.zoom, ZOOMS),
            pan: self.pan.map(|v| fit(v, 0.0, (-1.0, 1.0))),
        }
    }

    /// Reads `azimuth,elevation,zoom`, or these and the two numbers of a pan.
    ///
    /// # Errors
    /// If these are not so many numbers, or one of them is outside its limits.
    pub(super) fn read(text: &str) -> Result<Camera, Reason> {
        let numbers: Option<Vec<f64>> = text.split(',').map(read_number).collect();
        let (azimuth, elevation, zoom, pan) = match *numbers.unwrap_or_default() {
            [azimuth, elevation, zoom] => (azimuth, elevation, zoom, [0.0; 2]),
            [azimuth, elevation, zoom, x, y] => (azimuth, elevation, zoom, [x, y]),
            _ => return Err(Reason::NotANumber),
        };
        let within = |v: f64, (low, high): (f64, f64)| (low..=high).contains(&v);
        let allowed = within(azimuth, (-360.0, 360.0))
            && within(elevation, ELEVATIONS)
            && within(zoom, ZOOMS)
            && pan.iter().all(|v| within(*v, (-1.0, 1.0)));
        if allowed {
            Ok(Camera { azimuth, elevation, zoom, pan }.settled())
        } else {
            Err(Reason::NotAllowed("−360 … 360, 20 … 80, 0.25 … 16; −1 … 1, −1 … 1".into()))
        }
    }

    /// The text that [`Camera::read`] reads.
    pub(super) fn write(&self) -> String {
        let mut all = vec![self.azimuth, self.elevation, self.zoom];
        if self.pan != [0.0; 2] {
            all.extend(self.pan);
        }
        all.into_iter().map(js_number).collect::<Vec<_>>().join(",")
    }
}
