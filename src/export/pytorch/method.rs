//! The methods: those of torch.optim by their names there, all others as Python files of their own.

use crate::core::optimizers::OptimizerSpec;
use crate::core::param::{Kind, Value, position};
use crate::scene::Run;

use super::template::float;

/// The methods that are written out, always or where torch has not all of their parameters.
const WRITTEN: &[(&str, &str)] = &[
    ("momentum", include_str!("optimizers/momentum.py")),
    ("adagrad", include_str!("optimizers/adagrad.py")),
    ("rmsprop", include_str!("optimizers/rmsprop.py")),
    ("adam", include_str!("optimizers/adam.py")),
    ("adamw", include_str!("optimizers/adamw.py")),
    ("optimistic_gd", include_str!("optimizers/optimistic_gd.py")),
    ("sign_sgd", include_str!("optimizers/sign_sgd.py")),
    ("signum", include_str!("optimizers/signum.py")),
    ("lion", include_str!("optimizers/lion.py")),
    ("madgrad", include_str!("optimizers/madgrad.py")),
    ("nadamw", include_str!("optimizers/nadamw.py")),
    ("amsgrad", include_str!("optimizers/amsgrad.py")),
    ("yogi", include_str!("optimizers/yogi.py")),
    ("adabelief", include_str!("optimizers/adabelief.py")),
    ("lamb", include_str!("optimizers/lamb.py")),
    ("novograd", include_str!("optimizers/novograd.py")),
    ("adan", include_str!("optimizers/adan.py")),
    ("ademamix", include_str!("optimizers/ademamix.py")),
    ("adopt", include_str!("optimizers/adopt.py")),
    ("schedule_free_sgd", include_str!("optimizers/schedule_free_sgd.py")),
    ("schedule_free_adamw", include_str!("optimizers/schedule_free_adamw.py")),
    ("polyak_sgd", include_str!("optimizers/polyak_sgd.py")),
    ("cocob", include_str!("optimizers/cocob.py")),
    ("dadapt_adamw", include_str!("optimizers/dadapt_adamw.py")),
    ("prodigy", include_str!("optimizers/prodigy.py")),
    ("dog", include_str!("optimizers/dog.py")),
    ("dowg", include_str!("optimizers/dowg.py")),
    ("bfgs", include_str!("optimizers/bfgs.py")),
    ("newton", include_str!("optimizers/newton.py")),
    ("levenberg_marquardt", include_str!("optimizers/levenberg_marquardt.py")),
    ("conjugate_gradient", include_str!("optimizers/conjugate_gradient.py")),
    ("gd_line_search", include_str!("optimizers/gd_line_search.py")),
    ("nelder_mead", include_str!("optimizers/nelder_mead.py")),
    ("gd_momentum_optimal", include_str!("optimizers/gd_momentum_optimal.py")),
    ("qhm", include_str!("optimizers/qhm.py")),
    ("qhadam", include_str!("optimizers/qhadam.py")),
    ("sophia", include_str!("optimizers/sophia.py")),
    ("shampoo", include_str!("optimizers/shampoo.py")),
    ("mars", include_str!("optimizers/mars.py")),
    ("cautious_adamw", include_str!("optimizers/cautious_adamw.py")),
    ("quickprop", include_str!("optimizers/quickprop.py")),
    ("grokfast", include_str!("optimizers/grokfast.py")),
    ("lookahead", include_str!("optimizers/lookahead.py")),
];

/// The methods whose momentum a schedule may cycle: those of torch that have one, and the methods around them.
const CYCLED: [&str; 11] =
    ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "adamax", "nadam", "radam", "grokfast", "lookahead"];

/// Whether a schedule may cycle the method's momentum.
pub(super) fn cycles(optimizer: &OptimizerSpec) -> bool {
    CYCLED.contains(&optimizer.id)
}

/// How a run's optimizer is made, `p` being the list of its points.
pub(super) struct Made {
    /// The call.
    pub call: String,
    /// The file of the method, if torch does not have it.
    pub written: Option<&'static str>,
}

/// What a run's method is in Python; `cycling` where its schedule sets the momentum of each step.
pub(super) fn method(run: &Run, cycling: bool) -> Option<Made> {
    if let Some(call) = of_torch(&Given { run }, cycling) {
        return Some(Made { call, written: None });
    }
    let (_, file) = WRITTEN.iter().find(|(id, _)| *id == run.optimizer.id)?;
    let name = file.split_once("class ").and_then(|(_, rest)| rest.split_once('('))?.0;
    Some(Made { call: format!("{name}(p, {})", every(run)), written: Some(file) })
}

/// The values of a run's parameters as Python writes them.
struct Given<'a> {
    run: &'a Run,
}

impl Given<'_> {
    fn value(&self, id: &str) -> Value {
        self.run.value(id).unwrap_or(Value::None)
    }

    fn number(&self, id: &str) -> f64 {
        self.value(id).number()
    }

    fn flag(&self, id: &str) -> bool {
        self.value(id).flag()
    }

    fn text(&self, id: &str) -> String {
        position(self.run.optimizer.params, id).map_or_else(|| "None".into(), |i| text(self.run, i))
    }

    /// Whether a parameter is not what it would be anyway.
    fn differs(&self, id: &str) -> bool {
        position(self.run.optimizer.params, id)
            .is_some_and(|i| self.run.values[i] != self.run.optimizer.params[i].default)
    }
}

fn text(run: &Run, i: usize) -> String {
    match (run.values[i], run.optimizer.params[i].kind) {
        (Value::Number(v), _) => float(v),
        (Value::Flag(on), _) => if on { "True" } else { "False" }.into(),
        (Value::Choice(i), Kind::Choice(names)) => format!("\"{}\"", names[i]),
        _ => "None".into(),
    }
}

/// All parameters, as methods that are written out take them: β₁, β₂, … as `betas`, the rate always `lr`.
fn every(run: &Run) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut betas: Vec<String> = Vec::new();
    let mut place = 0;
    // Torch's schedulers cycle the betas of whatever has some, so SGD inside another method has none.
    let around_sgd = run.value("inner").is_some_and(|inner| inner.choice() == 1);
    for (i, spec) in run.optimizer.params.iter().enumerate() {
        let text = text(run, i);
        match spec.id {
            "beta1" | "beta2" if around_sgd => {}
            "beta1" => {
                place = out.len();
                betas.push(text);
            }
            "beta2" | "beta3" => betas.push(text),
            "max_learning_rate" => out.push(format!("lr={text}")),
            "beta" if run.optimizer.id == "momentum" => out.push(format!("momentum={text}")),
            id => out.push(format!("{id}={text}")),
        }
    }
    if !betas.is_empty() {
        let comma = if betas.len() == 1 { "," } else { "" };
        out.insert(place, format!("betas=({}{comma})", betas.join(", ")));
    }
    out.join(", ")
}

/// A class of torch.optim with the rate and whatever differs from its defaults, if torch has the method so.
fn of_torch(given: &Given, cycling: bool) -> Option<String> {
    let id = given.run.optimizer.id;
    let on = |id: &str| given.flag(id);
    let momentum = |name: &str| given.text(name);
    let mut out = Call { given, args: vec![format!("lr={}", given.text("lr"))] };
    let class = match id {
        "sgd" => {
            out.same(&["momentum", "dampening", "weight_decay", "nesterov"]);
            "SGD"
        }
        "nesterov" if given.number("momentum") == 0.0 && !cycling => "SGD",
        "nesterov" => {
            // Torch wants some momentum to begin with, though the schedule sets it before the first step.
            let first = if given.number("momentum") == 0.0 { "0.9".into() } else { momentum("momentum") };
            out.args.extend([format!("momentum={first}"), "nesterov=True".into()]);
            "SGD"
        }
        "momentum" => match given.value("convention").choice() {
            // The dampening would not follow a momentum that changes.
            0 if !cycling => {
                out.args.extend([format!("momentum={}", momentum("beta")), format!("dampening={}", momentum("beta"))]);
                "SGD"
            }
            2 => {
                out.args.push(format!("momentum={}", momentum("beta")));
                "SGD"
            }
            _ => return None,
        },
        "adagrad" if !on("eps_in_sqrt") => {
            out.same(&["lr_decay", "weight_decay", "initial_accumulator_value", "eps"]);
            "Adagrad"
        }
        "rmsprop"
            if !on("eps_in_sqrt")
                && !on("bias_correction")
                && !on("nesterov")
                && given.number("initial_scale") == 0.0 =>
        {
            out.same(&["alpha", "eps", "weight_decay", "momentum", "centered"]);
            "RMSprop"
        }
        "adadelta" => {
            out.same(&["rho", "eps", "weight_decay"]);
            "Adadelta"
        }
        "adam" | "adamw" if on("bias_correction") => {
            out.betas();
            out.same(&["eps", "weight_decay", "amsgrad"]);
            if id == "adam" { "Adam" } else { "AdamW" }
        }
        "adamax" => {
            out.betas();
            out.same(&["eps", "weight_decay"]);
            "Adamax"
        }
        "nadam" => {
            out.betas();
            out.same(&["eps", "weight_decay", "momentum_decay", "decoupled_weight_decay"]);
            "NAdam"
        }
        "radam" => {
            out.betas();
            out.same(&["eps", "weight_decay", "decoupled_weight_decay"]);
            "RAdam"
        }
        "asgd" => {
            out.same(&["lambd", "alpha", "t0", "weight_decay"]);
            "ASGD"
        }
        "rprop" => {
            out.pair("etas", ["eta_minus", "eta_plus"]);
            out.pair("step_sizes", ["step_min", "step_max"]);
            "Rprop"
        }
        "adafactor" => {
            out.same(&["beta2_decay"]);
            out.pair("eps", ["eps1", "eps2"]);
            out.same(&["d", "weight_decay"]);
            "Adafactor"
        }
        "lbfgs" => {
            out.whole(&["max_iter", "max_eval"]);
            out.same(&["tolerance_grad", "tolerance_change"]);
            out.whole(&["history_size"]);
            if given.value("line_search").choice() == 1 {
                out.args.push("line_search_fn=\"strong_wolfe\"".into());
            }
            "LBFGS"
        }
        _ => return None,
    };
    Some(format!("torch.optim.{class}(p, {})", out.args.join(", ")))
}

/// A call that is being written.
struct Call<'a> {
    given: &'a Given<'a>,
    args: Vec<String>,
}

impl Call<'_> {
    /// Arguments that are called as the parameters.
    fn same(&mut self, ids: &[&str]) {
        for id in ids.iter().filter(|id| self.given.differs(id)) {
            self.args.push(format!("{id}={}", self.given.text(id)));
        }
    }

    /// The same for numbers that count something.
    fn whole(&mut self, ids: &[&str]) {
        for id in ids.iter().filter(|id| self.given.differs(id)) {
            self.args.push(format!("{id}={}", self.given.number(id) as i64));
        }
    }

    fn betas(&mut self) {
        self.pair("betas", ["beta1", "beta2"]);
    }

    /// Two parameters that are one argument.
    fn pair(&mut self, name: &str, ids: [&str; 2]) {
        if ids.iter().any(|id| self.given.differs(id)) {
            let [a, b] = ids.map(|id| self.given.text(id));
            self.args.push(format!("{name}=({a}, {b})"));
        }
    }
}
