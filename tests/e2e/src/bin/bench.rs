//! Measures the page for `cargo xtask bench`: one figure a line, its name, a tab, its value (milliseconds, bytes).

use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use downhill_e2e::{Cost, Options, Page, Span, Trace, use_dist};
use serde_json::json;

/// Twelve runs of a thousand steps, half of the way walked: everything a path can show is on the picture.
const RUNS: [&str; 12] = [
    "adam,lr:0.12,beta2:0.99",
    "sgd,lr:0.013",
    "momentum,lr:0.055,beta:0.9,convention:ema_zero",
    "rmsprop,lr:0.02,alpha:0.9",
    "nesterov,lr:0.003",
    "adagrad,lr:0.5",
    "adamw,lr:0.05",
    "sgd,lr:0.005",
    "momentum,lr:0.02,beta:0.9",
    "rmsprop,lr:0.005",
    "adam,lr:0.03",
    "adam,lr:0.3",
];
const STEPS: usize = 1000;
/// Events of one kind that are measured, and those before that only warm up.
const EVENTS: usize = 48;
const WARM_UP: usize = 6;
/// Milliseconds between two events: the page has come to rest.
const REST: u64 = 90;

fn scene(at: &str) -> String {
    RUNS.iter().fold(format!("steps={STEPS}{at}"), |text, run| format!("{text}&run={run}"))
}

fn main() -> ExitCode {
    let measured = read(std::env::args().skip(1)).and_then(|()| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(measure())
    });
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut args: impl Iterator<Item = String>) -> Result<()> {
    match (args.next().as_deref(), args.next(), args.next()) {
        (None, ..) => Ok(()),
        (Some("--dist"), Some(folder), None) => use_dist(folder),
        _ => anyhow::bail!("usage: bench [--dist DIR], DIR being the built site"),
    }
}

async fn measure() -> Result<()> {
    let reader = Options::sized(1440, 900);
    eprintln!("what the page loads");
    with("", reader, async |page| {
        // With the rest that `with` has taken: what comes later than three seconds after the start does not count.
        page.pause(1_000).await;
        print("loaded", page.loaded().await?.1 as f64);
        Ok(())
    })
    .await?;
    for (prefix, gpu) in [("", false), ("gpu.", true)] {
        eprintln!("sliders, drags and zoom{}", if gpu { ", drawn by an emulated GPU (this is slow)" } else { "" });
        with(&scene("&at=500"), Options { gpu, ..reader }, async |page| events(page, prefix, gpu).await).await?;
        eprintln!("frames while playing");
        with(&scene(""), Options { gpu, ..reader }, async |page| playing(page, prefix).await).await?;
    }
    eprintln!("frames in three dimensions");
    let gpu = Options { gpu: true, ..reader };
    // Without a camera in its link a view turns by itself.
    for (name, view) in [("terrain.frame", "&view=3d&camera=30,50,1"), ("terrain.turning", "&view=3d")] {
        with(&scene(view), gpu, async |page| {
            // The tools come a few seconds after the page, once; what counts is every frame after that.
            page.pause(5_000).await;
            // Where the card is emulated, a frame takes long, most of it not on the main thread.
            frames(page, name, 20_000).await
        })
        .await?;
    }
    eprintln!("maps, and the same loops in plain JavaScript");
    with("", reader, maps).await?;
    eprintln!("frames with particles");
    for count in [2_000, 10_000, 50_000] {
        let scene = format!("surface=himmelblau&run=adam,lr:0.02&steps=1000&swarm={count}");
        with(&scene, reader, async |page| particles(page, count).await).await?;
    }
    eprintln!("five seconds of rest");
    with(&scene("&at=500"), reader, idle).await
}

/// Opens the page, measures, closes it; an error on its console would make every figure doubtful.
async fn with(hash: &str, reader: Options, measure: impl AsyncFnOnce(&Page) -> Result<()>) -> Result<()> {
    let page = Page::open(hash, reader).await?;
    let done = async {
        page.wait_until_ready().await?;
        page.find("slider", "Step").await?;
        page.pause(1_500).await;
        measure(&page).await?;
        let errors = page.errors().await?;
        ensure!(errors.is_empty(), "errors on the console: {errors:#?}");
        Ok(())
    }
    .await;
    page.close().await?;
    done
}

/// Real pointer events, one at a time.
async fn events(page: &Page, prefix: &str, only_slider: bool) -> Result<()> {
    let slider = page.find("group", "Adam").await?.find("slider", "Learning rate").await?.area().await?;
    let turn = |i: usize| i as f64 * 0.37;
    let track = |i: usize| slider.at(0.5 + 0.2 * turn(i).sin(), 0.5);
    let trace = pulled(page, track).await?;
    responses(&format!("{prefix}slider"), &trace, "input")?;
    if only_slider {
        return Ok(());
    }
    let start = page.find("button", "Starting point").await?.area().await?.at(0.5, 0.5);
    let circle = |i: usize| (start.0 + 40.0 * turn(i).sin(), start.1 + 30.0 * (1.0 - turn(i).cos()));
    let trace = pulled(page, circle).await?;
    responses(&format!("{prefix}start"), &trace, "pointermove")?;
    let (x, y) = page.find("img", downhill_e2e::Name::Starts("Contour map")).await?.area().await?.at(0.5, 0.5);
    let trace = recorded(page, async |i| {
        let delta = if i % 2 == 0 { -100 } else { 90 };
        mouse(page, json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta })).await
    })
    .await?;
    responses(&format!("{prefix}zoom"), &trace, "wheel")
}

/// A drag with the button held: from the first place through all others.
async fn pulled(page: &Page, place: impl Fn(usize) -> (f64, f64)) -> Result<Trace> {
    let (x, y) = place(0);
    mouse(page, json!({ "type": "mouseMoved", "x": x, "y": y })).await?;
    let button = json!({ "type": "mousePressed", "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
    mouse(page, button).await?;
    page.pause(500).await;
    let trace = recorded(page, async |i| {
        let (x, y) = place(i);
        mouse(page, json!({ "type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1 })).await
    })
    .await;
    let (x, y) = place(EVENTS + WARM_UP);
    let button = json!({ "type": "mouseReleased", "x": x, "y": y, "button": "left", "clickCount": 1 });
    mouse(page, button).await?;
    page.pause(500).await;
    trace
}

async fn mouse(page: &Page, event: serde_json::Value) -> Result<()> {
    page.cdp("Input.dispatchMouseEvent", event).await.map(drop)
}

async fn recorded(page: &Page, event: impl AsyncFn(usize) -> Result<()>) -> Result<Trace> {
    let recording = page.record().await?;
    for i in 1..=EVENTS + WARM_UP {
        if i == WARM_UP + 1 {
            page.mark("from").await?;
            page.pause(REST).await;
        }
        event(i).await?;
        page.pause(REST).await;
    }
    page.mark("to").await?;
    recording.finish()
}

fn responses(name: &str, trace: &Trace, kind: &str) -> Result<()> {
    let costs = trace.responses(kind, trace.between("from", "to")?);
    if costs.len() * 10 >= EVENTS * 8 {
        report(name, &costs);
    } else {
        eprintln!("{name} is not measured: only {} of {EVENTS} events were answered by a new picture", costs.len());
    }
    Ok(())
}

/// Main-thread work of each frame: at the speed a page opens with, and at the fastest.
async fn playing(page: &Page, prefix: &str) -> Result<()> {
    // The tools come a few seconds after the page, once; what counts is every frame after that.
    page.pause(5_000).await;
    for (name, fastest) in [("frame", false), ("frame.fastest", true)] {
        if fastest {
            page.find("slider", "Speed").await?.set_part(1.0).await?;
            page.find("button", "Reset").await?.click().await?;
            page.find("button", "Play").await?.click().await?;
            page.pause(500).await;
        }
        frames(page, &format!("{prefix}{name}"), 4_000).await?;
    }
    Ok(())
}

/// Fewer frames than this tell nothing.
const FRAMES: usize = 20;

/// Main-thread work of each frame of so many milliseconds.
async fn frames(page: &Page, name: &str, long: u64) -> Result<()> {
    let recording = page.record().await?;
    page.mark("from").await?;
    page.pause(long).await;
    page.mark("to").await?;
    let trace = recording.finish()?;
    let within = trace.between("from", "to")?;
    let frames = trace.frames(within);
    if frames.len() < FRAMES {
        eprintln!("{name} is not measured: only {} frames in {long} milliseconds", frames.len());
        return Ok(());
    }
    report(name, &frames);
    print(&format!("{name}.rate"), frames.len() as f64 / ((within.end - within.start) / 1000.0));
    Ok(())
}

/// Main-thread work of each frame while so many particles are on their way, and how often they are painted.
async fn particles(page: &Page, count: usize) -> Result<()> {
    page.wait_until("the particles are there", async || {
        Ok(page.js("return !!document.querySelector('#over .swarm')", &[]).await? == json!(true))
    })
    .await?;
    page.pause(1_000).await;
    // Each picture is put down as a whole.
    let count_pictures = "const put = CanvasRenderingContext2D.prototype.putImageData; window.pictures = 0; \
        CanvasRenderingContext2D.prototype.putImageData = function (...all) { window.pictures++; put.apply(this, all); }; return 0";
    page.js(count_pictures, &[]).await?;
    let recording = page.record().await?;
    let before = page.js("return window.pictures", &[]).await?.as_f64().unwrap_or(0.0);
    page.mark("from").await?;
    page.pause(4_000).await;
    page.mark("to").await?;
    let pictures = page.js("return window.pictures", &[]).await?.as_f64().unwrap_or(0.0) - before;
    let trace = recording.finish()?;
    let within = trace.between("from", "to")?;
    let frames = trace.frames(within);
    let (name, seconds) = (format!("swarm.{count}"), (within.end - within.start) / 1000.0);
    if frames.len() < FRAMES || pictures < FRAMES as f64 {
        eprintln!("{name} is not measured: {} frames and {pictures} pictures in {seconds} s", frames.len());
        return Ok(());
    }
    report(&name, &frames);
    print(&format!("{name}.rate"), frames.len() as f64 / seconds);
    print(&format!("{name}.pictures"), pictures / seconds);
    Ok(())
}

/// The workers' program against the same loops written by hand.
async fn maps(page: &Page) -> Result<()> {
    for part in ["kernels", "whole"] {
        let script = format!("{}\nreturn {part}();", include_str!("../maps.js"));
        let figures = page.js(&script, &[]).await?;
        let figures = figures.as_object().context("the script gives figures")?;
        for (name, value) in figures {
            print(name, value.as_f64().with_context(|| format!("{name} is {value}"))?);
        }
    }
    Ok(())
}

async fn idle(page: &Page) -> Result<()> {
    // Nothing of the measuring itself shall count: the driver's last words, the marks.
    const EDGE: f64 = 100.0;
    // The tools come a few seconds after the page; rest begins after that.
    page.pause(6_000).await;
    let frames = page.frames().await?;
    let recording = page.record().await?;
    page.mark("from").await?;
    page.pause(5_000 + 3 * EDGE as u64).await;
    page.mark("to").await?;
    let trace = recording.finish()?;
    let from = trace.between("from", "to")?.start + EDGE;
    print("idle.total", trace.cost(Span { start: from, end: from + 5_000.0 }).total);
    print("idle.frames", (page.frames().await? - frames) as f64);
    Ok(())
}

/// Median and 95th percentile of the whole, medians of its parts.
fn report(name: &str, costs: &[Cost]) {
    let of = |part: fn(&Cost) -> f64, share: f64| {
        let mut values: Vec<f64> = costs.iter().map(part).collect();
        values.sort_by(f64::total_cmp);
        values[((values.len() - 1) as f64 * share).round() as usize]
    };
    print(&format!("{name}.p50"), of(|cost| cost.total, 0.5));
    print(&format!("{name}.p95"), of(|cost| cost.total, 0.95));
    print(&format!("{name}.cpu"), of(|cost| cost.cpu, 0.5));
    print(&format!("{name}.cpu95"), of(|cost| cost.cpu, 0.95));
    print(&format!("{name}.script"), of(|cost| cost.script, 0.5));
    print(&format!("{name}.commit"), of(|cost| cost.commit, 0.5));
}

fn print(name: &str, value: f64) {
    println!("{name}\t{value}");
}
