//! Junk, broken links, wrong names: they do no harm.

use crate::BOTH;
use crate::support::cases;
use crate::support::scenes::{any_run, any_scene, finite};
use downhill::scene::{MAX_RUNS, MAX_STEPS, Read, Scene};
use proptest::prelude::*;

/// The text with its escapes decoded, for finding what was named.
fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(c) = rest.chars().next() {
        let mut row = Vec::new();
        while let Some(byte) = rest.get(3 * row.len()..).and_then(|after| {
            let hex = after.strip_prefix('%')?.get(..2).filter(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))?;
            u8::from_str_radix(hex, 16).ok()
        }) {
            row.push(byte);
        }
        let (escapes, after) = rest.split_at(if row.is_empty() { c.len_utf8() } else { 3 * row.len() });
        let mut place = 0;
        for chunk in row.utf8_chunks() {
            out.push_str(chunk.valid());
            place += 3 * chunk.valid().len();
            // What is no UTF-8 stays as it was written.
            out.push_str(&escapes[place..place + 3 * chunk.invalid().len()]);
            place += 3 * chunk.invalid().len();
        }
        if row.is_empty() {
            out.push_str(escapes);
        }
        rest = after;
    }
    out
}

/// What must hold of whatever has been read.
fn sound(text: &str) -> Result<(), TestCaseError> {
    let Read { scene, ignored } = Scene::read(text);
    let whole = decoded(text);
    for thing in &ignored {
        prop_assert!(whole.contains(&thing.what), "{:?} is not in {text:?}", thing.what);
        for lang in BOTH {
            prop_assert!(thing.message(lang).contains(&thing.what));
        }
    }
    prop_assert!((1..=MAX_STEPS).contains(&scene.steps) && scene.at.is_none_or(|at| at <= scene.steps));
    prop_assert!(scene.runs.len() <= MAX_RUNS && scene.select < scene.runs.len().max(1));
    prop_assert!(scene.runs.iter().all(|run| run.conflict().is_none()));
    prop_assert!(scene.start().iter().all(|v| v.is_finite()));
    let again = Scene::read(&scene.write());
    prop_assert!(again.ignored.is_empty(), "{text:?} became {:?}: {:?}", scene.write(), again.ignored);
    prop_assert_eq!(again.scene, scene);
    Ok(())
}

/// Pieces that links are made of, right ones and wrong ones.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "&",
        "=",
        ",",
        ":",
        "%",
        "%2",
        "%2c",
        "%ff",
        "+",
        " ",
        "#",
        "-",
        ".",
        "e",
        "1",
        "0",
        "9",
        "1e999",
        "nan",
        "true",
        "none",
        "surface",
        "rosenbrock",
        "saddle",
        "b",
        "run",
        "sgd",
        "adam",
        "momentum",
        "lr",
        "beta",
        "nesterov",
        "hidden",
        "slot",
        "convention",
        "ema",
        "start",
        "domain",
        "steps",
        "at",
        "select",
        "lang",
        "theme",
        "dark",
        "zh",
        "page",
        "v",
        "中",
        "\0",
        "\u{feff}",
        "run=adam,",
        "run=none&",
        "steps=5&",
        "select=3&",
        "at=99&",
        "start=1,2&",
        "f=",
        "x^2",
        "vars=a:",
    ];
    prop::sample::select(words.to_vec()).prop_map(String::from)
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn junk_does_no_harm(text in any::<String>()) {
        sound(&text)?;
    }

    #[test]
    fn junk_that_looks_like_a_link_does_no_harm(pieces in prop::collection::vec(piece(), 0..40)) {
        sound(&pieces.concat())?;
    }

    #[test]
    fn broken_links_do_no_harm(
        scene in any_scene(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), piece()), 1..6),
    ) {
        let mut text: Vec<char> = scene.write().chars().collect();
        for (from, length, instead) in cuts {
            let from = from.index(text.len() + 1);
            let to = (from + length.index(4)).min(text.len());
            text.splice(from..to, instead.chars());
        }
        sound(&text.iter().collect::<String>())?;
    }

    #[test]
    fn numbers_of_any_size_do_no_harm(v in finite(), key in prop::sample::select(vec!["steps", "at", "select", "v"])) {
        sound(&format!("{key}={v:e}"))?;
        sound(&format!("{key}={v}"))?;
        sound(&format!("start={v:e},{v}&run=adam,lr:{v:e}&run=sgd,slot:{v},dampening:{v}"))?;
        sound(&format!("domain={v:e},1,0,1"))?;
    }

    /// Wrong things put anywhere into a right link change nothing, and exactly they are reported, in their order.
    #[test]
    fn wrong_things_are_reported_and_change_nothing(
        scene in any_scene(),
        places in prop::collection::vec((0..WRONG.len(), any::<prop::sample::Index>()), 0..5),
    ) {
        let text = scene.write();
        let mut pairs: Vec<String> = text.split('&').filter(|p| !p.is_empty()).map(String::from).collect();
        let mut wrong: Vec<&str> = Vec::new();
        for (which, place) in places {
            let pair = WRONG[which];
            let key = |p: &str| p.split_once('=').map_or(p.to_string(), |(k, _)| k.to_string());
            // A key that is there already would be reported as repeated, whichever of the two is wrong.
            if key(pair) != "run" && pairs.iter().any(|p| key(p) == key(pair)) {
                continue;
            }
            pairs.insert(place.index(pairs.len() + 1), pair.to_string());
            wrong.push(pair);
        }
        let text = pairs.join("&");
        let expected: Vec<&String> = pairs.iter().filter(|p| wrong.contains(&p.as_str())).collect();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert_eq!(ignored.iter().map(|i| &i.what).collect::<Vec<_>>(), expected, "{}", text);
        prop_assert_eq!(again, scene, "{}", text);
    }

    /// The same within a run.
    #[test]
    fn wrong_parameters_are_reported_and_change_nothing(
        run in any_run(0),
        places in prop::collection::vec((0..WRONG_SETTINGS.len(), any::<prop::sample::Index>()), 0..4),
    ) {
        let scene = Scene { runs: vec![run], ..Scene::default() };
        let text = scene.write();
        prop_assume!(text.starts_with("run="));
        let mut parts: Vec<String> = text.split(',').map(String::from).collect();
        let mut wrong: Vec<&str> = Vec::new();
        let name = |p: &str| p.split_once(':').map_or(p.to_string(), |(n, _)| n.to_string());
        for (which, place) in places {
            let setting = WRONG_SETTINGS[which];
            if parts.iter().all(|p| name(p) != name(setting)) {
                parts.insert(1 + place.index(parts.len()), setting.to_string());
                wrong.push(setting);
            }
        }
        let text = parts.join(",");
        let expected: Vec<&String> = parts.iter().filter(|p| wrong.contains(&p.as_str())).collect();
        let Read { scene: again, ignored } = Scene::read(&text);
        prop_assert_eq!(ignored.iter().map(|i| &i.what).collect::<Vec<_>>(), expected, "{}", text);
        prop_assert_eq!(again, scene, "{}", text);
    }
}

/// Pairs of which nothing can be used.
const WRONG: &[&str] = &[
    "colour=red",
    "zoom",
    "=",
    "steps=0",
    "steps=-5",
    "steps=1e5",
    "steps=a",
    "at=-1",
    "at=x",
    "start=1",
    "start=nan,1",
    "domain=1,0,0,1",
    "domain=0,1",
    "page=nope",
    "page=",
    "lang=fr",
    "theme=sepia",
    "v=0",
    "select=-1",
    "select=12",
    "run=nope",
    "run=",
    "run=nope,lr:1",
    "surface=nope",
];

/// Settings that no run has or may have.
const WRONG_SETTINGS: &[&str] =
    &["foo:1", "lr:-1", "lr:x", "lr", "hidden:2", "slot:0", "slot:x", "lr:1e999", "x=1", "betas:0.9", "hidden:"];
