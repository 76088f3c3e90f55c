// Index files are scripts that call window.policySearch(name, payload). From a server they are fetched and read as JSON,
// which is quicker; from a folder (file://), where nothing can be fetched, or under a policy that forbids it, they are run.

/** @typedef {{resolve: (payload: any) => void, reject: (error: Error) => void}} Waiting */
/** @typedef {(name: string, address: string) => Promise<any>} Way gives the payload of one file */

/**
 * @param {string} base address of the index folder, ending in a slash
 * @returns {(name: string, version?: string) => Promise<any>}
 */
export function indexLoader(base) {
  /** @type {Map<string, Promise<any>>} */
  const started = new Map();
  const run = scripts();
  const get = base.startsWith("http")
    ? (/** @type {string} */ name, /** @type {string} */ address) => fetched(address).catch(() => run(name, address))
    : run;
  return (name, version) => {
    let promise = started.get(name);
    if (!promise) {
      promise = get(name, `${base}${name}.js${version ? `?v=${version}` : ""}`);
      promise.catch(() => started.delete(name)); // a later search may try again
      started.set(name, promise);
    }
    return promise;
  };
}

/** @param {string} address @returns {Promise<any>} */
async function fetched(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(String(reply.status));
  const text = await reply.text();
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
}

/** @returns {Way} */
function scripts() {
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();
  /** @type {any} */ (window).policySearch = (/** @type {string} */ name, /** @type {any} */ payload) => {
    waiting.get(name)?.resolve(payload);
    waiting.delete(name);
  };
  return (name, address) =>
    new Promise((resolve, reject) => {
      waiting.set(name, { resolve, reject });
      const script = document.createElement("script");
      script.async = true;
      script.src = address;
      script.onerror = () => {
        script.remove();
        reject(new Error(`索引文件 ${name}.js 未能读取`));
      };
      script.onload = () => script.remove();
      document.head.append(script);
    });
}
