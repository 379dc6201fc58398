//! Paragraphs: the project's own HTML, numbers to drag, buttons.

use super::course::{Paragraph, Part};
use super::figure::{FigureAction, Figures, colour, settings};
use crate::scene::Target;
use crate::text::{key, rate};
use crate::web::context::Ui;
use crate::web::measure::use_sizes;
use crate::web::view;
use crate::web::widgets::DragNumber;
use yew::prelude::*;

/// The figures of the lesson, as its words reach them.
#[derive(Clone, PartialEq)]
pub(super) struct Live {
    pub(super) figures: UseReducerHandle<Figures>,
    pub(super) change: UseReducerDispatcher<Figures>,
}

/// Paragraphs, headings and lists.
pub(super) fn prose(ui: &Ui, live: Option<&Live>, body: &[Paragraph]) -> Html {
    let mut out: Vec<Html> = Vec::new();
    let mut items: Vec<Html> = Vec::new();
    for paragraph in body {
        let line = line(ui, live, &paragraph.parts);
        if paragraph.tag == "li" {
            items.push(html! { <li>{ line }</li> });
            continue;
        }
        if !items.is_empty() {
            out.push(html! { <ul>{ for std::mem::take(&mut items) }</ul> });
        }
        out.push(match paragraph.tag.as_str() {
            "h2" => html! { <h2>{ line }</h2> },
            "h3" => html! { <h3>{ line }</h3> },
            "div" => view!(FormulaBlock { line }),
            _ => html! { <p>{ line }</p> },
        });
    }
    if !items.is_empty() {
        out.push(html! { <ul>{ for items }</ul> });
    }
    html! { <>{ for out }</> }
}

/// A formula on a line of its own.
#[derive(Properties, PartialEq)]
struct FormulaProps {
    line: Html,
}

/// A formula that is wider than the page scrolls, also by the keyboard.
#[component]
fn FormulaBlock(props: &FormulaProps) -> Html {
    let node = use_node_ref();
    let width = use_sizes(&node).map(|sizes| sizes.size.0);
    use_effect_with((width, props.line.clone()), {
        let node = node.clone();
        move |_| {
            let Some(element) = node.cast::<web_sys::Element>() else { return };
            // These fail only for malformed names.
            let _ = if element.scroll_width() > element.client_width() {
                element.set_attribute("tabindex", "0")
            } else {
                element.remove_attribute("tabindex")
            };
        }
    });
    html! { <div class="formula-block" ref={node}>{ props.line.clone() }</div> }
}

/// The pieces of a line. Where no figure is near, numbers and buttons have nothing to set, and lessons have none.
pub(super) fn line(ui: &Ui, live: Option<&Live>, parts: &[Part]) -> Html {
    let part = |part: &Part| -> Option<Html> {
        Some(match part {
            Part::Html(html) => Html::from_html_unchecked(html.clone()),
            Part::Drag { figure, target } => {
                let live = live?;
                let scene = live.figures.get(figure)?;
                let found = Target::find(scene, target)?;
                let (words, symbol) = found.label(scene, ui.lang);
                let (change, figure) = (live.change.clone(), figure.clone());
                let on_set = Callback::from(move |v| change.dispatch(FigureAction(figure.clone(), vec![found.set(v)])));
                html! {
                    <span class={colour(found, scene)}>
                        { view!(DragNumber { name: format!("{words} {symbol}"), shown: rate(found.value), spoken: found.spoken(ui.lang), slider: found.slider, value: found.value, how: ui.t(key::FIELD_HOW), on_set }) }
                    </span>
                }
            }
            Part::Set { figure, settings: text, label } => {
                let live = live?;
                let scene = live.figures.get(figure)?.clone();
                let (change, figure, text) = (live.change.clone(), figure.clone(), text.clone());
                let onclick = Callback::from(move |_: MouseEvent| {
                    change.dispatch(FigureAction(figure.clone(), settings(&scene, &text)));
                });
                html! { <button type="button" class="set" {onclick}>{ label.clone() }</button> }
            }
        })
    };
    html! { <>{ for parts.iter().filter_map(part) }</> }
}
