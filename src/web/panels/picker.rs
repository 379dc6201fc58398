//! The choice of a surface: grouped by the trouble it makes, each with a picture drawn by the real terrain code.

use crate::chart::field::THUMB_BANDS;
use crate::chart::frame::{Frame, Insets};
use crate::chart::landscape::Landscape;
use crate::chart::theme::Palette;
use crate::core::param::{Kind, defaults};
use crate::core::surfaces::{SURFACES, Surface, SurfaceSpec, Trouble};
use crate::scene::{Action, Scene};
use crate::text::{key, param_help, param_label, rate, surface_name};
use crate::web::canvas::Layer;
use crate::web::context::use_ui;
use crate::web::widgets::{Field, use_focus_back};
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// The surface of a thumbnail.
#[derive(Properties)]
pub struct ThumbProps {
    /// The surface.
    pub surface: Rc<Surface>,
}

impl PartialEq for ThumbProps {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.surface, &o.surface)
    }
}

/// A small picture of a surface.
#[component]
pub fn Thumb(props: &ThumbProps) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    // A new ground is drawn whenever sizes change: the text's, the window's, a pixel's. So is the thumbnail.
    let sizes = use_state_eq(|| (0_u64, 0_u64));
    use_effect_with((), {
        let sizes = sizes.setter();
        move |()| {
            let note = move || {
                let window = web_sys::window();
                let width = window.as_ref().and_then(|w| w.inner_width().ok()).and_then(|v| v.as_f64()).unwrap_or(0.0);
                let density = window.map_or(1.0, |w| w.device_pixel_ratio());
                sizes.set((width.to_bits(), density.to_bits()));
            };
            note();
            let listener = web_sys::window().map(|w| EventListener::new(&w, "resize", move |_| note()));
            move || drop(listener)
        }
    });
    use_effect_with((props.clone(), ui.theme, *sizes), {
        let canvas = canvas.clone();
        move |(props, theme, _): &(ThumbProps, _, _)| {
            if let Some(element) = canvas.cast::<HtmlCanvasElement>() {
                draw(element, &props.surface, Palette::of(*theme));
            }
        }
    });
    html! { <canvas class="thumbnail" ref={canvas} aria-hidden="true" /> }
}

impl Clone for ThumbProps {
    fn clone(&self) -> Self {
        ThumbProps { surface: Rc::clone(&self.surface) }
    }
}

fn draw(element: HtmlCanvasElement, surface: &Surface, palette: &Palette) {
    let size = super::landscape::size_of(&element);
    let Some(mut layer) = Layer::on(element).filter(|_| size.0 > 1.0) else { return };
    layer.resize(size, web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()));
    let frame = Frame::fit(size, Insets::default(), Insets::default(), surface.spec.domain);
    let landscape = Landscape::new(surface, &frame, 2.0, THUMB_BANDS);
    let bands = layer.draw(1.0, |pen| landscape.draw_bands(pen, palette));
    let _ = layer.overlay(&landscape.relief(palette), landscape.field.nodes, (0.0, 0.0), size);
    let lines = layer.draw(1.0, |pen| landscape.draw_lines(pen, palette, false));
    if let Err(error) = bands.and(lines) {
        web_sys::console::error_1(&format!("drawing a thumbnail failed: {error}").into());
    }
}

/// What is chosen from.
#[derive(Properties)]
pub struct Props {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Closes the picker.
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &o.scene)
    }
}

/// The picker. Choosing leaves it open, so that surfaces can be compared quickly.
#[component]
pub fn Picker(props: &Props) -> Html {
    let ui = use_ui();
    let frame = use_node_ref();
    let surfaces = use_memo((), |()| {
        SURFACES.iter().map(|spec| Rc::new(Surface::new(spec, &defaults(spec.params)))).collect::<Vec<_>>()
    });
    use_focus_back(&frame);
    use_effect_with((), {
        let frame = frame.clone();
        move |()| {
            let element = frame.cast::<web_sys::Element>();
            let chosen = element.and_then(|f| f.query_selector("[aria-checked=true]").ok().flatten());
            if let Some(button) = chosen.and_then(|b| b.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        }
    });
    let onkeydown = {
        let (close, frame) = (props.on_close.clone(), frame.clone());
        Callback::from(move |e: KeyboardEvent| match e.key().as_str() {
            "Escape" => {
                e.stop_propagation();
                close.emit(());
            }
            "ArrowRight" | "ArrowDown" => walk(&e, &frame, 1),
            "ArrowLeft" | "ArrowUp" => walk(&e, &frame, -1),
            _ => {}
        })
    };
    let group = |trouble: Trouble| {
        let members: Vec<_> = surfaces.iter().filter(|s| s.spec.trouble == trouble).collect();
        let title = ui.lang.named(&format!("trouble.{}", trouble.id())).unwrap_or_default();
        let line = ui.lang.named(&format!("trouble.{}.line", trouble.id())).unwrap_or_default();
        let thumbs = members.into_iter().map(|surface| {
            let spec: &'static SurfaceSpec = surface.spec;
            let checked = spec.id == props.scene.surface.id;
            let choose =
                ui.change.reform(move |_: MouseEvent| crate::web::store::Change::Edit(Action::SetSurface(spec)));
            html! {
                <button class="thumb" role="radio" aria-checked={checked.to_string()}
                    tabindex={if checked { "0" } else { "-1" }} onclick={choose}>
                    <Thumb surface={Rc::clone(surface)} />
                    { surface_name(ui.lang, spec.id) }
                </button>
            }
        });
        html! {
            <section>
                <h3>{ title }</h3>
                <p class="quiet">{ line }</p>
                <div class="thumbs" role="radiogroup" aria-label={title}>{ for thumbs }</div>
            </section>
        }
    };
    let scene = &props.scene;
    let sliders = scene.surface.params.iter().zip(&scene.surface_values).filter_map(|(spec, value)| {
        let Kind::Number { slider, allowed } = spec.kind else { return None };
        let id = spec.id;
        let on_set = ui.change.reform(move |v: f64| {
            let value = crate::core::param::Value::Number(v);
            crate::web::store::Change::Edit(Action::SetSurfaceParam(id, value))
        });
        let owner = scene.surface.id;
        let label = param_label(ui.lang, owner, id);
        Some(html! {
            <Field name={label} {label} symbol={spec.symbol} help={param_help(ui.lang, owner, id)} {slider} {allowed}
                value={value.number()} spoken={rate(value.number())} {on_set} />
        })
    });
    html! {
        <div class="pop picker" role="dialog" aria-label={ui.t(key::CHOOSE_SURFACE)} ref={frame} {onkeydown}>
            if !scene.surface.params.is_empty() {
                <section class="own"><h3>{ surface_name(ui.lang, scene.surface.id) }</h3>{ for sliders }</section>
            }
            { for Trouble::ALL.into_iter().map(group) }
        </div>
    }
}

/// Moves the focus to the next or the one before of all surfaces, and chooses it as radio buttons do.
fn walk(e: &KeyboardEvent, frame: &NodeRef, by: i32) {
    let target = e.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
    let Some(target) = target.filter(|t| t.class_list().contains("thumb")) else { return };
    let Some(list) = frame.cast::<web_sys::Element>().and_then(|f| f.query_selector_all(".thumb").ok()) else { return };
    let count = list.length() as i32;
    let here = (0..count).find(|i| list.item(*i as u32).is_some_and(|n| n.is_same_node(Some(&target))));
    let next = here.map(|i| (i + by).rem_euclid(count) as u32).and_then(|i| list.item(i));
    if let Some(button) = next.and_then(|n| n.dyn_into::<HtmlElement>().ok()) {
        e.prevent_default();
        e.stop_propagation();
        let _ = button.focus();
        button.click();
    }
}
