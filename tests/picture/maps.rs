//! Maps and particles in pictures.

use crate::{LOOK, frames, picture};
use downhill::export::Look;
use downhill::export::picture::Bitmap;
use downhill::scene::{Scene, Theme, View};
use downhill::text::Lang;

/// How many pixels have this colour, give or take what edges and lines add.
fn count(bitmap: &Bitmap, colour: [u8; 3]) -> usize {
    let near = |p: &&[u8]| (0..3).all(|i| p[i].abs_diff(colour[i]) <= 3);
    bitmap.rgba.chunks(4).filter(near).count()
}

#[test]
fn a_picture_of_basins_has_their_colours_below_the_paths_and_says_what_they_are() {
    let look = Look { view: View::Basins, size: (900, 600), ..LOOK };
    let text = "surface=himmelblau&run=adam,lr:0.3&view=basins";
    let basins = picture(text, look);
    let (bitmap, flat) = (basins.bitmap(60), picture(text, Look { view: View::Flat, ..look }).bitmap(60));
    let palette = downhill::chart::theme::Palette::of(Theme::Light);
    let minima = Scene::read(text).scene.landscape().minima;
    let hues = downhill::chart::basins::Hues::of(&minima);
    for minimum in 0..4 {
        // The colour of the starts that arrive halfway through, as it lies on the ground.
        let shades = (48..=74).map(|pale| {
            let colour = palette.run(hues.slot(minimum).unwrap());
            let colour = downhill::chart::theme::mix(colour, palette.surface, f64::from(pale) / 100.0);
            count(&bitmap, [colour.0, colour.1, colour.2])
        });
        assert!(shades.max().unwrap() > 500, "minimum {minimum} has no basin");
    }
    assert!(basins.scene_at(60).contains("view=basins"));
    let differing = bitmap.rgba.chunks(4).zip(flat.rgba.chunks(4)).filter(|(a, b)| a != b).count();
    assert!(differing > 900 * 600 / 3, "the ground is another one");
    let file = basins.svg(60);
    let svg = roxmltree::Document::parse(&file).unwrap();
    let image = |n: &roxmltree::Node| n.tag_name().name() == "image";
    let href = svg.descendants().find(image).unwrap().attribute("href").unwrap();
    assert!(href.starts_with("data:image/png;base64,"), "{}", &href[..40]);
    let words: String = svg.descendants().filter_map(|n| n.text()).collect();
    assert!(
        words.contains("Where Adam ends:") && words.contains("A 10%") && words.contains("still going 27%"),
        "{words}"
    );
}

#[test]
fn a_picture_of_settings_has_axes_in_words_and_what_theory_says() {
    let look = Look { view: View::Rates, size: (900, 600), ..LOOK };
    let text = "surface=ravine&run=momentum,lr:0.1,beta:0.9,convention:heavy_ball&view=rates";
    let rates = picture(text, look);
    let file = rates.svg(0);
    let svg = roxmltree::Document::parse(&file).unwrap();
    let words: Vec<&str> = svg.descendants().filter_map(|n| n.text()).collect();
    for word in ["Learning rate α", "Momentum β", "few steps", "diverges", "Settings of Momentum:"] {
        assert!(words.contains(&word), "{word}: {words:?}");
    }
    assert!(!words.iter().any(|w| w.starts_with("step ")), "it does not move: {words:?}");
    let zh = picture(text, Look { lang: Lang::Zh, ..look }).svg(0);
    assert!(zh.contains("学习率") && zh.contains("发散"));
    assert!(rates.bitmap(0).rgba == rates.bitmap(100).rgba, "the same at every step");
}

#[test]
fn particles_are_in_pictures_at_their_step() {
    let text = "surface=himmelblau&run=sgd,lr:0.005&steps=60";
    let look = Look { size: (600, 400), ..LOOK };
    let without = picture(text, look);
    let swarm = picture(&format!("{text}&swarm=2000"), look);
    let differing = |step| {
        let (a, b) = (swarm.bitmap(step), without.bitmap(step));
        a.rgba.chunks(4).zip(b.rgba.chunks(4)).filter(|(a, b)| a != b).count()
    };
    let (first, last) = (differing(0), differing(60));
    assert!(first > 5 * last && last > 40, "all over the landscape at first ({first}), at the minima at last ({last})");
    assert!(differing(0) == first, "back at the start they are where they were");
    let file = swarm.svg(0);
    assert!(roxmltree::Document::parse(&file).is_ok());
    let dots = file.matches("h0").count() - without.svg(0).matches("h0").count();
    assert!((1500..=2000).contains(&dots), "{dots} dots");
    let film = picture(&format!("{text}&swarm=2000"), Look { size: (320, 240), ..LOOK });
    assert_eq!(frames(&film.gif(9, &mut |_, _| true).unwrap()).len(), 9);
}
