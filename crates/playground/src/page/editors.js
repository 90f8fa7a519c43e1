// An editor: a text area with numbers of lines beside it, and what is the matter below it. Tab goes on to the next element.
const LINE = 20;
const MOST_MARKS = 200;

function editor(name, title, changed) {
  const section = element('section', undefined, { className: `editor ${name}` });
  section.setAttribute('aria-labelledby', `${name}-title`);
  const head = element('div', undefined, { className: 'head' });
  const open = element('button', 'Open…', { type: 'button' });
  open.setAttribute('aria-label', `Open a file as ${title.toLowerCase()}`);
  const file = element('input', undefined, { type: 'file', hidden: true });
  const state = element('span', '', { className: 'dim', id: `${name}-state` });
  head.append(element('h2', title, { id: `${name}-title` }), state, open, file);

  const area = element('textarea', undefined, { id: name, spellcheck: false, wrap: 'off', autocomplete: 'off', autocapitalize: 'off' });
  area.setAttribute('aria-labelledby', `${name}-title`);
  area.setAttribute('aria-describedby', `${name}-state`);
  const numbers = element('div'), marks = element('div');
  const frame = element('div', undefined, { className: 'text' });
  for (const [className, inner] of [['gutter', numbers], ['marks', marks]]) {
    const made = element('div', undefined, { className });
    made.setAttribute('aria-hidden', 'true');
    made.append(inner);
    frame.append(made);
  }
  frame.append(area);
  const problems = element('ul', undefined, { className: 'problems', hidden: true });
  problems.setAttribute('aria-label', `What is the matter with the ${title.toLowerCase()}`);
  section.append(head, frame, problems);

  let lines = 0;
  function number() {
    const now = area.value.split('\n').length;
    if (now === lines) return;
    lines = now;
    numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join('\n');
  }
  const scroll = () => {
    for (const moved of [numbers, marks]) moved.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  function goTo(line) {
    const before = area.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(before, before);
    area.scrollTop = Math.max(0, (line - 4) * LINE);
  }
  area.addEventListener('scroll', scroll);
  area.addEventListener('input', () => { number(); changed(); });
  // A new line begins where the one before it does.
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const before = area.value.slice(0, area.selectionStart);
    const [indentation] = before.slice(before.lastIndexOf('\n') + 1).match(/^ */);
    if (indentation && document.execCommand('insertText', false, '\n' + indentation)) event.preventDefault();
  });
  open.addEventListener('click', () => file.click());
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    if (!chosen) return;
    if (chosen.size > start.most) {
      state.textContent = `${chosen.name} has more than ${start.most} bytes`;
      return;
    }
    area.value = await chosen.text();
    number();
    changed();
  });

  return {
    section,
    get text() { return area.value; },
    set text(text) {
      if (area.value !== text) area.value = text;
      number();
      scroll();
    },
    show(found, meanings) {
      const lines = new Set(found.map((problem) => problem.line).filter(Boolean));
      marks.replaceChildren(...[...lines].slice(0, MOST_MARKS).map((line) => {
        const mark = element('span');
        mark.style.top = `${4 + (line - 1) * LINE}px`;
        return mark;
      }));
      problems.replaceChildren(...found.map((problem) => problemOf(problem, meanings, goTo)));
      problems.hidden = !found.length;
      state.textContent = found.length ? count(found.length, 'problem') : '';
      area.setAttribute('aria-invalid', String(found.some((problem) => problem.level === 'error')));
    },
  };
}

function problemOf({ line, level, code, text, hint }, meanings, goTo) {
  const item = element('li', undefined, { className: level });
  if (line) {
    const button = element('button', `line ${line}`, { type: 'button' });
    button.addEventListener('click', () => goTo(line));
    item.append(button);
  }
  item.append(element('span', `${level}: `, { className: 'unseen' }), text);
  if (code) item.append(' ', codeOf(code, meanings));
  if (hint) item.append(element('span', hint, { className: 'hint' }));
  return item;
}
