//! SVG: well formed, vectors and words.

use crate::LOOK;
use downhill::export::{Look, scene_of_picture, svg};
use downhill::scene::Scene;

#[test]
fn an_svg_is_well_formed_with_vector_contours_and_words_as_text() {
    for (text, size) in [("select=3", (1200, 800)), ("surface=himmelblau", (300, 200))] {
        let read = Scene::read(text);
        let file = svg(&read.scene, Look { size, ..LOOK }, Some(58)).unwrap();
        let document = roxmltree::Document::parse(&file).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        assert_eq!(
            [root.attribute("width"), root.attribute("height")].map(Option::unwrap),
            [size.0.to_string(), size.1.to_string()]
        );
        let elements = |name: &'static str| {
            root.descendants().filter(move |n| n.has_tag_name(("http://www.w3.org/2000/svg", name)))
        };
        let filled = elements("path").filter(|p| p.attribute("fill").is_some_and(|fill| fill.starts_with('#'))).count();
        assert!(filled >= 13, "a filled path for every band: {filled}");
        assert!(elements("path").any(|p| p.attribute("stroke-dasharray").is_some()), "dashes are dashes");
        assert_eq!(elements("image").count(), 0, "no pixels");
        let words: Vec<&str> = elements("text").filter_map(|t| t.text()).collect();
        // Small pictures have less to say.
        let expected: &[&str] =
            if size.0 > 1000 { &["Start", "step 58 of 200", "Adam", "Minimum"] } else { &["Start"] };
        for word in expected {
            assert!(words.contains(word), "{word} is not among {words:?}");
        }
        for path in elements("path") {
            let d = path.attribute("d").unwrap();
            assert!(d.starts_with('M') && !d.contains("NaN") && !d.contains("inf"), "{d}");
        }
        assert_eq!(scene_of_picture(file.as_bytes()), Some(Scene { at: Some(58), ..read.scene.clone() }.write()));
        assert_eq!(file, svg(&read.scene, Look { size, ..LOOK }, Some(58)).unwrap());
    }
}

#[test]
fn the_chart_says_what_it_shows() {
    for (text, title) in [("", ">loss above the minimum<"), ("chart=corrected_velocity&select=3", ">Adam: ")] {
        let file = svg(&Scene::read(text).scene, Look { size: (1200, 800), ..LOOK }, None).unwrap();
        assert!(file.contains(title), "{text}: {title}");
        assert_eq!(file.contains(">loss above the minimum<"), text.is_empty());
    }
}

#[test]
fn an_svg_of_a_formula_is_escaped() {
    let read = Scene::read("f=x^2%2By^2&start=1,1&run=sgd,lr:0.1&steps=10");
    let file = svg(&read.scene, LOOK, None).unwrap();
    let document = roxmltree::Document::parse(&file).unwrap();
    let title = document.descendants().find(|n| n.tag_name().name() == "title").unwrap();
    assert_eq!(title.text(), Some("Your own formula: f = x^2+y^2"));
    assert!(scene_of_picture(file.as_bytes()).unwrap().contains("&start=1,1"));
}
