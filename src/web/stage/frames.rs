//! Frames: what moves is drawn once in each, and only while something moves.

use super::state::Waiting;
use super::{Stage, draw};

impl Stage {
    /// Makes sure that a frame is drawn.
    pub fn redraw(&self) {
        self.0.state.borrow_mut().dirty = true;
        if let Some(frames) = &*self.0.frames.borrow() {
            frames.wake();
        }
    }

    /// One frame; says whether another is needed.
    ///
    /// While it plays, a step is three pieces of work, each with a frame of its own: the landscape at once, then the loss
    /// chart, then what is read (the step, the scrubber, the inspector). Where every frame is a step, the last two take
    /// turns.
    pub(super) fn tick(&self, dt: f64) -> bool {
        let (moved, playing, alone) = {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let before = state.head.floor();
            if state.playing {
                let last = state.steps() as f64;
                state.head = (state.head + dt * state.speed).min(last);
                state.playing = state.head < last;
            }
            let particles = state.show.as_ref().is_some_and(|show| show.scene.maps.swarm > 0);
            if let Some(heard) = state.on_flow.filter(|_| particles) {
                heard(state.head);
            }
            (state.head.floor() != before || !state.playing, state.playing, !state.dirty)
        };
        if playing && alone {
            self.play_on(moved);
        } else {
            if moved {
                self.tell();
            }
            let frame_change = {
                let mut state = self.0.state.borrow_mut();
                state.waiting = Waiting { loss: false, words: playing && moved };
                draw::frame(&mut state)
            };
            if let Some((callback, frame)) = frame_change {
                callback.emit(frame);
            }
        }
        playing
    }

    /// A frame in which nothing has changed but the play-head.
    fn play_on(&self, moved: bool) {
        let words = {
            let mut guard = self.0.state.borrow_mut();
            let state = &mut *guard;
            let waiting = state.waiting;
            if moved {
                draw::landscape(state);
                state.waiting = Waiting { loss: true, words: true };
            }
            if waiting.loss {
                draw::loss(state);
                state.waiting.loss = false;
            } else if waiting.words {
                state.waiting.words = false;
            }
            waiting.words && !waiting.loss
        };
        if words {
            self.tell();
        }
    }
}
