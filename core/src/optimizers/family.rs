//! Groups of methods that share an idea: the groups of the chooser.

/// What a method is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Straight along the gradient.
    Plain,
    /// An average or sum of gradients.
    Momentum,
    /// A rate of its own for each coordinate.
    Adaptive,
    /// Both: momentum and a rate for each coordinate.
    Adam,
    /// Only the sign of the gradient counts, not its length.
    Sign,
    /// The points are averaged.
    Averaging,
    /// The rate is found on the way.
    ParameterFree,
    /// Curvature, exact or gathered from gradients.
    SecondOrder,
    /// The rate of each step is searched along its direction.
    LineSearch,
    /// Values of the function alone.
    DerivativeFree,
    /// Around another method.
    Wrapper,
}

impl Family {
    /// All of them, in the order of the chooser.
    pub const ALL: [Family; 11] = [
        Family::Plain,
        Family::Momentum,
        Family::Sign,
        Family::Adaptive,
        Family::Adam,
        Family::Averaging,
        Family::ParameterFree,
        Family::LineSearch,
        Family::SecondOrder,
        Family::DerivativeFree,
        Family::Wrapper,
    ];

    /// The name in the text files.
    pub fn id(self) -> &'static str {
        match self {
            Family::Plain => "plain",
            Family::Momentum => "momentum",
            Family::Adaptive => "adaptive",
            Family::Adam => "adam",
            Family::Sign => "sign",
            Family::Averaging => "averaging",
            Family::ParameterFree => "parameter_free",
            Family::SecondOrder => "second_order",
            Family::LineSearch => "line_search",
            Family::DerivativeFree => "derivative_free",
            Family::Wrapper => "wrapper",
        }
    }
}
