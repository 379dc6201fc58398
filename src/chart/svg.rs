//! Pictures as SVG: vector contours and paths, for papers, the README and the still that the page opens with.

use super::pen::Pen;
use plotters_backend::{DrawingBackend, DrawingErrorKind};
use plotters_svg::SVGBackend;

/// What drawing into memory gives back.
pub type Drawn = Result<(), DrawingErrorKind<std::io::Error>>;

/// A picture of some size in CSS pixels. plotters rounds to whole units: `unit` of them make a pixel.
///
/// # Errors
/// Whatever the drawing reports.
pub fn svg(
    (width, height): (u32, u32),
    unit: u32,
    draw: &dyn Fn(&mut Pen<SVGBackend>) -> Drawn,
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    let mut text = String::new();
    {
        let mut ink = SVGBackend::with_string(&mut text, (width * unit, height * unit));
        draw(&mut Pen { ink: &mut ink, unit: unit.into(), em: 1.0 })?;
        ink.present()?;
    }
    // The backend's units stay inside, as the view box; outside the picture has its size in pixels.
    let units = format!(r#"<svg width="{}" height="{}""#, width * unit, height * unit);
    Ok(text.replacen(&units, &format!(r#"<svg width="{width}" height="{height}""#), 1))
}
