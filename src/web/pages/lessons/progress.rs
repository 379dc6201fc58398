//! What a reader has read and guessed, kept on the device.

use crate::web::prefs;

/// The name that a lesson's progress is kept under.
fn name(lesson: &str, what: &str) -> String {
    format!("lesson.{lesson}.{what}")
}

/// Whether a lesson has been read to its end.
pub(super) fn is_read(lesson: &str) -> bool {
    prefs::stored(&name(lesson, "read")).is_some()
}

/// Notes that it has been.
pub(super) fn set_read(lesson: &str) {
    prefs::store(&name(lesson, "read"), "1");
}

/// The option that was guessed, from 0.
pub(super) fn guess(lesson: &str, question: &str) -> Option<usize> {
    prefs::stored(&name(lesson, question))?.parse().ok()
}

/// Keeps a guess.
pub(super) fn set_guess(lesson: &str, question: &str, option: usize) {
    prefs::store(&name(lesson, question), &option.to_string());
}
