//! What lies over the landscape: below its lines the basins of the run, above its paths the one that is pointed at.

use super::ask::{Asked, use_map};
use super::cover::{pixels, put};
use super::particles::Particles;
use super::spots::Spots;
use super::{Ghost, Ground};
use crate::chart::basins::{self, Hues};
use crate::chart::cells::Plot;
use crate::chart::clip::pieces_between;
use crate::chart::frame::Frame;
use crate::chart::pen::{Px, Stroke};
use crate::chart::theme::Palette;
use crate::scene::{Scene, Theme, View};
use crate::web::canvas::{Layer, draw_onto};
use crate::web::context::use_ui;
use crate::web::maps::Maps;
use crate::web::measure::{Sizes, room_above, use_sizes};
use crate::web::stage::lie;
use crate::web::tools::paper::{draw_and_keep, use_drawn};
use crate::web::{tool, view};
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

/// CSS pixels of a cell.
const CELL: f64 = 2.0;
const KEY: u32 = 2;

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub maps: Maps,
    pub ghost: Option<Ghost>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        let same = |a: &Ghost, b: &Ghost| Rc::ptr_eq(&a.scene, &b.scene) && a.run == b.run;
        self.ground == o.ground
            && match (&self.ghost, &o.ghost) {
                (Some(a), Some(b)) => same(a, b),
                (a, b) => a.is_none() && b.is_none(),
            }
    }
}

/// Both canvases.
#[component]
pub(super) fn Over(props: &Props) -> Html {
    let ui = use_ui();
    let (below, above) = (use_node_ref(), use_node_ref());
    let sizes = use_sizes(&above);
    let (scene, surface) = &*props.ground;
    let guest = tool::over_place().is_some_and(|place| tool::is_guest(&place));
    let lies = |s: Sizes| lie(s.size, s.em, !guest, room_above(&s, guest), scene.domain());
    let frame = sizes.filter(|s| s.size.0 >= 1.0).map(lies);
    let (basins_drawn, path_drawn) = (use_drawn(), use_drawn());
    let shown = scene.view == View::Basins && scene.runs.len() > scene.maps.run;
    // What is looked at is all of the plot. The minima of what is the reader's own are known in the domain alone.
    let own = scene.formula.is_some() || !scene.points.is_empty();
    let domain = frame.map(|frame| if own { scene.domain() } else { frame.shown() });
    let plot = frame.zip(domain).map(|(frame, domain)| Plot::of(&frame, domain));
    let asked = plot.zip(domain).filter(|_| shown).map(|(plot, domain)| {
        let count = |length: f64| ((length / CELL) as usize).max(2);
        Asked::basins(scene, scene.maps.run, domain, [count(plot.size.0), count(plot.size.1)])
    });
    let pointed = use_pointed(shown);
    let ghost = props.ghost.clone().or_else(|| {
        let (frame, at) = frame.zip(pointed).filter(|(frame, at)| frame.contains(*at))?;
        let there = Scene { start: Some(frame.plane(at)), ..scene.clone() };
        Some(Ghost { run: scene.maps.run, scene: Rc::new(there) })
    });
    let (mapped, _) = use_map(&props.maps, KEY, asked);
    let mapped = mapped.filter(|_| shown);
    use_effect_with((mapped.as_ref().map(|m| m.count), frame, sizes, ui.theme, props.ground.clone()), {
        let (below, mapped, steps) = (below.clone(), mapped.clone(), scene.steps);
        let surface = Rc::clone(surface);
        move |(_, frame, sizes, theme, _): &(_, Option<Frame>, Option<Sizes>, Theme, _)| {
            let (sizes, there) = (*sizes, frame.is_some());
            draw_and_keep(&basins_drawn, *theme, move |theme| {
                let (Some(element), Some(sizes), Some(plot)) = (below.cast::<HtmlCanvasElement>(), sizes, plot) else {
                    return;
                };
                let Some(mut layer) = Layer::on(element).filter(|_| there) else { return };
                layer.resize(sizes.size, sizes.density);
                layer.clear();
                if let Some(mapped) = &mapped {
                    let (size, hues) = (pixels(plot.size, sizes.density), Hues::of(&surface.minima));
                    let cells = mapped.cells.borrow();
                    let raster = basins::image(&cells, &hues, steps, size, sizes.density, Palette::of(theme));
                    put(&layer, &raster, plot.corner, sizes.density);
                }
            });
        }
    });
    use_effect({
        let (above, surface, theme) = (above.clone(), Rc::clone(surface), ui.theme);
        move || {
            draw_and_keep(&path_drawn, theme, move |theme| {
                let (Some(element), Some(sizes), Some(frame)) = (above.cast::<HtmlCanvasElement>(), sizes, frame)
                else {
                    return;
                };
                let palette = Palette::of(theme);
                let (left, top, right, bottom) = frame.plot();
                let path = ghost.as_ref().and_then(|ghost| {
                    let run = ghost.scene.runs.get(ghost.run)?;
                    Some(ghost.scene.plan(run).follow(&surface, ghost.scene.domain()).points)
                });
                let points: Vec<_> = path.into_iter().flatten().map(|p| frame.px(p.point)).collect();
                let end = points.last().copied().filter(|at| frame.contains(*at));
                draw_onto(element, &sizes, |pen| {
                    if shown {
                        basins::letters(pen, &frame, &surface.minima, palette)?;
                    }
                    for piece in pieces_between(&points, (left, top), (right, bottom)) {
                        pen.line(&piece, Stroke::solid(palette.casing, 0.85, 4.0))?;
                        pen.line(&piece, Stroke { dash: &[5.0, 4.0], ..Stroke::solid(palette.ink, 1.0, 1.75) })?;
                    }
                    if let Some(at) = end {
                        pen.disc(at, 6.0, palette.casing, 1.0)?;
                        pen.ring(at, 4.5, Stroke::solid(palette.ink, 1.0, 2.0))?;
                    }
                    Ok(())
                });
            });
        }
    });
    let there = scene.maps.swarm > 0 && scene.runs.len() > scene.maps.run;
    let particles = frame.zip(sizes).filter(|_| there).map(|(frame, sizes)| {
        let (ground, maps) = (props.ground.clone(), props.maps.clone());
        // In three dimensions another program draws.
        match scene.view {
            View::Terrain => view!(Spots { ground, maps }),
            _ => view!(Particles { ground, maps, sizes, frame }),
        }
    });
    html! {
        <>
            <canvas class="below" aria-hidden="true" ref={below} />
            { particles.unwrap_or_default() }
            <canvas class="above" aria-hidden="true" ref={above} />
        </>
    }
}

/// Where on the landscape a mouse points, that nothing is pressed of, while somebody wants to know.
#[hook]
fn use_pointed(wanted: bool) -> Option<Px> {
    let pointed = use_state_eq(|| None::<Px>);
    use_effect_with(wanted, {
        let pointed = pointed.setter();
        move |wanted: &bool| {
            let land = web_sys::window().and_then(|w| w.document()).filter(|_| *wanted);
            let listeners = land.and_then(|document| document.get_element_by_id("land")).map(|land| {
                ["pointermove", "pointerdown", "pointerleave"].map(|kind| {
                    let pointed = pointed.clone();
                    EventListener::new(&land, kind, move |e| {
                        let mouse = e.dyn_ref::<PointerEvent>().filter(|e| e.pointer_type() == "mouse");
                        let free = mouse.filter(|e| kind == "pointermove" && e.buttons() == 0);
                        pointed.set(free.map(|e| (e.offset_x().into(), e.offset_y().into())));
                    })
                })
            });
            move || {
                drop(listeners);
                pointed.set(None);
            }
        }
    });
    *pointed
}
