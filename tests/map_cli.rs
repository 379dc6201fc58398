//! `downhill map`: the numbers of single paths, as the contract prints them; pictures; what is wrong is said.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod support;

use downhill::core::format::js_number;
use downhill::core::run::{Outcome, Plan};
use downhill::scene::Scene;
use support::program::downhill;

/// The rows of a map, each split at its commas.
fn rows(args: &[&str]) -> Vec<Vec<String>> {
    let output = downhill(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "no progress where there is no terminal");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("i,j,x,y,end_step,end_x,end_y,outcome,minimum,steps"));
    lines.map(|line| line.split(',').map(str::to_string).collect()).collect()
}

/// What a row has to say of a path, from its fifth column on.
fn expected(scene: &Scene, plan: &Plan) -> [String; 6] {
    let surface = scene.landscape();
    let path = plan.follow(&surface, scene.domain());
    let (last, step) = (path.last(), path.points.len() - 1);
    let (minimum, steps) = match path.outcome {
        Outcome::Converged { at } => {
            let nearest = surface.nearest_minimum(last.point).unwrap();
            (surface.minima.iter().position(|m| m == nearest).unwrap().to_string(), at)
        }
        _ => (String::new(), step),
    };
    let [x, y] = last.point.map(js_number);
    [step.to_string(), x, y, path.outcome.id().to_string(), minimum, steps.to_string()]
}

#[test]
fn every_row_of_a_basin_map_is_a_path() {
    let text =
        "surface=himmelblau&run=sgd,lr:0.02,momentum:0.9&run=adam,lr:0.3&map=1&steps=150&noise=gaussian,sigma:0.3";
    let scene = Scene::read(text).scene;
    for (map, run) in [("map=1", 1), ("map=0", 0)] {
        let text = text.replace("map=1", map);
        let rows = rows(&["map", "basins", &text, "--size", "9x7"]);
        assert_eq!(rows.len(), 63);
        for (k, row) in rows.iter().enumerate() {
            let (i, j) = (k % 9, k / 9);
            assert_eq!(row[..2], [i.to_string(), j.to_string()], "left to right, bottom to top");
            let start = [&row[2], &row[3]].map(|v| v.parse::<f64>().unwrap());
            let middle = |i: usize, n: f64| -6.0 + 12.0 * (i as f64 + 0.5) / n;
            assert!((start[0] - middle(i, 9.0)).abs() < 1e-12 && (start[1] - middle(j, 7.0)).abs() < 1e-12);
            let plan = Plan { start, ..scene.plan(&scene.runs[run]) };
            assert_eq!(row[4..], expected(&scene, &plan), "{text} from {start:?}");
        }
    }
}

#[test]
fn every_row_of_a_rate_map_is_a_path() {
    let text = "surface=ravine&run=sgd,lr:0.5,momentum:0.9&map.x=lr:0.1:3:log&map.y=momentum:-0.2:1.2";
    let scene = Scene::read(text).scene;
    let mut seen = Vec::new();
    for row in rows(&["map", "rates", text, "--size", "6x7"]) {
        let [lr, beta] = [&row[2], &row[3]].map(|v| v.parse::<f64>().unwrap());
        seen.push(row[7].clone());
        if !(0.0..1.0).contains(&beta) {
            assert_eq!(row[4..], ["0", "", "", "not_allowed", "", "0"]);
            continue;
        }
        let mut run = scene.runs[0].clone();
        run.set("lr", downhill::core::param::Value::Number(lr));
        run.set("momentum", downhill::core::param::Value::Number(beta));
        assert_eq!(row[4..], expected(&scene, &scene.plan(&run)), "lr {lr}, beta {beta}");
    }
    for outcome in ["converged", "not_allowed", "left_view"] {
        assert!(seen.iter().any(|o| o == outcome), "no {outcome} among {seen:?}");
    }
}

#[test]
fn a_formulas_minima_are_found_and_named() {
    let rows = rows(&["map", "basins", "f=(x^2-1)^2+y^2&run=sgd,lr:0.1&steps=400", "--size", "8x2"]);
    let minima: Vec<&str> = rows[..8].iter().map(|row| row[8].as_str()).collect();
    assert!(minima[..4].iter().all(|m| *m == minima[0]) || rows[0][7] != "converged");
    let arrived: Vec<&Vec<String>> = rows.iter().filter(|row| row[7] == "converged").collect();
    assert!(arrived.iter().any(|row| row[8] == "0") && arrived.iter().any(|row| row[8] == "1"), "{rows:?}");
}

#[test]
fn where_f_is_not_finite_runs_end_nowhere() {
    let rows = rows(&["map", "basins", "f=ln(x)+y^2&run=sgd,lr:0.01&steps=3", "--size", "2x1"]);
    assert_eq!(rows[0][4..], ["0", "", "", "diverged", "", "0"]);
    assert_eq!(rows[1][7], "budget");
}

#[test]
fn pictures_are_png_files() {
    let folder = std::env::temp_dir().join(format!("downhill-map-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (kind, scene, carried) in [
        ("basins", "surface=himmelblau&run=adam,lr:0.3", "surface=himmelblau"),
        ("rates", "surface=ravine&run=sgd&theme=dark", "view=rates"),
    ] {
        let file = folder.join(format!("{kind}.png"));
        let output = downhill(&["map", kind, scene, "--size", "20x40", "-o", file.to_str().unwrap()]);
        assert!(output.status.success() && output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file).unwrap()));
        let info = decoder.read_info().unwrap();
        let (width, height) = (info.info().width, info.info().height);
        assert!(width == 60 + 360 + 16 && (26 + 720 + 46 + 30..1000).contains(&height), "{kind}: {width} x {height}");
        let scene = downhill::export::scene_of_picture(&std::fs::read(&file).unwrap()).unwrap();
        assert!(scene.contains(carried), "{scene}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn sizes_are_written_as_those_of_pictures_are() {
    for size in ["2x1", "2X1", "2×1"] {
        assert_eq!(rows(&["map", "basins", "steps=3", "--size", size]).len(), 2, "{size}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_code() {
    for (args, code, words) in [
        (vec!["map", "basins", "run=none"], 2, "no run"),
        (vec!["map", "rates", "run=sign_sgd"], 2, "only one number"),
        (vec!["map", "rates", "map.x=beta:0:1"], 2, "map.x"),
        (vec!["map", "basins", "map=7"], 2, "map=7"),
        (vec!["map", "basins", "", "--size", "0x5"], 2, "256x256"),
        (vec!["map", "basins", "", "--size", "99999x99999"], 2, "at most"),
        (vec!["map", "hills", ""], 2, "hills"),
        (vec!["map", "basins", "", "--size", "2x2", "-o", "a.svg"], 2, "a.svg: a picture of a map ends in .png"),
        (vec!["map", "rates", "", "--size", "2x2", "--colours", "loss"], 2, "-o"),
        (vec!["map", "basins", "", "--size", "2x2", "--colours", "loss", "-o", "a.png"], 2, "basins"),
        (vec!["map", "basins", "", "--size", "8193x1", "-o", "a.png"], 2, "8192"),
        (vec!["map", "basins", "", "--size", "2x2", "-o", "/nowhere/at/all.png"], 1, "/nowhere/at/all.png"),
    ] {
        let output = downhill(&args);
        let said = String::from_utf8_lossy(&output.stderr).to_string();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(words) && output.stdout.is_empty(), "{args:?}: {said}");
    }
}
