//! The workers' program in the browser: its cells are those of the native program, bit for bit.

use anyhow::{Context, Result, ensure};
use downhill::core::map::{Cell, tiles};
use downhill::scene::Scene;
use downhill_e2e::{Options, Page, with_page};
use serde_json::{Value, json};

/// Scenes of every kind: lanes and single runs, elementary functions, noise, schedules, data, rates.
const SCENES: [&str; 10] = [
    "view=basins&surface=himmelblau&run=adam,lr:0.3",
    "view=basins&surface=himmelblau&run=sgd,lr:0.01,momentum:0.9&steps=400",
    "view=basins&surface=ackley&run=adam,lr:0.4,beta2:0.99",
    "view=basins&surface=rastrigin&run=bfgs",
    "view=basins&surface=plateau&run=rmsprop,lr:0.1&noise=gaussian,sigma:0.2&seed=5",
    "view=basins&f=sin(x)*cos(y)%2B0.01*(x^2%2By^2)%2Btanh(x*y)&run=nadam,lr:0.2",
    "view=basins&surface=faithful_tanh&run=adam,lr:0.2&batch=20&steps=40",
    "view=rates&surface=ravine&run=momentum,lr:0.5&map.y=beta:-0.1:1.1",
    "view=rates&surface=himmelblau&run=adam,lr:0.1,schedule:cosine",
    "view=rates&surface=beale&run=radam,lr:0.1,clip_norm:1,lookahead:5",
];
const SIZE: [usize; 2] = [24, 17];

/// A worker as the page starts it, and one that is the page itself; both asked the same.
const ASK: &str = "
    const { maps, build } = document.documentElement.dataset, [questions, onPage] = arguments;
    const files = { js: `./${maps}.js`, wasm: `./${maps}_bg.wasm` };
    const script = `maps-worker.js?${build}`;
    let port;
    if (onPage) {
        const channel = new MessageChannel();
        port = channel.port1;
        const heard = new Promise(done => document.addEventListener('downhill:maps', done, { once: true }));
        document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: script + '&page' }));
        await heard;
        window.postMessage('downhill:maps', '*', [channel.port2]);
    } else {
        port = new Worker(script, { type: 'module' });
    }
    const module = await WebAssembly.compileStreaming(fetch(files.wasm));
    const answers = [];
    await new Promise((done, failed) => {
        port.onerror = failed;
        port.onmessage = ({ data }) => {
            if (data.failed) failed(new Error(data.failed));
            else if (data.ready) questions.forEach((question, id) => port.postMessage({ ...question, id }));
            else answers.push([data.id, Array.from(new Uint8Array(data.result.buffer))]);
            if (answers.length === questions.length) done();
        };
        port.postMessage({ ...files, module });
    });
    if (!onPage) port.terminate();
    return answers.sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
";

async fn asked(page: &Page, questions: &Value, on_page: bool) -> Result<Vec<Vec<u8>>> {
    let script = format!("return (async function() {{ {ASK} }}).apply(null, arguments);");
    let answers = page.js(&script, &[questions.clone(), json!(on_page)]).await?;
    Ok(serde_json::from_value(answers)?)
}

/// The bytes of the cells, as the native program has them.
fn bytes(cells: &[Cell]) -> Vec<u8> {
    let mut out = Vec::new();
    cells.iter().for_each(|cell| cell.write(&mut out));
    out
}

fn native(text: &str) -> Result<Vec<Vec<u8>>> {
    let scene = Scene::read(text).scene;
    let surface = scene.landscape_with_minima();
    let map = scene.map(&surface, SIZE).context("a map")?;
    Ok(tiles(SIZE, 4, 100).into_iter().map(|tile| bytes(&map.cells(&tile.cells(SIZE[0])))).collect())
}

#[test]
fn every_cell_has_the_bits_of_the_native_program() -> Result<()> {
    with_page("", Options::default(), async |page| {
        for on_page in [false, true] {
            // The page itself can be taken once only.
            let scenes: &[&str] = if on_page { &SCENES[2..3] } else { &SCENES };
            for text in scenes {
                let question = |tile: &downhill::core::map::Tile| {
                    json!({ "what": "tile", "scene": text, "columns": SIZE[0], "rows": SIZE[1],
                        "stride": tile.stride, "coarsest": tile.coarsest, "from": tile.rows[0], "to": tile.rows[1] })
                };
                let questions: Vec<Value> = tiles(SIZE, 4, 100).iter().map(question).collect();
                let found = asked(page, &json!(questions), on_page).await?;
                ensure!(found == native(text)?, "{text} differs in the browser");
            }
        }
        ensure!(page.errors().await?.is_empty(), "{:?}", page.errors().await?);
        Ok(())
    })
}

#[test]
fn strips_and_swarms_are_the_native_ones() -> Result<()> {
    with_page("", Options::default(), async |page| {
        let text = "surface=himmelblau&run=sgd,lr:0.01&run=adam,lr:0.3&steps=60";
        let scene = Scene::read(text).scene;
        let surface = scene.landscape();
        let engine = || scene.engine(&scene.runs[1], &surface);
        let at = [0.01, 0.1, 1.0, -1.0];
        let swarm = "surface=himmelblau&run=sgd,lr:0.01&run=adam,lr:0.3&steps=60&map=1&swarm=11";
        let found = asked(
            page,
            &json!([
                { "what": "strip", "scene": text, "run": 1, "param": "lr", "at": at },
                { "what": "places", "scene": swarm, "head": 0 },
                { "what": "places", "scene": swarm, "head": 25 },
                { "what": "places", "scene": swarm, "head": 7.5 },
            ]),
            false,
        )
        .await?;
        ensure!(found[0] == bytes(&engine().strip(0, &at)), "the strip differs");
        let scene = Scene::read(swarm).scene;
        let mut flow = downhill::core::map::Flow::new(scene.swarm(&surface).context("particles")?, 1 << 20);
        while !flow.toward(25) {}
        for (bytes, head) in found[1..].iter().zip([0.0, 25.0, 7.5]) {
            let places = flow.between(head).context("places")?;
            let native: Vec<u8> = places.iter().flat_map(|v| v.to_le_bytes()).collect();
            ensure!(*bytes == native, "the swarm is elsewhere at {head}");
        }
        Ok(())
    })
}
