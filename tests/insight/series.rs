//! What is drawn of a run against the step.

use crate::every_run;
use crate::inks::{Call, noted};
use crate::support::{Run, read_surface};
use downhill::chart::frame::Insets;
use downhill::chart::loss::Scale;
use downhill::chart::quantity::{self, Subject};
use downhill::chart::theme::Palette;
use downhill::core::optimizers::Quantity;
use downhill::core::run::{Inspection, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::series::Series;
use downhill::scene::{Scene, Theme};

const SIZE: (f64, f64) = (320.0, 220.0);
const GUTTER: Insets = Insets { left: 41.6, right: 86.4, top: 8.0, bottom: 20.0 };

/// The lines of a quantity chart, and its words.
fn charted(run: &str, surface: &str, start: Vec2, series: Series, scale: Scale) -> (Vec<Call>, Vec<Inspection>) {
    let (run, surface) = (Run::read(run), read_surface(surface));
    let record = Plan::new(run.optimizer, &run.values, start, 40).record(&surface);
    let symbol = series.symbol(run.optimizer.id);
    let subject = Subject { record: &record, surface: &surface, series, symbol, slot: 2, diverges: false };
    let chart = quantity::chart(&subject, scale, SIZE, GUTTER, 40);
    let palette = Palette::of(Theme::Light);
    let calls = noted(SIZE, |pen| {
        chart.draw_curves(pen, palette, false, (0.0, SIZE.0), None)?;
        chart.draw_names(pen, palette)
    });
    (calls, record)
}

/// A line's points, whether it is dashed, and its width.
type Drawn<'a> = (&'a [(f64, f64)], bool, f64);

/// The curves of a chart: their points, whether dashed, whether thin.
fn curves(calls: &[Call]) -> Vec<Drawn<'_>> {
    calls
        .iter()
        .filter_map(|call| match call {
            Call::Line { points, dash, width, .. } => Some((&points[..], !dash.is_empty(), *width)),
            _ => None,
        })
        .collect()
}

fn words(calls: &[Call]) -> Vec<&str> {
    calls.iter().filter_map(|c| if let Call::Text(w) = c { Some(w.text.as_str()) } else { None }).collect()
}

#[test]
fn x_is_solid_and_y_dashed_at_their_heights() {
    let (calls, record) = charted("sgd,lr:0.05", "quadratic", [2.0, 1.0], Series::Gradient, Scale::Linear);
    let lines = curves(&calls);
    assert_eq!(lines.iter().map(|l| l.1).collect::<Vec<_>>(), [false, true]);
    assert_eq!(words(&calls).len(), 2);
    assert!(words(&calls).contains(&"g x") && words(&calls).contains(&"g y"));
    let (low, high) =
        record.iter().flat_map(|i| i.gradient).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
    let range = (low - 0.06 * (high - low), high + 0.34 * (high - low));
    for (i, (points, ..)) in lines.iter().enumerate() {
        let height = |v: f64| 200.0 - (v - range.0) / (range.1 - range.0) * 192.0;
        let (first, last) = (points[0], points[points.len() - 1]);
        assert!((first.0 - 41.6).abs() < 0.1 && (first.1 - height(record[0].gradient[i])).abs() < 0.1, "{first:?}");
        assert!((last.0 - 233.6).abs() < 0.1 && (last.1 - height(record[40].gradient[i])).abs() < 0.1, "{last:?}");
    }
}

#[test]
fn a_log_scale_is_thin_where_the_number_is_negative_and_whole_all_the_same() {
    // At a rate beyond 1/λ the gradient changes its sign in every step.
    let (calls, record) = charted("sgd,lr:0.15", "quadratic", [2.0, 1.0], Series::Gradient, Scale::Log);
    let signs = |i: usize| record.windows(2).filter(|w| (w[0].gradient[i] < 0.0) != (w[1].gradient[i] < 0.0)).count();
    let lines = curves(&calls);
    let thin = lines.iter().filter(|l| l.2 < 1.5).count();
    assert!(signs(1) > 10 && thin > 5 && lines.len() > thin + 5, "{} changes", signs(1));
    for pair in lines.windows(2).filter(|p| p[0].1 == p[1].1) {
        assert_eq!(pair[0].0.last(), pair[1].0.first(), "no gap between pieces");
    }
}

#[test]
fn one_number_for_both_coordinates_is_one_curve() {
    for (series, name) in [(Series::Condition, "κ"), (Series::Rate, "α"), (Series::Length, "|Δ|")] {
        let (calls, _) = charted("sgd,lr:0.05", "rosenbrock,b:10", [-0.5, 0.5], series, Scale::Log);
        assert_eq!((words(&calls), curves(&calls).len()), (vec![name], 1));
    }
    let (calls, _) = charted("dog", "quadratic", [2.0, 1.0], Series::Kept(Quantity::Distance), Scale::Log);
    assert_eq!(words(&calls), ["d"]);
}

#[test]
fn every_quantity_of_every_method_can_be_charted() {
    for spec in ["rosenbrock", "saddle", "abs_valley"] {
        let surface = read_surface(spec);
        for run in every_run(&surface) {
            let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, 40);
            for series in Series::of(&plan, &surface).into_iter().filter(|s| *s != Series::Loss) {
                for scale in [Scale::Log, Scale::Linear] {
                    let text = run.write();
                    let (calls, _) = charted(&text, spec, surface.spec.start, series, scale);
                    for (points, ..) in curves(&calls) {
                        assert!(points.iter().all(|p| p.0.is_finite() && p.1.is_finite()), "{text} {series:?}");
                    }
                    assert!(!words(&calls).is_empty(), "{text} {series:?}");
                }
            }
        }
    }
}

#[test]
fn the_scene_charts_what_the_selected_run_has() {
    let charted = |text: &str| {
        let read = Scene::read(text);
        assert!(read.ignored.is_empty(), "{:?}", read.ignored);
        read.scene.charted(&read.scene.landscape())
    };
    let kept = Series::Kept(Quantity::MeanSquare);
    assert_eq!(charted(""), Series::Loss);
    assert_eq!(charted("run=rmsprop&chart=mean_square"), kept);
    assert_eq!(charted("run=sgd&run=rmsprop&chart=mean_square"), Series::Loss, "SGD has none");
    assert_eq!(charted("run=sgd&run=rmsprop&chart=mean_square&select=1"), kept);
    assert_eq!(charted("run=none&chart=gradient"), Series::Loss);
    for (text, what) in [("chart=nothing", "chart=nothing"), ("chart=loss,cubic", "chart=loss,cubic")] {
        assert_eq!(Scene::read(text).ignored.iter().map(|i| i.what.as_str()).collect::<Vec<_>>(), [what]);
    }
    assert_eq!(Scene::read("chart=gradient,log").scene.write(), "chart=gradient");
    assert_eq!(Scene::read("chart=loss,linear").scene.write(), "chart=loss,linear");
}
