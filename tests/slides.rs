//! Lists of races as text: what is written is read back, a list cannot hold a list, turning stays inside.

mod support;

use downhill::scene::{Action, MAX_SIDE, MAX_SLIDES, MAX_TITLE, Page, Reason, Scene, Slides};
use proptest::prelude::*;
use support::cases;
use support::scenes::any_scene;

fn slides(text: &str) -> Slides {
    let read = Scene::read(text);
    assert!(read.ignored.is_empty(), "{text}: {:?}", read.ignored);
    read.scene.slides
}

proptest! {
    #![proptest_config(cases(100))]

    /// The link of a list gives the same races, whatever they are: formulas, escapes, titles in any script.
    #[test]
    fn what_is_written_is_read_back(
        races in prop::collection::vec((any_scene(), "[a-z&%#= 中文√]{0,12}"), 1..5),
        side in 1..=MAX_SIDE,
    ) {
        let races: Vec<Scene> = races
            .into_iter()
            .map(|(scene, title)| Scene { title: title.trim().into(), lang: None, theme: None, ..scene })
            .collect();
        let texts: Vec<String> = races.iter().map(Scene::write).collect();
        let link = Slides::link(&texts, side);
        let read = Scene::read(&link);
        prop_assert!(read.ignored.is_empty(), "{link}: {:?}", read.ignored);
        prop_assert_eq!(read.scene.page, Page::Slides);
        prop_assert_eq!(read.scene.slides.side, side);
        prop_assert_eq!(read.scene.write(), link);
        let again: Vec<Scene> = read.scene.slides.scenes.iter().map(|text| Scene::read(text).scene).collect();
        prop_assert_eq!(again, races);
    }

    /// Turning, however often and in whatever direction, shows something of the list.
    #[test]
    fn turning_stays_inside(count in 1..9usize, side in 1..=MAX_SIDE, turns in prop::collection::vec(any::<bool>(), 0..30)) {
        let mut scene = Scene::read(&Slides::link(&vec![String::new(); count], side)).scene;
        for forward in turns {
            scene.apply(Action::TurnSlide(forward));
            prop_assert!(!scene.slides.group().is_empty());
            prop_assert!(scene.slides.group().len() <= side);
            prop_assert!(Scene::read(&scene.write()).ignored.is_empty(), "{}", scene.write());
        }
        // From the end all the way back, and forward again over every race.
        (0..count).for_each(|_| scene.apply(Action::TurnSlide(false)));
        let mut seen = scene.slides.group().len();
        while scene.slides.turned(true).is_some() {
            scene.apply(Action::TurnSlide(true));
            seen += scene.slides.group().len();
        }
        prop_assert_eq!(seen, count);
    }
}

#[test]
fn the_reader_decides_language_and_theme() {
    let list = slides("page=slides&slide=surface=rosenbrock%26lang=zh%26theme=dark%26title=A&slide=&side=2&show=1");
    assert_eq!(*list.scenes, ["surface=rosenbrock&title=A".to_string(), String::new()]);
    assert_eq!((list.side, list.show, list.group().len()), (2, 1, 1));
}

#[test]
fn what_cannot_be_used_is_named() {
    let not_allowed = |range: String| Reason::NotAllowed(range);
    for (text, what, reason) in [
        ("side=5", "side=5", not_allowed(format!("1 … {MAX_SIDE}"))),
        ("slide=&show=1", "show=1", not_allowed("0 … 0".into())),
        ("slide=page=averages", "slide=page=averages", not_allowed("race".into())),
        ("slide=slide=a", "slide=a", Reason::UnknownKey),
        ("slide=speed=3", "speed=3", Reason::UnknownKey),
    ] {
        let found = Scene::read(&format!("page=slides&{text}")).ignored;
        let found: Vec<_> = found.into_iter().map(|i| (i.what, i.reason)).collect();
        assert_eq!(found, [(what.to_string(), reason)], "{text}");
    }
    let long = format!("title={}", "a".repeat(MAX_TITLE + 1));
    assert_eq!(Scene::read(&long).ignored.len(), 1);
    let many = "slide=&".repeat(MAX_SLIDES + 1);
    let read = Scene::read(&format!("page=slides&{many}"));
    assert_eq!((read.scene.slides.scenes.len(), read.ignored.len()), (MAX_SLIDES, 1));
    // However deep they pretend to be: no list holds a list.
    let deep = "slide=".repeat(50_000);
    assert_eq!(Scene::read(&deep).ignored.len(), 1);
}

#[test]
fn another_surface_keeps_the_list_and_the_title() {
    let mut scene = Scene::read("page=slides&title=Mine&slide=surface=beale").scene;
    scene.apply(Action::SetFormula("x^2+y^2".into()));
    assert_eq!((scene.title.as_str(), scene.slides.scenes.len()), ("Mine", 1));
}
