//! Starts that fill a part of the plane evenly.
//!
//! The i-th lies at the fractional parts of ½ + i/g and ½ + i/g², where g = 1.3247… solves g³ = g + 1: two irrational turns
//! that fill a square more evenly than chance, however many there are. The first thousand of ten thousand are the same
//! thousand.
//! Source: M. Roberts 2018, The unreasonable effectiveness of quasirandom sequences (the sequence R2).

use crate::scalar::Vec2;
use crate::surfaces::Domain;

/// The root of g³ = g + 1.
const G: f64 = 1.324_717_957_244_746;

/// So many starts, spread evenly over a part of the plane, corners included as little as anything else.
pub fn spread(domain: Domain, count: usize) -> Vec<Vec2> {
    let turns = [1.0 / G, 1.0 / (G * G)];
    let start = |i: usize| {
        let place = |turn: f64, (low, high): (f64, f64)| {
            let v = 0.5 + (i + 1) as f64 * turn;
            let share = v - libm::floor(v);
            // Not low + share·(high − low): the width of a huge domain may be no number.
            low * (1.0 - share) + high * share
        };
        [place(turns[0], domain.x), place(turns[1], domain.y)]
    };
    (0..count).map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_gets_its_share() {
        let domain = Domain::new(-3.0, 5.0, 10.0, 11.0);
        let all = spread(domain, 4096);
        let mut boxes = [0; 64];
        for p in &all {
            assert!(domain.contains(*p));
            let at = |v: f64, (low, high): (f64, f64)| ((v - low) / (high - low) * 8.0) as usize;
            boxes[8 * at(p[1], domain.y) + at(p[0], domain.x)] += 1;
        }
        assert!(boxes.iter().all(|n| (58..=70).contains(n)), "64 each, not {boxes:?}");
        assert_eq!(spread(domain, 100), all[..100], "more of them are the same ones and others");
        let huge = spread(Domain::new(-1e308, 1e308, -1e308, 1e308), 100);
        assert!(huge.iter().flatten().all(|v| v.is_finite()));
    }
}
