//! The text of a link.

use downhill::scene::{Averages, MAX_RUNS, MAX_STEPS, Page, Read, Scene, Slides};
use downhill::text::Lang;

/// Any text as a link.
pub fn check(bytes: &[u8]) {
    sound(&String::from_utf8_lossy(bytes));
}

/// Reads a text as a scene, which must be one that can be shown and that its own link holds.
pub fn sound(text: &str) -> Scene {
    let Read { scene, ignored } = Scene::read(text);
    assert!(ignored.len() <= 60);
    for thing in &ignored {
        for lang in Lang::ALL {
            let message = thing.message(lang);
            assert!(message.contains(&thing.what) && message.chars().count() < 5000, "{thing:?}: {message}");
        }
    }
    assert!((1..=MAX_STEPS).contains(&scene.steps) && scene.at.is_none_or(|at| at <= scene.steps));
    assert!(scene.runs.len() <= MAX_RUNS && scene.select < scene.runs.len().max(1));
    assert!(scene.maps.run < scene.runs.len().max(1));
    assert!(scene.runs.iter().all(|run| run.conflict().is_none()));
    assert!(scene.start().iter().all(|v| v.is_finite()));
    let domain = scene.domain();
    assert!(domain.x.0 < domain.x.1 && domain.y.0 < domain.y.1, "{domain:?}");
    let written = scene.write();
    let again = Scene::read(&written);
    assert!(again.ignored.is_empty(), "{written}: {:?}", again.ignored);
    assert_eq!(again.scene, told(&scene), "{written}");
    assert_eq!(again.scene.write(), written);
    scene
}

/// What the link of a scene tells: its own page, the others as they are by themselves.
fn told(scene: &Scene) -> Scene {
    let (page, lang, theme) = (scene.page, scene.lang, scene.theme);
    match page {
        Page::Race => Scene { averages: Averages::default(), slides: Slides::default(), ..scene.clone() },
        Page::Averages => {
            let mut averages = scene.averages.clone();
            // One's own numbers are as many days as they are.
            if averages.data.preset().is_none() {
                averages.days = Averages::default().days;
            }
            Scene { page, lang, theme, averages, seed: scene.seed, ..Scene::default() }
        }
        Page::Slides => Scene { page, lang, theme, slides: scene.slides.clone(), ..Scene::default() },
        Page::Lessons | Page::Lesson(_) => Scene { page, lang, theme, ..Scene::default() },
    }
}
