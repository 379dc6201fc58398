//! English is set as English and Chinese as Chinese, with one term for one thing.

use crate::{all, places};
use downhill::core::optimizers::OPTIMIZERS;
use downhill::text::{Key, Lang, fill, is_chinese, key, optimizer_name};

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
