//! The icons of the installed app: `static/icon.svg` on a ground of its own, as PNG.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// File, pixels, how round the ground's corners are, and how much of the square the sign takes. Systems cut a maskable
/// icon to a shape of their own, of which only the middle is sure to stay.
const ICONS: [(&str, u32, f32, f32); 3] =
    [("icon-192.png", 192, 7.0, 0.84), ("icon-512.png", 512, 7.0, 0.84), ("icon-maskable.png", 512, 0.0, 0.62)];

/// Writes the icons into `dist`.
pub fn write(sign: &Path, dist: &Path) -> Result<()> {
    let sign = fs::read_to_string(sign).with_context(|| format!("{} cannot be read", sign.display()))?;
    for (name, pixels, corner, share) in ICONS {
        fs::write(
            dist.join(name),
            draw(&sign, pixels, corner, share).with_context(|| format!("{name} was not drawn"))?,
        )?;
    }
    Ok(())
}

fn draw(sign: &str, pixels: u32, corner: f32, share: f32) -> Result<Vec<u8>> {
    let inside = &sign[sign.find('>').context("the sign is an SVG")? + 1..sign.rfind("</svg>").context("it ends")?];
    let root = &sign[..sign.find('>').context("the sign is an SVG")?];
    let paint = root.split_once("viewBox=\"0 0 32 32\"").context("the sign is 32 by 32")?.1;
    let margin = 16.0 * (1.0 - share);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
         <rect width=\"32\" height=\"32\" rx=\"{corner}\" fill=\"#f4f6f7\"/>\
         <g transform=\"translate({margin} {margin}) scale({share})\"{paint}>{inside}</g></svg>"
    );
    let tree = Tree::from_str(&svg, &Options::default())?;
    let mut picture = Pixmap::new(pixels, pixels).context("the picture is not empty")?;
    let scale = pixels as f32 / 32.0;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture.encode_png()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_stands_on_its_ground() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/icon.svg");
        let sign = fs::read_to_string(path).expect("the sign is in the repository");
        let png = draw(&sign, 64, 0.0, 1.0).expect("it is drawn");
        let picture = Pixmap::decode_png(&png).expect("it is a PNG");
        let colour = |x: u32, y: u32| picture.pixel(x, y).map(|p| (p.red(), p.green(), p.blue(), p.alpha()));
        assert_eq!(colour(0, 0), Some((0xf4, 0xf6, 0xf7, 255)), "the ground");
        assert_eq!(colour(33, 35), Some((0xd9, 0x54, 0x1a, 255)), "the dot at the bottom of the valley");
    }
}
