//! Markdown to paragraphs of pieces: text that is still to be read, and HTML that is finished.

use anyhow::{Result, bail, ensure};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::math::mathml;

/// A paragraph, a heading, a list item or a displayed formula.
pub(super) struct Paragraph {
    /// Its tag: p, h2, h3, li, or div for a displayed formula.
    pub tag: &'static str,
    /// What is in it.
    pub pieces: Vec<Piece>,
}

/// A piece of a paragraph.
pub(super) enum Piece {
    /// Text, in which facts and numbers are still to be found.
    Text(String),
    /// Finished HTML.
    Html(String),
    /// A link `set:…`: the settings, and its words.
    Button(String, String),
}

/// Reads Markdown. Only what lessons need is understood; anything else is an error.
pub(super) fn paragraphs(text: &str) -> Result<Vec<Paragraph>> {
    let mut done: Vec<Paragraph> = Vec::new();
    let mut open: Option<Paragraph> = None;
    let mut button: Option<(String, String)> = None;
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_MATH)) {
        let tag = match &event {
            Event::Start(Tag::Paragraph) if open.is_none() => Some("p"),
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => Some("h2"),
            Event::Start(Tag::Heading { level: HeadingLevel::H3, .. }) => Some("h3"),
            Event::Start(Tag::Item) => Some("li"),
            _ => None,
        };
        if let Some(tag) = tag {
            open = Some(Paragraph { tag, pieces: Vec::new() });
            continue;
        }
        if matches!(event, Event::Start(Tag::Paragraph | Tag::List(_)) | Event::End(TagEnd::List(_))) {
            continue;
        }
        if matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item)) {
            done.extend(open.take().filter(|p| !p.pieces.is_empty()));
            continue;
        }
        let Some(paragraph) = &mut open else { bail!("{event:?} stands outside a paragraph") };
        let html = |html: &str| Piece::Html(html.to_string());
        match event {
            Event::Text(text) => match &mut button {
                Some((_, label)) => label.push_str(&text),
                None => paragraph.pieces.push(Piece::Text(text.to_string())),
            },
            Event::SoftBreak => paragraph.pieces.push(html(if text.is_ascii() { " " } else { "\n" })),
            Event::InlineMath(tex) => {
                let math = mathml(&tex, false)?;
                match &mut button {
                    Some((_, label)) => bail!("no formula inside a button: {label}"),
                    None => paragraph.pieces.push(Piece::Html(math)),
                }
            }
            Event::DisplayMath(tex) => {
                let formula = Paragraph { tag: "div", pieces: vec![Piece::Html(mathml(&tex, true)?)] };
                ensure!(paragraph.pieces.is_empty(), "a displayed formula is a paragraph of its own: {tex}");
                done.push(formula);
            }
            Event::Code(code) => paragraph.pieces.push(Piece::Html(format!("<code>{}</code>", escape(&code)))),
            Event::Start(Tag::Emphasis) => paragraph.pieces.push(html("<em>")),
            Event::End(TagEnd::Emphasis) => paragraph.pieces.push(html("</em>")),
            Event::Start(Tag::Strong) => paragraph.pieces.push(html("<strong>")),
            Event::End(TagEnd::Strong) => paragraph.pieces.push(html("</strong>")),
            Event::Start(Tag::Link { dest_url, .. }) => match dest_url.strip_prefix("set:") {
                Some(settings) => button = Some((settings.to_string(), String::new())),
                None => {
                    let ours = dest_url.starts_with('#') || dest_url.starts_with("https://");
                    if let Some(scene) = dest_url.strip_prefix('#').filter(|scene| !scene.starts_with("page=")) {
                        super::facts::read(scene)?;
                    }
                    ensure!(ours, "a link goes to `#…` or `https://…`, not to {dest_url}");
                    let away = if dest_url.starts_with("https:") { r#" rel="noopener" target="_blank""# } else { "" };
                    paragraph.pieces.push(Piece::Html(format!(r#"<a href="{}"{away}>"#, escape(&dest_url))));
                }
            },
            Event::End(TagEnd::Link) => match button.take() {
                Some((settings, label)) => paragraph.pieces.push(Piece::Button(settings, label)),
                None => paragraph.pieces.push(html("</a>")),
            },
            other => bail!("{other:?} is not used in lessons"),
        }
    }
    Ok(done)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
