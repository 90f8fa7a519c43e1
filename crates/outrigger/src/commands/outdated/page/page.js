'use strict';
// What is shown is in the address behind the `#`: state, namespace, q, and open=all. All text goes in as text.
const fleet = JSON.parse(document.getElementById('data').textContent).workloads;
const FINE = ['current', 'not-injected'];
const MOST = 1000;
const at = (id) => document.getElementById(id);

function element(name, text, properties) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined) made.textContent = text;
  return made;
}

const podsOf = (workloads) => workloads.reduce((sum, workload) => sum + workload.pods.length, 0);
const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
const isOutdated = (workload) => workload.code !== 'unknown' && !FINE.includes(workload.code);
const shownAs = (value) => value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);

const wanted = () => new URLSearchParams(location.hash.slice(1));
function want(key, value) {
  const all = wanted();
  if (value) all.set(key, value); else all.delete(key);
  history.replaceState(null, '', '#' + all);
  show();
}

function textOf(workload) {
  const changes = workload.differences.flatMap((change) => [change.field, shownAs(change.was), shownAs(change.now)]);
  return [workload.namespace, `${workload.kind}/${workload.name}`, workload.cause, ...workload.pods, ...changes].join('\n').toLowerCase();
}
const texts = new Map(fleet.map((workload) => [workload, textOf(workload)]));

function isWanted(workload, by) {
  const state = by.get('state'), namespace = by.get('namespace'), q = by.get('q');
  return (!state || (state === 'outdated' ? isOutdated(workload) : workload.code === state))
    && (!namespace || workload.namespace === namespace)
    && (!q || texts.get(workload).includes(q.toLowerCase()));
}

function details(workload) {
  const list = element('dl');
  const add = (term, ...parts) => {
    const description = element('dd');
    description.append(...parts);
    list.append(element('dt', term), description);
  };
  add('why', workload.cause);
  add('pods', workload.pods.join(' '));
  if (workload.risk) add('risk of a restart', workload.risk);
  if (workload.remedy) add('what to do', element('code', workload.remedy));
  if (workload.differences.length) {
    const table = element('table');
    table.createTHead().insertRow().append(...['field', 'has', 'would get'].map((text) => element('th', text, { scope: 'col' })));
    const body = table.createTBody();
    for (const change of workload.differences) {
      body.insertRow().append(...[change.field, shownAs(change.was), shownAs(change.now)].map((text) => element('td', text)));
    }
    add('a restart changes', table);
  }
  return list;
}

function row(workload, isOpen) {
  const made = element('details', undefined, { open: isOpen });
  const line = element('summary');
  line.append(
    element('span', workload.code, { className: FINE.includes(workload.code) ? 'code fine' : 'code' }), ' ',
    element('b', `${workload.kind}/${workload.name}`), ' ',
    element('span', `${count(workload.pods.length, 'pod')}: ${workload.cause}`, { className: 'dim' }));
  made.append(line);
  const fill = () => made.open && made.children.length === 1 && made.append(details(workload));
  made.addEventListener('toggle', fill);
  fill();
  return made;
}

function section(namespace, workloads, isOpen) {
  const made = element('section');
  const head = element('h2', `${namespace} `);
  const outdated = podsOf(workloads.filter(isOutdated));
  head.append(element('small', `${count(workloads.length, 'row')}, ${count(podsOf(workloads), 'pod')}, ${outdated} out of date`));
  made.append(head, ...workloads.map((workload) => row(workload, isOpen)));
  return made;
}

function show() {
  const by = wanted();
  const found = fleet.filter((workload) => isWanted(workload, by));
  const namespaces = new Map();
  for (const workload of found.slice(0, MOST)) {
    if (!namespaces.has(workload.namespace)) namespaces.set(workload.namespace, []);
    namespaces.get(workload.namespace).push(workload);
  }
  at('fleet').replaceChildren(...[...namespaces].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, workloads]) => section(namespace, workloads, by.get('open') === 'all')));
  const more = found.length > MOST ? `; the first ${MOST} are shown, search for the others` : '';
  at('shown').textContent = `${count(found.length, 'row')} of ${fleet.length}, ${count(podsOf(found), 'pod')}${more}`;
  for (const button of at('states').children) {
    button.setAttribute('aria-pressed', String(button.value === (by.get('state') ?? '')));
  }
  at('namespace').value = by.get('namespace') ?? '';
  if (at('search').value !== (by.get('q') ?? '')) at('search').value = by.get('q') ?? '';
}

function prepare() {
  const states = [['', 'all'], ['outdated', 'out of date']];
  for (const code of new Set(fleet.map((workload) => workload.code))) states.push([code, code]);
  for (const [value, name] of states) {
    const number = podsOf(fleet.filter((workload) => isWanted(workload, new URLSearchParams({ state: value }))));
    const button = element('button', `${name} ${number}`, { type: 'button', value });
    button.addEventListener('click', () => want('state', value));
    at('states').append(button);
  }
  const namespaces = [...new Set(fleet.map((workload) => workload.namespace))].sort();
  at('namespace').append(element('option', 'all', { value: '' }), ...namespaces.map((name) => element('option', name, { value: name })));
  at('namespace').addEventListener('change', (event) => want('namespace', event.target.value));
  at('search').addEventListener('input', (event) => want('q', event.target.value));
  addEventListener('hashchange', show);
  addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== at('search')) {
      event.preventDefault();
      at('search').focus();
    }
  });
  const outdated = podsOf(fleet.filter(isOutdated));
  at('summary').textContent = `${count(podsOf(fleet), 'pod')} in ${count(namespaces.length, 'namespace')}, ${outdated} out of date.`;
}

prepare();
show();
