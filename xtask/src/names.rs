//! Short names for what a wasm imports: wasm-bindgen's have a hash of sixteen digits each, in the wasm and in its
//! script. Nothing else reads them, and no compression can shorten them.

use anyhow::{Context, Result, ensure};

/// The section of a wasm that lists what it imports.
const IMPORTS: u8 = 2;

/// A wasm and its script with short names between them.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    ensure!(wasm.starts_with(b"\0asm\x01\0\0\0"), "no wasm of version 1");
    let (mut out, mut script) = (wasm[..8].to_vec(), script.to_owned());
    let mut at = 8;
    while at < wasm.len() {
        let kind = wasm[at];
        at += 1;
        let size = number(wasm, &mut at)?;
        let section = wasm.get(at..at + size).context("a section is cut off")?;
        at += size;
        let section = if kind == IMPORTS { imports(section, &mut script)? } else { section.to_vec() };
        out.push(kind);
        push_number(&mut out, section.len());
        out.extend(section);
    }
    Ok((out, script))
}

/// The section of imports with short names; the same names in the script.
fn imports(section: &[u8], script: &mut String) -> Result<Vec<u8>> {
    let (mut at, mut out) = (0, Vec::new());
    let count = number(section, &mut at)?;
    push_number(&mut out, count);
    for index in 0..count {
        let (module, name) = (text(section, &mut at)?, text(section, &mut at)?);
        let start = at;
        at += 1;
        ensure!(section.get(start) == Some(&0), "{name} is imported, but no function");
        number(section, &mut at)?;
        let short = format!("_{index}");
        let (old, new) = (format!(" {name}: "), format!(" {short}: "));
        ensure!(script.matches(&old).count() == 1, "the script should name {name} once");
        *script = script.replace(&old, &new);
        for text in [module, &short] {
            push_number(&mut out, text.len());
            out.extend(text.bytes());
        }
        out.extend(&section[start..at]);
    }
    ensure!(at == section.len(), "the imports go on after the last");
    Ok(out)
}

fn text<'a>(bytes: &'a [u8], at: &mut usize) -> Result<&'a str> {
    let length = number(bytes, at)?;
    let text = bytes.get(*at..*at + length).context("a name is cut off")?;
    *at += length;
    Ok(std::str::from_utf8(text)?)
}

/// An unsigned LEB128.
fn number(bytes: &[u8], at: &mut usize) -> Result<usize> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at).context("a number is cut off")?;
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    anyhow::bail!("a number is too long")
}

fn push_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened_in_both() {
        // Two functions of types 0 and 1; then a section that is left alone.
        let module = |a: &str, b: &str| {
            let mut section = vec![2];
            for (name, kind) in [(a, 0), (b, 1)] {
                section.extend([1, b'm', name.len() as u8]);
                section.extend(name.bytes());
                section.extend([0, kind]);
            }
            let mut bytes = b"\0asm\x01\0\0\0".to_vec();
            bytes.extend([IMPORTS, section.len() as u8]);
            bytes.extend(section);
            bytes.extend([3, 2, 1, 0]);
            bytes
        };
        let (wasm, script) =
            shorten(&module("now_0123456789abcdef", "then"), "{ now_0123456789abcdef: function() {}, then: t }")
                .expect("a module");
        assert_eq!(wasm, module("_0", "_1"));
        assert_eq!(script, "{ _0: function() {}, _1: t }");
        assert!(shorten(&module("a", "b"), "{ a: 1 }").is_err(), "a name the script does not have");
    }

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 127, 128, 300, 70_000] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, value);
            let mut at = 0;
            assert_eq!((number(&bytes, &mut at).expect("a number"), at), (value, bytes.len()));
        }
    }
}
