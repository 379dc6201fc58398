//! All that the fuzzer once found, and what it begins with, holds.

use downhill_fuzz::TARGETS;
use std::fs;
use std::path::Path;

#[test]
fn the_corpus_holds() {
    for target in &TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
        let files = fs::read_dir(&folder).expect("each target has a folder");
        let mut count = 0;
        for file in files {
            let path = file.expect("a file").path();
            println!("{}", path.display());
            (target.check)(&fs::read(&path).expect("it can be read"));
            count += 1;
        }
        assert!(count >= 8, "{} has {count}", target.name);
    }
}

/// Time grows with the length and no faster, so that a text of a megabyte is no danger: each of these is one.
#[test]
fn long_inputs_take_no_long_time() {
    for (name, piece) in [
        ("scene", "&"),
        ("scene", "a&"),
        ("scene", "run=adam&"),
        ("scene", "surface=beale&"),
        ("scene", "slide=run%3Dadam&"),
        ("scene", "%"),
        ("scene", "%e4"),
        ("scene", "run=adam,lr:1,lr:2,"),
        ("formula", "("),
        ("formula", "x+"),
        ("formula", "中"),
        ("csv", "1,2\n"),
        ("csv", "1 "),
        ("csv", "a\n"),
        ("csv", "\n"),
        ("csv", ";"),
        ("json", "["),
        ("picture", "<metadata id=\"downhill-scene\">"),
    ] {
        let target = downhill_fuzz::target(name).expect("a target");
        let start = std::time::Instant::now();
        (target.check)(piece.repeat(1_000_000 / piece.len()).as_bytes());
        let time = start.elapsed().as_secs_f64();
        println!("{name} {piece:?}: {time:.2} s");
        assert!(time < 30.0, "{name} of {piece:?}: {time:.1} s");
    }
}
