// A file inside an npm package that comes without types.
declare module '@litertjs/core/wasm/litert_wasm_compat_internal.js' {
  export default function moduleFactory(options: {
    locateFile(name: string): string;
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<unknown>;
}
