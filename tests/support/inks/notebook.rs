//! A backend that writes down what it is told.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};
use downhill::chart::pen::{Align, Drawn, Halo, Ink, Pen, Px};
use downhill::chart::theme::Colour;
use plotters::style::{Color, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use plotters_bitmap::BitMapBackend;
use std::convert::Infallible;

/// Something that was drawn, in CSS pixels.
#[derive(Clone, Debug)]
pub enum Call {
    Pixel(Px),
    Rect { from: Px, to: Px, colour: Colour, alpha: f64, filled: bool },
    Line { points: Vec<Px>, colour: Colour, alpha: f64, width: f64, dash: Vec<f64> },
    Area { points: Vec<Px>, colour: Colour, alpha: f64 },
    Circle { centre: Px, radius: f64, colour: Colour, alpha: f64, width: f64, filled: bool },
    Text(Words),
}

/// Words that were written.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub at: Px,
    pub size: f64,
    pub align: Align,
    pub bold: bool,
    pub colour: Colour,
    pub halo: Option<Colour>,
}

impl Words {
    /// The upper left and the lower right corner of the words themselves.
    pub fn area(&self) -> (Px, Px) {
        let width = width(&self.text, self.size);
        let left = match self.align {
            Align::Left => self.at.0,
            Align::Centre => self.at.0 - width / 2.0,
            Align::Right => self.at.0 - width,
        };
        ((left, self.at.1 - self.size / 2.0), (left + width, self.at.1 + self.size / 2.0))
    }
}

/// How wide words are in the notebook: every character is as wide as a wide letter.
pub fn width(text: &str, size: f64) -> f64 {
    let raised = |c: &char| "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains(*c);
    text.chars().map(|c| if raised(&c) { 0.42 } else { 0.62 }).sum::<f64>() * size
}

/// A backend that writes down what it is told.
pub struct Notebook {
    pub size: (f64, f64),
    pub calls: Vec<Call>,
}

/// Units to the pixel, so that the notebook sees the same rounding as the page.
const UNIT: f64 = 8.0;

/// Everything that is drawn.
pub fn noted(size: (f64, f64), draw: impl FnOnce(&mut Pen<Notebook>) -> Drawn<Notebook>) -> Vec<Call> {
    noted_at(size, 1.0, draw)
}

/// The same with another root font size.
pub fn noted_at(size: (f64, f64), em: f64, draw: impl FnOnce(&mut Pen<Notebook>) -> Drawn<Notebook>) -> Vec<Call> {
    let mut ink = Notebook { size, calls: Vec::new() };
    draw(&mut Pen { ink: &mut ink, unit: UNIT, em }).expect("a notebook never fails");
    ink.calls
}

fn px(at: BackendCoord) -> Px {
    (f64::from(at.0) / UNIT, f64::from(at.1) / UNIT)
}

fn colour<S: BackendStyle>(style: &S) -> (Colour, f64) {
    let (r, g, b) = style.color().rgb;
    (RGBColor(r, g, b), style.color().alpha)
}

impl Notebook {
    fn line(&mut self, points: Vec<Px>, style: &impl BackendStyle, dash: &[f64]) {
        let (colour, alpha) = colour(style);
        let dash = dash.iter().map(|d| d / UNIT).collect();
        self.calls.push(Call::Line { points, colour, alpha, width: f64::from(style.stroke_width()) / UNIT, dash });
    }

    fn words(&mut self, text: &str, style: &impl BackendTextStyle, at: BackendCoord, halo: Option<Colour>) {
        assert!(matches!(style.anchor().v_pos, VPos::Center), "words are centred on their line");
        let (r, g, b) = style.color().rgb;
        self.calls.push(Call::Text(Words {
            text: text.into(),
            at: px(at),
            size: style.size() / UNIT,
            align: match style.anchor().h_pos {
                HPos::Left => Align::Left,
                HPos::Center => Align::Centre,
                HPos::Right => Align::Right,
            },
            bold: matches!(style.style(), FontStyle::Bold),
            colour: RGBColor(r, g, b),
            halo,
        }));
    }
}

type Noted = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Notebook {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.size.0 * UNIT) as u32, (self.size.1 * UNIT) as u32)
    }
    fn ensure_prepared(&mut self) -> Noted {
        Ok(())
    }
    fn present(&mut self) -> Noted {
        Ok(())
    }
    fn draw_pixel(&mut self, at: BackendCoord, _: BackendColor) -> Noted {
        self.calls.push(Call::Pixel(px(at)));
        Ok(())
    }
    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Noted {
        self.line(vec![px(from), px(to)], style, &[]);
        Ok(())
    }
    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, filled: bool) -> Noted {
        let (colour, alpha) = colour(style);
        self.calls.push(Call::Rect { from: px(from), to: px(to), colour, alpha, filled });
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Noted {
        self.line(path.into_iter().map(px).collect(), style, &[]);
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Noted {
        let (colour, alpha) = colour(style);
        self.calls.push(Call::Area { points: path.into_iter().map(px).collect(), colour, alpha });
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, filled: bool) -> Noted {
        let (colour, alpha) = colour(style);
        let (radius, width) = (f64::from(radius) / UNIT, f64::from(style.stroke_width()) / UNIT);
        self.calls.push(Call::Circle { centre: px(centre), radius, colour, alpha, width, filled });
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Noted {
        self.words(text, style, at, None);
        Ok(())
    }
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}

impl Ink for Notebook {
    fn dashed_path(&mut self, points: &[BackendCoord], style: &ShapeStyle, dash: &[f64], _offset: f64) -> Drawn<Self> {
        self.line(points.iter().map(|p| px(*p)).collect(), style, dash);
        Ok(())
    }
    fn haloed_text(&mut self, text: &str, style: &TextStyle, at: BackendCoord, halo: Halo) -> Drawn<Self> {
        self.words(text, style, at, Some(halo.colour));
        Ok(())
    }
}
