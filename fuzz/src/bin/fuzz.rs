//! libFuzzer over one of the targets, the one that `DOWNHILL_FUZZ` names; options are libFuzzer's own.
#![no_main]

use downhill_fuzz::{Target, target};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

fn chosen() -> &'static Target {
    static CHOSEN: OnceLock<&Target> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        let name = std::env::var("DOWNHILL_FUZZ").unwrap_or_default();
        target(&name).unwrap_or_else(|| panic!("DOWNHILL_FUZZ names no target: `{name}`"))
    })
}

fuzz_target!(|bytes: &[u8]| {
    (chosen().check)(bytes);
});
