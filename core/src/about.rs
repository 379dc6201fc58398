//! What only lists show of a method or a schedule. The page shows formulas from a file of their own, made when it is
//! built, and so need not carry these texts.

/// Formula, source, and whose defaults are followed.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The name in links.
    pub id: &'static str,
    /// The rule in TeX.
    pub tex: &'static str,
    /// Paper, with DOI or arXiv number.
    pub source: &'static str,
    /// The library whose defaults and details are followed.
    pub defaults_of: &'static str,
}
