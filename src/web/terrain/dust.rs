//! The particles on the card: how high each lies, the card finds itself in a grid of heights.

use super::gl::{self, Context, Program};
use super::scenery::Scenery;
use crate::chart::theme::Colour;
use js_sys::Float32Array;
use web_sys::{WebGlBuffer, WebGlTexture, WebGlVertexArrayObject};

const UNIFORMS: [&str; 7] = ["camera", "plate", "half_sides", "radius", "nearer", "ink", "heights"];
/// Nodes of the grid of heights along a side.
const NODES: usize = 257;
/// What stands in it where f has no value: lower than any ground.
const HOLE: f32 = -1e9;

/// Particles.
pub(super) struct Dust {
    program: Program,
    array: WebGlVertexArrayObject,
    buffer: WebGlBuffer,
    count: i32,
    heights: Option<WebGlTexture>,
    /// How the plane lies in the world, and half of the plate's sides.
    plate: [f32; 4],
    half: [f32; 2],
}

/// How they are drawn.
pub(super) struct Grain {
    /// Where the world is seen.
    pub camera: [f32; 16],
    /// How far in front of the ground, in depths from −1 to 1.
    pub nearer: f32,
    /// In device pixels.
    pub radius: f64,
    /// Of each.
    pub colour: Colour,
}

/// How opaque a particle is, and one behind a hill; how much smaller that is.
const SEEN: f32 = 0.85;
const HIDDEN: f32 = 0.2;
const SMALLER: f64 = 0.8;

impl Dust {
    /// Ready; the reason if the card refuses.
    pub fn new(gl: &Context) -> Result<Dust, String> {
        let (vertex, fragment) = (include_str!("shaders/dust.vert"), include_str!("shaders/dust.frag"));
        let program = Program::new(gl, vertex, fragment, &UNIFORMS)?;
        let array = gl.create_vertex_array().ok_or("no array")?;
        gl.bind_vertex_array(Some(&array));
        let buffer = gl::numbers(gl, &[]).ok_or("no buffer")?;
        gl::attribute(gl, 0, &buffer, (2, 0, 8));
        gl.bind_vertex_array(None);
        Ok(Dust { program, array, buffer, count: 0, heights: None, plate: [0.0; 4], half: [1.0; 2] })
    }

    /// Sends where they are: x and y of the plane by turns.
    pub fn send(&mut self, gl: &Context, places: Option<&Float32Array>) {
        self.count = places.map_or(0, |places| places.length() as i32 / 2);
        if let Some(places) = places {
            gl.bind_buffer(Context::ARRAY_BUFFER, Some(&self.buffer));
            gl.buffer_data_with_array_buffer_view(Context::ARRAY_BUFFER, places, Context::DYNAMIC_DRAW);
        }
    }

    /// Another ground: its heights are sent when particles lie on it.
    pub fn forget_ground(&mut self, gl: &Context) {
        gl.delete_texture(self.heights.take().as_ref());
    }

    /// Draws them over the ground; lines come over them.
    pub fn draw(&mut self, gl: &Context, scenery: &Scenery, grain: &Grain) {
        if self.count == 0 {
            return;
        }
        if self.heights.is_none() {
            self.lie_on(gl, scenery);
        }
        let program = &self.program;
        gl.depth_mask(false);
        gl.enable(Context::BLEND);
        gl.blend_func(Context::ONE, Context::ONE_MINUS_SRC_ALPHA);
        program.begin(gl);
        program.set_matrix(gl, "camera", &grain.camera);
        program.set(gl, "plate", &self.plate);
        program.set(gl, "half_sides", &self.half);
        program.set(gl, "nearer", &[grain.nearer]);
        gl.active_texture(Context::TEXTURE0);
        gl.bind_texture(Context::TEXTURE_2D, self.heights.as_ref());
        gl.bind_vertex_array(Some(&self.array));
        let [r, g, b] = gl::shares(grain.colour);
        for (depth, alpha, share) in [(Context::GREATER, HIDDEN, SMALLER), (Context::LEQUAL, SEEN, 1.0)] {
            gl.depth_func(depth);
            program.set(gl, "ink", &[r, g, b, alpha]);
            program.set(gl, "radius", &[(grain.radius * share) as f32]);
            gl.draw_arrays(Context::POINTS, 0, self.count);
        }
        gl.bind_vertex_array(None);
    }

    fn lie_on(&mut self, gl: &Context, scenery: &Scenery) {
        let relief = &scenery.relief;
        let (half, last) = (relief.plate.half(), (NODES - 1) as f64);
        let along = |i: usize, half: f64| half * (2.0 * i as f64 / last - 1.0);
        let nodes = (0..NODES).flat_map(|j| (0..NODES).map(move |i| (i, j)));
        let heights: Vec<f32> = nodes
            .map(|(i, j)| relief.z([along(i, half[0]), along(j, half[1])]) as f32)
            .map(|z| if z.is_nan() { HOLE } else { z })
            .collect();
        self.heights = gl::grid(gl, (NODES, NODES), &heights);
        let (origin, scale) = (relief.plate.world([0.0; 2]), relief.plate.scale());
        self.plate = [scale, scale, origin[0], origin[1]].map(|v| v as f32);
        self.half = half.map(|v| v as f32);
    }
}
