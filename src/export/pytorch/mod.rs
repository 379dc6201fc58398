//! A Python script that takes a scene's runs in real PyTorch and prints the CSV of `downhill trace`.
//!
//! It needs torch alone and has only what the scene uses. Methods that torch.optim has are torch's own; all others are
//! written out as plain updates of tensors, each a file in `optimizers`. Numbers agree up to rounding: torch's
//! elementary functions and sums are not bit for bit ours, so runs that amplify the last digit part in the end.

mod expression;
mod method;
mod schedule;
mod surface;
mod template;

use crate::core::format::js_number;
use crate::scene::{Run, Scene};
use method::{Made, method};
use surface::{Wanted, surface};
use template::{float, gather, lines_for, split};

/// A run ready to be written.
struct Follow {
    made: Made,
    text: String,
    lists: String,
    watches: bool,
}

/// The script of a scene.
pub fn pytorch(scene: &Scene) -> String {
    let mut features: Vec<&'static str> = Vec::new();
    let batches = scene.batch.is_some() && scene.terms() > 0;
    let follows: Vec<Follow> =
        scene.runs.iter().enumerate().filter_map(|(i, run)| follow(scene, i, run, &mut features)).collect();
    for (feature, on) in [("noise", scene.noise.is_some()), ("batch", batches)] {
        if on {
            features.push(feature);
        }
    }
    if features.contains(&"may_change") {
        features.push(if batches || scene.noise.is_some() { "changes" } else { "stays" });
    }
    if features.contains(&"schedule") && !features.contains(&"plateau") {
        features.push("steady");
    }
    let wanted = Wanted { residuals: features.contains(&"gauss_newton"), batches };
    if !batches {
        features.push("whole");
        if wanted.residuals {
            features.push("whole_residuals");
        }
    }
    let told = features.iter().any(|feature| ["noise", "batch", "clip"].contains(feature));
    features.push(if told { "told" } else { "quiet" });
    let Some(drawn) = surface(scene, wanted) else { return String::new() };

    let mut written: Vec<&'static str> = Vec::new();
    let mut needs: Vec<&'static str> = Vec::new();
    for file in follows.iter().filter_map(|follow| follow.made.written) {
        if !written.contains(&file) {
            written.push(file);
        }
    }
    for file in &written {
        needs.extend(split(file).0);
    }
    if follows.iter().any(|follow| !follow.lists.is_empty()) {
        needs.push("listed");
    }
    let mut sections: Vec<String> = vec![constants(scene, &features)];
    sections.extend(gather(&drawn.needs).into_iter().map(str::to_string));
    sections.push(drawn.text);
    sections.push(lines_for(include_str!("common.py"), &features));
    sections.extend(gather(&needs).into_iter().map(str::to_string));
    sections.extend(written.iter().map(|file| split(file).1.to_string()));
    sections.push(lines_for(include_str!("follow.py"), &features));
    let mut runs = String::new();
    for follow in &follows {
        runs += &follow.lists;
    }
    runs += "print(\"run,optimizer,step,x,y,f,ax,ay\")\n";
    for follow in &follows {
        runs += &follow.text;
        if features.contains(&"plateau") {
            runs += if follow.watches { ", watches=True" } else { "" };
        }
        runs += ")\n";
    }
    sections.push(runs);
    let body = sections.iter().map(|section| section.trim_end()).collect::<Vec<_>>().join("\n\n\n");
    let math = if body.contains("math.") { "import math\n" } else { "" };
    format!(
        "{}{math}from decimal import Decimal\nfrom types import SimpleNamespace\n\nimport torch\n\n{body}\n",
        head(scene)
    )
}

/// What the script is and which scene it belongs to.
fn head(scene: &Scene) -> String {
    let text = scene.write();
    // A formula may hold anything; a comment ends with its line.
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let scene = if text.is_empty() { "the opening scene".to_string() } else { text };
    format!(
        "# A scene of Downhill in PyTorch: prints what `downhill trace` prints, a line for every step of every run.\n# Scene: {scene}\n"
    )
}

fn constants(scene: &Scene, features: &[&str]) -> String {
    let [x, y] = scene.start();
    let mut text = String::from("torch.set_default_dtype(torch.float64)\n\n");
    text += &format!("START = ({}, {})\nSTEPS = {}\n", float(x), float(y), scene.steps);
    if features.contains(&"noise") || features.contains(&"batch") {
        text += &format!("SEED = {}\n", scene.seed);
    }
    if let Some(sigma) = scene.noise {
        text +=
            &format!("# Added to every gradient of a step: SIGMA times torch.randn(2).\nSIGMA = {}\n", float(sigma));
    }
    if let Some(size) = scene.batch.filter(|_| features.contains(&"batch")) {
        text += &format!("BATCH = {size}\n");
    }
    text
}

/// The call that follows a run, without its last parenthesis; notes what it needs of the frame.
fn follow(scene: &Scene, number: usize, run: &Run, features: &mut Vec<&'static str>) -> Option<Follow> {
    let schedule = run.options.schedule.as_ref();
    let base = if run.lr().is_nan() { 1.0 } else { run.lr() };
    let cycling = method::cycles(run.optimizer) && schedule.is_some_and(|s| schedule::sets_momentum(s, base));
    let made = method(run, cycling)?;
    let mut note = |feature: &'static str| {
        if !features.contains(&feature) {
            features.push(feature);
        }
    };
    if let Some(file) = made.written {
        note("methods");
        if file.contains("f.hessian(") || file.contains("f.gauss_newton(") {
            note("hessian");
        }
        if file.contains("f.gauss_newton(") {
            note("gauss_newton");
        }
        if file.contains("f.changes") {
            note("may_change");
        }
        if file.contains("def averaged(") {
            note("averaged");
        }
    } else if run.optimizer.id == "asgd" {
        note("asgd");
    }
    let mut text = format!("follow({number}, \"{}\", lambda p: {}", run.optimizer.id, made.call);
    let scheduled = schedule::scheduled(run, number, scene.steps, cycling);
    if let Some(scheduled) = &scheduled {
        note("schedule");
        if scheduled.watches {
            note("plateau");
        }
        text += &format!(", schedule=lambda o: {}", scheduled.call);
    }
    let clip = run.options.clip;
    for (name, limit) in [("clip_value", clip.value), ("clip_norm", clip.norm)] {
        if let Some(limit) = limit {
            note("clip");
            text += &format!(", {name}={}", float(limit));
        }
    }
    if let Some(lookahead) = run.options.lookahead {
        note("lookahead");
        text += &format!(", lookahead=({}, {})", lookahead.steps, js_number(lookahead.alpha));
    }
    let (lists, watches) = scheduled.map_or((String::new(), false), |s| (s.lists, s.watches));
    Some(Follow { made, text, lists, watches })
}
