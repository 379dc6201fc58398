//! Questions to the program `maps`, as messages.

use crate::core::map::Tile;
use js_sys::{Float64Array, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A question that is answered by cells.
#[derive(Clone, Debug)]
pub enum Ask {
    /// A tile of the map that a scene shows.
    Tile {
        /// The scene's text.
        scene: Rc<str>,
        /// Columns and rows of the whole map.
        size: [usize; 2],
        /// Which part.
        tile: Tile,
    },
    /// How a run ends with each of some values of one of its parameters: what a scented slider shows.
    Strip {
        /// The scene's text.
        scene: Rc<str>,
        /// The run.
        run: usize,
        /// The parameter.
        param: &'static str,
        /// The values.
        at: Vec<f64>,
    },
}

/// An object with these fields.
pub(super) fn message(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in fields {
        // A plain object takes every field.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

impl Ask {
    pub(super) fn message(&self, number: u32) -> Object {
        let of = |n: usize| JsValue::from_f64(n as f64);
        match self {
            Ask::Tile { scene, size: [columns, rows], tile } => message(&[
                ("id", number.into()),
                ("what", "tile".into()),
                ("scene", JsValue::from_str(scene)),
                ("columns", of(*columns)),
                ("rows", of(*rows)),
                ("stride", of(tile.stride)),
                ("coarsest", tile.coarsest.into()),
                ("from", of(tile.rows[0])),
                ("to", of(tile.rows[1])),
            ]),
            Ask::Strip { scene, run, param, at } => message(&[
                ("id", number.into()),
                ("what", "strip".into()),
                ("scene", JsValue::from_str(scene)),
                ("run", of(*run)),
                ("param", (*param).into()),
                ("at", Float64Array::from(&at[..]).into()),
            ]),
        }
    }
}
