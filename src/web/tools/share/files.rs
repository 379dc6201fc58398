//! The scene as files: pictures, films, numbers, a script.

mod kind;
mod now;
mod wish;

use kind::{Kind, buttons};
use now::{Now, said};
use wish::{Wish, choices};

use super::film::{self, Failed};
use crate::export::{self, Look, Picture};
use crate::scene::{Scene, View};
use crate::text::{fill, key};
use crate::web::context::{Ui, use_ui};
use crate::web::tools::save::{blob, download, name_of, pause};
use crate::web::view;
use crate::web::widgets::CopyButton;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// What is saved.
#[derive(Properties)]
pub struct Props {
    /// The scene, with the step where it stands.
    pub scene: Rc<Scene>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// So many lines of the script are shown.
const LINES: usize = 16;

/// The files.
#[component]
pub fn Files(props: &Props) -> Html {
    let ui = use_ui();
    let scene = &props.scene;
    let wish = use_state_eq(|| Wish {
        theme: ui.theme,
        size: 0,
        typed: [1200, 800, scene.at.unwrap_or(scene.steps).min(scene.steps) as u32].map(|v| v.to_string()),
    });
    let now = use_state_eq(|| Now::Nothing);
    // The file that is being made is the one with this number.
    let wanted = use_mut_ref(|| Rc::new(Cell::new(0_usize)));
    let wanted = Rc::clone(&wanted.borrow());
    use_effect_with((), {
        let wanted = Rc::clone(&wanted);
        // Nobody waits for what a closed dialog was making.
        move |()| move || wanted.set(wanted.get() + 1)
    });
    let script = use_memo(Rc::clone(scene), |scene| export::pytorch(scene));
    let set = {
        let wish = wish.clone();
        Callback::from(move |new: Wish| wish.set(new))
    };
    let make = {
        let (scene, wish, now, wanted, lang) =
            (Rc::clone(scene), wish.clone(), now.setter(), Rc::clone(&wanted), ui.lang);
        Callback::from(move |kind: Kind| {
            let (Some(chosen), Some(step)) = (wish.size(), wish.step(&scene)) else { return };
            let still = matches!(kind, Kind::Png | Kind::Svg);
            let at = if still { format!("-step-{step}") } else { String::new() };
            let name = format!("{}{at}.{}", name_of(&scene), kind.end());
            let number = wanted.get() + 1;
            wanted.set(number);
            now.set(Now::Working(name.clone(), 0, 0));
            let size = kind.pixels(chosen);
            // A map of settings does not move; where there is nothing to map, the landscape is what is seen.
            let maps = scene.runs.len() > scene.maps.run && (scene.view != View::Rates || scene.map_axes().is_some());
            let view = match scene.view {
                View::Terrain => View::Terrain,
                View::Basins if maps => View::Basins,
                View::Rates if maps && still => View::Rates,
                _ => View::Flat,
            };
            let look = Look { view, size: (size[0], size[1]), theme: wish.theme, lang };
            let (scene, now, wanted) = (Rc::clone(&scene), now.clone(), Rc::clone(&wanted));
            yew::platform::spawn_local(async move {
                // That it has begun is seen first.
                pause(30).await;
                let tell = {
                    let (now, name, wanted) = (now.clone(), name.clone(), Rc::clone(&wanted));
                    move |done, all| {
                        let on = wanted.get() == number;
                        if on {
                            now.set(Now::Working(name.clone(), done, all));
                        }
                        on
                    }
                };
                let made = match Picture::new(&scene, look) {
                    Ok(mut picture) => match film::prepare(&mut picture).await {
                        Ok(()) => kind.file(&picture, size, step, &tell).await,
                        Err(failed) => Err(failed),
                    },
                    Err(_) => Err(Failed::Refused),
                };
                if wanted.get() == number {
                    now.set(match made.map(|file| download(&name, &file)) {
                        Ok(Some(())) => Now::Saved(name),
                        Err(Failed::Cancelled) => Now::Cancelled,
                        Ok(None) | Err(Failed::Refused) => Now::Failed(name),
                    });
                }
            });
        })
    };
    let cancel = {
        let (wanted, now) = (Rc::clone(&wanted), now.setter());
        Callback::from(move |_: MouseEvent| {
            wanted.set(wanted.get() + 1);
            now.set(Now::Cancelled);
        })
    };
    let give = {
        let (now, scene) = (now.setter(), Rc::clone(scene));
        Callback::from(move |(end, mime, text): (&'static str, &'static str, Rc<String>)| {
            let name = format!("{}.{end}", name_of(&scene));
            let done = blob(text.as_bytes(), mime).and_then(|file| download(&name, &file));
            now.set(if done.is_some() { Now::Saved(name) } else { Now::Failed(name) });
        })
    };
    let table = |end: &'static str, mime: &'static str, words: &'static str, write: fn(&Scene) -> String| {
        let (give, scene) = (give.clone(), Rc::clone(scene));
        let onclick = Callback::from(move |_: MouseEvent| give.emit((end, mime, Rc::new(write(&scene)))));
        html! { <button class="btn line" {onclick}>{ arrow() }{ words }</button> }
    };
    let save_script = {
        let (give, script) = (give.clone(), Rc::clone(&script));
        Callback::from(move |_: MouseEvent| give.emit(("py", "text/x-python", Rc::clone(&script))))
    };
    let lines = script.lines().count();
    let first: Vec<&str> = script.lines().take(LINES).collect();
    html! {
        <>
            { choices(&ui, &wish, &set, scene) }
            <div class="row wrap">{ buttons(&ui, &wish, &now, &make, scene) }</div>
            { said(&ui, &now, &cancel) }
            <p class="quiet">
                { ui.t(key::FILES_CARRY) }
                if film::video_kind().is_none() { { " " }{ ui.t(key::FILES_NO_VIDEO) } }
                if scene.view == View::Rates { { " " }{ ui.t(key::FILES_FLAT) } }
            </p>
            <h2>{ ui.t(key::FILES_DATA) }</h2>
            <div class="row wrap">
                { table("csv", "text/csv", "CSV", export::csv) }
                { table("json", "application/json", "JSON", export::json) }
            </div>
            { run_texts(&ui, scene) }
            <h2>{ ui.t(key::FILES_SCRIPT) }</h2>
            <p class="quiet">{ ui.t(key::FILES_SCRIPT_NOTE) }</p>
            <div class="row wrap">
                <button class="btn line" onclick={save_script}>{ arrow() }{ name_of(scene) }{ ".py" }</button>
                { view!(CopyButton { text: AttrValue::from((*script).clone()), class: "btn line" }) }
            </div>
            <pre class="script" tabindex="0" aria-label={ui.t(key::FILES_SCRIPT)}>
                { first.join("\n") }{ "\n" }
                if lines > LINES {
                    <span>{ fill(ui.t(key::FILES_MORE), &[("count", &(lines - LINES).to_string())]) }</span>
                }
            </pre>
        </>
    }
}

/// The sign of what goes to the downloads.
fn arrow() -> Html {
    html! { <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4.5v10.500M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14" /></svg> }
}

/// Every run as text, to be put into another scene.
fn run_texts(ui: &Ui, scene: &Scene) -> Html {
    let one = |(i, name): (usize, String)| {
        let text = AttrValue::from(scene.write_run(i)?);
        Some(
            html! { <li><span class="grow">{ name }</span>{ view!(i.to_string() => CopyButton { text, class: "btn" }) }</li> },
        )
    };
    html! {
        <details aria-label={ui.t(key::FILES_RUNS)}>
            <summary>{ ui.t(key::FILES_RUNS) }</summary>
            <p class="quiet">{ ui.t(key::FILES_RUNS_NOTE) }</p>
            <ul class="each">{ for scene.run_names(ui.lang).into_iter().enumerate().filter_map(one) }</ul>
        </details>
    }
}
