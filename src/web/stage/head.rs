//! The play-head: where it is, how it is moved, who hears of it.

use super::Stage;
use super::state::Head;
use yew::Callback;

impl Stage {
    /// Where the play-head is.
    pub fn head(&self) -> Head {
        self.0.state.borrow().head()
    }

    /// The step that the link should name: where the person has stopped.
    pub fn stopped_at(&self) -> Option<usize> {
        let state = self.0.state.borrow();
        (state.stopped && !state.playing).then(|| state.head().step)
    }

    /// Plays from here; from the start if at the end.
    pub fn play(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            if state.head >= state.steps() as f64 {
                state.head = 0.0;
            }
            state.playing = true;
            state.stopped = false;
        }
        self.tell();
        self.redraw();
    }

    /// Stops at a whole step.
    pub fn pause(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = state.head.floor();
            state.playing = false;
            state.stopped = true;
        }
        self.tell();
        self.redraw();
    }

    /// Stops for a while, without a person having stopped it; says whether it played.
    pub fn hold(&self) -> bool {
        std::mem::take(&mut self.0.state.borrow_mut().playing)
    }

    /// Goes to a step and stays there.
    pub fn seek(&self, step: usize) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = step.min(state.steps()) as f64;
            state.playing = false;
            state.stopped = true;
        }
        self.tell();
        self.redraw();
    }

    /// Opens at a step without having been stopped there by a person: the link stays without it.
    pub fn open_at(&self, step: usize) {
        {
            let mut state = self.0.state.borrow_mut();
            state.head = step.min(state.steps()) as f64;
            state.playing = false;
            state.stopped = false;
        }
        self.tell();
        self.redraw();
    }

    /// Puts the play-head at a step before there is a scene: it stays there once one is shown.
    pub fn set_end(&self, step: usize) {
        self.0.state.borrow_mut().head = step as f64;
    }

    /// Goes some steps forward or back.
    pub fn step_by(&self, steps: isize) {
        let now = self.head().step;
        self.seek(now.saturating_add_signed(steps));
    }

    /// Sets how many steps a second are played.
    pub fn set_speed(&self, speed: f64) {
        self.0.state.borrow_mut().speed = speed;
    }

    /// How many steps a second are played.
    pub fn speed(&self) -> f64 {
        self.0.state.borrow().speed
    }

    /// Hears of every change of the play-head; the number takes the listener off again.
    pub fn listen(&self, listener: Callback<Head>) -> usize {
        let id = self.0.next_listener.get();
        self.0.next_listener.set(id + 1);
        listener.emit(self.head());
        self.0.listeners.borrow_mut().push((id, listener));
        id
    }

    /// Takes a listener off.
    pub fn unlisten(&self, id: usize) {
        self.0.listeners.borrow_mut().retain(|(other, _)| *other != id);
    }

    /// Hears in each frame where the play-head is, in steps, as long as the scene has particles.
    pub fn on_flow(&self, heard: fn(f64)) {
        self.0.state.borrow_mut().on_flow = Some(heard);
    }

    /// Tells the listeners, if the play-head has changed.
    pub(super) fn tell(&self) {
        let head = {
            let mut state = self.0.state.borrow_mut();
            let head = state.head();
            if state.told == Some(head) {
                return;
            }
            state.told = Some(head);
            head
        };
        let listeners: Vec<_> = self.0.listeners.borrow().iter().map(|(_, l)| l.clone()).collect();
        for listener in listeners {
            listener.emit(head);
        }
    }
}
