//! The loss chart: each loss at its step and height, axes and names that can be read.

use crate::inks::{Call, Words, noted};
use crate::support::cases;
use crate::{ROUNDED, SIZE, lines, near, overlap, points, said, texts, trajectory};
use downhill::chart::frame::Insets;
use downhill::chart::loss::{Curve, LossChart};
use downhill::chart::pen::Align;
use downhill::chart::theme::Palette;
use downhill::core::run::{Outcome, Trajectory};
use downhill::scene::{MAX_RUNS, Theme};
use proptest::prelude::*;

pub const LOSS_GUTTER: Insets = Insets { left: 41.6, right: 86.4, top: 8.0, bottom: 20.0 };

/// A run with these losses.
fn losses(losses: &[f64], outcome: Outcome) -> Trajectory {
    trajectory(&losses.iter().map(|f| ([0.0, 0.0], *f)).collect::<Vec<_>>(), outcome)
}

fn chart(runs: &[Trajectory], steps: usize) -> LossChart {
    let curves = runs.iter().enumerate().map(|(i, t)| Curve::new(t, 0.0, i, format!("Run {i}"), i == 1)).collect();
    LossChart::new(SIZE, LOSS_GUTTER, steps, curves)
}

fn drawn_losses(chart: &LossChart) -> Vec<Call> {
    noted(SIZE, |pen| chart.draw_curves(pen, Palette::of(Theme::Light), false, (0.0, SIZE.0), None))
}

const TOP: f64 = 8.0;
const FLOOR: f64 = 200.0;

#[test]
fn losses_stand_at_their_step_and_height() {
    // From 1 down to 10⁻⁴: a decade above the start is the top.
    let run = losses(&(0..=80).map(|k| 10f64.powf(-f64::from(k) / 20.0)).collect::<Vec<_>>(), Outcome::Budget);
    let chart = chart(&[run], 80);
    let calls = drawn_losses(&chart);
    let line = lines(&calls)[0].0;
    assert_eq!(line.len(), 2, "an even fall is a straight line");
    let height = FLOOR - TOP;
    let at = |log: f64| FLOOR - (log + 4.1) / 5.1 * height;
    assert!(near(line[0], (41.6, at(0.0)), ROUNDED), "{line:?}, {}", at(0.0));
    assert!(near(line[1], (320.0 - 86.4, at(-4.0)), ROUNDED), "{line:?}");
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_time_axis_inverts(steps in 1..10_000_usize, share in 0.0..=1.0_f64, width in 300.0..2000.0_f64) {
        let chart = LossChart::new((width, 120.0), LOSS_GUTTER, steps, Vec::new());
        let step = (share * steps as f64).round() as usize;
        prop_assert_eq!(chart.step_at(chart.x(step as f64)), step);
        prop_assert_eq!((chart.step_at(-1e9), chart.step_at(1e9)), (0, steps));
        prop_assert!((chart.x(0.0) - 41.6).abs() < 1e-9 && (chart.x(steps as f64) - (width - 86.4)).abs() < 1e-6);
    }

    /// Whatever the losses are, curves stay in the picture but for the top, lower losses stand lower, and the pointer
    /// finds the curve that is there.
    #[test]
    fn curves_tell_which_loss_is_lower(logs in prop::collection::vec(prop::collection::vec(-12.0..9.0_f64, 30), 1..6)) {
        let runs: Vec<Trajectory> =
            logs.iter().map(|l| losses(&l.iter().map(|v| 10f64.powf(*v)).collect::<Vec<_>>(), Outcome::Budget)).collect();
        let chart = chart(&runs, 29);
        let calls = drawn_losses(&chart);
        let curves = lines(&calls);
        prop_assert_eq!(curves.len(), runs.len());
        for (points, ..) in &curves {
            for p in *points {
                prop_assert!(p.0 >= 41.6 - ROUNDED && p.0 <= 233.6 + ROUNDED && p.1 <= FLOOR + ROUNDED, "{p:?}");
                prop_assert!(p.1 >= TOP - 0.6 * (FLOOR - TOP), "not out of all bounds: {p:?}");
            }
        }
        // The first point of each, in the order drawn: the selected one last.
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|i| *i == 1);
        for (a, (line_a, ..)) in order.iter().zip(&curves) {
            for (b, (line_b, ..)) in order.iter().zip(&curves) {
                if logs[*a][0] < logs[*b][0] {
                    prop_assert!(line_a[0].1 >= line_b[0].1 - ROUNDED);
                }
            }
        }
        let first = curves[0].0[0];
        prop_assert!(chart.slot_at(first, 3.0).is_some());
        prop_assert_eq!(chart.slot_at((130.0, -300.0), 3.0), None);
    }
}

#[test]
fn a_diverging_run_leaves_through_the_top_and_flattens_no_other() {
    let good = losses(&(0..=50).map(|k| 10f64.powf(-f64::from(k) / 10.0)).collect::<Vec<_>>(), Outcome::Budget);
    let alone = chart(std::slice::from_ref(&good), 50);
    let bad = losses(&[1.0, 1e3, 1e40, 1e300], Outcome::Diverged { at: 4 });
    let both = chart(&[good, bad], 50);
    let (before, after) = (drawn_losses(&alone), drawn_losses(&both));
    assert_eq!(lines(&before)[0].0, lines(&after)[0].0, "the good run's curve is where it was");
    let all = lines(&after);
    let leaving = all[1].0;
    assert!(near(leaving[0], (41.6, leaving[0].1), ROUNDED) && leaving[0].1 > TOP, "it begins in the picture");
    let end = leaving[leaving.len() - 1];
    assert!(end.1 < TOP, "{end:?}");
    assert!(leaving.windows(2).all(|p| p[1].1 <= p[0].1), "it never comes back: {leaving:?}");
    assert!(end.0 <= both.x(4.0) + ROUNDED);
    // Its name stands at the top.
    let names = noted(SIZE, |pen| both.draw_names(pen, Palette::of(Theme::Light)));
    let names = texts(&names);
    assert_eq!((names[0].text.as_str(), names[1].text.as_str()), ("Run 1", "Run 0"));
    assert!(names[0].at.1 <= TOP + 1.0);
}

#[test]
fn uncovering_a_curve_step_by_step_never_shows_what_comes_later() {
    let bad = losses(&[1.0, 2.0, 4.0, 8.0, 1e30, 1e200], Outcome::Diverged { at: 6 });
    let chart = chart(&[bad], 10);
    for step in 0..6 {
        let cursor = chart.x(f64::from(step));
        let calls = noted(SIZE, |pen| chart.draw_curves(pen, Palette::of(Theme::Light), false, (0.0, cursor), None));
        for (points, ..) in lines(&calls) {
            // One point beyond the edge, where it is clipped.
            let beyond = points.iter().filter(|p| p.0 > cursor + ROUNDED).count();
            assert!(beyond <= 1, "at step {step}: {points:?}");
        }
    }
}

#[test]
fn losses_at_the_minimum_itself_stand_on_the_floor() {
    let run = losses(&[1.0, 0.1, 0.0, 0.0], Outcome::Converged { at: 2 });
    let calls = drawn_losses(&chart(&[run], 3));
    let line = lines(&calls)[0].0.to_vec();
    assert!(
        (line[line.len() - 1].1 - FLOOR).abs() < ROUNDED && line.iter().all(|p| p.1 <= FLOOR + ROUNDED),
        "{line:?}"
    );
    let there_already = losses(&[0.0, 0.0, 0.0], Outcome::Converged { at: 0 });
    let calls = drawn_losses(&chart(&[there_already], 2));
    assert!(lines(&calls)[0].0.iter().all(|p| (p.1 - FLOOR).abs() < ROUNDED));
}

fn axes(chart: &LossChart, size: (f64, f64)) -> Vec<Call> {
    noted(size, |pen| chart.draw_axes(pen, Palette::of(Theme::Light), "loss above the minimum"))
}

#[test]
fn loss_axes_are_labelled_without_collisions() {
    let falls = |from: f64, to: f64, n: usize| {
        losses(
            &(0..=n).map(|k| 10f64.powf(from + (to - from) * k as f64 / n as f64)).collect::<Vec<_>>(),
            Outcome::Budget,
        )
    };
    for (height, steps) in [(120.0, 1), (120.0, 2), (134.4, 200), (220.0, 10_000), (80.0, 37), (220.0, 999)] {
        for (from, to) in [(0.0, -3.0), (8.3, -9.0), (-20.0, -20.5), (300.0, 280.0), (2.0, 1.9), (-300.0, -307.0)] {
            let curve = Curve::new(&falls(from, to, steps), 0.0, 0, "Adam".into(), true);
            let size = (320.0, height);
            let chart = LossChart::new(size, LOSS_GUTTER, steps, vec![curve]);
            let calls = noted(size, |pen| {
                chart.draw_axes(pen, Palette::of(Theme::Light), "loss above the minimum")?;
                chart.draw_names(pen, Palette::of(Theme::Light))
            });
            let what = format!("{height} high, {steps} steps, from 10^{from} to 10^{to}");
            let words = texts(&calls);
            for (i, w) in words.iter().enumerate() {
                let area = w.area();
                assert!(area.0.0 > -0.5 && area.0.1 > -6.5 && area.1.1 < height + 0.5, "{what}: {w:?} is cut");
                let hit = words[..i].iter().find(|o| overlap(o.area(), area));
                assert!(hit.is_none() || w.halo.is_some(), "{what}: {w:?} stands on {hit:?}");
            }
            let (decades, times): (Vec<&Words>, Vec<&Words>) =
                words.iter().copied().partition(|w| w.align == Align::Right && w.at.0 < 41.6);
            assert!(decades.len() >= 2, "{what}: {words:?}");
            for w in &decades {
                let text = &w.text;
                assert!(text.starts_with("10") || text == "1", "{what}: {text}");
            }
            // Decades stand where losses of that size do: each ten times the one below, evenly.
            let mut heights: Vec<(f64, f64)> =
                decades.iter().map(|w| (said(&w.text).log10().round(), w.at.1)).collect();
            heights.sort_by(|a, b| a.0.total_cmp(&b.0));
            for three in heights.windows(3) {
                assert!(
                    ((three[1].1 - three[0].1) - (three[2].1 - three[1].1)).abs() < 2.0 * ROUNDED,
                    "{what}: {heights:?}"
                );
            }
            assert!(heights.windows(2).all(|h| h[0].1 > h[1].1), "{what}: {heights:?}");
            let numbers: Vec<&&Words> = times.iter().filter(|w| w.text.parse::<usize>().is_ok()).collect();
            assert!(numbers.len() >= 2 && numbers[0].text == "0", "{what}: {numbers:?}");
            for w in numbers {
                let step: f64 = w.text.parse().unwrap();
                let off = (w.at.0 - chart.x(step)).abs();
                assert!(off < ROUNDED || step == steps as f64 && off < 20.0, "{what}: {w:?}");
            }
        }
    }
}

#[test]
fn names_of_curves_stand_apart_in_the_order_of_their_losses() {
    for height in [90.0, 134.4, 220.0, 400.0] {
        for count in 0..=MAX_RUNS {
            let curves = (0..count)
                .map(|i| {
                    let run = losses(&[1.0, 10f64.powi(-(i as i32) % 5)], Outcome::Budget);
                    Curve::new(&run, 0.0, i, format!("Run {i}"), i + 1 == count)
                })
                .collect();
            let size = (320.0, height);
            let chart = LossChart::new(size, LOSS_GUTTER, 1, curves);
            let calls = noted(size, |pen| chart.draw_names(pen, Palette::of(Theme::Dark)));
            let words = texts(&calls);
            let what = format!("{count} names, {height} high");
            for pair in words.windows(2) {
                assert!(pair[1].at.1 - pair[0].at.1 >= 13.5 - 2.0 * ROUNDED, "{what}: {pair:?}");
            }
            for w in &words {
                assert!(w.area().0.1 >= -6.5 && w.area().1.1 <= height, "{what}: {w:?} is cut");
                assert_eq!(w.bold, w.text == format!("Run {}", count - 1), "the selected one is bold");
            }
            let room = ((height - 20.0 + 3.0 - 8.0) / 13.5) as usize + 1;
            assert_eq!(words.len(), count.min(room), "{what}: as many as there is room for");
            assert!(count == 0 || words.iter().any(|w| w.bold), "{what}: the selected one is among them");
            let loss = |w: &&&Words| w.text[4..].parse::<i32>().unwrap() % 5;
            let order: Vec<i32> = words.iter().map(|w| loss(&w)).collect();
            assert!(order.is_sorted(), "{what}: the lowest loss stands lowest: {order:?}");
            for w in words {
                let slot: usize = w.text[4..].parse().unwrap();
                assert_eq!(chart.slot_at((w.at.0 + 5.0, w.at.1), 3.0), Some(slot), "{what}: pointing at {}", w.text);
            }
        }
    }
}

#[test]
fn long_runs_have_no_more_points_than_a_screen() {
    let noisy: Vec<f64> = (0..=10_000).map(|k| 1e-3 + 0.5 * (f64::from(k) * 0.01).sin().abs()).collect();
    let calls = drawn_losses(&chart(&[losses(&noisy, Outcome::Budget)], 10_000));
    let count = lines(&calls)[0].0.len();
    assert!((60..4000).contains(&count), "{count} points");
}

#[test]
fn charts_without_much_to_show_are_drawn_all_the_same() {
    let empty = chart(&[], 200);
    assert!(drawn_losses(&empty).is_empty());
    assert!(texts(&axes(&empty, SIZE)).len() > 3);
    let nowhere = chart(&[losses(&[], Outcome::Diverged { at: 0 })], 200);
    assert!(drawn_losses(&nowhere).is_empty());
    assert!(!axes(&nowhere, SIZE).is_empty());
    let names = noted(SIZE, |pen| nowhere.draw_names(pen, Palette::of(Theme::Light)));
    assert_eq!(texts(&names).len(), 1, "the run has a name all the same");
    let one = chart(&[losses(&[4.0, 1.0], Outcome::Budget)], 1);
    let calls = drawn_losses(&one);
    assert_eq!(lines(&calls)[0].0.len(), 2);
    for (step, count) in [(0.0, 1), (1.0, 1), (0.4, 1), (2.0, 0)] {
        let cursor = noted(SIZE, |pen| one.draw_cursor(pen, Palette::of(Theme::Light), step));
        let marks = cursor.iter().filter(|c| matches!(c, Call::Circle { filled: true, .. })).count();
        assert_eq!(marks, 2 * count, "a disc on its casing at step {step}");
        let (line, ..) = lines(&cursor)[0];
        assert!((line[0].0 - one.x(step)).abs() < ROUNDED && (line[1].0 - one.x(step)).abs() < ROUNDED);
    }
    for extreme in [[1e308, -1e308], [5e-324, 0.0], [f64::MAX, f64::MAX]] {
        let curve = Curve::new(&losses(&extreme, Outcome::Budget), -1e308, 0, "x".into(), false);
        let chart = LossChart::new(SIZE, LOSS_GUTTER, 1, vec![curve]);
        let calls = drawn_losses(&chart);
        assert!(points(&calls).iter().all(|p| p.0.is_finite() && p.1.abs() < 1e4));
        assert!(axes(&chart, SIZE).len() < 100);
    }
}
