//! The kinds of pictures and films, and a button for each.

use super::arrow;
use super::now::Now;
use super::wish::{Wish, times};
use crate::export::Picture;
use crate::export::picture::LEAST;
use crate::scene::Scene;
use crate::text::{fill, key};
use crate::web::context::Ui;
use crate::web::tools::save::blob;
use crate::web::tools::share::film::{self, Failed};
use web_sys::Blob;
use yew::prelude::*;

/// So many times as many pixels has a bitmap in both directions.
const DENSITY: u32 = 2;
/// Films are smaller than stills, whose every pixel is there once: six tenths of the size, in whole even pixels.
const FILM: [u32; 2] = [6, 10];

/// A kind of file that takes its time.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Png,
    Svg,
    Gif,
    Video(&'static str, &'static str),
}

impl Kind {
    pub(super) fn end(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Svg => "svg",
            Kind::Gif => "gif",
            Kind::Video(_, end) => end,
        }
    }

    /// The size of its pixels for a size that is chosen.
    pub(super) fn pixels(self, [width, height]: [u32; 2]) -> [u32; 2] {
        let film = |v: u32| (v * FILM[0] / FILM[1] / 2 * 2).max(LEAST);
        match self {
            Kind::Png => [width * DENSITY, height * DENSITY],
            Kind::Svg => [width, height],
            Kind::Gif | Kind::Video(..) => [film(width), film(height)],
        }
    }

    pub(super) async fn file(
        self,
        picture: &Picture,
        size: [u32; 2],
        step: usize,
        tell: &film::Tell,
    ) -> Result<Blob, Failed> {
        let (bytes, mime) = match self {
            Kind::Png => (film::png(picture, step).await?, "image/png"),
            Kind::Svg => (film::svg(picture, step).await?, "image/svg+xml"),
            Kind::Gif => (film::gif(picture, (size[0], size[1]), tell).await?, "image/gif"),
            Kind::Video(mime, _) => return film::video(picture, mime, tell).await,
        };
        blob(&bytes, mime).ok_or(Failed::Refused)
    }
}

/// A button for each kind of picture.
pub(super) fn buttons(ui: &Ui, wish: &Wish, now: &Now, make: &Callback<Kind>, scene: &Scene) -> Html {
    let size = wish.size().filter(|_| wish.step(scene).is_some());
    let disabled = size.is_none() || matches!(now, Now::Working(..));
    let one = |kind: Kind, name: &str| {
        let onclick = make.reform(move |_: MouseEvent| kind);
        html! {
            <button class="btn line" {disabled} {onclick}>
                { arrow() }{ name }<span class="quiet">{ size.map(|size| times(kind.pixels(size))) }</span>
            </button>
        }
    };
    let video = film::video_kind().map(|(mime, end)| one(Kind::Video(mime, end), &end_name(ui, end)));
    html! { <>{ one(Kind::Png, "PNG") }{ one(Kind::Svg, "SVG") }{ one(Kind::Gif, "GIF") }{ video.unwrap_or_default() }</> }
}

/// "Video (WebM)".
fn end_name(ui: &Ui, end: &str) -> String {
    fill(ui.t(key::FILES_VIDEO), &[("kind", if end == "webm" { "WebM" } else { "MP4" })])
}
