//! Both languages have all texts, none is left over, and every registry entry has its own.

use crate::{EN, ZH, all, entries, places};
use downhill::core::optimizers::{Family, OPTIMIZERS};
use downhill::core::param::{Kind, ParamSpec, defaults};
use downhill::core::schedules::SCHEDULES;
use downhill::core::series::Series;
use downhill::core::surfaces::{OWN, SURFACES, Surface, TYPED, Trouble};
use downhill::text::{
    Key, Lang, choice_name, family_name, key, optimizer_idea, optimizer_name, param_label, schedule_idea,
    schedule_name, surface_name,
};
use std::collections::{BTreeSet, HashSet};

#[test]
fn both_files_have_the_same_keys_in_the_same_order() {
    let keys = |file| entries(file).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(keys(EN), keys(ZH));
    let mut seen = HashSet::new();
    for key in keys(EN) {
        assert!(seen.insert(key), "{key} is there twice");
    }
    for (lang, file) in [(Lang::En, EN), (Lang::Zh, ZH)] {
        assert_eq!(lang.entries().len(), entries(file).len(), "every line is read");
    }
}

#[test]
fn both_languages_fill_in_the_same_and_stress_as_much() {
    for (key, en, zh) in all() {
        assert_eq!(places(en), places(zh), "{key}");
        let stars = |text: &str| text.matches("**").count();
        assert_eq!(stars(en), stars(zh), "{key}");
        assert_eq!(stars(en) % 2, 0, "{key}: every ** is closed");
        assert!(!en.replace("**", "").contains('*') && !zh.replace("**", "").contains('*'), "{key}");
    }
}

#[test]
fn every_text_is_there_and_none_is_left_over() {
    let in_file: BTreeSet<&str> = entries(EN).into_iter().map(|(key, _)| key).filter(|k| !k.contains('.')).collect();
    let in_code: BTreeSet<&str> = key::ALL.iter().map(|Key(key)| *key).collect();
    assert_eq!(in_file, in_code);
    assert_eq!(in_code.len(), key::ALL.len(), "no key has two names");
}

/// The dotted keys that belong to a registry entry.
fn registered() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut params = |owner: &str, specs: &mut dyn Iterator<Item = &ParamSpec>| {
        for spec in specs {
            for kind in ["param", "help"] {
                keys.insert(format!("{kind}.{}", spec.id));
                keys.insert(format!("{kind}.{owner}.{}", spec.id));
            }
            if let Kind::Choice(names) = spec.kind {
                keys.extend(names.iter().map(|name| format!("choice.{}.{name}", spec.id)));
            }
        }
    };
    OPTIMIZERS.iter().for_each(|o| params(o.id, &mut o.params.iter()));
    SURFACES.iter().for_each(|s| params(s.id, &mut s.params.iter()));
    SCHEDULES.iter().for_each(|s| params(s.id, &mut s.params.iter().map(|p| &p.spec)));
    keys.extend(SCHEDULES.iter().flat_map(|s| ["name", "idea"].map(|what| format!("schedule.{}.{what}", s.id))));
    keys.extend(OPTIMIZERS.iter().flat_map(|o| ["name", "idea"].map(|what| format!("optimizer.{}.{what}", o.id))));
    keys.extend(Family::ALL.iter().map(|family| format!("family.{}", family.id())));
    keys.extend(SURFACES.iter().chain([&TYPED]).chain(&OWN).map(|s| format!("surface.{}.name", s.id)));
    keys.extend(quantities().map(|id| format!("quantity.{id}")));
    // What any run may have around its method.
    let options = ["clip_norm", "clip_value", "lookahead", "lookahead_alpha"];
    keys.extend(options.iter().flat_map(|id| ["param", "help"].map(|what| format!("{what}.{id}"))));
    keys.extend(downhill::scene::Data::PRESETS.iter().map(|(id, _)| format!("data.{id}.name")));
    keys.extend(Series::all().filter(|s| *s != Series::Loss).map(|s| format!("quantity.{}", s.id())));
    keys.extend(Trouble::ALL.iter().flat_map(|t| ["", ".line"].map(|what| format!("trouble.{}{what}", t.id()))));
    keys.extend(downhill::scene::PANELS.iter().map(|panel| format!("panel.{panel}")));
    keys.extend(downhill::scene::CONTROLS.iter().map(|control| format!("lock.{control}")));
    keys
}

/// The measured quantities of all surfaces with data.
fn quantities() -> impl Iterator<Item = &'static str> {
    let surfaces = SURFACES.iter().map(|spec| Surface::new(spec, &defaults(spec.params)));
    surfaces.flat_map(|surface| surface.objective.data().map_or(vec![], |fit| fit.quantities.to_vec()))
}

#[test]
fn every_dotted_text_belongs_to_a_registry_entry() {
    let registered = registered();
    for (key, ..) in all().filter(|(key, ..)| key.contains('.')) {
        assert!(registered.contains(key), "{key} belongs to nothing");
    }
}

#[test]
fn every_registry_entry_has_its_words() {
    let given = |lang: Lang, key: String| {
        assert!(lang.named(&key).is_some_and(|text| !text.is_empty()), "{key} is missing in {lang:?}");
    };
    for lang in Lang::ALL {
        for spec in OPTIMIZERS {
            given(lang, format!("optimizer.{}.name", spec.id));
            given(lang, format!("optimizer.{}.idea", spec.id));
            assert_ne!((optimizer_name(lang, spec.id), optimizer_idea(lang, spec.id)), (spec.id, ""));
        }
        for family in Family::ALL {
            given(lang, format!("family.{}", family.id()));
            assert_ne!(family_name(lang, family), family.id());
        }
        for spec in SURFACES.iter().chain([&TYPED]).chain(&OWN) {
            given(lang, format!("surface.{}.name", spec.id));
            assert_ne!(surface_name(lang, spec.id), spec.id);
        }
        for spec in SCHEDULES {
            given(lang, format!("schedule.{}.name", spec.id));
            given(lang, format!("schedule.{}.idea", spec.id));
            assert_ne!((schedule_name(lang, spec.id), schedule_idea(lang, spec.id)), (spec.id, ""));
        }
        for id in quantities() {
            given(lang, format!("quantity.{id}"));
        }
        for series in Series::all().filter(|s| *s != Series::Loss) {
            given(lang, format!("quantity.{}", series.id()));
        }
        for trouble in Trouble::ALL {
            given(lang, format!("trouble.{}", trouble.id()));
            given(lang, format!("trouble.{}.line", trouble.id()));
        }
        for (owner, param) in params() {
            let label = param_label(lang, owner, param.id);
            assert!(label != param.id, "{owner}'s {} has no label in {lang:?}", param.id);
            let own = lang.named(&format!("help.{owner}.{}", param.id));
            let help = own.or_else(|| lang.named(&format!("help.{}", param.id))).unwrap_or_default();
            assert!(help.ends_with(['.', '。']), "{owner}'s {} has no help in {lang:?}: {help:?}", param.id);
            if let Kind::Choice(names) = param.kind {
                for name in names {
                    assert_ne!(choice_name(lang, param.id, name), *name, "{lang:?}");
                }
            }
        }
    }
}

/// Every parameter of every optimizer, surface and schedule, with the id of its owner.
fn params() -> impl Iterator<Item = (&'static str, &'static ParamSpec)> {
    let of_optimizers = OPTIMIZERS.iter().flat_map(|o| o.params.iter().map(|p| (o.id, p)));
    let of_schedules = SCHEDULES.iter().flat_map(|s| s.params.iter().map(|p| (s.id, &p.spec)));
    of_optimizers.chain(SURFACES.iter().flat_map(|s| s.params.iter().map(|p| (s.id, p)))).chain(of_schedules)
}

#[test]
fn names_that_stand_in_one_list_differ() {
    let differ = |what: &str, names: Vec<&str>| {
        let different: HashSet<&&str> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{what}: {names:?}");
    };
    for lang in Lang::ALL {
        differ("optimizers", OPTIMIZERS.iter().map(|o| optimizer_name(lang, o.id)).collect());
        differ("schedules", SCHEDULES.iter().map(|s| schedule_name(lang, s.id)).collect());
        for spec in SCHEDULES {
            differ(spec.id, spec.params.iter().map(|p| param_label(lang, spec.id, p.spec.id)).collect());
        }
        differ("families", Family::ALL.iter().map(|f| family_name(lang, *f)).collect());
        differ("surfaces", SURFACES.iter().map(|s| surface_name(lang, s.id)).collect());
        for spec in OPTIMIZERS {
            differ(spec.id, spec.params.iter().map(|p| param_label(lang, spec.id, p.id)).collect());
        }
    }
}

/// What screen readers and tests find by name, whatever else changes (CONTRACTS, section 6).
#[test]
fn contract_names_are_there() {
    let texts = [
        (key::PLAY, "Play"),
        (key::PAUSE, "Pause"),
        (key::STEP_FORWARD, "Step forward"),
        (key::STEP_BACK, "Step back"),
        (key::RESET, "Reset"),
        (key::ADD_OPTIMIZER, "Add optimizer"),
        (key::SHARE, "Share"),
        (key::STEP, "Step"),
        (key::START_NAME, "Starting point"),
    ];
    for (key, text) in texts {
        assert_eq!(Lang::En.text(key), text);
    }
    for (key, beginning) in [(key::SURFACE_BUTTON, "Surface"), (key::LANGUAGE, "Language"), (key::THEME, "Theme")] {
        assert!(Lang::En.text(key).starts_with(beginning));
    }
    let label = |owner, id| param_label(Lang::En, owner, id);
    assert_eq!(label("adam", "lr"), "Learning rate");
    assert_eq!((label("adam", "beta1"), label("adam", "beta2")), ("Momentum β₁", "Scaling β₂"));
    assert_eq!((label("momentum", "beta"), label("rmsprop", "alpha")), ("Momentum β", "Decay β"));
    assert!(label("adam", "eps").starts_with("Epsilon"));
    for (optimizer, _) in params().filter(|(_, p)| p.id == "lr") {
        assert_eq!((label(optimizer, "lr"), param_label(Lang::Zh, optimizer, "lr")), ("Learning rate", "学习率"));
    }
    let status = |lang: Lang| [key::CONVERGED, key::STILL_GOING, key::LEFT_VIEW, key::DIVERGED].map(|k| lang.text(k));
    assert_eq!(
        status(Lang::En),
        ["converged at step {step}", "still going", "left the view", "diverged at step {step}"]
    );
}
