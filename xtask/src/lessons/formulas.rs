//! What the page says of methods and parameters once somebody asks: the formulas of all optimizers and surfaces as
//! MathML, each parameter's symbol marked with its name; the ideas of the methods; what each parameter does.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::param::ParamSpec;
use downhill::core::surfaces::{SURFACES, about};
use downhill::text::{Lang, optimizer_idea};
use serde_json::{Map, Value, json};

use super::math::mathml;

/// How the keys of the words begin that say what a parameter does.
pub const HELP: &str = "help.";

/// All of them, by id.
pub fn formulas() -> Result<Value> {
    let mut optimizers = Map::new();
    for spec in OPTIMIZERS {
        let formula = marked(downhill::core::optimizers::about(spec).tex, spec.params)
            .with_context(|| format!("optimizer {}", spec.id))?;
        optimizers.insert(spec.id.into(), formula.into());
    }
    let mut surfaces = Map::new();
    for spec in SURFACES {
        let formula = marked(about(spec).tex, spec.params).with_context(|| format!("surface {}", spec.id))?;
        surfaces.insert(spec.id.into(), formula.into());
    }
    let (mut ideas, mut helps) = (Map::new(), Map::new());
    for lang in Lang::ALL {
        let words: Map<String, Value> =
            OPTIMIZERS.iter().map(|spec| (spec.id.into(), optimizer_idea(lang, spec.id).into())).collect();
        ideas.insert(lang.id().into(), words.into());
        let words: BTreeMap<&str, &str> =
            lang.entries().iter().filter_map(|(key, text)| Some((key.strip_prefix(HELP)?, *text))).collect();
        helps.insert(lang.id().into(), json!(words));
    }
    Ok(json!({ "optimizers": optimizers, "surfaces": surfaces, "ideas": ideas, "helps": helps }))
}

/// A formula in which hovering a parameter can find its symbol: `data-param` names the parameter.
fn marked(tex: &str, params: &[ParamSpec]) -> Result<String> {
    // One assignment a line: cards are narrow.
    let lines = tex.split(r",\quad").map(|line| mathml(line.trim(), true)).collect::<Result<Vec<_>>>()?;
    let mut formula = lines.concat();
    for spec in params.iter().filter(|spec| !spec.symbol.is_empty()) {
        let symbol = symbol(spec.symbol)?;
        let marked = format!(r#"<mrow data-param="{}">{symbol}</mrow>"#, spec.id);
        formula = formula.replace(&symbol, &marked);
    }
    Ok(formula)
}

/// The MathML of a symbol such as β₁, as it stands inside a formula.
fn symbol(symbol: &str) -> Result<String> {
    let mut tex = String::new();
    for c in symbol.chars() {
        match c {
            'α' => tex.push_str(r"\alpha"),
            'β' => tex.push_str(r"\beta"),
            'γ' => tex.push_str(r"\gamma"),
            'δ' => tex.push_str(r"\delta"),
            'ε' => tex.push_str(r"\varepsilon"),
            'η' => tex.push_str(r"\eta"),
            'θ' => tex.push_str(r"\theta"),
            'κ' => tex.push_str(r"\kappa"),
            'λ' => tex.push_str(r"\lambda"),
            'μ' => tex.push_str(r"\mu"),
            'ν' => tex.push_str(r"\nu"),
            'ρ' => tex.push_str(r"\rho"),
            'σ' => tex.push_str(r"\sigma"),
            'τ' => tex.push_str(r"\tau"),
            'χ' => tex.push_str(r"\chi"),
            'ψ' => tex.push_str(r"\psi"),
            'Δ' => tex.push_str(r"\Delta"),
            '₀'..='₉' => tex.push_str(&format!("_{}", u32::from(c) - u32::from('₀'))),
            other => tex.push(other),
        }
    }
    let math = mathml(&tex, false)?;
    let inner = math.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</math>"));
    Ok(inner.context("a symbol is one element")?.to_string())
}
