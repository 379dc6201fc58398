//! The reader's own numbers, pasted or from a file: separated by anything, read without losing one.

use super::averages::MAX_DAYS;
use crate::core::param::read_number;

/// Numbers, and what among them was none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnData {
    /// The numbers, in order.
    pub numbers: Vec<f64>,
    /// What could not be read, each with its line from 1.
    pub bad: Vec<(usize, String)>,
    /// How many numbers there were beyond the most there can be.
    pub too_many: usize,
}

/// Reads numbers separated by spaces, commas, semicolons, tabs or lines.
///
/// A table (CSV) gives the last column that holds numbers throughout; a heading is skipped. A true minus sign and full-width
/// separators are understood. Whatever else is not a number is named in [`OwnData::bad`].
pub fn read_own_data(text: &str) -> OwnData {
    let lines: Vec<(usize, Vec<&str>)> =
        (1..).zip(text.lines()).map(|(n, line)| (n, cells(line))).filter(|(_, cells)| !cells.is_empty()).collect();
    let table = column_of_table(&lines);
    let mut data = OwnData::default();
    for (i, (line, cells)) in lines.iter().enumerate() {
        let wanted: Vec<&str> = match table {
            Some(column) => cells.get(column).copied().into_iter().collect(),
            None => cells.clone(),
        };
        // The first line of a table may be its heading.
        let heading = i == 0 && lines.len() > 1 && cells.iter().all(|cell| number(cell).is_none());
        if heading {
            continue;
        }
        for cell in wanted {
            match number(cell) {
                Some(_) if data.numbers.len() == MAX_DAYS => data.too_many += 1,
                Some(v) => data.numbers.push(v),
                None => data.bad.push((*line, cell.to_string())),
            }
        }
    }
    data
}

pub(super) fn cells(line: &str) -> Vec<&str> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '，' | '；' | '、');
    // A slash separates only where nothing else does: beside other cells it belongs to a date.
    let slashes = !line.trim().contains(apart);
    line.split(|c: char| if slashes { c == '/' || apart(c) } else { apart(c) })
        .map(|cell| cell.trim_matches(['"', '\'', '/']))
        .filter(|cell| !cell.is_empty())
        .collect()
}

pub(super) fn number(text: &str) -> Option<f64> {
    read_number(&text.replace('−', "-")).filter(|v| v.is_finite())
}

/// The column that holds the numbers, where every line has the same number of cells, at least two, and some column
/// holds none: dates beside temperatures. Otherwise all cells are numbers of one list.
fn column_of_table(lines: &[(usize, Vec<&str>)]) -> Option<usize> {
    let width = lines.first()?.1.len();
    if width < 2 || lines.len() < 2 || lines.iter().any(|(_, cells)| cells.len() != width) {
        return None;
    }
    let body = &lines[1..];
    let numeric = |column: usize| body.iter().filter(|(_, cells)| number(cells[column]).is_some()).count();
    let mixed = (0..width).any(|column| numeric(column) == 0);
    let heading = lines[0].1.iter().all(|cell| number(cell).is_none());
    let last = (0..width).rev().find(|column| 2 * numeric(*column) > body.len());
    if mixed || heading { last } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separated_by_anything() {
        let data = read_own_data("1, 2;3\t4\n5 −6，7、8e1");
        assert_eq!(data.numbers, [1.0, 2.0, 3.0, 4.0, 5.0, -6.0, 7.0, 80.0]);
        assert!(data.bad.is_empty());
    }

    #[test]
    fn what_is_no_number_is_named_with_its_line_and_the_rest_is_kept() {
        let data = read_own_data("1 2\nthree 4\n\n5 nan 1e999");
        assert_eq!(data.numbers, [1.0, 2.0, 4.0, 5.0]);
        assert_eq!(data.bad, [(2, "three".into()), (4, "nan".into()), (4, "1e999".into())]);
    }

    #[test]
    fn a_table_gives_its_column_of_numbers() {
        let csv = "date,temperature\n2026-01-01,4.5\n2026-01-02,-1\n2026-01-03,oops\n";
        let data = read_own_data(csv);
        assert_eq!(data.numbers, [4.5, -1.0]);
        assert_eq!(data.bad, [(4, "oops".into())]);
        assert_eq!(read_own_data("2026/1/1,4.5\n2026/1/2,-1").numbers, [4.5, -1.0], "a date is one cell");
        assert_eq!(read_own_data("1/2/3").numbers, [1.0, 2.0, 3.0]);
        assert_eq!(read_own_data("1 / 2 / 3").numbers, [1.0, 2.0, 3.0]);
        assert_eq!(read_own_data("day,t\n1,20\n2,21").numbers, [20.0, 21.0]);
        assert_eq!(read_own_data("1,2\n3,4").numbers, [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn a_thousand_days_are_the_most() {
        let data = read_own_data(&"1 ".repeat(1003));
        assert_eq!((data.numbers.len(), data.too_many), (1000, 3));
    }
}
