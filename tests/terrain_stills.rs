//! Pictures of the landscape in three dimensions: vectors, pixels and films.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::chart::theme::Palette;
use downhill::core::surfaces::SURFACES;
use downhill::export::picture::Bitmap;
use downhill::export::{Look, Picture, scene_of_picture};
use downhill::scene::{Scene, Theme, View};
use downhill::text::Lang;
use std::path::Path;
use support::program::downhill;

const LOOK: Look = Look { view: View::Terrain, size: (600, 400), theme: Theme::Light, lang: Lang::En };

fn picture(text: &str, look: Look) -> Picture {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    Picture::new(&read.scene, look).unwrap()
}

/// How many pixels have about a colour.
fn count(bitmap: &Bitmap, colour: [u8; 3], within: u8) -> usize {
    let near = |p: &&[u8]| (0..3).all(|i| p[i].abs_diff(colour[i]) <= within);
    bitmap.rgba.chunks(4).filter(near).count()
}

fn differing(a: &Bitmap, b: &Bitmap) -> usize {
    a.rgba.chunks(4).zip(b.rgba.chunks(4)).filter(|(a, b)| a != b).count()
}

fn run_colour(theme: Theme, slot: usize) -> [u8; 3] {
    let colour = Palette::of(theme).run(slot);
    [colour.0, colour.1, colour.2]
}

#[test]
fn a_still_shows_the_ground_and_the_runs_on_it() {
    for theme in [Theme::Light, Theme::Dark] {
        let look = Look { theme, ..LOOK };
        let with = picture("surface=himmelblau", look).bitmap(200);
        let without = picture("surface=himmelblau&run=none", look).bitmap(200);
        assert!(with.rgba.chunks(4).all(|p| p[3] == 255), "nothing is translucent");
        let colours: std::collections::HashSet<&[u8]> = without.rgba.chunks(4).collect();
        assert!(colours.len() > 900, "soft light: {} colours", colours.len());
        let palette = Palette::of(theme);
        let sunken = [palette.sunken.0, palette.sunken.1, palette.sunken.2];
        // Of the rows beside which nothing stands, the ground and its words take nearly all.
        let (width, _) = without.size;
        let rows = without.rgba.chunks(4 * width as usize);
        let stage: Vec<_> = rows.filter(|row| row[8..11] == sunken).collect();
        let taken = stage.iter().filter(|row| row.chunks(4).any(|p| p[..3] != sunken)).count();
        assert!(stage.len() > 200 && taken * 100 > stage.len() * 85, "{taken} of {} rows", stage.len());
        let ground = count(&without, sunken, 0);
        assert!(ground > 20_000, "{ground} pixels are not covered");
        let first = run_colour(theme, 0);
        assert!(count(&with, first, 30) > 150 && count(&without, first, 30) < 20, "{theme:?}: no path");
        let flat = picture("surface=himmelblau", Look { view: View::Flat, ..look }).bitmap(200);
        assert!(differing(&with, &flat) > 100_000);
        assert!(picture("surface=himmelblau", look).bitmap(200).rgba == with.rgba, "the same pixels again");
    }
}

#[test]
fn what_is_hidden_is_faint_but_there() {
    // The run goes down behind the crest, as seen from low on the other side.
    let scene = |azimuth: f64| {
        format!("f=-x^2-0.1y^2&domain=-2,2,-2,2&start=0.5,0&steps=14&run=sgd,lr:0.05&camera={azimuth},20,1")
    };
    let strong = run_colour(Theme::Light, 0);
    let (behind, before) = (picture(&scene(90.0), LOOK), picture(&scene(-90.0), LOOK));
    let own = |p: &Picture| count(&p.bitmap(14), strong, 24);
    assert!(own(&before) > own(&behind) + 100, "{} before, {} behind", own(&before), own(&behind));
    let svg = behind.svg(14);
    let faint = format!("stroke=\"#{:02x}{:02x}{:02x}\" stroke-opacity=\"0.36\"", strong[0], strong[1], strong[2]);
    assert!(svg.contains(&faint), "the hidden part is drawn");
    assert!(!before.svg(14).contains(&faint));
}

#[test]
fn every_still_is_a_small_file_of_vectors() {
    for (i, spec) in SURFACES.iter().enumerate() {
        // All of them in a small size; some as large as they come.
        let size = if i % 9 == 0 { (1200, 800) } else { (300, 240) };
        let picture = picture(&format!("surface={}&steps=40", spec.id), Look { size, ..LOOK });
        let file = picture.svg(40);
        assert!(file.len() < 2_000_000, "{}: {} kB", spec.id, file.len() / 1000);
        let document = roxmltree::Document::parse(&file).unwrap();
        let root = document.root_element();
        let paths: Vec<_> = root.descendants().filter(|n| n.tag_name().name() == "path").collect();
        assert!(paths.len() > 100, "{}: {} paths", spec.id, paths.len());
        for path in paths {
            let d = path.attribute("d").unwrap();
            assert!(d.starts_with('M') && !d.contains("NaN") && !d.contains("inf"), "{}: {d}", spec.id);
        }
        assert!(root.descendants().all(|n| n.tag_name().name() != "image"), "no pixels");
        let words: Vec<&str> = root.descendants().filter_map(|n| n.text()).collect();
        for word in ["x", "y", "f"] {
            assert!(words.contains(&word), "{}: {word} is not among {words:?}", spec.id);
        }
    }
}

#[test]
fn odd_scenes_are_drawn_too() {
    for text in [
        "run=sgd,lr:1e9",
        "start=1e300,1e300",
        "f=1/0&run=sgd",
        "f=1/x",
        "f=ln(x)&start=-1,-1",
        "f=sqrt(-1-x^2)",
        "f=sqrt(4-x^2-y^2)&camera=-100,20,16,1,-1",
        "f=x-x",
        "run=sgd,hidden:1",
        "run=none",
        "domain=1,1.0000001,1,1.0000001",
        "domain=0,1000,0,1&camera=170,80,0.25",
        "surface=faithful_line&batch=16&fan=5",
    ] {
        let picture = picture(text, Look { size: (240, 200), ..LOOK });
        assert!(roxmltree::Document::parse(&picture.svg(picture.step(None).unwrap())).is_ok(), "{text}");
        assert!(!picture.bitmap(0).rgba.is_empty());
    }
}

#[test]
fn a_film_turns_no_ground_and_moves_the_runs() {
    let picture = picture("steps=30&select=2", Look { size: (320, 240), theme: Theme::Dark, ..LOOK });
    let film = picture.film();
    let (first, last) = (film.bitmap(0), film.bitmap(30));
    let moved = differing(&first, &last);
    assert!((300..40_000).contains(&moved), "{moved} pixels");
    let file = picture.gif(6, &mut |_, _| true).unwrap();
    assert!(file.starts_with(b"GIF89a"));
    assert!(scene_of_picture(&file).unwrap().contains("view=3d"));
}

#[test]
fn the_command_line_draws_stills() {
    let target = |name: &str| Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (one, two, three) = (target("still-1.png"), target("still-2.png"), target("still.svg"));
    let call = |scene: &str, file: &Path, more: &[&str]| {
        let all = [&["render", scene, "-o", file.to_str().unwrap(), "--size", "300x200"], more].concat();
        let output = downhill(&all);
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
        std::fs::read(file).unwrap()
    };
    let asked = call("surface=booth&steps=20", &one, &["--view", "3d"]);
    let own = call("surface=booth&steps=20&view=3d", &two, &[]);
    assert!(asked == own, "the view of the scene and that of the call are the same");
    assert!(scene_of_picture(&asked).unwrap().contains("view=3d"), "it opens as it looks");
    let turned = call("surface=booth&steps=20&view=3d&camera=-60,40,1.5", &two, &[]);
    assert!(turned != own);
    let flat = call("surface=booth&steps=20&view=3d", &two, &["--view", "2d"]);
    assert!(!scene_of_picture(&flat).unwrap().contains("view"));
    let steep = call("surface=booth&steps=20&view=3d", &two, &["--height", "linear"]);
    assert!(steep != own, "f itself is another ground");
    let svg = call("surface=booth&steps=20&view=3d", &three, &["--lang", "zh", "--theme", "dark"]);
    assert!(roxmltree::Document::parse(std::str::from_utf8(&svg).unwrap()).is_ok());
}
