//! `dist/downhill.html`: the whole site in one file that works from disk.
//!
//! Programs are modules in the page itself; what the site would fetch (wasm, words, lessons) stands there gzipped, in
//! base64, and `static/single.js` hands it out. `boot.js` is the site's own. A Content-Security-Policy lets nothing run
//! but these scripts, by their hashes, and lets nothing be fetched.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{programs, release, size};

/// What begins a policy in the page.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// The file's name.
pub const NAME: &str = "downhill.html";

/// Writes the file into `dist`, from the source of the page and what has been built.
pub fn write(root: &Path, dist: &Path) -> Result<()> {
    let files = size::files(dist)?;
    let source = fs::read_to_string(root.join("index.html"))?;
    let prelude = fs::read_to_string(root.join("static/single.js"))?;
    Ok(fs::write(dist.join(NAME), page(&source, &prelude, &files)?)?)
}

fn page(source: &str, prelude: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let text = |name: &str| -> Result<&str> {
        let bytes = files.get(name).with_context(|| format!("{name} is missing"))?;
        Ok(std::str::from_utf8(bytes)?)
    };
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(text("icon.svg")?));
    let style = styles(source, files)?;
    let boot = release::boot(text("index.html")?)?;
    // Scripts in the order in which they run.
    let mut scripts = vec![("single.js", prelude.replace("@boot@", &boot))];
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".js") && programs::of(name).is_some()) {
        scripts.push((name, module(name, std::str::from_utf8(bytes)?)?));
    }
    for name in ["lock.js", "outside.js", "crash.js", "boot.js"] {
        scripts.push((name, text(name)?.to_owned()));
    }
    for (_, script) in &scripts {
        ensure!(
            !script.contains("</script") && !script.contains("<!--"),
            "a script would end the element it stands in"
        );
    }
    let hashes: Vec<String> = scripts.iter().map(|(_, script)| hash(script)).collect();
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; media-src blob:; \
         worker-src blob:; base-uri 'none'; form-action 'none'",
        hashes.join(" "),
        hash(&style)
    );
    let (head, body) = parts(source, &icon)?;
    let mut page = String::new();
    for line in head.lines() {
        page.push_str(line);
        page.push('\n');
        // The policy stands before everything that it is about.
        if line.contains("charset") {
            page.push_str(&format!("{POLICY} content=\"{policy}\">\n"));
        }
    }
    page.push_str(&format!("<link rel=\"icon\" href=\"{icon}\">\n<style>{style}</style>\n</head>\n{body}"));
    for (name, bytes) in files {
        if let Some(kind) = fetched(name) {
            let packed = STANDARD.encode(gzip(bytes)?);
            page.push_str(&format!(
                "<script type=\"text/plain\" data-file=\"{name}\" data-kind=\"{kind}\">{packed}</script>\n"
            ));
        }
    }
    for (name, script) in scripts {
        page.push_str(&format!("<script type=\"module\" data-script=\"{name}\">{script}</script>\n"));
    }
    // Scripts of workers: texts here, which run where `static/single.js` puts them.
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with("-worker.js")) {
        let script = std::str::from_utf8(bytes)?;
        ensure!(!script.contains("</script"), "{name} would end the element it stands in");
        page.push_str(&format!("<script type=\"text/plain\" data-script=\"{name}\">{script}</script>\n"));
    }
    page.push_str("</body>\n</html>\n");
    Ok(page)
}

/// The media type of a file that the page fetches, if it is one.
fn fetched(name: &str) -> Option<&'static str> {
    match name.rsplit('.').next() {
        Some("wasm") => Some("application/wasm"),
        Some("json") => Some("application/json"),
        Some("txt") => Some("text/plain"),
        _ => None,
    }
}

/// Head and body of the source without what the build replaces: links to files, the site's policy, the still picture.
fn parts(source: &str, icon: &str) -> Result<(String, String)> {
    let lines: Vec<&str> =
        source.lines().filter(|line| !line.starts_with("<link ") && !line.contains(POLICY)).collect();
    let source = lines.join("\n").replace("src=\"icon.svg\"", &format!("src=\"{icon}\""));
    let (head, rest) = source.split_once("</head>").context("index.html has a head")?;
    let (body, _) = rest.split_once("</body>").context("index.html has a body")?;
    let (before, after) = body.split_once("<picture").context("index.html has a still picture")?;
    let (_, after) = after.split_once("</picture>").context("the still picture ends")?;
    Ok((head.to_owned(), format!("{}{}\n", before.trim_start(), after)))
}

/// All style sheets in the order in which they would come: the page's, those on demand, and the last one of the page,
/// which fits everything into small windows.
fn styles(source: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let sheets = |rel: &str| -> Result<Vec<String>> {
        let mark = format!("<link data-trunk rel=\"{rel}\" href=\"static/css/");
        let names = source.lines().filter_map(|line| line.strip_prefix(&mark)?.strip_suffix(".css\">"));
        names.map(|name| Ok(String::from_utf8(sheet(name, files)?.clone())?)).collect()
    };
    let mut page = sheets("css")?;
    let last = page.pop().context("index.html has style sheets")?;
    page.extend(sheets("copy-file")?);
    page.push(last);
    let all = page.join("\n");
    if all.contains("</style") || all.contains("url(") {
        bail!("a style sheet would end the element it stands in, or asks for another file");
    }
    Ok(all)
}

/// A style sheet as it was built: with a hash in its name, or without.
fn sheet<'a>(name: &str, files: &'a BTreeMap<String, Vec<u8>>) -> Result<&'a Vec<u8>> {
    let hashed =
        |file: &str| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-')) && file.ends_with(".css");
    let found = files.iter().find(|(file, _)| **file == format!("{name}.css") || hashed(file));
    Ok(found.with_context(|| format!("{name}.css is missing"))?.1)
}

/// The script of a program with its exports put where `boot.js` and the workers look for them.
fn module(name: &str, script: &str) -> Result<String> {
    let from = script.rfind("export").context("the script of a program exports its start")?;
    let (code, export) = script.split_at(from);
    let names = export.trim_start_matches("export").trim().trim_end_matches(';').trim_matches(['{', '}']);
    let pairs: Vec<String> = names
        .split(',')
        .map(|one| one.trim())
        .filter(|one| !one.is_empty())
        .map(|one| {
            let (own, given) = one.split_once(" as ").unwrap_or((one, one));
            format!("{}: {}", given.trim(), own.trim())
        })
        .chain(
            code.lines().filter_map(|line| line.strip_prefix("export function ")?.split('(').next().map(str::to_owned)),
        )
        .collect();
    ensure!(pairs.iter().any(|pair| pair.starts_with("default: ")), "{name} exports no default: {export}");
    Ok(format!("{code}\ndownhillPacked.scripts[{name:?}] = {{ {} }};\n", pairs.join(", ")))
}

fn hash(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    Ok(packed.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"the site's\">\n\
        <link rel=\"icon\" href=\"icon.svg\">\n<link data-trunk rel=\"css\" href=\"static/css/a.css\">\n\
        <link data-trunk rel=\"css\" href=\"static/css/z.css\">\n\
        <link data-trunk rel=\"copy-file\" href=\"static/css/m.css\">\n</head>\n\
        <body>\n<img src=\"icon.svg\"><picture>x</picture>\n</body>\n</html>\n";

    fn files() -> BTreeMap<String, Vec<u8>> {
        [
            ("index.html", "<script src=\"./boot.js?v=1&amp;js=web-1.js\">"),
            ("icon.svg", "<svg/>"),
            ("a-1.css", "a{}"),
            ("m.css", "m{}"),
            ("z-1.css", "z{}"),
            ("web-1.js", "let b=1;export{a as initSync,b as default};"),
            ("web-1_bg.wasm", "wasm"),
            ("boot.js", "boot()"),
            ("lock.js", "lock()"),
            ("outside.js", "outside()"),
            ("crash.js", "crash()"),
            ("embed.js", "for others"),
            ("en.txt", "words"),
        ]
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .collect()
    }

    #[test]
    fn everything_stands_in_the_page() {
        let page = page(SOURCE, "prelude('@boot@')", &files()).expect("it is made");
        assert!(page.contains("<style>a{}\nm{}\nz{}</style>"), "{page}");
        assert!(page.contains("prelude('boot.js?v=1&js=web-1.js')"), "{page}");
        assert!(page.contains("downhillPacked.scripts[\"web-1.js\"] = { initSync: a, default: b };"), "{page}");
        assert!(page.contains("data-file=\"web-1_bg.wasm\" data-kind=\"application/wasm\">H4sI"), "{page}");
        assert!(page.contains("data-file=\"en.txt\"") && !page.contains("for others"), "{page}");
        assert!(!page.contains("<picture") && !page.contains("\"icon.svg\"") && !page.contains("data-trunk"), "{page}");
        assert!(page.matches(POLICY).count() == 1 && !page.contains("the site's"), "a policy of its own: {page}");
        assert!(page.contains(&hash("boot()")), "the policy lets the boot script run");
    }

    #[test]
    fn a_script_that_would_break_out_is_refused() {
        let mut files = files();
        files.insert("boot.js".into(), b"'</script>'".to_vec());
        assert!(page(SOURCE, "", &files).is_err());
    }
}
