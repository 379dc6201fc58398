//! The pages: one component each, and which program has which.

mod averages;
mod lessons;
mod race;
mod slides;

use super::part::Part;
use crate::scene::Page;
use crate::web::view::{self, view};
use averages::AveragesPage;
use lessons::LessonsPage;
use race::RacePage;
use slides::SlidesPage;
use std::rc::Rc;

pub use race::Props as RaceProps;

/// The race.
pub static RACE: Part =
    Part { id: "app", home: Page::Race, page: |shown| view::show::<RacePage>(shown, Some("race".into())) };

/// What is read beside it.
pub static READING: Part = Part {
    id: "pages",
    home: Page::Lessons,
    page: |shown| match shown.scene.page {
        Page::Averages => view!("averages" => AveragesPage { scene: Rc::clone(&shown.scene) }),
        Page::Slides => view!("slides" => SlidesPage { scene: Rc::clone(&shown.scene), present: shown.present }),
        page => view!("lessons" => LessonsPage { page }),
    },
};
