//! Which settings arrive: the rate map, with the present setting to be dragged.

use super::ask::{Asked, Mapped, use_map};
use super::cover::{Cover, Share, pixels, put};
use super::legend::legend;
use super::panel::{choice, ends, progress, share_of};
use super::{Ghost, Ground, Make};
use crate::chart::basins::percent;
use crate::chart::cells::{Cells, Plot};
use crate::chart::pen::Type;
use crate::chart::rates::{self, Overlay, Shown};
use crate::chart::theme::Palette;
use crate::core::format::js_number;
use crate::core::map::{Axis, Ending, theory};
use crate::core::param::Value;
use crate::scene::{Action, MapAxis, Scene};
use crate::text::{fill, key, rate};
use crate::web::canvas::Layer;
use crate::web::context::{Ui, use_ui};
use crate::web::maps::Maps;
use crate::web::measure::{Sizes, use_sizes};
use crate::web::view;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

const KEY: u32 = 0;
/// Columns and rows.
const SIZE: [usize; 2] = [96, 64];

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub axes: [Axis; 2],
    pub name: String,
    pub maps: Maps,
    pub make: Make,
    pub on_ghost: Callback<Option<Ghost>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground
    }
}

/// What the colours say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colours {
    Steps,
    Loss,
    Outcome,
}

const COLOURS: [(Colours, &str, crate::text::Key); 3] = [
    (Colours::Steps, "steps", key::MAPS_STEPS),
    (Colours::Loss, "loss", key::MAPS_LOSS),
    (Colours::Outcome, "outcome", key::MAPS_OUTCOME),
];

/// The same without its scale: what a legend needs.
fn kind(colours: Colours) -> Shown {
    match colours {
        Colours::Steps => Shown::Steps,
        Colours::Loss => Shown::Loss { floor: 0.0, range: (0.0, 1.0) },
        Colours::Outcome => Shown::Outcome,
    }
}

/// The changes that set both parameters to what stands at a place.
fn settings(scene: &Scene, axes: &[Axis; 2], at: Share) -> Vec<Action> {
    let run = scene.maps.run;
    let Some(spec) = scene.runs.get(run).map(|run| run.optimizer) else { return Vec::new() };
    let one = |(axis, share): (&Axis, f64)| {
        Action::SetParam(run, spec.params[axis.param].id, Value::Number(axis.readable(share)))
    };
    axes.iter().zip(at).map(one).collect()
}

/// The map.
#[component]
pub(super) fn RateMap(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let sizes = use_sizes(&canvas);
    let colours = use_state_eq(|| Colours::Steps);
    let pointed = use_state_eq(|| None::<Share>);
    let Props { ground, axes, .. } = props;
    let scene = ground.scene();
    let (mapped, late) = use_map(&props.maps, KEY, Some(Asked::rates(scene, SIZE)));
    let run = &scene.runs[scene.maps.run];
    let setting = axes.map(|axis| run.values[axis.param].number());
    let palette = Palette::of(ui.theme);
    use_effect_with((mapped.as_ref().map(|m| m.count), sizes, ui.theme, *colours, ground.clone()), {
        let (canvas, mapped, axes) = (canvas.clone(), mapped.clone(), *axes);
        move |(_, sizes, _, colours, ground): &(_, Option<Sizes>, _, Colours, Ground)| {
            if let (Some(element), Some(sizes)) = (canvas.cast::<HtmlCanvasElement>(), sizes) {
                draw(element, sizes, palette, mapped.as_ref(), ground, &axes, *colours);
            }
        }
    });
    let names = axes.map(|axis| label(&ui, scene, axis.param));
    let words =
        |at: [f64; 2]| [(&names[0], at[0]), (&names[1], at[1])].map(|(name, v)| format!("{name} = {}", rate(v)));
    let place = words(setting).join(ui.t(key::LIST_JOIN));
    let done = mapped.as_ref().filter(|m| m.done).map(|m| m.count);
    let said = use_memo((done, ui.lang, axes.map(|a| a.param), props.name.clone()), {
        let (ui, mapped, axes, run) = (ui.clone(), mapped.clone(), *axes, props.name.clone());
        let names = names.clone();
        move |_| mapped.map(|mapped| told(&ui, &mapped.cells.borrow(), &axes, &names, &run)).unwrap_or_default()
    });
    let on_point = {
        let (pointed, ghost, ground, axes) = (pointed.setter(), props.on_ghost.clone(), ground.clone(), *axes);
        Callback::from(move |at: Option<Share>| {
            pointed.set(at);
            ghost.emit(at.map(|at| {
                let mut scene = ground.scene().clone();
                settings(ground.scene(), &axes, at).into_iter().for_each(|action| scene.apply(action));
                Ghost { run: scene.maps.run, scene: Rc::new(scene) }
            }));
        })
    };
    let set = {
        let (make, ground, axes) = (props.make.clone(), ground.clone(), *axes);
        Callback::from(move |at: Share| make.emit((settings(ground.scene(), &axes, at), "cross")))
    };
    let on_nudge = {
        let (set, axes) = (set.clone(), *axes);
        Callback::from(move |way: Share| {
            let to = |i: usize| match axes[i].share(setting[i]) + way[i] {
                share if share.is_finite() => share.clamp(0.0, 1.0),
                // 1 on a scale of memory is infinitely far to one side, 0 on a logarithmic one to the other.
                share if share == f64::INFINITY => 1.0,
                _ => 0.0,
            };
            set.emit([to(0), to(1)]);
        })
    };
    let preview = pointed.and_then(|at| {
        let cells = mapped.as_ref()?.cells.borrow();
        let [i, j] = cells.under(at);
        let [x, y] = words([axes[0].readable(at[0]), axes[1].readable(at[1])]);
        Some(fill(ui.t(key::MAPS_CELL), &[("x", &x), ("y", &y), ("ending", &ends(ui.lang, cells.at(i, j)?))]))
    });
    let set_colours = {
        let colours = colours.setter();
        Callback::from(move |id: String| {
            let chosen = COLOURS.iter().find(|(_, known, _)| **known == *id);
            chosen.into_iter().for_each(|(chosen, ..)| colours.set(*chosen));
        })
    };
    let now = COLOURS.iter().find(|(known, ..)| *known == *colours).map_or("", |(_, id, _)| id);
    let ways: Vec<_> = COLOURS.iter().map(|(_, id, words)| (id.to_string(), ui.t(*words).to_string())).collect();
    let cells = mapped.as_ref().map(|mapped| mapped.cells.borrow());
    let keys = rates::legend(ui.lang, kind(*colours), run.slot, scene.steps, palette, cells.as_deref());
    let theory = theory(&scene.plan(run), ground.surface(), axes).is_some();
    html! {
        <section aria-label={ui.t(key::MAPS_RATES)}>
            <h2>{ ui.t(key::MAPS_RATES) }</h2>
            <p class="quiet">{ ui.t(key::MAPS_RATES_HOW) }</p>
            <div class="plot rates">
                <canvas role="img" aria-label={(*said).clone()} ref={canvas} />
                { view!(Cover { label: ui.t(key::MAPS_SETTING), place, on_point, on_pick: set, on_nudge }) }
                { progress(&ui, late, mapped.as_ref().map_or(0.0, |m| m.progress)) }
            </div>
            <p class="readout">{ preview.unwrap_or_else(|| words(setting).join(ui.t(key::LIST_JOIN))) }</p>
            { legend(keys) }
            if theory { <p class="quiet">{ ui.t(key::MAPS_THEORY) }</p> }
            <div class="choices-of">
                { direction(&ui, props, 0, key::MAPS_X) }
                { direction(&ui, props, 1, key::MAPS_Y) }
                { choice(ui.t(key::MAPS_COLOURS), &ways, now, set_colours) }
            </div>
        </section>
    }
}

/// What a direction is called.
fn label(ui: &Ui, scene: &Scene, param: usize) -> String {
    rates::axis_name(ui.lang, scene.runs[scene.maps.run].optimizer, param)
}

/// The choice of what varies in a direction.
fn direction(ui: &Ui, props: &Props, which: usize, words: crate::text::Key) -> Html {
    let scene = props.ground.scene();
    let optimizer = scene.runs[scene.maps.run].optimizer;
    let other = props.axes[1 - which].param;
    let numbers = (0..optimizer.params.len()).filter(|i| *i != other && Axis::of(optimizer, *i).is_some());
    let all: Vec<_> = numbers.map(|i| (optimizer.params[i].id.to_string(), label(ui, scene, i))).collect();
    let on_set = props.make.reform(move |id: String| {
        let param = optimizer.params.iter().position(|spec| spec.id == id);
        let axis = param.and_then(|param| Axis::of(optimizer, param)).map(|axis| MapAxis {
            param: optimizer.params[axis.param].id,
            low: axis.low,
            high: axis.high,
            scale: axis.scale,
        });
        (vec![Action::SetMapAxis(which, axis)], "axis")
    });
    choice(ui.t(words), &all, optimizer.params[props.axes[which].param].id, on_set)
}

/// The map in words.
fn told(ui: &Ui, cells: &Cells, axes: &[Axis; 2], names: &[String; 2], run: &str) -> String {
    let arrived = percent(share_of(cells, Ending::Converged));
    let diverged = percent(share_of(cells, Ending::Diverged));
    let ends = axes.map(|axis| [rate(axis.low), rate(axis.high)]);
    let mut best: Option<(u32, [usize; 2])> = None;
    let [columns, rows] = cells.size();
    for (i, j) in (0..rows).flat_map(|j| (0..columns).map(move |i| (i, j))) {
        if let Some(cell) = cells.at(i, j).filter(|cell| cell.ending == Ending::Converged)
            && best.is_none_or(|(steps, _)| cell.steps < steps)
        {
            best = Some((cell.steps, [i, j]));
        }
    }
    let all = [
        ("run", run),
        ("x", &*names[0]),
        ("y", &*names[1]),
        ("x0", &*ends[0][0]),
        ("x1", &*ends[0][1]),
        ("y0", &*ends[1][0]),
        ("y1", &*ends[1][1]),
        ("arrived", &*arrived),
        ("diverged", &*diverged),
    ];
    let whole = fill(ui.t(key::MAPS_RATES_ALT), &all);
    let Some((steps, [i, j])) = best else { return whole };
    let middle = |k: usize, i: usize, n: usize| rate(axes[k].readable((i as f64 + 0.5) / n as f64));
    let (x, y) = (middle(0, i, columns), middle(1, j, rows));
    let values = [("x", &*names[0]), ("y", &*names[1]), ("a", &*x), ("b", &*y), ("steps", &*js_number(steps.into()))];
    [whole, fill(ui.t(key::MAPS_BEST), &values)].join(ui.t(key::SENTENCE_JOIN))
}

fn draw(
    element: HtmlCanvasElement,
    sizes: &Sizes,
    palette: &Palette,
    mapped: Option<&Mapped>,
    ground: &Ground,
    axes: &[Axis; 2],
    colours: Colours,
) {
    let Some(mut layer) = Layer::on(element).filter(|_| sizes.size.0 >= 1.0) else { return };
    layer.resize(sizes.size, sizes.density);
    layer.clear();
    let (scene, surface) = &**ground;
    let run = &scene.runs[scene.maps.run];
    // The same edges as those of the button over it, in `tools.css`.
    let em = sizes.em;
    let size = ((sizes.size.0 - 56.0 * em).max(1.0), (sizes.size.1 - 44.0 * em).max(1.0));
    let plot = Plot { corner: (44.0 * em, 8.0 * em), size };
    let mut isolines = Vec::new();
    if let Some(mapped) = mapped {
        let cells = mapped.cells.borrow();
        let shown = match colours {
            Colours::Steps => Shown::Steps,
            Colours::Loss => {
                let there = cells.known().filter(|cell| cell.ending != Ending::Diverged).map(|cell| cell.loss);
                let least = there.fold(f64::INFINITY, f64::min);
                Shown::losses(&cells, surface.lowest().unwrap_or(least))
            }
            Colours::Outcome => Shown::Outcome,
        };
        let image =
            rates::image(&cells, shown, run.slot, scene.steps, pixels(size, sizes.density), sizes.density, palette);
        put(&layer, &image, plot.corner, sizes.density);
        if mapped.done && colours == Colours::Steps {
            isolines = rates::isolines(&cells, &plot);
        }
    }
    let overlay = Overlay {
        axes,
        setting: axes.map(|axis| run.values[axis.param].number()),
        slot: run.slot,
        theory: theory(&scene.plan(run), surface, axes),
        isolines: &isolines,
    };
    let symbols = axes.map(|axis| run.optimizer.params[axis.param].symbol);
    let drawn = layer.draw(em, |pen| {
        overlay.draw(pen, &plot, palette)?;
        rates::axes(pen, &plot, axes, [symbols[0], ""], palette)?;
        // Below the topmost number: there is no room beside it.
        let name = Type { variable: true, ..Type::plain(14.0, palette.ink_2) };
        pen.text(symbols[1], (plot.corner.0 - 30.0 * em, plot.corner.1 + 26.0 * em), name)
    });
    if let Err(error) = drawn {
        web_sys::console::error_1(&format!("drawing failed: {error}").into());
    }
}
