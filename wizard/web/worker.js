/**
 * Runs the engine in Pyodide. Stateless but for the model: each message brings all the evidence.
 *
 * In:  `{id: 0, python, model}` (addresses), then what wizard/engine/messages.py reads.
 * Out: `{open, bytes}` while bytes arrive (downloads still open; bytes of the runtime so far),
 *      `{id: 0, ready}`, the engine's own replies, `{id, broken}` when it cannot answer at all.
 */

const RUNTIME = ['pyodide.asm.wasm', 'stdlib.zip', 'engine.zip'];

// With these, Pyodide does not fetch its list of packages; there is none that we need.
const NO_PACKAGES = JSON.stringify({
  info: {
    abi_version: '2026_0',
    arch: 'wasm32',
    platform: 'emscripten_5_0_3',
    version: '314.0.7',
    python: '3.14.2',
  },
  packages: {},
});

const plainFetch = self.fetch.bind(self);

/** Downloads begun early, to be handed over once when they are asked for.
 * @type {Map<string, Promise<Response>>} */
const begun = new Map();
let open = 0;
let bytes = 0; // of the runtime's files, unpacked

/** @type {((request: string) => string) | null} */
let handle = null;

self.fetch = (input, init) => {
  const url = String(input instanceof Request ? input.url : input);
  const early = begun.get(url);
  begun.delete(url);
  return early ?? countedFetch(url, init);
};

self.onmessage = async ({ data }) => {
  try {
    if (data.id === 0) {
      handle = await start(data.python, data.model);
      self.postMessage({ id: 0, ready: true });
    } else {
      if (!handle) throw new Error('the engine has not started');
      self.postMessage(JSON.parse(handle(JSON.stringify(data))));
    }
  } catch (reason) {
    const broken = reason instanceof Error ? reason.message : String(reason);
    self.postMessage({ id: data.id, broken });
  }
};

/**
 * @param {string} python  folder with the runtime and the engine
 * @param {string} model
 * @returns {Promise<(request: string) => string>}
 */
async function start(python, model) {
  for (const url of [...RUNTIME.map((name) => python + name), model]) {
    const response = countedFetch(url);
    response.catch(() => {}); // whoever asks for it hears of it
    begun.set(url, response);
  }
  // A missing file must fail here: Pyodide would wait for ever.
  const early = Promise.all(begun.values());
  early.catch(() => {});
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await Promise.race([
    loadPyodide({
      indexURL: python,
      packageBaseUrl: python,
      lockFileContents: NO_PACKAGES,
      stdLibURL: `${python}stdlib.zip`,
    }),
    early.then(() => new Promise(() => {})),
  ]);
  const archive = await (await self.fetch(`${python}engine.zip`)).arrayBuffer();
  pyodide.unpackArchive(new Uint8Array(archive), 'zip');
  const engine = pyodide.pyimport('wizard.engine');
  const facts = await (await self.fetch(model)).json();
  const reply = JSON.parse(engine.handle(JSON.stringify({ id: 0, model: facts })));
  if (!reply.ready) throw new Error('the engine does not take the model');
  return (request) => engine.handle(request);
}

/**
 * A fetch that reports its bytes, so that the page can tell slow from dead.
 * @param {string} url
 * @param {RequestInit} [init]
 */
async function countedFetch(url, init) {
  change(1);
  try {
    const response = await plainFetch(url, init);
    if (!response.ok || !response.body) throw new Error(`${response.status} ${url}`);
    const { status, statusText, headers } = response;
    const counted = RUNTIME.some((name) => url.endsWith(name));
    return new Response(response.body.pipeThrough(counter(counted)), { status, statusText, headers });
  } catch (reason) {
    change(-1);
    throw reason;
  }
}

/** @param {boolean} counted @returns {TransformStream<Uint8Array, Uint8Array>} */
function counter(counted) {
  return new TransformStream({
    transform(chunk, controller) {
      if (counted) bytes += chunk.byteLength;
      change(0);
      controller.enqueue(chunk);
    },
    flush() {
      change(-1);
    },
  });
}

/** @param {number} by */
function change(by) {
  open += by;
  self.postMessage({ open, bytes });
}

export {}; // a module of its own, with its own names
