//! What the reader gets: language, theme, how it begins; and for a class what is visible, what is locked, whether one
//! has to guess first.

use super::{Begin, Choice};
use crate::scene::{CONTROLS, PANELS, Page, Scene, Theme};
use crate::text::{Key, Lang, fill, key};
use crate::web::context::Ui;
use crate::web::widgets::entry;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The value that somebody has chosen of a list.
pub(super) fn picked(e: &Event) -> String {
    e.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value()).unwrap_or_default()
}

/// A list of which one is chosen.
fn list<T: Copy + PartialEq + 'static>(
    name: &str,
    options: &[(T, &str)],
    now: T,
    set: &Callback<Choice>,
    with: impl Fn(T) -> Choice + 'static,
) -> Html {
    let values: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let set = set.clone();
    let onchange = Callback::from(move |e: Event| {
        if let Some(value) = picked(&e).parse().ok().and_then(|i: usize| values.get(i)) {
            set.emit(with(*value));
        }
    });
    let option = |(i, (value, words)): (usize, &(T, &str))| entry(i.to_string(), words.to_string(), *value == now);
    html! {
        <label class="choice"><span>{ name }</span>
            <select class="input" aria-label={name.to_string()} {onchange}>{ for options.iter().enumerate().map(option) }</select>
        </label>
    }
}

/// A switch.
fn switch(name: &str, on: bool, set: &Callback<Choice>, with: impl Fn(bool) -> Choice + 'static) -> Html {
    let set = set.clone();
    let onchange = Callback::from(move |e: Event| {
        let input = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        set.emit(with(input.is_some_and(|i| i.checked())));
    });
    html! { <label class="switch"><input type="checkbox" role="switch" checked={on} {onchange} />{ name }</label> }
}

/// The options.
pub(super) fn reader(ui: &Ui, choice: &Choice, set: &Callback<Choice>, scene: &Scene, embed: bool) -> Html {
    let (at, race) = (scene.at, scene.page == Page::Race);
    let own = ui.t(key::SHARE_READERS);
    let langs = [(None, own), (Some(Lang::En), "English"), (Some(Lang::Zh), "中文")];
    let themes = [
        (None, ui.t(if embed { key::SHARE_HOSTS } else { key::SHARE_READERS })),
        (Some(Theme::Light), ui.t(key::THEME_LIGHT)),
        (Some(Theme::Dark), ui.t(key::THEME_DARK)),
    ];
    let here = at.map(|at| fill(ui.t(key::SHARE_HERE), &[("step", &at.to_string())]));
    let mut begins = vec![(Begin::Plays, ui.t(key::SHARE_PLAYS)), (Begin::Waits, ui.t(key::SHARE_WAITS))];
    begins.extend(here.as_deref().map(|here| (Begin::Here, here)));
    let lists = {
        let [for_lang, for_theme, for_begin] = [choice.clone(), choice.clone(), choice.clone()];
        [
            list(ui.t(key::SHARE_LANGUAGE), &langs, choice.lang, set, move |lang| Choice { lang, ..for_lang.clone() }),
            list(ui.t(key::SHARE_THEME), &themes, choice.theme, set, move |theme| Choice {
                theme,
                ..for_theme.clone()
            }),
            list(ui.t(key::SHARE_BEGINS), &begins, choice.begin, set, move |begin| Choice {
                begin,
                ..for_begin.clone()
            }),
        ]
    };
    let predict = {
        let old = choice.clone();
        switch(ui.t(key::SHARE_PREDICT), choice.wishes.predict, set, move |predict| {
            let mut choice = old.clone();
            choice.wishes.predict = predict;
            choice
        })
    };
    let locks = CONTROLS.iter().map(|name| {
        let old = choice.clone();
        let words = named(ui, "lock", name);
        switch(words, choice.wishes.locks(name), set, move |on| {
            let mut choice = old.clone();
            choice.wishes.lock = with(&CONTROLS, &choice.wishes.lock, name, on);
            choice
        })
    });
    let panels = PANELS.iter().map(|name| {
        let old = choice.clone();
        let words = named(ui, "panel", name);
        switch(words, !choice.wishes.hides(name), set, move |on| {
            let mut choice = old.clone();
            choice.wishes.hide = with(&PANELS, &choice.wishes.hide, name, !on);
            choice
        })
    });
    let group = |name: Key, switches: Html| {
        html! { <fieldset><legend>{ ui.t(name) }</legend><div class="grid">{ switches }</div></fieldset> }
    };
    html! {
        <>
            <div class="grid">{ for lists.into_iter().take(if race { 3 } else { 2 }) }</div>
            <details aria-label={ui.t(key::SHARE_CLASS)} hidden={!race} open={choice.wishes != Default::default()}>
                <summary>{ ui.t(key::SHARE_CLASS) }</summary>
                { predict }
                if !embed {
                    { group(key::SHARE_VISIBLE, html! { <>{ for panels }</> }) }
                }
                { group(key::SHARE_LOCKED, html! { <>{ for locks }</> }) }
            </details>
        </>
    }
}

fn named(ui: &Ui, kind: &str, name: &'static str) -> &'static str {
    ui.lang.named(&format!("{kind}.{name}")).unwrap_or(name)
}

/// A list with a name in it, or without, in the order of all of them.
fn with(all: &[&'static str], list: &[&'static str], name: &str, on: bool) -> Vec<&'static str> {
    all.iter().copied().filter(|one| if *one == name { on } else { list.contains(one) }).collect()
}
