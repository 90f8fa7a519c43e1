'use strict';
// Runs the module as a program of WASI preview 1, whose only files are standard input, output and error. Each question has
// an instance of its own, so that none can harm the next.
const SUCCESS = 0, BADF = 8, NOSYS = 52;

class Exit {
  constructor(code) {
    this.code = code;
  }
}

const textOf = async (pieces) => new Blob(pieces).text();

async function answered(module, question) {
  const input = new TextEncoder().encode(question);
  const written = [[], [], []];
  let memory, read = 0;
  const put = (at, number) => new DataView(memory.buffer).setUint32(at, number, true);
  const pieces = (list, count) => Array.from({ length: count }, (_, i) => {
    const view = new DataView(memory.buffer, list + 8 * i, 8);
    return new Uint8Array(memory.buffer, view.getUint32(0, true), view.getUint32(4, true));
  });
  const nothing = (count, size) => {
    put(count, 0);
    put(size, 0);
    return SUCCESS;
  };
  const calls = {
    args_sizes_get: nothing,
    args_get: () => SUCCESS,
    environ_sizes_get: nothing,
    environ_get: () => SUCCESS,
    fd_read(fd, list, count, length) {
      if (fd !== 0) return BADF;
      const before = read;
      for (const piece of pieces(list, count)) {
        const part = input.subarray(read, read + piece.length);
        piece.set(part);
        read += part.length;
      }
      put(length, read - before);
      return SUCCESS;
    },
    fd_write(fd, list, count, length) {
      if (fd !== 1 && fd !== 2) return BADF;
      const parts = pieces(list, count).map((piece) => piece.slice());
      written[fd].push(...parts);
      put(length, parts.reduce((sum, part) => sum + part.length, 0));
      return SUCCESS;
    },
    random_get(at, length) {
      crypto.getRandomValues(new Uint8Array(memory.buffer, at, length));
      return SUCCESS;
    },
    proc_exit(code) {
      throw new Exit(code);
    },
  };
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = calls[name] ?? (() => NOSYS);
  }
  const instance = await WebAssembly.instantiate(module, imports);
  memory = instance.exports.memory;
  try {
    instance.exports._start();
  } catch (end) {
    if (!(end instanceof Exit)) throw end;
    if (end.code !== 0) throw new Error((await textOf(written[2])).replace(/^error: /, ''));
  }
  return textOf(written[1]);
}

onmessage = async ({ data: { module, question } }) => {
  try {
    postMessage({ answer: await answered(module, question) });
  } catch (error) {
    postMessage({ error: error instanceof RangeError ? 'this is nested too deeply for the browser' : error.message });
  }
};
