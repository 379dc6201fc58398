//! PyTorch's random numbers: golden/seeds.json was printed by torch 2.15.0 (see golden/README.md).

mod support;

use downhill::core::average::temperatures;
use downhill::core::format::general;
use downhill::core::random::Torch;
use proptest::prelude::*;
use serde_json::Value as Json;
use support::{cases, golden, number, numbers};

/// Compares float32 numbers with those that torch printed with 9 digits: the bits, and the digits. Returns how many.
fn equal(mine: &[f32], theirs: &[f64], what: &str) -> usize {
    assert_eq!(mine.len(), theirs.len(), "{what}");
    for (i, (mine, theirs)) in mine.iter().zip(theirs).enumerate() {
        assert_eq!(mine.to_bits(), (*theirs as f32).to_bits(), "{what} {i}: {mine}, not {theirs}");
        assert_eq!(general(f64::from(*mine), 9).parse(), Ok(*theirs), "{what} {i}");
    }
    mine.len()
}

#[test]
fn every_number_of_torch_is_met_to_the_last_digit() {
    let file = golden("seeds");
    let mut counts = [0; 3];
    for case in file["cases"].as_array().expect("cases") {
        let (seed, size) = (number(&case["seed"]) as u32, number(&case["size"]) as usize);
        let name = format!("seed {seed}, size {size}");
        let theirs = |key: &str| numbers(&case[key]);
        let rand = theirs("rand_f32");
        counts[0] += equal(&Torch::seeded(seed).rand(rand.len()), &rand, &name);
        counts[1] += equal(&Torch::seeded(seed).randn(size), &theirs("randn_f32"), &name);
        counts[2] += equal(&temperatures(seed, size), &theirs("temperature_f32"), &name);
    }
    println!("{counts:?} numbers of rand, randn and the temperatures are torch's");
    assert_eq!(counts, [64, 312, 312]);
}

#[test]
fn the_second_of_a_pair_waits_for_the_next_small_call() {
    for seed in [0, 42, u32::MAX] {
        let fifteen = Torch::seeded(seed).randn(15);
        for parts in [&[1; 15][..], &[2, 2, 2, 2, 2, 2, 2, 1], &[3, 0, 5, 7], &[14, 1]] {
            let mut torch = Torch::seeded(seed);
            let joined: Vec<f32> = parts.iter().flat_map(|n| torch.randn(*n)).collect();
            assert_eq!(joined, fifteen, "{parts:?}");
        }
    }
}

#[test]
fn large_calls_neither_use_nor_forget_it() {
    let pair = Torch::seeded(7).randn(2);
    let mut torch = Torch::seeded(7);
    assert_eq!(torch.randn(1), pair[..1]);
    let large = torch.randn(16);
    assert_eq!(torch.randn(1), pair[1..]);
    // The pair took two uniforms of two outputs each.
    let mut other = Torch::seeded(7);
    other.rand(4);
    assert_eq!(other.randn(16), large);
}

#[test]
fn what_does_not_fill_a_block_is_drawn_anew() {
    for n in [17, 30, 31, 100] {
        let mut torch = Torch::seeded(3);
        let mine = torch.randn(n);
        let after = torch.rand(1);
        let mut other = Torch::seeded(3);
        let whole = other.randn(n / 16 * 16);
        other.rand(n % 16);
        let last = other.randn(16);
        assert_eq!(mine[..n - 16], whole[..n - 16], "{n}: the blocks before");
        assert_eq!(mine[n - 16..], last, "{n}: the last sixteen");
        assert_eq!(other.rand(1), after, "{n}: what comes next");
    }
}

#[test]
fn many_are_as_normal_as_they_should_be() {
    let mut torch = Torch::seeded(1);
    let pairs: Vec<f32> = (0..25_000).flat_map(|_| torch.randn(2)).collect();
    for values in [torch.randn(50_000), pairs] {
        let mean = |f: fn(f64) -> f64| values.iter().map(|v| f(f64::from(*v))).sum::<f64>() / values.len() as f64;
        // Five standard errors each.
        assert!(mean(|v| v).abs() < 0.023);
        assert!((mean(|v| v * v) - 1.0).abs() < 0.032);
        assert!(mean(|v| v * v * v).abs() < 0.087);
        assert!((mean(|v| v.powi(4)) - 3.0).abs() < 0.22);
        assert!((mean(|v| f64::from(u8::from(v.abs() < 1.0))) - 0.6827).abs() < 0.0105);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_seed_and_size_is_finite_and_the_same_again(seed: u32, n in 0_usize..200) {
        let values = Torch::seeded(seed).randn(n);
        prop_assert_eq!(values.len(), n);
        // The most that 24 bits allow in blocks, 53 bits in pairs.
        let most = if n < 16 { 8.58 } else { 5.77 };
        prop_assert!(values.iter().all(|v| v.abs() < most));
        let mut again = vec![f32::NAN; n];
        Torch::seeded(seed).fill_randn(&mut again);
        prop_assert_eq!(values, again);
        prop_assert!(Torch::seeded(seed).rand(n).iter().all(|u| (0.0..1.0).contains(u)));
    }
}

#[test]
fn the_golden_file_is_the_one_it_says() {
    assert_eq!(golden("seeds")["schema"], Json::from("golden-randn/1"));
}
