//! How a picture is wanted, and why there is none.

use crate::scene::{Theme, View};
use crate::text::Lang;

/// The smallest side, in pixels.
pub const LEAST: u32 = 160;
/// The largest.
pub(super) const MOST: u32 = 8192;

/// How a picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Which view.
    pub view: View,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Light or dark.
    pub theme: Theme,
    /// The language of words.
    pub lang: Lang,
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A side is shorter or longer than a picture can be.
    Size,
    /// There is no such step.
    Step,
    /// The scene is of a page that has no picture.
    Page,
    /// There is no run, or nothing to vary.
    NoMap,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Size => write!(f, "width and height must be {LEAST} … {MOST} pixels"),
            Trouble::Step => write!(f, "the scene has no such step"),
            Trouble::NoMap => {
                write!(f, "there is no map: it needs a run, one of settings a run with two numbers to vary")
            }
            Trouble::Page => write!(f, "only the race has a picture; the scene is of another page"),
        }
    }
}
