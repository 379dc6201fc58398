//! One release of the site: its mark, which every address without a name after its content carries, and the service
//! worker that keeps exactly its files.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::size;

/// What the service worker does not keep: itself, what other pages load, and the page in one file.
const NOT_KEPT: [&str; 4] = ["sw.js", "embed.js", "downhill.html", "index.html"];
/// Files that are asked for by their bare names.
const BARE: [&str; 3] = ["svg", "png", "webmanifest"];

/// Marks the page with its release and fills in the service worker.
pub fn mark(dist: &Path) -> Result<()> {
    let files = size::files(dist)?;
    let mut hasher = DefaultHasher::new();
    for (name, bytes) in &files {
        hasher.write(name.as_bytes());
        hasher.write(bytes);
    }
    let release = format!("{:016x}", hasher.finish());
    let index = dist.join("index.html");
    let text = fs::read_to_string(&index)?;
    ensure!(
        text.matches("boot.js?").count() == 1,
        "index.html should name boot.js once: see pattern_script in Trunk.toml"
    );
    let text = text.replace("boot.js?", &format!("boot.js?v={release}&amp;"));
    fs::write(&index, &text)?;
    let names: Vec<String> = files
        .keys()
        .filter(|name| !NOT_KEPT.contains(&name.as_str()))
        .map(|name| address(name, &release, &text))
        .collect::<Result<_>>()?;
    let worker = dist.join("sw.js");
    let code = fs::read_to_string(&worker)?;
    ensure!(code.contains("@release@") && code.contains("[\"@files@\"]"), "sw.js has places to fill in");
    let list = serde_json::to_string(&names)?;
    Ok(fs::write(&worker, code.replace("@release@", &release).replace("[\"@files@\"]", &list))?)
}

/// The address by which the page asks for a file.
fn address(name: &str, release: &str, index: &str) -> Result<String> {
    if name == "boot.js" {
        return boot(index);
    }
    let extension = name.rsplit('.').next().unwrap_or_default();
    Ok(if marked(name) || BARE.contains(&extension) { name.into() } else { format!("{name}?{release}") })
}

/// The address of the boot script as the page has it.
pub fn boot(index: &str) -> Result<String> {
    let from = index.find("boot.js?").context("index.html names boot.js")?;
    let rest = &index[from..];
    let to = rest.find(['"', '\'', ' ', '>']).context("its address ends")?;
    Ok(rest[..to].replace("&amp;", "&"))
}

/// Whether a name holds a hash of the content, as trunk and [`crate::build`] write them.
fn marked(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches("_bg");
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 10 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_known() {
        for name in ["web-230298824fab7fe3_bg.wasm", "tokens-59e3547b47b22a11.css", "pages-0011223344556677.js"] {
            assert!(marked(name), "{name}");
        }
        for name in ["en.txt", "lessons/en.json", "still-light.svg", "averages.css", "lock.js"] {
            assert!(!marked(name), "{name}");
        }
    }

    #[test]
    fn files_are_kept_by_the_address_that_the_page_uses() {
        let index = "<script type=\"module\" src=\"./boot.js?v=1&amp;js=web-1.js\"></script>";
        let of = |name: &str| address(name, "beef", index).expect("it has one");
        assert_eq!(of("boot.js"), "boot.js?v=1&js=web-1.js");
        assert_eq!(of("zh.txt"), "zh.txt?beef");
        assert_eq!(of("lessons/zh.json"), "lessons/zh.json?beef");
        assert_eq!(of("icon.svg"), "icon.svg");
        assert_eq!(of("web-230298824fab7fe3_bg.wasm"), "web-230298824fab7fe3_bg.wasm");
    }
}
