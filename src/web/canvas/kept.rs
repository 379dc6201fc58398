//! What is made once and looked up from then on.

/// What has been made once, by all that decides it; so few things that looking through them takes no time.
pub(super) struct Kept<T>(pub(super) Vec<(String, T)>);

/// More are not kept: they are for names, not for every number ever shown.
const MOST: usize = 240;

impl<T: Clone> Kept<T> {
    pub(super) fn get(&self, key: &str) -> Option<T> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, thing)| thing.clone())
    }

    pub(super) fn put(&mut self, key: String, thing: &T) {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        self.0.push((key, thing.clone()));
    }
}
