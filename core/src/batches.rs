//! Mini-batches: which measurements each step of a run looks at.
//!
//! Each epoch goes once through all of them, in an order shuffled anew: the e-th `torch.randperm(n)` after
//! `torch.manual_seed(seed)`, cut into batches as `torch.split` cuts it, so that the last one of an epoch may be smaller.
//! Source: Robbins & Monro 1951, doi:10.1214/aoms/1177729586, for learning from a part at a time.

use super::random::Torch;

/// How the data of a scene are dealt out to the steps, the same in each run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batch {
    /// How many measurements a step looks at; at least 1. 1 is one by one.
    pub size: usize,
    /// The seed.
    pub seed: u32,
}

impl Batch {
    /// The places in the data, of `terms` there are, that the step away from the point of step `k` looks at.
    ///
    /// ```
    /// use downhill_core::batches::Batch;
    ///
    /// // torch.manual_seed(0); torch.randperm(10).split(4)
    /// let batch = Batch { size: 4, seed: 0 };
    /// assert_eq!(batch.at(10, 0), [4, 1, 7, 5]);
    /// assert_eq!(batch.at(10, 2), [6, 2]);
    /// ```
    pub fn at(self, terms: usize, k: usize) -> Vec<usize> {
        let mut source = Batches::new(self, terms);
        for _ in 0..k {
            source.deal();
        }
        source.deal().to_vec()
    }
}

/// The batches of a run, one after the other.
pub(crate) struct Batches {
    torch: Torch,
    size: usize,
    order: Vec<usize>,
    /// How many of this epoch have been dealt.
    dealt: usize,
}

impl Batches {
    pub(crate) fn new(batch: Batch, terms: usize) -> Self {
        let order = vec![0; terms];
        Batches { torch: Torch::seeded(batch.seed), size: batch.size.max(1), order, dealt: terms }
    }

    /// The places that the next step looks at.
    pub(crate) fn deal(&mut self) -> &[usize] {
        if self.dealt >= self.order.len() {
            self.torch.fill_randperm(&mut self.order);
            self.dealt = 0;
        }
        let from = self.dealt;
        self.dealt = from.saturating_add(self.size).min(self.order.len());
        &self.order[from..self.dealt]
    }
}
