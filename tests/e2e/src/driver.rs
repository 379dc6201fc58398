//! The driver's process. chromedriver serves all tests of a program that run at the same time; the others can only have
//! one session each.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use xtask::browser::{self, Browser, Engine};

use crate::engine::engine;
use crate::options::Options;

/// A running driver. It ends with its browsers when the last user drops it, and also when this process dies without
/// dropping anything.
#[derive(Debug)]
pub struct Driver {
    child: Mutex<Child>,
    port: u16,
    browser: Browser,
    /// Where a browser without a profile of its own looks for its settings.
    home: Option<PathBuf>,
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

/// Before that, a screen for a browser that cannot do without: the first argument is its program. Nobody manages the
/// windows there, so the one below the pointer has the keyboard. The pointer stands in the middle of the screen: this
/// one is so low that it stands on the bar of the window, and on nothing of the page. Windows may be larger.
#[cfg(unix)]
const SCREEN: &str = r#"place="$XDG_CONFIG_HOME/display"
"$1" -displayfd 3 -screen 0 300x30x24 -nolisten tcp 3> "$place" 2> /dev/null < /dev/null &
shift
tries=0
until [ -s "$place" ]; do
    tries=$((tries + 1))
    [ $tries -gt 200 ] && exit 1
    sleep 0.05
done
DISPLAY=":$(cat "$place")"
export DISPLAY
"#;

impl Driver {
    /// A driver for a session of this kind: the one in use, or a new one.
    pub fn of(options: &Options) -> Result<Arc<Self>> {
        static SHARED: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
        let browser = browser::find(engine()?)?;
        if browser.engine != Engine::Chromium {
            return Ok(Arc::new(Self::start(browser, options)?));
        }
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(driver) = shared.upgrade() {
            return Ok(driver);
        }
        let driver = Arc::new(Self::start(browser, options)?);
        *shared = Arc::downgrade(&driver);
        Ok(driver)
    }

    fn start(browser: Browser, options: &Options) -> Result<Self> {
        let home = match browser.engine {
            Engine::WebKit => Some(home(options)?),
            _ => None,
        };
        // Where a driver takes a free port itself (0) it says which; the others are told one that was free just now.
        let chosen = match browser.engine {
            Engine::WebKit => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port(),
            _ => 0,
        };
        let mut command = command(&browser);
        command.arg(format!("--port={chosen}")).stdin(Stdio::piped()).stdout(Stdio::piped());
        match (browser.engine, &home) {
            (Engine::Firefox, _) => {
                // Its window is told what the reader wishes, which only a trusted driver may do.
                command.args(["--websocket-port=0", "--allow-system-access"]).stderr(Stdio::null());
            }
            (_, Some(home)) => {
                command.envs(wishes(options, home)).stderr(Stdio::null());
            }
            _ => {}
        }
        let mut child =
            command.spawn().with_context(|| format!("{} could not be started", browser.driver.display()))?;
        let stdout = child.stdout.take().expect("stdout is piped above");
        let mut lines = BufReader::new(stdout).lines();
        let mut port = chosen;
        while port == 0 {
            match lines.next() {
                Some(line) => port = announced_port(&line?).unwrap_or(0),
                None => bail!("{} ended before it told its port", browser.driver.display()),
            }
        }
        // Whatever else it says must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        let driver = Self { child: Mutex::new(child), port, browser, home };
        driver.wait_until_it_listens()?;
        Ok(driver)
    }

    fn wait_until_it_listens(&self) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if Instant::now() > end {
                bail!("{} does not listen on port {}", self.browser.driver.display(), self.port);
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// The driver's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The browser that it drives.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }
}

/// A folder for the settings of GTK, where the reader's wishes are kept.
fn home(options: &Options) -> Result<PathBuf> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("downhill-webkit-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let home = std::env::temp_dir().join(name);
    let gtk = home.join("gtk-3.0");
    fs::create_dir_all(&gtk).with_context(|| format!("{} cannot be made", gtk.display()))?;
    let animations = u8::from(!options.reduced_motion);
    fs::write(gtk.join("settings.ini"), format!("[Settings]\ngtk-enable-animations={animations}\n"))?;
    // The bar of buttons must not keep the window wider than a phone.
    fs::write(gtk.join("gtk.css"), "* { min-width: 0; padding: 0; margin: 0; border-width: 0 }\n")?;
    // A machine for tests rarely has locales; the name alone tells the browser the reader's language.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/usr/lib/locale/C.utf8", home.join(options.lang.locale("utf8")))?;
    Ok(home)
}

/// The environment that tells GTK what the reader wishes.
fn wishes(options: &Options, home: &Path) -> Vec<(&'static str, String)> {
    let folder = home.display().to_string();
    vec![
        ("GTK_THEME", options.theme.gtk().to_owned()),
        ("GDK_SCALE", options.scale.to_string()),
        ("LC_ALL", options.lang.locale("UTF-8")),
        ("LOCPATH", folder.clone()),
        ("XDG_CONFIG_HOME", folder.clone()),
        ("XDG_DATA_HOME", folder.clone()),
        ("XDG_CACHE_HOME", folder),
        ("NO_AT_BRIDGE", "1".to_owned()),
    ]
}

#[cfg(unix)]
fn command(browser: &Browser) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new("sh");
    match &browser.screen {
        Some(screen) => command.args(["-c", &format!("{SCREEN}{GUARD}"), "sh"]).arg(screen),
        None => command.args(["-c", GUARD, "sh"]),
    };
    command.arg(&browser.driver).process_group(0);
    command
}

#[cfg(not(unix))]
fn command(browser: &Browser) -> Command {
    Command::new(&browser.driver)
}

/// The port in `ChromeDriver was started successfully on port 12345.` or in `… Listening on 127.0.0.1:12345`.
fn announced_port(line: &str) -> Option<u16> {
    let after = |mark: &str| Some(line.split_once(mark)?.1);
    let port = after("successfully on port ").or_else(|| after("Listening on 127.0.0.1:"))?;
    port.trim_end_matches('.').trim().parse().ok()
}

/// Waits for the driver's end. The guard gives its group three seconds; whatever has not ended long after that must not
/// keep the tests waiting.
fn end(child: &mut Child) {
    let latest = Instant::now() + Duration::from_secs(10);
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() > latest {
            let _ = child.kill();
            let _ = child.wait();
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
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
        end(child);
        if let Some(home) = &self.home {
            // The system clears its temporary folder too.
            let _ = fs::remove_dir_all(home);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_driver_s_words() {
        assert_eq!(announced_port("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(announced_port("1763\tgeckodriver\tINFO\tListening on 127.0.0.1:41234"), Some(41234));
        assert_eq!(announced_port("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
