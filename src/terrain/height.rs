//! How high the ground stands: a smooth increasing function of f.
//!
//! f itself would be a wall with a crack in it. The tones of the two-dimensional picture spread ravines and plateaus
//! evenly, but half of them is a count of samples: fit for colours, too rough for slopes. Here the tone is read at a few
//! places, evenly in the logarithm, and a smooth monotone curve laid through them (Fritsch and Carlson, "Monotone
//! piecewise cubic interpolation", SIAM J. Numer. Anal. 17, 1980), so that light has something to fall on.

use crate::chart::field::Tones;

/// What the height of the ground is proportional to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// The tone to the power of 1.25: what the colours show, ravines and plateaus alike.
    #[default]
    Tone,
    /// f itself, cut off where the highest half percent begins.
    Linear,
    /// The logarithm of f above its lowest value.
    Log,
    /// The inverse hyperbolic sine of f above its lowest value: linear at the bottom, logarithmic above.
    Asinh,
}

impl Height {
    /// All of them.
    pub const ALL: [Height; 4] = [Height::Tone, Height::Linear, Height::Log, Height::Asinh];

    /// Its name.
    pub fn id(self) -> &'static str {
        ["tone", "linear", "log", "asinh"][self as usize]
    }
}

/// The exponent of the tone.
const POWER: f64 = 1.25;
/// How many pieces the curve of the tone has: few for heights, which must be smooth, many for colours, which must be
/// those of the map.
const SMOOTH: usize = 40;
const EXACT: usize = 240;
/// Higher than that nothing stands: what explodes is cut off flat.
pub const TOP: f64 = 1.03;

/// The tone as a smooth function of f.
#[derive(Clone, Debug)]
pub struct Curve {
    lowest: f64,
    softening: f64,
    /// The logarithm at the lowest value, and the distance between two places.
    from: f64,
    step: f64,
    /// The tones at the places, and their slopes.
    tones: Vec<(f64, f64)>,
}

impl Curve {
    /// The curve that has the tones of a picture.
    pub fn exact(tones: &Tones) -> Curve {
        Curve::new(tones, EXACT)
    }

    /// A smoother one.
    fn smooth(tones: &Tones) -> Curve {
        Curve::new(tones, SMOOTH)
    }

    fn new(tones: &Tones, pieces: usize) -> Curve {
        let (lowest, softening, highest) = tones.ends();
        let from = libm::log(softening);
        // A plateau has all its tones close below the highest sample, so that one of the places is there. A twentieth is
        // left for what stands higher, until the tone has come to its end.
        let to = libm::log((highest - lowest).max(0.0) + softening);
        let step = ((to - from) / (pieces - pieces / 20) as f64).max(1e-9);
        let value = |i: usize| lowest + (libm::exp(from + i as f64 * step) - softening).max(0.0);
        let mut read: Vec<f64> = (0..=pieces).map(|i| tones.tone(value(i))).collect();
        read[0] = tones.tone(lowest);
        Curve { lowest, softening, from, step, tones: monotone(&read, step) }
    }

    /// The tone of a value and its derivative by f: 0 at the lowest ground, about 1 at the highest. NaN for NaN.
    pub fn tone(&self, f: f64) -> (f64, f64) {
        if f.is_nan() {
            return (f64::NAN, f64::NAN);
        }
        let above = f - self.lowest;
        if above < 0.0 {
            return (self.tones[0].0, 0.0);
        }
        let inner = above + self.softening;
        let u = (libm::log(inner) - self.from) / self.step;
        let pieces = self.tones.len() - 1;
        if u >= pieces as f64 {
            return (self.tones[pieces].0, 0.0);
        }
        // Where f spans more than a float holds, there is no such number.
        let u = if u > 0.0 { u } else { 0.0 };
        let i = u as usize;
        let t = u - i as f64;
        let ((a, da), (b, db)) = (self.tones[i], self.tones[i + 1]);
        let (da, db) = (da * self.step, db * self.step);
        let rise = b - a;
        // The cubic with these ends and slopes.
        let (c2, c3) = (3.0 * rise - 2.0 * da - db, da + db - 2.0 * rise);
        let tone = a + t * (da + t * (c2 + t * c3));
        let slope = (da + t * (2.0 * c2 + t * 3.0 * c3)) / self.step;
        (tone, slope / inner)
    }
}

/// The heights of a landscape.
#[derive(Clone, Debug)]
pub struct Heights {
    height: Height,
    curve: Curve,
    /// For the scales without tones: what makes f 1 at the top, and where the inverse hyperbolic sine bends.
    top: f64,
    bend: f64,
}

impl Heights {
    /// The heights of a landscape with these tones.
    pub fn new(tones: &Tones, height: Height) -> Heights {
        let curve = Curve::smooth(tones);
        let top = (tones.value(0.99) - curve.lowest).max(1e-300);
        let bend = (tones.value(0.4) - curve.lowest).clamp(top * 1e-6, top);
        Heights { height, curve, top, bend }
    }

    /// The tones that they are made of.
    pub fn curve(&self) -> &Curve {
        &self.curve
    }

    /// The lowest value, and the one that stands at the top of a scale from 0 to 1.
    pub fn range(&self) -> (f64, f64) {
        (self.curve.lowest, self.curve.lowest + self.top)
    }

    /// The height of a value, and its derivative by f: from 0 to [`TOP`]. NaN for NaN.
    pub fn height(&self, f: f64) -> (f64, f64) {
        let Curve { lowest, softening, .. } = self.curve;
        let above = (f - lowest).max(0.0);
        let (height, slope) = match self.height {
            _ if f.is_nan() => return (f64::NAN, f64::NAN),
            Height::Tone => {
                let (tone, slope) = self.curve.tone(f);
                let tone = tone.max(0.0);
                let root = tone.sqrt().sqrt();
                (tone * root, POWER * root * slope)
            }
            Height::Linear => (above / self.top, 1.0 / self.top),
            Height::Log => {
                let all = libm::log1p(self.top / softening);
                (libm::log1p(above / softening) / all, 1.0 / ((above + softening) * all))
            }
            Height::Asinh => {
                let all = libm::asinh(self.top / self.bend);
                (libm::asinh(above / self.bend) / all, 1.0 / (libm::hypot(above, self.bend) * all))
            }
        };
        if height < TOP { (height, if f < lowest { 0.0 } else { slope }) } else { (TOP, 0.0) }
    }
}

/// Values at even distances with the slopes of a smooth curve through them that rises wherever they do.
fn monotone(values: &[f64], step: f64) -> Vec<(f64, f64)> {
    let rises: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).max(0.0) / step).collect();
    // The harmonic mean of the two sides: 0 where one of them is flat, never too steep for either.
    let slope = |i: usize| {
        let before = if i == 0 { rises[0] } else { rises[i - 1] };
        let after = if i == rises.len() { before } else { rises[i] };
        if before > 0.0 && after > 0.0 { 2.0 * before * after / (before + after) } else { 0.0 }
    };
    values.iter().enumerate().map(|(i, v)| (*v, slope(i))).collect()
}
