//! The lessons as the page reads them from their file.

use crate::web::json::Json;
use yew::prelude::*;

/// All lessons of a language.
#[derive(Debug, PartialEq)]
pub(super) struct Course {
    pub(super) lessons: Vec<Lesson>,
}

/// One lesson.
#[derive(Debug, PartialEq)]
pub(super) struct Lesson {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) short: String,
    pub(super) idea: String,
    pub(super) minutes: f64,
    pub(super) blocks: Vec<Block>,
}

/// A part of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// Paragraphs and headings.
    Text(Vec<Paragraph>),
    /// A live picture with its sliders and its caption.
    Figure { name: String, scene: String, sliders: Vec<String>, caption: Vec<Paragraph> },
    /// Small pictures side by side, each with a line.
    Multiples { scenes: Vec<String>, labels: Vec<Vec<Part>>, caption: Vec<Paragraph> },
    /// A question.
    Ask(Ask),
    /// Something to try.
    Try(Vec<Paragraph>),
}

/// A question to be answered before it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    pub(super) name: String,
    pub(super) scene: String,
    pub(super) right: usize,
    pub(super) question: Vec<Part>,
    pub(super) options: Vec<Vec<Part>>,
    pub(super) answer: Vec<Paragraph>,
}

/// A paragraph or a heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    pub(super) tag: String,
    pub(super) parts: Vec<Part>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Finished HTML, made from the project's own text.
    Html(AttrValue),
    /// A number that sets something of a figure.
    Drag { figure: String, target: String },
    /// A button that sets several things of a figure.
    Set { figure: String, settings: String, label: String },
}

impl Course {
    pub(super) fn read(json: &Json) -> Self {
        Course { lessons: json.list("lessons").iter().map(lesson).collect() }
    }
}

fn lesson(json: &Json) -> Lesson {
    Lesson {
        id: json.string("id"),
        title: json.string("title"),
        short: json.string("short"),
        idea: json.string("idea"),
        minutes: json.number("minutes"),
        blocks: json.list("blocks").iter().filter_map(block).collect(),
    }
}

fn block(json: &Json) -> Option<Block> {
    let body: Vec<Paragraph> = json.list("body").iter().map(paragraph).collect();
    let texts = |name: &str| json.list(name).iter().filter_map(Json::text).collect::<Vec<_>>();
    let lines = |name: &str| json.list(name).iter().map(|line| parts(&line.items())).collect::<Vec<_>>();
    Some(match json.string("kind").as_str() {
        "text" => Block::Text(body),
        "figure" => Block::Figure {
            name: json.string("name"),
            scene: json.string("scene"),
            sliders: texts("sliders"),
            caption: body,
        },
        "multiples" => Block::Multiples { scenes: texts("scenes"), labels: lines("labels"), caption: body },
        "ask" => Block::Ask(Ask {
            name: json.string("name"),
            scene: json.string("scene"),
            right: json.number("right") as usize,
            question: parts(&json.list("question")),
            options: lines("options"),
            answer: body,
        }),
        "try" => Block::Try(body),
        _ => return None,
    })
}

fn paragraph(json: &Json) -> Paragraph {
    Paragraph { tag: json.string("tag"), parts: parts(&json.list("parts")) }
}

fn parts(list: &[Json]) -> Vec<Part> {
    let part = |json: &Json| match json.text() {
        Some(html) => Part::Html(html.into()),
        None => {
            let (figure, target) = (json.string("figure"), json.string("drag"));
            if target.is_empty() {
                Part::Set { figure, settings: json.string("set"), label: json.string("label") }
            } else {
                Part::Drag { figure, target }
            }
        }
    };
    list.iter().map(part).collect()
}
