//! PNG: decoded, and held against what was drawn.

use crate::{LOOK, decoded, picture};
use downhill::core::surfaces::SURFACES;
use downhill::export::picture::Bitmap;
use downhill::export::{Look, Picture, Trouble, scene_of_picture, svg};
use downhill::scene::{Scene, Theme};
use downhill::text::Lang;

#[test]
fn a_png_has_the_pixels_that_were_drawn_and_carries_its_scene() {
    for (theme, size) in [(Theme::Light, (480, 360)), (Theme::Dark, (161, 300)), (Theme::Light, (1300, 900))] {
        let picture = picture("surface=himmelblau&f=x^2%2By^2*a&vars=a:3&select=1", Look { theme, size, ..LOOK });
        let bitmap = picture.bitmap(20);
        assert_eq!(bitmap.rgba.len(), 4 * (size.0 * size.1) as usize);
        let file = bitmap.png(&picture.scene_at(20)).unwrap();
        let back = decoded(&file);
        assert_eq!(back.size, size);
        assert!(back.rgba == bitmap.rgba, "the file has other pixels");
        let carried = scene_of_picture(&file).unwrap();
        assert!(carried.contains("at=20") && carried.contains("vars=a:3"), "{carried}");
        let read = Scene::read(&carried);
        assert!(read.ignored.is_empty() && read.scene.at == Some(20), "{carried}");
        assert_eq!(read.scene.write(), carried);
    }
}

#[test]
fn pictures_show_something_and_differ_from_step_to_step_and_theme_to_theme() {
    let light = picture("", LOOK);
    let (first, last) = (light.bitmap(0), light.bitmap(200));
    let differing = |a: &Bitmap, b: &Bitmap| a.rgba.chunks(4).zip(b.rgba.chunks(4)).filter(|(a, b)| a != b).count();
    assert!(differing(&first, &last) > 1000);
    let dark = picture("", Look { theme: Theme::Dark, ..LOOK }).bitmap(200);
    assert!(differing(&dark, &last) > 480 * 360 / 2);
    let chinese = picture("", Look { lang: Lang::Zh, ..LOOK }).bitmap(200);
    assert!((100..20_000).contains(&differing(&chinese, &last)), "only words differ");
    assert!(light.bitmap(200).rgba == last.rgba, "the same picture has the same pixels");
    assert!(last.rgba.chunks(4).all(|p| p[3] == 255), "nothing is translucent");
    let colours: std::collections::HashSet<&[u8]> = last.rgba.chunks(4).collect();
    assert!(colours.len() > 500, "soft light and smooth edges: {}", colours.len());
}

#[test]
fn every_surface_and_every_run_that_goes_wrong_is_drawn() {
    for spec in SURFACES {
        let picture = picture(&format!("surface={}&steps=20", spec.id), Look { size: (200, 160), ..LOOK });
        assert!(picture.bitmap(20).png("").is_ok());
        let text = picture.svg(20);
        assert!(roxmltree::Document::parse(&text).is_ok(), "{}", spec.id);
    }
    for text in [
        "run=sgd,lr:1e9",
        "start=1e300,1e300",
        "f=1/0&run=sgd",
        "f=ln(x)&start=-1,-1",
        "run=sgd,hidden:1",
        "domain=1,1.0000001,1,1.0000001",
    ] {
        let read = Scene::read(text);
        let picture = Picture::new(&read.scene, LOOK).unwrap();
        assert!(roxmltree::Document::parse(&picture.svg(picture.step(None).unwrap())).is_ok(), "{text}");
        assert!(!picture.bitmap(0).rgba.is_empty());
    }
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let scene = Scene::default();
    for size in [(159, 400), (400, 0), (8193, 400)] {
        assert_eq!(Picture::new(&scene, Look { size, ..LOOK }).err(), Some(Trouble::Size));
    }
    assert_eq!(svg(&scene, LOOK, Some(201)).err(), Some(Trouble::Step));
    assert_eq!(Picture::new(&Scene::read("page=averages").scene, LOOK).err(), Some(Trouble::Page));
    assert_eq!(picture("at=17", LOOK).step(None), Ok(17));
    assert_eq!(picture("", LOOK).step(None), Ok(200));
}
