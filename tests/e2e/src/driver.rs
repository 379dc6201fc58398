//! The chromedriver process: one for all tests of a program that run at the same time.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;

use anyhow::{Context, Result, bail};
use xtask::browser::{self, Browser};

/// A running chromedriver. It ends with its browsers when the last user drops it, and also when this
/// process dies without dropping anything.
#[derive(Debug)]
pub struct Driver {
    child: Mutex<Child>,
    port: u16,
    browser: Browser,
}

/// Starts the driver in a process group of its own, waits until our end of its standard input closes
/// (on drop, or because we died), and ends the group.
#[cfg(unix)]
const GUARD: &str = r#""$@" < /dev/null & driver=$!
read -r _
exec 2> /dev/null
trap "" TERM
kill -TERM -$$
{ sleep 3; kill -KILL -$$; } &
wait $driver
kill -KILL -$$"#;

impl Driver {
    /// The driver in use, or a new one.
    pub fn shared() -> Result<Arc<Self>> {
        static SHARED: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(driver) = shared.upgrade() {
            return Ok(driver);
        }
        let driver = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&driver);
        Ok(driver)
    }

    fn start() -> Result<Self> {
        let browser = browser::find()?;
        // Port 0: the driver takes a free one and says which.
        let mut child = command(&browser)
            .arg("--port=0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} could not be started", browser.chromedriver.display()))?;
        let stdout = child.stdout.take().expect("stdout is piped above");
        let mut lines = BufReader::new(stdout).lines();
        let port = loop {
            match lines.next() {
                Some(line) => {
                    if let Some(port) = announced_port(&line?) {
                        break port;
                    }
                }
                None => bail!("{} ended before it told its port", browser.chromedriver.display()),
            }
        };
        // Whatever else it says must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { child: Mutex::new(child), port, browser })
    }

    /// The driver's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The browser's program.
    pub fn chromium(&self) -> String {
        self.browser.chromium.to_string_lossy().into_owned()
    }
}

#[cfg(unix)]
fn command(browser: &Browser) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("sh");
    command.args(["-c", GUARD, "sh"]).arg(&browser.chromedriver).process_group(0);
    command
}

#[cfg(not(unix))]
fn command(browser: &Browser) -> Command {
    Command::new(&browser.chromedriver)
}

/// The port in `ChromeDriver was started successfully on port 12345.`
fn announced_port(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?.1.trim_end_matches('.').trim().parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        if cfg!(unix) {
            if let Some(mut stdin) = child.stdin.take() {
                // The guard wakes up at the line or at the end of the input, whichever it sees.
                let _ = writeln!(stdin);
            }
        } else {
            // It may have ended by itself.
            let _ = child.kill();
        }
        let _ = child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_driver_s_words() {
        assert_eq!(announced_port("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(announced_port("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
