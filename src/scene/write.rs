//! Scene → text: only what differs from the defaults, in a fixed order, so that equal scenes have equal links.

use super::{DEFAULT_STEPS, Run, Scene};
use crate::core::format::js_number;

impl Scene {
    /// The text of the scene. [`Scene::read`] of it gives the same scene.
    pub fn write(&self) -> String {
        let default = Scene::of(self.surface);
        let mut parts: Vec<String> = Vec::new();
        let surface = with_params(self.surface.id, self.surface_settings());
        if surface != Scene::default().surface.id {
            parts.push(format!("surface={surface}"));
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
        if self.runs.is_empty() {
            parts.push("run=none".into());
        } else if self.runs != default.runs {
            parts.extend(self.runs.iter().enumerate().map(|(i, run)| format!("run={}", run_text(run, i))));
        }
        if self.select != default.select {
            parts.push(format!("select={}", self.select));
        }
        if let Some(at) = self.at {
            parts.push(format!("at={at}"));
        }
        if let Some(lang) = self.lang {
            parts.push(format!("lang={}", lang.id()));
        }
        if let Some(theme) = self.theme {
            parts.push(format!("theme={}", theme.id()));
        }
        parts.join("&")
    }

    fn surface_settings(&self) -> Vec<String> {
        let pairs = self.surface.params.iter().zip(&self.surface_values);
        pairs
            .filter(|(spec, v)| spec.default != **v)
            .map(|(spec, v)| format!("{}:{}", spec.id, spec.write(*v)))
            .collect()
    }
}

fn with_params(id: &str, settings: Vec<String>) -> String {
    let mut parts = vec![id.to_string()];
    parts.extend(settings);
    parts.join(",")
}

fn run_text(run: &Run, index: usize) -> String {
    let pairs = run.optimizer.params.iter().zip(&run.values);
    let mut settings: Vec<String> = pairs
        .filter(|(spec, v)| spec.default != **v)
        .map(|(spec, v)| format!("{}:{}", spec.id, spec.write(*v)))
        .collect();
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
