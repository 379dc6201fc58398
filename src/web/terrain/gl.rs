//! WebGL2, as little of it as is needed: programs, buffers, one texture.
//!
//! Everything on the card can be lost at any time and is made anew from what the page keeps.

use crate::chart::theme::Colour;
use js_sys::{Float32Array, Object, Reflect, Uint32Array};
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
    uniforms: Vec<(&'static str, Option<WebGlUniformLocation>)>,
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
        let uniforms = uniforms.iter().map(|name| (*name, gl.get_uniform_location(&program, name))).collect();
        Ok(Program { program, uniforms })
    }

    /// What is drawn next is drawn by it.
    pub fn begin(&self, gl: &Context) {
        gl.use_program(Some(&self.program));
    }

    /// Sets a number, or a vector of two, three or four.
    pub fn set(&self, gl: &Context, name: &str, value: &[f32]) {
        let place = self.place(name);
        match value {
            [x] => gl.uniform1f(place, *x),
            [x, y] => gl.uniform2f(place, *x, *y),
            [x, y, z] => gl.uniform3f(place, *x, *y, *z),
            [x, y, z, w] => gl.uniform4f(place, *x, *y, *z, *w),
            _ => {}
        }
    }

    /// Sets a matrix, by columns.
    pub fn set_matrix(&self, gl: &Context, name: &str, value: &[f32; 16]) {
        gl.uniform_matrix4fv_with_f32_array(self.place(name), false, value);
    }

    /// Sets a list of colours.
    pub fn set_colours(&self, gl: &Context, name: &str, value: &[[f32; 3]]) {
        gl.uniform3fv_with_f32_array(self.place(name), value.as_flattened());
    }

    /// Sets a list of numbers.
    pub fn set_list(&self, gl: &Context, name: &str, value: &[f32]) {
        gl.uniform1fv_with_f32_array(self.place(name), value);
    }

    fn place(&self, name: &str) -> Option<&WebGlUniformLocation> {
        self.uniforms.iter().find(|(known, _)| *known == name)?.1.as_ref()
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

/// An attribute of the vertices, or, one by one, of the copies, in a buffer: how many numbers, where, how many bytes on.
pub fn attribute(
    gl: &Context,
    index: u32,
    buffer: &WebGlBuffer,
    (count, offset, stride): (i32, i32, i32),
    copies: bool,
) {
    gl.bind_buffer(Context::ARRAY_BUFFER, Some(buffer));
    gl.enable_vertex_attrib_array(index);
    gl.vertex_attrib_pointer_with_i32(index, count, Context::FLOAT, false, stride, offset);
    gl.vertex_attrib_divisor(index, u32::from(copies));
}

/// A grid of numbers as a texture, row by row.
pub fn grid(gl: &Context, (width, height): (usize, usize), values: &[f32]) -> Option<WebGlTexture> {
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
        Context::R32F as i32,
        width as i32,
        height as i32,
        0,
        Context::RED,
        Context::FLOAT,
        Some(&Float32Array::from(values)),
    )
    .ok()?;
    Some(texture)
}
