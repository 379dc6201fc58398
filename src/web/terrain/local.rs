//! The local picture at the selected run: the tangent plane, or the quadratic model.

use super::lines::Line;
use super::scenery::Scenery;
use crate::core::scalar::Vec2;
use crate::terrain::World;
use crate::terrain::drape::LIFT;
use crate::terrain::model::{Model, Patch};

/// What is shown of the ground around the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Local {
    /// What the gradient knows.
    Plane,
    /// What gradient and Hessian know.
    Model,
}

/// A local picture as numbers for the card.
#[derive(Default)]
pub(super) struct Picture {
    /// Triangles: three corners each, with how strong the picture is there.
    pub corners: Vec<[f32; 4]>,
    /// The lines that show its shape.
    pub lines: Vec<[f32; 4]>,
    /// Where the model is flat.
    pub jump: Option<World>,
}

impl Picture {
    /// The picture at a point of the plane; empty where f has no value or no gradient.
    pub fn new(scenery: &Scenery, local: Local, at: Vec2) -> Picture {
        let relief = &scenery.relief;
        let Some(model) = Model::new(relief, at, LIFT * relief.rise) else { return Picture::default() };
        match local {
            Local::Plane => Picture::of(&model.tangent, model.at, false),
            Local::Model => Picture {
                jump: model.newton_at.filter(|_| model.bowl),
                ..Picture::of(&model.quadratic, model.at, true)
            },
        }
    }

    /// The numbers of a patch around a point; one that `fades` does so towards its rim.
    fn of(patch: &Patch, at: World, fades: bool) -> Picture {
        let number = |p: &World, last: f32| [p[0] as f32, p[1] as f32, p[2] as f32, last];
        let away = |p: &World| libm::hypot(p[0] - at[0], p[1] - at[1]);
        let far = patch.positions.iter().map(away).fold(1e-9, f64::max);
        let near = |p: &World| if fades { 1.0 - away(p) / far } else { 1.0 };
        let corner = |i: u32| {
            let p = &patch.positions[i as usize];
            number(p, near(p) as f32)
        };
        let corners = patch.triangles.iter().flatten().map(|i| corner(*i)).collect();
        let mut lines = Vec::new();
        for line in &patch.lines {
            lines.extend(line.iter().map(|p| number(p, 0.0)));
            lines.push([0.0, 0.0, 0.0, Line::GAP]);
        }
        Picture { corners, lines, jump: None }
    }
}
