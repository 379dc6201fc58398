//! The pages: one component each.

mod averages;
mod lessons;
mod race;

pub use averages::AveragesPage;
pub use lessons::LessonsPage;
pub use race::RacePage;
