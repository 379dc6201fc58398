//! The link as a QR code, for a classroom; drawn here, sent nowhere.

use crate::text::key;
use crate::web::context::use_ui;
use qrcodegen::{QrCode as Code, QrCodeEcc};
use yew::prelude::*;

/// What is encoded.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The address.
    pub address: String,
}

/// The quiet zone that a scanner needs, in modules.
const QUIET: i32 = 4;

/// The dark modules as a path, row by row.
fn path(code: &Code) -> String {
    let mut path = String::new();
    let size = code.size();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let from = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                path += &format!("M{from} {y}h{}v1H{from}z", x - from);
            }
            x += 1;
        }
    }
    path
}

/// The code, small beside its words, or as large as the dialog.
#[component]
pub fn QrCode(props: &Props) -> Html {
    let ui = use_ui();
    let large = use_state_eq(|| false);
    let toggle = {
        let large = large.clone();
        Callback::from(move |_: MouseEvent| large.set(!*large))
    };
    let Ok(code) = Code::encode_text(&props.address, QrCodeEcc::Low) else {
        return html! { <p class="quiet" role="status">{ ui.t(key::QR_TOO_LONG) }</p> };
    };
    let all = code.size() + 2 * QUIET;
    html! {
        <section class={if *large { "qr large" } else { "qr" }} aria-label={ui.t(key::QR)}>
            <svg viewBox={format!("{} {} {all} {all}", -QUIET, -QUIET)} role="img" aria-label={ui.t(key::QR_ALT)}
                shape-rendering="crispEdges">
                <rect x={(-QUIET).to_string()} y={(-QUIET).to_string()} width={all.to_string()} height={all.to_string()} fill="#fff" />
                <path d={path(&code)} fill="#000" />
            </svg>
            <div>
                <h2>{ ui.t(key::QR) }</h2>
                <p class="quiet">{ ui.t(key::QR_NOTE) }</p>
                <button class="btn line" aria-pressed={large.to_string()} onclick={toggle}>{ ui.t(key::QR_LARGE) }</button>
            </div>
        </section>
    }
}
