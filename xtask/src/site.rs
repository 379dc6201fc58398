//! A small static web server for `dist/`: for `serve`, and for the browser tests (from a sub-path).

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};

/// Requests answered at once; the others wait.
const THREADS: usize = 4;

/// A running server; it ends when dropped.
pub struct Site {
    server: Arc<Server>,
    threads: Vec<thread::JoinHandle<()>>,
    address: SocketAddr,
    prefix: String,
}

impl Site {
    /// Serves `folder` on 127.0.0.1 below `prefix` (`/`, or `/some/sub/path/`); port 0 takes a free one.
    pub fn start(folder: &Path, port: u16, prefix: &str) -> Result<Self> {
        if !folder.join("index.html").is_file() {
            bail!("{} has no index.html: run `cargo xtask build` first", folder.display());
        }
        let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| listen_error(port, error))?;
        let address = server.server_addr().to_ip().ok_or_else(|| anyhow!("the server has no IP address"))?;
        let server = Arc::new(server);
        let threads = (0..THREADS)
            .map(|_| {
                let (server, folder, prefix) = (server.clone(), folder.to_owned(), prefix.to_owned());
                thread::spawn(move || {
                    while let Ok(request) = server.recv() {
                        // The browser may have gone away: nothing to tell anyone.
                        let _ = answer(request, &folder, &prefix);
                    }
                })
            })
            .collect();
        Ok(Self { server, threads, address, prefix: prefix.to_owned() })
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// Serves until the process ends.
    pub fn forever(mut self) {
        for thread in self.threads.drain(..) {
            // A thread that panicked has already said why.
            let _ = thread.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in &self.threads {
            self.server.unblock();
        }
    }
}

/// Whether the port can be listened on now; the error says what to do.
pub fn check_port(port: u16) -> Result<()> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|error| listen_error(port, error.into()))
}

fn listen_error(port: u16, error: Box<dyn std::error::Error + Send + Sync>) -> anyhow::Error {
    match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::AddrInUse) => {
            anyhow!("port {port} is already in use: choose another with --port (0 takes any free one)")
        }
        Some(io::ErrorKind::PermissionDenied) => {
            anyhow!("port {port} is not allowed for this user: choose one above 1023 with --port")
        }
        _ => anyhow!("cannot listen on port {port}: {error}"),
    }
}

fn answer(request: Request, folder: &Path, prefix: &str) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("only GET").with_status_code(405));
    }
    let found = resolve(prefix, request.url())
        .map(|path| folder.join(path))
        .map(|path| if path.is_dir() { path.join("index.html") } else { path })
        .and_then(|path| Some((File::open(&path).ok()?, path)));
    match found {
        Some((file, path)) => request.respond(
            Response::from_file(file)
                .with_header(header("Content-Type", mime(&path)))
                .with_header(header("Cache-Control", "no-cache")),
        ),
        None => request.respond(Response::from_string("not found").with_status_code(404)),
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("names and values here are plain ASCII")
}

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

    #[test]
    fn a_taken_port_says_so() {
        let folder = std::env::temp_dir().join(format!("downhill-site-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder is writable");
        std::fs::write(folder.join("index.html"), "x").expect("the temporary folder is writable");
        let first = Site::start(&folder, 0, "/").expect("port 0 is always free");
        let error = Site::start(&folder, first.address.port(), "/").err().expect("the port is taken");
        assert!(error.to_string().contains("--port"), "{error}");
        let error = check_port(first.address.port()).expect_err("the port is taken");
        assert!(error.to_string().contains("--port"), "{error}");
        std::fs::remove_dir_all(&folder).expect("made above");
    }
}
