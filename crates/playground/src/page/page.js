// What is typed is asked, and the answer shown: one question at a time, the last one for sure.
const QUIET = 1000;
const editors = {};
const ask = engine();

const state = () => ({
  ...Object.fromEntries(TEXTS.map((name) => [name, editors[name].text])),
  ...Object.fromEntries(SETTINGS.map((name) => [name, at(name).value])),
});

let isAsking = false, isWanted = false, changedAt = 0;
async function answer() {
  isWanted = true;
  changedAt = performance.now();
  if (isAsking) return;
  isAsking = true;
  for (let asked; isWanted;) {
    isWanted = false;
    const begun = changedAt;
    const question = JSON.stringify(state());
    if (question === asked) continue;
    asked = question;
    try {
      show(JSON.parse(await ask(question)));
      notice('');
    } catch (error) {
      notice(error.message);
    }
    performance.measure('answered', { start: begun });
  }
  isAsking = false;
  document.documentElement.dataset.answered = String(performance.getEntriesByName('answered').length);
}

function show(found) {
  const partly = { manifest: [], config: [], values: [], mesh: [] };
  for (const problem of found.problems) partly[problem.part].push(problem);
  for (const name of TEXTS) editors[name].show(partly[name], found.codes);
  showResult(found);
  say(summaryOf(found));
}

function notice(text) {
  if (at('notice').textContent !== text) at('notice').textContent = text;
  at('notice').hidden = !text;
}

// Who listens hears of a result once nothing has changed for a while.
let saying;
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    if (at('said').textContent !== text) at('said').textContent = text;
  }, QUIET);
}

let keeping;
function changed() {
  answer();
  clearTimeout(keeping);
  keeping = setTimeout(keep, 400);
}

// Browsers refuse addresses that change too often.
async function keep() {
  const link = await linkOf(state());
  if (link !== location.hash) history.replaceState(null, '', link || location.pathname + location.search);
}

function take(from) {
  for (const name of TEXTS) editors[name].text = from[name];
  for (const name of SETTINGS) at(name).value = from[name];
  // A link may name what there is nothing of.
  for (const name of ['release', 'compare', 'native', 'platform']) {
    if (at(name).selectedIndex < 0) at(name).value = initial[name];
  }
  at('example').selectedIndex = start.examples.findIndex((example) => example.manifest === from.manifest) + 1;
  answer();
}

async function takeLink() {
  try {
    take(await stateOf(location.hash));
  } catch (error) {
    take({ ...initial });
    at('said').textContent = `The link cannot be read: ${error.message}`;
  }
}

// What was there before an example is a step back.
async function replaced(by) {
  clearTimeout(keeping);
  await keep();
  const link = await linkOf(by);
  history.pushState(null, '', link || location.pathname + location.search);
  take(by);
}

function chosen() {
  const example = start.examples[at('example').selectedIndex - 1];
  if (!example) return;
  const now = state();
  const ours = start.examples.map((one) => start.config + (one.template ?? ''));
  const config = example.template || ours.includes(now.config) ? start.config + (example.template ?? '') : now.config;
  replaced({ ...now, manifest: example.manifest, config });
}

function prepare() {
  const places = { manifest: ['asked', 'Manifest'], config: ['configuration', 'Injection config'], values: ['configuration', 'Values'], mesh: ['configuration', 'Mesh config'] };
  for (const [name, [column, title]] of Object.entries(places)) {
    editors[name] = editor(name, title, changed);
    at(column).append(editors[name].section);
  }
  at('example').append(element('option', 'yours', { value: '' }), ...start.examples.map((example) => element('option', example.name)));
  at('example').addEventListener('change', chosen);
  for (const name of ['release', 'compare']) at(name).append(...start.releases.map((release) => element('option', release)));
  for (const name of SETTINGS) at(name).addEventListener('input', changed);
  at('copy').addEventListener('click', async () => {
    await keep();
    copied(at('copy'), location.href);
  });
  at('to-result').addEventListener('click', () => at('shown').focus());
  at('reset').addEventListener('click', () => replaced({ ...initial }));
  // Whole or not at all: what is filled in later would move what somebody reads already.
  for (const name of ['header', 'main']) document.querySelector(name).hidden = false;
  addEventListener('popstate', takeLink);
  takeLink();
}

prepare();
