//! The minima that are found.

use crate::numbers::SAME;
use crate::{read, typed};
use downhill::core::formula::Program;
use downhill::core::objective::Objective;
use downhill::core::param::defaults;
use downhill::core::surfaces::{Domain, Surface, TYPED, surface};
use downhill::scene::Scene;
use std::sync::Arc;

fn minima(text: &str, domain: Domain) -> Vec<[f64; 2]> {
    let scene = Scene { domain: Some(domain), ..read(&format!("f={text}")) };
    let surface = scene.landscape_with_minima();
    assert!(surface.found && surface.nearest_minimum([0.0, 0.0]).is_none(), "found is not known");
    let depths: Vec<f64> = surface.minima.iter().map(|m| m.f).collect();
    assert!(depths.is_sorted(), "{depths:?}");
    surface.minima.iter().map(|m| m.point).collect()
}

fn near(p: [f64; 2], q: [f64; 2]) -> bool {
    (p[0] - q[0]).abs() < 1e-9 && (p[1] - q[1]).abs() < 1e-9
}

#[test]
fn the_minima_found_are_the_known_ones() {
    for id in
        ["himmelblau", "rastrigin", "styblinski_tang", "beale", "rosenbrock", "curved_ravine", "ackley", "plateau"]
    {
        let text = SAME.iter().find(|(same, _)| *same == id).expect("a formula").1.replace('+', "%2B");
        let spec = surface(id).expect("a surface");
        let known = Surface::new(spec, &defaults(spec.params)).minima;
        let found = minima(&text, spec.domain);
        assert_eq!(found.len(), known.len().min(32), "{id}: {found:?}");
        for p in &found {
            assert!(known.iter().any(|m| near(m.point, *p)), "{id}: {p:?} is none");
        }
        let (deepest, lowest) = (typed(SAME.iter().find(|s| s.0 == id).expect("it").1).value(found[0]), known[0].f);
        // At Ackley's kink, where slopes are 2, the place is good to some 1e-12.
        assert!((deepest - lowest).abs() < 1e-11, "{id}: {deepest}, not {lowest}");
    }
}

#[test]
fn six_hump_camel_has_six_minima() {
    // Molga & Smutnicki 2005; the digits from solving the gradient with mpmath at 30 digits.
    let expected = [
        [0.089_842_013_100_318, -0.712_656_403_020_740],
        [-0.089_842_013_100_318, 0.712_656_403_020_740],
        [1.703_606_714_969_981, -0.796_083_568_672_625],
        [-1.703_606_714_969_981, 0.796_083_568_672_625],
        [1.607_104_752_920_197, 0.568_651_454_884_131],
        [-1.607_104_752_920_197, -0.568_651_454_884_131],
    ];
    let text = "(4-2.1x^2+x^4/3)x^2+x*y+(4y^2-4)y^2";
    let found = minima(text, Domain::new(-3.0, 3.0, -2.0, 2.0));
    assert_eq!(found.len(), 6, "{found:?}");
    for p in expected {
        let there = found.iter().any(|q| near(p, *q));
        assert!(there, "{p:?} is missing in {found:?}");
    }
    let f = typed(text);
    assert!((f.value(found[0]) + 1.031_628_453_489_877).abs() < 1e-14);
    for p in found {
        assert!(f.gradient(p).iter().all(|g| g.abs() < 1e-12), "{p:?}: {:?}", f.gradient(p));
    }
}

#[test]
fn kinks_and_flat_bottoms_are_found_and_nothing_else() {
    let view = TYPED.domain;
    for (text, expected, tolerance) in [
        ("abs(x-1)+abs(y+0.3)", vec![[1.0, -0.3]], 1e-8),
        ("max(abs(x-0.7),2*abs(y))", vec![[0.7, 0.0]], 1e-6),
        ("sqrt((x-1)^2+(y-2)^2)", vec![[1.0, 2.0]], 1e-8),
        ("(x-0.123)^4+(y+1)^4", vec![[0.123, -1.0]], 1e-3),
        ("abs(x)+y^2+3", vec![[0.0, 0.0]], 1e-6),
        ("x^2-y^2", vec![], 0.0),
        ("x+y", vec![], 0.0),
        ("x^2", vec![], 0.0),
        ("(x-y)^2", vec![], 0.0),
        ("7", vec![], 0.0),
        ("ln(x^2+y^2)", vec![], 0.0),
        ("-1/(x^2+y^2)", vec![], 0.0),
        ("-x^2-y^2", vec![], 0.0),
        ("sqrt(-1-x^2)", vec![], 0.0),
        ("x^3+y^3", vec![], 0.0),
    ] {
        let found = minima(&text.replace('+', "%2B"), view);
        assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
        for (p, q) in found.iter().zip(&expected) {
            let distance = (p[0] - q[0]).hypot(p[1] - q[1]);
            assert!(distance <= tolerance, "{text}: {p:?} instead of {q:?}");
        }
    }
}

/// Counts what the search asks for.
#[test]
fn the_search_is_bounded() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    struct Counting(Arc<dyn Objective>, Arc<AtomicUsize>);
    impl Objective for Counting {
        fn value(&self, p: [f64; 2]) -> f64 {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.value(p)
        }
        fn gradient(&self, p: [f64; 2]) -> [f64; 2] {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.gradient(p)
        }
        fn hessian(&self, p: [f64; 2]) -> [[f64; 2]; 2] {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0.hessian(p)
        }
    }
    let mut most = 0;
    for text in [
        "sin(40x)*sin(37y)",
        "abs(sin(30x))+abs(cos(41y))",
        "abs(x-y^2)+abs(sin(9x))/9",
        "x^2+y^2",
        "abs(abs(x)-abs(y))",
    ] {
        let count = Arc::new(AtomicUsize::new(0));
        let surface = Surface::typed(text, &Program::parse(text).expect("a formula"), &[]);
        let surface = Surface { objective: Arc::new(Counting(typed(text), Arc::clone(&count))), ..surface };
        let found = surface.with_minima_found(TYPED.domain).minima.len();
        assert!(found <= 32);
        most = most.max(count.load(Ordering::Relaxed));
        println!("{text}: {found} minima, {} evaluations", count.load(Ordering::Relaxed));
    }
    // Sorting the hollows and the minima, and telling how deep these are, comes on top.
    assert!(most <= 25_000, "{most} evaluations");
}
