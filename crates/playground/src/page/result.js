// The answer: what becomes of each pod and why, what another release answers, and the lines that differ.
const CONTEXT = 3;
const SIGNS = { yes: '✔', no: '✘', unknown: '?', neutral: '·' };
const WORDS = { yes: 'leads to injection: ', no: 'against injection: ', unknown: 'not known: ', neutral: '' };
const isInjected = (verdict) => verdict === 'injected';

function stepsOf(steps, meanings, isTop) {
  const list = element('ul', undefined, { className: 'steps' });
  for (const step of steps) {
    const item = element('li');
    const sign = element('span', SIGNS[step.outcome], { className: `sign ${step.outcome}` });
    sign.setAttribute('aria-hidden', 'true');
    const line = [sign, element('span', WORDS[step.outcome], { className: 'unseen' }), step.text];
    if (meanings[step.rule]) line.push(' ', codeOf(step.rule, meanings));
    if (isTop && step.rule === 'changes') {
      const details = element('details');
      const summary = element('summary');
      summary.append(...line);
      details.append(summary, stepsOf(step.steps ?? [], meanings, false));
      item.append(details);
    } else {
      item.append(...line);
      if (step.steps) item.append(stepsOf(step.steps, meanings, false));
    }
    list.append(item);
  }
  return list;
}

function headOf(workload, meanings) {
  const title = element('h3');
  const verdict = element('span', workload.verdict, { className: `verdict ${isInjected(workload.verdict) ? 'yes' : 'no'}` });
  title.append(`${workload.object}${workload.place ? ` (${workload.place})` : ''}: `, verdict);
  const cause = element('p', `${workload.cause} `);
  cause.append('(', codeOf(workload.code, meanings), ')');
  return [title, cause];
}

function podOf(workload, meanings) {
  const made = element('article', undefined, { className: 'pod' });
  made.append(...headOf(workload, meanings), stepsOf(workload.steps, meanings, true));
  if (workload.advice.length) {
    const list = element('ul', undefined, { className: 'advice' });
    for (const [code, text] of workload.advice) {
      const item = element('li');
      item.append(element('span', 'advice: ', { className: 'warning' }), `${text} `, codeOf(code, meanings));
      list.append(item);
    }
    made.append(list);
  }
  return made;
}

function lineOf(lot, number, text) {
  const [name, sign] = { same: ['span', ' '], removed: ['del', '-'], added: ['ins', '+'] }[lot];
  const made = element(name, `${sign} ${text}`, { className: 'line' });
  made.dataset.line = number;
  return made;
}

// Lines that stay are folded, but for those about what differs.
function linesOf(runs, label) {
  const made = element('div', undefined, { className: 'lines', tabIndex: 0 });
  made.setAttribute('role', 'region');
  made.setAttribute('aria-label', label);
  let old = 0, now = 0;
  runs.forEach(({ lot, lines }, i) => {
    const shown = lines.map((text) => {
      if (lot !== 'added') old += 1;
      if (lot !== 'removed') now += 1;
      return lineOf(lot, lot === 'removed' ? old : now, text);
    });
    const before = i === 0 ? 0 : CONTEXT, after = i === runs.length - 1 ? 0 : CONTEXT;
    const hidden = lot === 'same' ? shown.splice(before, Math.max(0, shown.length - before - after)) : [];
    const block = (all) => {
      const made = element('div');
      made.append(...all);
      return made;
    };
    if (hidden.length < 2) {
      shown.splice(before, 0, ...hidden);
      made.append(block(shown));
      return;
    }
    const fold = element('details');
    fold.append(element('summary', count(hidden.length, 'unchanged line')), block(hidden));
    made.append(block(shown.slice(0, before)), fold, block(shown.slice(before)));
  });
  return made;
}

const linesWith = (runs, lot) => runs.filter((run) => run.lot === lot).reduce((sum, run) => sum + run.lines.length, 0);
const differs = (runs) => runs.some((run) => run.lot !== 'same');
const changesOf = (runs) => `${count(linesWith(runs, 'added'), 'line')} added, ${linesWith(runs, 'removed')} removed`;

function partOf(title, runs, nothing, button) {
  const made = element('section', undefined, { className: 'part' });
  const head = element('div', undefined, { className: 'head' });
  head.append(element('h3', title), element('span', differs(runs) ? changesOf(runs) : nothing, { className: 'dim' }));
  if (button) head.append(button);
  made.append(head);
  if (differs(runs)) made.append(linesOf(runs, title));
  return made;
}

function comparedOf(compared, meanings) {
  const title = `From Istio ${compared.release} to the result`;
  const made = partOf(title, compared.diff, compared.workloads.length ? 'no line differs' : 'there is no answer there');
  const said = compared.workloads.flatMap((workload) => headOf(workload, meanings));
  const list = element('ul', undefined, { className: 'problems' });
  list.append(...compared.problems.map((problem) => problemOf({ ...problem, line: undefined }, meanings)));
  made.firstChild.after(...said, ...(compared.problems.length ? [list] : []));
  return made;
}

function copyOf(runs) {
  const button = element('button', 'Copy', { type: 'button' });
  button.setAttribute('aria-label', 'Copy the injected manifest');
  const text = runs.filter((run) => run.lot !== 'removed').flatMap((run) => run.lines).join('\n') + '\n';
  button.addEventListener('click', () => copied(button, text));
  return button;
}

async function copied(button, text) {
  const before = button.dataset.name ??= button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not copied: the browser forbids it';
  }
  at('said').textContent = button.textContent;
  setTimeout(() => { button.textContent = before; }, 2000);
}

// Each part is made anew only if it differs from the one before: what was unfolded stays so.
const shownParts = new Map();
function showPart(id, of, make) {
  const key = JSON.stringify(of);
  if (shownParts.get(id) === key) return;
  shownParts.set(id, key);
  at(id).replaceChildren(...make());
}

function showResult(answer) {
  const { codes, compared, diff, release, workloads } = answer;
  at('answers-like').textContent = release && `answers like ${release}`;
  showPart('pods', [workloads, codes], () => workloads.length
    ? workloads.map((workload) => podOf(workload, codes))
    : [element('p', answer.problems.some((problem) => problem.level === 'error') ? 'There is no answer; the errors say why.' : 'There is no pod or workload in the manifest.', { className: 'part' })]);
  showPart('compared', [compared, codes], () => (compared ? [comparedOf(compared, codes)] : []));
  showPart('diff', diff, () => (diff.length ? [partOf('What is injected', diff, 'nothing changes', differs(diff) && copyOf(diff))] : []));
}

function summaryOf({ workloads, problems, diff }) {
  const verdicts = workloads.map((workload) => `${workload.object}: ${workload.verdict}.`);
  const wrong = problems.length ? ` ${count(problems.length, 'problem')}.` : '';
  return `${verdicts.join(' ')}${wrong} ${differs(diff) ? changesOf(diff) : 'Nothing changes'}.`;
}
