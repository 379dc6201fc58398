//! `downhill render` and `downhill export`.

use crate::support::program::{downhill, refused};
use crate::{decoded, frames};
use downhill::export::scene_of_picture;
use std::path::{Path, PathBuf};

fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn the_command_line_draws_files_of_exactly_the_size() {
    for (name, args, size) in [
        ("one.png", &["--size", "300x200", "--theme", "dark", "--at", "7"][..], (300, 200)),
        ("two.PNG", &["--size", "170x160", "--density", "2", "--lang", "zh"], (340, 320)),
    ] {
        let file = target(name);
        let all = [&["render", "surface=booth&steps=20", "-o", file.to_str().unwrap()], args].concat();
        let output = downhill(&all);
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
        let bytes = std::fs::read(&file).unwrap();
        assert_eq!(decoded(&bytes).size, size);
        assert!(scene_of_picture(&bytes).unwrap().starts_with("surface=booth"));
        assert!(downhill(&all).status.success());
        assert!(bytes == std::fs::read(&file).unwrap(), "the same call makes the same file");
    }
    let file = target("three.gif");
    let output = downhill(&["render", "steps=5", "-o", file.to_str().unwrap(), "--size", "200x160"]);
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "6 frames\n");
    assert_eq!(frames(&std::fs::read(&file).unwrap()).len(), 6);
}

#[test]
fn what_is_wrong_is_code_2_and_what_cannot_be_written_code_1() {
    let good = target("never.png");
    let good = good.to_str().unwrap();
    for (args, words) in [
        (&["render", "", "-o", "a.jpg"][..], &["a.jpg", ".svg", ".png", ".gif"][..]),
        (&["render", "", "-o", "noending"], &["noending"]),
        (&["render", "", "-o", good, "--size", "12"], &["--size", "1200x800"]),
        (&["render", "", "-o", good, "--size", "100x100"], &["160", "8192"]),
        (&["render", "", "-o", good, "--size", "-5x100"], &["--size"]),
        (&["render", "", "-o", good, "--size", "9000x100"], &["8192"]),
        (&["render", "", "-o", good, "--density", "9"], &["--density", "4"]),
        (&["render", "", "-o", good, "--size", "4000x4000", "--density", "4"], &["8192"]),
        (&["render", "", "-o", good, "--theme", "blue"], &["blue", "light", "dark"]),
        (&["render", "", "-o", good, "--at", "201"], &["--at 201", "0 … 200"]),
        (&["render", "", "-o", "a.gif", "--at", "3"], &["--at", ".gif"]),
        (&["render", "run=none", "-o", good, "--view", "basins"], &["no map", "run"]),
        (&["render", "run=sign_sgd&view=rates", "-o", good], &["no map", "two numbers"]),
        (&["render", "view=rates", "-o", "x.gif"], &["does not move", "2d"]),
        (&["render", "", "-o", good, "--view", "side"], &["2d"]),
        (&["render", "view=3d", "-o", good, "--height", "cubic"], &["cubic", "asinh"]),
        (&["render", "surface=nowhere", "-o", good], &["surface=nowhere"]),
        (&["render", "page=averages", "-o", good], &["race"]),
        (&["render", ""], &["--output"]),
        (&["export", "", "--format", "keras"], &["keras", "pytorch"]),
        (&["export", ""], &["--format"]),
        (&["export", "steps=0", "--format", "pytorch"], &["steps=0"]),
    ] {
        let complaint = refused(args);
        for word in words {
            assert!(complaint.contains(word), "{args:?}: {word} is missing in {complaint}");
        }
    }
    assert!(!Path::new(good).exists());
    let output = downhill(&["render", "steps=2", "-o", "/nowhere/at/all.svg"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/nowhere/at/all.svg"));
}
