//! How pictures are wanted: theme, size, step.

use crate::export::picture::LEAST;
use crate::scene::{Scene, Theme};
use crate::text::{Key, fill, key};
use crate::web::context::Ui;
use crate::web::tools::share::options::picked;
use crate::web::widgets::entry;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The sizes that are offered, in pixels.
const SIZES: [[u32; 2]; 3] = [[1200, 800], [1600, 900], [800, 800]];
/// The longest side.
const MOST: u32 = 4096;

/// How the pictures are wanted.
#[derive(Clone, PartialEq)]
pub(super) struct Wish {
    pub(super) theme: Theme,
    /// Which of the sizes; one's own beyond them.
    pub(super) size: usize,
    /// Width, height and step, as typed.
    pub(super) typed: [String; 3],
}

impl Wish {
    /// The size, if what is typed is one.
    pub(super) fn size(&self) -> Option<[u32; 2]> {
        let own = || {
            let side = |i: usize| self.typed[i].trim().parse().ok().filter(|v| (LEAST..=MOST).contains(v));
            Some([side(0)?, side(1)?])
        };
        SIZES.get(self.size).copied().or_else(own)
    }

    /// The step, if what is typed is one.
    pub(super) fn step(&self, scene: &Scene) -> Option<usize> {
        self.typed[2].trim().parse().ok().filter(|step| *step <= scene.steps)
    }
}

/// Theme, size and step.
pub(super) fn choices(ui: &Ui, wish: &Wish, set: &Callback<Wish>, scene: &Scene) -> Html {
    let change = |with: fn(&mut Wish, usize)| {
        let (wish, set) = (wish.clone(), set.clone());
        Callback::from(move |e: Event| {
            let mut wish = wish.clone();
            with(&mut wish, picked(&e).parse().unwrap_or(0));
            set.emit(wish);
        })
    };
    let onsize = change(|wish, i| wish.size = i);
    let ontheme = change(|wish, i| wish.theme = if i == 1 { Theme::Dark } else { Theme::Light });
    let size = |(i, [w, h]): (usize, [u32; 2])| entry(i.to_string(), times([w, h]), wish.size == i);
    let number = |i: usize, name: Key, least: u32, most: usize, bad: bool| {
        let (wish, set) = (wish.clone(), set.clone());
        let value = wish.typed[i].clone();
        let oninput = Callback::from(move |e: InputEvent| {
            let mut wish = wish.clone();
            let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            wish.typed[i] = input.map(|i| i.value()).unwrap_or_default();
            set.emit(wish);
        });
        html! {
            <label class="choice"><span>{ ui.t(name) }</span>
                <input class="input" type="number" aria-label={ui.t(name)} min={least.to_string()} max={most.to_string()} {value} {oninput}
                    aria-invalid={bad.to_string()} />
            </label>
        }
    };
    let (no_size, no_step) = (wish.size().is_none(), wish.step(scene).is_none());
    let range = |name: Key, least: u32, most: usize| {
        let values = [("least", &*least.to_string()), ("most", &*most.to_string())];
        html! { <p class="bad" role="alert">{ fill(ui.t(name), &values) }</p> }
    };
    html! {
        <>
            <div class="grid">
                <label class="choice"><span>{ ui.t(key::SHARE_THEME) }</span>
                    <select class="input" aria-label={ui.t(key::SHARE_THEME)} onchange={ontheme}>
                        { entry("0", ui.t(key::THEME_LIGHT), wish.theme == Theme::Light) }
                        { entry("1", ui.t(key::THEME_DARK), wish.theme == Theme::Dark) }
                    </select>
                </label>
                <label class="choice"><span>{ ui.t(key::FILES_SIZE) }</span>
                    <select class="input" aria-label={ui.t(key::FILES_SIZE)} onchange={onsize}>
                        { for SIZES.into_iter().enumerate().map(size) }
                        { entry(SIZES.len().to_string(), ui.t(key::FILES_OWN_SIZE), wish.size == SIZES.len()) }
                    </select>
                </label>
                { number(2, key::FILES_STEP, 0, scene.steps, no_step) }
                if wish.size == SIZES.len() {
                    { number(0, key::SHARE_WIDTH, LEAST, MOST as usize, no_size) }
                    { number(1, key::SHARE_HEIGHT, LEAST, MOST as usize, no_size) }
                }
            </div>
            if no_size { { range(key::FILES_BAD_SIZE, LEAST, MOST as usize) } }
            if no_step { { range(key::FILES_BAD_STEP, 0, scene.steps) } }
        </>
    }
}

pub(super) fn times([width, height]: [u32; 2]) -> String {
    format!("{width} × {height}")
}
