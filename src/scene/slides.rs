//! Races that a teacher has put together: shown one after the other, or some of them side by side.

use super::{Ignored, Page, Reason, Scene};
use std::sync::Arc;

/// More races than an hour has room for.
pub const MAX_SLIDES: usize = 40;
/// How many of them stand side by side at most.
pub const MAX_SIDE: usize = 4;
/// How long a title may be, in characters.
pub const MAX_TITLE: usize = 120;

/// The races, and which of them are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slides {
    /// Their texts, as [`Scene::write`] writes them, without language and theme.
    pub scenes: Arc<[String]>,
    /// How many stand side by side, 1 to [`MAX_SIDE`].
    pub side: usize,
    /// The first one that is shown.
    pub show: usize,
}

impl Default for Slides {
    fn default() -> Self {
        Slides { scenes: Arc::default(), side: 1, show: 0 }
    }
}

impl Slides {
    /// Those that are shown together.
    pub fn group(&self) -> &[String] {
        let rest = &self.scenes[self.show.min(self.scenes.len())..];
        &rest[..rest.len().min(self.side)]
    }

    /// The first of those that come next, or before; none at the end.
    pub fn turned(&self, forward: bool) -> Option<usize> {
        match forward {
            true => Some(self.show + self.side).filter(|show| *show < self.scenes.len()),
            false => (self.show > 0).then(|| self.show.saturating_sub(self.side)),
        }
    }

    /// The link that shows them from the first one on.
    pub fn link(scenes: &[String], side: usize) -> String {
        let slides = Slides { scenes: scenes.iter().map(|text| plain(text)).collect(), side, show: 0 };
        Scene { page: Page::Slides, slides, ..Scene::default() }.write()
    }
}

/// The text of a race without what the reader decides.
fn plain(text: &str) -> String {
    Scene { lang: None, theme: None, ..Scene::read_slide(text).scene }.write()
}

/// Reads a race of the list; what in it could not be used goes to `ignored`.
pub(super) fn read(value: &str, ignored: &mut Vec<Ignored>) -> Result<String, Reason> {
    let read = Scene::read_slide(value);
    if read.scene.page != Page::Race {
        return Err(Reason::NotAllowed(Page::Race.name()));
    }
    ignored.extend(read.ignored);
    Ok(Scene { lang: None, theme: None, ..read.scene }.write())
}

/// Reads a title.
pub(super) fn title(value: &str) -> Result<String, Reason> {
    match value.chars().count() {
        0..=MAX_TITLE => Ok(value.trim().to_string()),
        _ => Err(Reason::NotAllowed(format!("1 … {MAX_TITLE}"))),
    }
}
