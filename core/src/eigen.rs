//! Symmetric 2×2 matrices: all the linear algebra that a plane needs, for methods, charts and words.

use crate::scalar::Vec2;

/// Rows of a symmetric matrix.
pub type Matrix = [Vec2; 2];

/// The scalar product.
pub fn dot(a: Vec2, b: Vec2) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// x + t d, rounded as it is written.
pub fn along(x: Vec2, t: f64, d: Vec2) -> Vec2 {
    [x[0] + t * d[0], x[1] + t * d[1]]
}

/// A matrix times a vector.
pub fn times(m: Matrix, v: Vec2) -> Vec2 {
    [dot(m[0], v), dot(m[1], v)]
}

/// Eigenvalues, the larger first, and unit eigenvectors at a right angle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, the larger first.
    pub values: [f64; 2],
    /// The eigenvector of each, of length 1.
    pub vectors: [Vec2; 2],
}

/// Takes a symmetric matrix apart.
pub fn eigen([[a, b], [_, c]]: Matrix) -> Eigen {
    let (mean, half) = ((a + c) / 2.0, (a - c) / 2.0);
    let radius = libm::hypot(half, b);
    // The one farther from 0 is exact as a sum; the other one would lose its digits in the difference.
    let far = if mean >= 0.0 { mean + radius } else { mean - radius };
    let near = if far == 0.0 { 0.0 } else { (a / far) * c - (b / far) * b };
    let values = if mean >= 0.0 { [far, near] } else { [near, far] };
    // The vector of the larger one, from the row in which nothing cancels.
    let [x, y] = if half >= 0.0 { [half + radius, b] } else { [b, radius - half] };
    let length = libm::hypot(x, y);
    let first = if length == 0.0 { [1.0, 0.0] } else { [x / length, y / length] };
    Eigen { values, vectors: [first, [-first[1], first[0]]] }
}

impl Eigen {
    /// The condition number: how many times farther from 0 one eigenvalue is than the other; infinite if one is 0.
    pub fn condition(&self) -> f64 {
        let [a, b] = self.values.map(f64::abs);
        if a >= b { a / b } else { b / a }
    }

    /// The components of a vector along the two eigenvectors.
    pub fn components(&self, v: Vec2) -> [f64; 2] {
        [dot(self.vectors[0], v), dot(self.vectors[1], v)]
    }

    /// The vector with these components.
    pub fn compose(&self, [p, q]: [f64; 2]) -> Vec2 {
        let [u, v] = self.vectors;
        [p * u[0] + q * v[0], p * u[1] + q * v[1]]
    }

    /// −(M + μ)⁻¹ v: the step that a quadratic model asks for. Where there is neither slope nor curvature, none.
    pub fn solve(&self, v: Vec2, shift: f64) -> Vec2 {
        let [p, q] = self.components(v);
        self.compose([quotient(-p, self.values[0] + shift), quotient(-q, self.values[1] + shift)])
    }

    /// M⁻½ v for a matrix without negative eigenvalues; v lies in its range, so that a 0 has no part in it.
    pub fn inverse_root(&self, v: Vec2) -> Vec2 {
        let [p, q] = self.components(v);
        let part = |c: f64, value: f64| if value <= 0.0 { 0.0 } else { c / value.sqrt() };
        self.compose([part(p, self.values[0]), part(q, self.values[1])])
    }
}

/// a/b, but 0/0 is 0.
pub fn quotient(a: f64, b: f64) -> f64 {
    if a == 0.0 && b == 0.0 { 0.0 } else { a / b }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRICES: [Matrix; 6] = [
        [[2.0, 0.0], [0.0, 5.0]],
        [[5.0, 1.0], [1.0, 2.0]],
        [[-3.0, 2.0], [2.0, 1.0]],
        [[-3.0, 0.5], [0.5, -7.0]],
        [[4.0, 0.0], [0.0, 4.0]],
        [[1e8, 3.0], [3.0, 1e-3]],
    ];

    #[test]
    fn eigenvectors_are_stretched_by_their_values() {
        for m in MATRICES {
            let parts = eigen(m);
            assert!(parts.values[0] >= parts.values[1], "{m:?}");
            assert!(dot(parts.vectors[0], parts.vectors[1]).abs() < 1e-15);
            let scale = parts.values[0].abs().max(parts.values[1].abs());
            for (value, vector) in parts.values.into_iter().zip(parts.vectors) {
                assert!((dot(vector, vector) - 1.0).abs() < 1e-15);
                let image = times(m, vector);
                for i in [0, 1] {
                    assert!((image[i] - value * vector[i]).abs() <= 1e-15 * scale, "{m:?}: {value} {vector:?}");
                }
            }
        }
        let tiny = eigen([[1e8, 3.0], [3.0, 1e-3]]).values[1];
        assert!((tiny - (1e-3 - 9e-8)).abs() < 1e-13, "the small one keeps its digits: {tiny:e}");
    }

    #[test]
    fn the_inverse_root_squared_times_the_matrix_is_the_identity() {
        for m in MATRICES.into_iter().filter(|m| eigen(*m).values[1] > 0.0) {
            for v in [[1.0, 0.0], [0.0, 1.0], [-2.0, 0.7]] {
                let parts = eigen(m);
                let back = times(m, parts.inverse_root(parts.inverse_root(v)));
                let scale = 1e-12 * (1.0 + parts.values[0]);
                assert!((back[0] - v[0]).abs() < scale && (back[1] - v[1]).abs() < scale, "{m:?} {v:?}: {back:?}");
            }
        }
    }

    #[test]
    fn nothing_is_asked_where_there_is_neither_slope_nor_curvature() {
        let flat = eigen([[0.0; 2]; 2]);
        assert_eq!(flat.solve([0.0, 0.0], 0.0).map(f64::abs), [0.0, 0.0]);
        assert!(!flat.solve([1.0, 0.0], 0.0)[0].is_finite(), "a slope without curvature has no bottom");
    }
}
