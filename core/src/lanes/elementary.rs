//! exp, sin and cos of many lanes: the very operations of `libm`, in the same order, without its branches.
//!
//! Where a lane would leave the beaten track (huge, not a number, next to a multiple of π/2), `libm` itself is asked. So
//! the bits are those of `libm` whatever happens; a test compares millions of them.
//! Source: `exp.rs`, `rem_pio2.rs`, `k_sin.rs`, `k_cos.rs` of the crate `libm` 0.2, which come from FreeBSD's msun:
//! Copyright 1993, 2004 by Sun Microsystems, Inc. Permission to use, copy, modify, and distribute this software is
//! freely granted, provided that this notice is preserved.

use super::{LANES, Lanes, Mask};
use crate::scalar::Scalar;
use wide::f64x2;

/// The number whose upper half is this; `libm` compares upper halves of the bits.
const fn upper(high: u32) -> f64 {
    f64::from_bits((high as u64) << 32)
}

fn all(v: f64) -> f64x2 {
    f64x2::splat(v)
}

/// Replaces the lanes of a mask by what `libm` says of them.
fn patched(result: Lanes, bad: Mask, x: Lanes, f: impl Fn(f64) -> f64) -> Lanes {
    let bits = bad.bits();
    if bits == 0 {
        return result;
    }
    Lanes::gather(|i| if bits >> i & 1 == 1 { f(x.lane(i)) } else { result.lane(i) })
}

// ----------------------------------------------------------------------------------------------------------------- exp

const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
const INVERSE_LN2: f64 = f64::from_bits(0x3ff7_1547_652b_82fe);
const P: [f64; 5] = [
    f64::from_bits(0x3fc5_5555_5555_553e),
    f64::from_bits(0xbf66_c16c_16be_bd93),
    f64::from_bits(0x3f11_566a_af25_de2c),
    f64::from_bits(0xbebb_bd41_c5d2_6bf1),
    f64::from_bits(0x3e66_3769_72be_a4d0),
];
/// Adding it leaves no place for a fraction.
const WHOLE: f64 = (1_u64 << 52) as f64;
/// The same for both signs.
const WHOLE_EITHER: f64 = 1.5 * WHOLE;

/// exp of each lane.
#[inline]
pub(super) fn exp(x: Lanes) -> Lanes {
    let (zero, one) = (all(0.0), all(1.0));
    let pair = |x: f64x2| {
        let size = x.abs();
        // Beyond ln 2 / 2 a power of two is split off: the nearest whole number to x / ln 2, halves away from 0.
        let half_up = all(INVERSE_LN2) * size + all(0.5);
        let rounded = (half_up + all(WHOLE)) - all(WHOLE);
        let floor = rounded - (rounded.simd_gt(half_up) & one);
        let k = x.simd_lt(zero).bitselect(-floor, floor) & size.simd_ge(all(upper(0x3fd6_2e43)));
        let high = x - k * all(LN2_HIGH);
        let low = k * all(LN2_LOW);
        let r = high - low;
        let rr = r * r;
        let c = r - rr * (all(P[0]) + rr * (all(P[1]) + rr * (all(P[2]) + rr * (all(P[3]) + rr * all(P[4])))));
        let y = one + (r * c / (all(2.0) - c) - low + high);
        // 2ᵏ: k, as the lowest bits of a sum, moves up to where exponents are.
        let power = (k + all(1023.0 + WHOLE_EITHER)).to_array().map(|v| f64::from_bits(v.to_bits() << 52));
        size.simd_lt(all(upper(0x3e30_0001))).bitselect(one + x, y * f64x2::new(power))
    };
    // What is not below the limit may also be NaN.
    let bad = Mask(x.0.map(|x| !x.abs().simd_lt(all(upper(0x4086_232b)))));
    patched(Lanes(x.0.map(pair)), bad, x, libm::exp)
}

// ------------------------------------------------------------------------------------------------------------- sin, cos

const INVERSE_HALF_PI: f64 = f64::from_bits(0x3fe4_5f30_6dc9_c883);
const HALF_PI_HIGH: f64 = f64::from_bits(0x3ff9_21fb_5440_0000);
const HALF_PI_LOW: f64 = f64::from_bits(0x3dd0_b461_1a62_6331);
const S: [f64; 6] = [
    f64::from_bits(0xbfc5_5555_5555_5549),
    f64::from_bits(0x3f81_1111_1110_f8a6),
    f64::from_bits(0xbf2a_01a0_19c1_61d5),
    f64::from_bits(0x3ec7_1de3_57b1_fe7d),
    f64::from_bits(0xbe5a_e5e6_8a2b_9ceb),
    f64::from_bits(0x3de5_d93a_5acf_d57c),
];
const C: [f64; 6] = [
    f64::from_bits(0x3fa5_5555_5555_554c),
    f64::from_bits(0xbf56_c16c_16c1_5177),
    f64::from_bits(0x3efa_01a0_19cb_1590),
    f64::from_bits(0xbe92_7e4f_809c_52ad),
    f64::from_bits(0x3e21_ee9e_bdb4_b1c4),
    f64::from_bits(0xbda8_fae9_be88_38d4),
];
/// A little less than π/4: nearer to it `libm` may have chosen the other neighbour.
const NEARLY_QUARTER: f64 = std::f64::consts::FRAC_PI_4 - 1e-5;
/// A rest smaller than this part of x has lost digits, which `libm` then works out.
const LOST: f64 = 1.0 / 32768.0;

/// sin and cos of each lane.
#[inline]
pub(super) fn sin_cos(x: Lanes) -> (Lanes, Lanes) {
    let (mut sin, mut cos, mut bad) = (x, x, Mask(x.0));
    for i in 0..x.0.len() {
        (sin.0[i], cos.0[i], bad.0[i]) = pair(x.0[i]);
    }
    (patched(sin, bad, x, libm::sin), patched(cos, bad, x, libm::cos))
}

fn pair(x: f64x2) -> (f64x2, f64x2, f64x2) {
    let (zero, one, half) = (all(0.0), all(1.0), all(0.5));
    let size = x.abs();
    let small = size.simd_lt(all(upper(0x3fe9_21fc)));
    // The rest after so many quarter turns, as a sum of two.
    let turns = (x * all(INVERSE_HALF_PI) + all(WHOLE_EITHER)) - all(WHOLE_EITHER);
    let r = x - turns * all(HALF_PI_HIGH);
    let w = turns * all(HALF_PI_LOW);
    let rest = r - w;
    let tail = (r - rest) - w;
    let fine = rest.abs().simd_lt(all(NEARLY_QUARTER))
        & rest.abs().simd_gt(size * all(LOST))
        & size.simd_lt(all(upper(0x4139_21fb)));
    let rest = small.bitselect(x, rest);
    let tail = small.bitselect(zero, tail);
    // How many of four: a quarter of it, rounded down, goes.
    let fours = ((turns * all(0.25) - all(0.375)) + all(WHOLE_EITHER)) - all(WHOLE_EITHER);
    let quarter = small.bitselect(zero, turns - fours * all(4.0));

    let z = rest * rest;
    let w = z * z;
    let v = z * rest;
    let poly = all(S[1]) + z * (all(S[2]) + z * all(S[3])) + z * w * (all(S[4]) + z * all(S[5]));
    let turned = rest - ((z * (half * tail - v * poly) - tail) - v * all(S[0]));
    let direct = rest + v * (all(S[0]) + z * poly);
    let tiny = size.simd_lt(all(upper(0x3e50_0000)));
    let s = small.bitselect(tiny.bitselect(x, direct), turned);

    let poly =
        z * (all(C[0]) + z * (all(C[1]) + z * all(C[2]))) + w * w * (all(C[3]) + z * (all(C[4]) + z * all(C[5])));
    let hz = half * z;
    let near = one - hz;
    let c = near + (((one - near) - hz) + (z * poly - rest * tail));

    let odd = quarter.simd_eq(one) | quarter.simd_eq(all(3.0));
    let back = quarter.simd_ge(all(2.0));
    let left = quarter.simd_ge(one) & quarter.simd_le(all(2.0));
    let sign = all(-0.0);
    let sin = odd.bitselect(c, s) ^ (back & sign);
    let cos = odd.bitselect(s, c) ^ (left & sign);
    (sin, cos, !(small | fine))
}

/// As many numbers as there are lanes.
const _: () = assert!(LANES <= u32::BITS as usize, "a mask has a bit for each");
