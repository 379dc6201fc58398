//! The worker's program: cells of maps, strips for sliders, swarms. Loaded when a map is asked for; `static/maps-worker.js`
//! calls it. What it is asked is text and numbers, and it keeps nothing that it could not make again.

#[cfg(target_arch = "wasm32")]
mod program {
    use downhill::chart::swarm;
    use downhill::chart::theme::Palette;
    use downhill::core::map::{Cell, Density, Engine, Flow, Lie, Map, Tile};
    use downhill::core::param::position;
    use downhill::core::surfaces::Surface;
    use downhill::scene::{Scene, Theme};
    use std::cell::RefCell;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A scene that has been read, and its landscape.
    struct Known {
        text: String,
        scene: Scene,
        surface: Surface,
        map: Option<Map>,
    }

    thread_local! {
        /// The scene of the last question: the next one is mostly about the same.
        static LAST: RefCell<Option<Known>> = const { RefCell::new(None) };
        static FLOW: RefCell<Option<Flow>> = const { RefCell::new(None) };
    }

    /// Memory for where particles were, in bytes: 50,000 at 320 steps, 2,000 at 8,000. Beyond that the way is gone again.
    const MEMORY: usize = 128 << 20;

    fn with<T>(text: &str, f: impl FnOnce(&mut Known) -> T) -> T {
        LAST.with_borrow_mut(|last| {
            if last.as_ref().is_none_or(|known| known.text != text) {
                let scene = Scene::read(text).scene;
                let surface = scene.landscape_with_minima();
                *last = Some(Known { text: text.to_string(), scene, surface, map: None });
            }
            f(last.as_mut().expect("it has just been read"))
        })
    }

    fn bytes(cells: &[Cell]) -> Vec<u8> {
        let mut out = Vec::with_capacity(cells.len() * Cell::BYTES);
        cells.iter().for_each(|cell| cell.write(&mut out));
        out
    }

    /// The cells of a tile of the map that a scene shows; nothing if it shows none.
    #[wasm_bindgen]
    pub fn tile(
        scene: &str,
        columns: usize,
        rows: usize,
        stride: usize,
        coarsest: bool,
        from: usize,
        to: usize,
    ) -> Vec<u8> {
        with(scene, |known| {
            if known.map.as_ref().is_none_or(|map| map.size != [columns, rows]) {
                known.map = known.scene.map(&known.surface, [columns, rows]);
            }
            let tile = Tile { stride, coarsest, rows: [from, to] };
            known.map.as_ref().map_or(Vec::new(), |map| bytes(&map.cells(&tile.cells(columns))))
        })
    }

    fn engine(known: &Known, run: usize) -> Option<Engine> {
        known.scene.runs.get(run).map(|run| known.scene.engine(run, &known.surface))
    }

    /// How a run of a scene ends with each of these values of one of its parameters.
    #[wasm_bindgen]
    pub fn strip(scene: &str, run: usize, param: &str, at: &[f64]) -> Vec<u8> {
        with(scene, |known| {
            let place = known.scene.runs.get(run).and_then(|run| position(run.optimizer.params, param));
            let cells = engine(known, run).zip(place).map(|(engine, place)| engine.strip(place, at));
            bytes(&cells.unwrap_or_default())
        })
    }

    /// Puts the particles of a scene at their start.
    #[wasm_bindgen]
    pub fn swarm(scene: &str) {
        FLOW.set(with(scene, |known| known.scene.swarm(&known.surface)).map(|swarm| Flow::new(swarm, MEMORY)));
    }

    /// Goes a step on the way to the moment `head`, a step and a part of the next; whether it is there. Also if there are
    /// no particles.
    #[wasm_bindgen]
    pub fn toward(head: f64) -> bool {
        FLOW.with_borrow_mut(|flow| {
            let Some(flow) = flow else { return true };
            let head = head.max(0.0);
            flow.toward(head.floor() as usize) && flow.toward(head.ceil() as usize)
        })
    }

    /// Where the particles are at that moment, x and y by turns; nothing if they are not there yet.
    #[wasm_bindgen]
    pub fn places(head: f64) -> Vec<f32> {
        FLOW.with_borrow(|flow| flow.as_ref().and_then(|flow| flow.between(head))).unwrap_or_default()
    }

    /// The particles at that moment as pixels: left, top, width and height, four bytes each, then red, green, blue and opacity
    /// of each pixel. Their colour is that of a run's slot, or ink. `lie` says width and height of the plot in pixels, then both factors and both offsets of how the plane
    /// lies in it, then the radius of a particle. Nothing if they are not there yet.
    #[wasm_bindgen]
    pub fn pixels(head: f64, lie: &[f64], slot: Option<usize>, dark: bool) -> Vec<u8> {
        let &[width, height, fx, fy, ox, oy, radius] = lie else { return Vec::new() };
        let places = places(head);
        if places.is_empty() {
            // Where there are no particles at all, nothing is covered.
            return if FLOW.with_borrow(Option::is_none) { vec![0; 16] } else { Vec::new() };
        }
        let lie = Lie { factor: [fx, fy], offset: [ox, oy] };
        let density = Density::of([width as usize, height as usize], &places, lie, radius);
        let [[left, top], [right, bottom]] = density.area();
        let head = [left, top, right - left, bottom - top].map(|v| v as u32);
        let mut out: Vec<u8> = head.into_iter().flat_map(u32::to_le_bytes).collect();
        let palette = Palette::of(if dark { Theme::Dark } else { Theme::Light });
        density.paint(&swarm::colours(slot, palette), &mut out);
        out
    }
}

fn main() {}
