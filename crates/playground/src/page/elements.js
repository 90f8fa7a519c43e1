// Pieces of the page. Every text goes in as text.
const at = (id) => document.getElementById(id);

function element(name, text, properties) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined) made.textContent = text;
  return made;
}

const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

// What a code means; only those with a page lead to one.
function codeOf(code, meanings) {
  const meaning = meanings[code];
  if (!meaning) return element('span', code, { className: 'code' });
  const button = element('button', code, { type: 'button', className: 'code', title: meaning.title });
  button.setAttribute('aria-haspopup', 'dialog');
  button.addEventListener('click', () => {
    const list = element('dl');
    for (const [term, text, name] of [['meaning', meaning.meaning, 'p'], ['example', meaning.example, 'pre'], ['what to do', meaning.remedy, 'p']]) {
      const description = element('dd');
      description.append(element(name, text));
      list.append(element('dt', term), description);
    }
    at('meaning-title').textContent = `${code}: ${meaning.title}`;
    at('meaning-text').replaceChildren(list);
    at('meaning').showModal();
  });
  return button;
}
