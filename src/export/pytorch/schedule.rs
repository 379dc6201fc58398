//! Schedules: torch.optim.lr_scheduler where torch has one, shapes over the whole run as a `LambdaLR`.

use super::template::{float, list};
use crate::core::schedules::{Given, Rate, Schedule};
use crate::scene::Run;

/// Where torch has its schedulers.
const TORCH: &str = "torch.optim.lr_scheduler.";

/// A schedule in Python.
pub(super) struct Scheduled {
    /// What makes the scheduler from the optimizer `o`.
    pub call: String,
    /// Lists that it refers to, to stand before it.
    pub lists: String,
    /// Whether it is told the loss after each step.
    pub watches: bool,
}

/// Whether a schedule sets the momentum too.
pub(super) fn sets_momentum(schedule: &Schedule, base: f64) -> bool {
    schedule.curve(base, 1, |_| f64::NAN).first().is_some_and(|rate| rate.momentum.is_some())
}

/// The schedule of a run, the run's number in the scene given, if there is one.
pub(super) fn scheduled(run: &Run, number: usize, steps: usize, cycling: bool) -> Option<Scheduled> {
    let schedule = run.options.schedule.as_ref()?;
    let base = if run.lr().is_nan() { 1.0 } else { run.lr() };
    let watches = schedule.spec.watches();
    let given = schedule.given(base, steps);
    Some(match of_torch(schedule, &given, cycling) {
        Some(call) => Scheduled { call, lists: String::new(), watches },
        None => listed(schedule, base, number, steps, cycling),
    })
}

/// All rates one by one.
fn listed(schedule: &Schedule, base: f64, number: usize, steps: usize, cycling: bool) -> Scheduled {
    let rates: Vec<Rate> = schedule.curve(base, steps, |_| f64::NAN);
    let mut lists = format!("RATES_{number} = {}\n", list(rates.iter().map(|rate| rate.lr)));
    let mut call = format!("Listed(o, RATES_{number})");
    if cycling {
        lists += &format!("MOMENTA_{number} = {}\n", list(rates.iter().filter_map(|rate| rate.momentum)));
        call = format!("Listed(o, RATES_{number}, MOMENTA_{number})");
    }
    Scheduled { call, lists, watches: false }
}

/// None where torch would divide by zero or refuse.
fn of_torch(schedule: &Schedule, given: &Given, cycling: bool) -> Option<String> {
    let number = |id: &str| float(given.number(id));
    let count = |id: &str| format!("{}", given.number(id) as i64);
    let choice = |id: &str, names: &[&'static str]| names[given.choice(id).min(names.len() - 1)];
    let (base, steps) = (given.base, given.steps as f64);
    let last = float((steps - 1.0).max(1.0));
    let low = |id: &str| float(given.number(id) * base);
    let lambda = |factor: String| format!("LambdaLR(o, lambda t: {factor})");
    let cosine = |low: &str, t: &str, length: &str| {
        format!("{low} + (1 - {low}) * (1 + math.cos(math.pi * {t} / {length})) / 2")
    };
    let warmed = |w: &str| format!("min((t + 1) / {w}, math.sqrt({w} / (t + 1)))");
    let call = match schedule.spec.id {
        "step" => format!("StepLR(o, step_size={}, gamma={})", count("step_size"), number("gamma")),
        "multi_step" => {
            let milestones: Vec<String> = given.list("milestones").iter().map(|m| format!("{}", *m as i64)).collect();
            format!("MultiStepLR(o, milestones=[{}], gamma={})", milestones.join(", "), number("gamma"))
        }
        "exponential" => format!("ExponentialLR(o, gamma={})", number("gamma")),
        "cosine" => format!("CosineAnnealingLR(o, T_max={}, eta_min={})", count("t_max"), number("eta_min")),
        "cosine_restarts" => format!(
            "CosineAnnealingWarmRestarts(o, T_0={}, T_mult={}, eta_min={})",
            count("t_0"),
            count("t_mult"),
            number("eta_min")
        ),
        "linear" => format!(
            "LinearLR(o, start_factor={}, end_factor={}, total_iters={})",
            number("start_factor"),
            number("end_factor"),
            count("total_iters")
        ),
        "constant" if given.number("factor") > 0.0 => {
            format!("ConstantLR(o, factor={}, total_iters={})", number("factor"), count("total_iters"))
        }
        "polynomial" => format!("PolynomialLR(o, total_iters={}, power={})", count("total_iters"), number("power")),
        "one_cycle" if one_cycle_works(given) => {
            let mut text = format!(
                "OneCycleLR(o, max_lr={}, total_steps={}, pct_start={}, anneal_strategy=\"{}\", div_factor={}, final_div_factor={}, three_phase={}",
                number("max_lr"),
                count("total_steps"),
                number("pct_start"),
                choice("anneal_strategy", &["cos", "linear"]),
                number("div_factor"),
                number("final_div_factor"),
                if given.flag("three_phase") { "True" } else { "False" }
            );
            text += &momenta(given, cycling);
            text + ")"
        }
        "cyclic" => {
            let mut text = format!(
                "CyclicLR(o, base_lr={}, max_lr={}, step_size_up={}, step_size_down={}, mode=\"{}\", gamma={}",
                float(base),
                number("max_lr"),
                count("step_size_up"),
                count("step_size_down"),
                choice("mode", &["triangular", "triangular2", "exp_range"]),
                number("gamma")
            );
            text += &momenta(given, cycling);
            text + ")"
        }
        "plateau" => format!(
            "ReduceLROnPlateau(o, mode=\"{}\", factor={}, patience={}, threshold={}, threshold_mode=\"{}\", cooldown={}, min_lr={}, eps={})",
            choice("mode", &["min", "max"]),
            number("factor"),
            count("patience"),
            number("threshold"),
            choice("threshold_mode", &["rel", "abs"]),
            count("cooldown"),
            number("min_lr"),
            number("eps")
        ),
        "inverse_sqrt" => lambda(warmed(&count("warmup"))),
        "noam" => lambda(warmed(&format!("{}", given.part("warmup_fraction") as i64))),
        "warmup_cosine" if given.number("warmup") == 0.0 => {
            format!("CosineAnnealingLR(o, T_max={}, eta_min={})", count("t_max"), number("eta_min"))
        }
        "warmup_cosine" => format!(
            "SequentialLR(o, [{TORCH}LinearLR(o, start_factor={}, total_iters={w}), {TORCH}CosineAnnealingLR(o, T_max={}, eta_min={})], milestones=[{w}])",
            number("start_factor"),
            count("t_max"),
            number("eta_min"),
            w = count("warmup")
        ),
        "inverse_time" => lambda(format!("1 / (1 + {} * t) ** {}", number("decay_rate"), number("power"))),
        "cosine_decay" => lambda(cosine(&number("min_factor"), "t", &last)),
        "restarts" => format!(
            "CosineAnnealingWarmRestarts(o, T_0={}, T_mult={}, eta_min={})",
            given.part("t_0_fraction") as i64,
            count("t_mult"),
            low("min_factor")
        ),
        "triangle" => lambda(format!(
            "{m} + (1 - {m}) * (1 - abs(t / {} % 2 - 1))",
            given.part("half_fraction") as i64,
            m = number("min_factor")
        )),
        "linear_decay" => lambda(format!("{e} + (1 - {e}) * max(1 - t / {last}, 0.0)", e = number("end_factor"))),
        "polynomial_decay" => lambda(format!(
            "{e} + (1 - {e}) * max(1 - t / {last}, 0.0) ** {}",
            number("power"),
            e = number("end_factor")
        )),
        "rex" => lambda(format!("(1 - t / {n}) / (0.5 + 0.5 * (1 - t / {n}))", n = given.steps)),
        "step_decay" => {
            format!("StepLR(o, step_size={}, gamma={})", given.part("step_fraction") as i64, number("gamma"))
        }
        "warmup_cosine_decay" => {
            let warmup = given.part("warmup_fraction");
            let rest = float((steps - 1.0 - warmup).max(1.0));
            let wave = cosine(&number("min_factor"), &format!("(t - {})", warmup as i64), &rest);
            lambda(format!("(t + 1) / {w} if t < {w} else {wave}", w = warmup as i64))
        }
        "wsd" => lambda(format!(
            "min((t + 1) / {}, 1.0, ({} - t) / {})",
            given.part("warmup_fraction") as i64,
            given.steps,
            given.part("decay_fraction") as i64
        )),
        _ => return None,
    };
    Some([TORCH, &call].concat())
}

/// The arguments about momentum.
fn momenta(given: &Given, cycling: bool) -> String {
    if !cycling {
        return ", cycle_momentum=False".into();
    }
    let [low, high] = ["base_momentum", "max_momentum"].map(|id| float(given.number(id)));
    format!(", base_momentum={low}, max_momentum={high}")
}

/// Whether no phase of the cycle is without length, which torch divides by, and the cycle is not shorter than the run.
fn one_cycle_works(given: &Given) -> bool {
    let (total, share) = (given.number("total_steps"), given.number("pct_start"));
    let ends = if given.flag("three_phase") {
        vec![0.0, share * total - 1.0, 2.0 * share * total - 2.0, total - 1.0]
    } else {
        vec![0.0, share * total - 1.0, total - 1.0]
    };
    ends.windows(2).all(|pair| pair[0] < pair[1]) && total >= given.steps as f64
}
