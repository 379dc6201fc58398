//! A file that may be a picture with a scene in it.

use crate::link::sound;
use downhill::export::{carry, scene_of_picture};
use std::io::Cursor;

/// Any bytes as a picture.
pub fn check(bytes: &[u8]) {
    let found = scene_of_picture(bytes);
    if let Some(text) = &found {
        sound(text);
    }
    if let Some(theirs) = of_png(bytes) {
        assert_eq!(found.as_deref(), Some(&*theirs), "as another reader has it");
    }
    // A scene that is put in behind a whole header is the one that is found.
    let scene = "surface=beale&run=adam,lr:0.1&title=中%26";
    let with = carry::with_scene(bytes, scene);
    if with != bytes && bytes.get(8..16) == Some(b"\0\0\0\x0dIHDR") {
        assert_eq!(scene_of_picture(&with).as_deref(), Some(scene));
    }
}

/// The scene that another reader of PNG files finds before the pixels.
fn of_png(bytes: &[u8]) -> Option<String> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: 1 << 20 });
    decoder.ignore_checksums(true);
    let reader = decoder.read_info().ok()?;
    let mut texts = reader.info().utf8_text.iter();
    // Of several the first counts.
    let text = texts.find(|text| text.keyword == "downhill-scene")?;
    let text = text.get_text().ok().filter(|_| !text.compressed)?;
    // Another chunk of that name, that is none of ours, may stand before it.
    (bytes.windows(18).filter(|w| w == b"iTXtdownhill-scene").count() == 1).then_some(text)
}
