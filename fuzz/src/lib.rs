//! What must hold of anything that a stranger gives Downhill to read: links, formulas, tables, files, messages,
//! pictures. Each target takes bytes of any kind and panics if something does not hold; nothing may panic, take long or
//! use much memory by itself, and what was read must survive being written and read again.
//!
//! `cargo test -p downhill-fuzz` tries the corpus, on any machine. `cargo xtask fuzz` looks for more with libFuzzer,
//! guided by which code an input reaches; that needs a C++ compiler, and no other toolchain: nothing here is unsafe, so
//! no sanitizer is needed either.

#![forbid(unsafe_code)]

mod file;
mod formula;
mod link;
mod picture;
mod race;
mod table;

use downhill::core::optimizers::OPTIMIZERS;
use downhill::core::schedules::SCHEDULES;
use downhill::core::surfaces::SURFACES;

/// Something that reads what strangers write.
pub struct Target {
    /// Its name: that of its folder in `corpus/`.
    pub name: &'static str,
    /// Panics if something does not hold of what these bytes are read as.
    pub check: fn(&[u8]),
    /// The most bytes of an input that the fuzzer makes up.
    pub longest: usize,
    /// Words that inputs are made of.
    pub words: fn() -> Vec<String>,
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target { name: "scene", check: link::check, longest: 2000, words: scene_words },
    Target { name: "formula", check: formula::check, longest: 600, words: formula_words },
    Target { name: "csv", check: table::check, longest: 400, words: table_words },
    Target { name: "json", check: file::scenes, longest: 2000, words: file_words },
    Target { name: "message", check: file::message, longest: 2000, words: file_words },
    Target { name: "picture", check: picture::check, longest: 1000, words: picture_words },
    Target { name: "race", check: race::check, longest: 500, words: scene_words },
];

/// The target of a name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

/// Keys and names of links, each as it stands there.
fn scene_words() -> Vec<String> {
    let mut words = strings(&[
        "&",
        "=",
        ",",
        ":",
        "/",
        "%",
        "%2C",
        "%26",
        "%E4%B8%AD",
        "none",
        "hidden:1",
        "slot:2",
        "page=race",
        "page=averages",
        "page=lessons/adam",
        "page=slides",
        "run=",
        "f=",
        "vars=a:2",
        "points=1:2/3:4",
        "domain=-1,1,-1,1",
        "start=1,2",
        "steps=9",
        "at=3",
        "select=1",
        "chart=loss",
        "view=basins",
        "view=3d",
        "view=rates",
        "swarm=100",
        "camera=24,56,1",
        "map=1",
        "map.x=lr:0.01:1:log",
        "map.y=",
        "rates=same,lr:0.1",
        "rates=tuned",
        "noise=gaussian,sigma:0.1",
        "batch=4",
        "fan=8",
        "seed=7",
        "beta=0.9/0.98",
        "days=50",
        "data=1/2/3",
        "offset=4",
        "init=zero",
        "correct=1",
        "mean=1",
        "mark=5",
        "curve=1",
        "slide=",
        "side=2",
        "show=1",
        "title=",
        "lang=zh",
        "theme=dark",
        "embed=1",
        "predict=1",
        "sliders=0.lr",
        "hide=chart",
        "lock=runs",
        "v=1",
        "schedule:",
        "clip_norm:1",
        "clip_value:1",
        "lookahead:5",
        "1e308",
        "-0",
        "nan",
        "10000",
        "0.1",
    ]);
    words.extend(OPTIMIZERS.iter().map(|o| format!("run={}", o.id)));
    words.extend(OPTIMIZERS.iter().flat_map(|o| o.params).map(|p| format!("{}:", p.id)));
    words.extend(SURFACES.iter().map(|s| format!("surface={}", s.id)));
    words.extend(SURFACES.iter().flat_map(|s| s.params).map(|p| format!("{}:", p.id)));
    words.extend(SCHEDULES.iter().map(|s| format!("schedule:{}", s.id)));
    words.sort();
    words.dedup();
    words
}

fn formula_words() -> Vec<String> {
    strings(&[
        "x", "y", "+", "-", "*", "/", "^", "(", ")", ",", "sin(", "cos(", "tan(", "asin(", "acos(", "atan(", "sinh(",
        "cosh(", "tanh(", "exp(", "ln(", "log(", "log10(", "sqrt(", "abs(", "sign(", "min(", "max(", "pi", "π", "e",
        "a", "β", "²", "³", "×", "·", "−", "÷", "（", "）", "1e3", "1e999", ".5", "2.", "^-", "^0.5", "x^2", "(1-x)^2",
    ])
}

fn table_words() -> Vec<String> {
    strings(&[
        ",", ";", "\t", "\n", "\r\n", "，", "；", "、", "|", "\"", "'", "−", "\u{feff}", "1.5", "1,5", "1e5", "nan",
        "inf", "x,y",
    ])
}

fn file_words() -> Vec<String> {
    let mut words = strings(&[
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "null",
        "true",
        "1e300",
        "\"downhill\"",
        "\"set\"",
        "\"play\"",
        "\"pause\"",
        "\"seek\"",
        "\"step\"",
        "\"scene\"",
        "\"scenes\"",
        "\"title\"",
        "\\u0000",
        "\\\"",
    ]);
    words.extend(scene_words().into_iter().take(60));
    words
}

fn picture_words() -> Vec<String> {
    strings(&[
        "\u{1}IHDR",
        "iTXt",
        "IDAT",
        "IEND",
        "downhill-scene",
        "downhill-scene\0\0\0\0\0",
        "GIF89a",
        "downhill-scene: ",
        "<svg>",
        "<metadata id=\"downhill-scene\">",
        "</metadata>",
        "&amp;",
        "&lt;",
        "&#x26;",
        "]]>",
        "<!--",
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_written_into_a_dictionary() {
        for target in &TARGETS {
            let words = (target.words)();
            assert!(words.len() > 10 && words.iter().all(|word| !word.is_empty()), "{}", target.name);
        }
    }

    #[test]
    fn settings_of_the_dictionary_are_settings() {
        // What only makes sense beside something else is read beside it.
        let with = |word: &str| match word.split_once('=').map_or("", |(key, _)| key) {
            "points" => format!("{word}&surface=own_line"),
            "vars" => format!("{word}&f=a*x^2+y^2"),
            "batch" => format!("{word}&surface=faithful_line"),
            "side" | "show" => format!("{word}&page=slides&slide=steps%3D3&slide=steps%3D4"),
            _ => word.to_string(),
        };
        for word in scene_words().iter().filter(|word| word.contains('=') && !word.ends_with('=')) {
            let read = downhill::scene::Scene::read(&with(word));
            assert!(read.ignored.is_empty(), "{word}: {:?}", read.ignored);
        }
        let options: Vec<String> = scene_words().into_iter().filter(|word| word.starts_with("clip")).collect();
        let run = format!("run=sgd,{}", options.join(","));
        assert!(downhill::scene::Scene::read(&run).ignored.is_empty(), "{run}");
    }
}
