//! What is written is read back, however a person writes it.

use crate::scrambled::{any_dice, scrambled};
use crate::support::cases;
use crate::support::scenes::any_scene;
use downhill::scene::{Read, Scene};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn what_is_written_is_read_back(scene in any_scene()) {
        let text = scene.write();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        prop_assert_eq!(&again, &scene, "{}", text);
        prop_assert_eq!(again.write(), text);
    }

    /// Order of keys and of parameters, forms of numbers and switches, needless escapes, defaults written out and a
    /// leading # make no difference: the same scene, and so the same text.
    #[test]
    fn however_it_is_written_it_is_the_same_scene(scene in any_scene(), mut dice in any_dice()) {
        let text = scrambled(&scene, &mut dice);
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert!(ignored.is_empty(), "{text}: {ignored:?}");
        prop_assert_eq!(&again, &scene, "{}", text);
        prop_assert_eq!(again.write(), scene.write(), "{}", text);
    }

    /// Whatever is left out of a written scene, it becomes another scene: nothing in it is superfluous.
    #[test]
    fn only_what_differs_from_the_defaults_is_written(scene in any_scene()) {
        let text = scene.write();
        for shorter in with_something_left_out(&text) {
            prop_assert_ne!(Scene::read(&shorter).scene, scene.clone(), "{} says no more than {}", text, shorter);
        }
    }
}

/// Every text that lacks one key, or one parameter of a run or surface.
fn with_something_left_out(text: &str) -> Vec<String> {
    let pairs: Vec<&str> = text.split('&').filter(|p| !p.is_empty()).collect();
    let mut all = Vec::new();
    for (i, pair) in pairs.iter().enumerate() {
        let with = |changed: Option<String>| {
            let kept =
                pairs.iter().enumerate().filter_map(|(j, p)| if j == i { changed.clone() } else { Some((*p).into()) });
            kept.collect::<Vec<String>>().join("&")
        };
        all.push(with(None));
        if pair.starts_with("run=") || pair.starts_with("surface=") {
            let parts: Vec<&str> = pair.split(',').collect();
            for left_out in 1..parts.len() {
                let kept: Vec<&str> =
                    parts.iter().enumerate().filter(|(j, _)| *j != left_out).map(|(_, p)| *p).collect();
                all.push(with(Some(kept.join(","))));
            }
        }
    }
    all
}
