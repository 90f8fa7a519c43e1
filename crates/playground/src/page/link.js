// The state in the address behind the `#`: what differs from how the page starts, packed. A link may come from anybody.
const VERSION = 'v1.';
const start = JSON.parse(at('start').textContent);
const TEXTS = ['manifest', 'config', 'values', 'mesh'];
const SETTINGS = ['namespace', 'revision', 'release', 'compare', 'native', 'platform'];

const initial = Object.freeze({
  manifest: start.examples[0].manifest, config: start.config, values: start.values, mesh: start.mesh,
  namespace: 'default', revision: '', release: '', compare: '', native: 'false', platform: 'kubernetes',
});

async function through(bytes, stream, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const pieces = [];
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new Error('it is too long');
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function linkOf(state) {
  const changed = Object.fromEntries(Object.entries(state).filter(([key, value]) => value !== initial[key]));
  if (!Object.keys(changed).length) return '';
  const packed = await through(new TextEncoder().encode(JSON.stringify(changed)), new CompressionStream('deflate-raw'), Infinity);
  let characters = '';
  for (const byte of packed) characters += String.fromCharCode(byte);
  return '#' + VERSION + btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

// The state of a link. Of what it holds only texts under known names count; whether they make sense is the engine's to say.
async function stateOf(hash) {
  const state = { ...initial };
  if (hash.length < 2) return state;
  if (!hash.startsWith('#' + VERSION)) throw new Error('it is not of this page');
  const packed = bytesOf(hash.slice(1 + VERSION.length).replaceAll('-', '+').replaceAll('_', '/'));
  const text = new TextDecoder().decode(await through(packed, new DecompressionStream('deflate-raw'), 6 * start.most));
  const changed = JSON.parse(text);
  for (const key of [...TEXTS, ...SETTINGS]) {
    if (Object.hasOwn(changed, key) && typeof changed[key] === 'string') state[key] = changed[key];
  }
  return state;
}
