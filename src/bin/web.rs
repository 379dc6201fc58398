//! The page: one wasm for the browser window (and, later, for its workers).

#[cfg(target_arch = "wasm32")]
fn main() {
    use yew::prelude::*;
    #[function_component]
    fn Hello() -> Html { html! { <button>{ "Play" }</button> } }
    yew::Renderer::<Hello>::new().render();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
