//! A small static web server for `dist/`: for `serve`, and for the browser tests (from a sub-path).

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use crate::paths::{mime, resolve};

/// How long a browser may take to say what it wants: it opens connections before it needs them.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longer requests are not ours.
const LONGEST_HEAD: u64 = 64 * 1024;

/// The name of the script that [`Site::watched`] puts into the page.
pub const WATCH_NAME: &str = "watch.js";

/// What a server answers from.
struct Source {
    folder: PathBuf,
    prefix: String,
    /// A script that runs before those of the page.
    watch: Option<String>,
}

/// A running server; it ends when dropped.
pub struct Site {
    listening: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    address: SocketAddr,
    prefix: String,
}

impl Site {
    /// Serves `folder` on 127.0.0.1 below `prefix` (`/`, or `/some/sub/path/`); port 0 takes a free one.
    pub fn start(folder: &Path, port: u16, prefix: &str) -> Result<Self> {
        Self::serve(Source { folder: folder.to_owned(), prefix: prefix.to_owned(), watch: None }, port)
    }

    /// The same for tests, on a free port, with a script in the page before its own.
    pub fn watched(folder: &Path, prefix: &str, script: &str) -> Result<Self> {
        let watch = Some(script.to_owned());
        Self::serve(Source { folder: folder.to_owned(), prefix: prefix.to_owned(), watch }, 0)
    }

    fn serve(source: Source, port: u16) -> Result<Self> {
        let folder = &source.folder;
        if !folder.join("index.html").is_file() {
            bail!("{} has no index.html: run `cargo xtask build` first", folder.display());
        }
        let listener = listen(port)?;
        let address = listener.local_addr().context("the server has no address")?;
        let stop = Arc::new(AtomicBool::new(false));
        let prefix = source.prefix.clone();
        let listening = thread::spawn({
            let (stop, source) = (Arc::clone(&stop), Arc::new(source));
            move || accept(&listener, &stop, &source)
        });
        Ok(Self { listening: Some(listening), stop, address, prefix })
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// Serves until the process ends.
    pub fn forever(mut self) {
        if let Some(listening) = self.listening.take() {
            // A thread that panicked has already said why.
            let _ = listening.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for connections; should it fail, the thread ends with the process.
        let _ = TcpStream::connect(self.address);
    }
}

/// One thread a connection, one request a connection: a browser's idle connections hold up nobody.
fn accept(listener: &TcpListener, stop: &AtomicBool, source: &Arc<Source>) {
    for stream in listener.incoming() {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        // A connection that broke off before it began.
        let Ok(stream) = stream else { continue };
        let source = Arc::clone(source);
        // The browser may have gone away meanwhile: nothing to tell anyone.
        thread::spawn(move || drop(answer(&stream, &source)));
    }
}

fn answer(mut stream: &TcpStream, source: &Source) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut head = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    // The rest of the head must be read, or closing would cut the answer off.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method.is_empty() {
        return Ok(());
    }
    let (status, kind, body) = match method {
        "GET" | "HEAD" => content(source, target),
        _ => ("405 Method Not Allowed", "text/plain", b"only GET".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

fn content(source: &Source, target: &str) -> (&'static str, &'static str, Vec<u8>) {
    let path = resolve(&source.prefix, target);
    if let (Some(script), Some(true)) = (&source.watch, path.as_ref().map(|path| path.as_os_str() == WATCH_NAME)) {
        return ("200 OK", "text/javascript", script.clone().into_bytes());
    }
    let path = path.map(|path| source.folder.join(path));
    let path = path.map(|path| if path.is_dir() { path.join("index.html") } else { path });
    match path.and_then(|path| Some((fs::read(&path).ok()?, path))) {
        Some((body, path)) if source.watch.is_some() && path == source.folder.join("index.html") => {
            ("200 OK", mime(&path), with_script(&body))
        }
        Some((body, path)) => ("200 OK", mime(&path), body),
        None => ("404 Not Found", "text/plain", b"not found".to_vec()),
    }
}

/// The page with the script of [`Site::watched`] first.
fn with_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let (before, after) = text.split_once("<meta").unwrap_or(("", &text));
    format!("{before}<script src=\"{WATCH_NAME}\"></script><meta{after}").into_bytes()
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow!("port {port} is already in use: choose another with --port (0 takes any free one)")
        }
        io::ErrorKind::PermissionDenied => {
            anyhow!("port {port} is not allowed for this user: choose one above 1023 with --port")
        }
        _ => anyhow!("cannot listen on port {port}: {error}"),
    })
}

/// Whether the port can be listened on now; the error says what to do.
pub fn check_port(port: u16) -> Result<()> {
    listen(port).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server of a folder with an `index.html` that says `hello`.
    fn hello(name: &str) -> Site {
        let folder = std::env::temp_dir().join(format!("downhill-site-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        fs::write(folder.join("index.html"), "hello").expect("the temporary folder is writable");
        Site::start(&folder, 0, "/some/sub/").expect("port 0 is always free")
    }

    fn ask(site: &Site, request: &str) -> String {
        let mut stream = TcpStream::connect(site.address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("the server reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the server answers in text here");
        answer
    }

    #[test]
    fn answers_even_while_other_connections_are_idle() {
        let site = hello("idle");
        let idle: Vec<_> = (0..20).map(|_| TcpStream::connect(site.address)).collect();
        assert!(idle.iter().all(Result::is_ok));
        let answer = ask(&site, "GET /some/sub/ HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nhello"), "{answer}");
        assert!(answer.contains("Content-Type: text/html") && answer.contains("Cache-Control: no-cache"), "{answer}");
        let head = ask(&site, "HEAD /some/sub/ HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 5\r\n") && !head.contains("hello"), "{head}");
    }

    #[test]
    fn a_watched_page_begins_with_the_script() {
        let folder = std::env::temp_dir().join(format!("downhill-site-watched-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("the temporary folder is writable");
        fs::write(folder.join("index.html"), "<!doctype html><meta charset=utf-8>hello").expect("it is writable");
        let site = Site::watched(&folder, "/sub/", "note()").expect("port 0 is always free");
        let page = ask(&site, "GET /sub/ HTTP/1.1\r\n\r\n");
        assert!(page.ends_with("<!doctype html><script src=\"watch.js\"></script><meta charset=utf-8>hello"), "{page}");
        assert!(ask(&site, "GET /sub/watch.js HTTP/1.1\r\n\r\n").ends_with("note()"));
    }

    #[test]
    fn refuses_what_it_does_not_have() {
        let site = hello("refuse");
        for (request, status) in [
            ("GET /some/sub/nothing HTTP/1.1\r\n\r\n", "404"),
            ("GET /some/sub/../x HTTP/1.1\r\n\r\n", "404"),
            ("GET /\r\n\r\n", "404"),
            ("POST /some/sub/ HTTP/1.1\r\n\r\n", "405"),
        ] {
            let answer = ask(&site, request);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
        }
    }

    #[test]
    fn a_taken_port_says_so() {
        let site = hello("taken");
        let error = check_port(site.address.port()).expect_err("the port is taken");
        assert!(error.to_string().contains("--port"), "{error}");
    }
}
