//! What a step shows of itself: the record, the words about it, and what is drawn of it on the landscape and over time.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "support/inks.rs"]
mod inks;
mod support;

use downhill::chart::frame::Insets;
use downhill::chart::insight::{axes, sides};
use downhill::chart::loss::Scale;
use downhill::chart::quantity::{self, Subject};
use downhill::chart::theme::Palette;
use downhill::core::optimizers::{Family, OPTIMIZERS, Quantity, Tumble};
use downhill::core::options::{Clip, Lookahead, Noise, Options};
use downhill::core::run::{Inspection, Plan};
use downhill::core::scalar::Vec2;
use downhill::core::schedules::{SCHEDULES, Schedule};
use downhill::core::series::Series;
use downhill::core::surfaces::{SURFACES, Surface};
use downhill::scene::{Scene, Theme};
use downhill::text::inspect::{rows, sentence};
use downhill::text::{Lang, number};
use inks::{Call, noted};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::{Run, any_options, cases, ordinary, point, read_surface, values};

/// A number that is the same as another one, NaN included.
fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

fn all_same(a: &Inspection, b: &Inspection) -> bool {
    let numbers = |i: &Inspection| -> Vec<f64> {
        let kept = i.quantities.iter().flat_map(|(_, v)| *v);
        let more = [i.clipped, i.noise, i.ahead].into_iter().flatten().flatten();
        let corners = i.simplex.into_iter().flatten().flatten();
        let own = [i.loss, i.next_loss, i.rate.lr, i.rate.momentum.unwrap_or(-1.0)];
        [i.point, i.gradient, i.step].into_iter().flatten().chain(kept).chain(more).chain(corners).chain(own).collect()
    };
    let kinds = |i: &Inspection| i.quantities.iter().map(|(q, _)| *q).collect::<Vec<_>>();
    let (x, y) = (numbers(a), numbers(b));
    x.len() == y.len()
        && x.iter().zip(&y).all(|(a, b)| same(*a, *b))
        && kinds(a) == kinds(b)
        && (a.tumble, a.asked) == (b.tumble, b.asked)
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_record_is_every_step_inspected(
        (method, surface, drawn, start) in (0..OPTIMIZERS.len(), 0..SURFACES.len()).prop_flat_map(|(method, surface)| {
            let there = read_surface(SURFACES[surface].id);
            (Just(method), Just(surface), values(OPTIMIZERS[method].params, ordinary), point(&there))
        }),
        dice in any::<prop::sample::Index>(),
        options in any_options(ordinary),
        noise in prop::option::weighted(0.3, 0.0..2.0),
        seed in any::<u32>(),
    ) {
        let optimizer = &OPTIMIZERS[method];
        let surface = read_surface(SURFACES[surface].id);
        let noise = noise.map(|sigma| Noise { sigma, seed });
        let plan = Plan { options: &options, noise, ..Plan::new(optimizer, &drawn, start, 25) };
        let record = plan.record(&surface);
        let path = plan.follow(&surface, surface.spec.domain);
        prop_assert_eq!(record.len(), path.points.len().max(1));
        for (step, (seen, there)) in record.iter().zip(&path.points).enumerate() {
            prop_assert_eq!((seen.point, seen.loss), (there.point, there.loss), "{} at {}", optimizer.id, step);
        }
        let k = dice.index(record.len());
        prop_assert!(all_same(&record[k], &plan.inspect(&surface, k)), "{} at {}", optimizer.id, k);
        let part = plan.look(&surface, k.saturating_sub(3), k);
        prop_assert_eq!(part.len(), k.min(3) + 1);
        prop_assert!(all_same(part.last().unwrap(), &record[k]));
    }
}

/// A run of every method on a surface with its good rate, or with its defaults.
fn every_run(surface: &Surface) -> Vec<Run> {
    OPTIMIZERS
        .iter()
        .map(|optimizer| {
            let good = surface.spec.runs.iter().find(|run| run.split(',').next() == Some(optimizer.id));
            Run::read(good.unwrap_or(&optimizer.id))
        })
        .collect()
}

#[test]
fn what_a_method_keeps_is_known_from_its_third_step_and_drawn_for_each() {
    let surface = read_surface("rosenbrock");
    for run in every_run(&surface) {
        let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, 30);
        let keeps = plan.keeps(&surface);
        for seen in plan.record(&surface) {
            for (quantity, _) in &seen.quantities {
                assert!(keeps.contains(quantity), "{}: {quantity:?} comes late", run.optimizer.id);
            }
        }
        let all = Series::of(&plan, &surface);
        let mut ids: Vec<&str> = all.iter().map(|s| s.id()).collect();
        ids.dedup();
        assert_eq!(ids.len(), all.len(), "{}: two of a name", run.optimizer.id);
    }
}

#[test]
fn symbols_are_those_of_the_formula() {
    /// How a symbol's letter is written in TeX.
    fn tex(letter: char) -> String {
        match letter {
            'α' => r"\alpha".into(),
            'β' => r"\beta".into(),
            'η' => r"\eta".into(),
            'θ' => r"\theta".into(),
            'κ' => r"\kappa".into(),
            'μ' => r"\mu".into(),
            'φ' => r"\varphi".into(),
            'Δ' => r"\Delta".into(),
            letter => letter.to_string(),
        }
    }
    let surface = read_surface("rosenbrock");
    for run in every_run(&surface) {
        let id = run.optimizer.id;
        // A wrapper's formula says "step" for what its inner method does; η stands for what a formula writes out.
        // What belongs to a switch that is off by default, or to no line of the formula, is named here.
        let apart = |quantity: Quantity| match id {
            "lookahead" | "grokfast" => !matches!(quantity, Quantity::SlowGradient | Quantity::SlowPoint),
            "adamw" | "nadam" | "nadamw" | "amsgrad" | "cautious_adamw" | "radam" | "schedule_free_adamw" => false,
            _ => quantity == Quantity::EffectiveRate,
        };
        let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, 5);
        for quantity in plan.keeps(&surface).into_iter().filter(|q| !apart(*q)) {
            let symbol = quantity.symbol(id);
            if symbol == "η" || matches!((id, quantity), ("shampoo" | "gd_line_search", Quantity::SearchDirection)) {
                continue;
            }
            if (id, quantity) == ("newton", Quantity::HessianDiagonal) || quantity == Quantity::Iterations {
                continue;
            }
            let letters = symbol.chars().filter(|c| c.is_alphabetic() && !matches!(c, '₁' | '₂'));
            for letter in letters.filter(|_| !symbol.starts_with("diag")) {
                let formula = downhill::core::optimizers::about(run.optimizer).tex;
                assert!(formula.contains(&tex(letter)), "{id}: {symbol} is not in {formula}");
            }
        }
        let symbols: Vec<&str> = plan.keeps(&surface).into_iter().map(|q| q.symbol(id)).collect();
        let different: std::collections::BTreeSet<&&str> = symbols.iter().collect();
        assert_eq!(different.len(), symbols.len(), "{id}: one symbol for two things: {symbols:?}");
    }
}

/// Every sentence about every method: whole, without gaps, in one language.
#[test]
fn every_method_has_its_words_in_both_languages() {
    for (surface, noise) in [("rosenbrock", None), ("himmelblau", Some(0.5)), ("saddle", None)] {
        let surface = read_surface(surface);
        for run in every_run(&surface) {
            let with_options = Options {
                schedule: SCHEDULES.first().map(|spec| Schedule::fitted(spec, 20)),
                clip: Clip { value: None, norm: Some(0.3) },
                lookahead: Some(Lookahead { steps: 5, alpha: 0.5 }),
            };
            for options in [&Options::default(), &with_options] {
                let noise = noise.map(|sigma| Noise { sigma, seed: 7 });
                let plain = Plan::new(run.optimizer, &run.values, surface.spec.start, 20);
                let plan = Plan { options, noise, ..plain };
                for (step, inside) in plan.record(&surface).iter().enumerate() {
                    for lang in Lang::ALL {
                        let text = sentence(lang, &plan, inside, &surface, step == 20);
                        let what = format!("{} at {step}, {lang:?}: {text}", run.optimizer.id);
                        assert!(!text.is_empty() && !text.contains(['{', '}']), "{what}");
                        assert!(text.ends_with(if lang == Lang::En { '.' } else { '。' }), "{what}");
                        assert_eq!(text.matches("**").count() % 2, 0, "{what}");
                        assert!(!text.contains("say_"), "{what}");
                        let table = rows(lang, &plan, inside);
                        assert_eq!((table[0].symbol, table[0].value), ("g", inside.gradient), "{what}");
                        assert_eq!(table.last().unwrap().value, inside.step, "{what}");
                        assert!(table.len() >= inside.quantities.len() + 2, "{what}");
                        for row in &table {
                            assert!(!row.word.is_empty() && !row.word.contains('_'), "{}: {row:?}", run.optimizer.id);
                            assert!(!row.scalar || same(row.value[0], row.value[1]), "{}: {row:?}", run.optimizer.id);
                        }
                    }
                }
            }
        }
    }
}

fn said(run: &str, surface: &str, start: Vec2, step: usize) -> (String, Inspection) {
    let (run, surface) = (Run::read(run), read_surface(surface));
    let plan = Plan::new(run.optimizer, &run.values, start, 100);
    let inside = plan.inspect(&surface, step);
    (sentence(Lang::En, &plan, &inside, &surface, false), inside)
}

#[test]
fn families_say_what_is_peculiar_to_them() {
    let (text, inside) = said("gd_line_search", "rosenbrock", [-1.5, 2.0], 0);
    let t = inside.value(Quantity::StepLength).unwrap()[0];
    assert!(inside.asked.value > 2, "the first step is too long: {}", inside.asked.value);
    assert!(text.contains(&format!("**{} ×**; the step goes **{} × p**", inside.asked.value, number(t, 3))), "{text}");

    // f = x² − y² or alike: Newton's step goes to the saddle, the saddle-free one away from it.
    let (text, inside) = said("newton", "saddle", [0.5, 0.1], 0);
    assert!(inside.asked.hessian == 1 && text.contains("the step **climbs** there"), "{text}");
    let (text, _) = said("newton,saddle_free:1", "saddle", [0.5, 0.1], 0);
    assert!(text.contains("the step goes **down** there"), "{text}");
    let (text, _) = said("newton", "quadratic", [2.0, 1.0], 0);
    assert!(!text.contains('λ'), "a bowl curves up: {text}");

    let (text, _) = said("sign_sgd,lr:0.1", "quadratic", [2.0, 1.0], 0);
    assert!(text.contains("it moves **−0.1** along x and **−0.1** along y"), "{text}");
    let (text, inside) = said("asgd,lr:0.1,t0:1", "quadratic", [2.0, 1.0], 5);
    let [x, y] = inside.value(Quantity::AveragedPoint).unwrap();
    assert!(text.contains(&format!("averaged point is at x {}, y {}", number(x, 3), number(y, 3))), "{text}");
    let (text, inside) = said("dog", "quadratic", [2.0, 1.0], 5);
    let d = inside.value(Quantity::Distance).unwrap()[0];
    assert!(text.contains(&format!("a distance of **{}**", number(d, 3))), "{text}");
    let (text, _) = said("lookahead,inner:sgd,lr:0.1,k:3", "quadratic", [2.0, 1.0], 2);
    assert!(text.contains("back to the **slow point**"), "{text}");
    let (text, _) = said("lookahead,inner:sgd,lr:0.1,k:3", "quadratic", [2.0, 1.0], 3);
    assert!(!text.contains("slow point"), "{text}");
}

#[test]
fn what_stays_says_why() {
    let surface = read_surface("himmelblau");
    let run = Run::read("nelder_mead,lr:0.8");
    let plan = Plan::new(run.optimizer, &run.values, surface.spec.start, 20);
    let mut stays = 0;
    for inside in plan.record(&surface) {
        let text = sentence(Lang::En, &plan, &inside, &surface, false);
        let still = inside.step == [0.0; 2];
        assert_eq!(text.contains("The **best corner** stays."), still, "{text}");
        stays += usize::from(still);
    }
    assert!(stays > 2, "it happens");
    let (text, inside) = said("levenberg_marquardt", "rosenbrock", [-1.2, 1.0], 1);
    let refused = inside.step == [0.0; 2];
    assert_eq!(text.contains("no lower place was found"), refused, "{text}");
    assert!(!text.contains("too small"), "{text}");
}

#[test]
fn noise_clipping_and_schedule_are_told_with_their_numbers() {
    let surface = read_surface("quadratic");
    let run = Run::read("sgd,lr:0.1");
    let spec = SCHEDULES.iter().find(|s| s.id == "step").unwrap();
    let options = Options {
        schedule: Some(Schedule::fitted(spec, 100)),
        clip: Clip { value: None, norm: Some(0.5) },
        lookahead: None,
    };
    let plain = Plan::new(run.optimizer, &run.values, [2.0, 1.0], 100);
    let plan = Plan { options: &options, noise: Some(Noise { sigma: 1.0, seed: 3 }), ..plain };
    let inside = plan.inspect(&surface, 60);
    let text = sentence(Lang::En, &plan, &inside, &surface, false);
    let ([nx, ny], told) = (inside.noise.unwrap(), inside.told());
    assert!(text.contains(&format!("**{}** along x and **{}** along y", number(nx, 3), number(ny, 3))), "{text}");
    assert!(told[0].hypot(told[1]) <= 0.5 + 1e-9);
    let noisy = (inside.gradient[0] + nx).hypot(inside.gradient[1] + ny);
    assert!(text.contains(&format!("from **{}** to **0.5**", number(noisy, 3))), "{text}");
    assert!(inside.rate.lr < 0.1 && text.contains("The schedule sets the learning rate to **0.0"), "{text}");
    let table = rows(Lang::En, &plan, &inside);
    assert!(table.iter().any(|row| row.symbol == "g̃" && row.value == told));
    assert!(table.iter().any(|row| row.symbol == "α" && row.value[0] == inside.rate.lr));
}

/// What happened to the triangle, from the triangles of two steps alone.
fn seen_from_outside(before: [Vec2; 3], after: [Vec2; 3]) -> Option<Tumble> {
    let [best, good, worst] = before;
    let stayed = |p: &Vec2| after.contains(p);
    if !(stayed(&best) && stayed(&good)) {
        return Some(Tumble::Shrunk);
    }
    let new = after.into_iter().find(|p| *p != best && *p != good)?;
    let centre = [(best[0] + good[0]) / 2.0, (best[1] + good[1]) / 2.0];
    let away = [centre[0] - worst[0], centre[1] - worst[1]];
    let along = ((new[0] - centre[0]) * away[0] + (new[1] - centre[1]) * away[1]) / away[0].hypot(away[1]).powi(2);
    // With the coefficients 1, 2, ½, ½.
    Some(match (along * 2.0).round() as i32 {
        2 => Tumble::Reflected,
        4 => Tumble::Expanded,
        1 => Tumble::ContractedOutside,
        -1 => Tumble::ContractedInside,
        other => panic!("{other}/2 of the way"),
    })
}

#[test]
fn the_triangle_does_what_it_says() {
    let mut seen = BTreeMap::new();
    let run = Run::read("nelder_mead,lr:0.8");
    for spec in SURFACES {
        let surface = read_surface(spec.id);
        let record = Plan::new(run.optimizer, &run.values, spec.start, 25).record(&surface);
        for pair in record.windows(2) {
            let (before, after) = (pair[0].simplex.unwrap(), pair[1].simplex.unwrap());
            assert_eq!(pair[0].tumble, seen_from_outside(before, after), "{}: {before:?} → {after:?}", spec.id);
            *seen.entry(format!("{:?}", pair[0].tumble.unwrap())).or_insert(0) += 1;
        }
    }
    assert_eq!(seen.len(), 5, "all of them happen: {seen:?}");
}

#[test]
fn only_methods_without_gradients_have_a_triangle() {
    for run in every_run(&read_surface("sphere")) {
        let surface = read_surface("sphere");
        let inside = Plan::new(run.optimizer, &run.values, [1.0, 2.0], 3).inspect(&surface, 1);
        let triangle = run.optimizer.family == Family::DerivativeFree;
        assert_eq!((inside.simplex.is_some(), inside.tumble.is_some()), (triangle, triangle), "{}", run.optimizer.id);
    }
}

#[test]
fn the_axes_of_a_turned_bowl_lie_as_it_is_turned() {
    for degrees in [0.0, 15.0, 30.0, 45.0, 60.0, 80.0_f64] {
        for condition in [4.0, 25.0] {
            let surface = read_surface(&format!("quadratic,condition:{condition},angle:{degrees}"));
            let hessian = surface.objective.hessian([0.7, -0.2]);
            let [flat, steep] = axes(hessian, 1.0).unwrap();
            assert!((steep.value / flat.value - condition).abs() < 1e-9 * condition);
            let (length, short) = (flat.half.0.hypot(flat.half.1), steep.half.0.hypot(steep.half.1));
            assert!((length - 52.0).abs() < 1e-9 && (length / short - condition.sqrt()).abs() < 1e-9);
            // y points down in the picture. Along an axis the gradient from the middle points along it.
            let middle = surface.minima[0].point;
            for axis in [flat, steep] {
                let way = [axis.half.0 / 100.0, -axis.half.1 / 100.0];
                let g = surface.objective.gradient([middle[0] + way[0], middle[1] + way[1]]);
                let cross = g[0] * way[1] - g[1] * way[0];
                assert!(cross.abs() < 1e-9 * (1.0 + g[0].hypot(g[1])), "{degrees}°: {g:?} along {way:?}");
                let stretch = (g[0] * way[0] + g[1] * way[1]) / way[0].hypot(way[1]).powi(2);
                assert!((stretch - axis.value).abs() < 1e-9 * axis.value);
            }
        }
    }
    assert!(axes([[0.0; 2]; 2], 1.0).is_none() && axes([[f64::NAN; 2]; 2], 1.0).is_none());
    let [_, steep] = axes([[1e9, 0.0], [0.0, 1e-9]], 1.0).unwrap();
    assert_eq!(steep.half.0.hypot(steep.half.1), 4.0, "the shorter one is still seen");
}

#[test]
fn the_box_has_the_proportions_of_the_roots() {
    let (x, y) = sides([4.0, 9.0], 1.0).unwrap();
    assert!((x / y - 2.0 / 3.0).abs() < 1e-12 && y == 30.0);
    assert_eq!(sides([-1.0, 9.0], 2.0), Some((8.0, 60.0)), "an average of Yogi may be negative: as good as 0");
    assert!(sides([0.0, 0.0], 1.0).is_none() && sides([f64::NAN, f64::INFINITY], 1.0).is_none());
}

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
