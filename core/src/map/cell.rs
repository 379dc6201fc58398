//! What a map keeps of a run.

use crate::scalar::Vec2;

/// How a run ended, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ending {
    /// It arrived and stayed.
    Converged,
    /// Still on its way at the last step.
    Budget,
    /// Its last point lies outside the domain.
    LeftView,
    /// x, y or f ceased to be finite.
    Diverged,
    /// The method does not allow such parameters.
    NotAllowed,
}

impl Ending {
    /// All of them, in the order of their numbers.
    pub const ALL: [Ending; 5] =
        [Ending::Converged, Ending::Budget, Ending::LeftView, Ending::Diverged, Ending::NotAllowed];

    /// The name that `downhill map` prints; those of a run are [`Outcome`](crate::run::Outcome)'s.
    pub fn id(self) -> &'static str {
        match self {
            Ending::Converged => "converged",
            Ending::Budget => "budget",
            Ending::LeftView => "left_view",
            Ending::Diverged => "diverged",
            Ending::NotAllowed => "not_allowed",
        }
    }
}

/// What a map keeps of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The last finite point; not a number if there is none.
    pub end: Vec2,
    /// f there.
    pub loss: f64,
    /// The step of that point.
    pub end_step: u32,
    /// The step from which on it has arrived, if it has; otherwise that of the last finite point.
    pub steps: u32,
    /// How it ended.
    pub ending: Ending,
    /// Which minimum it arrived at, if one is there: its place in the surface's list.
    pub minimum: Option<u16>,
}

/// What stands for no minimum.
const NONE: u16 = u16::MAX;

impl Cell {
    /// A cell of parameters that the method does not allow.
    pub const NOT_ALLOWED: Cell =
        Cell { end: [f64::NAN; 2], loss: f64::NAN, end_step: 0, steps: 0, ending: Ending::NotAllowed, minimum: None };

    /// How many bytes [`Cell::write`] writes.
    pub const BYTES: usize = 35;

    /// Appends the cell as bytes, to be sent from one thread to another.
    pub fn write(&self, out: &mut Vec<u8>) {
        for v in [self.end[0], self.end[1], self.loss] {
            out.extend(v.to_le_bytes());
        }
        out.extend(self.end_step.to_le_bytes());
        out.extend(self.steps.to_le_bytes());
        out.extend(self.minimum.unwrap_or(NONE).to_le_bytes());
        out.push(self.ending as u8);
    }

    /// Reads all cells that [`Cell::write`] wrote one after the other.
    pub fn read_all(bytes: &[u8]) -> Vec<Cell> {
        bytes.chunks_exact(Cell::BYTES).map(Cell::read).collect()
    }

    fn read(bytes: &[u8]) -> Cell {
        let part = |from: usize| bytes[from..from + 4].try_into().map_or(0, u32::from_le_bytes);
        let number = |from: usize| bytes[from..from + 8].try_into().map_or(f64::NAN, f64::from_le_bytes);
        let minimum = u16::from_le_bytes([bytes[32], bytes[33]]);
        Cell {
            end: [number(0), number(8)],
            loss: number(16),
            end_step: part(24),
            steps: part(28),
            ending: Ending::ALL.get(usize::from(bytes[34])).copied().unwrap_or(Ending::NotAllowed),
            minimum: Some(minimum).filter(|m| *m != NONE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let cells = Ending::ALL.map(|ending| Cell {
            end: [-1.5, 2e-300],
            loss: 0.25,
            end_step: 10_000,
            steps: 77,
            ending,
            minimum: (ending == Ending::Converged).then_some(300),
        });
        let mut bytes = Vec::new();
        cells.iter().for_each(|cell| cell.write(&mut bytes));
        assert_eq!(bytes.len(), cells.len() * Cell::BYTES);
        assert_eq!(Cell::read_all(&bytes), cells);
    }
}
