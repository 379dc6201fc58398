//! The scene that a picture carries, and files of strangers.

use crate::{LOOK, picture};
use downhill::export::{Look, scene_of_picture};
use proptest::prelude::*;

fn samples() -> [Vec<u8>; 3] {
    let picture = picture("steps=3&run=sgd", Look { size: (160, 160), ..LOOK });
    [
        picture.bitmap(1).png(&picture.scene_at(1)).unwrap(),
        picture.gif(3, &mut |_, _| true).unwrap(),
        picture.svg(1).into_bytes(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_reader_panic(
        which in 0_usize..3, cut in 0.0_f64..=1.0, changes in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..20),
    ) {
        static SAMPLES: std::sync::OnceLock<[Vec<u8>; 3]> = std::sync::OnceLock::new();
        let mut bytes = SAMPLES.get_or_init(samples)[which].clone();
        // Most of what matters is at the beginning.
        bytes.truncate((bytes.len() as f64 * cut * cut) as usize);
        for (place, value) in changes {
            let at = (place * place * bytes.len() as f64) as usize;
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        let _ = scene_of_picture(&bytes);
    }

    #[test]
    fn bytes_are_no_picture(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = scene_of_picture(&bytes);
        for head in [&b"\x89PNG\r\n\x1a\n"[..], b"GIF89a", b"<svg>"] {
            let _ = scene_of_picture(&[head, &bytes].concat());
        }
    }
}

#[test]
fn a_picture_of_somebody_else_carries_nothing() {
    for bytes in
        [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", b"\xff\xd8\xff"]
    {
        assert_eq!(scene_of_picture(bytes), None);
    }
}
