//! The programs of the page, each a wasm with its script: the one list that building, measuring and packing go by.

/// The program that the page opens with.
pub const MAIN: &str = "web";

/// The programs that come when they are wanted; `boot.js` finds the name of each in its own address.
pub const ON_DEMAND: [&str; 5] = ["pages", "tools", "plot", "maps", "terrain"];

/// Which program a file of `dist/` belongs to, if it is one's script or wasm: their names begin with the program's.
pub fn of(file: &str) -> Option<&'static str> {
    let code = file.ends_with(".js") || file.ends_with(".wasm");
    std::iter::once(MAIN).chain(ON_DEMAND).find(|name| code && file.strip_prefix(name).is_some_and(named))
}

/// Whether what follows a program's name is the mark of its content.
fn named(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|mark| mark.starts_with(|c: char| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_programs() {
        assert_eq!(of("web-0123.js"), Some("web"));
        assert_eq!(of("tools-0123_bg.wasm"), Some("tools"));
        for other in ["embed.js", "boot.js", "maps-worker.js", "tools.css", "website-1.js", "web-1.css"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
