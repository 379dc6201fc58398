//! Paragraphs: the project's own HTML, numbers to drag, buttons.

use super::course::{Paragraph, Part};
use super::figure::{FigureAction, Figures, Target, settings};
use crate::text::{key, rate};
use crate::web::context::use_ui;
use crate::web::widgets::DragNumber;
use yew::prelude::*;

/// The figures of the lesson, as its words reach them.
#[derive(Clone, PartialEq)]
pub(super) struct Live {
    pub(super) figures: UseReducerHandle<Figures>,
    pub(super) change: UseReducerDispatcher<Figures>,
}

/// What is written.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) body: Vec<Paragraph>,
}

/// Paragraphs, headings and lists.
#[component]
pub(super) fn Prose(props: &Props) -> Html {
    let mut out: Vec<Html> = Vec::new();
    let mut items: Vec<Html> = Vec::new();
    for paragraph in &props.body {
        let line = html! { <Line parts={paragraph.parts.clone()} /> };
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
            "div" => html! { <div class="formula-block">{ line }</div> },
            _ => html! { <p>{ line }</p> },
        });
    }
    if !items.is_empty() {
        out.push(html! { <ul>{ for items }</ul> });
    }
    html! { <>{ for out }</> }
}

/// The pieces of a line.
#[derive(Properties, PartialEq)]
pub(super) struct LineProps {
    pub(super) parts: Vec<Part>,
}

/// A line.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let ui = use_ui();
    let live = use_context::<Live>();
    let part = |part: &Part| -> Option<Html> {
        Some(match (part, &live) {
            (Part::Html(html), _) => Html::from_html_unchecked(html.clone()),
            (Part::Drag { figure, target }, Some(live)) => {
                let scene = live.figures.0.get(figure)?;
                let found = Target::find(scene, target)?;
                let (words, symbol) = found.label(scene, ui.lang);
                let (change, figure) = (live.change.clone(), figure.clone());
                let on_set = Callback::from(move |v| change.dispatch(FigureAction(figure.clone(), vec![found.set(v)])));
                html! {
                    <span class={found.class(scene)}>
                        <DragNumber name={format!("{words} {symbol}")} shown={rate(found.value)} spoken={found.spoken(ui.lang)}
                            slider={found.slider} value={found.value} how={ui.t(key::FIELD_HOW)} {on_set} />
                    </span>
                }
            }
            (Part::Set { figure, settings: text, label }, Some(live)) => {
                let scene = live.figures.0.get(figure)?.clone();
                let (change, figure, text) = (live.change.clone(), figure.clone(), text.clone());
                let onclick = Callback::from(move |_: MouseEvent| {
                    change.dispatch(FigureAction(figure.clone(), settings(&scene, &text)));
                });
                html! { <button class="set" {onclick}>{ label.clone() }</button> }
            }
            _ => return None,
        })
    };
    html! { <>{ for props.parts.iter().filter_map(part) }</> }
}
