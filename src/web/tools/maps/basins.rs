//! Which minimum: the basin map of the run, and small ones of all runs.

use super::ask::{Asked, use_map};
use super::cover::{Cover, Share, pixels, put};
use super::legend::legend;
use super::panel::{ends, progress};
use super::{Ghost, Ground, Make};
use crate::chart::basins::{self, Hues};
use crate::chart::cells::{Cells, Plot};
use crate::chart::theme::Palette;
use crate::core::format::read_decimal;
use crate::core::map::Ending;
use crate::core::scalar::Vec2;
use crate::core::surfaces::Domain;
use crate::scene::{Action, Scene, View};
use crate::text::{fill, key, number};
use crate::web::canvas::Layer;
use crate::web::context::use_ui;
use crate::web::maps::Maps;
use crate::web::measure::{Sizes, use_sizes};
use crate::web::view;
use std::rc::Rc;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

const KEY: u32 = 1;
/// The key of the first run's small map.
const SMALL: u32 = 10;
/// Cells on the longer side.
const CELLS: f64 = 160.0;
const SMALL_CELLS: f64 = 48.0;

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub names: Vec<String>,
    pub maps: Maps,
    pub make: Make,
    pub on_ghost: Callback<Option<Ghost>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && self.names == o.names
    }
}

/// Width over height, within what still looks like a map.
fn aspect(domain: Domain) -> f64 {
    ((domain.x.1 - domain.x.0) / (domain.y.1 - domain.y.0)).clamp(0.6, 3.0)
}

fn grid(domain: Domain, longer: f64) -> [usize; 2] {
    let aspect = aspect(domain);
    let side = |part: f64| ((longer * part.min(1.0)) as usize).max(8);
    [side(aspect), side(1.0 / aspect)]
}

/// The point at a place of the map, as a person would write it: to a five-hundredth of the view or finer.
fn start_at(domain: Domain, at: Share) -> Vec2 {
    let one = |(low, high): (f64, f64), share: f64| {
        let v = low + (high - low) * share;
        let digits = (-((high - low) / 500.0).log10().floor()).clamp(0.0, 17.0) as usize;
        read_decimal(&format!("{v:.digits$}")).unwrap_or(v)
    };
    [one(domain.x, at[0]), one(domain.y, at[1])]
}

/// The map.
#[component]
pub(super) fn Basins(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let box_of = use_aspect(props.ground.scene().domain());
    let pointed = use_state_eq(|| None::<Share>);
    let all = use_state_eq(|| false);
    let Props { ground, names, .. } = props;
    let (scene, surface) = &**ground;
    let (run, domain, start) = (scene.maps.run, scene.domain(), scene.start());
    let (mapped, late) = use_map(&props.maps, KEY, Some(Asked::basins(scene, run, domain, grid(domain, CELLS))));
    let count = mapped.as_ref().map(|m| m.count);
    use_effect_with((count, sizes, ui.theme, ground.clone()), {
        let (canvas, mapped) = (canvas.clone(), mapped.clone());
        move |(_, sizes, theme, ground): &(_, Option<Sizes>, _, Ground)| {
            let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) else { return };
            let cells = mapped.as_ref().map(|mapped| mapped.cells.borrow());
            draw(element, sizes, Palette::of(*theme), cells.as_deref(), ground, true);
        }
    });
    let known = use_memo((mapped.as_ref().filter(|m| m.done).map(|m| m.count), ui.lang, names[run].clone()), {
        let (mapped, ui, surface, run) = (mapped.clone(), ui.clone(), Rc::clone(surface), names[run].clone());
        move |_| {
            let shares = mapped.map(|m| basins::legend(&m.cells.borrow())).unwrap_or_default();
            let words: Vec<String> =
                shares.iter().map(|share| basins::words(ui.lang, &surface.minima, *share, true)).collect();
            let all = words.join(ui.t(key::LIST_JOIN));
            (fill(ui.t(key::MAPS_BASINS_ALT), &[("run", &run), ("shares", &all)]), shares)
        }
    });
    let on_point = {
        let (pointed, ghost, ground) = (pointed.setter(), props.on_ghost.clone(), ground.clone());
        Callback::from(move |at: Option<Share>| {
            pointed.set(at);
            ghost.emit(at.map(|at| {
                let start = Some(start_at(domain, at));
                Ghost { run, scene: Rc::new(Scene { start, ..ground.scene().clone() }) }
            }));
        })
    };
    let set = props.make.reform(move |at: Share| (vec![Action::SetStart(start_at(domain, at))], "start"));
    let on_nudge = set.reform(move |way: Share| {
        let share = |v: f64, (low, high): (f64, f64), by: f64| ((v - low) / (high - low) + by).clamp(0.0, 1.0);
        [share(start[0], domain.x, way[0]), share(start[1], domain.y, way[1])]
    });
    let at = |[x, y]: Vec2| fill(ui.t(key::START_AT), &[("x", &number(x, 3)), ("y", &number(y, 3))]);
    let preview = pointed.and_then(|share| {
        let cells = mapped.as_ref()?.cells.borrow();
        let [i, j] = cells.under(share);
        let cell = cells.at(i, j)?;
        let ending = ends(ui.lang, cell);
        let letter = cell.minimum.filter(|_| cell.ending == Ending::Converged).and_then(|m| basins::letter(m.into()));
        let ending = match letter {
            Some(letter) => {
                let letter = letter.to_string();
                fill(ui.t(key::MAPS_TO), &[("minimum", &letter), ("ending", &ending)])
            }
            None => ending,
        };
        Some(fill(ui.t(key::MAPS_FROM), &[("start", &at(start_at(domain, share))), ("ending", &ending)]))
    });
    let shown = scene.view == View::Basins;
    let show = props
        .make
        .reform(move |_: MouseEvent| (vec![Action::SetView(if shown { View::Rates } else { View::Basins })], ""));
    let palette = Palette::of(ui.theme);
    let hues = Hues::of(&surface.minima);
    let items = known
        .1
        .iter()
        .map(|share| (basins::sample(*share, &hues, palette), basins::words(ui.lang, &surface.minima, *share, false)));
    let turn = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(!*all))
    };
    let small = |(index, name): (usize, &String)| {
        let (ground, maps) = (ground.clone(), props.maps.clone());
        let onclick = props.make.reform(move |_: MouseEvent| (vec![Action::SetMapRun(index)], "map"));
        html! {
            <li><button aria-pressed={(index == run).to_string()} {onclick}>
                { view!(index => Small { ground, maps, index }) }<span>{ name }</span>
            </button></li>
        }
    };
    html! {
        <section aria-label={ui.t(key::MAPS_BASINS)}>
            <div class="row">
                <h2 class="grow">{ ui.t(key::MAPS_BASINS) }</h2>
                <button class="btn line" aria-pressed={shown.to_string()} onclick={show}>{ ui.t(key::MAPS_SHOW) }</button>
            </div>
            <p class="quiet">{ ui.t(key::MAPS_BASINS_HOW) }</p>
            <div class="plot" ref={box_of}>
                <canvas role="img" aria-label={known.0.clone()} ref={canvas} />
                { view!(Cover { label: ui.t(key::MAPS_START), place: at(start), on_point, on_pick: set, on_nudge }) }
                { progress(&ui, late, mapped.as_ref().map_or(0.0, |m| m.progress)) }
            </div>
            <p class="readout">{ preview.unwrap_or_else(|| at(start)) }</p>
            { legend(items.collect()) }
            if names.len() > 1 {
                <button class="btn line" aria-expanded={all.to_string()} onclick={turn}>{ ui.t(key::MAPS_ALL) }</button>
                if *all { <ul class="small">{ for names.iter().enumerate().map(small) }</ul> }
            }
        </section>
    }
}

/// An element as wide and as high as the domain.
#[hook]
fn use_aspect(domain: Domain) -> NodeRef {
    let element = use_node_ref();
    use_effect_with(aspect(domain).to_string(), {
        let element = element.clone();
        // Set from code: a strict Content-Security-Policy blocks style attributes.
        move |aspect: &String| {
            if let Some(element) = element.cast::<HtmlElement>() {
                let _ = element.style().set_property("aspect-ratio", aspect);
            }
        }
    });
    element
}

fn draw(
    element: HtmlCanvasElement,
    sizes: &Sizes,
    palette: &Palette,
    cells: Option<&Cells>,
    ground: &Ground,
    marks: bool,
) {
    let Some(mut layer) = Layer::on(element).filter(|_| sizes.size.0 >= 1.0) else { return };
    layer.resize(sizes.size, sizes.density);
    layer.clear();
    let (scene, surface) = &**ground;
    let plot = Plot { corner: (0.0, 0.0), size: sizes.size };
    if let Some(cells) = cells {
        let (size, hues) = (pixels(sizes.size, sizes.density), Hues::of(&surface.minima));
        put(&layer, &basins::image(cells, &hues, scene.steps, size, sizes.density, palette), (0.0, 0.0), 1.0);
    }
    if !marks {
        return;
    }
    let start = Some(scene.start());
    let drawn = layer.draw(sizes.em, |pen| basins::marks(pen, &plot, scene.domain(), &surface.minima, start, palette));
    if let Err(error) = drawn {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}

#[derive(Properties)]
struct SmallProps {
    ground: Ground,
    maps: Maps,
    index: usize,
}

impl PartialEq for SmallProps {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && self.index == o.index
    }
}

/// The small map of one of the runs; its words stand beside it.
#[component]
fn Small(props: &SmallProps) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let (scene, index) = (props.ground.scene(), props.index);
    let domain = scene.domain();
    let box_of = use_aspect(domain);
    let asked = Asked::basins(scene, index, domain, grid(domain, SMALL_CELLS));
    let (mapped, _) = use_map(&props.maps, SMALL + index as u32, Some(asked));
    use_effect_with((mapped.as_ref().map(|m| m.count), sizes, ui.theme, props.ground.clone()), {
        let (canvas, mapped) = (canvas.clone(), mapped.clone());
        move |(_, sizes, theme, ground): &(_, Option<Sizes>, _, Ground)| {
            let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) else { return };
            let cells = mapped.as_ref().map(|mapped| mapped.cells.borrow());
            draw(element, sizes, Palette::of(*theme), cells.as_deref(), ground, false);
        }
    });
    let shares = mapped.map(|m| basins::legend(&m.cells.borrow())).unwrap_or_default();
    let words: Vec<String> =
        shares.iter().map(|share| basins::words(ui.lang, &props.ground.surface().minima, *share, false)).collect();
    html! {
        <span class="plot" ref={box_of}>
            <canvas role="img" aria-label={words.join(ui.t(key::LIST_JOIN))} ref={canvas} />
        </span>
    }
}
