// Maps: what stands between the page and the program `maps`. The same file is a worker's script and, where workers do not
// work, part of the page; there it hears through a port that the page hands it. Answers carry the question's number.

let program;

// The page has compiled the program once for all workers. An old browser may not take what was compiled elsewhere.
async function start({ js, wasm, module }) {
  // In the one-file page the program stands before this script.
  program = self.downhillPacked?.scripts[js.replace(/.*\//, "")] ?? await import(js);
  await program.default({ module_or_path: module ?? fetch(wasm) });
}

function answer(q) {
  switch (q.what) {
    case "tile": return program.tile(q.scene, q.columns, q.rows, q.stride, q.coarsest, q.from, q.to);
    case "strip": return program.strip(q.scene, q.run, q.param, q.at);
    case "places": return program.places(gone(q));
    case "pixels": return program.pixels(gone(q), q.lie, q.slot, q.dark);
  }
}

// Where particles are is asked of a scene. The way to a late step is long: nobody waits for all of it, but asks again.
let swarm;
function gone(q) {
  if (swarm !== q.scene) program.swarm(swarm = q.scene);
  const end = performance.now() + (self.document ? 6 : 40);
  while (!program.toward(q.head) && performance.now() < end);
  return q.head;
}

// No errors are caught here: a program that broke off is of no use any more. In a worker the page hears of it by itself.
function serve(port) {
  port.onmessage = ({ data }) => {
    if (data.js) {
      start(data).then(() => port.postMessage({ ready: true }), error => port.postMessage({ failed: String(error) }));
      return;
    }
    const result = answer(data);
    port.postMessage({ id: data.id, result }, [result.buffer]);
  };
}

if (self.document) {
  addEventListener("message", event => {
    if (event.source === self && event.data === "downhill:maps") serve(event.ports[0]);
  });
  document.dispatchEvent(new Event("downhill:maps"));
} else {
  serve(self);
}
