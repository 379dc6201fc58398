//! What moves by itself: the map that tilts up, and a slow turn while nobody does anything.

/// Seconds in which the map tilts up.
const TILT: f64 = 0.55;
/// Milliseconds of rest after which it begins to turn.
pub(super) const REST: u32 = 5000;
/// Degrees a second that it turns.
const TURN: f64 = 3.0;

/// What moves by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Motion {
    /// How far the map has risen, 0 to 1, evenly in time.
    risen: f64,
    /// Whether it is to rise.
    pub up: bool,
    /// How far it has turned by itself, in degrees, while it turns.
    turned: Option<f64>,
    /// The reader has done something: it does not turn by itself any more.
    touched: bool,
}

impl Motion {
    /// Goes on for some seconds: whether anything moves on, and by how many degrees it has turned.
    pub fn go(&mut self, seconds: f64, reduced: bool) -> (bool, f64) {
        let goal = f64::from(u8::from(self.up));
        let most = if reduced { 1.0 } else { seconds / TILT };
        self.risen += (goal - self.risen).clamp(-most, most);
        let mut by = 0.0;
        if let Some(turned) = &mut self.turned {
            // Once around, then it rests where it began.
            by = (TURN * seconds).min(360.0 - *turned);
            *turned += by;
            if *turned >= 360.0 {
                self.turned = None;
                self.touched = true;
            }
        }
        (self.risen != goal || self.turned.is_some(), by)
    }

    /// How far the map has risen, 0 to 1: slowly at both ends.
    pub fn tilt(&self) -> f64 {
        let t = self.risen;
        t * t * (3.0 - 2.0 * t)
    }

    /// Whether it lies flat, and is to lie flat.
    pub fn flat(&self) -> bool {
        !self.up && self.risen == 0.0
    }

    /// Whether it has risen all the way.
    pub fn there(&self) -> bool {
        self.up && self.risen == 1.0
    }

    /// Flat at once: another page, no picture.
    pub fn fall(&mut self) {
        *self = Motion { touched: self.touched, ..Motion::default() };
    }

    /// Begins to turn, unless the reader has done something.
    pub fn turn(&mut self) {
        if self.there() && !self.touched {
            self.turned = Some(0.0);
        }
    }

    /// Stops turning for good.
    pub fn touch(&mut self) {
        self.touched = true;
        self.turned = None;
    }

    /// Whether it may begin to turn.
    pub fn may_turn(&self) -> bool {
        !self.touched && self.turned.is_none()
    }

    /// Whether it turns by itself.
    pub fn turning(&self) -> bool {
        self.turned.is_some()
    }

    /// Whether it turns by itself, or tilts.
    pub fn moving(&self) -> bool {
        self.turned.is_some() || self.risen != f64::from(u8::from(self.up))
    }
}
