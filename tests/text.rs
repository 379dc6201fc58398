//! The words: both languages have them all, none is left over, every registry entry has its own, and the Chinese is
//! set as Chinese.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use downhill::core::optimizers::{Family, OPTIMIZERS};
use downhill::core::param::{Kind, ParamSpec, defaults};
use downhill::core::schedules::SCHEDULES;
use downhill::core::series::Series;
use downhill::core::surfaces::{OWN, SURFACES, Surface, TYPED, Trouble};
use downhill::text::{
    Key, Lang, choice_name, family_name, fill, is_chinese, key, number, optimizer_idea, optimizer_name, param_help,
    param_label, rate, schedule_idea, schedule_name, surface_name,
};
use std::collections::{BTreeSet, HashSet};

const EN: &str = include_str!("../src/text/en.txt");
const ZH: &str = include_str!("../src/text/zh.txt");

/// The entries of a file, in its order.
fn entries(file: &'static str) -> Vec<(&'static str, &'static str)> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("no entry: {line}"))).collect()
}

fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    entries(EN).into_iter().zip(entries(ZH)).map(|((key, en), (_, zh))| (key, en, zh))
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').expect("a closing brace").0).collect()
}

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
            let help = param_help(lang, owner, param.id);
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

// ------------------------------------------------------------------------------------------------------- style

#[test]
fn nothing_shouts() {
    for (key, en, zh) in all() {
        for text in [en, zh] {
            let lower = text.to_lowercase();
            assert!(!text.contains(['!', '！']), "{key}: {text}");
            for word in ["oops", "sorry", "please", "invalid", "error", "哎呀", "抱歉", "出错", "错误", "请"] {
                assert!(!lower.contains(word), "{key}: {text}");
            }
        }
    }
}

#[test]
fn english_is_set_as_english() {
    for (key, en, _) in all() {
        assert!(!en.contains(is_chinese), "{key}: {en}");
        assert!(!en.contains(['，', '。', '：', '；', '（', '）', '、', '“', '”']), "{key}: {en}");
        assert!(!en.trim_matches('"').contains("  "), "{key}: two spaces");
        for mark in [" ,", " .", " :", " ;"] {
            assert!(!en.contains(mark), "{key}: {en}");
        }
    }
}

/// Latin and Greek letters, digits, and what belongs to formulas; a place to be filled in counts as one (where Chinese
/// is filled in, the space goes).
fn stands_apart(c: char) -> bool {
    c.is_alphanumeric() && !is_chinese(c) || "{}()[]%×−+=≈·".contains(c)
}

/// Places where Chinese words always come to stand.
const CHINESE_PLACES: [&str; 6] = ["{downhill}", "{velocity}", "{other}", "{now}", "{direction}", "{series}"];

#[test]
fn chinese_is_set_as_chinese() {
    const FULL_WIDTH: &str = "，。：；？、（）“”";
    for (key, _, zh) in all() {
        // Emphasis is set in the same type: its marks are not there for the spaces.
        let mut text = zh.trim_matches('"').replace("**", "");
        for place in CHINESE_PLACES {
            text = text.replace(place, "中");
        }
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            assert!(!(is_chinese(a) && ",.;:?!()".contains(b)), "{key}: {zh}: ASCII {b} behind Chinese");
            assert!(!(",.;:?!()".contains(a) && is_chinese(b)), "{key}: {zh}: ASCII {a} before Chinese");
            let meet = is_chinese(a) && stands_apart(b) || stands_apart(a) && is_chinese(b);
            assert!(!meet, "{key}: {zh}: a space is missing between {a} and {b}");
            let loose = a == ' ' && FULL_WIDTH.contains(b) || FULL_WIDTH.contains(a) && b == ' ';
            assert!(!loose, "{key}: {zh}: a space beside {a}{b}");
            assert!((a, b) != (' ', ' '), "{key}: {zh}: two spaces");
        }
        for three in characters.windows(3) {
            let inside = is_chinese(three[0]) && three[1] == ' ' && is_chinese(three[2]);
            assert!(!inside, "{key}: {zh}: a space inside Chinese");
        }
    }
}

/// One Chinese term for one thing: wherever the English has the left, the Chinese has the right.
const TERMS: &[(&str, &str)] = &[
    ("learning rate", "学习率"),
    ("effective rate", "有效学习率"),
    ("gradient descent", "梯度下降"),
    ("gradient", "梯度"),
    ("velocity", "速度"),
    ("weight decay", "权重衰减"),
    ("bias correction", "偏差修正"),
    ("dampening", "阻尼"),
    ("hessian", "海森矩阵"),
    ("optimizer", "优化器"),
    ("local minima", "局部最小值"),
    ("the minimum", "最小值"),
    ("nearest minimum", "最近的最小值"),
    ("ravine", "峡谷"),
    ("saddle", "鞍点"),
    ("plateau", "平台"),
    ("contour", "等高线"),
    ("path", "轨迹"),
    ("converge", "收敛"),
    ("diverge", "发散"),
    ("left the view", "超出视野"),
    ("loss", "损失"),
    ("memory", "记"),
];

/// Variants that readers may know, but that are not the terms used here; and mistranslations.
const NOT_TERMS: &[&str] = &[
    "局部极小",
    "全局极小",
    "离开视野",
    "偏差校正",
    "偏置",
    "学习速率",
    "学习率衰减系数",
    "动能",
    "冲量",
    "高原",
    "黑塞",
    "海塞",
    "振荡",
    "牛顿动量",
    "权值衰减",
    "平滑项",
    "过冲",
    "损失地形",
    "算子",
    "鞍部",
    "山谷",
];

#[test]
fn chinese_uses_one_term_for_one_thing() {
    for (key, en, zh) in all() {
        for (english, chinese) in TERMS {
            if en.to_lowercase().contains(english) {
                assert!(zh.contains(chinese), "{key}: {english} is {chinese}, not: {zh}");
            }
        }
        for variant in NOT_TERMS {
            assert!(!zh.contains(variant), "{key}: {variant} in: {zh}");
        }
    }
    let zh = |key: Key| Lang::Zh.text(key);
    assert_eq!([zh(key::PLAY), zh(key::PAUSE), zh(key::RESET)], ["播放", "暂停", "重置"]);
    assert_eq!(optimizer_name(Lang::Zh, "momentum"), "动量");
    // Names that say in plain words what the method does are translated; names of people and short forms stay.
    const WORDS: [&str; 4] = ["momentum", "conjugate_gradient", "gd_line_search", "gd_momentum_optimal"];
    for spec in OPTIMIZERS.iter().filter(|spec| !WORDS.contains(&spec.id)) {
        assert_eq!(optimizer_name(Lang::Zh, spec.id), optimizer_name(Lang::En, spec.id), "names of methods stay Latin");
    }
}

#[test]
fn buttons_are_two_to_four_characters_in_chinese() {
    let buttons = [
        key::UNDO,
        key::REDO,
        key::SHARE,
        key::PRESENT,
        key::HELP,
        key::PLAY,
        key::PAUSE,
        key::RESET,
        key::HIDE,
        key::SHOW,
        key::MORE,
        key::DUPLICATE,
        key::REMOVE,
        key::MOVE_UP,
        key::MOVE_DOWN,
        key::COPY,
        key::COPIED,
        key::DISMISS,
        key::CLOSE,
        key::ARROWS,
        key::STEP_BACK,
        key::STEP_FORWARD,
        key::ZOOM_IN,
        key::ZOOM_OUT,
    ];
    for key in buttons {
        let text = Lang::Zh.text(key);
        assert!((2..=4).contains(&text.chars().count()) && text.chars().all(is_chinese), "{text}");
    }
}

/// Every text, filled in with a Latin and with a Chinese word, reads as if it had been written so.
#[test]
fn filled_in_texts_are_set_right() {
    let share = fill("{what} {percent}%", &[("what", "A（x 3，y 2）："), ("percent", "26")]);
    assert_eq!(share, "A（x 3，y 2）：26%", "full-width punctuation brings its own space");
    for (key, _, zh) in all() {
        for value in ["Adam", "动量"] {
            let values: Vec<(&str, &str)> = places(zh).into_iter().map(|place| (place, value)).collect();
            // What is stressed is a number or, without spaces, a direction.
            let text = fill(&zh.trim_matches('"').replace("**", ""), &values);
            assert!(!text.contains(['{', '}']), "{key}: {text}");
            let characters: Vec<char> = text.chars().collect();
            for three in characters.windows(3) {
                let inside = is_chinese(three[0]) && three[1] == ' ' && is_chinese(three[2]);
                assert!(!inside, "{key}: {text}: a space inside Chinese");
            }
        }
    }
}

// ----------------------------------------------------------------------------------------------------- numbers

/// The value that a typeset number stands for.
fn value(text: &str) -> f64 {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '−' | '⁻' => '-',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10).unwrap(),
            other => other,
        })
        .collect();
    // After "10" come only digits of the exponent: a number without one never has a superscript.
    let scientific = text.contains(['⁻', '¹', '²', '³', '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
    let result = match plain.split_once(" × 10") {
        Some((digits, exponent)) => format!("{digits}e{exponent}"),
        None if scientific => plain.replacen("10", "1e", 1),
        None => plain,
    };
    result.parse().unwrap_or_else(|e| panic!("{text} as {result}: {e}"))
}

#[test]
fn typeset_numbers_say_what_they_should_and_are_short() {
    let magnitudes = (-320..=307).step_by(3).map(|e| 10f64.powi(e));
    for size in magnitudes.chain([1e3, 1e4, 999.5, 9995.0, 0.001, 0.000_999_5, 5e-324]) {
        for v in [size, 1.23456 * size, -9.9999 * size, 0.5 * size].into_iter().filter(|v| v.abs() < 1e308 && *v != 0.0)
        {
            for digits in 1..=4 {
                let text = number(v, digits);
                let off = ((value(&text) - v) / v).abs();
                // Subnormal numbers have few digits of their own.
                let grain = 5e-324 / v.abs();
                assert!(off <= 0.5001 * 10f64.powi(1 - digits as i32) + grain, "{v:e} as {text}");
                assert!(!text.contains(['e', '-', '+']), "{text}");
                assert!(text.chars().count() <= 15, "{text}");
                let shown = text.split(" ×").next().unwrap();
                let significant =
                    shown.trim_start_matches(['−', '0', '.']).chars().filter(char::is_ascii_digit).count();
                assert!(significant <= digits.max(4), "{text} for {digits}");
            }
        }
    }
}

#[test]
fn rates_are_shown_as_typed_but_for_powers() {
    for (v, text) in [
        (0.0, "0"),
        (0.001, "0.001"),
        (0.0123456789, "0.0123456789"),
        (-2.5, "−2.5"),
        (0.00012, "1.2 × 10⁻⁴"),
        (1e6, "1000000"),
        (1e21, "10²¹"),
        (1.5e300, "1.5 × 10³⁰⁰"),
    ] {
        assert_eq!(rate(v), text);
    }
}
