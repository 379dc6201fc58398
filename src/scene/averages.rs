//! The scene of the averages page: the data, the curves through them, and every change to both.

use crate::core::average::{Ewma, Start, Step, moving_average, temperatures};
use crate::core::param::Range;
use std::f64::consts::TAU;

/// The most curves.
pub const MAX_CURVES: usize = 6;
/// The most days.
pub const MAX_DAYS: usize = 1000;

/// Where the data come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Data {
    /// The article's random temperatures: `torch.manual_seed(seed); torch.randn(days) * 10`.
    #[default]
    Article,
    /// A level that changes once, after a third of the days: from 0 to 10.
    Step,
    /// A level that rises by half a degree a day, with some noise.
    Drift,
    /// One year's wave, or one wave over all days where there are fewer, with some noise.
    Season,
    /// A steady level with some noise, and one day far off.
    Outlier,
    /// The reader's own numbers.
    Own(Vec<f64>),
}

impl Data {
    /// The presets with their names in links.
    pub const PRESETS: [(&'static str, Data); 5] = [
        ("article", Data::Article),
        ("step", Data::Step),
        ("drift", Data::Drift),
        ("season", Data::Season),
        ("outlier", Data::Outlier),
    ];

    /// The name of the preset; none for the reader's own numbers.
    pub fn preset(&self) -> Option<&'static str> {
        Data::PRESETS.iter().find(|(_, data)| data == self).map(|(name, _)| *name)
    }
}

/// Everything that decides the picture of the averages page, besides the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Averages {
    /// The β of each curve.
    pub betas: Vec<f64>,
    /// The curve whose weights are shown.
    pub curve: usize,
    /// How many days there are; the reader's own numbers are as many as they are.
    pub days: usize,
    /// Where the data come from.
    pub data: Data,
    /// What is added to all data.
    pub offset: f64,
    /// What the curves start from.
    pub start: Start,
    /// Whether curves are corrected for their start; then the uncorrected one is shown beside the selected.
    pub corrected: bool,
    /// Whether a plain moving average of equal length is shown.
    pub mean: bool,
    /// The day whose weights are shown, from 1; the last if none.
    pub mark: Option<usize>,
}

impl Default for Averages {
    fn default() -> Self {
        Averages {
            betas: vec![0.5, 0.9, 0.98],
            curve: 1,
            days: 30,
            data: Data::Article,
            offset: 0.0,
            start: Start::First,
            corrected: false,
            mean: false,
            mark: None,
        }
    }
}

/// A change to the averages page.
#[derive(Clone, Debug)]
pub enum AveragesAction {
    /// The β of a curve.
    SetBeta(usize, f64),
    /// One more curve, with a β that is not there yet; it is selected.
    AddCurve,
    /// Takes a curve away.
    RemoveCurve(usize),
    /// Selects a curve.
    Select(usize),
    /// How many days.
    SetDays(usize),
    /// Other data.
    SetData(Data),
    /// What is added to all data.
    SetOffset(f64),
    /// What the curves start from, and whether they are corrected for it.
    SetStart(Start, bool),
    /// Whether the plain mean is shown.
    SetMean(bool),
    /// The marked day.
    SetMark(Option<usize>),
    /// Another seed.
    SetSeed(u32),
}

impl Averages {
    /// The numbers of all days.
    pub fn numbers(&self, seed: u32) -> Vec<f64> {
        let noise = |scale: f64| move |v: &f32| f64::from(*v) / 10.0 * scale;
        let days = self.days;
        let drawn = temperatures(seed, days);
        let numbers: Vec<f64> = match &self.data {
            Data::Article => drawn.iter().map(|v| f64::from(*v)).collect(),
            Data::Step => self.change().data(days),
            Data::Drift => (1..).zip(drawn.iter().map(noise(2.0))).map(|(day, n)| 0.5 * f64::from(day) + n).collect(),
            Data::Season => {
                let period = days.min(365) as f64;
                let wave = |day: f64| 12.0 - 8.0 * libm::cos(TAU * (day - 1.0) / period);
                (1..).zip(drawn.iter().map(noise(2.0))).map(|(day, n)| wave(f64::from(day)) + n).collect()
            }
            Data::Outlier => {
                let odd = days.div_ceil(2);
                let value = |(day, n): (usize, f64)| if day == odd { 60.0 } else { 20.0 + n };
                (1..).zip(drawn.iter().map(noise(2.0))).map(value).collect()
            }
            Data::Own(numbers) => numbers.clone(),
        };
        numbers.into_iter().map(|v| v + self.offset).collect()
    }

    /// How many days the data have.
    pub fn len(&self) -> usize {
        match &self.data {
            Data::Own(numbers) => numbers.len(),
            _ => self.days,
        }
    }

    /// Whether there are no data; there always are.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The change of level in [`Data::Step`], without the offset.
    pub fn change(&self) -> Step {
        Step { day: self.days / 3 + 1, from: 0.0, to: 10.0 }
    }

    /// The filter of a curve.
    pub fn filter(&self, curve: usize) -> Ewma {
        Ewma { beta: self.betas[curve], start: self.start, corrected: self.corrected }
    }

    /// The marked day.
    pub fn marked(&self) -> usize {
        self.mark.unwrap_or(self.len()).clamp(1, self.len().max(1))
    }

    /// The plain moving average of the same length as the selected curve remembers.
    pub fn plain_mean(&self, numbers: &[f64]) -> Vec<f64> {
        moving_average(numbers, self.filter(self.curve).equal_length())
    }

    /// Makes a change. What does not apply, or a link could not hold, changes nothing.
    pub fn apply(&mut self, action: AveragesAction) {
        match action {
            AveragesAction::SetBeta(i, beta) if Range::UNIT.contains(beta) => {
                if let Some(own) = self.betas.get_mut(i) {
                    *own = beta;
                }
            }
            AveragesAction::AddCurve if self.betas.len() < MAX_CURVES => {
                const SPARE: [f64; MAX_CURVES] = [0.9, 0.5, 0.98, 0.8, 0.95, 0.99];
                let free = SPARE.into_iter().find(|b| !self.betas.contains(b)).unwrap_or(0.9);
                self.betas.push(free);
                self.curve = self.betas.len() - 1;
            }
            AveragesAction::RemoveCurve(i) if i < self.betas.len() && self.betas.len() > 1 => {
                self.betas.remove(i);
                if self.curve > i || self.curve == self.betas.len() {
                    self.curve -= 1;
                }
            }
            AveragesAction::Select(i) => self.curve = i.min(self.betas.len() - 1),
            AveragesAction::SetDays(n) => {
                self.days = n.clamp(1, MAX_DAYS);
                self.mark = self.mark.map(|day| day.min(self.len()));
            }
            AveragesAction::SetData(data) => self.set_data(data),
            AveragesAction::SetOffset(v) if v.is_finite() => self.offset = v,
            AveragesAction::SetStart(start, corrected) => (self.start, self.corrected) = (start, corrected),
            AveragesAction::SetMean(on) => self.mean = on,
            AveragesAction::SetMark(day) => self.mark = day.map(|d| d.clamp(1, self.len().max(1))),
            // The seed is the scene's.
            AveragesAction::SetSeed(_)
            | AveragesAction::SetBeta(..)
            | AveragesAction::AddCurve
            | AveragesAction::RemoveCurve(_)
            | AveragesAction::SetOffset(_) => {}
        }
    }

    fn set_data(&mut self, data: Data) {
        let usable = |v: &[f64]| !v.is_empty() && v.len() <= MAX_DAYS && v.iter().all(|v| v.is_finite());
        if matches!(&data, Data::Own(numbers) if !usable(numbers)) {
            return;
        }
        // What was added to other numbers is no part of one's own.
        if matches!(data, Data::Own(_)) {
            self.offset = 0.0;
        }
        self.data = data;
        self.mark = self.mark.filter(|day| *day <= self.len());
    }
}
