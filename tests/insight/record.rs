//! The record of a run: every step inspected, and what a method keeps.

use crate::support::{any_options, cases, ordinary, point, read_surface, values};
use crate::{every_run, same};
use downhill::core::optimizers::{OPTIMIZERS, Quantity};
use downhill::core::options::Noise;
use downhill::core::run::{Inspection, Plan};
use downhill::core::series::Series;
use downhill::core::surfaces::SURFACES;
use proptest::prelude::*;

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
