//! The one-sentence idea of a method and its formula. Pointing at a parameter lights its symbol up, and the other
//! way round.

use crate::core::optimizers::OptimizerSpec;
use crate::web::context::use_ui;
use crate::web::json::{FORMULAS, File, use_file};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// What is explained.
#[derive(Properties)]
pub struct Props {
    /// The method.
    pub optimizer: &'static OptimizerSpec,
    /// The parameter that is pointed at.
    pub lit: Option<&'static str>,
    /// Points at a parameter.
    pub on_lit: Callback<Option<&'static str>>,
}

impl PartialEq for Props {
    fn eq(&self, o: &Self) -> bool {
        self.optimizer.id == o.optimizer.id && self.lit == o.lit
    }
}

/// Idea and formula. Those of all methods come as one small file, once the first is wanted.
#[component]
pub fn Idea(props: &Props) -> Html {
    let ui = use_ui();
    let place = use_node_ref();
    let file = use_file(Some(FORMULAS.into()));
    let (idea, formula) = match &file {
        File::Here(json) => {
            let id = props.optimizer.id;
            (json.get("ideas").get(ui.lang.id()).string(id), json.get("optimizers").string(id))
        }
        _ => Default::default(),
    };
    use_effect_with((props.lit, formula.clone()), {
        let place = place.clone();
        move |(lit, _): &(Option<&'static str>, String)| {
            let marked = place.cast::<Element>().and_then(|p| p.query_selector_all("[data-param]").ok());
            let Some(marked) = marked else { return };
            for element in (0..marked.length()).filter_map(|i| marked.item(i)?.dyn_into::<Element>().ok()) {
                let on = lit.is_some_and(|lit| element.get_attribute("data-param").as_deref() == Some(lit));
                // Fails only for malformed names.
                let _ = element.class_list().toggle_with_force("lit", on);
            }
        }
    });
    let over = {
        let (params, on_lit) = (props.optimizer.params, props.on_lit.clone());
        Callback::from(move |e: PointerEvent| {
            let target = e.target().and_then(|t| t.dyn_into::<Element>().ok());
            let id = target.and_then(|t| t.closest("[data-param]").ok().flatten()?.get_attribute("data-param"));
            on_lit.emit(id.and_then(|id| params.iter().map(|p| p.id).find(|param| *param == id)));
        })
    };
    let away = props.on_lit.reform(|_: PointerEvent| None);
    html! {
        <div class="idea" ref={place}>
            <p>{ idea }</p>
            <div class="formula-block" onpointerover={over} onpointerleave={away}>
                { Html::from_html_unchecked(formula.into()) }
            </div>
        </div>
    }
}
