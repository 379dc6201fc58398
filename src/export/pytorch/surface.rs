//! The surface as Python: a formula, a file of its own, or a model with its data.

use super::expression::expression;
use super::template::{float, list, split};
use crate::core::data::{Fit, Model, Scaling};
use crate::core::formula::Program;
use crate::core::param::Value;
use crate::core::surfaces::Shape;
use crate::scene::Scene;

/// The surfaces that are written in Rust.
const FILES: &[(&str, &str)] = &[
    ("curved_ravine", include_str!("surfaces/curved_ravine.py")),
    ("ravine", include_str!("surfaces/ravine.py")),
    ("d2l_ravine", include_str!("surfaces/d2l_ravine.py")),
    ("quadratic", include_str!("surfaces/quadratic.py")),
    ("rosenbrock", include_str!("surfaces/rosenbrock.py")),
    ("beale", include_str!("surfaces/beale.py")),
    ("catapult", include_str!("surfaces/catapult.py")),
    ("plateau", include_str!("surfaces/plateau.py")),
    ("far_plateau", include_str!("surfaces/far_plateau.py")),
    ("shelf", include_str!("surfaces/shelf.py")),
    ("quartic", include_str!("surfaces/quartic.py")),
    ("saddle", include_str!("surfaces/saddle.py")),
    ("bounded_saddle", include_str!("surfaces/bounded_saddle.py")),
    ("tilted_wells", include_str!("surfaces/tilted_wells.py")),
    ("himmelblau", include_str!("surfaces/himmelblau.py")),
    ("styblinski_tang", include_str!("surfaces/styblinski_tang.py")),
    ("rastrigin", include_str!("surfaces/rastrigin.py")),
    ("ackley", include_str!("surfaces/ackley.py")),
];

/// A surface in Python: the function `f`, and `residuals` if they are wanted.
pub(super) struct Drawn {
    pub text: String,
    /// Names of parts.
    pub needs: Vec<&'static str>,
}

/// What of a surface is wanted besides the function.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// The residuals where f is a sum of squares, else `residuals = None`.
    pub residuals: bool,
    /// The function over a part of the data.
    pub batches: bool,
}

/// The surface of a scene; none if it is in no table, which the tests rule out.
pub(super) fn surface(scene: &Scene, wanted: Wanted) -> Option<Drawn> {
    let landscape = scene.landscape();
    if let Some(fit) = landscape.objective.data() {
        return Some(Drawn { text: data(fit, wanted), needs: Vec::new() });
    }
    if let Some(written) = &scene.formula {
        let program = Program::parse(written.text()).ok()?;
        return Some(formula(&program, &written.letters().collect::<Vec<_>>(), wanted));
    }
    let value = |i: usize| scene.surface_values.get(i).copied().unwrap_or(Value::None).number();
    match scene.surface.shape {
        Shape::Text { formula: text, .. } => {
            let program = Program::parse(text).ok()?;
            let letters = scene.surface.params.iter().enumerate();
            let letters: Vec<(char, f64)> =
                letters.filter_map(|(i, p)| Some((p.id.chars().next()?, value(i)))).collect();
            Some(formula(&program, &letters, wanted))
        }
        Shape::Code { .. } => {
            let (_, file) = FILES.iter().find(|(id, _)| *id == scene.surface.id)?;
            let (needs, file) = split(file);
            let params = scene.surface.params.iter().enumerate();
            let mut text: String = params.map(|(i, p)| format!("{} = {}\n", p.id, float(value(i)))).collect();
            if !text.is_empty() {
                text += if file.starts_with("def") { "\n\n" } else { "" };
            }
            let (function, residuals) = file.split_once("\n\n\ndef residuals").unwrap_or((file.trim_end(), ""));
            text += function;
            if wanted.residuals {
                text += &match residuals {
                    "" => "\n\n\nresiduals = None".to_string(),
                    rest => format!("\n\n\ndef residuals{}", rest.trim_end()),
                };
            }
            Some(Drawn { text: text + "\n", needs })
        }
    }
}

fn formula(program: &Program, letters: &[(char, f64)], wanted: Wanted) -> Drawn {
    let written = expression(program, letters);
    let mut text = String::from("def f(x, y):\n");
    for (letter, value) in letters.iter().filter(|(letter, _)| program.letters().contains(letter)) {
        text += &format!("    {letter} = {}\n", float(*value));
    }
    text += &format!("    return {}\n", written.text);
    if wanted.residuals {
        text += "\n\nresiduals = None\n";
    }
    Drawn { text, needs: written.needs }
}

/// A quantity as the model sees it. As it was measured, with the scaling written out, if that gives the same bits.
fn column(name: &str, fit: &Fit, which: usize) -> String {
    let seen: Vec<f64> = fit.rows().map(|(p, _)| p[which]).collect();
    let Scaling { shift, scale } = fit.scaling[which];
    if fit.scaling[which] == Scaling::NONE {
        return format!("{name} = torch.tensor({})\n", list(seen.into_iter()));
    }
    let tidy = |v: f64| format!("{v:.9e}").parse().unwrap_or(v);
    let measured: Vec<f64> = fit.points().map(|(p, _)| tidy(p[which])).collect();
    if measured.iter().zip(&seen).all(|(m, s)| (m - shift) / scale == *s) {
        let (shift, scale) = (float(shift), float(scale));
        format!(
            "# Less the mean, over the standard deviation.\n{name} = (torch.tensor({}) - {shift}) / {scale}\n",
            list(measured.into_iter())
        )
    } else {
        format!("# Less the mean, over the standard deviation.\n{name} = torch.tensor({})\n", list(seen.into_iter()))
    }
}

fn data(fit: &Fit, wanted: Wanted) -> String {
    let model = match fit.model {
        Model::Line => include_str!("models/line.py"),
        Model::Logistic => include_str!("models/logistic.py"),
        Model::Tanh => include_str!("models/tanh.py"),
    };
    let (losses, residuals) = model.split_once("\n\n\ndef residuals_of").unwrap_or((model.trim_end(), ""));
    let squares = !residuals.is_empty();
    let mut text = column("U", fit, 0) + &column("V", fit, 1);
    text += "# How often each pair was met.\n";
    if fit.rows().all(|(_, count)| count == 1) {
        text += "COUNT = torch.ones_like(U)\n";
    } else {
        text += &format!("COUNT = torch.tensor({})\n", list(fit.rows().map(|(_, count)| count as f64)));
    }
    text += &format!("TERMS = {}\n\n\n{losses}\n\n\n", fit.terms());
    text += "def f(x, y):\n    return (COUNT * losses(U, V, x, y)).sum() / TERMS\n";
    if wanted.residuals {
        text += "\n\n";
        text += &if squares {
            format!(
                "def residuals_of{}\n\n\ndef residuals(x, y):\n    return residuals_of(U, V, COUNT, x, y)\n",
                residuals.trim_end()
            )
        } else {
            "residuals = None\n".to_string()
        };
    }
    if wanted.batches {
        let of_part = if wanted.residuals && squares {
            "lambda x, y: residuals_of(u, v, torch.ones_like(u), x, y)"
        } else {
            "None"
        };
        text += &format!(
            "\n\nEACH = torch.arange(len(U)).repeat_interleave(COUNT.long())\n\n\ndef part(places):\n    \"\"\"The loss over some of the measurements, and its residuals.\"\"\"\n    u, v = U[EACH[places]], V[EACH[places]]\n    return lambda x, y: losses(u, v, x, y).mean(), {of_part}\n"
        );
    }
    text
}
