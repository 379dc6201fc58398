//! The reader's own scenes: the file is JSON that holds them all, whatever they are called.

mod support;

use downhill::scene::{MAX_TITLE, Saved, Scene, listed, to_json};
use proptest::prelude::*;
use support::cases;
use support::scenes::any_scene;

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_file_is_json_and_holds_every_scene(list in prop::collection::vec((any_scene(), "\\PC{0,20}|[\"\\\\\n\t]{1,5}"), 0..5)) {
        let list: Vec<Saved> = list.iter().map(|(scene, title)| Saved::new(title, scene)).collect();
        let file: serde_json::Value = serde_json::from_str(&to_json(&list)).expect("JSON");
        prop_assert_eq!(&file["downhill"], 1);
        prop_assert_eq!(listed(&file), list);
    }
}

#[test]
fn what_is_no_scene_of_ones_own_is_left_out() {
    assert_eq!(Saved::read("a", "page=lessons/adam"), None);
    assert_eq!(Saved::read("a", "page=slides&slide="), None);
    let averages = Saved::read("b", "page=averages&beta=0.5").expect("averages are kept");
    assert!(!averages.is_race());
    let long = Saved::read(&"x".repeat(500), "surface=beale&lang=zh").expect("a race");
    assert_eq!(long.title.len(), MAX_TITLE);
    assert!(long.is_race());
    let scene = Scene::read(&long.scene);
    assert!(scene.ignored.is_empty());
    assert_eq!((scene.scene.title, scene.scene.lang), (long.title, None));
}
