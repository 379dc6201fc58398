//! The README's picture is made by the project's own drawing code: this test makes it again and compares.

use downhill::chart::arrows::Arrows;
use downhill::chart::race::Race;
use downhill::chart::svg::svg;
use downhill::chart::theme::Palette;
use downhill::scene::{Scene, Theme, simulate};
use downhill::text::Lang;
use std::path::Path;

const PICTURE: &str = "static/readme.svg";

#[test]
fn the_picture_is_what_the_code_draws() {
    let read = Scene::read("select=3");
    assert!(read.ignored.is_empty());
    let scene = read.scene;
    let runs = simulate(&scene);
    let surface = scene.landscape();
    let race = Race {
        scene: &scene,
        runs: &runs,
        surface: &surface,
        palette: Palette::of(Theme::Light),
        lang: Lang::En,
        arrows: Arrows { gradient: true, velocity: true, step: false },
        hover: None,
    };
    let drawn = svg(&race, (880, 520), 58).expect("drawing into memory");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &drawn).expect("writing the picture");
    }
    let kept = std::fs::read_to_string(&path).expect("the picture is there");
    assert!(kept == drawn, "{PICTURE} is not what the code draws now: run with UPDATE_SNAPSHOTS=1 and look at it");
}
