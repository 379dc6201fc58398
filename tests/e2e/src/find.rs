//! Finding elements as a screen reader does: by role and accessible name.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use xtask::browser::Engine;

use crate::engine::engine;
use crate::page::{PATIENCE, Page};

/// Which accessible names match.
#[derive(Debug, Clone, Copy)]
pub enum Name<'a> {
    /// This very name.
    Is(&'a str),
    /// Names that begin so.
    Starts(&'a str),
    /// Any name, even none.
    Any,
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(name: &'a str) -> Self {
        Self::Is(name)
    }
}

impl Name<'_> {
    fn matches(self, name: &str) -> bool {
        match self {
            Self::Is(wanted) => name == wanted,
            Self::Starts(start) => name.starts_with(start),
            Self::Any => true,
        }
    }
}

/// An element of the page, found by its role.
pub struct Found<'p> {
    page: &'p Page,
    /// The element as the driver knows it.
    pub element: WebElement,
    /// Its accessible name.
    pub name: String,
}

/// A rectangle of the viewport, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// The point at these parts of width and height.
    pub fn at(&self, across: f64, down: f64) -> (f64, f64) {
        (self.x + self.width * across, self.y + self.height * down)
    }
}

impl Page {
    /// The one element of this role and name; waits for it, and fails if there are several.
    pub async fn find<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<Found<'_>> {
        find(self, None, role, name.into()).await
    }

    /// All elements of this role and name, as they are now.
    pub async fn find_all<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<Vec<Found<'_>>> {
        find_all(self, None, role, name.into()).await
    }

    /// Whether there is an element of this role and name now.
    pub async fn has<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<bool> {
        Ok(!self.find_all(role, name).await?.is_empty())
    }

    /// The role and name of what has the keyboard's focus, if anything has.
    pub async fn focused(&self) -> Result<Option<String>> {
        let element = self.driver.active_element().await?;
        let (role, name) = match engine()? {
            Engine::Chromium => {
                let node = node(self, &element).await?;
                let text = |key: &str| node[key]["value"].as_str().unwrap_or_default().to_owned();
                (text("role"), text("name"))
            }
            _ => (computed(self, &element, "role").await?, computed(self, &element, "label").await?),
        };
        let nothing = ["", "RootWebArea", "document", "generic", "none"].contains(&role.as_str());
        Ok((!nothing).then(|| format!("{role} {name}")))
    }
}

impl<'p> Found<'p> {
    /// [`Page::find`] inside this element.
    pub async fn find<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<Found<'p>> {
        find(self.page, Some(&self.element), role, name.into()).await
    }

    /// [`Page::find_all`] inside this element.
    pub async fn find_all<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<Vec<Found<'p>>> {
        find_all(self.page, Some(&self.element), role, name.into()).await
    }

    /// [`Page::has`] inside this element.
    pub async fn has<'n>(&self, role: &str, name: impl Into<Name<'n>>) -> Result<bool> {
        Ok(!self.find_all(role, name).await?.is_empty())
    }

    /// A click with the pointer; fails if something else lies over the element.
    pub async fn click(&self) -> Result<()> {
        self.element.scroll_into_view().await?;
        self.element.click().await.with_context(|| format!("clicking `{}`", self.name))
    }

    /// Puts the focus here and types keys.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.focus().await?;
        self.page.keys(keys).await
    }

    /// Replaces the text of an input by typing.
    pub async fn type_over(&self, text: &str) -> Result<()> {
        self.element.send_keys(Key::Control + "a").await?;
        // The end of a line is a key: WebKit's driver types no other.
        let enter = char::from(Key::Enter).to_string();
        Ok(self.element.send_keys(text.replace('\n', &enter)).await?)
    }

    /// Puts the focus here.
    pub async fn focus(&self) -> Result<()> {
        Ok(self.element.focus().await?)
    }

    /// The text a reader sees.
    pub async fn text(&self) -> Result<String> {
        Ok(self.element.text().await?)
    }

    /// All text inside, shown or not.
    pub async fn content(&self) -> Result<String> {
        Ok(self.element.prop("textContent").await?.unwrap_or_default())
    }

    /// An input's value.
    pub async fn value(&self) -> Result<String> {
        self.element.prop("value").await?.with_context(|| format!("`{}` has no value", self.name))
    }

    /// An input's value as a number.
    pub async fn number(&self) -> Result<f64> {
        let value = self.value().await?;
        value.parse().with_context(|| format!("the value of `{}` is `{value}`", self.name))
    }

    /// What assistive technology reads after name and value: a hint, the reason of a refusal.
    pub async fn description(&self) -> Result<String> {
        if engine()? == Engine::Chromium {
            let node = node(self.page, &self.element).await?;
            return Ok(node["description"]["value"].as_str().unwrap_or_default().to_owned());
        }
        let script = "const [element] = arguments;
            const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
            const texts = ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean);
            return texts.join(' ') || element.ariaDescription || element.title";
        let text = self.page.js(script, &[self.element.to_json()?]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Chooses an option of a list by its text, as soon as it is offered: long lists are filled a little later.
    pub async fn choose(&self, text: &str) -> Result<()> {
        let script = r#"
            const [list, text] = arguments;
            const index = [...list.options].findIndex((option) => option.text === text);
            if (index < 0) return [...list.options].map((option) => option.text).join(", ");
            list.selectedIndex = index;
            for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, { bubbles: true }));
            return null;"#;
        let mut known = json!(null);
        for _ in 0..30 {
            known = self.page.js(script, &[self.element.to_json()?, json!(text)]).await?;
            if known.is_null() {
                return Ok(());
            }
            self.page.pause(100).await;
        }
        bail!("`{}` does not offer `{text}`, but: {known}", self.name)
    }

    /// An attribute.
    pub async fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.element.attr(name.to_owned()).await?)
    }

    /// Gives an input a value at once and tells the page, as dragging a slider to it does.
    pub async fn set(&self, value: impl ToString) -> Result<()> {
        let script = "const [input, value] = arguments; input.value = value; \
            for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }))";
        self.page.js(script, &[self.element.to_json()?, json!(value.to_string())]).await?;
        Ok(())
    }

    /// Takes a slider's track at its middle with the pointer and pulls to a part of it (0 left, 1 right).
    pub async fn slide_to(&self, part: f64) -> Result<()> {
        self.element.scroll_into_view().await?;
        let area = self.area().await?;
        self.page.drag(area.at(0.5, 0.5), area.at(part, 0.5)).await
    }

    /// Where it lies in the viewport, in CSS pixels.
    pub async fn area(&self) -> Result<Area> {
        let script =
            "const { x, y, width, height } = arguments[0].getBoundingClientRect(); return { x, y, width, height }";
        let area = self.page.js(script, &[self.element.to_json()?]).await?;
        let number = |key: &str| area[key].as_f64().context("a rectangle has numbers");
        Ok(Area { x: number("x")?, y: number("y")?, width: number("width")?, height: number("height")? })
    }

    /// A fingerprint of a canvas: its size in pixels and a hash of all of them.
    pub async fn pixels(&self) -> Result<String> {
        let script = r#"
            const [element] = arguments;
            const canvas = element instanceof HTMLCanvasElement ? element : element.querySelector("canvas");
            const { width, height } = canvas;
            const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
            let hash = 0x811c9dc5;
            for (const pixel of new Uint32Array(data.buffer)) hash = Math.imul(hash ^ pixel ^ (pixel >>> 15), 0x01000193);
            return `${width}x${height} ${(hash >>> 0).toString(16)}`;"#;
        let found = self.page.js(script, &[self.element.to_json()?]).await?;
        Ok(found.as_str().context("the fingerprint is a text")?.to_owned())
    }
}

async fn find<'p>(page: &'p Page, inside: Option<&WebElement>, role: &str, name: Name<'_>) -> Result<Found<'p>> {
    let end = Instant::now() + PATIENCE;
    loop {
        let mut found = find_all(page, inside, role, name).await?;
        match (found.pop(), found.len()) {
            (Some(found), 0) => return Ok(found),
            (Some(last), others) if Instant::now() > end => {
                bail!("there are {} elements of role {role} and name {name:?}, the last is `{}`", others + 1, last.name)
            }
            (None, _) if Instant::now() > end => {
                let others = find_all(page, inside, role, Name::Any).await?;
                let others: Vec<_> = others.into_iter().map(|found| found.name).collect();
                bail!("there is no {role} of name {name:?}; those there are: {others:?}")
            }
            _ => page.pause(30).await,
        }
    }
}

async fn find_all<'p>(
    page: &'p Page,
    inside: Option<&WebElement>,
    role: &str,
    name: Name<'_>,
) -> Result<Vec<Found<'p>>> {
    if engine()? != Engine::Chromium {
        return by_the_driver(page, inside, role, name).await;
    }
    let html = page.driver.find(By::Tag("html")).await?;
    let root = inside.unwrap_or(&html).cdp_backend_node_id().await?;
    // Chromium calls the role `img` by its newer name.
    let role = if role == "img" { "image" } else { role };
    let tree = page.cdp("Accessibility.queryAXTree", json!({ "backendNodeId": root, "role": role })).await?;
    let mut all = Vec::new();
    for node in tree["nodes"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let label = node["name"]["value"].as_str().unwrap_or("").trim();
        let shown = node["ignored"] != Value::Bool(true);
        let Some(id) = node["backendDOMNodeId"].as_u64() else { continue };
        if shown && name.matches(label) {
            all.push(Found { page, element: element(&html, id)?, name: label.to_owned() });
        }
    }
    Ok(all)
}

/// The same without the DevTools protocol: elements that can have the role, and their names as the browser tells them.
async fn by_the_driver<'p>(
    page: &'p Page,
    inside: Option<&WebElement>,
    role: &str,
    name: Name<'_>,
) -> Result<Vec<Found<'p>>> {
    let root = inside.map(WebElement::to_json).transpose()?.unwrap_or(Value::Null);
    let returned = page.driver.execute(include_str!("roles.js"), vec![root, json!(role)]).await?;
    // A page that is being loaded answers nothing.
    if returned.json().is_null() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for element in returned.elements()? {
        // What has gone meanwhile is not there.
        let Ok(label) = computed(page, &element, "label").await else { continue };
        let label = label.trim();
        // A section or form without a name is no landmark.
        let landmark = !label.is_empty() || !["region", "form"].contains(&role);
        if landmark && name.matches(label) {
            all.push(Found { page, element, name: label.to_owned() });
        }
    }
    Ok(all)
}

/// What the browser computes for assistive technology: an element's `role` or its `label`.
async fn computed(page: &Page, element: &WebElement, what: &str) -> Result<String> {
    let answer = page.raw(format!("/element/{}/computed{what}", element.element_id()), None).await?;
    Ok(answer.as_str().unwrap_or_default().to_owned())
}

/// An element as Chromium tells assistive technology of it.
async fn node(page: &Page, element: &WebElement) -> Result<Value> {
    let of = json!({ "backendNodeId": element.cdp_backend_node_id().await?, "fetchRelatives": false });
    let mut tree = page.cdp("Accessibility.getPartialAXTree", of).await?;
    Ok(tree["nodes"][0].take())
}

/// The driver's element for a node of the DevTools protocol: chromedriver's ids are
/// `f.<frame>.d.<document>.e.<node>`, and `html` is of the same frame and document.
fn element(html: &WebElement, node: u64) -> Result<WebElement> {
    let known = html.element_id().to_string();
    let (before, _) = known.rsplit_once(".e.").context("chromedriver's element ids have changed their form")?;
    let reference = json!({ "element-6066-11e4-a52e-4f735466cecf": format!("{before}.e.{node}") });
    Ok(WebElement::from_json(reference, html.handle().clone())?)
}
