//! The pictures in `static` are made by the project's own drawing code: these tests make them again and compare.
//! `UPDATE_SNAPSHOTS=1 cargo test --test stills` writes them.

use downhill::chart::arrows::Arrows;
use downhill::chart::field::BANDS;
use downhill::chart::frame::{Frame, Insets};
use downhill::chart::landscape::{self, Landscape};
use downhill::chart::pen::Stroke;
use downhill::chart::race::Race;
use downhill::chart::svg::svg;
use downhill::chart::theme::Palette;
use downhill::core::run::Trajectory;
use downhill::core::surfaces::Surface;
use downhill::scene::{Scene, Theme, simulate};
use downhill::text::Lang;
use std::path::Path;

struct Opening {
    scene: Scene,
    runs: Vec<Trajectory>,
    surface: Surface,
}

impl Opening {
    fn new(link: &str) -> Self {
        let read = Scene::read(link);
        assert!(read.ignored.is_empty());
        Opening { runs: simulate(&read.scene), surface: read.scene.landscape(), scene: read.scene }
    }

    fn race(&self, theme: Theme) -> Race<'_> {
        Race {
            scene: &self.scene,
            runs: &self.runs,
            surface: &self.surface,
            palette: Palette::of(theme),
            lang: Lang::En,
            arrows: Arrows { gradient: true, velocity: true, ..Arrows::default() },
            hover: None,
            hint: false,
            draft: false,
        }
    }
}

fn compare(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, drawn).expect("writing the picture");
    }
    let kept = std::fs::read_to_string(&path).expect("the picture is there");
    assert!(kept == drawn, "static/{name} is not what the code draws now: run with UPDATE_SNAPSHOTS=1 and look at it");
}

#[test]
fn the_readme_shows_what_the_code_draws() {
    let opening = Opening::new("select=3");
    let race = opening.race(Theme::Light);
    let drawn = svg((880, 520), 8, &|pen| race.draw(pen, (880.0, 520.0), 58)).expect("drawing into memory");
    compare("readme.svg", &drawn);
}

/// What stands in the page until the wasm has arrived: the opening scene as it looks in a window of 1440 × 900.
#[test]
fn the_stills_are_the_opening_scene() {
    let opening = Opening::new("");
    for theme in [Theme::Light, Theme::Dark] {
        let (race, palette) = (opening.race(theme), Palette::of(theme));
        let size = (1080.0, 677.0);
        let gutter = Insets { left: 36.0, bottom: 24.0, ..Insets::default() };
        let safe = Insets { left: 12.0, right: 12.0, top: 66.0, bottom: 12.0 };
        let frame = Frame::fit(size, gutter, safe, opening.scene.domain());
        let ground = Landscape::new(&opening.surface, &frame, 12.0, BANDS);
        let start = frame.px(opening.scene.start());
        let drawn = svg((1080, 677), 2, &|pen| {
            pen.rect((0.0, 0.0), size, palette.surface, 1.0)?;
            ground.draw_bands(pen, palette)?;
            ground.draw_lines(pen, palette, false)?;
            pen.disc(start, 14.0, palette.casing, 1.0)?;
            pen.disc(start, 11.0, palette.ink, 1.0)?;
            let minimum = frame.px(opening.surface.minima[0].point);
            pen.ring(minimum, 9.0, Stroke::solid(palette.ink, 1.0, 1.5))?;
            landscape::draw_axes(pen, &frame, race.palette)
        });
        let drawn = drawn.expect("drawing into memory");
        assert!(drawn.len() < 60_000, "a still of {} bytes keeps the wasm waiting", drawn.len());
        compare(&format!("still-{}.svg", theme.id()), &drawn);
    }
}
