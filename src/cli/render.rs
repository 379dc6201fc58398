//! `downhill render`: the picture of a scene as a file.

use super::Failure;
use clap::{Args, ValueEnum};
use downhill::export::picture::FRAMES;
use downhill::export::{Look, Picture, Trouble};
use downhill::scene::{Theme, View};
use downhill::terrain::height::Height;
use downhill::text::Lang;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What the file is, by the end of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
    Gif,
}

/// The size of stills, and of animations, whose files are large.
const STILL: (u32, u32) = (1200, 800);
const FILM: (u32, u32) = (720, 480);
/// How many times larger a picture can be made.
const DENSITY: u32 = 4;

/// What to draw, and how.
#[derive(Args)]
pub struct Options {
    /// What follows # in a link
    scene: String,
    /// The file: .svg (vectors, for papers), .png, or .gif (the whole animation)
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Width and height in pixels, 160 to 8192; 1200x800 by default, of a .gif 720x480
    #[arg(long, value_name = "WxH", value_parser = size, allow_hyphen_values = true)]
    size: Option<(u32, u32)>,
    /// So many times as many pixels in both directions, 1 to 4
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=i64::from(DENSITY)))]
    density: u32,
    /// The scene's own theme, or light, by default
    #[arg(long, value_enum)]
    theme: Option<Shade>,
    /// The language of words; the scene's own, or English, by default
    #[arg(long, value_enum)]
    lang: Option<Tongue>,
    /// The step that is shown, of stills; where the scene is paused, or the last, by default
    #[arg(long, value_name = "STEP")]
    at: Option<usize>,
    /// The view; the scene's own by default
    #[arg(long, value_parser = view)]
    view: Option<View>,
    /// What the height of the ground goes by, in 3d: the tone of the colours by default, or f, its logarithm, its asinh
    #[arg(long, value_parser = height, default_value = Height::Tone.id())]
    height: Height,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shade {
    Light,
    Dark,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    En,
    Zh,
}

fn size(text: &str) -> Result<(u32, u32), String> {
    super::sides(text).ok_or_else(|| "width and height in pixels are needed, such as 1200x800".to_string())
}

fn view(text: &str) -> Result<View, String> {
    let known = || format!("known are {}", View::ALL.map(View::id).join(", "));
    View::ALL.into_iter().find(|view| view.id() == text).ok_or_else(known)
}

fn height(text: &str) -> Result<Height, String> {
    let known = || format!("known are {}", Height::ALL.map(Height::id).join(", "));
    Height::ALL.into_iter().find(|height| height.id() == text).ok_or_else(known)
}

fn kind(file: &Path) -> Option<Kind> {
    match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "svg" => Some(Kind::Svg),
        "png" => Some(Kind::Png),
        "gif" => Some(Kind::Gif),
        _ => None,
    }
}

/// Draws the picture into its file.
pub fn file(options: &Options) -> Result<(), Failure> {
    let wrong = |message: String| Failure::Scene(vec![message]);
    let name = options.output.display();
    let kind = kind(&options.output)
        .ok_or_else(|| wrong(format!("{name}: a picture ends in .svg, .png or .gif, which says what it is")))?;
    let moves = |view: View| kind != Kind::Gif || view != View::Rates;
    if kind == Kind::Gif && options.at.is_some() {
        return Err(wrong("--at is for stills; a .gif shows all steps".into()));
    }
    let scene = super::read(&options.scene)?;
    if !moves(options.view.unwrap_or(scene.view)) {
        return Err(wrong("a map of settings does not move: .svg or .png, or --view 2d".into()));
    }
    let (width, height) = options.size.unwrap_or(if kind == Kind::Gif { FILM } else { STILL });
    let times = |v: u32| v.saturating_mul(options.density);
    let look = Look {
        view: options.view.unwrap_or(scene.view),
        size: (times(width), times(height)),
        theme: options.theme.map_or(scene.theme.unwrap_or(Theme::Light), |shade| match shade {
            Shade::Light => Theme::Light,
            Shade::Dark => Theme::Dark,
        }),
        lang: options.lang.map_or(scene.lang.unwrap_or_default(), |tongue| match tongue {
            Tongue::En => Lang::En,
            Tongue::Zh => Lang::Zh,
        }),
    };
    let picture = Picture::with_height(&scene, look, options.height).map_err(|trouble| match trouble {
        Trouble::Size => wrong(format!("--size {width}x{height}, --density {}: {trouble}", options.density)),
        trouble => wrong(trouble.to_string()),
    })?;
    let step = picture.step(options.at).map_err(|_| {
        let asked = options.at.unwrap_or_default();
        wrong(format!("--at {asked}: the scene has steps 0 … {}", picture.last()))
    })?;
    let bytes = match kind {
        Kind::Svg => picture.svg(step).into_bytes(),
        Kind::Png => picture.bitmap(step).png(&picture.scene_at(step)).map_err(unmade)?,
        Kind::Gif => picture.gif(FRAMES, &mut progress).map_err(unmade)?,
    };
    std::fs::write(&options.output, bytes).map_err(|error| Failure::File(options.output.clone(), error))
}

fn unmade(error: impl std::fmt::Display) -> Failure {
    Failure::Picture(error.to_string())
}

/// Says how far it has come: on a terminal as it goes, elsewhere once, at the end.
fn progress(done: usize, all: usize) -> bool {
    let mut stderr = std::io::stderr().lock();
    // Where even stderr is closed, the picture is made all the same.
    let _ = if stderr.is_terminal() {
        write!(stderr, "\r{done} of {all} frames{}", if done == all { "\n" } else { "" })
    } else if done == all {
        writeln!(stderr, "{all} frames")
    } else {
        Ok(())
    };
    true
}
