//! What a request's URL means as a file, and what kind of file it is.

use std::path::{Path, PathBuf};

/// The path below the served folder that a request's URL means; `None` if it is outside `prefix` or odd.
pub fn resolve(prefix: &str, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let inside = decode(path)?.strip_prefix(prefix)?.to_owned();
    let mut resolved = PathBuf::new();
    let mut parts = inside.split('/').peekable();
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "" if last => resolved.push("index.html"),
            "" | "." | ".." => return None,
            // Separators and drive letters of other systems, and the end of a C string.
            part if part.contains(['\\', ':', '\0']) => return None,
            part => resolved.push(part),
        }
    }
    Some(resolved)
}

/// Percent-decoding; `None` for a bad escape or text that is not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type by the file's ending. Browsers compile wasm while it arrives only as `application/wasm`.
pub fn mime(path: &Path) -> &'static str {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_below_the_prefix() {
        let at = |url| resolve("/some/sub/", url);
        assert_eq!(at("/some/sub/"), Some("index.html".into()));
        assert_eq!(at("/some/sub/?x=1"), Some("index.html".into()));
        assert_eq!(at("/some/sub/boot.js?js=a.js&wasm=b.wasm"), Some("boot.js".into()));
        assert_eq!(at("/some/sub/a/b%20c.png"), Some("a/b c.png".into()));
        assert_eq!(at("/some/sub/folder/"), Some("folder/index.html".into()));
        assert_eq!(resolve("/", "/x.css"), Some("x.css".into()));
    }

    #[test]
    fn nothing_outside_is_reached() {
        for url in [
            "/",
            "/other/x",
            "/some/sub",
            "/some/sub/../x",
            "/some/sub/a/../../../x",
            "/some/sub/%2e%2e/x",
            "/some/sub/..%2f..%2fx",
            "/some/sub//etc/passwd",
            "/some/sub/./x",
            "/some/sub/C:/x",
            "/some/sub/..\\x",
            "/some/sub/%00",
            "/some/sub/%zz",
            "/some/sub/%f",
            "/some/sub/%ff",
        ] {
            assert_eq!(resolve("/some/sub/", url), None, "{url}");
        }
    }

    #[test]
    fn media_types() {
        assert_eq!(mime(Path::new("a/web-1_bg.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("boot.js")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("INDEX.HTML")), "text/html; charset=utf-8");
        assert_eq!(mime(Path::new("LICENSE")), "application/octet-stream");
    }
}
