//! What hands do besides clicking and typing: wheels, fingers, keys held together.

use anyhow::Result;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use thirtyfour::Key;
use xtask::browser::Engine;

use crate::engine::engine;
use crate::page::Page;

impl Page {
    /// Presses a key with others held.
    pub async fn chord(&self, held: &[Key], key: char) -> Result<()> {
        let mut actions = self.actions();
        for key in held {
            actions = actions.key_down(key.clone());
        }
        actions = actions.key_down(key).key_up(key);
        for key in held.iter().rev() {
            actions = actions.key_up(key.clone());
        }
        Ok(actions.perform().await?)
    }

    /// Ctrl+Z.
    pub async fn undo(&self) -> Result<()> {
        self.chord(&[Key::Control], 'z').await
    }

    /// Ctrl+Shift+Z.
    pub async fn redo(&self) -> Result<()> {
        self.chord(&[Key::Control, Key::Shift], 'z').await
    }

    /// Moves the pointer to a place, by way of its neighbourhood: the page hears of both.
    pub async fn point_at(&self, (x, y): (f64, f64)) -> Result<()> {
        let (x, y) = (x.round() as i64, y.round() as i64);
        Ok(self.actions().move_to(x + 1, y + 1).move_to(x, y).perform().await?)
    }

    /// Turns the wheel at a place; below 0 is away from the reader.
    pub async fn wheel(&self, (x, y): (f64, f64), by: f64) -> Result<()> {
        if engine()? != Engine::Chromium {
            let (x, y, by) = (x.round() as i64, y.round() as i64, by.round() as i64);
            let scroll = json!({ "type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": by, "origin": "viewport" });
            // WebKit's driver passes over what a wheel has done before: each turn is of another one.
            static TURNS: AtomicUsize = AtomicUsize::new(0);
            let id = format!("wheel-{}", TURNS.fetch_add(1, Ordering::Relaxed));
            let wheel = json!({ "type": "wheel", "id": id, "actions": [scroll] });
            return self.raw("/actions", Some(json!({ "actions": [wheel] }))).await.map(drop);
        }
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": by });
        self.cdp("Input.dispatchMouseEvent", event).await.map(drop)
    }

    /// Puts fingers down, moves them (in that order of places) or, with no place, lifts all.
    pub async fn touch(&self, kind: &str, fingers: &[(f64, f64)]) -> Result<()> {
        if engine()? != Engine::Chromium {
            return self.fingers(kind, fingers).await;
        }
        let points: Vec<_> =
            fingers.iter().enumerate().map(|(id, (x, y))| json!({ "x": x, "y": y, "id": id })).collect();
        self.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await.map(drop)
    }

    /// [`Page::touch`] in the words of WebDriver.
    async fn fingers(&self, kind: &str, fingers: &[(f64, f64)]) -> Result<()> {
        if kind == "touchEnd" {
            // Letting go of everything is lifting the fingers.
            return Ok(self.driver.action_chain().reset_actions().await?);
        }
        let finger = |(id, (x, y)): (usize, &(f64, f64))| {
            let go = json!({ "type": "pointerMove", "x": x.round() as i64, "y": y.round() as i64, "duration": 0 });
            let press = json!({ "type": "pointerDown", "button": 0 });
            let actions = if kind == "touchStart" { vec![go, press] } else { vec![go] };
            json!({ "type": "pointer", "id": format!("finger{id}"), "parameters": { "pointerType": "touch" }, "actions": actions })
        };
        let actions: Vec<_> = fingers.iter().enumerate().map(finger).collect();
        self.raw("/actions", Some(json!({ "actions": actions }))).await.map(drop)
    }

    /// Slides fingers from some places to others, in steps.
    pub async fn slide(&self, from: &[(f64, f64)], to: &[(f64, f64)]) -> Result<()> {
        const STEPS: u32 = 10;
        self.touch("touchStart", from).await?;
        for step in 1..=STEPS {
            let part = f64::from(step) / f64::from(STEPS);
            let between = |(a, b): (&(f64, f64), &(f64, f64))| (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
            let places: Vec<_> = from.iter().zip(to).map(between).collect();
            self.touch("touchMove", &places).await?;
            self.pause(16).await;
        }
        self.touch("touchEnd", &[]).await
    }
}
