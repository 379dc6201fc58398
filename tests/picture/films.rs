//! GIF: every frame as it was drawn.

use crate::{LOOK, frames, picture};
use downhill::export::{Look, scene_of_picture};
use downhill::scene::Theme;

#[test]
fn a_gif_shows_every_frame_as_it_was_drawn() {
    let picture = picture("steps=30&select=2", Look { size: (320, 240), theme: Theme::Dark, ..LOOK });
    let mut told = Vec::new();
    let file = picture
        .gif(16, &mut |done, all| {
            told.push((done, all));
            true
        })
        .unwrap();
    let steps = picture.steps_of_film(16);
    assert_eq!((steps[0], steps[15], steps.len()), (0, 30, 16));
    assert_eq!(told, (1..=16).map(|i| (i, 16)).collect::<Vec<_>>());
    let (film, frames) = (picture.film(), frames(&file));
    assert_eq!(frames.len(), 16);
    for (i, (step, (seen, delay))) in steps.iter().zip(&frames).enumerate() {
        let drawn = film.bitmap(*step);
        let distance = |(a, b): (&[u8], &[u8])| (0..3).map(|c| u32::from(a[c].abs_diff(b[c]))).max().unwrap();
        let mut errors: Vec<u32> = drawn.rgba.chunks(4).zip(seen.chunks(4)).map(distance).collect();
        errors.sort_unstable();
        let at = |share: usize| errors[errors.len() * share / 1000];
        assert!(at(500) <= 3 && at(990) <= 12 && at(999) <= 40, "step {step}: {} {} {}", at(500), at(990), at(999));
        assert_eq!(
            *delay,
            if i == 0 {
                70
            } else if i == 15 {
                250
            } else {
                5
            }
        );
    }
    assert_eq!(scene_of_picture(&file).as_deref(), Some("steps=30&select=2"));
    assert!(file.windows(11).any(|w| w == b"NETSCAPE2.0"), "it begins anew");
    let again = picture.gif(16, &mut |_, _| true).unwrap();
    assert!(file == again, "the same scene has the same bytes");
    assert!(picture.gif(16, &mut |done, _| done < 3).is_err(), "it can be ended");
}

#[test]
fn a_film_has_not_more_frames_than_steps() {
    let picture = picture("steps=3", LOOK);
    assert_eq!(picture.steps_of_film(100), [0, 1, 2, 3]);
    assert_eq!(picture.steps_of_film(2), [0, 3]);
}
