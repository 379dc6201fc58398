//! Pictures as files.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod bitmaps;
mod carried;
mod command;
mod films;
mod fonts;
mod maps;
#[path = "../support/mod.rs"]
mod support;
mod vectors;

use downhill::export::picture::Bitmap;
use downhill::export::{Look, Picture};
use downhill::scene::{Scene, Theme, View};
use downhill::text::Lang;

const LOOK: Look = Look { view: View::Flat, size: (480, 360), theme: Theme::Light, lang: Lang::En };

fn picture(text: &str, look: Look) -> Picture {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    Picture::new(&read.scene, look).unwrap()
}

fn decoded(png: &[u8]) -> Bitmap {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgb).unwrap();
    rgb.truncate(info.buffer_size());
    assert_eq!(info.color_type, png::ColorType::Rgb);
    Bitmap { size: (info.width, info.height), rgba: rgb.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect() }
}

/// Each frame as it is seen, with its delay.
fn frames(file: &[u8]) -> Vec<(Vec<u8>, u16)> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(file).unwrap();
    let width = usize::from(decoder.width());
    let mut screen = vec![0; 4 * width * usize::from(decoder.height())];
    let mut all = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        assert!(matches!(frame.dispose, gif::DisposalMethod::Keep));
        for (i, pixel) in frame.buffer.chunks(4).enumerate().filter(|(_, pixel)| pixel[3] > 0) {
            let (x, y) = (i % usize::from(frame.width), i / usize::from(frame.width));
            let at = 4 * ((y + usize::from(frame.top)) * width + x + usize::from(frame.left));
            screen[at..at + 4].copy_from_slice(pixel);
        }
        all.push((screen.clone(), frame.delay));
    }
    all
}
