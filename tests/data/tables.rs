//! The data are those that are printed, and come back from the models.

use crate::{fits, mean, measured, near};
use downhill::core::data::{ANSCOMBE, FAITHFUL, GALTON, ORINGS};
use downhill::core::surfaces::{SURFACES, Surface, Trouble};

#[test]
fn the_tables_are_those_that_are_printed() {
    // Means as R prints them.
    for (name, table, n, means) in [
        ("faithful", &FAITHFUL, 272, [3.487783, 70.89706]),
        ("Galton", &GALTON, 928, [68.30819, 68.08847]),
        ("anscombe 1", &ANSCOMBE[0], 11, [9.0, 7.500909]),
        ("anscombe 2", &ANSCOMBE[1], 11, [9.0, 7.500909]),
        ("anscombe 3", &ANSCOMBE[2], 11, [9.0, 7.5]),
        ("anscombe 4", &ANSCOMBE[3], 11, [9.0, 7.500909]),
        ("orings", &ORINGS, 23, [69.56522, 7.0 / 23.0]),
    ] {
        let points = measured(table);
        assert_eq!(points.len(), n, "{name}");
        for which in [0, 1] {
            let found = mean(&points, |p| p[which]);
            assert!(near(found, means[which], 1e-7), "{name}: mean {found}, printed {}", means[which]);
        }
    }
    assert_eq!(measured(&FAITHFUL)[0], [3.6, 79.0]);
    assert_eq!(GALTON.counts.len(), GALTON.points.len());
    assert_eq!(measured(&ORINGS)[0], [53.0, 1.0]);
}

#[test]
fn every_surface_of_the_group_has_data_and_no_other() {
    for spec in SURFACES {
        let surface = Surface::new(spec, &downhill::core::param::defaults(spec.params));
        let terms = surface.objective.terms();
        assert_eq!(terms > 0, spec.trouble == Trouble::Data, "{}", spec.id);
    }
}

#[test]
fn what_is_measured_comes_back_from_the_model() {
    for (text, surface, data) in fits() {
        let fit = surface.objective.data().unwrap();
        assert_eq!(fit.terms(), data.len(), "{text}");
        let raw = text.split(',').next().unwrap();
        let table = match raw {
            "galton_line" => &GALTON,
            "oring_logistic" => &ORINGS,
            "anscombe_line" => &ANSCOMBE[text.split("set:").nth(1).unwrap()[..1].parse::<usize>().unwrap() - 1],
            _ => &FAITHFUL,
        };
        let all = measured(table);
        for (i, p) in all.iter().enumerate() {
            let back = fit.point(i).unwrap();
            assert!((0..2).all(|k| near(back[k], p[k], 1e-14)), "{text}: {back:?} for {p:?}");
        }
        assert_eq!(fit.points().map(|(_, count)| count).sum::<usize>(), all.len(), "{text}");
    }
}
