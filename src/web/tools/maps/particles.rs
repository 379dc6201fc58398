//! A swarm over the landscape: many starts of a run on their way, at the step of the race. A worker keeps and paints them;
//! the page only puts its pixels down.

use super::Ground;
use super::ask::alone;
use crate::chart::frame::Frame;
use crate::chart::swarm::{lie, radius, slot};
use crate::core::map::Lie;
use crate::scene::{Maps as MapsOf, Scene, Theme};
use crate::web::canvas::Layer;
use crate::web::context::use_ui;
use crate::web::frame_loop::FrameLoop;
use crate::web::maps::{Maps, Moment, SwarmView};
use crate::web::measure::Sizes;
use crate::web::prefs::reduced_motion;
use crate::web::tool;
use js_sys::{Uint8Array, Uint8ClampedArray, Uint32Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, ImageData};
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct Props {
    pub ground: Ground,
    pub maps: Maps,
    pub sizes: Sizes,
    pub frame: Frame,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.ground == o.ground && self.sizes == o.sizes && self.frame == o.frame
    }
}

/// The scene of the particles alone: without what they do not depend on.
pub(super) fn scene_of(scene: &Scene) -> Scene {
    let (run, count) = (scene.maps.run, scene.maps.swarm);
    let own = scene.formula.is_some() || !scene.points.is_empty();
    let domain = scene.domain.filter(|_| own);
    let alone = alone(scene, run);
    let maps = MapsOf { swarm: count, ..MapsOf::default() };
    Scene { maps, domain, start: None, view: Default::default(), ..alone }
}

/// How the particles are looked at.
#[derive(Clone, PartialEq)]
struct Look {
    corner: (f64, f64),
    sizes: Sizes,
    size: [usize; 2],
    lie: Lie,
    radius: f64,
    slot: Option<usize>,
    theme: Theme,
}

impl Look {
    /// The moment that the race shows; where less motion is wanted, only whole steps.
    fn now(&self) -> Moment {
        let (head, Lie { factor, offset }) = (tool::flow(), self.lie);
        let [width, height] = self.size.map(|n| n as f64);
        Moment::Pixels {
            head: if reduced_motion() { head.floor() } else { head },
            lie: [width, height, factor[0], factor[1], offset[0], offset[1], self.radius],
            slot: self.slot,
            dark: self.theme == Theme::Dark,
        }
    }
}

/// The canvas, and what was last put on it.
struct Screen {
    layer: Layer,
    look: Look,
    covered: [f64; 4],
}

impl Screen {
    /// Puts the pixels of a worker down in place of those before: none of them is touched here.
    fn put(&mut self, answer: &JsValue) {
        let Some(bytes) = answer.dyn_ref::<Uint8Array>().filter(|bytes| bytes.length() >= HEAD) else { return };
        let (buffer, from) = (bytes.buffer(), bytes.byte_offset());
        let head = Uint32Array::new_with_byte_offset_and_length(&buffer, from, 4).to_vec();
        let &[left, top, width, height] = &head[..] else { return };
        let [x, y, w, h] = self.covered;
        let context = &self.layer.context;
        // Fails only for singular matrices.
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(x, y, w, h);
        self.covered = [0.0; 4];
        let pixels = Uint8ClampedArray::new_with_byte_offset(&buffer, from + HEAD);
        if width > 0
            && height > 0
            && let Ok(image) = ImageData::new_with_js_u8_clamped_array_and_sh(&pixels, width, height)
        {
            let corner = (self.look.corner.0 * self.look.sizes.density, self.look.corner.1 * self.look.sizes.density);
            let at = (corner.0.round() + f64::from(left), corner.1.round() + f64::from(top));
            // Fails only for places that are no numbers.
            let _ = context.put_image_data(&image, at.0, at.1);
            self.covered = [at.0, at.1, width.into(), height.into()];
        }
    }
}

/// Bytes before the pixels.
const HEAD: u32 = 16;

/// The particles.
#[component]
pub(super) fn Particles(props: &Props) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    let scene = props.ground.scene();
    let text = use_memo(props.ground.clone(), |ground| scene_of(ground.scene()).write());
    let (left, top, ..) = props.frame.plot();
    let (size, lie) = lie(&props.frame, props.sizes.density);
    let look = Look {
        corner: (left, top),
        sizes: props.sizes,
        size,
        lie,
        radius: radius(scene.maps.swarm) * props.sizes.density,
        slot: slot(scene),
        theme: ui.theme,
    };
    let screen = use_mut_ref(|| None::<Screen>);
    let view = use_mut_ref(|| None::<SwarmView>);
    use_effect_with(look.clone(), {
        let (canvas, screen) = (canvas.clone(), screen.clone());
        move |look: &Look| {
            let Some(mut layer) = canvas.cast::<HtmlCanvasElement>().and_then(Layer::on) else { return };
            layer.resize(look.sizes.size, look.sizes.density);
            let covered = screen.borrow().as_ref().map_or([0.0; 4], |screen: &Screen| screen.covered);
            *screen.borrow_mut() = Some(Screen { layer, look: look.clone(), covered });
        }
    });
    use_effect_with((*text).clone(), {
        let (maps, screen, view) = (props.maps.clone(), screen.clone(), view.clone());
        move |text: &String| {
            let shown: Rc<RefCell<Option<Screen>>> = screen;
            *view.borrow_mut() = Some(SwarmView::begin(&maps, text, move |answer| {
                if let (Some(answer), Some(screen)) = (answer, &mut *shown.borrow_mut()) {
                    screen.put(&answer);
                }
            }));
            move || drop(view.take())
        }
    });
    // Whatever has changed: the present moment is looked at anew.
    use_effect_with(((*text).clone(), look), {
        let (view, screen) = (view.clone(), screen.clone());
        move |_| look_now(&view, &screen)
    });
    use_effect_with((), {
        let frames = FrameLoop::new(move |_| {
            look_now(&view, &screen);
            false
        });
        // However often the play-head is told: once a frame.
        let heard = tool::on_flow(move || frames.wake());
        move |()| move || drop(heard)
    });
    html! { <canvas class="swarm" aria-hidden="true" ref={canvas} /> }
}

fn look_now(view: &RefCell<Option<SwarmView>>, screen: &RefCell<Option<Screen>>) {
    if let (Some(view), Some(screen)) = (&*view.borrow(), &*screen.borrow()) {
        view.look(screen.look.now());
    }
}
