//! A small picture of a surface, drawn by the real terrain code.

use crate::chart::field::THUMB_BANDS;
use crate::chart::frame::{Frame, Insets};
use crate::chart::landscape::Landscape;
use crate::chart::theme::Palette;
use crate::core::param::defaults;
use crate::core::surfaces::{Surface, SurfaceSpec};
use crate::web::canvas::Layer;
use crate::web::context::use_ui;
use crate::web::measure::{Sizes, use_sizes};
use crate::web::near::{use_ever, use_near};
use std::rc::Rc;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// The surface of a thumbnail.
#[derive(Properties)]
pub struct ThumbProps {
    /// The description.
    pub spec: &'static SurfaceSpec,
    /// The surface as it is set; none for the one that the description makes by itself.
    #[prop_or_default]
    pub surface: Option<Rc<Surface>>,
}

impl PartialEq for ThumbProps {
    fn eq(&self, o: &Self) -> bool {
        self.spec.id == o.spec.id && self.surface.as_ref().map(Rc::as_ptr) == o.surface.as_ref().map(Rc::as_ptr)
    }
}

/// A small picture of a surface.
#[component]
pub fn Thumb(props: &ThumbProps) -> Html {
    let ui = use_ui();
    let canvas = use_node_ref();
    // Of sixty pictures those in sight are drawn, and stay.
    let near = use_near(&canvas);
    let seen = use_ever(near);
    let sizes = use_sizes(&canvas);
    use_effect_with((props.clone(), ui.theme, sizes, seen), {
        let canvas = canvas.clone();
        move |(props, theme, sizes, seen): &(ThumbProps, _, Option<Sizes>, bool)| {
            let wanted = sizes.filter(|sizes| *seen && sizes.size.0 > 1.0);
            let Some((sizes, layer)) = wanted.zip(canvas.cast::<HtmlCanvasElement>().and_then(Layer::on)) else {
                return;
            };
            match &props.surface {
                Some(surface) => draw(layer, &sizes, surface, Palette::of(*theme)),
                None => {
                    let surface = Surface::new(props.spec, &defaults(props.spec.params));
                    draw(layer, &sizes, &surface, Palette::of(*theme));
                }
            }
        }
    });
    html! { <canvas class="thumbnail" ref={canvas} aria-hidden="true" /> }
}

impl Clone for ThumbProps {
    fn clone(&self) -> Self {
        ThumbProps { spec: self.spec, surface: self.surface.clone() }
    }
}

fn draw(mut layer: Layer, sizes: &Sizes, surface: &Surface, palette: &Palette) {
    let size = sizes.size;
    layer.resize(size, sizes.density);
    let frame = Frame::fit(size, Insets::default(), Insets::default(), surface.spec.domain);
    let landscape = Landscape::new(surface, &frame, 2.0, THUMB_BANDS);
    let bands = layer.draw(1.0, |pen| landscape.draw_bands(pen, palette));
    let _ = layer.overlay(&landscape.relief(palette), landscape.field.nodes, (0.0, 0.0), size);
    let lines = layer.draw(1.0, |pen| landscape.draw_lines(pen, palette, false));
    if let Err(error) = bands.and(lines) {
        web_sys::console::error_1(&format!("drawing a thumbnail failed: {error}").into());
    }
}
