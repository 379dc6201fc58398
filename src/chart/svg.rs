//! A scene as an SVG picture: vector contours and paths, for papers and the README.

use super::pen::Pen;
use super::race::Race;
use plotters_backend::DrawingBackend;
use plotters_svg::SVGBackend;

/// Backend units in a pixel: plotters rounds to whole units, a path may bend at eighths of a pixel.
const UNIT: u32 = 8;

/// The landscape of a scene at a step, in a picture of some size in CSS pixels.
///
/// # Errors
/// Whatever the drawing reports.
pub fn svg(race: &Race, (width, height): (u32, u32), step: usize) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::new();
    {
        let mut ink = SVGBackend::with_string(&mut text, (width * UNIT, height * UNIT));
        let mut pen = Pen { ink: &mut ink, unit: UNIT.into(), em: 1.0 };
        race.draw(&mut pen, (width.into(), height.into()), step)?;
        ink.present()?;
    }
    // The backend's units stay inside, as the view box; outside the picture has its size in pixels.
    let units = format!(r#"<svg width="{}" height="{}""#, width * UNIT, height * UNIT);
    Ok(text.replacen(&units, &format!(r#"<svg width="{width}" height="{height}""#), 1))
}
