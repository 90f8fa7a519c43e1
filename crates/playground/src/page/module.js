// The module that the page brings answers, in a worker: the page stays quick whatever is typed.
const LONGEST = 20000;
const LARGEST = 64 << 20;

function engine() {
  const source = URL.createObjectURL(new Blob([JSON.parse(at('worker').textContent)], { type: 'text/javascript' }));
  let compiled, worker;
  const compile = async () => WebAssembly.compile(
    await through(bytesOf(at('module').textContent.trim()), new DecompressionStream('gzip'), LARGEST));
  return async (question) => {
    const module = await (compiled ??= compile());
    return new Promise((resolve, reject) => {
      const failed = (cause) => {
        clearTimeout(late);
        worker?.terminate();
        worker = undefined;
        reject(new Error(cause));
      };
      const late = setTimeout(() => failed('no answer within 20 seconds'), LONGEST);
      worker ??= new Worker(source);
      worker.onerror = (event) => failed(event.message || 'the worker cannot be started');
      worker.onmessage = ({ data }) => {
        if (data.answer === undefined) return failed(data.error);
        clearTimeout(late);
        resolve(data.answer);
      };
      worker.postMessage({ module, question });
    });
  };
}
