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

/// The table of what lists show of the entries of a registry, in their order. Made when compiling, apart from what
/// everybody needs: a program that does not look at it does not carry it.
macro_rules! about_of {
    ($entries:ident, $entry:ident) => {{
        let mut all = [$crate::about::About { id: "", tex: "", source: "", defaults_of: "" }; $entries.len()];
        let mut i = 0;
        while i < $entries.len() {
            let $entry { id, tex, source, defaults_of, .. } = $entries[i];
            all[i] = $crate::about::About { id, tex, source, defaults_of };
            i += 1;
        }
        all
    }};
}
pub(crate) use about_of;
