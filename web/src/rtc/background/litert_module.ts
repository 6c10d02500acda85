// Stands in for @litertjs/wasm-utils (vite.config.ts): LiteRT would run a script by its address, which
// neither module workers nor trusted types allow. The build holds it as a module, and its WebAssembly
// as a file with a content hash. The "compat" one runs wherever there is SIMD.
import moduleFactory from '@litertjs/core/wasm/litert_wasm_compat_internal.js';
import wasm from '@litertjs/core/wasm/litert_wasm_compat_internal.wasm?url';

export async function createWasmLib<Library>(
  Library: new (module: unknown) => Library,
): Promise<Library> {
  const quiet = () => {}; // it tells its own progress as errors; real ones are thrown
  const options = { locateFile: () => wasm, print: quiet, printErr: quiet };
  return new Library(await moduleFactory(options));
}
