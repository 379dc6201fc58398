//! The reader's own settings: language, theme, shortcuts. Kept on this device; a link may ask otherwise.

use crate::scene::Theme;
use crate::text::Lang;
use std::rc::Rc;
use yew::Reducible;

/// The reader's own settings; none where the browser's are followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Prefs {
    /// The language chosen, if any.
    pub lang: Option<Lang>,
    /// The theme chosen, if any.
    pub theme: Option<Theme>,
    /// Whether single keys are shortcuts.
    pub shortcuts: bool,
}

/// A change of a setting.
pub enum PrefChange {
    /// Another language.
    Lang(Lang),
    /// Another theme.
    Theme(Theme),
    /// Another program of the page may have changed them.
    Load,
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Where a setting stands when there is no storage: an attribute of the page, which both of its programs see.
fn page() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}

pub fn stored(key: &str) -> Option<String> {
    let here = page()?.get_attribute(&format!("data-kept-{key}"));
    here.or_else(|| storage()?.get_item(&format!("downhill.{key}")).ok()?)
}

/// Keeps something on this device; whether that could be done.
pub fn try_store(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("downhill.{key}"), value).is_ok())
}

pub fn store(key: &str, value: &str) {
    // Blocked storage (private windows, some iframes) is no fault: settings then last as long as the page. Nor is a
    // full one.
    let kept = try_store(key, value);
    if let Some(page) = page() {
        let place = format!("data-kept-{key}");
        // Fails only for malformed names.
        let _ = if kept { page.remove_attribute(&place) } else { page.set_attribute(&place, value) };
    }
}

impl Prefs {
    /// The settings kept on this device.
    pub fn load() -> Self {
        Prefs {
            lang: stored("lang").and_then(|l| Lang::from_tag(&l)),
            theme: match stored("theme").as_deref() {
                Some("light") => Some(Theme::Light),
                Some("dark") => Some(Theme::Dark),
                _ => None,
            },
            shortcuts: stored("shortcuts").as_deref() != Some("0"),
        }
    }
}

/// Keeps whether single keys are shortcuts.
pub fn keep_shortcuts(on: bool) {
    store("shortcuts", if on { "1" } else { "0" });
}

impl Reducible for Prefs {
    type Action = PrefChange;

    fn reduce(mut self: Rc<Self>, change: PrefChange) -> Rc<Self> {
        let prefs = Rc::make_mut(&mut self);
        match change {
            PrefChange::Lang(lang) => {
                store("lang", lang.id());
                prefs.lang = Some(lang);
            }
            PrefChange::Theme(theme) => {
                store("theme", theme.id());
                prefs.theme = Some(theme);
            }
            PrefChange::Load => *prefs = Prefs::load(),
        }
        self
    }
}

/// The first of the browser's languages that is one of ours.
pub fn browser_lang() -> Lang {
    let list = web_sys::window().map(|w| w.navigator().languages());
    let tags = list.into_iter().flat_map(|l| l.to_vec()).filter_map(|tag| tag.as_string());
    tags.into_iter().find_map(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// Whether a media query holds now.
pub fn media(query: &str) -> bool {
    web_sys::window().and_then(|w| w.match_media(query).ok().flatten()).is_some_and(|m| m.matches())
}

/// The theme of the system.
pub fn system_theme() -> Theme {
    if media("(prefers-color-scheme: dark)") { Theme::Dark } else { Theme::Light }
}

/// Whether the reader has asked for less motion.
pub fn reduced_motion() -> bool {
    media("(prefers-reduced-motion: reduce)")
}
