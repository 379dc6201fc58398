//! The reader's own list of scenes: kept on a device, exchanged as a file.

use super::node::Node;
use super::{MAX_TITLE, Page, Scene};

/// How many scenes are kept; a list that is longer is cut, and says so.
pub const MAX_SAVED: usize = 200;

/// A scene that has been kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the reader calls it.
    pub title: String,
    /// The text of its link.
    pub scene: String,
}

impl Saved {
    /// A scene under a title, which is cut to what a link can hold.
    pub fn new(title: &str, scene: &Scene) -> Self {
        // What is cut off may leave a space at the end.
        let title: String = title.trim().chars().take(MAX_TITLE).collect();
        let title = title.trim_end().to_string();
        let scene = Scene { title: title.clone(), lang: None, theme: None, ..scene.clone() };
        Saved { title, scene: scene.write() }
    }

    /// What a file or a device holds; nothing if there is no race or page of averages in it.
    pub fn read(title: &str, text: &str) -> Option<Self> {
        let scene = Scene::read(text).scene;
        matches!(scene.page, Page::Race | Page::Averages).then(|| Saved::new(title, &scene))
    }

    /// Whether it is a race, which can be shown on a slide.
    pub fn is_race(&self) -> bool {
        Scene::read(&self.scene).scene.page == Page::Race
    }
}

/// The scenes in a file, as many as are kept. What in it is no scene is left out.
pub fn listed(file: &impl Node) -> Vec<Saved> {
    let scenes = file.under("scenes").map(|list| list.each()).unwrap_or_default();
    scenes.iter().filter_map(one).take(MAX_SAVED).collect()
}

fn one(saved: &impl Node) -> Option<Saved> {
    let title = saved.under("title").and_then(|title| title.as_text());
    Saved::read(&title.unwrap_or_default(), &saved.under("scene")?.as_text()?)
}

/// The file that holds some of them: JSON, to be read by people too.
pub fn to_json(list: &[Saved]) -> String {
    let mut out = String::from("{\n  \"downhill\": 1,\n  \"scenes\": [");
    for (i, saved) in list.iter().enumerate() {
        out.push_str(if i > 0 { ",\n    " } else { "\n    " });
        out.push_str("{ \"title\": ");
        quote(&saved.title, &mut out);
        out.push_str(", \"scene\": ");
        quote(&saved.scene, &mut out);
        out.push_str(" }");
    }
    out.push_str(if list.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    out
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}
