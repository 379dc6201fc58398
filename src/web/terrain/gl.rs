//! WebGL2, as little of it as is needed: programs, buffers, one texture.
//!
//! Everything on the card can be lost at any time and is made anew from what the page keeps.

use crate::chart::theme::Colour;
use js_sys::{Float32Array, Object, Reflect, Uint32Array};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext, WebGlBuffer, WebGlProgram, WebGlTexture, WebGlUniformLocation,
};

/// The browser's own.
pub type Context = WebGl2RenderingContext;

/// The context of a canvas; none where there is no WebGL2.
pub fn context(canvas: &HtmlCanvasElement) -> Option<Context> {
    let wishes = Object::new();
    for (name, wish) in [("antialias", true), ("alpha", true), ("depth", true), ("stencil", false)] {
        // Fails only for objects that cannot be written to.
        let _ = Reflect::set(&wishes, &name.into(), &wish.into());
    }
    canvas.get_context_with_context_options("webgl2", &wishes).ok()??.dyn_into().ok()
}

/// A colour as the card has it: parts of the whole.
pub fn shares(Colour { 0: r, 1: g, 2: b }: Colour) -> [f32; 3] {
    [r, g, b].map(|channel| f32::from(channel) / 255.0)
}

/// A program of the card with its uniforms.
pub struct Program {
    program: WebGlProgram,
    uniforms: RefCell<Vec<Uniform>>,
}

/// A uniform, and what the card has of it: telling it the same again costs as much as telling it something new.
struct Uniform {
    name: &'static str,
    place: Option<WebGlUniformLocation>,
    value: Vec<f32>,
}

impl Program {
    /// Compiles and links; the reason if the card refuses.
    pub fn new(
        gl: &Context,
        vertex: &str,
        fragment: &str,
        uniforms: &'static [&'static str],
    ) -> Result<Program, String> {
        let program = gl.create_program().ok_or("no program")?;
        for (kind, source) in [(Context::VERTEX_SHADER, vertex), (Context::FRAGMENT_SHADER, fragment)] {
            let shader = gl.create_shader(kind).ok_or("no shader")?;
            gl.shader_source(&shader, source);
            gl.compile_shader(&shader);
            if !gl.get_shader_parameter(&shader, Context::COMPILE_STATUS).is_truthy() {
                return Err(gl.get_shader_info_log(&shader).unwrap_or_default());
            }
            gl.attach_shader(&program, &shader);
        }
        gl.link_program(&program);
        if !gl.get_program_parameter(&program, Context::LINK_STATUS).is_truthy() {
            return Err(gl.get_program_info_log(&program).unwrap_or_default());
        }
        let found = uniforms.iter().map(|name| Uniform {
            name,
            place: gl.get_uniform_location(&program, name),
            value: Vec::new(),
        });
        let uniforms = RefCell::new(found.collect());
        Ok(Program { program, uniforms })
    }

    /// What is drawn next is drawn by it.
    pub fn begin(&self, gl: &Context) {
        gl.use_program(Some(&self.program));
    }

    /// Sets a number, or a vector of two, three or four.
    pub fn set(&self, gl: &Context, name: &str, value: &[f32]) {
        self.tell(name, value, |place| match value {
            [x] => gl.uniform1f(place, *x),
            [x, y] => gl.uniform2f(place, *x, *y),
            [x, y, z] => gl.uniform3f(place, *x, *y, *z),
            [x, y, z, w] => gl.uniform4f(place, *x, *y, *z, *w),
            _ => {}
        });
    }

    /// Sets a matrix, by columns.
    pub fn set_matrix(&self, gl: &Context, name: &str, value: &[f32; 16]) {
        self.tell(name, value, |place| gl.uniform_matrix4fv_with_f32_array(place, false, value));
    }

    /// Sets a list of colours.
    pub fn set_colours(&self, gl: &Context, name: &str, value: &[[f32; 3]]) {
        let value = value.as_flattened();
        self.tell(name, value, |place| gl.uniform3fv_with_f32_array(place, value));
    }

    /// Sets a list of numbers.
    pub fn set_list(&self, gl: &Context, name: &str, value: &[f32]) {
        self.tell(name, value, |place| gl.uniform1fv_with_f32_array(place, value));
    }

    /// Tells the card what it does not have yet.
    fn tell(&self, name: &str, value: &[f32], send: impl FnOnce(Option<&WebGlUniformLocation>)) {
        let mut uniforms = self.uniforms.borrow_mut();
        let Some(uniform) = uniforms.iter_mut().find(|uniform| uniform.name == name) else { return };
        if uniform.value != value {
            uniform.value.clear();
            uniform.value.extend_from_slice(value);
            send(uniform.place.as_ref());
        }
    }
}

/// Numbers on the card.
pub fn numbers(gl: &Context, values: &[f32]) -> Option<WebGlBuffer> {
    buffer(gl, Context::ARRAY_BUFFER, &Float32Array::from(values))
}

/// Indices on the card.
pub fn indices(gl: &Context, values: &[u32]) -> Option<WebGlBuffer> {
    buffer(gl, Context::ELEMENT_ARRAY_BUFFER, &Uint32Array::from(values))
}

fn buffer(gl: &Context, kind: u32, values: &Object) -> Option<WebGlBuffer> {
    let buffer = gl.create_buffer()?;
    gl.bind_buffer(kind, Some(&buffer));
    gl.buffer_data_with_array_buffer_view(kind, values, Context::STATIC_DRAW);
    Some(buffer)
}

/// An attribute of the vertices in a buffer: how many numbers, where, how many bytes on.
pub fn attribute(gl: &Context, index: u32, buffer: &WebGlBuffer, (count, offset, stride): (i32, i32, i32)) {
    gl.bind_buffer(Context::ARRAY_BUFFER, Some(buffer));
    gl.enable_vertex_attrib_array(index);
    gl.vertex_attrib_pointer_with_i32(index, count, Context::FLOAT, false, stride, offset);
}

/// A grid of numbers as a texture, row by row.
pub fn grid(gl: &Context, size: (usize, usize), values: &[f32]) -> Option<WebGlTexture> {
    texture(gl, size, values, (Context::R32F, Context::RED))
}

/// A grid of vectors of four as a texture, row by row.
pub fn grid_of_four(gl: &Context, size: (usize, usize), values: &[[f32; 4]]) -> Option<WebGlTexture> {
    texture(gl, size, values.as_flattened(), (Context::RGBA32F, Context::RGBA))
}

fn texture(
    gl: &Context,
    (width, height): (usize, usize),
    values: &[f32],
    (kept, sent): (u32, u32),
) -> Option<WebGlTexture> {
    let texture = gl.create_texture()?;
    gl.bind_texture(Context::TEXTURE_2D, Some(&texture));
    for (what, how) in [
        (Context::TEXTURE_MIN_FILTER, Context::NEAREST),
        (Context::TEXTURE_MAG_FILTER, Context::NEAREST),
        (Context::TEXTURE_WRAP_S, Context::CLAMP_TO_EDGE),
        (Context::TEXTURE_WRAP_T, Context::CLAMP_TO_EDGE),
    ] {
        gl.tex_parameteri(Context::TEXTURE_2D, what, how as i32);
    }
    gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_array_buffer_view(
        Context::TEXTURE_2D,
        0,
        kept as i32,
        width as i32,
        height as i32,
        0,
        sent,
        Context::FLOAT,
        Some(&Float32Array::from(values)),
    )
    .ok()?;
    Some(texture)
}
