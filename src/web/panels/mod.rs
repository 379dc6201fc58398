//! The parts of the race page.

mod arrows_menu;
mod bar;
mod chart_choice;
mod fit;
mod guess;
mod idea;
mod inspector;
mod landscape;
mod noise;
mod notice;
mod picker;
mod play;
mod rates;
mod run_card;
mod runs;
mod transport;

pub use bar::{BarProps, bar};
pub use fit::FitPlace;
pub use guess::Guess;
pub use inspector::Inspector;
pub use landscape::{Handle, LandscapeView, Popover, describe, rounded, use_gestures, zoom_middle};
pub use notice::{Notice, NoticeView, Speech, notice};
pub use play::{PlayButton, toggle};
pub use rates::RatesHead;
pub use runs::Runs;
pub use transport::{Count, Scrubber, Transport, keys};
