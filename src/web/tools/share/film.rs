//! Pictures and films of a scene, drawn on a canvas by the code that draws the page.
//!
//! A film is made a frame at a time; in between the page does what else it has to.

use crate::chart::cells::Cells;
use crate::export::gif::Encoder;
use crate::export::picture::FRAMES;
use crate::export::{Picture, carry, picture::hundredths};
use crate::web::canvas::{CanvasInk, Failed as InkFailed, Layer};
use crate::web::maps::{COARSEST, Maps, Moment, SwarmView};
use crate::web::tools::save::{self, pause};
use gloo_events::EventListener;
use js_sys::{Array, Float32Array, Function, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobEvent, HtmlCanvasElement, MediaRecorder, MediaRecorderOptions};

/// Milliseconds between the frames of a video.
const BEAT: f64 = 50.0;
/// Of the pixels of the frames from which the palette is made, one in so many is looked at.
const SAMPLED: usize = 2;
/// Bits a second of a video: lines stay sharp.
const BITS: u32 = 8_000_000;
/// What browsers record, the best first, and how such a file's name ends.
const VIDEOS: [(&str, &str); 4] = [
    ("video/webm;codecs=vp9", "webm"),
    ("video/webm;codecs=vp8", "webm"),
    ("video/webm", "webm"),
    ("video/mp4", "mp4"),
];

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The reader wanted no more of it.
    Cancelled,
    /// Too little memory, no canvas, or a browser that does not let it be read.
    Refused,
}

/// Hears how many of how many frames are done; ends it with false.
pub type Tell = dyn Fn(usize, usize) -> bool;

/// A picture on a canvas: the ground, and a layer for what changes.
struct Canvas<'a> {
    picture: &'a Picture,
    ground: Layer,
    frame: Layer,
    particles: Option<Particles>,
}

/// Who waits for an answer.
type Waits = Rc<RefCell<Option<Function>>>;

/// A promise that is kept, or given up, by who takes the function.
fn promise(waits: &Waits) -> Promise {
    Promise::new(&mut |done, _| *waits.borrow_mut() = Some(done))
}

fn answer(waits: &Waits, value: &JsValue) {
    if let Some(done) = waits.take() {
        // A promise takes everything.
        let _ = done.call1(&JsValue::UNDEFINED, value);
    }
}

/// The particles of a picture: a worker knows where they are.
struct Particles {
    view: SwarmView,
    waits: Waits,
}

impl Particles {
    /// Those of a picture, if it has any.
    fn of(picture: &Picture) -> Option<Particles> {
        let scene = picture.wanted_swarm()?.write();
        let waits = Waits::default();
        let told = Rc::clone(&waits);
        let maps = Maps::new(|_| {});
        let view = SwarmView::begin(&maps, &scene, move |found| answer(&told, &found.unwrap_or_default()));
        Some(Particles { view, waits })
    }

    /// Puts them into the picture as they are at a step.
    async fn go(&self, picture: &Picture, step: usize) -> Result<(), Failed> {
        let found = promise(&self.waits);
        self.view.look(Moment::Places { head: step as f64 });
        let found = JsFuture::from(found).await.map_err(|_| Failed::Refused)?;
        let places = found.dyn_ref::<Float32Array>().ok_or(Failed::Refused)?;
        picture.set_swarm(places.to_vec());
        Ok(())
    }
}

/// Lets workers find what a picture needs before it can be drawn: its map.
pub async fn prepare(picture: &mut Picture) -> Result<(), Failed> {
    let Some((scene, size)) = picture.wanted_map() else { return Ok(()) };
    let (waits, cells) = (Waits::default(), Rc::new(RefCell::new(Cells::new(size, COARSEST))));
    let done = promise(&waits);
    let (failed, found, all) = (Rc::clone(&waits), Rc::clone(&cells), Rc::clone(&waits));
    let maps = Maps::new(move |trouble| {
        if trouble == crate::web::maps::Trouble::NoMaps {
            answer(&failed, &JsValue::FALSE);
        }
    });
    maps.map(0, &scene.write(), scene.steps, size, move |tile, new| {
        found.borrow_mut().take(tile, &new);
        if found.borrow().progress() >= 1.0 {
            answer(&all, &JsValue::TRUE);
        }
    });
    let complete = JsFuture::from(done).await.map_err(|_| Failed::Refused)?;
    if !complete.is_truthy() {
        return Err(Failed::Refused);
    }
    let cells = cells.replace(Cells::new([0, 0], 1));
    picture.set_map(cells);
    Ok(())
}

/// The picture of a step as an SVG file.
pub async fn svg(picture: &Picture, step: usize) -> Result<Vec<u8>, Failed> {
    if let Some(particles) = Particles::of(picture) {
        particles.go(picture, step).await?;
    }
    Ok(picture.svg(step).into_bytes())
}

/// A layer whose pixels are going to be read.
fn readable() -> Option<Layer> {
    let document = web_sys::window()?.document()?;
    let element: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let wish = Object::new();
    Reflect::set(&wish, &"willReadFrequently".into(), &true.into()).ok()?;
    // The layer gets this same context.
    element.get_context_with_context_options("2d", &wish).ok()??;
    Layer::on(element)
}

fn drawn(result: Result<(), InkFailed>) -> Result<(), Failed> {
    result.map_err(|_| Failed::Refused)
}

impl Canvas<'_> {
    fn new(picture: &Picture) -> Result<Canvas<'_>, Failed> {
        let (size, scale) = picture.layout();
        let (mut ground, mut frame) = (Layer::hidden().ok_or(Failed::Refused)?, readable().ok_or(Failed::Refused)?);
        ground.resize(size, scale);
        frame.resize(size, scale);
        drawn(ground.draw::<()>(1.0, |pen| picture.draw_ground::<CanvasInk>(pen)))?;
        Ok(Canvas { picture, ground, frame, particles: Particles::of(picture) })
    }

    async fn draw(&self, step: usize) -> Result<(), Failed> {
        if let Some(particles) = &self.particles {
            particles.go(self.picture, step).await?;
        }
        self.frame.cover(&self.ground);
        drawn(self.frame.draw::<()>(1.0, |pen| self.picture.draw_step::<CanvasInk>(pen, step)))
    }

    /// The pixels of a step, RGBA.
    async fn pixels(&self, step: usize) -> Result<Vec<u8>, Failed> {
        self.draw(step).await?;
        let element = &self.frame.element;
        let (width, height) = (element.width() as i32, element.height() as i32);
        let data = self.frame.context.get_image_data(0.0, 0.0, width.into(), height.into());
        Ok(data.map_err(|_| Failed::Refused)?.data().0)
    }
}

/// The picture of a step as a PNG file that carries its scene.
pub async fn png(picture: &Picture, step: usize) -> Result<Vec<u8>, Failed> {
    let canvas = Canvas::new(picture)?;
    canvas.draw(step).await?;
    let made = Promise::new(&mut |done, failed| {
        if canvas.frame.element.to_blob(&done).is_err() {
            // A promise takes whatever says that it failed.
            let _ = failed.call0(&failed);
        }
    });
    let blob: Blob = JsFuture::from(made).await.ok().and_then(|b| b.dyn_into().ok()).ok_or(Failed::Refused)?;
    let bytes = JsFuture::from(blob.array_buffer()).await.map_err(|_| Failed::Refused)?;
    Ok(carry::with_scene(&Uint8Array::new(&bytes).to_vec(), &picture.scene_at(step)))
}

/// The whole animation as a GIF file that carries its scene.
pub async fn gif(picture: &Picture, size: (u32, u32), tell: &Tell) -> Result<Vec<u8>, Failed> {
    let steps = picture.steps_of_film(FRAMES);
    let go_on = |done: usize| if tell(done, steps.len()) { Ok(()) } else { Err(Failed::Cancelled) };
    go_on(0)?;
    pause(0).await;
    let canvas = Canvas::new(picture)?;
    let mut seen = Vec::new();
    for i in [0, steps.len() / 2, steps.len() - 1] {
        let sampled: Vec<u8> =
            canvas.pixels(steps[i]).await?.chunks_exact(4).step_by(SAMPLED).flatten().copied().collect();
        seen.push(sampled);
        pause(0).await;
        go_on(0)?;
    }
    let sampled: Vec<&[u8]> = seen.iter().map(Vec::as_slice).collect();
    let refused = |_| Failed::Refused;
    let mut encoder = Encoder::new(size, &picture.scene(), &sampled, &picture.colours()).map_err(refused)?;
    drop(seen);
    for (i, step) in steps.iter().enumerate() {
        pause(0).await;
        let pixels = canvas.pixels(*step).await?;
        // What is drawn and what is packed are two pieces of work.
        pause(0).await;
        encoder.frame(&pixels, hundredths(i, steps.len())).map_err(refused)?;
        go_on(i + 1)?;
    }
    encoder.finish().map_err(refused)
}

/// What this browser records, and how such a file's name ends; nothing if it records nothing.
pub fn video_kind() -> Option<(&'static str, &'static str)> {
    let window = web_sys::window()?;
    let there = |place: &wasm_bindgen::JsValue, name: &str| Reflect::has(place, &name.into()).unwrap_or(false);
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
    if !there(&window, "MediaRecorder") || !there(&canvas, "captureStream") {
        return None;
    }
    VIDEOS.into_iter().find(|(mime, _)| MediaRecorder::is_type_supported(mime))
}

/// Every frame of a video: the step that it shows. Where a film stands still, it is drawn again and again.
fn beats(picture: &Picture) -> Vec<usize> {
    let steps = picture.steps_of_film(FRAMES);
    let times = |i: usize| (f64::from(hundredths(i, steps.len())) * 10.0 / BEAT).round().max(1.0) as usize;
    steps.iter().enumerate().flat_map(|(i, step)| std::iter::repeat_n(*step, times(i))).collect()
}

/// The whole animation as a video, recorded while it plays.
pub async fn video(picture: &Picture, mime: &str, tell: &Tell) -> Result<Blob, Failed> {
    let beats = beats(picture);
    tell(0, beats.len());
    pause(0).await;
    let canvas = Canvas::new(picture)?;
    canvas.draw(0).await?;
    let stream = canvas.frame.element.capture_stream().map_err(|_| Failed::Refused)?;
    let options = MediaRecorderOptions::new();
    options.set_mime_type(mime);
    options.set_video_bits_per_second(BITS);
    let recorder = MediaRecorder::new_with_media_stream_and_media_recorder_options(&stream, &options)
        .map_err(|_| Failed::Refused)?;
    let parts = Array::new();
    let heard = parts.clone();
    let listener = EventListener::new(&recorder, "dataavailable", move |e| {
        if let Some(part) = e.dyn_ref::<BlobEvent>().and_then(BlobEvent::data) {
            heard.push(&part);
        }
    });
    let ended = Promise::new(&mut |done, _| recorder.set_onstop(Some(&done)));
    recorder.start().map_err(|_| Failed::Refused)?;
    let begun = js_sys::Date::now();
    let (mut wanted, mut failed) = (true, None);
    for (i, step) in beats.iter().enumerate() {
        let late = js_sys::Date::now() - begun - i as f64 * BEAT;
        pause((BEAT - late).clamp(0.0, BEAT) as i32).await;
        wanted = tell(i + 1, beats.len());
        if !wanted {
            break;
        }
        failed = canvas.draw(*step).await.err();
        if failed.is_some() {
            break;
        }
    }
    // What has stopped by itself cannot be stopped, and has said so.
    let _ = recorder.stop();
    // It is never rejected.
    let _ = JsFuture::from(ended).await;
    drop(listener);
    if !wanted {
        return Err(Failed::Cancelled);
    }
    // A part of a film is no film.
    if let Some(why) = failed {
        return Err(why);
    }
    save::blob_of(&parts, mime.split(';').next().unwrap_or(mime)).filter(|b| b.size() > 0.0).ok_or(Failed::Refused)
}
