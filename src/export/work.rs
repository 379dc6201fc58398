//! Maps worked out on all cores.

use crate::chart::cells::Cells;
use crate::core::map::{Cell, Map, Tile, tiles};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Cells that a thread takes at a time.
const PART: usize = 512;

/// All cells of a map; `tell` hears which part of them is there.
pub fn cells(map: &Map, tell: &mut dyn FnMut(f64)) -> Cells {
    let parts = tiles(map.size, 1, PART);
    let next = AtomicUsize::new(0);
    let mut cells = Cells::new(map.size, 1);
    let threads = thread::available_parallelism().map_or(1, |n| n.get()).min(parts.len());
    let (send, receive) = mpsc::channel::<(Tile, Vec<Cell>)>();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (send, parts, next) = (send.clone(), &parts, &next);
            scope.spawn(move || {
                while let Some(tile) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody hears it only if the map is not wanted any more.
                    if send.send((*tile, map.cells(&tile.cells(map.size[0])))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (tile, done) in receive {
            cells.take(tile, &done);
            tell(cells.progress());
        }
    });
    cells
}
