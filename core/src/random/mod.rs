//! PyTorch's random numbers, to the last bit.
//!
//! [`Torch`] yields what `torch.manual_seed(seed)` followed by `torch.rand(n)` and `torch.randn(n)` yield in float32
//! on a CPU with AVX2, so that the article's data and every noisy run can be made again in Python. Source: PyTorch's
//! `aten/src/ATen/native/cpu/DistributionTemplates.h` and `aten/src/ATen/core/DistributionsHelper.h` (2.15).
//!
//! The twister is `rand_mt`'s behind the traits of `rand`; a seed is always given, nothing asks the system for one.

mod block;

use rand::Rng;
use rand_mt::Mt;
use std::f64::consts::PI;

/// From this many on, `randn` works in blocks of as many, in float32; fewer are made in float64, pair by pair.
const BLOCK: usize = 16;

/// PyTorch's default generator on the CPU.
///
/// ```
/// use downhill_core::random::Torch;
///
/// let mut torch = Torch::seeded(0);
/// assert_eq!(torch.randn(2), [1.54099607, -0.293428898]);
/// ```
#[derive(Clone, Debug)]
pub struct Torch {
    twister: Mt,
    /// The second value of the last pair, where nobody has asked for it yet.
    spare: Option<f64>,
}

impl Torch {
    /// `torch.manual_seed(seed)`.
    pub fn seeded(seed: u32) -> Torch {
        Torch { twister: Mt::new(seed), spare: None }
    }

    /// `torch.rand(n)`: evenly spread over 0 ≤ v < 1. Goes on where the last call ended, as torch does.
    pub fn rand(&mut self, n: usize) -> Vec<f32> {
        let mut values = vec![0.0; n];
        self.fill_rand(&mut values);
        values
    }

    /// `torch.randn(n)`: mean 0, variance 1. Goes on where the last call ended, as torch does; `randn(1)` twice is
    /// therefore `randn(2)`, but from 16 values on `n` decides how they are made.
    pub fn randn(&mut self, n: usize) -> Vec<f32> {
        let mut values = vec![0.0; n];
        self.fill_randn(&mut values);
        values
    }

    /// [`Torch::rand`] into a place that is there already.
    pub fn fill_rand(&mut self, values: &mut [f32]) {
        values.fill_with(|| single(&mut self.twister));
    }

    /// [`Torch::randn`] into a place that is there already.
    pub fn fill_randn(&mut self, values: &mut [f32]) {
        if values.len() < BLOCK {
            // float64 until the last moment, as torch does.
            values.fill_with(|| self.normal() as f32);
        } else {
            // The spare value is neither used nor forgotten.
            self.fill_blocks(values);
        }
    }

    /// `torch.randperm(n)`, n being the number of places: 0 … n − 1 shuffled, for n below 2³²/20. Source:
    /// `randperm_cpu` in `aten/src/ATen/native/TensorFactories.cpp` (Fisher and Yates, the first place first).
    pub fn fill_randperm(&mut self, order: &mut [usize]) {
        order.iter_mut().zip(0..).for_each(|(place, i)| *place = i);
        for i in 0..order.len().saturating_sub(1) {
            // A place is a 32-bit number on the page, too.
            let ahead = self.twister.next_u32() % (order.len() - i) as u32;
            order.swap(i, i + ahead as usize);
        }
    }

    /// A normal value in float64, by Box and Muller, who make two at a time.
    fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let (u1, u2) = (double(&mut self.twister), double(&mut self.twister));
        let radius = (-2.0 * libm::log1p(-u2)).sqrt();
        let angle = 2.0 * PI * u1;
        self.spare = Some(radius * libm::sin(angle));
        radius * libm::cos(angle)
    }

    fn fill_blocks(&mut self, values: &mut [f32]) {
        self.fill_rand(values);
        let (blocks, rest) = values.as_chunks_mut::<BLOCK>();
        blocks.iter_mut().for_each(block::to_normal);
        if !rest.is_empty() {
            // Whatever does not fill a block: the last 16 are drawn anew, over part of the last block.
            let mut last = [0.0; BLOCK];
            self.fill_rand(&mut last);
            block::to_normal(&mut last);
            let from = values.len() - BLOCK;
            values[from..].copy_from_slice(&last);
        }
    }
}

/// Evenly spread over 0 ≤ v < 1 in steps of 2⁻²⁴.
fn single(generator: &mut impl Rng) -> f32 {
    (generator.next_u32() & 0x00ff_ffff) as f32 * (1.0 / 16_777_216.0)
}

/// Evenly spread over 0 ≤ v < 1 in steps of 2⁻⁵³.
fn double(generator: &mut impl Rng) -> f64 {
    // The first of two outputs is the upper half. Not `next_u64`: which half comes first is up to the generator.
    let (high, low) = (u64::from(generator.next_u32()), u64::from(generator.next_u32()));
    (((high << 32) | low) & ((1 << 53) - 1)) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twister_is_the_standard_one() {
        // The number that the C++ standard asks of std::mt19937.
        let mut twister = Mt::new(5489);
        assert_eq!((0..10_000).map(|_| twister.next_u32()).last(), Some(4_123_659_995));
    }
}
