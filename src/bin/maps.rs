//! The worker's program: cells of maps, strips for sliders, swarms. Loaded when a map is asked for; `static/maps-worker.js`
//! calls it. What it is asked is text and numbers, and it keeps nothing that it could not make again, but for a swarm.

#[cfg(target_arch = "wasm32")]
mod program {
    use downhill::core::map::{Cell, Engine, Map, Swarm, Tile};
    use downhill::core::param::position;
    use downhill::core::scalar::Vec2;
    use downhill::core::surfaces::Surface;
    use downhill::scene::Scene;
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
        static SWARM: RefCell<Option<Swarm>> = const { RefCell::new(None) };
    }

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

    /// Lets runs like one of a scene begin at these points, x and y by turns.
    #[wasm_bindgen]
    pub fn swarm(scene: &str, run: usize, starts: &[f64]) {
        let starts: Vec<Vec2> = starts.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
        let swarm = with(scene, |known| engine(known, run)).map(|engine| Swarm::new(engine, &starts));
        SWARM.set(swarm);
    }

    /// Lets the swarm take so many steps more; where it is then, x and y by turns.
    #[wasm_bindgen]
    pub fn advance(steps: usize) -> Vec<f32> {
        SWARM.with_borrow_mut(|swarm| {
            let Some(swarm) = swarm else { return Vec::new() };
            swarm.advance(steps);
            swarm.points().into_iter().flatten().map(|v| v as f32).collect()
        })
    }
}

fn main() {}
