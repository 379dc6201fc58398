//! Exponentially weighted averages: torch's and float64's to the last digit, laws, and `downhill ewma`.

mod support;

use downhill::core::average::{Ewma, FOLLOWED, Start, Step, moving_average, temperatures};
use downhill::core::format::general;
use proptest::prelude::*;
use support::program::{downhill, printed, refused};
use support::{cases, golden, number, numbers};

fn ewma(beta: f64, start: Start, corrected: bool) -> Ewma {
    Ewma { beta, start, corrected }
}

fn article(beta: f64) -> Ewma {
    ewma(beta, Start::First, false)
}

/// The article's days, 20 degrees warmer, in float64.
fn warmer() -> Vec<f64> {
    temperatures(0, 30).iter().map(|v| f64::from(*v) + 20.0).collect()
}

#[test]
fn the_averages_of_the_reference_are_met_to_the_last_digit() {
    let (mut single, mut double) = (0, 0);
    for case in golden("seeds")["cases"].as_array().expect("cases") {
        let data = temperatures(number(&case["seed"]) as u32, number(&case["size"]) as usize);
        let wide: Vec<f64> = data.iter().copied().map(f64::from).collect();
        for beta in [0.5, 0.9] {
            let theirs = numbers(&case[format!("ewma_{beta}_f32")]);
            let mine = article(beta).of(&data);
            let digits: Vec<f64> = mine.iter().filter_map(|v| general(f64::from(*v), 9).parse().ok()).collect();
            assert_eq!(digits, theirs, "float32, {beta}");
            assert_eq!(mine, theirs.iter().map(|v| *v as f32).collect::<Vec<_>>(), "float32, {beta}");
            single += mine.len();
            let mine = article(beta).of(&wide);
            assert_eq!(mine, numbers(&case[format!("ewma_{beta}_f64")]), "float64, {beta}");
            double += mine.len();
        }
    }
    println!("{single} averages in float32 and {double} in float64 are the reference's");
    assert_eq!((single, double), (624, 624));
}

#[test]
fn starts_and_correction_are_as_measured_for_the_lessons() {
    let data = warmer();
    for (average, days) in [
        (ewma(0.9, Start::Zero, false), [0.87, 1.63, 6.87, 9.78, 20.48]),
        (ewma(0.9, Start::First, false), [8.74, 8.72, 12.03, 12.83, 20.85]),
        (ewma(0.9, Start::First, true), [8.74, 8.72, 12.03, 12.83, 20.85]),
        (ewma(0.9, Start::Zero, true), [8.74, 8.60, 16.77, 15.02, 21.39]),
    ] {
        let curve = average.of(&data);
        for (day, value) in [1, 2, 5, 10, 30].into_iter().zip(days) {
            assert!((curve[day - 1] - value).abs() <= 0.006, "{average:?} on day {day}: {}", curve[day - 1]);
        }
    }
    let first = |average: Ewma, day: usize| average.weights(day)[0];
    for (weight, percent) in [
        (first(article(0.9), 10), 38.7),
        (first(ewma(0.9, Start::Zero, true), 10), 5.9),
        (first(article(0.98), 30), 55.7),
        (first(ewma(0.98, Start::Zero, true), 30), 2.4),
    ] {
        assert!((100.0 * weight - percent).abs() < 0.06, "{weight}, not {percent} %");
    }
}

#[test]
fn memory_is_as_measured_for_the_lessons() {
    for (beta, window, newest, half, quiet, ramp, followed, nearly) in [
        (0.5, 2, 0.75, 1, 3.0, 1.0, 2, 5),
        (0.9, 10, 0.6513, 7, 19.0, 9.0, 10, 29),
        (0.98, 50, 0.6358, 35, 99.0, 49.0, 50, 149),
    ] {
        let average = article(beta);
        let near = |a: f64, b: f64, e: f64| assert!((a - b).abs() <= e, "beta {beta}: {a}, not {b}");
        near(average.window(), window as f64, 1e-9);
        assert_eq!(average.equal_length(), window);
        // Long after the start, the newest day first.
        let weights: Vec<f64> = average.weights(4000).into_iter().rev().collect();
        near(weights[..window].iter().sum(), newest, 6e-5);
        let fallen_to = |share: f64| weights.iter().position(|w| *w <= share * weights[0]);
        assert_eq!(fallen_to(0.5), Some(half));
        assert_eq!(fallen_to(1.0 - FOLLOWED), Some(followed));
        // Noise of unrelated days is disturbed as little by the plain mean of so many.
        near(1.0 / weights.iter().map(|w| w * w).sum::<f64>(), quiet, 1e-9);
        let ramp_data: Vec<f64> = (0..4000).map(f64::from).collect();
        near(3999.0 - average.of(&ramp_data)[3999], ramp, 1e-6);
        let step = Step { day: 11, from: 0.0, to: 10.0 };
        let curve = average.of(&step.data(200));
        assert_eq!(step.lag(&curve, FOLLOWED), Some(followed));
        assert_eq!(step.lag(&curve, 0.95), Some(nearly));
    }
    let forgetful = article(0.0);
    assert_eq!((forgetful.equal_length(), forgetful.weights(3)), (1, vec![0.0, 0.0, 1.0]));
}

#[test]
fn lag_is_measured_up_and_down_and_may_be_none() {
    let down = Step { day: 5, from: 10.0, to: -10.0 };
    assert_eq!(down.data(6), [10.0, 10.0, 10.0, 10.0, -10.0, -10.0]);
    assert_eq!(down.lag(&article(0.9).of(&down.data(40)), FOLLOWED), Some(10));
    assert_eq!(down.lag(&moving_average(&down.data(40), 10), FOLLOWED), Some(7), "4 days of 10, then 4 + n");
    assert_eq!(down.lag(&article(0.9).of(&down.data(8)), FOLLOWED), None);
    assert_eq!(down.lag(&[], FOLLOWED), None);
}

#[test]
fn plain_means_use_what_is_there() {
    assert_eq!(moving_average(&[4.0, 0.0, 2.0, 7.0], 3), [4.0, 2.0, 2.0, 3.0]);
    assert_eq!(moving_average(&[4.0, 0.0], usize::MAX), [4.0, 2.0]);
    assert_eq!(moving_average(&[4.0, 1e300, 7.0], 0), [4.0, 1e300, 7.0]);
    assert!(moving_average(&[], 3).is_empty() && article(0.9).of::<f32>(&[]).is_empty());
    let ten = moving_average(&warmer(), 10)[9];
    assert!((ten - 15.21).abs() < 0.005, "{ten}");
}

fn any_average() -> impl Strategy<Value = Ewma> {
    (0.0..0.995, any::<bool>(), any::<bool>()).prop_map(|(beta, zero, corrected)| {
        let start = if zero { Start::Zero } else { Start::First };
        ewma(beta, start, corrected)
    })
}

fn days() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-100.0..100.0, 1..150)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-10 * (1.0 + b.abs())
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn weights_times_data_is_the_average(average in any_average(), data in days()) {
        for (i, mine) in average.of(&data).into_iter().enumerate() {
            let weights = average.weights(i + 1);
            let product: f64 = weights.iter().zip(&data).map(|(w, y)| w * y).sum();
            prop_assert!(close(mine, product), "day {}: {mine}, not {product}", i + 1);
            prop_assert!(weights.iter().all(|w| (0.0..=1.0).contains(w)));
        }
    }

    #[test]
    fn weights_sum_to_what_they_should(average in any_average(), day in 1_usize..300) {
        let sum: f64 = average.weights(day).iter().sum();
        let zero = average.start == Start::Zero && !average.corrected;
        let expected = if zero { 1.0 - average.beta.powi(day as i32) } else { 1.0 };
        prop_assert!(close(sum, expected) && close(average.total(day), expected), "{sum}, not {expected}");
    }

    #[test]
    fn constant_data_stay_constant(average in any_average(), level in -1e6..1e6, n in 1_usize..200) {
        for (i, mine) in average.of(&vec![level; n]).into_iter().enumerate() {
            let expected = level * average.total(i + 1);
            prop_assert!(close(mine, expected), "{mine}, not {expected}");
        }
        prop_assert!(moving_average(&vec![level; n], average.equal_length()).into_iter().all(|v| close(v, level)));
    }

    #[test]
    fn the_average_is_linear_in_the_data(average in any_average(), pairs in prop::collection::vec((-9.0..9.0, -9.0..9.0), 1..100), a in -9.0..9.0) {
        let (p, q): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let mixed: Vec<f64> = p.iter().zip(&q).map(|(p, q)| a * p + q).collect();
        let (p, q) = (average.of(&p), average.of(&q));
        for (i, mine) in average.of(&mixed).into_iter().enumerate() {
            prop_assert!(close(mine, a * p[i] + q[i]));
        }
    }

    #[test]
    fn float32_follows_float64(average in any_average(), data in days()) {
        let narrow: Vec<f32> = data.iter().map(|v| *v as f32).collect();
        for (a, b) in average.of(&narrow).into_iter().zip(average.of(&data)) {
            prop_assert!((f64::from(a) - b).abs() < 1e-2, "{a}, not {b}");
        }
    }
}

/// The columns of temperatures and averages; days must count from 1.
fn columns(args: &[&str]) -> [Vec<f64>; 2] {
    let csv = printed(&[&["ewma"], args].concat());
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("day,temperature,average"));
    let mut columns = [vec![], vec![]];
    for (i, line) in lines.enumerate() {
        let fields: Vec<f64> = line.split(',').map(|v| v.parse().expect("a number")).collect();
        assert_eq!((fields.len(), fields[0]), (3, (i + 1) as f64));
        columns[0].push(fields[1]);
        columns[1].push(fields[2]);
    }
    columns
}

#[test]
fn the_program_prints_what_torch_prints() {
    for case in golden("seeds")["cases"].as_array().expect("cases") {
        let (seed, size) = (case["seed"].to_string(), case["size"].to_string());
        for beta in ["0.5", "0.9"] {
            let [data, averages] = columns(&["--seed", &seed, "--days", &size, "--beta", beta]);
            assert_eq!(data, numbers(&case["temperature_f32"]));
            assert_eq!(averages, numbers(&case[format!("ewma_{beta}_f32")]));
        }
    }
    let csv = printed(&["ewma"]);
    assert_eq!(csv.lines().nth(1), Some("1,-11.2583981,-11.2583981"), "the article's first day");
    assert_eq!(csv, printed(&["ewma", "--seed", "0", "--days", "30", "--beta", "0.9", "--start", "first"]));
}

#[test]
fn the_program_starts_from_zero_and_corrects() {
    let data = temperatures(5, 40);
    for (args, average) in [
        (&["--start", "zero"][..], ewma(0.98, Start::Zero, false)),
        (&["--start", "zero", "--correct-bias"], ewma(0.98, Start::Zero, true)),
    ] {
        let args = [&["--seed", "5", "--days", "40", "--beta", "0.98"], args].concat();
        let printed: Vec<f32> = columns(&args)[1].iter().map(|v| *v as f32).collect();
        assert_eq!(printed, average.of(&data));
    }
    // From the first value there is nothing to correct; it says so, and prints the same.
    let output = downhill(&["ewma", "--correct-bias"]);
    assert!(output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--start zero"));
    assert_eq!(String::from_utf8_lossy(&output.stdout), printed(&["ewma"]));
}

#[test]
fn the_ends_of_what_is_allowed_are_allowed() {
    for (option, value) in [
        ("--seed", "4294967295"),
        ("--seed", "1e3"),
        ("--days", "1"),
        ("--days", "1000"),
        ("--beta", "0"),
        ("--beta", "0.9999999999999999"),
    ] {
        let [data, averages] = columns(&[option, value]);
        assert!(data.iter().chain(&averages).all(|v| v.is_finite()), "{option} {value}");
        if value == "0" {
            assert_eq!(data, averages, "nothing is kept");
        }
    }
    assert_eq!(columns(&["--days", "1000"])[0].len(), 1000);
}

#[test]
fn what_is_wrong_is_named_with_what_is_allowed() {
    for (option, value, allowed) in [
        ("--seed", "-1", "0 … 4294967295"),
        ("--seed", "4294967296", "0 … 4294967295"),
        ("--seed", "0.5", "0 … 4294967295"),
        ("--days", "0", "1 … 1000"),
        ("--days", "1001", "1 … 1000"),
        ("--days", "many", "1 … 1000"),
        ("--beta", "1", "0 ≤ v < 1"),
        ("--beta", "-0.1", "0 ≤ v < 1"),
        ("--beta", "nan", "0 ≤ v < 1"),
        ("--start", "last", "first, zero"),
    ] {
        let complaint = refused(&["ewma", option, value]);
        assert!([option, value, allowed].iter().all(|word| complaint.contains(word)), "{complaint}");
    }
    refused(&["ewma", "30"]);
    refused(&["ewma", "--correct-bias", "yes"]);
}

#[test]
fn the_readme_shows_it() {
    let readme = include_str!("../README.md");
    let line = readme.lines().find(|line| line.starts_with("downhill ewma ")).expect("a line of the README");
    let (call, says) = line.split_once('#').expect("a comment");
    let args: Vec<&str> = call.split_whitespace().skip(1).collect();
    assert_eq!(says.trim().strip_prefix("CSV: "), printed(&args).lines().next());
}
