//! Arithmetic that several methods share, written once.

use crate::scalar::{Scalar, Vec2, zip};

/// g + λx: weight decay in its first form, an L2 penalty inside the gradient.
pub(super) fn with_decay<S: Scalar>(g: Vec2<S>, x: Vec2<S>, weight_decay: S) -> Vec2<S> {
    [g[0] + weight_decay * x[0], g[1] + weight_decay * x[1]]
}

/// An exponentially weighted average after one more value: `keep` of the old one, the rest of the new one.
pub(super) fn average<S: Scalar>(keep: S, old: Vec2<S>, new: Vec2<S>) -> Vec2<S> {
    let fresh = S::from(1.0) - keep;
    zip(old, new, |old, new| keep * old + fresh * new)
}

/// The square of each coordinate.
pub(super) fn squares<S: Scalar>(v: Vec2<S>) -> Vec2<S> {
    v.map(|v| v * v)
}

/// Each coordinate times one number.
pub(super) fn scaled<S: Scalar>(v: Vec2<S>, by: S) -> Vec2<S> {
    v.map(|v| v * by)
}

/// The scalar product.
pub(super) fn dot<S: Scalar>(a: Vec2<S>, b: Vec2<S>) -> S {
    a[0] * b[0] + a[1] * b[1]
}

/// a − b.
pub(super) fn minus<S: Scalar>(a: Vec2<S>, b: Vec2<S>) -> Vec2<S> {
    zip(a, b, |a, b| a - b)
}
