//! Pictures as files: decoded, and held against what was drawn; what they carry; what the command line says.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::schedules::SCHEDULES;
use downhill::core::surfaces::SURFACES;
use downhill::export::picture::{Bitmap, missing};
use downhill::export::{Look, Picture, Trouble, scene_of_picture, svg};
use downhill::scene::{Scene, Theme, View};
use downhill::text::{Lang, optimizer_name, schedule_name, surface_name};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use support::program::{downhill, refused};

const LOOK: Look = Look { view: View::Flat, size: (480, 360), theme: Theme::Light, lang: Lang::En };

fn picture(text: &str, look: Look) -> Picture {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    Picture::new(&read.scene, look).unwrap()
}

fn decoded(png: &[u8]) -> Bitmap {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgb).unwrap();
    rgb.truncate(info.buffer_size());
    assert_eq!(info.color_type, png::ColorType::Rgb);
    Bitmap { size: (info.width, info.height), rgba: rgb.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect() }
}

/// Each frame as it is seen, with its delay.
fn frames(file: &[u8]) -> Vec<(Vec<u8>, u16)> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(file).unwrap();
    let width = usize::from(decoder.width());
    let mut screen = vec![0; 4 * width * usize::from(decoder.height())];
    let mut all = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        assert!(matches!(frame.dispose, gif::DisposalMethod::Keep));
        for (i, pixel) in frame.buffer.chunks(4).enumerate().filter(|(_, pixel)| pixel[3] > 0) {
            let (x, y) = (i % usize::from(frame.width), i / usize::from(frame.width));
            let at = 4 * ((y + usize::from(frame.top)) * width + x + usize::from(frame.left));
            screen[at..at + 4].copy_from_slice(pixel);
        }
        all.push((screen.clone(), frame.delay));
    }
    all
}

#[test]
fn a_png_has_the_pixels_that_were_drawn_and_carries_its_scene() {
    for (theme, size) in [(Theme::Light, (480, 360)), (Theme::Dark, (161, 300)), (Theme::Light, (1300, 900))] {
        let picture = picture("surface=himmelblau&f=x^2%2By^2*a&vars=a:3&select=1", Look { theme, size, ..LOOK });
        let bitmap = picture.bitmap(20);
        assert_eq!(bitmap.rgba.len(), 4 * (size.0 * size.1) as usize);
        let file = bitmap.png(&picture.scene_at(20)).unwrap();
        let back = decoded(&file);
        assert_eq!(back.size, size);
        assert!(back.rgba == bitmap.rgba, "the file has other pixels");
        let carried = scene_of_picture(&file).unwrap();
        assert!(carried.contains("at=20") && carried.contains("vars=a:3"), "{carried}");
        let read = Scene::read(&carried);
        assert!(read.ignored.is_empty() && read.scene.at == Some(20), "{carried}");
        assert_eq!(read.scene.write(), carried);
    }
}

#[test]
fn pictures_show_something_and_differ_from_step_to_step_and_theme_to_theme() {
    let light = picture("", LOOK);
    let (first, last) = (light.bitmap(0), light.bitmap(200));
    let differing = |a: &Bitmap, b: &Bitmap| a.rgba.chunks(4).zip(b.rgba.chunks(4)).filter(|(a, b)| a != b).count();
    assert!(differing(&first, &last) > 1000);
    let dark = picture("", Look { theme: Theme::Dark, ..LOOK }).bitmap(200);
    assert!(differing(&dark, &last) > 480 * 360 / 2);
    let chinese = picture("", Look { lang: Lang::Zh, ..LOOK }).bitmap(200);
    assert!((100..20_000).contains(&differing(&chinese, &last)), "only words differ");
    assert!(light.bitmap(200).rgba == last.rgba, "the same picture has the same pixels");
    assert!(last.rgba.chunks(4).all(|p| p[3] == 255), "nothing is translucent");
    let colours: std::collections::HashSet<&[u8]> = last.rgba.chunks(4).collect();
    assert!(colours.len() > 500, "soft light and smooth edges: {}", colours.len());
}

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

#[test]
fn a_gif_shows_every_frame_as_it_was_drawn() {
    let picture = picture("steps=30&select=2", Look { size: (320, 240), theme: Theme::Dark, ..LOOK });
    let mut told = Vec::new();
    let file = picture
        .gif(16, &mut |done, all| {
            told.push((done, all));
            true
        })
        .unwrap();
    let steps = picture.steps_of_film(16);
    assert_eq!((steps[0], steps[15], steps.len()), (0, 30, 16));
    assert_eq!(told, (1..=16).map(|i| (i, 16)).collect::<Vec<_>>());
    let (film, frames) = (picture.film(), frames(&file));
    assert_eq!(frames.len(), 16);
    for (i, (step, (seen, delay))) in steps.iter().zip(&frames).enumerate() {
        let drawn = film.bitmap(*step);
        let distance = |(a, b): (&[u8], &[u8])| (0..3).map(|c| u32::from(a[c].abs_diff(b[c]))).max().unwrap();
        let mut errors: Vec<u32> = drawn.rgba.chunks(4).zip(seen.chunks(4)).map(distance).collect();
        errors.sort_unstable();
        let at = |share: usize| errors[errors.len() * share / 1000];
        assert!(at(500) <= 3 && at(990) <= 12 && at(999) <= 40, "step {step}: {} {} {}", at(500), at(990), at(999));
        assert_eq!(
            *delay,
            if i == 0 {
                70
            } else if i == 15 {
                250
            } else {
                5
            }
        );
    }
    assert_eq!(scene_of_picture(&file).as_deref(), Some("steps=30&select=2"));
    assert!(file.windows(11).any(|w| w == b"NETSCAPE2.0"), "it begins anew");
    let again = picture.gif(16, &mut |_, _| true).unwrap();
    assert!(file == again, "the same scene has the same bytes");
    assert!(picture.gif(16, &mut |done, _| done < 3).is_err(), "it can be ended");
}

#[test]
fn a_film_has_not_more_frames_than_steps() {
    let picture = picture("steps=3", LOOK);
    assert_eq!(picture.steps_of_film(100), [0, 1, 2, 3]);
    assert_eq!(picture.steps_of_film(2), [0, 3]);
}

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

#[test]
fn every_surface_and_every_run_that_goes_wrong_is_drawn() {
    for spec in SURFACES {
        let picture = picture(&format!("surface={}&steps=20", spec.id), Look { size: (200, 160), ..LOOK });
        assert!(picture.bitmap(20).png("").is_ok());
        let text = picture.svg(20);
        assert!(roxmltree::Document::parse(&text).is_ok(), "{}", spec.id);
    }
    for text in [
        "run=sgd,lr:1e9",
        "start=1e300,1e300",
        "f=1/0&run=sgd",
        "f=ln(x)&start=-1,-1",
        "run=sgd,hidden:1",
        "domain=1,1.0000001,1,1.0000001",
    ] {
        let read = Scene::read(text);
        let picture = Picture::new(&read.scene, LOOK).unwrap();
        assert!(roxmltree::Document::parse(&picture.svg(picture.step(None).unwrap())).is_ok(), "{text}");
        assert!(!picture.bitmap(0).rgba.is_empty());
    }
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let scene = Scene::default();
    for size in [(159, 400), (400, 0), (8193, 400)] {
        assert_eq!(Picture::new(&scene, Look { size, ..LOOK }).err(), Some(Trouble::Size));
    }
    assert_eq!(svg(&scene, LOOK, Some(201)).err(), Some(Trouble::Step));
    assert_eq!(Picture::new(&Scene::read("page=averages").scene, LOOK).err(), Some(Trouble::Page));
    assert_eq!(picture("at=17", LOOK).step(None), Ok(17));
    assert_eq!(picture("", LOOK).step(None), Ok(200));
}

#[test]
fn the_fonts_have_every_character_of_a_picture() {
    let mut words: Vec<String> = Vec::new();
    for lang in Lang::ALL {
        words.extend(OPTIMIZERS.iter().map(|o| optimizer_name(lang, o.id).to_string()));
        words.extend(SURFACES.iter().flat_map(|s| [surface_name(lang, s.id), s.plain]).map(str::to_string));
        words.extend(["formula", "own_line", "own_logistic", "own_tanh"].map(|id| surface_name(lang, id).to_string()));
        words.extend(SCHEDULES.iter().map(|s| schedule_name(lang, s.id).to_string()));
        words.extend(
            lang.entries().iter().filter(|(key, _)| key.starts_with("quantity.")).map(|(_, v)| (*v).to_string()),
        );
        for key in [
            "start",
            "minimum",
            "minimum_found",
            "loss_above_minimum",
            "loss_above_found",
            "loss_above_lowest",
            "chart_negative",
            "converged",
            "still_going",
            "left_view",
            "diverged",
            "step_of",
            "maps_of_rates",
            "maps_of_basins",
            "maps_few",
            "maps_many",
            "maps_low",
            "maps_high",
            "maps_arrives",
            "maps_not_in",
            "maps_diverges",
            "maps_not_allowed",
            "maps_elsewhere",
            "maps_share",
        ] {
            words.push(lang.named(key).unwrap_or_else(|| panic!("no {key}")).to_string());
        }
    }
    // What the directions of maps are called.
    for optimizer in OPTIMIZERS {
        let names = (0..optimizer.params.len()).map(|i| downhill::chart::rates::axis_name(Lang::Zh, optimizer, i));
        words.extend(names);
    }
    words.extend(downhill::core::optimizers::Quantity::ALL.iter().map(|q| q.symbol("adam").to_string()));
    words.extend(OPTIMIZERS.iter().filter_map(|o| o.rate()).map(|rate| rate.symbol.to_string()));
    words.push("0123456789.−×⁻⁰¹²³⁴⁵⁶⁷⁸⁹ abcxyzABC αβγδεζηθικλμνξοπρστυφχψω f = ∞ NaN".into());
    for word in words {
        let lacking = missing(&word);
        assert!(lacking.is_empty(), "{word:?}: {lacking:?} is in no font; see src/export/fonts/README.md");
    }
}

fn samples() -> [Vec<u8>; 3] {
    let picture = picture("steps=3&run=sgd", Look { size: (160, 160), ..LOOK });
    [
        picture.bitmap(1).png(&picture.scene_at(1)).unwrap(),
        picture.gif(3, &mut |_, _| true).unwrap(),
        picture.svg(1).into_bytes(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_reader_panic(
        which in 0_usize..3, cut in 0.0_f64..=1.0, changes in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..20),
    ) {
        static SAMPLES: std::sync::OnceLock<[Vec<u8>; 3]> = std::sync::OnceLock::new();
        let mut bytes = SAMPLES.get_or_init(samples)[which].clone();
        // Most of what matters is at the beginning.
        bytes.truncate((bytes.len() as f64 * cut * cut) as usize);
        for (place, value) in changes {
            let at = (place * place * bytes.len() as f64) as usize;
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        let _ = scene_of_picture(&bytes);
    }

    #[test]
    fn bytes_are_no_picture(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = scene_of_picture(&bytes);
        for head in [&b"\x89PNG\r\n\x1a\n"[..], b"GIF89a", b"<svg>"] {
            let _ = scene_of_picture(&[head, &bytes].concat());
        }
    }
}

#[test]
fn a_picture_of_somebody_else_carries_nothing() {
    for bytes in
        [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"\xff\xd8\xff"]
    {
        assert_eq!(scene_of_picture(bytes), None);
    }
}

fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn the_command_line_draws_files_of_exactly_the_size() {
    for (name, args, size) in [
        ("one.png", &["--size", "300x200", "--theme", "dark", "--at", "7"][..], (300, 200)),
        ("two.PNG", &["--size", "170x160", "--density", "2", "--lang", "zh"], (340, 320)),
    ] {
        let file = target(name);
        let all = [&["render", "surface=booth&steps=20", "-o", file.to_str().unwrap()], args].concat();
        let output = downhill(&all);
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
        let bytes = std::fs::read(&file).unwrap();
        assert_eq!(decoded(&bytes).size, size);
        assert!(scene_of_picture(&bytes).unwrap().starts_with("surface=booth"));
        assert!(downhill(&all).status.success());
        assert!(bytes == std::fs::read(&file).unwrap(), "the same call makes the same file");
    }
    let file = target("three.gif");
    let output = downhill(&["render", "steps=5", "-o", file.to_str().unwrap(), "--size", "200x160"]);
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "6 frames\n");
    assert_eq!(frames(&std::fs::read(&file).unwrap()).len(), 6);
}

#[test]
fn what_is_wrong_is_code_2_and_what_cannot_be_written_code_1() {
    let good = target("never.png");
    let good = good.to_str().unwrap();
    for (args, words) in [
        (&["render", "", "-o", "a.jpg"][..], &["a.jpg", ".svg", ".png", ".gif"][..]),
        (&["render", "", "-o", "noending"], &["noending"]),
        (&["render", "", "-o", good, "--size", "12"], &["--size", "1200x800"]),
        (&["render", "", "-o", good, "--size", "100x100"], &["160", "8192"]),
        (&["render", "", "-o", good, "--size", "-5x100"], &["--size"]),
        (&["render", "", "-o", good, "--size", "9000x100"], &["8192"]),
        (&["render", "", "-o", good, "--density", "9"], &["--density", "4"]),
        (&["render", "", "-o", good, "--size", "4000x4000", "--density", "4"], &["8192"]),
        (&["render", "", "-o", good, "--theme", "blue"], &["blue", "light", "dark"]),
        (&["render", "", "-o", good, "--at", "201"], &["--at 201", "0 … 200"]),
        (&["render", "", "-o", "a.gif", "--at", "3"], &["--at", ".gif"]),
        (&["render", "run=none", "-o", good, "--view", "basins"], &["no map", "run"]),
        (&["render", "run=sign_sgd&view=rates", "-o", good], &["no map", "two numbers"]),
        (&["render", "view=rates", "-o", "x.gif"], &["does not move", "2d"]),
        (&["render", "", "-o", good, "--view", "side"], &["2d"]),
        (&["render", "view=3d", "-o", good, "--height", "cubic"], &["cubic", "asinh"]),
        (&["render", "surface=nowhere", "-o", good], &["surface=nowhere"]),
        (&["render", "page=averages", "-o", good], &["race"]),
        (&["render", ""], &["--output"]),
        (&["export", "", "--format", "keras"], &["keras", "pytorch"]),
        (&["export", ""], &["--format"]),
        (&["export", "steps=0", "--format", "pytorch"], &["steps=0"]),
    ] {
        let complaint = refused(args);
        for word in words {
            assert!(complaint.contains(word), "{args:?}: {word} is missing in {complaint}");
        }
    }
    assert!(!Path::new(good).exists());
    let output = downhill(&["render", "steps=2", "-o", "/nowhere/at/all.svg"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/nowhere/at/all.svg"));
}
