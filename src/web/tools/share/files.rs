//! The scene as files: pictures, films, numbers, a script.

use super::film::{self, Failed};
use super::options::picked;
use crate::export::{self, Look, Picture};
use crate::scene::{Scene, Theme, View};
use crate::text::{Key, fill, key};
use crate::web::context::{Ui, use_ui};
use crate::web::tools::save::{blob, download, name_of, pause};
use crate::web::view;
use crate::web::widgets::CopyButton;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlInputElement};
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

/// The sizes that are offered, in pixels.
const SIZES: [[u32; 2]; 3] = [[1200, 800], [1600, 900], [800, 800]];
/// The shortest and the longest side.
const LEAST: u32 = 160;
const MOST: u32 = 4096;
/// So many times as many pixels has a bitmap in both directions.
const DENSITY: u32 = 2;
/// Films are smaller than stills, whose every pixel is there once: six tenths of the size, in whole even pixels.
const FILM: [u32; 2] = [6, 10];
/// So many lines of the script are shown.
const LINES: usize = 16;

/// How the pictures are wanted.
#[derive(Clone, PartialEq)]
struct Wish {
    theme: Theme,
    /// Which of the sizes; one's own beyond them.
    size: usize,
    /// Width, height and step, as typed.
    typed: [String; 3],
}

impl Wish {
    /// The size, if what is typed is one.
    fn size(&self) -> Option<[u32; 2]> {
        let own = || {
            let side = |i: usize| self.typed[i].trim().parse().ok().filter(|v| (LEAST..=MOST).contains(v));
            Some([side(0)?, side(1)?])
        };
        SIZES.get(self.size).copied().or_else(own)
    }

    /// The step, if what is typed is one.
    fn step(&self, scene: &Scene) -> Option<usize> {
        self.typed[2].trim().parse().ok().filter(|step| *step <= scene.steps)
    }
}

/// A kind of file that takes its time.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Png,
    Svg,
    Gif,
    Video(&'static str, &'static str),
}

impl Kind {
    fn end(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Svg => "svg",
            Kind::Gif => "gif",
            Kind::Video(_, end) => end,
        }
    }

    /// The size of its pixels for a size that is chosen.
    fn pixels(self, [width, height]: [u32; 2]) -> [u32; 2] {
        let film = |v: u32| (v * FILM[0] / FILM[1] / 2 * 2).max(LEAST);
        match self {
            Kind::Png => [width * DENSITY, height * DENSITY],
            Kind::Svg => [width, height],
            Kind::Gif | Kind::Video(..) => [film(width), film(height)],
        }
    }

    async fn file(self, picture: &Picture, size: [u32; 2], step: usize, tell: &film::Tell) -> Result<Blob, Failed> {
        let (bytes, mime) = match self {
            Kind::Png => (film::png(picture, step).await?, "image/png"),
            Kind::Svg => (film::svg(picture, step).await?, "image/svg+xml"),
            Kind::Gif => (film::gif(picture, (size[0], size[1]), tell).await?, "image/gif"),
            Kind::Video(mime, _) => return film::video(picture, mime, tell).await,
        };
        blob(&bytes, mime).ok_or(Failed::Refused)
    }
}

/// What there is to say.
#[derive(Clone, PartialEq)]
enum Now {
    Nothing,
    /// A file is being made: its name, how many of how many frames are done.
    Working(String, usize, usize),
    Saved(String),
    Cancelled,
    Failed(String),
}

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
                if let View::Basins | View::Rates = scene.view { { " " }{ ui.t(key::FILES_FLAT) } }
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

/// Theme, size and step.
fn choices(ui: &Ui, wish: &Wish, set: &Callback<Wish>, scene: &Scene) -> Html {
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
    let size = |(i, [w, h]): (usize, [u32; 2])| {
        html! { <option value={i.to_string()} selected={wish.size == i}>{ times([w, h]) }</option> }
    };
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
                <input class="input" type="number" min={least.to_string()} max={most.to_string()} {value} {oninput}
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
                        <option value="0" selected={wish.theme == Theme::Light}>{ ui.t(key::THEME_LIGHT) }</option>
                        <option value="1" selected={wish.theme == Theme::Dark}>{ ui.t(key::THEME_DARK) }</option>
                    </select>
                </label>
                <label class="choice"><span>{ ui.t(key::FILES_SIZE) }</span>
                    <select class="input" aria-label={ui.t(key::FILES_SIZE)} onchange={onsize}>
                        { for SIZES.into_iter().enumerate().map(size) }
                        <option value={SIZES.len().to_string()} selected={wish.size == SIZES.len()}>
                            { ui.t(key::FILES_OWN_SIZE) }
                        </option>
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

fn times([width, height]: [u32; 2]) -> String {
    format!("{width} × {height}")
}

/// A button for each kind of picture.
fn buttons(ui: &Ui, wish: &Wish, now: &Now, make: &Callback<Kind>, scene: &Scene) -> Html {
    let size = wish.size().filter(|_| wish.step(scene).is_some());
    let disabled = size.is_none() || matches!(now, Now::Working(..));
    let one = |kind: Kind, name: &str| {
        let onclick = make.reform(move |_: MouseEvent| kind);
        html! {
            <button class="btn line" {disabled} {onclick}>
                { arrow() }{ name }<span class="quiet">{ size.map(|size| times(kind.pixels(size))) }</span>
            </button>
        }
    };
    let video = film::video_kind().map(|(mime, end)| one(Kind::Video(mime, end), &end_name(ui, end)));
    html! { <>{ one(Kind::Png, "PNG") }{ one(Kind::Svg, "SVG") }{ one(Kind::Gif, "GIF") }{ video.unwrap_or_default() }</> }
}

/// The sign of what goes to the downloads.
fn arrow() -> Html {
    html! { <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4.5v10.500M7.500 11l4.500 4.500 4.500-4.500M5 19.500h14" /></svg> }
}

/// "Video (WebM)".
fn end_name(ui: &Ui, end: &str) -> String {
    fill(ui.t(key::FILES_VIDEO), &[("kind", if end == "webm" { "WebM" } else { "MP4" })])
}

/// How it goes, and how it went.
fn said(ui: &Ui, now: &Now, cancel: &Callback<MouseEvent>) -> Html {
    let line = |k: Key, name: &str, bad: bool| {
        html! { <p class={if bad { "bad" } else { "quiet" }}>{ fill(ui.t(k), &[("name", name)]) }</p> }
    };
    let words = match now {
        Now::Nothing => html! {},
        Now::Working(name, ..) => line(key::FILES_MAKING, name, false),
        Now::Saved(name) => line(key::FILES_SAVED, name, false),
        Now::Cancelled => line(key::FILES_CANCELLED, "", false),
        Now::Failed(name) => line(key::FILES_FAILED, name, true),
    };
    let progress = match now {
        Now::Working(_, done, all) if *all > 0 => {
            let said = fill(ui.t(key::FILES_FRAMES), &[("done", &done.to_string()), ("all", &all.to_string())]);
            html! {
                <>
                    <progress class="grow" max={all.to_string()} value={done.to_string()} aria-label={ui.t(key::FILES_PROGRESS)} />
                    <span class="quiet">{ said }</span>
                    <button class="btn line" onclick={cancel.clone()}>{ ui.t(key::FILES_CANCEL) }</button>
                </>
            }
        }
        _ => html! {},
    };
    html! {
        <div class="made">
            <div role="status">{ words }</div>
            <div class="row">{ progress }</div>
        </div>
    }
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
