const rowsOf = (box) => [...box.querySelectorAll('[data-line]')];
const fieldsOf = (row) => [...row.querySelectorAll('input:not([type="hidden"]), select, textarea')];

/** {i} numbers names and ids from 0, {n} is what a person reads. */
function numbered(row, i) {
  const fill = (text) => text.replace(/\{i\}/g, i).replace(/\{n\}/g, i + 1);
  for (const element of [row, ...row.querySelectorAll('*')]) {
    for (const a of [...element.attributes]) if (a.value.includes('{')) element.setAttribute(a.name, fill(a.value));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE && node.data.includes('{')) node.data = fill(node.data);
  }
  return row;
}

/** The form works by round trips too; this only spares them. */
function attach(box) {
  const template = box.querySelector('template');
  const adder = box.querySelector('[data-line-add]');
  if (!template) return;
  const most = Number(box.dataset.max) || 50;
  let next = Number(box.dataset.next) || rowsOf(box).length;

  const settle = () => {
    // As plain buttons they are no longer what Enter in a field would press.
    for (const b of box.querySelectorAll('[data-line-remove]')) b.type = 'button';
    if (adder) adder.hidden = rowsOf(box).length >= most;
  };
  const add = () => {
    const rows = rowsOf(box);
    if (rows.length >= most) return null;
    const row = numbered(template.content.firstElementChild.cloneNode(true), next++);
    if (rows.length > 0) rows[rows.length - 1].after(row); else template.before(row);
    settle();
    return row;
  };
  const changed = () => box.dispatchEvent(new Event('input', { bubbles: true }));

  const remove = (row) => {
    const rows = rowsOf(box), at = rows.indexOf(row);
    if (rows.length > 1) row.remove();
    else for (const f of fieldsOf(row)) f.value = f.tagName === 'SELECT' && f.options.length > 0 ? f.options[0].value : '';
    const near = rowsOf(box)[Math.max(0, at - 1)];
    // The button, not the field: on a phone a field would bring up the keyboard.
    const nearest = near.querySelector('[data-line-remove]') || fieldsOf(near)[0];
    if (nearest) nearest.focus();
    changed();
  };

  /** A pasted list becomes rows; a pasted sheet fills the fields beside the first one. */
  const paste = (field, lines) => {
    let row = field.closest('[data-line]');
    lines.forEach((line, i) => {
      if (i > 0) row = row && (rowsOf(box)[rowsOf(box).indexOf(row) + 1] || add());
      if (!row) return;
      const first = row.querySelector('[data-line-item]');
      const fields = fieldsOf(row).filter((f) => f.tagName !== 'SELECT');
      const cells = line.split('\t');
      cells.forEach((cell, c) => { const f = fields[fields.indexOf(first) + c]; if (f) f.value = cell.trim(); });
    });
    changed();
  };

  if (adder) {
    adder.type = 'button';
    adder.addEventListener('click', () => {
      const row = add();
      if (!row) return;
      const first = fieldsOf(row)[0];
      if (first) first.focus();
      changed();
    });
  }
  box.addEventListener('click', (event) => {
    const remover = event.target.closest('[data-line-remove]');
    if (remover) remove(remover.closest('[data-line]'));
  });
  box.addEventListener('paste', (event) => {
    if (!box.hasAttribute('data-paste') || !event.target.matches('[data-line-item]')) return;
    const lines = (event.clipboardData ? event.clipboardData.getData('text/plain') : '').split(/\r?\n/).map((l) => l.replace(/\s+$/, '')).filter((l) => l.trim());
    if (lines.length < 2) return;
    event.preventDefault();
    paste(event.target, lines);
  });
  box.addEventListener('lines:grow', (event) => { while (rowsOf(box).length < event.detail && add()); });
  settle();
}

document.querySelectorAll('[data-lines]').forEach(attach);
