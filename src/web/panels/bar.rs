//! The bar at the top: the wordmark, and what concerns the whole page.

use crate::scene::{Action, Page, Scene, Theme};
use crate::text::{Key, fill, key};
use crate::web::context::Ui;
use crate::web::link;
use crate::web::part::apart;
use crate::web::store::Change;
use crate::web::widgets::{icon, icon_button};
use yew::prelude::*;

/// What the buttons do.
pub struct BarProps<'s> {
    /// The scene, with the page that is open.
    pub scene: &'s Scene,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// Opens the share dialog.
    pub on_share: Callback<()>,
    /// Begins the presentation.
    pub on_present: Callback<()>,
    /// Opens the reader's own scenes.
    pub on_scenes: Callback<()>,
    /// Opens the help.
    pub on_help: Callback<()>,
    /// Changes the language.
    pub on_lang: Callback<()>,
    /// Changes the theme.
    pub on_theme: Callback<()>,
}

/// The bar.
pub fn bar(ui: &Ui, props: BarProps<'_>) -> Html {
    let press = |callback: &Callback<()>| callback.reform(|_: MouseEvent| ());
    let history = |change: fn() -> Change| ui.change.reform(move |_: MouseEvent| change());
    let other = ui.lang.other();
    let (theme_word, theme_icon) = match ui.theme {
        Theme::Light => (ui.t(key::THEME_LIGHT), "sun"),
        Theme::Dark => (ui.t(key::THEME_DARK), "moon"),
    };
    let theme_name = fill(ui.t(key::THEME), &[("now", theme_word)]);
    let small = |name: Key, tip: Key, glyph: &str, disabled: bool, onclick: Callback<MouseEvent>| {
        icon_button("btn icon", ui.t(name).into(), ui.t(tip), glyph, disabled, onclick)
    };
    html! {
        <header class="bar">
            <a class="mark" href="#" aria-label="Downhill">
                <svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
                    <path d="M3 9c5-6 21-7 25 0s0 18-12 18S-1 15 3 9z" opacity=".45" />
                    <path d="M8.500 12c3-4.500 13-5 16 0s-1 11-8 11-10.500-7-8-11z" opacity=".75" />
                    <path class="run" d="M6 5.500c3 2.500 2 6.500 5 8.500s4 1 5.500 3.200" />
                    <circle class="dot" cx="16.800" cy="17.600" r="2.200" />
                </svg>
                <span>{ "Downhill" }</span>
            </a>
            <nav class="tabs" aria-label={ui.t(key::PAGES)}>
                { tab(ui, props.scene, Page::Race, key::RACE) }
                { tab(ui, props.scene, Page::Averages, key::AVERAGES) }
                { tab(ui, props.scene, Page::Lessons, key::LESSONS) }
            </nav>
            <div class="end">
                { small(key::UNDO, key::UNDO_KEY, "undo", !props.can_undo, history(|| Change::Undo)) }
                { small(key::REDO, key::REDO_KEY, "redo", !props.can_redo, history(|| Change::Redo)) }
                <button class="btn line" aria-label={ui.t(key::SHARE)} onclick={press(&props.on_share)}>
                    { icon("share") }<span class="hide-phone">{ ui.t(key::SHARE) }</span>
                </button>
                { small(key::MY_SCENES, key::MY_SCENES, "bookmark", false, press(&props.on_scenes)) }
                { small(key::PRESENT, key::PRESENT_KEY, "screen", false, press(&props.on_present)) }
                <button class="btn" aria-label={fill(ui.t(key::LANGUAGE), &[("other", other.own_name())])}
                    data-tip={ui.t(key::LANGUAGE_KEY)} onclick={press(&props.on_lang)}>
                    <span lang={other.tag()}>{ other.own_name() }</span>
                </button>
                { icon_button("btn icon", theme_name.into(), ui.t(key::THEME_KEY), theme_icon, false, press(&props.on_theme)) }
                { small(key::HELP, key::HELP_KEY, "help", false, press(&props.on_help)) }
            </div>
        </header>
    }
}

/// A link to a page. Pressed as such it turns the page without losing what was set; it can also be opened in a new tab.
fn tab(ui: &Ui, now: &Scene, page: Page, word: Key) -> Html {
    let here = match now.page {
        Page::Lesson(_) => page == Page::Lessons,
        other => page == other,
    };
    let away = apart(page, now.page);
    let href = if away {
        link::last(page, now)
    } else if page == Page::Race {
        "#".to_string()
    } else {
        format!("#page={}", page.name())
    };
    html! {
        <a class="tab" {href} aria-current={here.then_some("page")} onclick={turn_to(ui, page, away)}>{ ui.t(word) }</a>
    }
}

/// Turns to a page, unless the reader wants a new tab or window. To a page of the other program leads the link itself.
fn turn_to(ui: &Ui, page: Page, away: bool) -> Callback<MouseEvent> {
    let ui = ui.clone();
    Callback::from(move |e: MouseEvent| {
        if e.button() == 0 && !e.ctrl_key() && !e.meta_key() && !e.shift_key() && !e.alt_key() {
            if away {
                link::write_now();
            } else {
                e.prevent_default();
                ui.edit(Action::SetPage(page));
            }
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    })
}
