//! The browsers of the tests: found, or installed where that can be done without asking.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow, bail};

use crate::process::{Workspace, output, run};
use crate::tools;

/// What draws the page and runs its programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, in its own small browser.
    WebKit,
}

impl Engine {
    /// All of them, the one that runs every test first.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in `DOWNHILL_ENGINE` and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine of this name.
    pub fn read(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.ok_or_else(|| anyhow!("there is no engine `{name}`: chromium, firefox or webkit"))
    }

    /// The browser, the driver, and what else this engine needs.
    fn parts(self) -> &'static [Part] {
        match self {
            Self::Chromium => &CHROMIUM,
            Self::Firefox => &FIREFOX,
            Self::WebKit => &WEBKIT,
        }
    }

    fn remedy(self) -> String {
        let packages: Vec<_> = self.parts().iter().map(|part| part.package).filter(|name| !name.is_empty()).collect();
        let variables: Vec<_> = self.parts().iter().map(|part| part.variable).collect();
        format!(
            "Debian: `apt-get install {} fonts-noto-cjk`. Elsewhere: install browser and driver of the same age, on PATH \
             or named by {}. Or leave these tests out with --no-browser",
            packages.join(" "),
            variables.join(" and ")
        )
    }
}

/// A program that an engine needs.
struct Part {
    name: &'static str,
    /// The variable that may name it.
    variable: &'static str,
    /// Where it usually is.
    candidates: &'static [&'static str],
    /// Debian's package, if there is one.
    package: &'static str,
}

const CHROMIUM: [Part; 2] = [
    Part {
        name: "Chromium or Chrome",
        variable: "DOWNHILL_CHROMIUM",
        candidates: &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ],
        package: "chromium",
    },
    Part {
        name: "chromedriver",
        variable: "DOWNHILL_CHROMEDRIVER",
        candidates: &["chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"],
        package: "chromium-driver",
    },
];
const FIREFOX: [Part; 2] = [
    Part {
        name: "Firefox",
        variable: "DOWNHILL_FIREFOX",
        candidates: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
        package: "firefox-esr",
    },
    // No package: cargo installs it among the tools.
    Part { name: "geckodriver", variable: "DOWNHILL_GECKODRIVER", candidates: &["geckodriver"], package: "" },
];
const WEBKIT: [Part; 3] = [
    Part {
        name: "MiniBrowser of WebKitGTK",
        variable: "DOWNHILL_MINIBROWSER",
        candidates: &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/webkit2gtk-4.1/MiniBrowser",
        ],
        package: "webkit2gtk-driver",
    },
    Part {
        name: "WebKitWebDriver",
        variable: "DOWNHILL_WEBKITDRIVER",
        candidates: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
    },
    Part { name: "Xvfb", variable: "DOWNHILL_XVFB", candidates: &["Xvfb"], package: "xvfb" },
];

/// A browser and what drives it.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// The browser's program.
    pub program: PathBuf,
    /// The driver's program, of the same age.
    pub driver: PathBuf,
    /// The screen without a screen, for the browser that cannot do without one.
    pub screen: Option<PathBuf>,
}

impl Browser {
    /// The variables by which [`find`] finds this very one.
    pub fn variables(&self) -> Vec<(&'static str, PathBuf)> {
        let programs = [Some(&self.program), Some(&self.driver), self.screen.as_ref()];
        let named = self.engine.parts().iter().zip(programs.into_iter().flatten());
        named.map(|(part, path)| (part.variable, path.clone())).collect()
    }
}

/// The browser of an engine, named by the environment or found in the usual places.
pub fn find(engine: Engine) -> Result<Browser> {
    let mut programs = Vec::new();
    for part in engine.parts() {
        match program(part) {
            Some(path) => programs.push(path),
            None => bail!("no {} was found. {}", part.name, engine.remedy()),
        }
    }
    let mut programs = programs.into_iter();
    match (programs.next(), programs.next()) {
        (Some(program), Some(driver)) => Ok(Browser { engine, program, driver, screen: programs.next() }),
        _ => unreachable!("every engine has a browser and a driver"),
    }
}

/// [`find`], after installing what is missing: Debian's packages if we are root there, geckodriver with cargo.
pub fn ensure(workspace: &Workspace, engine: Engine) -> Result<Browser> {
    let mut missing: Vec<_> =
        engine.parts().iter().filter(|part| program(part).is_none()).map(|part| part.package).collect();
    missing.retain(|package| !package.is_empty());
    missing.dedup();
    let fonts = output(Command::new("fc-list").arg(":lang=zh"));
    if cfg!(target_os = "linux") && fonts.is_none_or(|list| list.trim().is_empty()) {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() && is_root() && on_path(Path::new("apt-get")).is_some() {
        println!("installing {} with apt-get (once; one to three minutes)", missing.join(", "));
        let apt = |args: &[&str]| run(workspace.command("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"));
        // If this fails, `find` below says what is missing and what to do.
        let installed = apt(&["update", "-qq"]).and_then(|()| {
            let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
            args.extend(&missing);
            apt(&args)
        });
        if let Err(error) = installed {
            println!("{error:#}");
        }
    } else if missing.contains(&"fonts-noto-cjk") {
        println!("no font with Chinese characters was found: they will be drawn as boxes (Debian: fonts-noto-cjk)");
    }
    let given = env::var_os("DOWNHILL_GECKODRIVER").is_some() || on_path(Path::new("geckodriver")).is_some();
    if engine == Engine::Firefox && !given {
        tools::geckodriver(workspace)?;
    }
    find(engine)
}

fn program(part: &Part) -> Option<PathBuf> {
    match env::var_os(part.variable).filter(|named| !named.is_empty()) {
        Some(named) => on_path(Path::new(&named)),
        None => part.candidates.iter().find_map(|name| on_path(Path::new(name)).or_else(|| of_tools(name))),
    }
}

/// The program of this name among the tools, if it has been installed there.
fn of_tools(name: &str) -> Option<PathBuf> {
    let path = Workspace::here().tools.join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    path.is_file().then_some(path)
}

/// The program if it exists; a bare name is looked for on PATH.
fn on_path(name: &Path) -> Option<PathBuf> {
    if name.components().count() > 1 {
        return name.is_file().then(|| name.to_owned());
    }
    let file = format!("{}{}", name.display(), env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

fn is_root() -> bool {
    cfg!(unix) && output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_known_by_name() {
        for engine in Engine::ALL {
            assert_eq!(Engine::read(engine.name()).expect("its own name"), engine);
        }
        let error = Engine::read("presto").expect_err("there is none");
        assert!(error.to_string().contains("chromium, firefox or webkit"), "{error}");
    }

    #[test]
    fn what_is_missing_can_be_installed() {
        assert!(Engine::WebKit.remedy().contains("webkit2gtk-driver"));
        assert!(Engine::Firefox.remedy().contains("DOWNHILL_GECKODRIVER"));
    }

    #[test]
    fn a_browser_is_found_again_by_its_variables() {
        let path = PathBuf::from;
        let browser =
            Browser { engine: Engine::WebKit, program: path("a"), driver: path("b"), screen: Some(path("c")) };
        let names: Vec<_> =
            browser.variables().into_iter().map(|(name, path)| (name, path.display().to_string())).collect();
        let expected = [("DOWNHILL_MINIBROWSER", "a"), ("DOWNHILL_WEBKITDRIVER", "b"), ("DOWNHILL_XVFB", "c")];
        assert_eq!(names, expected.map(|(name, path)| (name, path.to_owned())));
    }
}
