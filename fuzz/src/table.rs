//! Tables: one's own points, one's own numbers.

use downhill::core::format::js_number;
use downhill::core::surfaces::{MAX_COORDINATE, MAX_POINTS};
use downhill::scene::{Data, MAX_DAYS, Scene, read_own_data, read_own_points};

/// Any text as a table of points, and as a list of numbers.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    points(&text);
    numbers(&text);
}

fn points(text: &str) {
    let own = read_own_points(text);
    let lines = text.lines().count();
    assert!(own.points.len() <= MAX_POINTS);
    assert!(own.points.len() + own.bad.len() + own.too_many <= lines, "more than there are lines");
    assert!(own.points.as_flattened().iter().all(|v| v.abs() <= MAX_COORDINATE));
    assert!(own.bad.windows(2).all(|pair| pair[0].line < pair[1].line));
    for bad in &own.bad {
        assert!((1..=lines).contains(&bad.line) && bad.column >= 1);
    }
    if own.points.is_empty() {
        return;
    }
    let joined = |between: &str, end: &str| -> String {
        let pairs = own.points.iter().map(|[u, v]| format!("{}{between}{}", js_number(*u), js_number(*v)));
        pairs.collect::<Vec<_>>().join(end)
    };
    for between in [",", "\t", ";", " "] {
        let again = read_own_points(&joined(between, "\n"));
        assert_eq!(again.points, own.points);
        assert!(again.bad.is_empty() && again.too_many == 0);
    }
    let read = Scene::read(&format!("surface=own_line&points={}", joined(":", "/")));
    assert!(read.ignored.is_empty(), "{:?}", read.ignored);
    assert_eq!(&read.scene.points[..], &own.points[..]);
    assert_eq!(Scene::read(&read.scene.write()).scene, read.scene);
}

fn numbers(text: &str) {
    let own = read_own_data(text);
    let lines = text.lines().count();
    assert!(own.numbers.len() <= MAX_DAYS && own.numbers.iter().all(|v| v.is_finite()));
    assert!(own.bad.iter().all(|(line, what)| (1..=lines).contains(line) && !what.is_empty()));
    if own.numbers.is_empty() {
        return;
    }
    let list: Vec<String> = own.numbers.iter().map(|v| js_number(*v)).collect();
    assert_eq!(read_own_data(&list.join("\n")).numbers, own.numbers);
    let read = Scene::read(&format!("page=averages&data={}", list.join("/")));
    assert!(read.ignored.is_empty(), "{:?}", read.ignored);
    assert_eq!(read.scene.averages.data, Data::Own(own.numbers));
}
