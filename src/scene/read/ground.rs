//! The surface: one of the registry, a formula, or a model for one's own points.

use super::ignored::Reason;
use super::runs::settings;
use super::values::known;
use super::{Complaints, Pair};
use crate::core::param::position;
use crate::core::scalar::Vec2;
use crate::core::surfaces::{OWN, SURFACES, own_surface, surface};
use crate::scene::formula::Written;
use crate::scene::{Scene, own_points};
use std::sync::Arc;

/// Reads one's own points, if the surface is a model for them.
pub(super) fn read_points(pairs: &[Pair], bad: &mut Complaints) -> Arc<[Vec2]> {
    let Some(place) = pairs.iter().position(|p| p.key == "points") else { return Arc::default() };
    let model = |p: &Pair| own_surface(p.value.split(',').next().unwrap_or_default()).is_some();
    if !pairs.iter().find(|p| p.key == "surface").is_some_and(model) {
        bad.pair(place, &pairs[place], Reason::NoModel(OWN.iter().map(|s| s.id).collect::<Vec<_>>().join(", ")));
        return Arc::default();
    }
    let mut ignored = Vec::new();
    let points = own_points::read(&pairs[place].value, &mut ignored);
    bad.0.extend(ignored.into_iter().map(|i| (place, i)));
    points.into()
}

pub(super) fn read_surface(place: usize, pair: &Pair, points: Arc<[Vec2]>, scene: &mut Scene, bad: &mut Complaints) {
    let (id, params) = pair.value.split_once(',').unwrap_or((&pair.value, ""));
    let own = own_surface(id);
    if own.is_some() && points.is_empty() {
        return bad.pair(place, pair, Reason::NoPoints);
    }
    let Some(spec) = own.or_else(|| surface(id)) else {
        let ids: Vec<_> = SURFACES.iter().map(|s| s.id).collect();
        bad.pair(place, pair, known(&ids));
        return;
    };
    *scene = Scene::of_points(spec, points);
    for setting in settings(params) {
        let read = setting.read(|name, text| {
            let i = position(spec.params, name).ok_or(Reason::UnknownKey)?;
            scene.surface_values[i] = spec.params[i].read(text)?;
            Ok(())
        });
        if let Err(reason) = read {
            bad.push(place, setting.text, reason);
        }
    }
}

/// Reads the formula, which wins over the surface, and the values of its letters.
pub(super) fn read_formula(pairs: &[Pair], scene: &mut Scene, bad: &mut Complaints) {
    let find = |key: &str| pairs.iter().position(|p| p.key == key);
    let formula = find("f").map(|place| (place, Written::read(&pairs[place].value)));
    let vars = find("vars");
    match (formula, vars) {
        (Some((_, Ok(mut written))), vars) => {
            if let Some(place) = vars {
                let mut ignored = Vec::new();
                written.read_letters(&pairs[place].value, &mut ignored);
                bad.0.extend(ignored.into_iter().map(|i| (place, i)));
            }
            *scene = Scene::of_formula(written);
        }
        // Whether the letters would have been right nobody can tell.
        (Some((place, Err(error))), _) => bad.pair(place, &pairs[place], Reason::Formula(error)),
        (None, Some(place)) => bad.pair(place, &pairs[place], Reason::NoFormula),
        (None, None) => {}
    }
}
