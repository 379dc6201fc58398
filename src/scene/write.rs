//! Scene → text: only what differs from the defaults, in a fixed order, so that equal scenes have equal links.

use super::escape::encode;
use super::read::default_curve;
use super::{Averages, Camera, Chart, DEFAULT_STEPS, Data, Page, Rates, Run, Scene, Slides};
use crate::core::average::Start;
use crate::core::format::js_number;

impl Scene {
    /// The text of the scene: what decides the picture of its page. [`Scene::read`] of it gives the same scene, with
    /// the other pages at their defaults.
    pub fn write(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.page != Page::default() {
            parts.push(format!("page={}", self.page.name()));
        }
        match self.page {
            Page::Race => self.write_race(&mut parts),
            Page::Averages => self.write_averages(&mut parts),
            Page::Slides => self.write_slides(&mut parts),
            Page::Lessons | Page::Lesson(_) => {}
        }
        if self.seed != 0 && matches!(self.page, Page::Race | Page::Averages) {
            parts.push(format!("seed={}", self.seed));
        }
        if self.page == Page::Race {
            self.wishes.write(&mut parts);
        }
        if let Some(lang) = self.lang {
            parts.push(format!("lang={}", lang.id()));
        }
        if let Some(theme) = self.theme {
            parts.push(format!("theme={}", theme.id()));
        }
        parts.join("&")
    }

    /// A run alone, to be put into another scene: `run=…` with its own rate, whatever it is called and however it is
    /// shown here. Nothing if there is no such run.
    pub fn write_run(&self, index: usize) -> Option<String> {
        let run = Run { hidden: false, ..self.runs.get(index)?.clone() };
        Some(format!("run={}", run_text(&run, run.slot, Rates::Own)))
    }

    fn write_race(&self, parts: &mut Vec<String>) {
        let mut default = Scene::of(self.surface);
        default.set_rates(self.rates);
        let surface = with_params(self.surface.id, self.surface_settings());
        if let Some(formula) = &self.formula {
            parts.push(format!("f={}", encode(formula.text())));
            let letters = formula.letters().filter(|(_, value)| *value != 1.0);
            let letters: Vec<String> = letters.map(|(l, value)| format!("{l}:{}", js_number(value))).collect();
            if !letters.is_empty() {
                parts.push(format!("vars={}", letters.join("/")));
            }
        } else if surface != Scene::default().surface.id {
            parts.push(format!("surface={surface}"));
        }
        // A formula in their place has none.
        if !self.points.is_empty() {
            let points: Vec<String> =
                self.points.iter().map(|[u, v]| format!("{}:{}", js_number(*u), js_number(*v))).collect();
            parts.push(format!("points={}", points.join("/")));
        }
        if let Some(d) = self.domain {
            parts.push(format!("domain={}", list(&[d.x.0, d.x.1, d.y.0, d.y.1])));
        }
        if let Some(start) = self.start {
            parts.push(format!("start={}", list(&start)));
        }
        if self.steps != DEFAULT_STEPS {
            parts.push(format!("steps={}", self.steps));
        }
        if let Some(sigma) = self.noise {
            parts.push(super::options::noise_text(sigma));
        }
        if let Some(size) = self.batch {
            parts.push(format!("batch={size}"));
        }
        if self.fan != 0 {
            parts.push(format!("fan={}", self.fan));
        }
        if self.runs.is_empty() {
            parts.push("run=none".into());
        } else if self.runs != default.runs {
            parts.extend(self.runs.iter().enumerate().map(|(i, run)| format!("run={}", run_text(run, i, self.rates))));
        }
        if let Some(rates) = self.rates.write() {
            parts.push(format!("rates={rates}"));
        }
        if self.select != default.select {
            parts.push(format!("select={}", self.select));
        }
        if self.chart != Chart::default() {
            parts.push(["chart=", &self.chart.write()].concat());
        }
        if self.view != default.view {
            parts.push(["view=", self.view.id()].concat());
        }
        if self.camera != Camera::default() {
            parts.push(["camera=", &self.camera.write()].concat());
        }
        for (key, number) in [("map", self.maps.run), ("swarm", self.maps.swarm)] {
            if number != 0 {
                parts.push(format!("{key}={number}"));
            }
        }
        for (key, axis) in ["map.x=", "map.y="].into_iter().zip(self.maps.axes) {
            parts.extend(axis.map(|axis| [key, &axis.write()].concat()));
        }
        if let Some(at) = self.at {
            parts.push(format!("at={at}"));
        }
        if !self.title.is_empty() {
            parts.push(format!("title={}", encode(&self.title)));
        }
    }

    fn write_slides(&self, parts: &mut Vec<String>) {
        let Slides { scenes, side, show } = &self.slides;
        parts.extend(scenes.iter().map(|text| format!("slide={}", encode(text))));
        for (key, value, default) in [("side", *side, 1), ("show", *show, 0)] {
            if value != default {
                parts.push(format!("{key}={value}"));
            }
        }
    }

    fn write_averages(&self, parts: &mut Vec<String>) {
        let (own, default) = (&self.averages, Averages::default());
        let joined = |v: &[f64]| v.iter().map(|v| js_number(*v)).collect::<Vec<_>>().join("/");
        if own.betas != default.betas {
            parts.push(format!("beta={}", joined(&own.betas)));
        }
        if own.curve != default_curve(&own.betas) {
            parts.push(format!("curve={}", own.curve));
        }
        // One's own numbers are as many as they are.
        if own.days != default.days && own.data.preset().is_some() {
            parts.push(format!("days={}", own.days));
        }
        match &own.data {
            Data::Article => {}
            Data::Own(numbers) => parts.push(format!("data={}", joined(numbers))),
            preset => parts.push(format!("data={}", preset.preset().unwrap_or_default())),
        }
        if own.offset != default.offset {
            parts.push(format!("offset={}", js_number(own.offset)));
        }
        if own.start == Start::Zero {
            parts.push("init=zero".into());
        }
        for (key, on) in [("correct", own.corrected), ("mean", own.mean)] {
            if on {
                parts.push(format!("{key}=1"));
            }
        }
        if let Some(day) = own.mark {
            parts.push(format!("mark={day}"));
        }
    }

    fn surface_settings(&self) -> Vec<String> {
        let pairs = self.surface.params.iter().zip(&self.surface_values);
        pairs
            .filter(|(spec, v)| spec.default != **v)
            .map(|(spec, v)| format!("{}:{}", spec.id, spec.write(*v)))
            .collect()
    }
}

pub(super) fn with_params(id: &str, settings: Vec<String>) -> String {
    let mut parts = vec![id.to_string()];
    parts.extend(settings);
    parts.join(",")
}

fn run_text(run: &Run, index: usize, rates: Rates) -> String {
    // One rate for all is said once.
    let said = run.optimizer.rate().filter(|_| matches!(rates, Rates::Same(_))).map(|rate| rate.id);
    let pairs = run.optimizer.params.iter().zip(&run.values);
    let mut settings: Vec<String> = pairs
        .filter(|(spec, v)| spec.default != **v && said != Some(spec.id))
        .map(|(spec, v)| format!("{}:{}", spec.id, spec.write(*v)))
        .collect();
    super::options::write(&run.options, &mut settings);
    if run.hidden {
        settings.push("hidden:1".into());
    }
    if run.slot != index {
        settings.push(format!("slot:{}", run.slot + 1));
    }
    with_params(run.optimizer.id, settings)
}

fn list(numbers: &[f64]) -> String {
    numbers.iter().map(|v| js_number(*v)).collect::<Vec<_>>().join(",")
}
