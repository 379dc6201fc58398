//! Sixteen normal values at once, in float32, with every rounding as PyTorch's AVX2 code makes it.
//!
//! Source: `normal_fill_16_AVX2` in PyTorch's `aten/src/ATen/native/cpu/DistributionTemplates.h`, which takes logarithm,
//! sine and cosine from `avx_mathfun.h`: the single-precision polynomials of Moshier's Cephes library. These are not
//! the nearest floats to the true values, and must not be: PyTorch's are not either.

use libm::fmaf;
use std::f32::consts::PI;

/// Turns 16 evenly spread numbers into normal ones, by Box and Muller: the first eight give the distances from the
/// origin, the last eight the angles.
pub fn to_normal(block: &mut [f32; 16]) {
    let (first, second) = block.split_at_mut(8);
    for (a, b) in first.iter_mut().zip(second) {
        // 0 can be drawn, and has no logarithm; 1 cannot.
        let radius = (-2.0 * ln(1.0 - *a)).sqrt();
        let (sin, cos) = sin_cos(2.0 * PI * *b);
        (*a, *b) = (radius * cos, radius * sin);
    }
}

/// A polynomial, the highest power first, every step fused.
///
/// `fmaf` rounds once, on every platform; multiplying and adding in float64 would round twice.
fn polynomial(x: f32, coefficients: &[f32]) -> f32 {
    coefficients.iter().copied().reduce(|sum, c| fmaf(sum, x, c)).unwrap_or(0.0)
}

/// The logarithm of a normal positive float.
fn ln(x: f32) -> f32 {
    // x = m · 2^e with ½ ≤ m < 1, then √½ ≤ 1 + m < √2.
    let bits = x.to_bits();
    let mut e = (bits >> 23) as f32 - 126.0;
    let mut m = f32::from_bits(bits & 0x007f_ffff | 0x3f00_0000);
    if m < 0.707_106_77 {
        e -= 1.0;
        m = (m - 1.0) + m;
    } else {
        m -= 1.0;
    }
    let square = m * m;
    let mut y = polynomial(m, &LN) * m;
    y = fmaf(y, square, e * -2.121_944_4e-4);
    y = fmaf(-square, 0.5, y);
    // ln 2 in two parts, of which the larger times e is exact.
    fmaf(e, 0.693_359_4, m + y)
}

/// Sine and cosine of an angle of at least 0, in radians.
fn sin_cos(angle: f32) -> (f32, f32) {
    // Eighths of a turn, rounded to the nearer quarter; what is left lies between −π/4 and π/4.
    let eighths = ((angle * 1.273_239_5) as i32 + 1) & !1;
    let j = eighths as f32;
    // π/4 in three parts.
    let x = fmaf(j, -0.785_156_25, angle);
    let x = fmaf(j, -2.418_756_5e-4, x);
    let x = fmaf(j, -3.774_895e-8, x);
    let square = x * x;
    let cos = fmaf(polynomial(square, &COS) * square, square, -(square * 0.5)) + 1.0;
    let sin = fmaf(polynomial(square, &SIN) * square, x, x);
    let (sin, cos) = if eighths & 2 == 0 { (sin, cos) } else { (cos, sin) };
    let negative = |sign: bool, v: f32| if sign { -v } else { v };
    (negative(eighths & 4 != 0, sin), negative((eighths - 2) & 4 == 0, cos))
}

#[expect(clippy::excessive_precision, reason = "as Cephes writes them")]
const LN: [f32; 9] = [
    7.0376836292e-2,
    -1.1514610310e-1,
    1.1676998740e-1,
    -1.2420140846e-1,
    1.4249322787e-1,
    -1.6668057665e-1,
    2.0000714765e-1,
    -2.4999993993e-1,
    3.3333331174e-1,
];

#[expect(clippy::excessive_precision, reason = "as Cephes writes them")]
const COS: [f32; 3] = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2];

#[expect(clippy::excessive_precision, reason = "as Cephes writes them")]
const SIN: [f32; 3] = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1];

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 24-bit fraction that can be drawn, thinned out.
    fn drawn() -> impl Iterator<Item = f32> {
        (0..1 << 24).step_by(97).map(|i| i as f32 / 16_777_216.0)
    }

    #[test]
    fn the_shortened_constants_are_the_same_floats() {
        #[expect(clippy::excessive_precision, reason = "as Cephes writes them")]
        let cephes: [f32; 7] = [
            std::f32::consts::FRAC_1_SQRT_2,
            -2.12194440e-4,
            0.693359375,
            1.27323954473516,
            -0.78515625,
            -2.4187564849853515625e-4,
            -3.77489497744594108e-8,
        ];
        assert_eq!(
            cephes,
            [0.707_106_77, -2.121_944_4e-4, 0.693_359_4, 1.273_239_5, -0.785_156_25, -2.418_756_5e-4, -3.774_895e-8]
        );
    }

    #[test]
    fn the_polynomials_are_logarithm_sine_and_cosine() {
        let mut largest = [0.0_f64; 3];
        for u in drawn() {
            let x = 1.0 - u;
            let angle = 2.0 * PI * u;
            let (sin, cos) = sin_cos(angle);
            let angle = f64::from(angle);
            let truth = [libm::log(f64::from(x)), libm::sin(angle), libm::cos(angle)];
            for ((large, mine), truth) in largest.iter_mut().zip([ln(x), sin, cos]).zip(truth) {
                *large = large.max((f64::from(mine) - truth).abs() / truth.abs().max(1.0));
            }
        }
        assert!(largest.iter().all(|e| *e < 1.2e-7), "{largest:?}");
    }

    #[test]
    fn fusing_rounds_once() {
        // Near a tie of float32: rounding to float64 first falls onto the tie and then to the wrong side.
        let (x, y, z) = (1.0 + 2.0_f32.powi(-12), 1.0 + 2.0_f32.powi(-12), 2.0_f32.powi(-70));
        let twice = (f64::from(x) * f64::from(y) + f64::from(z)) as f32;
        assert_eq!(twice, 1.0 + 2.0_f32.powi(-11));
        assert_eq!(fmaf(x, y, z), 1.0 + 2.0_f32.powi(-11) + 2.0_f32.powi(-23));
    }
}
