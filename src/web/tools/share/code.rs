//! The texts that put a scene into another page.

use super::{Choice, caption};
use crate::scene::{Scene, Wishes};
use crate::text::{Key, key};
use crate::web::context::Ui;
use crate::web::link;
use crate::web::view;
use crate::web::widgets::CopyButton;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Whether the page is one of a site: a file on somebody's disk cannot be linked to, nor can it show itself.
pub(in crate::web::tools) fn page_of_site() -> bool {
    let protocol = web_sys::window().and_then(|w| w.location().protocol().ok());
    protocol.is_some_and(|p| p.starts_with("http")) && !one_file()
}

/// Whether this is the page in one file, which lets no frame in.
fn one_file() -> bool {
    let packed = js_sys::Reflect::get(&js_sys::global(), &"downhillPacked".into());
    packed.is_ok_and(|packed| !packed.is_undefined())
}

/// The codes: a frame, the element of `embed.js`, Markdown with a picture.
pub(super) fn codes(ui: &Ui, scene: &Scene, choice: &Choice, set: &Callback<Choice>) -> Html {
    let title = caption(ui.lang, scene);
    let address = link::address(scene);
    let site = address.split('#').next().unwrap_or_default();
    let site = site.rsplit_once('/').map_or("", |(folder, _)| folder);
    let [width, height] = choice.size;
    let frame = format!(
        "<iframe src=\"{}\" width=\"{width}\" height=\"{height}\" style=\"border:0;max-width:100%\" loading=\"lazy\" \
         title=\"{}\"></iframe>",
        escaped(&address),
        escaped(&title)
    );
    let guest = Scene { wishes: Wishes { embed: false, ..scene.wishes.clone() }, ..scene.clone() };
    let element = format!(
        "<script src=\"{}/embed.js\" async></script>\n<downhill-plot scene=\"{}\" width=\"{width}\" height=\"{height}\" \
         title=\"{}\"></downhill-plot>",
        escaped(site),
        escaped(&guest.write()),
        escaped(&title)
    );
    let whole = Scene { wishes: Wishes { embed: false, sliders: None, ..scene.wishes.clone() }, ..scene.clone() };
    // In angle brackets a formula's parentheses do not end the address.
    let markdown = format!("[![{title}](<{}>)](<{}>)", choice.picture, link::address(&whole));
    let oninput = {
        let (choice, set) = (choice.clone(), set.clone());
        Callback::from(move |e: InputEvent| {
            if let Some(input) = e.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
                // Neither sign can stand in an address.
                set.emit(Choice { picture: input.value().replace(['<', '>'], ""), ..choice.clone() });
            }
        })
    };
    html! {
        <>
            { view!(Well { name: key::SHARE_FRAME, text: frame, solid: true }) }
            { view!(Well { name: key::SHARE_ELEMENT, text: element, solid: false }) }
            { view!(Well { name: key::SHARE_MARKDOWN, text: markdown, solid: false }) }
            <label class="choice wide"><span>{ ui.t(key::SHARE_PICTURE) }</span>
                <input class="input" type="text" value={choice.picture.clone()} {oninput} />
            </label>
            <p class="quiet">{ ui.t(key::SHARE_PICTURE_NOTE) }</p>
        </>
    }
}

/// A text as the value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text to copy.
#[derive(Properties, PartialEq)]
struct WellProps {
    name: Key,
    text: String,
    /// The one that most people want.
    solid: bool,
}

#[component]
fn Well(props: &WellProps) -> Html {
    let ui = crate::web::context::use_ui();
    let field = use_node_ref();
    let name = ui.t(props.name);
    html! {
        <div class="well">
            <h2>{ name }</h2>
            <div class="copy">
                <textarea class="input link" readonly=true rows="3" spellcheck="false" aria-label={name} value={props.text.clone()} ref={field.clone()} />
                { view!(CopyButton { text: props.text.clone(), class: if props.solid { "btn solid" } else { "btn line" }, field }) }
            </div>
        </div>
    }
}
