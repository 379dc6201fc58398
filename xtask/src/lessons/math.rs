//! LaTeX to MathML.

use anyhow::{Result, anyhow, ensure};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// The MathML of a formula.
pub fn mathml(tex: &str, display: bool) -> Result<String> {
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|e| anyhow!("math: {e:?}"))?;
    let kind = if display { MathDisplay::Block } else { MathDisplay::Inline };
    let made = converter.convert_with_local_state(tex, kind).map_err(|e| anyhow!("the formula `{tex}`: {e}"))?;
    // The page's policy forbids style attributes: TeX's negative space becomes one.
    ensure!(!made.mathml.contains(" style="), "the formula `{tex}` needs a style of its own");
    Ok(made.mathml)
}
