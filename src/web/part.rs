//! The pages are two programs, each a wasm of its own: the race, and what is read beside it (averages and lessons). So
//! the race is there without the weight of the rest. Each has its element in `index.html`; `static/boot.js` shows the
//! one that the link asks for, hides the other, and loads a program with the first visit of one of its pages. What both
//! open now and then is a third one: the tools (`web::tool`).

use super::pages::RaceProps;
use crate::scene::Page;
use yew::prelude::*;

/// One of the two programs: what it alone has. Functions, so that the other one's wasm goes without their code.
pub struct Part {
    /// The id of its element in `index.html`.
    pub id: &'static str,
    /// The page for a link that names none of its own.
    pub home: Page,
    /// Shows a page.
    pub page: fn(RaceProps) -> Html,
}

impl Part {
    /// Its element.
    pub fn root(&self) -> Option<web_sys::Element> {
        web_sys::window()?.document()?.get_element_by_id(self.id)
    }

    /// Whether the link asks for one of its pages, as `boot.js` has found.
    pub fn shown(&self) -> bool {
        self.root().is_some_and(|root| !root.has_attribute("hidden"))
    }

    /// The page itself if it is one of its own, else its first.
    pub fn own(&self, page: Page) -> Page {
        if apart(page, self.home) { self.home } else { page }
    }
}

/// Whether two pages are of different programs.
pub fn apart(a: Page, b: Page) -> bool {
    (a == Page::Race) != (b == Page::Race)
}
