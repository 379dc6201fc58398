//! What methods keep: its id in links and text files, and its symbol in the formula of each method.

/// Something a method keeps for each coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// An average or sum of gradients, as the step uses it.
    Velocity,
    /// The same, corrected for having started at zero.
    CorrectedVelocity,
    /// An average of squared gradients, as the step uses it.
    MeanSquare,
    /// The same, corrected for having started at zero.
    CorrectedMeanSquare,
    /// The sum of all squared gradients so far.
    SumOfSquares,
    /// The rate that each coordinate really has: lr divided by the root of the squares.
    EffectiveRate,
    /// A second average of gradients with a longer memory.
    SlowVelocity,
    /// The sum of all gradients so far, weighted or not.
    SumOfGradients,
    /// The gradient of the step before.
    PreviousGradient,
    /// The average change of the gradient from step to step.
    GradientChange,
    /// An average of the squared differences between gradient and velocity.
    Variance,
    /// The largest gradient of late, or so far.
    LargestGradient,
    /// An average of squared steps.
    MeanSquareStep,
    /// The length of the step, set for each coordinate on its own.
    StepSize,
    /// An estimate of the distance to the minimum, one for both coordinates.
    Distance,
    /// What the steps have gained so far: the sum of −g times the way from the start.
    Reward,
    /// How many times the step is stretched, one number for both coordinates.
    Stretch,
    /// The point that takes the steps of a method which averages.
    BasePoint,
    /// The average of the points so far.
    AveragedPoint,
    /// The diagonal of the Hessian, or a method's average of it.
    HessianDiagonal,
    /// An average of gradients over a longer time, beside the one that moves the point.
    SlowGradient,
    /// A second point that follows the first one slowly.
    SlowPoint,
    /// The direction p that the step takes: −g turned and stretched by what is known of the curvature.
    SearchDirection,
    /// How far along the direction a search went: one number for both coordinates.
    StepLength,
    /// What is added to the curvature: one number for both coordinates.
    Damping,
    /// The part of the velocity that is kept: one number for both coordinates.
    Momentum,
    /// Iterations inside the steps so far: one number for both coordinates.
    Iterations,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Quantity; 27] = [
        Quantity::Velocity,
        Quantity::CorrectedVelocity,
        Quantity::MeanSquare,
        Quantity::CorrectedMeanSquare,
        Quantity::SumOfSquares,
        Quantity::EffectiveRate,
        Quantity::SlowVelocity,
        Quantity::SumOfGradients,
        Quantity::PreviousGradient,
        Quantity::GradientChange,
        Quantity::Variance,
        Quantity::LargestGradient,
        Quantity::MeanSquareStep,
        Quantity::StepSize,
        Quantity::Distance,
        Quantity::Reward,
        Quantity::Stretch,
        Quantity::BasePoint,
        Quantity::AveragedPoint,
        Quantity::HessianDiagonal,
        Quantity::SlowGradient,
        Quantity::SlowPoint,
        Quantity::SearchDirection,
        Quantity::StepLength,
        Quantity::Damping,
        Quantity::Momentum,
        Quantity::Iterations,
    ];

    /// The name in links and, after `quantity.`, in the text files; and the symbol most methods have for it.
    fn entry(self) -> (&'static str, &'static str) {
        match self {
            Quantity::Velocity => ("velocity", "m"),
            Quantity::CorrectedVelocity => ("corrected_velocity", "m̂"),
            Quantity::MeanSquare => ("mean_square", "v"),
            Quantity::CorrectedMeanSquare => ("corrected_mean_square", "v̂"),
            Quantity::SumOfSquares => ("sum_of_squares", "s"),
            Quantity::EffectiveRate => ("effective_rate", "η"),
            Quantity::SlowVelocity => ("slow_velocity", "m₂"),
            Quantity::SumOfGradients => ("sum_of_gradients", "s"),
            Quantity::PreviousGradient => ("previous_gradient", "g₋₁"),
            Quantity::GradientChange => ("gradient_change", "v̂"),
            Quantity::Variance => ("variance", "v̂"),
            Quantity::LargestGradient => ("largest_gradient", "u"),
            Quantity::MeanSquareStep => ("mean_square_step", "u"),
            Quantity::StepSize => ("step_size", "Δ"),
            Quantity::Distance => ("distance", "d"),
            Quantity::Reward => ("reward", "R"),
            Quantity::Stretch => ("stretch", "|x|/|u|"),
            Quantity::BasePoint => ("base_point", "z"),
            Quantity::AveragedPoint => ("averaged_point", "x̄"),
            Quantity::HessianDiagonal => ("hessian_diagonal", "diag H"),
            Quantity::SlowGradient => ("slow_gradient", "h"),
            Quantity::SlowPoint => ("slow_point", "φ"),
            Quantity::SearchDirection => ("search_direction", "p"),
            Quantity::StepLength => ("step_length", "t"),
            Quantity::Damping => ("damping", "μ"),
            Quantity::Momentum => ("momentum", "β"),
            Quantity::Iterations => ("iterations", "n"),
        }
    }

    /// The name in links and, after `quantity.`, in the text files.
    pub fn id(self) -> &'static str {
        self.entry().0
    }

    /// Its symbol in the formula of a method.
    pub fn symbol(self, method: &str) -> &'static str {
        match (self, method) {
            (Quantity::Velocity, "momentum") => "s",
            (Quantity::Velocity, "sgd" | "nesterov" | "gd_momentum_optimal") => "v",
            (Quantity::CorrectedVelocity, "ademamix") => "m̂₁",
            (Quantity::MeanSquare, "rmsprop") => "s",
            (Quantity::CorrectedMeanSquare, "rmsprop") => "ŝ",
            (Quantity::CorrectedMeanSquare, "adan") => "n̂",
            (Quantity::SumOfSquares, "madgrad") => "v",
            (Quantity::SumOfSquares, "shampoo") => "diag L",
            (Quantity::SumOfGradients, "cocob") => "−θ",
            (Quantity::LargestGradient, "cocob") => "L",
            (Quantity::HessianDiagonal, "sophia") => "h",
            (Quantity::EffectiveRate, method) => effective_rate(method),
            _ => self.entry().1,
        }
    }

    /// Whether it says which way the run is moving.
    pub fn is_velocity(self) -> bool {
        matches!(self, Quantity::Velocity | Quantity::CorrectedVelocity)
    }

    /// Whether its root divides the step of each coordinate: a second moment, averaged or summed.
    pub fn is_square(self) -> bool {
        use Quantity::{CorrectedMeanSquare, MeanSquare, SumOfSquares, Variance};
        matches!(self, MeanSquare | CorrectedMeanSquare | Variance | SumOfSquares)
    }

    /// Whether it is one number, given for both coordinates.
    pub fn is_scalar(self) -> bool {
        use Quantity::{Damping, Distance, Iterations, Momentum, StepLength, Stretch};
        matches!(self, StepLength | Damping | Momentum | Iterations | Distance | Stretch)
    }
}

/// The rate that a coordinate really has, ε left out, where it is short enough to be written; otherwise η.
fn effective_rate(method: &str) -> &'static str {
    match method {
        "adagrad" | "rmsprop" => "α/√s",
        "adam"
        | "adamw"
        | "nadam"
        | "nadamw"
        | "amsgrad"
        | "yogi"
        | "adabelief"
        | "ademamix"
        | "adopt"
        | "mars"
        | "cautious_adamw"
        | "novograd"
        | "schedule_free_adamw"
        | "grokfast"
        | "lookahead" => "α/√v",
        "adan" => "α/√n",
        "adamax" => "α/u",
        "adadelta" => "α√u/√v",
        "dadapt_adamw" | "prodigy" => "αd/√v",
        "dog" => "αd/√s",
        "dowg" => "αd²/√s",
        _ => "η",
    }
}
