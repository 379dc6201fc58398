//! What is on the graphics card, and how it is drawn: the ground, the lines on it, the local picture.

use super::dust::{Dust, Grain};
use super::gl::{self, Context, Program};
use super::scenery::Scenery;
use crate::chart::field::BANDS;
use crate::chart::theme::{Colour, Palette};
use crate::terrain::camera::View;
use crate::terrain::light::Light;
use js_sys::Float32Array;
use web_sys::{HtmlCanvasElement, WebGlTexture, WebGlVertexArrayObject};

/// The programs and everything that has been sent to the card.
pub(super) struct Card {
    gl: Context,
    ground: Program,
    line: Program,
    patch: Program,
    dust: Dust,
    land: Option<Land>,
    /// The points of each line, row by row; and the vertices of a piece, of which the card needs nothing but the number.
    lines: Vec<Option<WebGlTexture>>,
    pieces: Option<WebGlVertexArrayObject>,
    local: Option<(WebGlVertexArrayObject, i32)>,
}

struct Land {
    array: WebGlVertexArrayObject,
    count: i32,
    texture: WebGlTexture,
    nodes: [f32; 4],
    grid: [f32; 4],
}

/// How a part of a line is drawn.
#[derive(Clone, Copy)]
pub(super) struct Stroke<'a> {
    /// Its colour and opacity.
    pub colour: Colour,
    /// 0 to 1.
    pub alpha: f64,
    /// In CSS pixels.
    pub width: f64,
    /// Lengths drawn and left out by turns, in CSS pixels.
    pub dash: &'a [f64],
    /// Whether its pieces are round at their ends: without it, a translucent line does not darken where they meet.
    pub round: bool,
    /// Whether what lies behind the ground is drawn, instead of what lies before it.
    pub hidden: bool,
}

/// From where all is seen, and how.
pub(super) struct Shot<'a> {
    /// The view.
    pub view: &'a View,
    /// The colours.
    pub palette: &'a Palette,
    /// How far the ground is turned, in degrees.
    pub azimuth: f64,
    /// The size of the canvas in device pixels.
    pub pixels: (u32, u32),
    /// Device pixels in a CSS pixel.
    pub density: f64,
    /// How far the map has risen, 0 to 1.
    pub risen: f64,
    /// Whether level lines are strong, for a projector.
    pub strong: bool,
}

const GROUND: [&str; 13] = [
    "camera", "nodes", "risen", "field", "bands", "land", "contour", "stone", "light", "shade", "density", "ink",
    "grid",
];
const LINE: [&str; 11] = [
    "camera",
    "half_size",
    "half_width",
    "round_ends",
    "nearer",
    "ink",
    "dashes",
    "dash_sum",
    "scale",
    "points",
    "beads",
];
const PATCH: [&str; 2] = ["camera", "ink"];
/// The points of a line in a row of its texture: as in the shader.
const ROW: usize = 1024;
/// The vertices of a piece: two triangles.
const CORNERS: i32 = 6;
/// How far lines are drawn in front of the ground, in depths from −1 to 1.
const NEARER: f32 = 0.004;

impl Card {
    /// A canvas made ready; the reason if the browser cannot, none if it has no WebGL2 at all.
    pub fn new(canvas: &HtmlCanvasElement) -> Result<Card, String> {
        let gl = gl::context(canvas).ok_or("no WebGL2")?;
        let ground =
            Program::new(&gl, include_str!("shaders/ground.vert"), include_str!("shaders/ground.frag"), &GROUND)?;
        let line = Program::new(&gl, include_str!("shaders/line.vert"), include_str!("shaders/line.frag"), &LINE)?;
        let patch = Program::new(&gl, include_str!("shaders/patch.vert"), include_str!("shaders/patch.frag"), &PATCH)?;
        let dust = Dust::new(&gl)?;
        let pieces = gl.create_vertex_array();
        Ok(Card { gl, ground, line, patch, dust, land: None, lines: Vec::new(), pieces, local: None })
    }

    /// Whether all of it is gone.
    pub fn lost(&self) -> bool {
        self.gl.is_context_lost()
    }

    /// Sends the ground.
    pub fn send_ground(&mut self, scenery: &Scenery) {
        let gl = &self.gl;
        if let Some(old) = self.land.take() {
            gl.delete_vertex_array(Some(&old.array));
            gl.delete_texture(Some(&old.texture));
        }
        self.dust.forget_ground(gl);
        let (numbers, indices) = scenery.triangles();
        self.land = (|| {
            let array = gl.create_vertex_array()?;
            gl.bind_vertex_array(Some(&array));
            let corners = gl::numbers(gl, &numbers)?;
            gl::attribute(gl, 0, &corners, (3, 0, 28));
            gl::attribute(gl, 1, &corners, (4, 12, 28));
            gl::indices(gl, &indices)?;
            gl.bind_vertex_array(None);
            let texture = gl::grid(gl, scenery.field.nodes, &scenery.field.heights)?;
            Some(Land { array, count: indices.len() as i32, texture, nodes: scenery.nodes(), grid: scenery.grid() })
        })();
    }

    /// Sends a line, in place of the one that has been there under its number.
    pub fn send_line(&mut self, line: usize, points: &[[f32; 4]]) {
        let gl = &self.gl;
        if self.lines.len() <= line {
            self.lines.resize_with(line + 1, || None);
        }
        gl.delete_texture(self.lines[line].take().as_ref());
        if points.is_empty() {
            return;
        }
        let rows = points.len().div_ceil(ROW);
        let mut whole = points.to_vec();
        whole.resize(rows * ROW, [0.0; 4]);
        self.lines[line] = gl::grid_of_four(gl, (ROW, rows), &whole);
    }

    /// Sends the local picture: triangles of corners with four numbers each, or nothing.
    pub fn send_local(&mut self, corners: &[[f32; 4]]) {
        let gl = &self.gl;
        if let Some((old, _)) = self.local.take() {
            gl.delete_vertex_array(Some(&old));
        }
        if corners.is_empty() {
            return;
        }
        self.local = (|| {
            let array = gl.create_vertex_array()?;
            gl.bind_vertex_array(Some(&array));
            let buffer = gl::numbers(gl, corners.as_flattened())?;
            gl::attribute(gl, 0, &buffer, (4, 0, 16));
            gl.bind_vertex_array(None);
            Some((array, corners.len() as i32))
        })();
    }

    /// Begins a picture, and draws the ground.
    pub fn draw_ground(&self, shot: &Shot) {
        let (gl, program) = (&self.gl, &self.ground);
        gl.viewport(0, 0, shot.pixels.0 as i32, shot.pixels.1 as i32);
        gl.clear_color(0.0, 0.0, 0.0, 0.0);
        gl.depth_mask(true);
        gl.clear(Context::COLOR_BUFFER_BIT | Context::DEPTH_BUFFER_BIT);
        let Some(land) = &self.land else { return };
        gl.enable(Context::DEPTH_TEST);
        gl.depth_func(Context::LESS);
        gl.disable(Context::BLEND);
        program.begin(gl);
        program.set_matrix(gl, "camera", &shot.view.matrix());
        program.set(gl, "nodes", &land.nodes);
        program.set(gl, "grid", &land.grid);
        let palette = shot.palette;
        let risen = shot.risen as f32;
        for (name, value) in [("risen", risen), ("bands", BANDS as f32), ("density", shot.density as f32)] {
            program.set(gl, name, &[value]);
        }
        let light = Light::new(shot.azimuth, palette);
        program.set(gl, "light", &light.from.map(|v| v as f32));
        program.set(gl, "shade", &[light.bright, light.dark, light.below].map(|v| v as f32));
        program.set(gl, "ink", if shot.strong { &[0.26, 0.7] } else { &[0.26, 0.5] });
        program.set_colours(gl, "land", &palette.land.map(gl::shares));
        program.set(gl, "contour", &gl::shares(palette.contour));
        program.set(gl, "stone", &gl::shares(palette.line));
        gl.active_texture(Context::TEXTURE0);
        gl.bind_texture(Context::TEXTURE_2D, Some(&land.texture));
        gl.bind_vertex_array(Some(&land.array));
        gl.draw_elements_with_i32(Context::TRIANGLES, land.count, Context::UNSIGNED_INT, 0);
        gl.bind_vertex_array(None);
    }

    /// Sends where particles are, x and y of the plane by turns; none: there are none.
    pub fn send_particles(&mut self, places: Option<&Float32Array>) {
        self.dust.send(&self.gl, places);
    }

    /// Draws the particles, of a radius in CSS pixels.
    pub fn draw_particles(&mut self, shot: &Shot, scenery: &Scenery, colour: Colour, radius: f64) {
        let (camera, radius) = (shot.view.matrix(), radius * shot.density);
        self.dust.draw(&self.gl, scenery, &Grain { camera, nearer: NEARER, radius, colour });
    }

    /// Begins lines: they lie over the ground and hide nothing.
    pub fn begin_lines(&self, shot: &Shot) {
        let (gl, program) = (&self.gl, &self.line);
        gl.depth_mask(false);
        gl.enable(Context::BLEND);
        gl.blend_func(Context::ONE, Context::ONE_MINUS_SRC_ALPHA);
        program.begin(gl);
        program.set_matrix(gl, "camera", &shot.view.matrix());
        program.set(gl, "half_size", &[shot.pixels.0 as f32 / 2.0, shot.pixels.1 as f32 / 2.0]);
        program.set(gl, "nearer", &[NEARER]);
        program.set(gl, "scale", &[shot.view.scale() as f32]);
        gl.active_texture(Context::TEXTURE0);
        gl.bind_vertex_array(self.pieces.as_ref());
    }

    /// Draws the pieces of a line from one to another; with `beads`, its points.
    pub fn draw_line(&self, line: usize, (from, to): (usize, usize), beads: bool, stroke: Stroke, density: f64) {
        let (gl, program) = (&self.gl, &self.line);
        let Some(Some(points)) = self.lines.get(line).filter(|_| to > from) else { return };
        gl.depth_func(if stroke.hidden { Context::GREATER } else { Context::LEQUAL });
        let [r, g, b] = gl::shares(stroke.colour);
        program.set(gl, "ink", &[r, g, b, stroke.alpha as f32]);
        program.set(gl, "half_width", &[(stroke.width * density / 2.0) as f32]);
        program.set(gl, "round_ends", &[f32::from(u8::from(stroke.round))]);
        let mut dashes = [0.0; 6];
        for (place, dash) in dashes.iter_mut().zip(stroke.dash) {
            *place = *dash as f32;
        }
        program.set(gl, "dash_sum", &[dashes.iter().sum()]);
        if !stroke.dash.is_empty() {
            program.set_list(gl, "dashes", &dashes);
        }
        program.set(gl, "beads", &[f32::from(u8::from(beads))]);
        gl.bind_texture(Context::TEXTURE_2D, Some(points));
        gl.draw_arrays(Context::TRIANGLES, CORNERS * from as i32, CORNERS * (to - from) as i32);
    }

    /// Draws the local picture.
    pub fn draw_local(&self, shot: &Shot, colour: Colour, alpha: f64) {
        let (gl, program) = (&self.gl, &self.patch);
        let Some((array, count)) = &self.local else { return };
        gl.enable(Context::BLEND);
        gl.blend_func(Context::ONE, Context::ONE_MINUS_SRC_ALPHA);
        program.begin(gl);
        program.set_matrix(gl, "camera", &shot.view.matrix());
        let [r, g, b] = gl::shares(colour);
        gl.bind_vertex_array(Some(array));
        // What of it lies below the ground is fainter.
        for (depth, alpha) in [(Context::GREATER, alpha * 0.35), (Context::LEQUAL, alpha)] {
            gl.depth_func(depth);
            program.set(gl, "ink", &[r, g, b, alpha as f32]);
            gl.draw_arrays(Context::TRIANGLES, 0, *count);
        }
        gl.bind_vertex_array(None);
    }
}
