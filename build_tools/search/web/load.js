// Index files are scripts that call window.policySearch(name, payload): so they load from a folder (file://) as well,
// under a policy that allows scripts of the same origin only.

/** @typedef {{resolve: (payload: any) => void, reject: (error: Error) => void}} Waiting */

/**
 * @param {string} base address of the index folder, ending in a slash
 * @returns {(name: string, version?: string) => Promise<any>}
 */
export function scriptLoader(base) {
  /** @type {Map<string, Promise<any>>} */
  const started = new Map();
  /** @type {Map<string, Waiting>} */
  const waiting = new Map();
  /** @type {any} */ (window).policySearch = (/** @type {string} */ name, /** @type {any} */ payload) => {
    waiting.get(name)?.resolve(payload);
    waiting.delete(name);
  };
  return (name, version) => {
    let promise = started.get(name);
    if (promise) return promise;
    promise = new Promise((resolve, reject) => {
      waiting.set(name, { resolve, reject });
      const script = document.createElement("script");
      script.async = true;
      script.src = `${base}${name}.js${version ? `?v=${version}` : ""}`;
      script.onerror = () => {
        started.delete(name); // a later search may try again
        script.remove();
        reject(new Error(`索引文件 ${name}.js 未能读取`));
      };
      script.onload = () => script.remove();
      document.head.append(script);
    });
    started.set(name, promise);
    return promise;
  };
}
