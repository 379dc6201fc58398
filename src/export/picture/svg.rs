//! Pictures as SVG for papers: contours, paths and dashes as vectors, words as text.
//!
//! Coordinates are in pixels with one decimal; lines of one style that follow each other are one element. Words have
//! the reader's fonts, so their widths are those of Arial here.

use crate::chart::ink::Facets;
use crate::chart::pen::{Drawn, Halo, Ink};
use crate::chart::raster::Raster;
use crate::export::carry::escaped;
use plotters::style::{Color, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use std::convert::Infallible;

/// Units in a pixel.
pub(super) const UNIT: f64 = 10.0;

/// The fonts of the page.
const SANS: &str = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const SERIF: &str = "Charter, 'Source Serif 4', Cambria, Georgia, serif";

/// Advances of the printable ASCII characters of Arial, in hundredths of the size, from the space on.
const WIDTHS: [u8; 95] = [
    28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 58,
    58, 58, 56, 102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78, 67, 78, 72, 67, 61, 72, 67, 94, 67,
    67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56,
    50, 72, 50, 50, 50, 33, 26, 33, 58,
];

/// How wide a text is, of size 1.
fn width(text: &str, bold: bool) -> f64 {
    let one = |c: char| match c {
        ' '..='~' => f64::from(WIDTHS[c as usize - 32]) / 100.0,
        '⁰'..='⁹' | '²' | '³' | '¹' | '⁻' | '₀'..='₋' => 0.37,
        // A hat takes no room.
        '\u{300}'..='\u{36f}' => 0.0,
        c if crate::text::is_chinese(c) || ('\u{ff00}'..='\u{ffef}').contains(&c) => 1.0,
        _ => 0.58,
    };
    text.chars().map(one).sum::<f64>() * if bold { 1.12 } else { 1.0 }
}

/// SVG elements, as they are drawn.
#[derive(Default)]
pub(super) struct SvgInk {
    size: (u32, u32),
    body: String,
    /// The lines that are still being gathered: their style and their paths.
    lines: (String, String),
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

impl SvgInk {
    pub fn new(size: (u32, u32)) -> SvgInk {
        SvgInk { size, ..SvgInk::default() }
    }

    /// The elements.
    pub fn finish(mut self) -> String {
        self.flush();
        self.body
    }

    fn flush(&mut self) {
        let (style, path) = std::mem::take(&mut self.lines);
        if !path.is_empty() {
            self.body += &format!("<path d=\"{path}\" fill=\"none\" {style}/>\n");
        }
    }

    fn element(&mut self, element: &str) {
        self.flush();
        self.body += element;
        self.body.push('\n');
    }

    fn stroke(&mut self, points: &[BackendCoord], colour: BackendColor, width: u32, more: &str) {
        let style = format!(
            "stroke=\"{}\"{} stroke-width=\"{}\" {more}",
            hex(colour),
            opacity("stroke-opacity", colour.alpha),
            px(width as i32)
        );
        if self.lines.0 != style {
            self.flush();
            self.lines.0 = style;
        }
        self.lines.1 += &path(points);
    }

    fn words(&mut self, text: &str, style: &impl BackendTextStyle, at: BackendCoord, halo: Option<Halo>) {
        let size = style.size();
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let font = match (style.style(), style.family()) {
            (FontStyle::Bold, _) => " font-weight=\"600\"".to_string(),
            (_, FontFamily::Serif) => format!(" font-family=\"{SERIF}\" font-style=\"italic\""),
            _ => String::new(),
        };
        let halo = halo.map_or_else(String::new, |halo| {
            let colour = hex(halo.colour.to_backend_color());
            format!(
                " stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                px(2 * halo.width)
            )
        });
        // The middle of small letters and capitals stands at the place.
        let (x, y) = (px(at.0), px(at.1 + (0.35 * size).round() as i32));
        self.element(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{anchor}{font} fill=\"{}\"{}{halo}>{}</text>",
            px(size.round() as i32),
            hex(style.color()),
            opacity("fill-opacity", style.color().alpha),
            escaped(text)
        ));
    }
}

fn hex(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn opacity(name: &str, alpha: f64) -> String {
    if alpha >= 1.0 { String::new() } else { format!(" {name}=\"{}\"", (alpha * 100.0).round() / 100.0) }
}

/// Units as pixels: 125 is 12.5.
fn px(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, rest) = (units.unsigned_abs() / 10, units.unsigned_abs() % 10);
    match (whole, rest) {
        (whole, 0) => format!("{}{whole}", if whole == 0 { "" } else { sign }),
        (0, rest) => format!("{sign}.{rest}"),
        (whole, rest) => format!("{sign}{whole}.{rest}"),
    }
}

/// A path through the points, each from the one before.
fn path(points: &[BackendCoord]) -> String {
    let mut out = String::new();
    let mut last: Option<BackendCoord> = None;
    let mut lines = false;
    for (x, y) in points {
        let (dx, dy) = match last {
            None => (*x, *y),
            Some(before) if before == (*x, *y) => continue,
            Some((a, b)) => (x.saturating_sub(a), y.saturating_sub(b)),
        };
        let (dx, dy) = (px(dx), px(dy));
        // After the first place comes an l once, then only numbers; a minus needs no space before it.
        match last {
            None => out.push('M'),
            Some(_) if !lines => {
                out.push('l');
                lines = true;
            }
            Some(_) if !dx.starts_with('-') => out.push(' '),
            Some(_) => {}
        }
        out += &dx;
        if !dy.starts_with('-') {
            out.push(' ');
        }
        out += &dy;
        last = Some((*x, *y));
    }
    // A line of no length is a dot with round ends.
    if !lines {
        out += "h0";
    }
    out
}

impl DrawingBackend for SvgInk {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }
    fn present(&mut self) -> Done {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Done {
        let (x, y) = (px(at.0), px(at.1));
        self.element(&format!("<rect x=\"{x}\" y=\"{y}\" width=\".1\" height=\".1\" fill=\"{}\"/>", hex(colour)));
        Ok(())
    }
    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        if !fill {
            let corners = [from, (to.0, from.1), to, (from.0, to.1), from];
            return self.draw_path(corners, style);
        }
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        let (width, height) = (to.0.abs_diff(from.0) as i32, to.1.abs_diff(from.1) as i32);
        self.element(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}/>",
            px(x),
            px(y),
            px(width),
            px(height),
            hex(style.color()),
            opacity("fill-opacity", style.color().alpha)
        ));
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        let points: Vec<BackendCoord> = points.into_iter().collect();
        self.stroke(&points, style.color(), style.stroke_width(), "stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Done {
        let points: Vec<BackendCoord> = points.into_iter().collect();
        let (colour, alpha) = (hex(style.color()), opacity("fill-opacity", style.color().alpha));
        self.element(&format!("<path d=\"{}z\" fill=\"{colour}\"{alpha}/>", path(&points)));
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        let (x, y, r) = (px(centre.0), px(centre.1), px(radius as i32));
        let colour = style.color();
        let look = if fill {
            format!("fill=\"{}\"{}", hex(colour), opacity("fill-opacity", colour.alpha))
        } else {
            let alpha = opacity("stroke-opacity", colour.alpha);
            format!(
                "fill=\"none\" stroke=\"{}\"{alpha} stroke-width=\"{}\"",
                hex(colour),
                px(style.stroke_width() as i32)
            )
        };
        self.element(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {look}/>"));
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        self.words(text, style, at, None);
        Ok(())
    }
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok(((width(text, bold) * style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}

impl Ink for SvgInk {
    const VECTORS: bool = true;

    fn picture(
        &mut self,
        pixels: &Raster,
        from: BackendCoord,
        to: BackendCoord,
    ) -> Result<bool, DrawingErrorKind<Infallible>> {
        if let Some(file) = png(pixels) {
            let (x, y, w, h) = (px(from.0), px(from.1), px(to.0 - from.0), px(to.1 - from.1));
            let place = format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\"");
            self.element(&format!("<image {place} href=\"data:image/png;base64,{}\"/>", base64(&file)));
        }
        Ok(true)
    }

    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], offset: f64) -> Drawn<Self> {
        let lengths: Vec<String> = dash.iter().map(|d| px(d.round() as i32)).collect();
        let from =
            if offset > 0.0 { format!(" stroke-dashoffset=\"{}\"", px(offset.round() as i32)) } else { String::new() };
        let more = format!("stroke-linejoin=\"round\" stroke-dasharray=\"{}\"{from}", lengths.join(" "));
        self.stroke(points, BackendStyle::color(style), style.stroke_width, &more);
        Ok(())
    }

    fn facets(&mut self, facets: &[Facets], seam: u32) -> Drawn<Self> {
        let mut all = format!("<g stroke-width=\"{}\" stroke-linejoin=\"round\">", px(seam as i32));
        for (colour, polygons) in facets {
            let colour = hex(colour.to_backend_color());
            let shape: String = polygons.iter().map(|polygon| path(polygon) + "z").collect();
            all += &format!("\n<path d=\"{shape}\" fill=\"{colour}\" stroke=\"{colour}\"/>");
        }
        self.element(&(all + "\n</g>"));
        Ok(())
    }

    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        self.words(text, style, at, Some(halo));
        Ok(())
    }
}

/// Pixels as a PNG file; none if there are none.
fn png(pixels: &Raster) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width as u32, pixels.height as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels.rgba).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// Bytes as text, as data: addresses have them (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().enumerate().fold(0_u32, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
        for i in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]);
            text.push(if i <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// The file: its size in pixels, the size that it was drawn for, its title and scene, its elements.
pub(super) fn file(size: (u32, u32), drawn: (f64, f64), title: &str, scene: &str, body: &str) -> String {
    let (title, scene) = (escaped(title), super::super::carry::svg_element(scene));
    let [w, h] = [drawn.0, drawn.1].map(|v| px((v * UNIT).round() as i32));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {w} {h}\" role=\"img\" font-family=\"{SANS}\">\n<title>{title}</title>\n{scene}\n{body}</svg>\n",
        size.0, size.1
    )
}
