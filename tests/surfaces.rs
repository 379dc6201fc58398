//! The catalogue of surfaces against numbers that others print, and the formulas against their own parameters.

mod support;

use downhill::core::formula::{MAX_LENGTH, Program};
use downhill::core::surfaces::{SURFACES, Shape, SurfaceSpec, about, surface};
use support::read_surface;

/// Values at points, to the digits that the page of the Optimizers project (EpicDima) shows.
const VALUES: [(&str, [f64; 2], f64); 29] = [
    ("sphere", [-4.0, 4.0], 32.0),
    ("three_hump_camel", [-1.6, 1.8], 1.39492),
    ("ackley", [4.0, -4.0], 11.0134),
    ("rosenbrock", [-1.2, 1.0], 24.2),
    ("beale", [1.0, 1.0], 14.2031),
    ("goldstein_price", [1.5, 1.5], 9079.69),
    ("booth", [-8.0, -8.0], 1802.0),
    ("bukin6", [-7.0, 2.5], 141.804),
    ("matyas", [-9.0, 9.0], 81.0),
    ("levi13", [-8.0, -8.0], 162.0),
    ("himmelblau", [0.0, 0.0], 170.0),
    ("rastrigin", [4.5, 4.5], 80.5),
    ("easom", [2.5, 4.0], -0.166059),
    ("cross_in_tray", [6.0, 3.0], -1.28764),
    ("mccormick", [3.0, 3.0], 3.72058),
    ("styblinski_tang", [1.0, 1.0], -10.0),
    ("schaffer2", [-4.0, 2.0], 0.296146),
    ("schaffer4", [-4.0, 2.0], 0.729413),
    ("griewank", [7.0, 7.0], 0.84723),
    ("drop_wave", [-4.0, -4.0], -0.0739783),
    ("shubert", [0.0, 0.0], 19.8758),
    ("saddle", [4.0, 0.01], 15.9999),
    ("monkey_saddle", [1.2, 0.01], 1.72764),
    ("six_hump_camel", [-1.1, 1.0], 1.25591),
    ("zakharov", [-1.5, 1.8], 7.80801),
    ("schwefel", [-100.0, -100.0], 729.162),
    ("eggholder", [0.0, 0.0], -25.4603),
    ("shekel", [2.5, 2.5], -0.534639),
    ("mishra_bird", [-8.0, -4.0], 18.6566),
];

#[test]
fn values_are_those_that_others_show() {
    for (id, at, shown) in VALUES {
        let f = read_surface(id).objective.value(at);
        assert!((f - shown).abs() <= 1e-5 * (1.0 + f.abs()), "{id} at {at:?}: {f}, elsewhere {shown}");
    }
}

/// The depth of the global minimum, and how many points share it, as papers print them: Lévy & Montalvo 1985, Jamil &
/// Yang 2013, Surjanovic & Bingham, Moré, Garbow & Hillstrom 1981, Müller & Brown 1979.
const DEPTHS: [(&str, f64, usize); 26] = [
    ("booth", 0.0, 1),
    ("trid", -2.0, 1),
    ("leon", 0.0, 1),
    ("dixon_price", 0.0, 2),
    ("freudenstein_roth", 0.0, 1),
    ("easom", -1.0, 1),
    ("michalewicz", -1.8013, 1),
    ("muller_brown", -146.6995, 1),
    ("mccormick", -1.9132, 1),
    ("three_hump_camel", 0.0, 1),
    ("six_hump_camel", -1.0316, 2),
    ("branin", 0.397887, 3),
    ("goldstein_price", 3.0, 1),
    ("mishra_bird", -106.7645, 1),
    ("peaks", -6.5511, 1),
    ("griewank", 0.0, 1),
    ("levi13", 0.0, 1),
    // The printed 18 are those of a square twice as large each way.
    ("shubert", -186.7309, 4),
    ("levy3", -176.5418, 4),
    ("levy5", -176.1376, 1),
    ("schaffer2", 0.0, 1),
    ("schaffer4", 0.292579, 4),
    ("langermann", -4.15581, 1),
    ("schwefel", 2.5455e-5, 1),
    ("cross_in_tray", -2.06261, 4),
    ("holder_table", -19.2085, 4),
];

#[test]
fn global_minima_are_as_deep_and_as_many_as_printed() {
    for (id, printed, many) in DEPTHS {
        let minima = read_surface(id).minima;
        let lowest = minima[0].f;
        assert!((lowest - printed).abs() <= 6e-5 * (1.0 + lowest.abs()), "{id}: {lowest}, printed {printed}");
        let equal = minima.iter().filter(|m| m.f - lowest < 1e-9 * (1.0 + lowest.abs())).count();
        assert_eq!(equal, many, "{id}");
    }
}

#[test]
fn letters_of_formulas_are_the_parameters_and_nothing_else() {
    let mut texts = 0;
    for spec in SURFACES {
        let Shape::Text { formula, .. } = spec.shape else { continue };
        assert!(formula.chars().count() <= MAX_LENGTH, "{} is too long for the formula box", spec.id);
        let program = Program::parse(formula).unwrap_or_else(|e| panic!("{}: {e:?}", spec.id));
        let mut letters: Vec<String> = program.letters().iter().map(char::to_string).collect();
        let mut params: Vec<&str> = spec.params.iter().map(|p| p.id).collect();
        letters.sort_unstable();
        params.sort_unstable();
        assert_eq!(letters, params, "{}", spec.id);
        texts += 1;
    }
    assert!(texts > 40, "{texts} formulas");
}

#[test]
fn the_catalogue_is_complete() {
    let promised = "curved_ravine ravine d2l_ravine rosenbrock saddle plateau beale himmelblau rastrigin styblinski_tang \
                    ackley booth matyas three_hump_camel six_hump_camel mccormick levi13 griewank sphere goldstein_price \
                    bukin6 easom cross_in_tray holder_table schaffer2 schaffer4 drop_wave shubert monkey_saddle zakharov \
                    schwefel eggholder shekel mishra_bird quadratic bounded_saddle shelf tilted_wells far_plateau reddi \
                    catapult quartic hills bowl_with_ripples levy3 levy5 michalewicz dixon_price trid powell_valley branin \
                    bohachevsky langermann adjiman leon cliffs spiral_valley flower";
    for id in promised.split_whitespace() {
        assert!(surface(id).is_some(), "{id} is missing");
    }
    assert!(SURFACES.len() >= 60, "{} surfaces", SURFACES.len());
    // What lists show is found for each.
    let sources: Vec<&str> = SURFACES.iter().map(|spec: &SurfaceSpec| about(spec).source).collect();
    assert!(sources.iter().all(|source| !source.is_empty()));
}
