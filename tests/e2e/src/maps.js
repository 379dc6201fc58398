// What the maps are measured against: the same loops as somebody would write them by hand in plain JavaScript, in the
// same page, on one thread. And the map itself, by the workers' program on this thread or by workers. Milliseconds.

const ADAM = { lr: 0.1, beta1: 0.9, beta2: 0.999, eps: 1e-8 };

// For each start: the last finite point, and the step from which on it has arrived (-1 if it has not).
function reference(surface, n, steps, [low, high], from, to) {
  const ends = new Float64Array(2 * n * n), arrived = new Int32Array(n * n);
  const { lr, beta1, beta2, eps } = ADAM, width = (high - low) / n;
  for (let j = from; j < to; j++) {
    for (let i = 0; i < n; i++) {
      let x = low + (i + 0.5) * width, y = low + (j + 0.5) * width;
      let mx = 0, my = 0, vx = 0, vy = 0, p1 = 1, p2 = 1, since = -1, lastX = x, lastY = y;
      for (let k = 0; ; k++) {
        let f, gx, gy;
        if (surface === "himmelblau") {
          const a = x * x + y - 11, b = x + y * y - 7;
          f = a * a + b * b;
          gx = 4 * x * a + 2 * b;
          gy = 2 * a + 4 * y * b;
        } else {
          const r = Math.sqrt((x * x + y * y) / 2), e = 20 * Math.exp(-0.2 * r);
          const tx = 2 * Math.PI * x, ty = 2 * Math.PI * y, d = Math.exp((Math.cos(tx) + Math.cos(ty)) / 2);
          f = -e - d + Math.E + 20;
          const s = r > 0 ? 0.1 * e / r : 0;
          gx = s * x + Math.PI * Math.sin(tx) * d;
          gy = s * y + Math.PI * Math.sin(ty) * d;
        }
        if (!(Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(f))) break;
        lastX = x; lastY = y;
        if (f < 1e-4) { if (since < 0) since = k; } else since = -1;
        if (k === steps) break;
        p1 *= beta1; p2 *= beta2;
        mx += (1 - beta1) * (gx - mx);
        my += (1 - beta1) * (gy - my);
        vx = beta2 * vx + (1 - beta2) * gx * gx;
        vy = beta2 * vy + (1 - beta2) * gy * gy;
        const rate = lr / (1 - p1), root = Math.sqrt(1 - p2);
        x -= rate * mx / (Math.sqrt(vx) / root + eps);
        y -= rate * my / (Math.sqrt(vy) / root + eps);
      }
      ends[2 * (j * n + i)] = lastX; ends[2 * (j * n + i) + 1] = lastY;
      arrived[j * n + i] = since;
    }
  }
  return { ends, arrived };
}

const DOMAIN = { himmelblau: [-6, 6], ackley: [-5, 5] };
const scene = surface => `surface=${surface}&view=basins&run=adam,lr:${ADAM.lr}&steps=200`;

async function program() {
  const name = document.documentElement.dataset.maps;
  const maps = await import(new URL(`${name}.js`, document.baseURI).href);
  await maps.default({ module_or_path: new URL(`${name}_bg.wasm`, document.baseURI).href });
  return maps;
}

function fastest(rounds, work) {
  let best = Infinity;
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now();
    work();
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

// Both on this thread, some rows each by turns, so that whatever disturbs them disturbs both; the fastest of three, and of
// the ratios the middle one.
const ROUNDS = 25;

async function kernels() {
  const maps = await program(), n = 400, figures = {};
  for (const surface of ["himmelblau", "ackley"]) {
    const parts = [];
    const map = (from = 0, to = n) => maps.tile(scene(surface), n, n, 1, true, from, to);
    const loop = (from = 0, to = n) => reference(surface, n, 200, DOMAIN[surface], from, to);
    map();
    loop();
    for (let round = 0; round < ROUNDS; round++) {
      const part = Math.floor(round * n / ROUNDS), to = Math.floor((round + 1) * n / ROUNDS);
      parts.push([fastest(3, () => map(part, to)), fastest(3, () => loop(part, to))]);
    }
    const [ours, plain] = [0, 1].map(i => parts.reduce((sum, part) => sum + part[i], 0));
    const ratios = parts.map(([ours, plain]) => plain / ours).sort((a, b) => a - b);
    figures[`map.${surface}`] = ours;
    figures[`map.${surface}.js`] = plain;
    figures[`map.${surface}.share`] = 100 / ratios[ROUNDS >> 1];
    // They have to be about the same thing: most runs end at the same place (others are chaotic).
    const cells = new DataView(map().buffer), { ends } = loop();
    const near = i => [0, 1].every(k => Math.abs(cells.getFloat64(35 * i + 8 * k, true) - ends[2 * i + k]) < 1e-6);
    figures[`map.${surface}.same`] = ends.subarray(n * n).reduce((sum, _, i) => sum + near(i), 0) / (n * n);
  }
  return figures;
}

// A map of 512 x 512 starts by as many workers as there are cores, tile by tile as the page asks for it: the milliseconds
// until the coarse picture and until all of it. The workers have begun before, as on a page whose maps are open.
async function whole() {
  const { maps, build } = document.documentElement.dataset, n = 512, coarsest = 8, part = 2048;
  const files = { js: `./${maps}.js`, wasm: `./${maps}_bg.wasm` };
  const module = await WebAssembly.compileStreaming(fetch(files.wasm));
  const start = () => new Promise((done, failed) => {
    const worker = new Worker(`maps-worker.js?${build}`, { type: "module" });
    worker.onmessage = ({ data }) => data.failed ? failed(new Error(data.failed)) : done(worker);
    worker.onerror = failed;
    worker.postMessage({ ...files, module });
  });
  const workers = await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, start));
  const map = lr => new Promise(done => {
    const tiles = [];
    for (let stride = coarsest; stride >= 1; stride /= 2) {
      const height = stride * Math.max(1, Math.floor(part / Math.ceil(n / stride)));
      for (let from = 0; from < n; from += height) {
        tiles.push({ stride, coarsest: stride === coarsest, from, to: Math.min(from + height, n) });
      }
    }
    const begin = performance.now(), scene = `surface=himmelblau&view=basins&run=adam,lr:${lr}`;
    let next = 0, left = tiles.length, coarse = tiles.filter(tile => tile.coarsest).length, first = 0;
    const ask = worker => {
      const tile = tiles[next++];
      if (tile) worker.postMessage({ id: next, what: "tile", scene, columns: n, rows: n, ...tile });
      worker.coarse = tile?.coarsest;
    };
    for (const worker of workers) {
      worker.onmessage = () => {
        if (worker.coarse && --coarse === 0) first = performance.now() - begin;
        if (--left === 0) done([first, performance.now() - begin]);
        ask(worker);
      };
      ask(worker);
    }
  });
  await map(0.2);
  const runs = [];
  for (const lr of [0.1, 0.11, 0.12, 0.13, 0.14]) runs.push(await map(lr));
  workers.forEach(worker => worker.terminate());
  const middle = i => runs.map(run => run[i]).sort((a, b) => a - b)[2];
  return { "map.coarse": middle(0), "map.whole": middle(1), "map.workers": workers.length };
}
