//! What is seen apart from the runs: the ground as numbers for the card.

use crate::chart::field::ON_SCREEN;
use crate::chart::field::{BANDS, Field};
use crate::chart::frame::Frame;
use crate::core::surfaces::{Domain, Surface};
use crate::terrain::contours::grid_step;
use crate::terrain::height::Height;
use crate::terrain::mesh::{Detail, Mesh};
use crate::terrain::relief::Relief;
use crate::terrain::relief_of;

/// The ground.
pub(super) struct Scenery {
    /// How the plane lies in the map.
    pub frame: Frame,
    /// The surface over its plate.
    pub relief: Relief,
    /// Its triangles.
    pub mesh: Mesh,
    /// The tones of the map at its samples, times the number of bands.
    pub field: Field,
}

impl Scenery {
    /// The ground that the map shows in a frame.
    pub fn new(surface: &Surface, frame: Frame, domain: Domain, detail: Detail) -> Scenery {
        let field = Field::sample(surface, &frame, ON_SCREEN, BANDS);
        let relief = relief_of(surface, &field, &frame, domain, Height::default());
        let mesh = Mesh::new(&relief, detail);
        Scenery { frame, relief, mesh, field }
    }

    /// The corners of the ground and of the walls below its rim, seven numbers each (place, normal, 1 on a wall), and
    /// the triangles.
    pub fn triangles(&self) -> (Vec<f32>, Vec<u32>) {
        let mesh = &self.mesh;
        let corners = mesh.positions.iter().zip(&mesh.normals);
        let mut numbers: Vec<f32> = corners.flat_map(|(p, n)| [p[0], p[1], p[2], n[0], n[1], n[2], 0.0]).collect();
        let mut indices = mesh.indices();
        for (a, b, out) in self.rim() {
            let first = (numbers.len() / 7) as u32;
            for (p, z) in [(a, a[2]), (b, b[2]), (a, 0.0), (b, 0.0)] {
                numbers.extend([p[0], p[1], z, out[0], out[1], 0.0, 1.0]);
            }
            indices.extend([0, 2, 1, 1, 2, 3].map(|i| first + i));
        }
        (numbers, indices)
    }

    /// The sides of triangles that lie on the rim of the plate, against the clock, and which way is out.
    fn rim(&self) -> Vec<([f32; 3], [f32; 3], [f32; 2])> {
        let [hx, hy] = self.relief.plate.half().map(|half| half as f32);
        let mut rim = Vec::new();
        let sides = [(0, hx, [1.0, 0.0]), (0, -hx, [-1.0, 0.0]), (1, hy, [0.0, 1.0]), (1, -hy, [0.0, -1.0])];
        for triangle in &self.mesh.triangles {
            let corners = triangle.map(|i| self.mesh.positions[i as usize]);
            for i in 0..3 {
                let (a, b) = (corners[i], corners[(i + 1) % 3]);
                let on = |(axis, at, _): &(usize, f32, [f32; 2])| (a[*axis] - at).abs() + (b[*axis] - at).abs() < 1e-5;
                if let Some((_, _, out)) = sides.into_iter().find(on) {
                    rim.push((a, b, out));
                }
            }
        }
        rim
    }

    /// Which node of the field lies at a place of the world: factors of X and Y, and the node of the middle.
    pub fn nodes(&self) -> [f32; 4] {
        let (field, plate) = (&self.field, &self.relief.plate);
        let node = |w| {
            let (x, y) = self.frame.px(plate.plane(w));
            [(x - field.corner.0) / field.spacing.0, (y - field.corner.1) / field.spacing.1]
        };
        let (middle, one) = (node([0.0; 2]), node([1.0; 2]));
        [one[0] - middle[0], one[1] - middle[1], middle[0], middle[1]].map(|v| v as f32)
    }

    /// The lines of the grid: how many nodes apart across and down, and the node of the plane's origin.
    pub fn grid(&self) -> [f32; 4] {
        let step = grid_step(&self.relief) * self.frame.scale;
        let (field, (x, y)) = (&self.field, self.frame.px([0.0; 2]));
        let apart = [step / field.spacing.0, step / field.spacing.1];
        let origin = [(x - field.corner.0) / field.spacing.0, (y - field.corner.1) / field.spacing.1];
        [apart[0], apart[1], origin[0], origin[1]].map(|v| v as f32)
    }
}
