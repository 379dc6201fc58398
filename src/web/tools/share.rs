//! "Share": the link, the code that shows the scene in another page, and for teachers what the reader sees and may do.

mod code;
mod files;
mod film;
mod options;
mod preview;
mod qr;

pub(super) use code::page_of_site;

use super::Props;
use crate::core::format::read_decimal;
use crate::scene::{MAX_SLIDERS, Page, Scene, Target, Theme, Wishes};
use crate::text::{Lang, fill, key, surface_name};
use crate::web::context::{Ui, use_ui};
use crate::web::link;
use crate::web::view;
use crate::web::widgets::{CopyButton, Dialog, entry};
use code::codes;
use files::Files;
use options::{picked, reader};
use preview::Preview;
use qr::QrCode;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// As what it is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Link,
    Embed,
    Files,
}

/// How the reader's scene begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begin {
    /// It plays.
    Plays,
    /// It waits at the start.
    Waits,
    /// It stands where it stands now.
    Here,
}

/// What the author has chosen.
#[derive(Clone, PartialEq)]
struct Choice {
    lang: Option<Lang>,
    theme: Option<Theme>,
    begin: Begin,
    wishes: Wishes,
    /// The sliders of the embed; empty where there is none.
    sliders: [String; MAX_SLIDERS],
    /// Width and height of the embed, in CSS pixels.
    size: [u32; 2],
    /// Where the picture of the Markdown text lies.
    picture: String,
}

impl Choice {
    /// As the scene has it.
    fn of(scene: &Scene) -> Self {
        let named = scene.sliders();
        Choice {
            lang: scene.lang,
            theme: scene.theme,
            begin: if scene.at.is_some() { Begin::Here } else { Begin::Plays },
            wishes: scene.wishes.clone(),
            sliders: std::array::from_fn(|i| named.get(i).cloned().unwrap_or_default()),
            size: [640, 420],
            picture: "downhill.png".into(),
        }
    }

    /// The scene that the reader gets.
    fn scene(&self, scene: &Scene, embed: bool) -> Scene {
        let at = match self.begin {
            Begin::Plays => None,
            Begin::Waits => Some(0),
            Begin::Here => scene.at,
        };
        let mut scene = Scene { at, lang: self.lang, theme: self.theme, ..scene.clone() };
        scene.wishes = Wishes { embed, sliders: None, ..self.wishes.clone() };
        if embed {
            // What an embed does not have need not be hidden.
            scene.wishes.hide.clear();
            let mut chosen: Vec<String> = self.sliders.iter().filter(|name| !name.is_empty()).cloned().collect();
            chosen.dedup();
            if chosen != scene.sliders() {
                scene.wishes.sliders = Some(chosen);
            }
        }
        scene
    }
}

/// The dialog.
#[component]
pub fn Share(props: &Props) -> Html {
    let ui = use_ui();
    let tab = use_state_eq(|| Tab::Link);
    let embed = *tab == Tab::Embed;
    let choice = use_state_eq(|| Choice::of(&props.scene));
    let field = use_node_ref();
    let set = {
        let choice = choice.clone();
        Callback::from(move |new: Choice| choice.set(new))
    };
    let scene = choice.scene(&props.scene, embed);
    let address = link::address(&scene);
    // The other pages cannot be embedded, and have nothing to lock.
    let race = scene.page == Page::Race;
    let button = |name, which: Tab| {
        let set = tab.setter();
        let pressed = (*tab == which).to_string();
        let onclick = Callback::from(move |_: MouseEvent| set.set(which));
        html! { <button class="btn" aria-pressed={pressed} {onclick}>{ ui.t(name) }</button> }
    };
    let children = html! {
        <div class="share">
            if race {
                <div class="seg" role="group" aria-label={ui.t(key::SHARE_AS)}>
                    { button(key::LINK, Tab::Link) }{ button(key::SHARE_EMBED, Tab::Embed) }{ button(key::SHARE_FILES, Tab::Files) }
                </div>
            }
            {
                match *tab {
                    Tab::Link => as_link(&ui, &scene, &address, field),
                    Tab::Embed => html! {
                        <>{ codes(&ui, &scene, &choice, &set) }{ sliders(&ui, &props.scene, &choice, &set) }</>
                    },
                    Tab::Files => view!(Files { scene: Rc::clone(&props.scene) }),
                }
            }
            if *tab != Tab::Files {
                { reader(&ui, &choice, &set, &props.scene, embed) }
                if !embed {
                    { view!(QrCode { address: address.clone() }) }
                }
                if page_of_site() {
                    { view!(embed.to_string() => Preview { address, size: embed.then_some(choice.size) }) }
                }
            }
        </div>
    };
    view!(Dialog { title: ui.t(key::SHARE_TITLE), on_close: props.on_close.clone(), children })
}

/// The link.
fn as_link(ui: &Ui, scene: &Scene, address: &str, field: NodeRef) -> Html {
    let kept = match scene.page {
        _ if !page_of_site() => key::SHARE_FILE,
        Page::Lesson(_) => key::SHARE_LESSON,
        _ => key::SHARE_NOTE,
    };
    let address = AttrValue::from(address.to_string());
    html! {
        <>
            <div class="copy">
                <input class="input link" type="text" readonly=true aria-label={ui.t(key::LINK)} value={address.clone()} ref={field.clone()} />
                { view!(CopyButton { text: address, class: "btn solid", field }) }
            </div>
            <p class="quiet">{ fill(ui.t(kept), &[("open", ui.t(key::OPEN_IN_APP))]) }</p>
        </>
    }
}

/// Which sliders the embed has, and how large it is.
fn sliders(ui: &Ui, scene: &Scene, choice: &Choice, set: &Callback<Choice>) -> Html {
    let names = scene.targets();
    let one = |i: usize| {
        let now = &choice.sliders[i];
        let label = |name: &String| {
            let target = Target::find(scene, name)?;
            let (words, symbol) = target.label(scene, ui.lang);
            Some(entry(name.clone(), format!("{words} {symbol}"), name == now))
        };
        let onchange = {
            let (choice, set) = (choice.clone(), set.clone());
            Callback::from(move |e: Event| {
                let mut choice = choice.clone();
                choice.sliders[i] = picked(&e);
                set.emit(choice);
            })
        };
        let name = fill(ui.t(key::SHARE_SLIDER), &[("n", &(i + 1).to_string())]);
        html! {
            <label class="choice"><span>{ &name }</span>
                <select class="input" aria-label={name.clone()} {onchange}>
                    { entry("", ui.t(key::SHARE_NO_SLIDER), now.is_empty()) }
                    { for names.iter().filter_map(label) }
                </select>
            </label>
        }
    };
    let side = |i: usize, name| {
        let oninput = {
            let (choice, set) = (choice.clone(), set.clone());
            Callback::from(move |e: InputEvent| {
                let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
                // While somebody is typing, what is no size yet changes nothing.
                let size = input.and_then(|i| read_decimal(&i.value())).filter(|v| (200.0..=2000.0).contains(v));
                if let Some(size) = size {
                    let mut choice = choice.clone();
                    choice.size[i] = size as u32;
                    set.emit(choice);
                }
            })
        };
        html! {
            <label class="choice"><span>{ ui.t(name) }</span>
                <input class="input" type="number" aria-label={ui.t(name)} min="200" max="2000" step="10" value={choice.size[i].to_string()} {oninput} />
            </label>
        }
    };
    html! {
        <div class="grid">
            { for (0..MAX_SLIDERS).map(one) }
            { side(0, key::SHARE_WIDTH) }{ side(1, key::SHARE_HEIGHT) }
        </div>
    }
}

/// What a scene shows, in a few words: for those who cannot see the frame or the picture.
fn caption(lang: Lang, scene: &Scene) -> String {
    let hidden = |i: &usize| scene.runs[*i].hidden;
    let names = scene.run_names(lang);
    let runs: Vec<&str> = (0..names.len()).filter(|i| !hidden(i)).map(|i| &*names[i]).collect();
    let (runs, surface) = (runs.join(lang.text(key::SHARE_JOIN)), surface_name(lang, scene.surface.id));
    if runs.is_empty() {
        surface.into()
    } else {
        fill(lang.text(key::SHARE_CAPTION), &[("runs", &runs), ("surface", surface)])
    }
}
