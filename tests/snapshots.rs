//! Pictures of every kind of chart, held against stored ones.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test snapshots` stores them anew: look at what changed before committing it.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "support/inks/mod.rs"]
mod inks;

use downhill::chart::arrows::Arrows;
use downhill::chart::frame::Insets;
use downhill::chart::pen::Pen;
use downhill::chart::race::Race;
use downhill::chart::theme::Palette;
use downhill::scene::{Scene, Theme, simulate};
use downhill::text::{Lang, key};
use inks::{Painted, Picture, Pixels};
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

const SIZE: (u32, u32) = (320, 220);

/// Drawn so many times larger and shrunk, so that edges are smooth whatever the backend does.
const FINE: u32 = 3;

/// How many of 1000 pixels may differ, and by how much a channel must differ to count.
const TOLERANCE: (usize, u8) = (3, 24);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

fn load(path: &Path) -> Option<Picture> {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).ok()?)).read_info().ok()?;
    let mut rgb = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut rgb).ok()?;
    rgb.truncate(info.buffer_size());
    Some(Picture { size: (info.width, info.height), rgb })
}

fn store(path: &Path, picture: &Picture) {
    let file = File::create(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut encoder = png::Encoder::new(BufWriter::new(file), picture.size.0, picture.size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&picture.rgb).unwrap();
}

/// Holds a picture against the stored one.
fn check(name: &str, theme: Theme, draw: impl FnOnce(&mut Pen<Pixels>) -> Painted) {
    let mut actual = Picture::draw(SIZE, FINE, Palette::of(theme).surface, draw).shrunk(FINE);
    // Three bits of each channel less to store, too little to see.
    actual.rgb.iter_mut().for_each(|v| *v &= 0xf8);
    let path = folder().join(format!("{name}.png"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        store(&path, &actual);
        return;
    }
    let differing = match load(&path) {
        Some(stored) if stored.size == actual.size => {
            let pixels = stored.rgb.chunks(3).zip(actual.rgb.chunks(3));
            pixels.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > TOLERANCE.1)).count()
        }
        _ => usize::MAX,
    };
    let allowed = (SIZE.0 * SIZE.1) as usize * TOLERANCE.0 / 1000;
    if differing > allowed {
        let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        store(&seen, &actual);
        let what =
            if differing == usize::MAX { "there is none of this size".into() } else { format!("{differing} pixels") };
        panic!("{name} differs from {}: {what}; it is now {}", path.display(), seen.display());
    }
}

/// The landscape of a scene at a step.
struct Shot<'a> {
    scene: &'a str,
    theme: Theme,
    step: usize,
    arrows: Arrows,
    hover: Option<usize>,
}

impl Shot<'_> {
    fn of(scene: &str, theme: Theme, step: usize) -> Shot<'_> {
        Shot { scene, theme, step, arrows: Arrows::default(), hover: None }
    }

    fn with(&self, draw: impl FnOnce(&Race)) {
        let read = Scene::read(self.scene);
        assert!(read.ignored.is_empty(), "{:?}", read.ignored);
        let (runs, surface) = (simulate(&read.scene), read.scene.landscape());
        draw(&Race {
            scene: &read.scene,
            runs: &runs,
            surface: &surface,
            palette: Palette::of(self.theme),
            lang: Lang::En,
            arrows: self.arrows,
            hover: self.hover,
            hint: self.hover.is_none(),
            draft: false,
        });
    }

    fn landscape(&self, name: &str) {
        let size = (f64::from(SIZE.0), f64::from(SIZE.1));
        self.with(|race| check(name, self.theme, |pen| race.draw(pen, size, self.step)));
    }

    fn fit(&self, name: &str, lang: Lang) {
        let size = (f64::from(SIZE.0), f64::from(SIZE.1));
        let gutter = Insets { left: 36.0, right: 12.0, top: 24.0, bottom: 42.0 };
        self.with(|race| {
            let race = Race { lang, ..*race };
            let chart = race.fit_chart(size, gutter, self.step).expect("a surface with data");
            check(name, self.theme, |pen| chart.draw(pen, race.palette));
        });
    }

    /// The chart that the scene asks for.
    fn chart(&self, name: &str) {
        let size = (f64::from(SIZE.0), f64::from(SIZE.1));
        let gutter = Insets { left: 41.6, right: 86.4, top: 8.0, bottom: 20.0 };
        self.with(|race| {
            let chart = race.chart(size, gutter);
            let (cursor, end) = (chart.x(self.step as f64), size.0);
            check(name, self.theme, |pen| {
                chart.draw_axes(pen, race.palette, "")?;
                chart.draw_curves(pen, race.palette, true, (cursor, end), None)?;
                chart.draw_curves(pen, race.palette, false, (0.0, cursor), None)?;
                chart.draw_names(pen, race.palette)?;
                chart.draw_cursor(pen, race.palette, self.step as f64)
            });
        });
    }

    fn loss(&self, name: &str) {
        let size = (f64::from(SIZE.0), f64::from(SIZE.1));
        let gutter = Insets { left: 41.6, right: 86.4, top: 8.0, bottom: 20.0 };
        self.with(|race| {
            let chart = race.loss_chart(size, gutter);
            let (cursor, end) = (chart.x(self.step as f64), size.0);
            let only = self.hover.map(|h| race.scene.runs[h].slot);
            check(name, self.theme, |pen| {
                chart.draw_axes(pen, race.palette, Lang::En.text(key::LOSS_ABOVE_MINIMUM))?;
                chart.draw_curves(pen, race.palette, true, (cursor, end), only)?;
                chart.draw_curves(pen, race.palette, false, (0.0, cursor), only)?;
                chart.draw_names(pen, race.palette)?;
                chart.draw_cursor(pen, race.palette, self.step as f64)
            });
        });
    }
}

#[test]
fn the_opening_scene_half_way_in_light() {
    Shot::of("", Theme::Light, 58).landscape("opening_light");
}

#[test]
fn the_opening_scene_half_way_in_the_dark() {
    Shot::of("", Theme::Dark, 58).landscape("opening_dark");
}

#[test]
fn several_minima_say_how_deep_they_are() {
    Shot::of("surface=himmelblau&select=3", Theme::Light, 200).landscape("minima_light");
}

#[test]
fn a_hundred_dimples_do_not_drown_in_rings() {
    Shot::of("surface=rastrigin&domain=-2.4,2.4,-1.6,1.6&start=2,1.4", Theme::Dark, 200).landscape("dimples_dark");
}

#[test]
fn runs_that_leave_the_view() {
    Shot::of("surface=saddle&steps=400", Theme::Light, 400).landscape("leaving_light");
}

#[test]
fn every_marker_and_dash() {
    Shot::of(&spread(), Theme::Dark, 1).landscape("markers_dark");
    Shot::of(&spread(), Theme::Light, 1).landscape("markers_light");
}

/// Twelve runs that take one step, each farther than the one before.
fn spread() -> String {
    let runs: Vec<String> = (1..=12).map(|i| format!("run=sgd,lr:{}", 1.2 * f64::from(i))).collect();
    format!("surface=ravine&start=-7,0.2&steps=1&domain=-8,4,-6.5,1.5&select=1&{}", runs.join("&"))
}

#[test]
fn arrows_at_the_selected_run() {
    let arrows = Arrows { gradient: true, velocity: true, step: true, ..Arrows::default() };
    Shot { arrows, ..Shot::of("select=1", Theme::Light, 20) }.landscape("arrows_light");
}

#[test]
fn the_curvature_of_a_turned_bowl_and_of_a_saddle() {
    let arrows = Arrows { curvature: true, ..Arrows::default() };
    let bowl = "surface=quadratic,condition:20,angle:30&run=sgd,lr:0.05&start=2,-1.5";
    Shot { arrows, ..Shot::of(bowl, Theme::Light, 2) }.landscape("curvature_bowl_light");
    let saddle = "surface=saddle&run=sgd,lr:0.05";
    Shot { arrows, ..Shot::of(saddle, Theme::Dark, 3) }.landscape("curvature_saddle_dark");
}

#[test]
fn the_second_moment_is_a_box() {
    let arrows = Arrows { square: true, ..Arrows::default() };
    Shot { arrows, ..Shot::of("select=3", Theme::Light, 20) }.landscape("square_light");
}

#[test]
fn the_momentum_leaves_a_trail() {
    let arrows = Arrows { trail: true, velocity: true, ..Arrows::default() };
    Shot { arrows, ..Shot::of("select=1", Theme::Dark, 25) }.landscape("trail_dark");
}

#[test]
fn the_triangle_of_nelder_and_mead() {
    Shot::of("surface=himmelblau&start=-4.6,-0.4&run=nelder_mead,lr:0.8&domain=-5,-2.5,-4,0.5", Theme::Light, 1)
        .landscape("simplex_light");
}

#[test]
fn a_gradient_on_a_log_scale_is_thin_where_it_is_negative() {
    Shot::of("select=1&chart=gradient", Theme::Light, 120).chart("chart_gradient_light");
}

#[test]
fn a_velocity_on_a_linear_scale() {
    Shot::of("select=3&chart=corrected_velocity,linear", Theme::Dark, 120).chart("chart_velocity_dark");
}

#[test]
fn losses_on_a_linear_scale() {
    Shot::of("chart=loss,linear", Theme::Light, 60).chart("chart_loss_linear_light");
}

#[test]
fn pointing_at_a_run_dims_the_others() {
    Shot { hover: Some(3), ..Shot::of("", Theme::Light, 40) }.landscape("hover_light");
}

#[test]
fn data_with_the_lines_that_runs_have_reached() {
    Shot::of("surface=galton_line,standardize:1&select=3", Theme::Light, 40).fit("fit_line_light", Lang::En);
}

#[test]
fn data_with_a_mini_batch_and_curves() {
    let scene = "surface=faithful_tanh&batch=16&seed=3&select=1";
    Shot { hover: Some(1), ..Shot::of(scene, Theme::Dark, 9) }.fit("fit_batch_dark", Lang::En);
}

#[test]
fn probabilities_of_what_happens_or_does_not() {
    Shot::of("surface=oring_logistic", Theme::Light, 8).fit("fit_logistic_light", Lang::En);
}

#[test]
fn losses_that_fall() {
    Shot::of("", Theme::Light, 120).loss("loss_light");
}

#[test]
fn losses_that_leave_through_the_top() {
    let scene =
        "run=sgd,lr:0.06&run=momentum,lr:0.055,beta:0.9,convention:ema_zero&run=adam,lr:0.12&steps=100&select=2";
    Shot { hover: Some(1), ..Shot::of(scene, Theme::Dark, 100) }.loss("loss_dark");
}
