//! The pages of the app, as links name them.

/// The lessons, in the order of the course.
pub const LESSONS: [&str; 13] = [
    "troubles",
    "averages",
    "momentum",
    "adagrad",
    "rmsprop",
    "adam",
    "choosing",
    "learning-rate",
    "conventions",
    "noise",
    "schedules",
    "second-order",
    "maps",
];

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Optimizers on a landscape.
    #[default]
    Race,
    /// The exponentially weighted average.
    Averages,
    /// The table of contents of the course.
    Lessons,
    /// A lesson, by its place in [`LESSONS`].
    Lesson(usize),
    /// Races put together by a teacher.
    Slides,
}

impl Page {
    /// The page of this name.
    pub fn read(text: &str) -> Option<Page> {
        match text {
            "race" => Some(Page::Race),
            "averages" => Some(Page::Averages),
            "lessons" => Some(Page::Lessons),
            "slides" => Some(Page::Slides),
            other => {
                let id = other.strip_prefix("lessons/")?;
                LESSONS.iter().position(|lesson| *lesson == id).map(Page::Lesson)
            }
        }
    }

    /// Its name in links.
    pub fn name(self) -> String {
        match self {
            Page::Race => "race".into(),
            Page::Averages => "averages".into(),
            Page::Lessons => "lessons".into(),
            Page::Lesson(i) => format!("lessons/{}", LESSONS[i]),
            Page::Slides => "slides".into(),
        }
    }

    /// All names, for messages.
    pub fn names() -> String {
        let lessons = (0..LESSONS.len()).map(Page::Lesson);
        let pages = [Page::Race, Page::Averages, Page::Slides, Page::Lessons].into_iter().chain(lessons);
        pages.map(Page::name).collect::<Vec<_>>().join(", ")
    }
}
